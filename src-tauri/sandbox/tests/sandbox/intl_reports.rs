//! International SMS: replies, reports, money, what the log says.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value, json};

use crate::bench::{Bench, each};
use crate::intl_bench::{BALANCE, MOBILE, SEND, STATUS, about, send_time, text_to};
use crate::receiver::Receiver;

const OTHER: &str = "2348031000011";

#[tokio::test]
async fn a_send_is_answered_as_in_the_document_and_logged() {
    let bench = Bench::new().await;
    let mut body = text_to(&format!("{MOBILE},{OTHER}"));
    body["sendTime"] = json!(send_time(600));
    let reply = bench.intl_ask(SEND, body.clone()).await;
    let msg_id = reply["data"]["msgId"].as_str().expect("a string");
    assert_eq!(
        reply,
        json!({ "code": 0, "msg": "ok", "data": { "msgId": msg_id } })
    );
    assert_eq!(msg_id.len(), 18);
    assert!(msg_id.bytes().all(|byte| byte.is_ascii_digit()));
    let entry = &bench.log("").await[0];
    for (name, value) in [
        ("vendor", json!("intl_sms")),
        ("operation", json!("send")),
        ("recipients", json!([MOBILE, OTHER])),
        ("msg_id", json!(msg_id)),
        ("content", body["content"].clone()),
        ("sender_id", json!("Univasa")),
        ("send_time", body["sendTime"].clone()),
    ] {
        assert_eq!(entry[name], value, "{name}");
    }
}

#[tokio::test]
async fn a_report_can_be_asked_for_again_and_again() {
    let bench = Bench::new().await;
    let orders = json!({
        "vendor": "intl_sms", "outcomes": { OTHER: "UNDELIV", "8613800138000": null }, "hold": true,
    });
    bench.order("/reports", orders).await;
    let numbers = format!("{MOBILE},{OTHER},8613800138000");
    let msg_id = bench.intl_send(&numbers).await;
    let first = bench.intl_ask(STATUS, about(&msg_id, MOBILE)).await;
    let open = json!({
        "mobile": MOBILE, "msgId": msg_id, "timestamp": "", "status": 1, "desc": "", "errorCode": "",
    });
    assert_eq!(first, json!({ "code": 0, "msg": "ok", "data": [open] }));
    let release = json!({ "vendor": "intl_sms", "hold": false });
    bench.order("/reports", release).await;
    for _ in 0..2 {
        let delivered = bench.intl_settled(&msg_id, MOBILE).await;
        assert_eq!(
            (&delivered["status"], &delivered["errorCode"]),
            (&json!(0), &json!("DELIVRD"))
        );
        let failed = bench.intl_settled(&msg_id, OTHER).await;
        assert_eq!(
            (&failed["status"], &failed["errorCode"]),
            (&json!(2), &json!("UNDELIV"))
        );
    }
    let silent = bench.intl_ask(STATUS, about(&msg_id, "8613800138000")).await;
    assert_eq!(silent["data"][0]["status"], 1);
    bench
        .order("/settings", json!({ "intl_sms": { "open_as": "absent" } }))
        .await;
    let silent = bench.intl_ask(STATUS, about(&msg_id, "8613800138000")).await;
    assert_eq!(silent, json!({ "code": 1012, "msg": "NoReportError" }));
    let both = json!({ "data": [
        { "msgId": msg_id, "mobile": MOBILE }, { "msgId": "1", "mobile": MOBILE },
    ] });
    let reply = bench.intl_ask(STATUS, both).await;
    assert_eq!(
        each(reply["data"].as_array().expect("an array"), "mobile"),
        [MOBILE]
    );
}

