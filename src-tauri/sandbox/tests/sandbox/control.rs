//! Control itself: settings, reset, refusals.

use serde_json::{Value, json};

use crate::bench::{BALANCE, Bench, REPLY, REPORT, SMS, each, key};
use crate::tool::md5sum;

const NUMBER: &str = "13800000001";

#[tokio::test]
async fn the_full_log_has_refusals_too() {
    let bench = Bench::new().await;
    bench.ask(SMS, json!({ "content": "", "mobile": NUMBER })).await;
    bench.ask(SMS, bench.plain(NUMBER)).await;
    bench.ask(BALANCE, json!({ "account": "someone" })).await;
    let all = bench.log("?all=1").await;
    assert_eq!(each(&all, "seq"), [1, 2, 3]);
    assert_eq!(each(&all, "accepted"), [false, true, false]);
    assert_eq!(each(&all, "refused"), [json!(40009), Value::Null, json!(40002)]);
    assert_eq!(
        each(&all, "recipients"),
        [json!([NUMBER]), json!([NUMBER]), json!([])]
    );
    assert_eq!(each(&bench.log("").await, "seq"), [2]);
    assert_eq!(each(&bench.log("?all=0").await, "seq"), [2]);
}

#[tokio::test]
async fn the_key_may_be_asked_for_in_upper_case() {
    let bench = Bench::new().await;
    let timestamp = chrono::Utc::now().timestamp().to_string();
    let secret = &bench.lianjiang().key;
    let inner = md5sum(&timestamp).to_uppercase();
    let upper = md5sum(&format!("{secret}{inner}")).to_uppercase();
    let with = |key: &str| json!({ "timestamp": timestamp, "key": key });
    let lower = key(secret, &timestamp);
    assert_eq!(bench.ask(BALANCE, with(&upper)).await["code"], 40008);
    bench.order("/settings", json!({ "key_case": "upper" })).await;
    assert_eq!(bench.ask(BALANCE, with(&upper)).await["code"], 20000);
    assert_eq!(bench.ask(BALANCE, with(&lower)).await["code"], 40008);
    bench.order("/settings", json!({ "key_case": "lower" })).await;
    assert_eq!(bench.ask(BALANCE, with(&lower)).await["code"], 20000);
}

#[tokio::test]
async fn reset_makes_it_fresh_at_the_same_place() {
    let bench = Bench::new().await;
    bench.order("/settings", json!({ "key_case": "upper" })).await;
    bench.order("/settings", json!({ "key_case": "lower" })).await;
    bench.order("/balance", json!({ "lianjiang": 7 })).await;
    bench
        .order("/reports", json!({ "hold": true, "default": null }))
        .await;
    bench
        .order(
            "/reports",
            json!([{ "msgId": "1", "mobile": NUMBER, "code": "X" }]),
        )
        .await;
    bench
        .order("/replies", json!([{ "mobile": NUMBER, "content": "好" }]))
        .await;
    bench.ask(SMS, bench.plain(NUMBER)).await;
    bench
        .order("/faults", json!({ "kind": "drop_before", "times": null }))
        .await;
    bench.order("/settings", json!({ "key_case": "upper" })).await;
    bench.order("/reset", Value::Null).await;
    assert!(bench.log("?all=1").await.is_empty());
    assert_eq!(bench.balance().await, 100_000);
    assert_eq!(bench.ask(REPORT, json!({})).await["code"], 40999);
    assert_eq!(bench.ask(REPLY, json!({})).await["code"], 40999);
    bench.ask(SMS, bench.plain(NUMBER)).await;
    assert_eq!(each(&bench.poll(REPORT).await, "code"), ["DELIVRD"]);
    assert_eq!(bench.log("").await[0]["seq"], 1);
}

