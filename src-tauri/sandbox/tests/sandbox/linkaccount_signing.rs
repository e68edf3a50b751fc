//! What is signed: the settings, and programs written by others.

use serde_json::json;

use crate::linkaccount_bench::{
    Customer, INFO, NUMBER, PRACTICE, TEXT, VERIFY, VOICE, assert_done, pairs, with,
};

/// Expects this string, and none of the others, to be what a right signature is made of.
async fn only(customer: &Customer, path: &str, fields: &serde_json::Value, right: &str, wrong: &[&str]) {
    for text in wrong {
        let reply = customer.ask_of(path, fields, text).await;
        let code = &reply["header"]["code"];
        assert!(code == 21 || code == 900_011, "{text} {reply}");
    }
    assert_done(&customer.ask_of(path, fields, right).await);
    assert_eq!(customer.last().await["signed"], right);
}

#[tokio::test]
async fn the_string_is_what_the_settings_say() {
    let customer = Customer::new().await;
    let key = customer.described().app_key.clone();
    let fields = json!({
        "app_key": key, "recipient": NUMBER, "sign_name": "总机", "template_id": "110240",
        "template_params": ["A/1", "张 师傅"], "extend": "a=b&c",
    });
    let pairs = format!(
        "app_key={key}&extend=a=b&c&recipient={NUMBER}&sign_name=总机&template_id=110240\
         &template_params=A/1,张 师傅"
    );
    let values = format!("{key}a=b&c{NUMBER}总机110240A/1,张 师傅");
    let json = pairs.replace("A/1,张 师傅", r#"["A/1","张 师傅"]"#);
    let encoded = pairs.replace('+', "%2B");
    let bracketed = pairs.replace("A/1,张 师傅", "[A/1, 张 师傅]");
    let unsorted = format!(
        "recipient={NUMBER}&app_key={key}&extend=a=b&c&sign_name=总机&template_id=110240\
         &template_params=A/1,张 师傅"
    );

    let wrong = [values.as_str(), &json, &encoded, &bracketed, &unsorted];
    only(&customer, TEXT, &fields, &pairs, &wrong).await;
    customer.set(json!({ "base_string": "values" })).await;
    only(&customer, TEXT, &fields, &values, &[&pairs, &json]).await;
    customer
        .set(json!({ "base_string": "pairs", "params": "json" }))
        .await;
    only(&customer, TEXT, &fields, &json, &[&pairs, &values]).await;
    customer.order("/reset", serde_json::Value::Null).await;
    only(&customer, TEXT, &fields, &pairs, &[&values, &json]).await;
}

#[tokio::test]
async fn empty_parameters_count_as_the_settings_say() {
    let customer = Customer::new().await;
    let bare = with(&customer.voice(NUMBER), json!({ "extend": null }));
    let sent = with(&bare, json!({ "extend": "", "status_callback_url": "" }));
    let without = pairs(&bare);
    let with_them = pairs(&sent);
    for string in [&without, &with_them] {
        assert_done(&customer.ask_of(VOICE, &sent, string).await);
    }
    only(&customer, VOICE, &bare, &without, &[&with_them]).await;
    customer.set(json!({ "empty": "omit" })).await;
    only(&customer, VOICE, &sent, &without, &[&with_them]).await;
    only(&customer, VOICE, &bare, &without, &[&with_them]).await;
    customer.set(json!({ "empty": "empty" })).await;
    only(&customer, VOICE, &sent, &with_them, &[&without]).await;
    only(&customer, VOICE, &bare, &with_them, &[&without]).await;
    let info = customer.info();
    let with_code = pairs(&with(&info, json!({ "auth_code": "" })));
    only(&customer, INFO, &info, &with_code, &[&pairs(&info)]).await;
}

#[tokio::test]
async fn hex_is_of_the_case_that_is_set() {
    let customer = Customer::new().await;
    let upper = customer.signed(&customer.text(NUMBER));
    let sign = upper["sign"].as_str().expect("text").to_lowercase();
    let lower = with(&upper, json!({ "sign": sign }));
    assert_done(&customer.post(TEXT, &upper).await);
    assert_eq!(customer.post(TEXT, &lower).await["header"]["msg"], "验签失败");
    customer.set(json!({ "hex": "lower" })).await;
    assert_done(&customer.post(TEXT, &lower).await);
    assert_eq!(customer.post(TEXT, &upper).await["header"]["code"], 21);
}

#[tokio::test]
async fn programs_of_others_work_as_they_are() {
    let customer = Customer::new().await;
    let text = customer.signed(&customer.text(NUMBER)).to_string();
    for content_type in [
        "application/json",
        "application/json; charset=UTF-8",
        "application/json;charset=utf-8",
        "Application/JSON",
    ] {
        assert_done(&customer.raw(TEXT, Some(content_type), &text).await);
    }

    // Escaped, as some libraries write JSON.
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    assert!(escaped.is_ascii());
    assert_done(&customer.raw(TEXT, Some("application/json"), &escaped).await);

    // Numbers for what the tables call strings.
    let numbers = with(
        &customer.verify(PRACTICE),
        json!({ "channel": 1, "platform": 0, "phone_num": 13_800_138_000_i64 }),
    );
    let reply = customer.ask(VERIFY, &numbers).await;
    assert_eq!(customer.opened(&reply), "true");
    let numbers =
        json!({ "template_id": 110_240, "template_params": [4711, 5], "recipient": 13_412_345_678_i64 });
    assert_done(&customer.ask(TEXT, &with(&customer.text(NUMBER), numbers)).await);

    // An empty authentication code, signed, left out of what is signed, or not there at all.
    let absent = customer.info();
    let empty = with(&absent, json!({ "auth_code": "" }));
    assert_done(&customer.ask_of(INFO, &absent, &pairs(&absent)).await);
    assert_done(&customer.ask_of(INFO, &empty, &pairs(&absent)).await);
    assert_done(&customer.ask_of(INFO, &empty, &pairs(&empty)).await);
    let null = with(&absent, json!({}));
    let null = {
        let mut null = null;
        null["auth_code"] = json!(null);
        null
    };
    assert_done(&customer.ask_of(INFO, &null, &pairs(&absent)).await);

    // Parameters the document does not name.
    let more = with(
        &customer.verify(PRACTICE),
        json!({ "user_information": "", "scene": "login" }),
    );
    assert_done(&customer.ask(VERIFY, &more).await);
}

#[tokio::test]
async fn programs_for_the_legacy_dialect_work_in_both_styles() {
    let customer = Customer::legacy().await;
    let described = customer.described_legacy();
    let token = &described.registered.token;
    for (app, code) in [("appId", "authCode"), ("app_id", "auth_code")] {
        let absent = json!({
            app: described.app_id.parse::<u32>().expect("digits"), "channel": 2, "platform": 0, "token": token,
        });
        let empty = with(&absent, json!({ code: "" }));
        let given = with(&absent, json!({ code: "1234", "channel": "1" }));
        for (fields, signed) in [
            (&absent, &absent),
            (&empty, &absent),
            (&empty, &empty),
            (&given, &given),
        ] {
            let reply = customer.ask_of(INFO, fields, &pairs(signed)).await;
            assert_done(&reply);
            assert_eq!(customer.opened(&reply), PRACTICE);
        }
    }
    let settings = json!({ "linkaccount_legacy": { "base_string": "values", "empty": "empty" } });
    customer.order("/settings", settings).await;
    let values = format!("{}01{token}", described.app_id);
    for app in ["appId", "app_id"] {
        let fields = json!({ app: described.app_id, "channel": "0", "platform": "1", "token": token });
        only(&customer, INFO, &fields, &values, &[&pairs(&fields)]).await;
    }
}
