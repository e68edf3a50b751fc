//! The real window. One test after the other: `cargo xtask test --only-window [FILTER]`.

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
    assert_eq!(app.csp_violations().await.len(), 1);
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
