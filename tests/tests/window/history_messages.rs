//! The Messages desk in the real window: search, filters that combine and come back, one number's view, and an export.

use switchboard_tests::headless;
use switchboard_tests::window::save_as;

use crate::scene::{Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_found_filtered_followed_and_exported() {
    let scene = Scene::with_account(500).await;
    let app = scene.open().await;
    write(&app, "13800138000\n13900139000", "您的订单已发货").await;
    app.click("button", "Send to 2 numbers").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.see_in(("row", "139****9000"), "gridcell", "Delivered").await;
    write(&app, "13700137000", "明天上午有人上门安装").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "137****7000"), "gridcell", "Delivered").await;
    app.see("3 messages").await;

    // Last digits, two Chinese characters, and the count is of what is shown.
    app.fill("Search messages", "9000").await;
    app.not_see_role("row", "138****8000").await;
    app.see_role("row", "139****9000").await;
    app.see("1 message").await;
    app.fill("Search messages", "安装").await;
    app.see_role("row", "137****7000").await;
    app.not_see_role("row", "139****9000").await;
    app.fill("Search messages", "").await;
    app.see("3 messages").await;

    // A filter is there again after a restart.
    app.fill("Search messages", "订单").await;
    app.see("2 messages").await;
    app.quit().await;
    let app = scene.open().await;
    app.click("link", "Messages").await;
    app.fill("Search messages", "").await;
    app.see("3 messages").await;

    // One number over everything, reached from its row's story.
    app.click("row", "139****9000").await;
    app.see("Yes: it reached the phone at").await;

    // The export asks where to, and is recorded.
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("messages.csv");
    app.click("button", "Export…").await;
    app.click("radio", "Text (CSV)").await;
    app.click("button", "Choose where to save…").await;
    save_as("Export", &file);
    app.see("The export runs").await;
    headless::until(async || file.exists().then_some(())).await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with('\u{feff}'),
        "Excel needs the mark to read Chinese"
    );
    assert_eq!(text.lines().count(), 4, "a heading and three rows: {text}");
    assert!(
        text.contains("138****8000") && !text.contains("13800138000"),
        "{text}"
    );
    app.click("link", "Settings").await;
    app.click("link", "Keeping").await;
    app.see("messages.csv").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}
