//! Every code the sandbox answers, provoked.

use chrono::Utc;
use serde_json::{Value, json};

use crate::bench::{BALANCE, Bench, REPLY, REPORT, SMS, TEMPLATE, key, mobiles};

const NUMBER: &str = "13800000001";
const EVERY_PATH: [&str; 5] = [SMS, TEMPLATE, BALANCE, REPORT, REPLY];

fn refused(code: i64, desc: &str) -> Value {
    json!({ "code": code, "desc": desc })
}

async fn expect(bench: &Bench, path: &str, right: &Value, wrong: Value, code: i64, desc: &str) {
    let mut fields = right.clone();
    for (name, value) in wrong.as_object().expect("an object") {
        fields[name] = value.clone();
    }
    assert_eq!(
        bench.ask(path, fields).await,
        refused(code, desc),
        "{path} {wrong}"
    );
}

#[tokio::test]
async fn the_wire_format_is_json() {
    let bench = Bench::new().await;
    let right = bench.signed(json!({})).to_string();
    for path in EVERY_PATH {
        assert_eq!(
            bench.raw(path, Some("application/json"), "").await,
            refused(40000, "json empty")
        );
        assert_eq!(
            bench.raw(path, Some("application/json"), " \n").await["code"],
            40000
        );
        assert_eq!(bench.raw(path, None, &right).await, refused(40001, "json error"));
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json;charset=GBK",
        ] {
            assert_eq!(bench.raw(path, Some(content_type), &right).await["code"], 40001);
        }
        for broken in ["{", "[]", "null", "\"{}\"", "{} {}", "account=a"] {
            assert_eq!(
                bench.raw(path, Some("application/json"), broken).await["code"],
                40001,
                "{broken}"
            );
        }
    }
    for content_type in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
    ] {
        assert_eq!(
            bench.raw(BALANCE, Some(content_type), &right).await["code"],
            20000,
            "{content_type}"
        );
    }
    assert_eq!(bench.log("").await.len(), 3);
}

#[tokio::test]
async fn wrong_types_are_a_json_error() {
    let bench = Bench::new().await;
    let plain = bench.plain(NUMBER);
    for wrong in [
        json!({ "account": 1 }),
        json!({ "key": 1 }),
        json!({ "content": 1 }),
        json!({ "mobile": 13_800_000_001_i64 }),
        json!({ "mobile": [NUMBER] }),
        json!({ "code": 12 }),
        json!({ "ext": {} }),
    ] {
        expect(&bench, SMS, &plain, wrong, 40001, "json error").await;
    }
    let template = bench.template(&[NUMBER]);
    for wrong in [
        json!({ "template": 1 }),
        json!({ "templateId": 100_201 }),
        json!({ "list": "x" }),
        json!({ "list": ["x"] }),
        json!({ "list": [[NUMBER, ["1", "2"]]] }),
        json!({ "list": [{ "mobile": NUMBER, "content": "1" }] }),
        json!({ "list": [{ "mobile": NUMBER, "content": [1, 2] }] }),
    ] {
        expect(&bench, TEMPLATE, &template, wrong, 40001, "json error").await;
    }
}

#[tokio::test]
async fn who_asks_is_checked_on_every_operation() {
    let bench = Bench::new().await;
    let now = Utc::now().timestamp();
    let secret = bench.lianjiang().key.clone();
    let at = |timestamp: i64| json!({ "timestamp": timestamp, "key": key(&secret, &timestamp.to_string()) });
    for path in EVERY_PATH {
        for account in [json!(null), json!(""), json!("someone")] {
            expect(
                &bench,
                path,
                &json!({}),
                json!({ "account": account }),
                40002,
                "account error",
            )
            .await;
        }
        for key in [json!(null), json!("")] {
            expect(
                &bench,
                path,
                &json!({}),
                json!({ "key": key }),
                40006,
                "key empty",
            )
            .await;
        }
        for timestamp in [
            json!(null),
            json!(""),
            json!("now"),
            json!(now as f64 + 0.5),
            json!(now * 1000),
            json!([]),
        ] {
            expect(
                &bench,
                path,
                &json!({}),
                json!({ "timestamp": timestamp }),
                40007,
                "timestamp error",
            )
            .await;
        }
        for shift in [-660, 660] {
            expect(
                &bench,
                path,
                &json!({}),
                at(now + shift),
                40007,
                "timestamp error",
            )
            .await;
        }
        let upper = key(&secret, &now.to_string()).to_uppercase();
        for wrong in [
            key("other", &now.to_string()),
            key(&secret, &(now - 1).to_string()),
            upper,
        ] {
            let wrong = json!({ "timestamp": now, "key": wrong });
            expect(&bench, path, &json!({}), wrong, 40008, "key error").await;
        }
    }
    assert!(bench.log("").await.is_empty());
    for shift in [-540, 540] {
        assert_eq!(bench.ask(BALANCE, at(now + shift)).await["code"], 20000);
    }
    let text = json!({ "timestamp": now.to_string(), "key": key(&secret, &now.to_string()) });
    assert_eq!(bench.ask(BALANCE, text).await["code"], 20000);
}

