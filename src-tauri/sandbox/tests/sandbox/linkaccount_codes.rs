//! Every code of the tables: those the sandbox's own checks answer, and each of them by order.

use serde_json::{Value, json};

use crate::linkaccount_bench::{
    Customer, INFO, NUMBER, TEXT, VERIFY, VOICE, assert_done, assert_refused, with,
};
use crate::linkaccount_tables;

#[tokio::test]
async fn a_text_is_checked() {
    let customer = Customer::new().await;
    let right = customer.text(NUMBER);
    let long = "字".repeat(51);
    let cases = [
        (json!({ "app_key": null }), 19, "appKey不能为空"),
        (json!({ "app_key": " " }), 19, "appKey不能为空"),
        (json!({ "app_key": "7e28" }), 1_100_008, "app_key无效"),
        (json!({ "sign_name": null }), 200_000, "签名名称不能为空"),
        (json!({ "sign_name": "" }), 1_100_018, "签名名称为空"),
        (json!({ "sign_name": "分机" }), 1_100_021, "短信签名无效"),
        (json!({ "template_id": null }), 300_005, "模板Code为空"),
        (json!({ "template_id": "" }), 1_100_030, "模版ID为空"),
        (json!({ "template_id": "45" }), 1_100_022, "模版ID无效"),
        (json!({ "template_params": null }), 1_100_016, "消息发送为空"),
        (json!({ "template_params": [] }), 1_100_023, "模版参数个数不匹配"),
        (
            json!({ "template_params": ["1"] }),
            1_100_023,
            "模版参数个数不匹配",
        ),
        (
            json!({ "template_params": ["1", "2", "3"] }),
            1_100_023,
            "模版参数个数不匹配",
        ),
        (
            json!({ "template_params": ["1", long] }),
            1_100_024,
            "参数值长度超过预设值",
        ),
        (json!({ "extend": "a{b" }), 1_100_024, "参数值长度超过预设值"),
        (json!({ "extend": "a}b" }), 1_100_024, "参数值长度超过预设值"),
        (
            json!({ "template_id": "110241", "template_params": ["12a", "2026/01/05"] }),
            1_100_026,
            "模版数字格式错误",
        ),
        (
            json!({ "template_id": "110241", "template_params": ["12", "2026-01-05"] }),
            1_100_025,
            "日期格式错误",
        ),
        (json!({ "recipient": null }), 1_100_020, "短信接收方号码格式错误"),
        (json!({ "recipient": "" }), 1_100_020, "短信接收方号码格式错误"),
        (
            json!({ "recipient": "+8512345678" }),
            1_100_020,
            "短信接收方号码格式错误",
        ),
        (
            json!({ "recipient": "+8613412345678，+8613412345679" }),
            1_100_020,
            "短信接收方号码格式错误",
        ),
    ];
    for (wrong, code, text) in cases {
        customer.refused(TEXT, &with(&right, wrong), code, text).await;
    }
    let typed = json!({ "template_id": 110_241, "template_params": [12, "2026/01/05"] });
    assert_done(&customer.ask(TEXT, &with(&right, typed)).await);
    assert_eq!(customer.bench.log("").await.len(), 1);
}

#[tokio::test]
async fn a_call_is_checked() {
    let customer = Customer::new().await;
    let right = customer.voice(NUMBER);
    let cases = [
        (json!({ "app_key": null }), 19, "appKey不能为空"),
        (json!({ "app_key": "7e28" }), 1_100_008, "app_key无效"),
        (json!({ "template_id": null }), 300_007, "模版ID不能为空"),
        (json!({ "template_id": "" }), 300_007, "模版ID不能为空"),
        (json!({ "template_id": "TTS02" }), 300_008, "模版不存在"),
        (json!({ "template_params": null }), 110_036, "语音播放信息为空"),
        (json!({ "template_params": [] }), 110_036, "语音播放信息为空"),
        (json!({ "template_params": ["1"] }), 300_006, "参数格式不正确"),
        (
            json!({ "template_params": ["1", "2", "3"] }),
            300_006,
            "参数格式不正确",
        ),
        (
            json!({ "template_params": vec!["1"; 11] }),
            300_006,
            "参数格式不正确",
        ),
        (json!({ "extend": "{}" }), 300_006, "参数格式不正确"),
        (json!({ "recipient": null }), 1_100_017, "短信接收方号码为空"),
        (json!({ "recipient": "" }), 1_100_017, "短信接收方号码为空"),
        (
            json!({ "recipient": "+861341234567" }),
            1_100_020,
            "短信接收方号码格式错误",
        ),
        (
            json!({ "recipient": "+8613412345678,+8613412345679" }),
            1_100_020,
            "短信接收方号码格式错误",
        ),
    ];
    for (wrong, code, text) in cases {
        customer.refused(VOICE, &with(&right, wrong), code, text).await;
    }
    assert!(customer.bench.log("").await.is_empty());
}

