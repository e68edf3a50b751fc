//! The ways out of *outcome unknown* that a person takes: send again, or decide by hand.

use serde_json::json;

use crate::scene::{Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_doubt_is_sent_again_or_decided_only_with_a_reason() {
    let scene = Scene::with_account(500).await;
    scene
        .control
        .post(
            "faults",
            json!({ "operation": "plain_send", "kind": "drop_after" }),
        )
        .await;
    scene.control.post("reports", json!({ "hold": true })).await;
    let app = scene.open().await;
    write(&app, "13800138000", "您的订单已发货").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "Messages 1 with unknown outcome").await;
    app.click("row", "Outcome unknown").await;
    app.see("connection cut off").await;
    app.see("the same person gets it twice, and both are billed")
        .await;

    app.click("button", "Send again…").await;
    app.see("The same person may get it twice").await;
    app.click("button", "Send again to 1 number").await;
    app.see("Write why, in a few words.").await;
    assert_eq!(scene.control.sent_to().await.len(), 1, "sent without a reason");
    app.fill("Why", "客户说没有收到").await;
    app.click("button", "Send again to 1 number").await;
    app.click("button", "Was sent again: show the new message").await;
    app.see_role("button", "Sent again for an earlier message: show it")
        .await;
    app.see("2 messages").await;
    assert_eq!(scene.sent_to(2).await, ["13800138000"; 2]);

    app.click("button", "Sent again for an earlier message: show it")
        .await;
    app.click("button", "Decide by hand…").await;
    app.click("button", "Decide").await;
    app.see("Choose one of the two.").await;
    app.see("Write why, in a few words.").await;
    app.click("radio", "No, the customer does not have it").await;
    app.fill("Why", "客户读了手机").await;
    app.click("button", "Decide").await;
    app.see("who decided so by hand").await;
    app.see("客户读了手机").await;
    app.see_in(("row", "decided by hand"), "gridcell", "Failed").await;

    // A late report overrules a person, and the duplicate is said.
    scene.control.post("reports", json!({ "hold": false })).await;
    app.see("the customer has it twice").await;
    app.quit().await;
}
