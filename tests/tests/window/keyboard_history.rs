//! What happened, without a mouse: a number is found, a list filtered and left again, a reply answered and handled, a list
//! exported.

use serde_json::json;
use switchboard_tests::headless;
use switchboard_tests::window::{App, save_as};

use crate::past::{account_of, send};
use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_found_answered_and_exported_by_keyboard_alone() {
    let scene = Scene::with_account(500).await;
    write_and_be_answered(&scene).await;
    let app = scene.open().await;
    app.see_in(("row", "139****9000"), "gridcell", "Delivered").await;
    filter_and_come_back(&app).await;
    open_a_number(&app).await;
    answer(&app, &scene).await;
    export(&app).await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

/// Two messages that arrived, and a reply to one of them.
async fn write_and_be_answered(scene: &Scene) {
    let desk = scene.headless().await;
    let account = account_of(&desk, "lianjiang").await;
    let reports = json!({ "default": "DELIVRD", "after_ms": 0 });
    scene.control.post("reports", reports).await;
    send(&desk, account, "13800138000\n13900139000", "您的订单已发货").await;
    headless::reported(&desk).await;
    let reply = json!([{ "mobile": "13800138000", "content": "什么时候到？" }]);
    scene.control.post("replies", reply).await;
    desk.poll_now(account).await.unwrap();
    scene.leave(desk).await;
}

/// Goes to what the palette calls so.
async fn go(app: &App, name: &str) {
    app.press("Control+k").await;
    app.wait_until(
        "in the palette",
        "return document.activeElement?.closest('[role=dialog]') !== null && document.activeElement.localName === 'input'",
        vec![],
    )
    .await;
    app.type_text(name).await;
    app.see_in(("dialog", "Go to or do…"), "button", &format!("{name}*"))
        .await;
    app.press("Enter").await;
    app.wait_until(
        "out of the palette",
        "return document.querySelector('[role=dialog]') === null",
        vec![],
    )
    .await;
}

async fn has_focus(app: &App, role: &str, name: &str) {
    app.wait_until(
        &format!("the keyboard at {role} “{name}”"),
        "return page.focused(...arguments)",
        vec![json!(role), json!(name)],
    )
    .await;
}

async fn filter_and_come_back(app: &App) {
    has_focus(app, "field", "Search messages").await;
    app.type_text("9000").await;
    app.not_see_role("row", "138****8000").await;
    app.press("ArrowDown").await;
    has_focus(app, "grid", "Messages").await;
    app.press("Enter").await;
    app.see("Yes: it reached the phone at").await;
    app.tab_to("button", "Copy answer for the customer").await;
    app.press("Escape").await;
    app.not_see("Yes: it reached the phone at").await;
    has_focus(app, "grid", "Messages").await;
    assert_eq!(app.state("row", "139****9000").await["selected"], true);
    app.press("/").await;
    has_focus(app, "field", "Search messages").await;
    app.type_text("\u{e003}").await;
    app.see_role("row", "138****8000").await;

    app.tab_to("button", "Failed").await;
    app.press("Space").await;
    app.see("No message fits").await;
    app.press("Space").await;
    app.see_role("row", "138****8000").await;
}

async fn open_a_number(app: &App) {
    go(app, "138").await;
    app.see_role("heading", "138****8000").await;
    app.press("Escape").await;
    app.see_role("heading", "Messages").await;
    go(app, "138").await;
    app.see_role("heading", "138****8000").await;
    for _ in 0..20 {
        if is_at(app, "什么时候到？").await {
            break;
        }
        app.press("Tab").await;
    }
    app.press("ArrowDown").await;
    assert!(
        is_at(app, "您的订单已发货").await,
        "the arrow leads to what happened before"
    );
    app.press("Enter").await;
    app.see("Yes: it reached the phone at").await;
}

/// Whether the keyboard is at what happened with this text.
async fn is_at(app: &App, text: &str) -> bool {
    let here = "return document.activeElement?.closest('main li')?.innerText.includes(arguments[0]) === true";
    app.script(here, vec![json!(text)]).await == json!(true)
}

async fn answer(app: &App, scene: &Scene) {
    go(app, "Replies").await;
    app.tab_to("grid", "Replies").await;
    app.press("ArrowDown").await;
    app.press("Enter").await;
    app.see_role("field", "Answer").await;
    app.press("r").await;
    has_focus(app, "field", "Answer").await;
    app.type_text("明天上午十点前").await;
    app.wait_until(
        "ready to be sent",
        "return page.state('button', 'Send 1 message*')?.disabled === false",
        vec![],
    )
    .await;
    app.press("Control+Enter").await;
    app.see("Your message stands in the conversation.").await;
    assert_eq!(
        scene.sent_to(3).await,
        ["13800138000", "13800138000", "13900139000"]
    );
    app.press("Escape").await;
    has_focus(app, "grid", "Replies").await;
    app.press("e").await;
    app.see("Nothing waits for you").await;
}

async fn export(app: &App) {
    go(app, "Messages").await;
    app.tab_to("button", "Export…").await;
    app.press("Enter").await;
    has_focus(app, "radio", "Excel workbook (XLSX)").await;
    app.press("ArrowDown").await;
    app.tab_to("button", "Choose where to save…").await;
    app.press("Enter").await;
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("messages.csv");
    save_as("Export", &file);
    headless::until(async || file.exists().then_some(())).await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 4, "a heading and three rows: {text}");
    app.not_see_role("dialog", "Export these messages").await;
    has_focus(app, "button", "Export…").await;
}
