//! The whole way without a mouse.

use switchboard_tests::window::Launch;

#[tokio::test(flavor = "multi_thread")]
async fn from_first_start_to_a_delivered_message_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.tab_to("button", "Practise with simulated vendors").await;
    app.press("Enter").await;
    app.see_role("heading", "Who works here?").await;
    app.wait_until(
        "in the first field",
        "return page.focused('field', 'Your name')",
        vec![],
    )
    .await;
    app.press("Enter").await;

    app.tab_to("field", "Recipients").await;
    app.type_text("138 0013 8000").await;
    app.tab_to("field", "Content").await;
    app.type_text("您好，您的包裹已送达").await;
    app.see_role("button", "Send 1 practice message").await;
    app.wait_until(
        "ready to be sent",
        "return !page.state('button', 'Send 1 practice message').disabled",
        vec![],
    )
    .await;
    app.press("Control+Enter").await;
    app.tab_to("link", "See these messages").await;
    app.press("Enter").await;

    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.tab_to("grid", "Messages").await;
    app.press("ArrowDown").await;
    app.press("Enter").await;
    app.see("Yes: it reached the phone at").await;
    app.tab_to("button", "Copy answer for the customer").await;
    app.press("Escape").await;
    app.not_see("Yes: it reached the phone at").await;
    assert!(
        app.has_focus("grid", "Messages").await,
        "the focus comes back to the list"
    );
    app.quit().await;
}
