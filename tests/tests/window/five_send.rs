//! Sending by LinkAccount and International: what goes out, and what comes back by itself.

use chrono::{FixedOffset, TimeDelta, Utc};
use serde_json::json;
use switchboard_tests::window::{App, Launch};

use crate::scene::{Scene, send_by};

const PARCEL: &str = "您的订单20260105001已由张师傅揽收，请留意签收。";

#[tokio::test(flavor = "multi_thread")]
async fn practice_texts_three_at_once_and_calls_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.click("button", "Practise with simulated vendors").await;
    app.click("button", "Continue").await;
    app.see_role("heading", "Send").await;
    text_three(&app, "LinkAccount · Practice", "Send 3 practice messages").await;
    call_one(&app, "Make 1 practice call").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_take_each_text_and_call_once() {
    let scene = Scene::with_vendors(&["linkaccount", "intl_sms"], true).await;
    let app = scene.open().await;
    text_three(&app, "LinkAccount · Parcels", "Send to 3 numbers").await;
    call_one(&app, "Call 1 number").await;
    let texts = scene.accepted("linkaccount", "text_send", 1).await;
    assert_eq!(texts.len(), 1, "one request for all three");
    assert_eq!(
        texts[0]["recipients"],
        json!(["+8613800138000", "+8613900139000", "+8613700137000"])
    );
    assert_eq!(texts[0]["params"], json!(["20260105001", "张师傅"]));
    let calls = scene.accepted("linkaccount", "voice_send", 1).await;
    assert_eq!(calls.len(), 1, "one call");
    assert_eq!(calls[0]["recipients"], json!(["+8613800138000"]));

    abroad_now(&app, &scene).await;
    abroad_tomorrow(&app, &scene).await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

/// A template whose values are the same for all: one request, three reports that arrive by themselves.
async fn text_three(app: &App, account: &str, button: &str) {
    send_by(app, account).await;
    app.see("The vendor takes").await;
    app.paste(
        "Recipients",
        "13800138000\t20260105001\t张师傅\n139 0013 9000\t20260105001\t张师傅\n13700137000\t20260105001\t张师傅",
    )
    .await;
    app.see("Recipients with the same values go out together: 1 request.")
        .await;
    app.see(PARCEL).await;
    app.click("button", button).await;
    app.click("link", "See these messages").await;
    for masked in ["138****8000", "139****9000", "137****7000"] {
        app.see_in(("row", masked), "gridcell", "Delivered").await;
    }
    app.click("row", "137****7000").await;
    app.see("Yes: it reached the phone at").await;
    app.see("pushed").await;
    app.click("button", "Close").await;
}

/// A voice template: a call, and whether it was answered.
async fn call_one(app: &App, button: &str) {
    app.click("link", "Send").await;
    app.click("radio", "Voice").await;
    app.paste("Recipients", "138 0013 8000\t4711\t5").await;
    app.see("您的验证码是4711，5分钟内有效。").await;
    app.see("1 call").await;
    app.click("button", button).await;
    app.click("link", "See these messages").await;
    app.see_in(("row", "answered"), "gridcell", "Delivered").await;
    app.see_in(("row", "answered"), "gridcell", "1 call").await;
    app.click("row", "answered").await;
    app.see("Yes: the call was answered, as reported at").await;
    app.see("Call report:").await;
    app.click("button", "Close").await;
}

async fn abroad_now(app: &App, scene: &Scene) {
    send_by(app, "International SMS · Abroad").await;
    app.paste("Recipients", "+234 803 100 0010\n+1 415 555 2671\n803 100 0010")
        .await;
    app.see("no known country code").await;
    app.paste("Recipients", "+234 803 100 0010\n+1 415 555 2671")
        .await;
    app.paste("Content", "Your parcel is at the door").await;
    app.see("Counted as GSM-7").await;
    app.see("The text does not begin with 【signature】").await;
    app.paste("Content", "Your parcel is at the door ✓").await;
    app.see("“✓” U+2713, character 28, is not in GSM-7").await;
    app.see("1 segment").await;
    let long = format!(
        "Your parcel is at the door ✓ {}",
        "Please fetch it. ".repeat(3).trim()
    );
    app.paste("Content", &long).await;
    app.see("2 segments").await;
    app.click("button", "Send to 2 numbers").await;
    app.click("link", "See these messages").await;
    app.see_in(("row", "0010"), "gridcell", "Delivered").await;
    app.see_in(("row", "2671"), "gridcell", "Delivered").await;

    let sent = scene.accepted("intl_sms", "send", 1).await;
    assert_eq!(sent.len(), 1, "one request for both");
    assert_eq!(sent[0]["recipients"], json!(["2348031000010", "14155552671"]));
    assert_eq!(sent[0]["content"], json!(long));
    assert!(sent[0]["send_time"].is_null(), "now: {}", sent[0]);
}

async fn abroad_tomorrow(app: &App, scene: &Scene) {
    app.click("link", "Send").await;
    app.paste("Recipients", "+234 803 100 0020").await;
    app.paste("Content", "We call you tomorrow").await;
    app.click("checkbox", "Send at a set time").await;
    app.see("A scheduled send cannot be taken back").await;
    app.click("button", "Tomorrow · *").await;
    let china = FixedOffset::east_opt(8 * 3600).unwrap();
    let tomorrow = (Utc::now() + TimeDelta::days(1)).with_timezone(&china);
    let (day, at) = (tomorrow.format("%Y-%m-%d"), tomorrow.format("%m-%d 09:00"));
    assert_eq!(app.value("Date").await, day.to_string());
    app.see(&format!("{at} (Asia/Shanghai)")).await;
    app.click("button", &format!("Send 1 message at {at}")).await;
    app.see(&format!("sends it at {at} (Asia/Shanghai)")).await;
    app.click("link", "See these messages").await;
    app.see_in(("row", "scheduled for"), "gridcell", "Waiting for report")
        .await;
    app.click("row", "scheduled for").await;
    app.see("Not yet: the vendor sends it at").await;
    app.see("It cannot be taken back.").await;

    let sent = scene.accepted("intl_sms", "send", 2).await;
    assert_eq!(sent.len(), 2, "one more request");
    assert_eq!(
        sent[1]["send_time"],
        json!(tomorrow.format("%Y%m%d090000").to_string())
    );
    app.click("button", "Close").await;
}