#[tokio::test]
async fn a_plain_send_is_checked() {
    let bench = Bench::new().await;
    let plain = bench.plain(NUMBER);
    let cases = [
        (json!({ "content": null }), 40009, "content empty"),
        (json!({ "content": "" }), 40009, "content empty"),
        (json!({ "content": "您好" }), 40010, "sign error"),
        (json!({ "content": "您好【总机】" }), 40010, "sign error"),
        (json!({ "content": "【机】您好" }), 40010, "sign error"),
        (
            json!({ "content": format!("【{}】您好", "名".repeat(21)) }),
            40010,
            "sign error",
        ),
        (
            json!({ "content": format!("【总机】{}", "好".repeat(497)) }),
            40011,
            "content & sign out",
        ),
        (json!({ "mobile": null }), 40012, "mobile empty"),
        (json!({ "mobile": "" }), 40012, "mobile empty"),
        (json!({ "mobile": mobiles(2001).join(",") }), 40013, "mobile out"),
        (json!({ "mobile": "12800000001" }), 40012, "mobile empty"),
        (json!({ "mobile": "1380000000" }), 40012, "mobile empty"),
        (json!({ "mobile": "+8613800000001" }), 40012, "mobile empty"),
        (
            json!({ "mobile": "13800000001, 13800000002" }),
            40012,
            "mobile empty",
        ),
        (
            json!({ "mobile": "13800000001,,13800000002" }),
            40012,
            "mobile empty",
        ),
        (
            json!({ "mobile": "13800000001，13800000002" }),
            40012,
            "mobile empty",
        ),
        (json!({ "code": "12a" }), 40014, "code error"),
        (json!({ "code": "１２" }), 40014, "code error"),
        (json!({ "ext": "e".repeat(41) }), 40001, "json error"),
    ];
    for (wrong, code, desc) in cases {
        expect(&bench, SMS, &plain, wrong, code, desc).await;
    }
    assert!(bench.log("").await.is_empty());
    assert_eq!(bench.balance().await, 100_000);
}

#[tokio::test]
async fn a_template_send_is_checked() {
    let bench = Bench::new().await;
    let template = bench.template(&[NUMBER]);
    let changed = format!("{} ", bench.lianjiang().template);
    let many = mobiles(1001);
    let many = bench.template(&many.iter().map(String::as_str).collect::<Vec<_>>())["list"].clone();
    let group = |values: Value| json!({ "list": [{ "mobile": NUMBER, "content": values }] });
    let cases = [
        (json!({ "template": null }), 40015, "template empty"),
        (json!({ "template": "" }), 40015, "template empty"),
        (json!({ "template": changed }), 40016, "template error"),
        (json!({ "templateId": null }), 40016, "template error"),
        (json!({ "templateId": "1" }), 40016, "template error"),
        (group(json!(["1"])), 40016, "template error"),
        (group(json!(["1", "2", "3"])), 40016, "template error"),
        (group(json!(null)), 40016, "template error"),
        (group(json!(["1".repeat(490), "2"])), 40011, "content & sign out"),
        (json!({ "list": null }), 40017, "list empty"),
        (json!({ "list": [] }), 40017, "list empty"),
        (json!({ "list": many }), 40018, "list out"),
        (
            json!({ "list": [{ "content": ["1", "2"] }] }),
            40012,
            "mobile empty",
        ),
        (
            json!({ "list": [{ "mobile": "1", "content": ["1", "2"] }] }),
            40012,
            "mobile empty",
        ),
        (json!({ "code": "x" }), 40014, "code error"),
        (json!({ "ext": "e".repeat(41) }), 40001, "json error"),
    ];
    for (wrong, code, desc) in cases {
        expect(&bench, TEMPLATE, &template, wrong, code, desc).await;
    }
    assert!(bench.log("").await.is_empty());
}

#[tokio::test]
async fn other_paths_methods_and_lengths_are_http_errors() {
    let bench = Bench::new().await;
    let base = &bench.lianjiang().base_url;
    for path in ["/", "/api/v1", "/api/v1/sms/", "/api/v1/smstp"] {
        let reply = bench
            .client
            .post(format!("{base}{path}"))
            .send()
            .await
            .expect("a reply");
        assert_eq!(reply.status(), 404, "{path}");
    }
    for path in EVERY_PATH {
        let reply = bench
            .client
            .get(format!("{base}{path}"))
            .send()
            .await
            .expect("a reply");
        assert_eq!(reply.status(), 405, "{path}");
    }
    let padded = |length: usize| {
        let body = bench.signed(json!({})).to_string();
        let padding = " ".repeat(length - body.len());
        body + &padding
    };
    let limit = 4 * 1024 * 1024;
    assert_eq!(
        bench.raw(BALANCE, Some("application/json"), &padded(limit)).await["code"],
        20000
    );
    let post = bench
        .client
        .post(format!("{base}{BALANCE}"))
        .header("content-type", "application/json");
    let reply = post.body(padded(limit + 1)).send().await.expect("a reply");
    assert_eq!(reply.status(), 413);
}
