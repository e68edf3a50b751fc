//! What is pushed after texts and calls.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::linkaccount_bench::{Customer, NUMBER, TEXT, VOICE, assert_done, with};
use crate::linkaccount_tables;
use crate::receiver::{Arrived, Receiver};

const OTHER: &str = "13900000002";

fn bodies(arrived: &[Arrived]) -> Vec<Value> {
    arrived.iter().map(Arrived::json).collect()
}

/// Sends a text that asks for pushes and gives the ids.
async fn send(customer: &Customer, receiver: &Receiver, recipient: &str) -> Vec<Value> {
    let callback = json!({ "status_callback_url": format!("{}/push/sms?a=1", receiver.url) });
    let reply = customer
        .ask(TEXT, &with(&customer.text(recipient), callback))
        .await;
    assert_done(&reply);
    let result = reply["body"]["result"].as_array().expect("an array");
    result.iter().map(|part| part["smsMsgId"].clone()).collect()
}

async fn call(customer: &Customer, receiver: &Receiver, recipient: &str) -> Value {
    let callback = json!({ "status_callback_url": format!("{}/push/voice", receiver.url) });
    let reply = customer
        .ask(VOICE, &with(&customer.voice(recipient), callback))
        .await;
    assert_done(&reply);
    reply["body"]["sms_msg_id"].clone()
}

#[tokio::test]
async fn a_text_is_reported_after_a_second() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    let start = Instant::now();
    let ids = send(&customer, &receiver, NUMBER).await;
    let arrived = receiver.wait_for(1).await;
    assert!(start.elapsed() >= Duration::from_millis(950));
    assert_eq!(arrived[0].path, "/push/sms?a=1");
    assert_eq!(
        arrived[0].header("content-type"),
        "application/json;charset=UTF-8"
    );
    let push = arrived[0].json();
    let day = push["updateTime"].as_str().expect("text");
    assert!(
        chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok(),
        "{day}"
    );
    let expected = json!({
        "smsMsgId": ids[0], "total": "1", "sequence": "1", "status": "1300001", "msg": "用户已成功收到短信",
        "source": "2", "updateTime": day, "to": NUMBER, "extend": "e-1",
    });
    assert_eq!(push, expected);
    assert_eq!(
        customer.last().await["status_callback_url"]
            .as_str()
            .map(|url| url.starts_with("http://127")),
        Some(true)
    );
}

#[tokio::test]
async fn every_outcome_of_a_text_can_be_set() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    customer.reports(json!({ "after_ms": 0 })).await;
    for (count, (code, words)) in linkaccount_tables::TEXT_REPORT.iter().enumerate() {
        customer.reports(json!({ "outcomes": { NUMBER: code } })).await;
        let ids = send(&customer, &receiver, "13412345678").await;
        let push = receiver.wait_for(count + 1).await[count].json();
        assert_eq!((&push["status"], &push["msg"]), (&json!(code), &json!(words)));
        assert_eq!((&push["smsMsgId"], &push["to"]), (&ids[0], &json!(NUMBER)));
        let source = match *code {
            "1300008" | "1300009" | "1300010" | "1300013" => "1",
            "1300011" | "1300012" => "3",
            _ => "2",
        };
        assert_eq!(push["source"], source);
    }
}

