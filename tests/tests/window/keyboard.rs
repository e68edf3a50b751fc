//! The whole way without a mouse.

use switchboard_tests::window::Launch;

use crate::scene::Scene;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_bind_and_a_release_by_keyboard_alone() {
    let scene = Scene::with_vendors(&["privacy_number"], false).await;
    let x = &scene.vendors().privacy_number.x_numbers[0];
    let app = scene.open().await;
    app.tab_to("link", "Privacy numbers").await;
    app.press("Enter").await;
    app.tab_to("link", "Bind a privacy number").await;
    app.press("Enter").await;
    app.tab_to("field", "X number").await;
    app.press("ArrowDown").await;
    app.see_role("option", x).await;
    app.press("Enter").await;
    assert_eq!(app.value("X number").await, *x);
    app.tab_to("field", "A's number").await;
    app.type_text("13800000001").await;
    app.tab_to("field", "B's number").await;
    app.type_text("13900000002").await;
    app.tab_to("radio", "30 min*").await;
    app.press("Space").await;
    app.tab_to("switch", "Show A's real number to B").await;
    app.press("Space").await;
    let tick = "B shall see A's real number 13800000001 when A calls";
    app.tab_to("checkbox", tick).await;
    assert_eq!(app.state("button", "Bind 138*").await["disabled"], true);
    app.press("Space").await;
    app.wait_until(
        "ready to bind",
        "return page.state('button', 'Bind 138*')?.disabled === false",
        vec![],
    )
    .await;
    app.press("Control+Enter").await;
    app.see_in(("row", x), "gridcell", "Bound").await;

    app.tab_to("grid", "Privacy numbers").await;
    app.press("Escape").await;
    app.not_see("Story of the binding").await;
    app.press("ArrowDown").await;
    app.press("Enter").await;
    app.tab_to("button", "Release…").await;
    app.press("Enter").await;
    app.see("A and B can no longer reach each other through X.").await;
    app.tab_to("button", "Release").await;
    app.press("Enter").await;
    app.see("Released at").await;
    assert_eq!(scene.accepted("privacy_number", "axb_bind", 1).await.len(), 1);
    assert_eq!(scene.accepted("privacy_number", "axb_release", 1).await.len(), 1);
    app.quit().await;
}
