//! The program is killed while it sends: nothing is repeated, and what is in doubt says so.

use serde_json::json;

use crate::scene::{Scene, write};

/// After so many the next poll is at least eight seconds away.
const FAILING_POLLS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn a_send_cut_off_on_the_wire_is_unknown_and_not_repeated() {
    let scene = Scene::with_account(500).await;
    // The vendor takes it and never answers.
    scene
        .control
        .post("faults", json!({ "operation": "plain_send", "kind": "hang" }))
        .await;
    scene.control.post("reports", json!({ "hold": true })).await;
    let app = scene.open().await;
    write(&app, "13800138000", "您的订单已发货").await;
    app.click("button", "Send to 1 number").await;
    scene.sent_to(1).await;
    app.kill().await;

    let app = scene.open().await;
    app.click("link", "Messages 1 with unknown outcome").await;
    app.see_in(("row", "138****8000"), "gridcell", "Outcome unknown")
        .await;
    app.click("row", "138****8000").await;
    app.see("It may have been sent, and it may not.").await;
    app.see("the program ended during the send").await;
    app.click("button", "Look for evidence").await;
    app.see("The vendor was asked and has no report on it so far.")
        .await;
    assert_eq!(scene.control.sent_to().await, ["13800138000"], "it was repeated");

    // The vendor is out of reach for some polls, which then come seldom: it is the press that
    // brings the report.
    let fault =
        json!({ "operation": "report_poll", "kind": "status", "status": 503, "times": FAILING_POLLS });
    scene.control.post("faults", fault).await;
    scene.kept_back("report_poll", FAILING_POLLS).await;
    scene.control.post("reports", json!({ "hold": false })).await;
    app.click("button", "Look for evidence").await;
    app.see("A report was found. The message is now: Delivered.")
        .await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.see("Yes: it reached the phone at").await;
    app.see_role("link", "Messages").await;
    assert_eq!(scene.control.sent_to().await, ["13800138000"], "it was repeated");
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_cut_off_midway_waits_for_resume_and_sends_only_the_rest() {
    let scene = Scene::with_account(2).await;
    let numbers = [
        "13800138000",
        "13800138001",
        "13800138002",
        "13800138003",
        "13800138004",
        "13800138005",
    ];
    scene
        .control
        .post(
            "faults",
            json!([
                { "operation": "plain_send", "kind": "delay", "ms": 1 },
                { "operation": "plain_send", "kind": "hang" }
            ]),
        )
        .await;
    // No report yet, so that what is in doubt stays in doubt.
    scene.control.post("reports", json!({ "hold": true })).await;
    let app = scene.open().await;
    write(&app, &numbers.join("\n"), "您的订单已发货").await;
    app.click("button", "Send to 6 numbers").await;
    scene.sent_to(4).await;
    app.kill().await;

    let app = scene.open().await;
    app.click("link", "Messages 2 with unknown outcome").await;
    app.see("Paused: 2 of 6 not submitted").await;
    app.see("the program was restarted").await;
    for (number, state) in [
        ("138****8000", "Waiting for report"),
        ("138****8003", "Outcome unknown"),
        ("138****8005", "Queued"),
    ] {
        app.see_in(("row", number), "gridcell", state).await;
    }
    assert_eq!(scene.control.sent_to().await.len(), 4, "it went on by itself");

    app.click("button", "Resume…").await;
    app.see("2 numbers that were not submitted yet get their messages now.")
        .await;
    app.click("button", "Send to 2 numbers").await;
    assert_eq!(scene.sent_to(6).await, numbers, "each number once");
    scene.control.post("reports", json!({ "hold": false })).await;
    for number in ["138****8000", "138****8003", "138****8005"] {
        app.see_in(("row", number), "gridcell", "Delivered").await;
    }
    app.not_see("Paused: ").await;
    assert_eq!(scene.sent_to(6).await, numbers, "each number once");
    app.quit().await;
}