#[tokio::test]
async fn timestamps_have_12_or_14_digits_and_are_shanghais() {
    let bench = Bench::new().await;
    let now = json!({ "vendor": "intl_sms", "after_ms": 0 });
    bench.order("/reports", now).await;
    let msg_id = bench.intl_send(MOBILE).await;
    let stamp = bench.intl_settled(&msg_id, MOBILE).await["timestamp"].clone();
    let text = stamp.as_str().expect("a string");
    let local = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").expect("14 digits");
    let at: DateTime<Utc> = local.and_utc() - chrono::TimeDelta::hours(8);
    assert!((Utc::now() - at).num_seconds().abs() < 30);
    bench
        .order("/settings", json!({ "intl_sms": { "timestamp_digits": "12" } }))
        .await;
    let short = bench.intl_settled(&msg_id, MOBILE).await["timestamp"].clone();
    assert_eq!(short.as_str(), text.get(..12));
}

#[tokio::test]
async fn a_scheduled_message_is_not_delivered_before_its_time() {
    let bench = Bench::new().await;
    bench
        .order("/reports", json!({ "vendor": "intl_sms", "after_ms": 0 }))
        .await;
    let mut body = text_to(MOBILE);
    body["sendTime"] = json!(send_time(4));
    let began = std::time::Instant::now();
    let reply = bench.intl_ask(SEND, body).await;
    let msg_id = reply["data"]["msgId"].as_str().expect("a string");
    let open = bench.intl_ask(STATUS, about(msg_id, MOBILE)).await;
    assert_eq!(open["data"][0]["status"], 1);
    bench.intl_settled(msg_id, MOBILE).await;
    assert!(began.elapsed().as_millis() >= 2_950, "{:?}", began.elapsed());
}

#[tokio::test]
async fn older_than_30_days_is_out_of_range() {
    let bench = Bench::new().await;
    let msg_id = bench.intl_send(MOBILE).await;
    let day = 24 * 3600;
    for (days, code) in [(29, 0), (31, 1010)] {
        let fault = json!({
            "vendor": "intl_sms", "operation": "status", "kind": "skew_clock", "seconds": days * day,
        });
        bench.order("/faults", fault).await;
        let reply = bench.intl_ask(STATUS, about(&msg_id, MOBILE)).await;
        assert_eq!(reply["code"], code, "{days}");
    }
}

#[tokio::test]
async fn the_balance_is_money_and_goes_down_by_segments() {
    let bench = Bench::new().await;
    let fresh = json!({ "balance": 1000.0, "currencyName": "人民币", "currencyCode": "CNY" });
    let reply = bench.intl_ask(BALANCE, Value::Null).await;
    assert_eq!(reply, json!({ "code": 0, "msg": "ok", "data": fresh }));
    for (content, left) in [
        ("a".repeat(160), 999.95),
        ("a".repeat(161), 999.85),
        (format!("【{}", "a".repeat(70)), 999.75),
    ] {
        let body = json!({ "mobile": MOBILE, "content": content });
        assert_eq!(bench.intl_ask(SEND, body).await["code"], 0);
        assert_eq!(bench.intl_balance().await, left);
    }
    let change = json!({ "intl_sms": {
        "balance_shape": "array", "price": 1.5, "currency_name": "美元", "currency_code": "USD",
    } });
    bench.order("/settings", change).await;
    bench.order("/balance", json!({ "intl_sms": 12.25 })).await;
    bench.intl_send(MOBILE).await;
    let reply = bench.intl_ask(BALANCE, Value::Null).await;
    assert_eq!(
        reply["data"],
        json!([{ "balance": 10.75, "currencyName": "美元", "currencyCode": "USD" }])
    );
}

