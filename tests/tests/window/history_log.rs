//! The interface log in the real window: what went out stands there as it went, without what authenticates, and runs
//! again from a shell.

use std::process::Command;

use switchboard_tests::window::App;

use crate::scene::{ACCOUNT, Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn every_exchange_is_shown_and_polls_say_how_fresh_they_are() {
    let scene = Scene::with_account(500).await;
    let app = scene.open().await;
    write(&app, "13800138000", "您的订单已发货").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;

    app.click("link", "Interface log").await;
    app.click("checkbox", "Sends").await;
    app.click("row", "POST /api/v1/sms").await;
    app.see_role("region", "Request as it went out").await;
    app.see("{{key}}").await;
    app.see("138****8000").await;
    let page = app.text().await;
    assert!(
        !page.contains(&*scene.vendor().key),
        "the secret stands on the page"
    );
    app.click("button", "Copy as curl").await;
    app.see_role("dialog", "As a script for a shell").await;
    app.see("Run against the real vendor, it sends 1 message again")
        .await;
    let script = script_of(&app).await;
    assert!(
        !script.contains(&*scene.vendor().key),
        "the secret stands in the script"
    );
    assert!(
        !script.contains("13800138000"),
        "a full number stands in the script"
    );
    let checked = Command::new("sh")
        .args(["-n", "-c", &script])
        .status()
        .expect("a shell");
    assert!(checked.success(), "no shell takes it: {script}");
    app.press("Escape").await;

    app.click("link", "Polling").await;
    app.see_role("table", "Polling").await;
    app.see_in(("row", "Reports"), "cell", "in 24 h").await;
    app.click("button", &format!("Poll now: {ACCOUNT}")).await;
    app.click("link", "Kept aside").await;
    app.see("Nothing is kept aside").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

async fn script_of(app: &App) -> String {
    let said = app
        .script(
            "return document.querySelector('[role=dialog] code, [role=dialog] pre')?.textContent ?? ''",
            vec![],
        )
        .await;
    said.as_str().expect("the script is shown").to_owned()
}
