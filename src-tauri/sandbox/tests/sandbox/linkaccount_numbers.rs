//! Number authentication in both dialects.

use serde_json::{Value, json};

use crate::linkaccount_bench::{
    Customer, INFO, NUMBER, PRACTICE, TEXT, VERIFY, VOICE, assert_done, assert_refused, pairs, with,
};
use crate::linkaccount_tables;

/// The right request of the legacy dialect, in the names of its tables.
fn legacy(customer: &Customer) -> Value {
    let described = customer.described_legacy();
    json!({
        "appId": described.app_id, "channel": "0", "platform": "1", "token": described.registered.token,
    })
}

/// The same in the names of its examples.
fn legacy_snake(customer: &Customer) -> Value {
    let right = legacy(customer);
    with(&right, json!({ "app_id": right["appId"], "appId": null }))
}

#[tokio::test]
async fn the_number_is_told_to_the_decryption_key_alone() {
    let customer = Customer::new().await;
    let reply = customer.ask(INFO, &customer.info()).await;
    assert_done(&reply);
    assert_eq!(customer.opened(&reply), PRACTICE);
    let entry = customer.last().await;
    assert_eq!(entry["vendor"], "linkaccount");
    assert_eq!(entry["operation"], "phone_info");
    assert_eq!(entry["recipients"], json!([]));
    assert_eq!(entry["found"], PRACTICE);
    assert_eq!(entry["signed"], pairs(&customer.info()));

    for (phone, answer) in [(PRACTICE, "true"), ("13800138001", "false")] {
        let reply = customer.ask(VERIFY, &customer.verify(phone)).await;
        assert_done(&reply);
        assert_eq!(customer.opened(&reply), answer);
        let entry = customer.last().await;
        assert_eq!(entry["operation"], "phone_verify");
        assert_eq!(entry["recipients"], json!([phone]));
        assert_eq!(entry["found"], answer);
    }
}

#[tokio::test]
async fn a_question_is_checked() {
    let customer = Customer::new().await;
    let info = customer.info();
    let cases = [
        (json!({ "app_key": null }), 900_009, "appId错误"),
        (json!({ "app_key": "" }), 900_009, "appId错误"),
        (json!({ "app_key": "7e28" }), 900_009, "appId错误"),
        (json!({ "channel": null }), 900_005, "channel来源渠道参数错误"),
        (json!({ "channel": "3" }), 900_005, "channel来源渠道参数错误"),
        (json!({ "channel": "移动" }), 900_005, "channel来源渠道参数错误"),
        (json!({ "platform": null }), 900_006, "platform平台类型参数错误"),
        (json!({ "platform": "2" }), 900_006, "platform平台类型参数错误"),
        (json!({ "platform": "ios" }), 900_006, "platform平台类型参数错误"),
        (json!({ "channel": "1" }), 900_007, "authCode校验码参数错误"),
        (
            json!({ "channel": "1", "auth_code": "" }),
            900_007,
            "authCode校验码参数错误",
        ),
        (json!({ "token": null }), 900_010, "token参数错误"),
        (json!({ "token": "" }), 900_010, "token参数错误"),
        (json!({ "token": "nm1" }), 900_012, "token失效"),
    ];
    for (wrong, code, text) in &cases {
        customer
            .refused(INFO, &with(&info, wrong.clone()), *code, text)
            .await;
        // Only the number's question asks telecom for a code.
        if *code != 900_007 {
            let verify = with(&customer.verify(PRACTICE), wrong.clone());
            customer.refused(VERIFY, &verify, *code, text).await;
        }
    }
    for wrong in [
        json!(null),
        json!(""),
        json!(NUMBER),
        json!("1380013800"),
        json!("23800138000"),
    ] {
        let verify = with(&customer.verify(PRACTICE), json!({ "phone_num": wrong }));
        customer
            .refused(VERIFY, &verify, 900_008, "手机号格式不正确")
            .await;
    }
    assert!(customer.bench.log("").await.is_empty());
    for channel in ["0", "1", "2"] {
        let verify = with(&customer.verify(PRACTICE), json!({ "channel": channel }));
        assert_done(&customer.ask(VERIFY, &verify).await);
        let info = with(
            &info,
            json!({ "channel": channel, "auth_code": "1234", "platform": "0" }),
        );
        assert_done(&customer.ask(INFO, &info).await);
    }
}