#[tokio::test]
async fn reports_are_pushed_and_repeated_twice_until_acknowledged() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    let url = format!("{}/intl?args=1", receiver.url);
    bench.order("/push_urls", json!({ "intl_sms": url })).await;
    bench
        .order("/settings", json!({ "intl_sms": { "repeat_pause_ms": 20 } }))
        .await;
    let orders = json!({ "vendor": "intl_sms", "after_ms": 0, "outcomes": { OTHER: "EXPIRED" } });
    bench.order("/reports", orders).await;

    receiver.answer(&[
        (200, r#"{"code":1}"#),
        (500, "no"),
        (200, r#"{"code":2,"msg":"x"}"#),
    ]);
    let msg_id = bench.intl_send(OTHER).await;
    let arrived = receiver.wait_for(3).await;
    for push in &arrived {
        assert_eq!(push.path, "/intl?args=1");
        assert_eq!(push.header("appKey"), bench.intl().app_key);
        assert_eq!(push.header("appSecret"), bench.intl_secret());
        let body = push.json();
        let expected = json!({
            "mobile": OTHER, "msgId": msg_id, "timestamp": body["timestamp"], "status": 1, "desc": "",
            "errorCode": "EXPIRED",
        });
        assert_eq!(body, expected);
    }
    bench.intl_send(MOBILE).await;
    let arrived = receiver.wait_for(4).await;
    assert_eq!(arrived[3].json()["status"], 0);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(receiver.so_far().len(), 4);
    let record = bench.read("/pushes").await;
    assert_eq!(each(&record, "attempt"), [1, 2, 3, 1]);
    assert_eq!(each(&record, "status"), [200, 500, 200, 200]);
    assert_eq!(each(&record, "kind"), ["sms_status"; 4]);
    assert_eq!(record[3]["reply"], r#"{"code":0,"msg":"ok"}"#);
    assert_eq!(record[0]["url"], url);

    bench
        .order("/settings", json!({ "intl_sms": { "push_failed_status": 2 } }))
        .await;
    bench.intl_send(OTHER).await;
    assert_eq!(receiver.wait_for(5).await[4].json()["status"], 2);
}

#[tokio::test]
async fn held_reports_are_neither_told_nor_pushed_until_released() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    bench
        .order("/push_urls", json!({ "intl_sms": receiver.url }))
        .await;
    let hold = |hold: bool| json!({ "vendor": "intl_sms", "hold": hold, "after_ms": 0 });
    bench.order("/reports", hold(true)).await;
    let msg_id = bench.intl_send(MOBILE).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let open = bench.intl_ask(STATUS, about(&msg_id, MOBILE)).await;
    assert_eq!(open["data"][0]["status"], 1);
    assert!(receiver.so_far().is_empty());
    bench.order("/reports", hold(false)).await;
    assert_eq!(receiver.wait_for(1).await[0].json()["msgId"], msg_id);
    assert_eq!(bench.intl_settled(&msg_id, MOBILE).await["status"], 0);
}

#[tokio::test]
async fn queued_reports_are_told_and_pushed_as_they_are() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    bench
        .order("/push_urls", json!({ "intl_sms": receiver.url }))
        .await;
    let report = json!({
        "vendor": "intl_sms", "msgId": "240924170907169917", "mobile": "99121244155", "errorCode": "16",
        "status": 2, "timestamp": "20240924050907", "desc": "x",
    });
    bench.order("/reports", json!([report])).await;
    let body = receiver.wait_for(1).await[0].json();
    let expected = json!({
        "msgId": "240924170907169917", "mobile": "99121244155", "errorCode": "16", "status": 1,
        "timestamp": "20240924050907", "desc": "x",
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn message_ids_go_on_after_a_reset_and_all_else_is_fresh() {
    let bench = Bench::new().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        for _ in 0..20 {
            ids.push(bench.intl_send(MOBILE).await);
        }
        bench
            .order("/settings", json!({ "intl_sms": { "balance_shape": "array" } }))
            .await;
        bench
            .order("/push_urls", json!({ "intl_sms": "http://127.0.0.1:9/" }))
            .await;
        bench.order("/reset", Value::Null).await;
        assert_eq!(bench.intl_balance().await, 1000.0);
    }
    let reply = bench.intl_ask(STATUS, about(&ids[0], MOBILE)).await;
    assert_eq!(reply["code"], 1012);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    assert!(bench.read("/pushes").await.is_empty());
}