#[tokio::test]
async fn a_long_text_is_reported_by_segment() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    customer.reports(json!({ "after_ms": 0, "segments": 3 })).await;
    send(&customer, &receiver, NUMBER).await;
    let three = bodies(&receiver.wait_for(3).await);
    let of = |pushes: &[Value], name: &str| -> Vec<Value> {
        pushes.iter().map(|push| push[name].clone()).collect()
    };
    assert_eq!(of(&three, "sequence"), ["1", "2", "3"]);
    assert_eq!(of(&three, "total"), ["3", "3", "3"]);
    assert_eq!(of(&three, "status"), ["1300001"; 3]);

    let parts = json!({ OTHER: ["1300001", "1300004"] });
    customer.reports(json!({ "outcomes": parts })).await;
    send(&customer, &receiver, OTHER).await;
    let two = bodies(&receiver.wait_for(5).await)[3..].to_vec();
    assert_eq!(of(&two, "sequence"), ["1", "2"]);
    assert_eq!(of(&two, "total"), ["2", "2"]);
    assert_eq!(of(&two, "status"), ["1300001", "1300004"]);

    customer.reports(json!({ "segments": null })).await;
    let value = "字".repeat(30);
    let long =
        json!({ "template_params": [value, value], "status_callback_url": receiver.url, "extend": null });
    assert_done(&customer.ask(TEXT, &with(&customer.text(NUMBER), long)).await);
    let counted = bodies(&receiver.wait_for(7).await)[5..].to_vec();
    assert_eq!(of(&counted, "total"), ["2", "2"]);
    assert_eq!(of(&counted, "extend"), [Value::Null, Value::Null]);
}

#[tokio::test]
async fn each_recipient_is_reported_unless_it_never_is() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    let orders = json!({
        "after_ms": 0, "default": "1300012", "outcomes": { "13900000002": null, "13900000003": "1300005" },
        "results": { "13900000004": "1300016", "13900000005": null },
    });
    customer.reports(orders).await;
    let list = "13900000001,13900000002,13900000003,13900000004,13900000005,1";
    send(&customer, &receiver, list).await;
    receiver.wait_for(3).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut reported: Vec<(String, String)> = bodies(&receiver.so_far())
        .iter()
        .map(|push| {
            let text = |name: &str| push[name].as_str().expect("text").to_owned();
            (text("to"), text("status"))
        })
        .collect();
    reported.sort();
    let expected = [
        ("+8613900000001", "1300012"),
        ("+8613900000003", "1300005"),
        ("+8613900000005", "1300012"),
    ]
    .map(|(to, status)| (to.to_owned(), status.to_owned()));
    assert_eq!(reported, expected);
    customer.reports(json!({ "default": null })).await;
    send(&customer, &receiver, "13900000001").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(receiver.so_far().len(), 3);
}

#[tokio::test]
async fn a_call_is_reported() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    let id = call(&customer, &receiver, "15970704470").await;
    let push = receiver.wait_for(1).await[0].json();
    let time = |name: &str| {
        let text = push[name].as_str().expect("text");
        chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a time")
    };
    let (began, ended) = (time("callOutStartTime"), time("callEndTime"));
    assert!(began <= ended && (ended - began).num_seconds() <= 2);
    assert!((chrono::Utc::now().naive_utc() - ended).num_seconds() <= 2);
    assert!(push["callerNum"].as_str().expect("text").starts_with("+86"));
    let without_times = with(
        &push,
        json!({ "callOutStartTime": null, "callEndTime": null, "callerNum": null }),
    );
    let expected = json!({ "msgId": id, "status": 0, "to": "+8615970704470", "extend": "e-2" });
    assert_eq!(without_times, expected);

    customer
        .reports(json!({ "after_ms": 0, "calls": { "13900000002": 1 }, "call_default": 2 }))
        .await;
    call(&customer, &receiver, OTHER).await;
    assert_eq!(receiver.wait_for(2).await[1].json()["status"], 1);
    call(&customer, &receiver, NUMBER).await;
    assert_eq!(receiver.wait_for(3).await[2].json()["status"], 2);
    customer
        .reports(json!({ "calls": { "13900000002": null } }))
        .await;
    call(&customer, &receiver, OTHER).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(receiver.so_far().len(), 3);
}

