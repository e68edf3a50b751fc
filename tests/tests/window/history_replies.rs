//! Replies in the real window: a conversation is read, answered, handled; one that asks to stop is put on the
//! suppression list by a person, and the next send skips it.

use serde_json::json;

use crate::scene::{ACCOUNT, Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_answered_and_a_number_that_asks_to_stop_is_skipped() {
    let scene = Scene::with_account(500).await;
    let app = scene.open().await;
    write(&app, "13800138000\n13900139000", "您的订单已发货").await;
    app.click("button", "Send to 2 numbers").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    let replies = json!([
        { "mobile": "13800138000", "content": "什么时候到？" },
        { "mobile": "13900139000", "content": "TD" },
    ]);
    scene.control.post("replies", replies).await;

    app.click("link", "Interface log").await;
    app.click("link", "Polling").await;
    app.click("button", &format!("Poll now: {ACCOUNT}")).await;

    app.click("link", "Replies*").await;
    app.see_role("row", "什么时候到？").await;
    app.click("row", "什么时候到？").await;
    app.fill("Answer", "明天上午十点前").await;
    app.click("button", "Send 1 message · 1 segment").await;
    app.see("Your message stands in the conversation.").await;
    app.click("button", "Mark as handled").await;
    assert_eq!(
        scene.sent_to(3).await,
        ["13800138000", "13800138000", "13900139000"]
    );

    app.click("row", "139****9000").await;
    app.see("This asks to stop.").await;
    app.click("button", "Put it on the list…").await;
    app.click("button", "Put on the list").await;
    app.see("is on the suppression list").await;

    write(&app, "13700137000\n13900139000", "明天有活动").await;
    app.see("suppression list").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "137****7000"), "gridcell", "Delivered").await;
    let sent = scene.control.sent_to().await;
    assert_eq!(
        sent.iter().filter(|number| *number == "13900139000").count(),
        1,
        "nothing more went to who asked to stop: {sent:?}"
    );
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}
