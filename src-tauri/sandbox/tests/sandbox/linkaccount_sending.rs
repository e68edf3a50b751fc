//! Accepted texts and calls: reply, log, supply, single recipients.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::linkaccount_bench::{
    Customer, INFO, NUMBER, TEXT, VOICE, assert_done, assert_refused, pairs, with,
};

fn is_id(id: &Value) -> bool {
    let lengths: Vec<usize> = id.as_str().expect("text").split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
}

#[tokio::test]
async fn a_text_is_answered_as_in_the_document() {
    let customer = Customer::new().await;
    let fields = customer.text("+8613412345678,13900000002");
    let before = chrono::Utc::now().timestamp_millis();
    let reply = customer.ask(TEXT, &fields).await;
    assert_done(&reply);
    assert_eq!(
        (&reply["header"]["success"], &reply["header"]["alert"]),
        (&json!(true), &json!(true))
    );
    assert!(reply["header"]["time"].as_i64().expect("a number") >= before);
    let result = reply["body"]["result"].as_array().expect("an array");
    assert_eq!(result.len(), 2);
    for (part, origin) in result.iter().zip(["+8613412345678", "13900000002"]) {
        assert_eq!(
            (&part["originTo"], &part["status"]),
            (&json!(origin), &json!("000000"))
        );
        assert!(part["createTime"].as_i64().expect("a number") >= before);
        assert!(is_id(&part["smsMsgId"]), "{part}");
        assert_eq!(part.as_object().expect("an object").len(), 4);
    }

    let mut entry = customer.bench.log("").await[0].clone();
    entry.as_object_mut().expect("an object").remove("at");
    let described = &customer.described().registered;
    let expected = json!({
        "seq": 1, "vendor": "linkaccount", "operation": "text_send", "accepted": true,
        "recipients": ["+8613412345678", "13900000002"],
        "msg_ids": [result[0]["smsMsgId"], result[1]["smsMsgId"]],
        "template_id": described.template_id, "params": described.template_params,
        "content": "【总机】您的订单20260105001已由张师傅揽收，请留意签收。", "extend": "e-1", "signed": pairs(&fields),
    });
    assert_eq!(entry, expected);
}

#[tokio::test]
async fn a_call_is_answered_as_in_the_document() {
    let customer = Customer::new().await;
    for recipient in ["+8613412345678", "15970704470"] {
        let fields = customer.voice(recipient);
        let reply = customer.ask(VOICE, &fields).await;
        assert_done(&reply);
        assert_eq!(reply["body"]["status"], "000000");
        assert!(is_id(&reply["body"]["sms_msg_id"]), "{reply}");
        let entry = customer.last().await;
        assert_eq!(entry["operation"], "voice_send");
        assert_eq!(entry["recipients"], json!([recipient]));
        assert_eq!(entry["msg_id"], reply["body"]["sms_msg_id"]);
        assert_eq!(entry["template_id"], "TTS01");
        assert_eq!(entry["params"], json!(["4711", "5"]));
        assert_eq!(entry["extend"], "e-2");
        assert_eq!(entry["signed"], pairs(&fields));
    }
}

#[tokio::test]
async fn a_wrong_number_concerns_its_recipient_alone() {
    let customer = Customer::new().await;
    let too_long = format!("+86{}", "1".repeat(19));
    let list = format!("+8613412345678,,8613412345678,{too_long},13900000002, 13900000003");
    let reply = customer.ask(TEXT, &customer.text(&list)).await;
    assert_done(&reply);
    let result = reply["body"]["result"].as_array().expect("an array");
    let of: Vec<(&str, &str)> = result
        .iter()
        .map(|part| {
            (
                part["originTo"].as_str().expect("text"),
                part["status"].as_str().expect("text"),
            )
        })
        .collect();
    let expected = [
        ("+8613412345678", "000000"),
        ("", "1100020"),
        ("8613412345678", "1100020"),
        (too_long.as_str(), "1100020"),
        ("13900000002", "000000"),
        (" 13900000003", "1100020"),
    ];
    assert_eq!(of, expected);
    let entry = customer.last().await;
    assert_eq!(entry["recipients"], json!(["+8613412345678", "13900000002"]));
    assert_eq!(entry["refused_recipients"]["8613412345678"], "1100020");
    customer.order("/balance", json!({ "linkaccount": 2 })).await;
    assert_done(&customer.ask(TEXT, &customer.text(&list)).await);
}