#[tokio::test]
async fn pushes_may_be_forms() {
    let customer = Customer::new().await;
    let receiver = Receiver::new().await;
    customer.set(json!({ "push_format": "form" })).await;
    customer.reports(json!({ "after_ms": 0 })).await;
    let ids = send(&customer, &receiver, NUMBER).await;
    let arrived = receiver.wait_for(1).await;
    assert_eq!(
        arrived[0].header("content-type"),
        "application/x-www-form-urlencoded"
    );
    let body = &arrived[0].body;
    let pairs: Vec<&str> = body.split('&').collect();
    let id = format!("smsMsgId={}", ids[0].as_str().expect("text"));
    let words = "msg=%E7%94%A8%E6%88%B7%E5%B7%B2%E6%88%90%E5%8A%9F%E6%94%B6%E5%88%B0%E7%9F%AD%E4%BF%A1";
    for pair in [
        id.as_str(),
        words,
        "to=%2B8613412345678",
        "extend=e-1",
        "status=1300001",
        "total=1",
    ] {
        assert!(pairs.contains(&pair), "{pair} {body}");
    }
    assert_eq!(pairs.len(), 9);
    call(&customer, &receiver, NUMBER).await;
    let body = receiver.wait_for(2).await[1].body.clone();
    assert!(body.split('&').any(|pair| pair == "status=0"), "{body}");
}

#[tokio::test]
async fn nothing_is_pushed_beyond_this_machine() {
    let customer = Customer::new().await;
    customer.reports(json!({ "after_ms": 0 })).await;
    for url in [
        "http://requestbin.fullcontact.com/scvavdsc",
        "https://127.0.0.1/",
        "www.baidu.com",
    ] {
        let fields = with(&customer.text(NUMBER), json!({ "status_callback_url": url }));
        assert_done(&customer.ask(TEXT, &fields).await);
    }
    let control = &customer.bench.sandbox.description().control;
    let pushes = loop {
        let reply = customer
            .bench
            .client
            .get(format!("{control}/pushes"))
            .send()
            .await;
        let pushes = crate::bench::json_of(reply.expect("a reply")).await;
        if pushes.as_array().expect("an array").len() == 3 {
            break pushes;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    for push in pushes.as_array().expect("an array") {
        assert_eq!(
            (&push["vendor"], &push["kind"]),
            (&json!("linkaccount"), &json!("sms_status"))
        );
        assert!(push["error"].is_string() && push["status"].is_null(), "{push}");
    }
}

#[tokio::test]
async fn orders_that_are_not_understood_change_nothing() {
    let customer = Customer::new().await;
    let cases = [
        ("/reports", json!({ "vendor": "linkaccount", "hold": true })),
        ("/reports", json!({ "vendor": "linkaccount", "default": 1 })),
        ("/reports", json!({ "vendor": "linkaccount", "segments": 300 })),
        (
            "/reports",
            json!({ "vendor": "linkaccount", "calls": { "1": "x" } }),
        ),
        (
            "/reports",
            json!({ "vendor": "linkaccount", "segments": 2, "after_ms": 99_999_999_999_u64 }),
        ),
        (
            "/reports",
            json!({ "vendor": "linkaccount_legacy", "after_ms": 1 }),
        ),
        (
            "/reports",
            json!([{ "vendor": "linkaccount", "status": "1300001" }]),
        ),
        ("/settings", json!({ "linkaccount": { "hex": "mixed" } })),
        ("/settings", json!({ "linkaccount": { "key_case": "upper" } })),
        (
            "/settings",
            json!({ "linkaccount": { "hex": "lower" }, "linkaccount_legacy": { "empty": 1 } }),
        ),
        ("/balance", json!({ "linkaccount": -1 })),
        (
            "/faults",
            json!({ "vendor": "linkaccount", "operation": "plain_send", "kind": "hang" }),
        ),
    ];
    for (path, body) in cases {
        let (status, reply) = customer.bench.control(path, &body.to_string()).await;
        assert_eq!(status, 400, "{path} {body} {reply}");
    }
    assert_done(&customer.ask(TEXT, &customer.text(NUMBER)).await);
}
