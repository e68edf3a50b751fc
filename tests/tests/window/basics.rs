//! The window itself: its policy, its bounds, one instance per folder, and practice from start to delivery.

use serde_json::json;
use switchboard_tests::window::{Launch, second_start};

#[tokio::test(flavor = "multi_thread")]
async fn the_window_opens_and_keeps_its_policy() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path().join("data")).open().await;

    app.see("Switchboard").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    for (width, height) in [(1280, 800), (1024, 700)] {
        app.resize(width, height).await;
    }
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_policy_would_be_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;

    app.see("Switchboard").await;
    let inline = "const s = document.createElement('script'); s.textContent = 'window.ran = true';
        document.head.append(s); return window.ran ?? false";
    assert_eq!(
        app.script(inline, vec![]).await,
        json!(false),
        "an inline script must not run"
    );
    app.wait_until("noted", "return window.policyViolations.length === 1", vec![])
        .await;
    let seen = app.csp_violations().await;
    assert!(seen[0].starts_with("script-src"), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_not_for_everybody_would_be_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;

    app.see_role("button", "Add an account").await;
    app.expect_accessible().await;
    app.script(
        "document.querySelector('main').append(document.createElement('button'))",
        vec![],
    )
    .await;
    let found = app.axe().await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].id, "button-name");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_cannot_leave() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.see("Switchboard").await;

    app.script(
        "window.stays = true; location.href = 'https://example.com/'",
        vec![],
    )
    .await;
    app.script("window.open('https://example.com/')", vec![]).await;
    // A refused navigation leaves no trace to wait for; a reload that works shows that it is over.
    app.wait_until("still the same page", "return window.stays === true", vec![])
        .await;
    assert_eq!(app.client().windows().await.unwrap().len(), 1, "no second window");
    assert_eq!(app.client().current_url().await.unwrap().scheme(), "tauri");
    app.see("Switchboard").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_instance_for_each_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Launch::on(folder.path().join("one")).open().await;
    first.see("Switchboard").await;

    assert!(second_start(first.data_dir()).success());
    assert!(first.is_running());
    let other = Launch::on(folder.path().join("two")).open().await;
    other.see("Switchboard").await;

    let data_dir = first.data_dir().to_owned();
    first.kill().await;
    let again = Launch::on(data_dir).open().await;
    again.see("Switchboard").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_leads_to_a_delivered_message() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.click("button", "Practise with simulated vendors").await;
    app.click("button", "Continue").await;

    app.see_role("heading", "Send").await;
    app.fill("Recipients", "13800138000\n13900139000").await;
    app.fill("Content", "您好，您的包裹已送达 😀\n谢谢").await;
    app.click("button", "Send 2 practice messages").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.see_in(("row", "139****9000"), "gridcell", "Delivered").await;

    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}