#[tokio::test]
async fn the_legacy_dialect_has_two_styles_of_names() {
    let customer = Customer::legacy().await;
    let camel = legacy(&customer);
    let snake = legacy_snake(&customer);
    for (info, code, phone) in [
        (&camel, "authCode", "phoneNum"),
        (&snake, "auth_code", "phone_num"),
    ] {
        let reply = customer.ask(INFO, info).await;
        assert_done(&reply);
        assert_eq!(customer.opened(&reply), PRACTICE);
        let telecom = with(info, json!({ "channel": "1" }));
        customer
            .refused(INFO, &telecom, 900_007, "authCode校验码参数错误")
            .await;
        assert_done(&customer.ask(INFO, &with(&telecom, json!({ code: "1234" }))).await);
        let verify = with(info, json!({ phone: "13800138001" }));
        let reply = customer.ask(VERIFY, &verify).await;
        assert_done(&reply);
        assert_eq!(customer.opened(&reply), "false");
        customer.refused(VERIFY, info, 900_008, "手机号格式不正确").await;
    }
    // The names that are sent are the ones that are signed.
    let reply = customer.ask_of(INFO, &camel, &pairs(&snake)).await;
    assert_eq!(reply["header"]["code"], 900_011);
    let both = with(&camel, json!({ "app_id": camel["appId"] }));
    customer.refused(INFO, &both, 900_015, "参数异常").await;
    let new_name = with(&camel, json!({ "app_key": camel["appId"], "appId": null }));
    customer.refused(INFO, &new_name, 900_009, "appId错误").await;

    let log = customer.bench.log("").await;
    assert!(log.iter().all(|entry| entry["vendor"] == "linkaccount_legacy"));
    assert_eq!(log.len(), 6);
    for path in [TEXT, VOICE] {
        let url = format!("{}{path}", customer.described_legacy().base_url);
        let reply = customer.bench.client.post(url).send().await.expect("a reply");
        assert_eq!(reply.status(), 404);
    }
}

#[tokio::test]
async fn every_code_of_the_legacy_table_can_be_ordered() {
    let customer = Customer::legacy().await;
    let info = customer.signed(&legacy(&customer));
    for (operation, path) in [("phone_info", INFO), ("phone_verify", VERIFY)] {
        for (code, words) in linkaccount_tables::NUMBER {
            let number: i64 = code.parse().expect("digits");
            let fault = json!({
                "vendor": "linkaccount_legacy", "operation": operation, "kind": "code", "code": number,
            });
            customer.order("/faults", fault).await;
            assert_refused(&customer.post(path, &info).await, number, words, &info);
        }
    }
    assert!(customer.bench.log("").await.is_empty());
    assert_done(&customer.post(INFO, &info).await);
}

#[tokio::test]
async fn tokens_stand_for_what_control_says() {
    let customer = Customer::new().await;
    let tokens = json!({ "t-1": "13900000009", "t-2": null });
    customer.set(json!({ "tokens": tokens })).await;
    let of = |token: &str| with(&customer.info(), json!({ "token": token }));
    let reply = customer.ask(INFO, &of("t-1")).await;
    assert_eq!(customer.opened(&reply), "13900000009");
    customer
        .refused(INFO, &of("t-2"), 900_018, "无法获取手机号")
        .await;
    customer.order("/reset", Value::Null).await;
    customer.refused(INFO, &of("t-1"), 900_012, "token失效").await;
    assert_done(&customer.ask(INFO, &customer.info()).await);
}

#[tokio::test]
async fn questions_run_out() {
    let customer = Customer::new().await;
    customer.order("/balance", json!({ "linkaccount": 1 })).await;
    assert_done(&customer.ask(INFO, &customer.info()).await);
    customer
        .refused(INFO, &customer.info(), 900_019, "次数不足")
        .await;
    let legacy = Customer::legacy().await;
    legacy.order("/balance", json!({ "linkaccount_legacy": 0 })).await;
    legacy
        .refused(INFO, &self::legacy(&legacy), 900_019, "次数不足")
        .await;
}

#[tokio::test]
async fn the_dialects_have_keys_of_their_own() {
    let customer = Customer::new().await;
    let current = &customer.described().registered;
    let legacy = &customer.described_legacy().registered;
    let keys = [
        &current.signing_key,
        &current.decryption_key,
        &legacy.signing_key,
        &legacy.decryption_key,
    ];
    for (at, key) in keys.iter().enumerate() {
        assert!(key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert!(!keys[..at].contains(key));
        let shown = crate::linkaccount_bench::openssl(&["pkey", "-text", "-noout"], key.as_bytes());
        let shown = String::from_utf8(shown).expect("text");
        assert!(shown.contains("1024 bit"), "{shown}");
    }
}
