//! Accepted sends: reply, balance, log.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::bench::{BALANCE, Bench, SMS, TEMPLATE, mobiles};

#[tokio::test]
async fn a_plain_send_is_answered_as_in_the_document() {
    let bench = Bench::new().await;
    let reply = bench.ask(SMS, bench.plain("13800000001,13900000002")).await;
    assert_eq!(reply["code"], 20000);
    assert_eq!(reply["desc"], "success");
    let id = reply["msgId"].as_str().expect("a string");
    assert!(
        id.len() == 18 && id.bytes().all(|byte| byte.is_ascii_digit()),
        "{id}"
    );

    let log = bench.log("").await;
    assert_eq!(log.len(), 1);
    assert!(chrono::DateTime::parse_from_rfc3339(log[0]["at"].as_str().expect("text")).is_ok());
    let mut entry = log[0].clone();
    entry.as_object_mut().expect("an object").remove("at");
    let expected = json!({
        "seq": 1, "vendor": "lianjiang", "operation": "plain_send", "accepted": true,
        "recipients": ["13800000001", "13900000002"], "msg_id": id, "ext": "abc",
        "content": "【总机】您好", "extension": "12",
    });
    assert_eq!(entry, expected);
}

#[tokio::test]
async fn a_template_send_is_logged_with_each_recipients_values() {
    let bench = Bench::new().await;
    let mut fields = bench.template(&["13800000001", "13900000002"]);
    fields["list"][1]["content"] = json!(["0815", "10"]);
    let reply = bench.ask(TEMPLATE, fields).await;
    assert_eq!(reply["code"], 20000, "{reply}");
    let entry = &bench.log("").await[0];
    assert_eq!(entry["operation"], "template_send");
    assert_eq!(entry["template_id"], bench.lianjiang().template_id.as_str());
    assert_eq!(entry["recipients"], json!(["13800000001", "13900000002"]));
    assert_eq!(entry["params"], json!([["4711", "5"], ["0815", "10"]]));
    assert_eq!(entry["msg_id"], reply["msgId"]);
    assert_eq!(entry["ext"], "t");
}

#[tokio::test]
async fn the_limits_themselves_are_accepted() {
    let bench = Bench::new().await;
    let mut plain = bench.plain(&mobiles(2000).join(","));
    plain["code"] = json!("1234567890");
    plain["ext"] = json!("字".repeat(40));
    assert_eq!(bench.ask(SMS, plain).await["code"], 20000);
    assert_eq!(bench.log("").await[0]["extension"], "12345678");

    let numbers = mobiles(1000);
    let template = bench.template(&numbers.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(bench.ask(TEMPLATE, template).await["code"], 20000);

    let bare = json!({ "content": "【总机】您好", "mobile": "13800000001" });
    assert_eq!(bench.ask(SMS, bare).await["code"], 20000);
}

#[tokio::test]
async fn the_balance_goes_down_by_segments() {
    let bench = Bench::new().await;
    assert_eq!(
        bench.ask(BALANCE, json!({})).await,
        json!({ "smsNum": 100_000, "code": 20000, "desc": "success" })
    );
    let text = |length: usize| {
        let content = format!("【总机】{}", "好".repeat(length - 4));
        json!({ "content": content, "mobile": "13800000001,13800000002" })
    };
    for (length, left) in [(70, 99_998), (71, 99_994), (134, 99_990), (135, 99_984)] {
        assert_eq!(bench.ask(SMS, text(length)).await["code"], 20000);
        assert_eq!(bench.balance().await, left);
    }
    bench.order("/balance", json!({ "lianjiang": 1 })).await;
    assert_eq!(
        bench.ask(SMS, text(10)).await,
        json!({ "code": 49999, "desc": "system is busy" })
    );
    assert_eq!(bench.balance().await, 1);
    bench.order("/balance", json!({ "lianjiang": 2 })).await;
    assert_eq!(bench.ask(SMS, text(10)).await["code"], 20000);
    assert_eq!(bench.balance().await, 0);
}

#[tokio::test]
async fn message_ids_are_unique() {
    let bench = Bench::new().await;
    let mut ids = HashSet::new();
    for _ in 0..20 {
        let reply = bench.ask(SMS, bench.plain("13800000001")).await;
        assert!(ids.insert(reply["msgId"].as_str().expect("a string").to_owned()));
    }
    bench.order("/reset", Value::Null).await;
    let reply = bench.ask(SMS, bench.plain("13800000001")).await;
    assert!(ids.insert(reply["msgId"].as_str().expect("a string").to_owned()));
}