#[tokio::test]
async fn single_recipients_are_answered_as_control_says() {
    let customer = Customer::new().await;
    let results = json!({ "13900000001": "1300014", "+8613900000002": null, "13900000003": "000000" });
    customer.reports(json!({ "results": results })).await;
    let list = "+8613900000001,+8613900000002,+8613900000003,+8613900000004";
    let reply = customer.ask(TEXT, &customer.text(list)).await;
    let result = reply["body"]["result"].as_array().expect("an array");
    let of: Vec<(&Value, &Value)> = result
        .iter()
        .map(|part| (&part["originTo"], &part["status"]))
        .collect();
    let taken = json!("000000");
    assert_eq!(
        of,
        [
            (&json!("+8613900000001"), &json!("1300014")),
            (&json!("+8613900000003"), &taken),
            (&json!("+8613900000004"), &taken),
        ]
    );
    // The one that is not mentioned was sent to all the same.
    let entry = customer.last().await;
    assert_eq!(
        entry["recipients"],
        json!(["+8613900000002", "+8613900000003", "+8613900000004"])
    );
    assert_eq!(
        entry["refused_recipients"],
        json!({ "+8613900000001": "1300014" })
    );

    let alone = customer.ask(TEXT, &customer.text("13900000002")).await;
    assert_eq!(alone["body"], json!({ "result": [] }));
    customer
        .reports(json!({ "results": { "13900000001": "000000" } }))
        .await;
    let again = customer.ask(TEXT, &customer.text("13900000001")).await;
    assert_eq!(again["body"]["result"][0]["status"], "000000");
}

#[tokio::test]
async fn a_thousand_recipients_are_the_most() {
    let customer = Customer::new().await;
    let numbers = |count: usize| {
        let numbers: Vec<String> = (0..count).map(|index| format!("+86138{index:08}")).collect();
        numbers.join(",")
    };
    let reply = customer.ask(TEXT, &customer.text(&numbers(1000))).await;
    assert_done(&reply);
    let result = reply["body"]["result"].as_array().expect("an array");
    let ids: HashSet<&str> = result
        .iter()
        .map(|part| part["smsMsgId"].as_str().expect("text"))
        .collect();
    assert_eq!((result.len(), ids.len()), (1000, 1000));
    customer
        .refused(
            TEXT,
            &customer.text(&numbers(1001)),
            1_100_020,
            "短信接收方号码格式错误",
        )
        .await;
    let twice = customer
        .ask(TEXT, &customer.text("13412345678,13412345678"))
        .await;
    assert_eq!(twice["body"]["result"].as_array().expect("an array").len(), 2);
}

#[tokio::test]
async fn messages_run_out() {
    let customer = Customer::new().await;
    customer.order("/balance", json!({ "linkaccount": 3 })).await;
    let two = customer.text("13412345678,13900000002");
    assert_done(&customer.ask(TEXT, &two).await);
    customer.refused(TEXT, &two, 900_019, "余额不足").await;
    assert_done(&customer.ask(VOICE, &customer.voice(NUMBER)).await);
    customer
        .refused(VOICE, &customer.voice(NUMBER), 900_019, "余额不足")
        .await;
    customer
        .refused(INFO, &customer.info(), 900_019, "次数不足")
        .await;
    // 【总机】, two values of 30 and the text around them are more than 70 characters: two messages.
    let value = "字".repeat(30);
    let long = with(
        &customer.text("13412345678"),
        json!({ "template_params": [value, value] }),
    );
    customer.order("/balance", json!({ "linkaccount": 1 })).await;
    customer.refused(TEXT, &long, 900_019, "余额不足").await;
    customer.order("/balance", json!({ "linkaccount": 2 })).await;
    assert_done(&customer.ask(TEXT, &long).await);
}

#[tokio::test]
async fn faults_hit_it_like_any_vendor() {
    let customer = Customer::new().await;
    let fault = json!({ "vendor": "linkaccount", "operation": "text_send", "kind": "drop_after" });
    customer.order("/faults", fault).await;
    let url = format!("{}{TEXT}", customer.described().base_url);
    let body = customer.signed(&customer.text(NUMBER)).to_string();
    let dropped = customer
        .bench
        .client
        .post(url)
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await;
    assert!(dropped.is_err());
    let log = customer.bench.log("").await;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["fault"], &log[0]["recipients"]),
        (&json!("drop_after"), &json!([NUMBER]))
    );

    let fault =
        json!({ "vendor": "linkaccount", "operation": "voice_send", "kind": "status", "status": 503 });
    customer.order("/faults", fault).await;
    let url = format!("{}{VOICE}", customer.described().base_url);
    let reply = customer
        .bench
        .client
        .post(url)
        .header("content-type", "application/json")
        .body(customer.signed(&customer.voice(NUMBER)).to_string())
        .send()
        .await
        .expect("a reply");
    assert_eq!(reply.status(), 503);
    assert_eq!(customer.last().await["recipients"], json!([NUMBER]));
    assert_eq!(customer.bench.log("").await.len(), 1);

    let reply = customer.post(INFO, &json!({})).await;
    assert_refused(&reply, 900_009, "appId错误", &reply);
}
