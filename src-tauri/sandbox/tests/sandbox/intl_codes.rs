//! International SMS: what is checked, code by code.

use serde_json::{Value, json};

use crate::bench::{Bench, each, json_of};
use crate::intl_bench::{BALANCE, MOBILE, SEND, STATUS, about, send_time, text_to};
use crate::tool::md5sum;

/// intl-sms.md, 第六章.
const TABLE: [(i64, &str); 13] = [
    (1001, "ParamError"),
    (1002, "AppKeyError"),
    (1003, "PasswordError"),
    (1004, "BindIpError"),
    (1005, "AccountStop"),
    (1006, "ContentError"),
    (1007, "MobileError"),
    (1008, "ExtNumberError"),
    (1009, "AmountNotEnough"),
    (1010, "TimeSuperRange"),
    (1011, "SendTimeError"),
    (1012, "NoReportError"),
    (9999, "other"),
];

fn numbers(count: usize) -> String {
    let numbers: Vec<String> = (0..count).map(|index| format!("234803{index:07}")).collect();
    numbers.join(",")
}

/// `text_to` with fields of its own; null takes one away.
fn but(fields: Value) -> Value {
    let mut body = text_to(MOBILE);
    for (name, value) in fields.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

#[test]
fn the_documents_own_pair_of_secret_and_header() {
    assert_eq!(
        md5sum("abc123").to_uppercase(),
        "E99A18C428CB38D5F260853678922E03"
    );
}

#[tokio::test]
async fn the_headers_are_checked_first() {
    let bench = Bench::new().await;
    let (key, secret) = (bench.intl().app_key.clone(), bench.intl_secret());
    let cases = [
        (None, Some(secret.clone()), 1002),
        (Some("10002".to_owned()), Some(secret.clone()), 1002),
        (Some(key.clone()), None, 1003),
        (Some(key.clone()), Some(secret.to_lowercase()), 1003),
        (Some(key.clone()), Some(bench.intl().secret.clone()), 1003),
        (Some(key.clone()), Some(md5sum("other").to_uppercase()), 1003),
        (Some(key), Some(secret), 1001),
    ];
    for path in [SEND, STATUS] {
        for (key, secret, code) in &cases {
            let mut request = bench.client.post(format!("{}{path}", bench.intl().base_url));
            for (name, value) in [("appKey", key), ("appSecret", secret)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let reply = json_of(request.body("{").send().await.expect("a reply")).await;
            assert_eq!(reply["code"], *code, "{path} {key:?} {secret:?}");
            assert!(reply["data"].is_null());
        }
    }
    let balance = bench.client.get(format!("{}{BALANCE}", bench.intl().base_url));
    let reply = json_of(balance.send().await.expect("a reply")).await;
    assert_eq!(reply, json!({ "code": 1002, "msg": "AppKeyError" }));
}

#[tokio::test]
async fn the_content_type_is_json_with_or_without_a_charset() {
    let bench = Bench::new().await;
    let body = text_to(MOBILE).to_string();
    for (content_type, code) in [
        ("application/json", 0),
        ("application/json;charset=utf-8", 0),
        ("application/json; charset=UTF-8", 0),
        ("Application/JSON; charset=\"utf-8\"", 0),
        ("application/json;charset=gbk", 1001),
        ("text/plain", 1001),
        ("application/x-www-form-urlencoded", 1001),
    ] {
        let request = bench.client.post(format!("{}{SEND}", bench.intl().base_url));
        let request = request
            .header("appkey", &bench.intl().app_key)
            .header("APPSECRET", bench.intl_secret())
            .header("content-type", content_type)
            .body(body.clone());
        let reply = json_of(request.send().await.expect("a reply")).await;
        assert_eq!(reply["code"], code, "{content_type}");
    }
}

#[tokio::test]
async fn a_send_is_refused_code_by_code() {
    let bench = Bench::new().await;
    let cases = [
        (json!([]), 1001),
        (but(json!({ "mobile": 2348031000010_u64 })), 1001),
        (but(json!({ "content": 1 })), 1001),
        (but(json!({ "senderID": 1 })), 1001),
        (but(json!({ "sendTime": 20300101000000_u64 })), 1001),
        (but(json!({ "mobile": null })), 1007),
        (but(json!({ "mobile": "" })), 1007),
        (but(json!({ "mobile": "+2348031000010" })), 1007),
        (but(json!({ "mobile": "2348031000010, 2348031000011" })), 1007),
        (but(json!({ "mobile": "2348031000010," })), 1007),
        (but(json!({ "mobile": "0348031000010" })), 1007),
        (but(json!({ "mobile": "234803" })), 1007),
        (but(json!({ "mobile": "2348031000010123" })), 1007),
        (but(json!({ "mobile": numbers(1001) })), 1007),
        (but(json!({ "content": null })), 1006),
        (but(json!({ "content": "  " })), 1006),
        (but(json!({ "sendTime": "2030-01-01 00:00:00" })), 1011),
        (but(json!({ "sendTime": "203001010000" })), 1011),
        (but(json!({ "sendTime": "20301301000000" })), 1011),
        (but(json!({ "sendTime": send_time(-3600) })), 1011),
    ];
    for (body, code) in &cases {
        let reply = bench.intl_ask(SEND, body.clone()).await;
        assert_eq!(reply["code"], *code, "{body}");
    }
    assert!(bench.log("").await.is_empty());
    assert_eq!(bench.log("?all=1").await.len(), cases.len());
    for right in [
        but(json!({ "mobile": numbers(1000) })),
        but(json!({ "senderID": null })),
        but(json!({ "senderID": "", "sendTime": "" })),
        but(json!({ "sendTime": send_time(60) })),
    ] {
        let reply = bench.intl_ask(SEND, right).await;
        assert_eq!(reply["code"], 0, "{reply}");
    }
}

#[tokio::test]
async fn a_status_query_is_refused_code_by_code() {
    let bench = Bench::new().await;
    let pairs = |count: usize| {
        let pairs: Vec<Value> = (0..count)
            .map(|index| json!({ "msgId": index.to_string(), "mobile": MOBILE }))
            .collect();
        json!({ "data": pairs })
    };
    for (body, code) in [
        (json!({}), 1001),
        (json!({ "data": [] }), 1001),
        (json!({ "data": {} }), 1001),
        (json!({ "data": ["x"] }), 1001),
        (json!({ "data": [{ "msgId": "1" }] }), 1001),
        (json!({ "data": [{ "mobile": MOBILE }] }), 1001),
        (json!({ "data": [{ "msgId": 1, "mobile": MOBILE }] }), 1001),
        (pairs(501), 1001),
        (about("1", "+1"), 1007),
        (about("240924162017564896", MOBILE), 1010),
        (pairs(500), 1012),
        (about("20240914171086", MOBILE), 1012),
    ] {
        let reply = bench.intl_ask(STATUS, body).await;
        assert_eq!(reply["code"], code, "{reply}");
    }
}

#[tokio::test]
async fn without_money_nothing_is_sent() {
    let bench = Bench::new().await;
    bench.order("/balance", json!({ "intl_sms": 0.14 })).await;
    let two = format!("{MOBILE},2348031000011");
    assert_eq!(bench.intl_ask(SEND, text_to(&two)).await["code"], 0);
    let reply = bench.intl_ask(SEND, text_to(MOBILE)).await;
    assert_eq!(reply, json!({ "code": 1009, "msg": "AmountNotEnough" }));
    assert_eq!(bench.intl_balance().await, 0.04);
    assert_eq!(each(&bench.log("?all=1").await, "refused")[1], 1009);
}

#[tokio::test]
async fn every_code_of_the_table_can_be_provoked() {
    let bench = Bench::new().await;
    let fault = |code: Value| json!({ "vendor": "intl_sms", "operation": "*", "kind": "code", "code": code, "times": 3 });
    for (code, msg) in TABLE {
        bench.order("/faults", fault(json!(code))).await;
        for path in [SEND, BALANCE, STATUS] {
            let reply = bench.intl_ask(path, text_to(MOBILE)).await;
            assert_eq!(reply, json!({ "code": code, "msg": msg }), "{path}");
        }
    }
    bench.order("/faults", fault(json!("1003"))).await;
    let reply = bench.intl_ask(SEND, text_to(MOBILE)).await;
    assert_eq!(reply, json!({ "code": "1003", "msg": "PasswordError" }));
    assert!(bench.log("").await.is_empty());
}

#[tokio::test]
async fn faults_hit_only_the_vendor_they_name() {
    let bench = Bench::new().await;
    for fault in [
        json!({ "kind": "drop_before", "times": null }),
        json!({ "vendor": "privacy_number", "kind": "drop_before", "times": null }),
        json!({ "vendor": "intl_sms", "operation": "balance", "kind": "status", "status": 503 }),
    ] {
        bench.order("/faults", fault).await;
    }
    bench.intl_send(MOBILE).await;
    let balance = bench.intl_request(BALANCE).send().await.expect("a reply");
    assert_eq!(balance.status(), 503);
    let wrong = r#"{"vendor":"intl_sms","operation":"plain_send","kind":"drop_before"}"#;
    assert_eq!(bench.control("/faults", wrong).await.0, 400);
}