#[tokio::test]
async fn the_signature_is_checked() {
    let customer = Customer::new().await;
    let other = Customer::new().await;
    for (path, right, missing, wrong) in [
        (
            TEXT,
            customer.text(NUMBER),
            (24, "验签签名为空"),
            (21, "验签失败"),
        ),
        (
            VOICE,
            customer.voice(NUMBER),
            (24, "验签签名为空"),
            (21, "验签失败"),
        ),
        (
            INFO,
            customer.info(),
            (900_011, "验签失败"),
            (900_011, "验签失败"),
        ),
        (
            VERIFY,
            customer.verify("13800138000"),
            (900_011, "验签失败"),
            (900_011, "验签失败"),
        ),
    ] {
        for empty in [right.clone(), with(&right, json!({ "sign": "" }))] {
            let reply = customer.post(path, &empty).await;
            assert_refused(&reply, missing.0, missing.1, &empty);
        }
        let signed = customer.signed(&right);
        let upper = signed["sign"].as_str().expect("text").to_owned();
        let of_another_key = other.signed(&right)["sign"].clone();
        for sign in [
            json!("AB"),
            json!(upper.to_lowercase()),
            json!(upper[2..]),
            json!(format!("{upper}00")),
            json!(format!(" {upper}")),
            of_another_key,
        ] {
            let reply = customer.post(path, &with(&right, json!({ "sign": sign }))).await;
            assert_refused(&reply, wrong.0, wrong.1, &right);
        }
        // What was signed is not what is sent.
        for change in [
            json!({ "app_key": right["app_key"], "more": "1" }),
            json!({ "extend": "e-3" }),
        ] {
            let reply = customer.post(path, &with(&signed, change)).await;
            assert_refused(&reply, wrong.0, wrong.1, &right);
        }
        assert_eq!(customer.last().await["refused"], wrong.0);
        assert!(customer.last().await["expected_signed"][0].is_string());
    }
    assert!(customer.bench.log("").await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_each_tables_words() {
    let customer = Customer::new().await;
    for (path, right, code, text) in [
        (TEXT, customer.text(NUMBER), 1_100_016, "消息发送为空"),
        (VOICE, customer.voice(NUMBER), 300_006, "参数格式不正确"),
        (INFO, customer.info(), 900_015, "参数异常"),
        (VERIFY, customer.verify("13800138000"), 900_015, "参数异常"),
    ] {
        let whole = customer.signed(&right).to_string();
        for body in ["", "{", "[]", "null", "\"{}\"", "app_key=1"] {
            let reply = customer.raw(path, Some("application/json"), body).await;
            assert_refused(&reply, code, text, &right);
        }
        for content_type in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("application/json;charset=GBK"),
        ] {
            let reply = customer.raw(path, content_type, &whole).await;
            assert_refused(&reply, code, text, &right);
        }
        for wrong in [json!({ "app_key": ["1"] }), json!({ "app_key": true })] {
            let reply = customer.post(path, &with(&customer.signed(&right), wrong)).await;
            assert_refused(&reply, code, text, &right);
        }
    }
    for wrong in [
        json!("1,2"),
        json!({ "1": "2" }),
        json!([["1"], "2"]),
        json!([null, "2"]),
    ] {
        let fields = with(&customer.text(NUMBER), json!({ "template_params": wrong }));
        customer.refused(TEXT, &fields, 1_100_016, "消息发送为空").await;
    }
    assert!(customer.bench.log("").await.is_empty());
}

/// Orders a code for the next request.
async fn order(customer: &Customer, operation: &str, code: Value, place: &str) {
    let fault = json!({
        "vendor": "linkaccount", "operation": operation, "kind": "code", "code": code, "place": place,
    });
    customer.order("/faults", fault).await;
}

#[tokio::test]
async fn every_code_of_every_table_can_be_ordered() {
    let customer = Customer::new().await;
    let info = customer.signed(&customer.info());
    let verify = customer.signed(&customer.verify("13800138000"));
    let text = customer.signed(&customer.text(NUMBER));
    let voice = customer.signed(&customer.voice(NUMBER));
    for (operation, path, request, table) in [
        ("phone_info", INFO, &info, &linkaccount_tables::NUMBER[..]),
        ("phone_verify", VERIFY, &verify, &linkaccount_tables::NUMBER[..]),
        ("text_send", TEXT, &text, &linkaccount_tables::TEXT[..]),
        ("voice_send", VOICE, &voice, &linkaccount_tables::VOICE[..]),
    ] {
        for (code, words) in table {
            order(&customer, operation, json!(code), "header").await;
            let reply = customer.post(path, request).await;
            assert_eq!(reply["header"]["code"], *code);
            assert_eq!(reply["header"]["msg"], *words);
            assert_eq!(reply.as_object().expect("an object").len(), 1, "{reply}");
            if let Some(number) = code.parse::<i64>().ok().filter(|_| *code != "000000") {
                order(&customer, operation, json!(number), "header").await;
                let reply = customer.post(path, request).await;
                assert_refused(&reply, number, words, request);
            }
        }
    }
    assert!(customer.bench.log("").await.is_empty());
    let both = customer.signed(&customer.text("+8613412345678,13900000002"));
    for (code, _) in linkaccount_tables::TEXT {
        order(&customer, "text_send", json!(code), "result").await;
        let reply = customer.post(TEXT, &both).await;
        assert_done(&reply);
        let result = reply["body"]["result"].as_array().expect("an array");
        let origins: Vec<&Value> = result.iter().map(|part| &part["originTo"]).collect();
        assert_eq!(origins, ["+8613412345678", "13900000002"]);
        assert!(result.iter().all(|part| part["status"] == code), "{reply}");
    }
    for (code, _) in linkaccount_tables::VOICE {
        order(&customer, "voice_send", json!(code), "body").await;
        let reply = customer.post(VOICE, &voice).await;
        assert_done(&reply);
        assert_eq!(reply["body"]["status"], code);
        assert_eq!(reply["body"]["sms_msg_id"] == "", code != "000000", "{reply}");
    }
    assert!(customer.bench.log("").await.is_empty());
    assert_done(&customer.post(TEXT, &text).await);
}

#[tokio::test]
async fn a_code_may_be_answered_though_the_request_was_accepted() {
    let customer = Customer::new().await;
    let fault = json!({
        "vendor": "linkaccount", "operation": "text_send", "kind": "code", "code": 900_019,
        "where": "header", "accepted": true,
    });
    customer.order("/faults", fault).await;
    customer
        .refused(TEXT, &customer.text(NUMBER), 900_019, "余额不足")
        .await;
    let log = customer.bench.log("").await;
    assert_eq!((log.len(), &log[0]["fault"]), (1, &json!("code")));
}

#[tokio::test]
async fn a_calls_refusal_may_stand_in_its_body() {
    let customer = Customer::new().await;
    customer.set(json!({ "voice_refusal": "body" })).await;
    let wrong = with(&customer.voice(NUMBER), json!({ "template_id": "TTS02" }));
    let reply = customer.ask(VOICE, &wrong).await;
    assert_done(&reply);
    assert_eq!(reply["body"], json!({ "sms_msg_id": "", "status": "300008" }));
    assert_eq!(customer.last().await["refused"], 300_008);
    assert_done(&customer.ask(VOICE, &customer.voice(NUMBER)).await);
    customer.set(json!({ "voice_refusal": "header" })).await;
    customer.refused(VOICE, &wrong, 300_008, "模版不存在").await;
}