#[tokio::test]
async fn calls_that_are_not_understood_change_nothing() {
    let bench = Bench::new().await;
    let cases = [
        ("/faults", ""),
        ("/faults", "{"),
        ("/faults", "{}"),
        ("/faults", r#"{"kind":"explode"}"#),
        ("/faults", r#"{"kind":"drop_before","operation":"send"}"#),
        ("/faults", r#"{"kind":"drop_before","operation":1}"#),
        ("/faults", r#"{"kind":"drop_before","vendor":"other"}"#),
        ("/faults", r#"{"kind":"drop_before","times":0}"#),
        ("/faults", r#"{"kind":"drop_before","time":1}"#),
        ("/faults", r#"{"kind":"delay"}"#),
        ("/faults", r#"{"kind":"status","status":99}"#),
        ("/faults", r#"{"kind":"code"}"#),
        ("/faults", r#"{"kind":"code","code":[1]}"#),
        ("/faults", r#"{"kind":"reply","status":99}"#),
        ("/faults", r#"{"kind":"reply","body":"","body_base64":""}"#),
        ("/faults", r#"{"kind":"reply","body_base64":"%"}"#),
        ("/faults", r#"{"kind":"reply","headers":{"Content-Length":"1"}}"#),
        ("/faults", r#"{"kind":"reply","headers":{"a b":"1"}}"#),
        (
            "/faults",
            r#"{"kind":"skew_clock","seconds":9000000000000000000}"#,
        ),
        (
            "/faults",
            r#"[{"kind":"drop_before","times":null},{"kind":"explode"}]"#,
        ),
        ("/reports", "1"),
        ("/reports", r#"{"held":true}"#),
        ("/reports", r#"{"after_ms":-1}"#),
        ("/reports", r#"{"hold":true,"after_ms":99999999999}"#),
        (
            "/reports",
            r#"[{"msgId":"1","mobile":"2","code":"X"},{"msgId":1}]"#,
        ),
        ("/replies", r#"{"mobile":"1","content":"x"}"#),
        ("/replies", r#"[{"mobile":"1"}]"#),
        ("/balance", r#"{"lianjiang":-1}"#),
        ("/balance", "{}"),
        ("/settings", r#"{"key_case":"mixed"}"#),
        ("/settings", r#"{"key_case":"upper","intl_sms":{"open_as":"x"}}"#),
        (
            "/settings",
            r#"{"key_case":"upper","privacy_number":{"state":4}}"#,
        ),
        ("/balance", r#"{"lianjiang":1,"intl_sms":-1}"#),
        ("/reports", r#"{"vendor":"privacy_number","hold":true}"#),
        (
            "/reports",
            r#"[{"msgId":"1","mobile":"2","code":"X"},{"vendor":"intl_sms","msgId":"1","mobile":"2"}]"#,
        ),
        ("/push_urls", r#"{"linkaccount":"http://127.0.0.1/"}"#),
    ];
    for (path, body) in cases {
        let (status, reply) = bench.control(path, body).await;
        assert_eq!(status, 400, "{path} {body}");
        let sentence = reply["error"].as_str().expect("a sentence");
        assert!(
            sentence.ends_with('.') && reply.as_object().expect("an object").len() == 1,
            "{sentence}"
        );
    }
    assert_eq!(bench.balance().await, 100_000);
    assert_eq!(bench.ask(REPORT, json!({})).await["code"], 40999);
    assert_eq!(bench.ask(REPLY, json!({})).await["code"], 40999);
    bench.ask(SMS, bench.plain(NUMBER)).await;
    assert_eq!(bench.poll(REPORT).await.len(), 1);
}

#[tokio::test]
async fn web_pages_and_other_calls_are_refused() {
    let bench = Bench::new().await;
    let control = &bench.sandbox.description().control;
    for origin in ["http://example.com", "null", control.as_str()] {
        let get = bench
            .client
            .get(format!("{control}/log"))
            .header("origin", origin);
        assert_eq!(get.send().await.expect("a reply").status(), 403);
        let post = bench
            .client
            .post(format!("{control}/reset"))
            .header("origin", origin);
        assert_eq!(post.send().await.expect("a reply").status(), 403);
    }
    assert_eq!(bench.control("/nothing", "").await.0, 404);
    assert_eq!(bench.control("/log", "").await.0, 405);
    let get = bench
        .client
        .get(format!("{control}/reset"))
        .send()
        .await
        .expect("a reply");
    assert_eq!(get.status(), 405);
}
