//! Privacy numbers: what is bound, who sees whom, what goes through it, and that it ends when it should.

use serde_json::{Value, json};
use switchboard_tests::window::App;

use crate::scene::Scene;

const A: &str = "13800000001";
const B: &str = "13900000002";

#[tokio::test(flavor = "multi_thread")]
async fn two_people_are_bound_call_and_are_released() {
    let scene = Scene::with_vendors(&["privacy_number"], true).await;
    let x = scene.vendors().privacy_number.x_numbers.clone();
    let app = scene.open().await;
    app.click("link", "Privacy numbers").await;
    app.see("Nothing is bound at the moment").await;
    bind_two(&app, &scene, &x[0]).await;
    conflict(&app, &scene, &x[0]).await;
    call_through(&app, &scene, &x[0]).await;
    release(&app, &scene).await;
    one_number(&app, &scene, &x[1]).await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

/// An AXB by which B sees A's number: said, and asked for.
async fn bind_two(app: &App, scene: &Scene, x: &str) {
    app.click("link", "Bind a privacy number").await;
    app.see("Choose how long.").await;
    app.select("X number", x).await;
    app.fill("A's number", A).await;
    app.fill("B's number", "139 0000 0002").await;
    app.click("radio", "1 h*").await;
    app.fill("Ticket or order number (optional)", "A-20611").await;
    app.see("Both see X. Neither sees the other's real number.").await;
    app.wait_until(
        "ready to bind",
        "return page.state('button', 'Bind 138*')?.disabled === false",
        vec![],
    )
    .await;

    app.click("switch", "Show A's real number to B").await;
    let tick = format!("B shall see A's real number {A} when A calls");
    app.see(&format!("B sees A's real number {A} when A calls."))
        .await;
    app.see_role("checkbox", &tick).await;
    assert_eq!(app.state("button", "Bind 138*").await["disabled"], json!(true));
    app.click("checkbox", &tick).await;
    app.click("button", "Bind 138*").await;

    app.see_role("heading", &format!("X {x}")).await;
    app.see_in(("row", x), "gridcell", "Bound").await;
    app.see_in(("row", x), "gridcell", "59 min").await;
    app.see_in(("row", x), "gridcell", "A-20611").await;
    app.see("1 live binding").await;
    app.see("B sees A's real number when A calls.").await;
    let bound = scene.accepted("privacy_number", "axb_bind", 1).await;
    assert_eq!(bound.len(), 1, "bound once");
    let sent = [("anum", json!(A)), ("bnum", json!(B)), ("display", json!("1,0"))];
    for (name, value) in sent {
        assert_eq!(bound[0][name], value, "{}", bound[0]);
    }

    // Who is connected is looked at on purpose only.
    app.not_see(A).await;
    app.click("button", "Show the full numbers (this is recorded)")
        .await;
    app.see(A).await;
    app.see(B).await;
    app.click("button", "Hide the numbers").await;
    app.not_see(A).await;
}

/// What is on the X already is shown before anything is sent.
async fn conflict(app: &App, scene: &Scene, x: &str) {
    app.click("link", "Bind…").await;
    app.select("X number", &format!("{x} · in use until*")).await;
    app.fill("A's number", "13800000003").await;
    app.fill("B's number", "13900000004").await;
    app.click("radio", "30 min*").await;
    app.see("This X is in use").await;
    app.see_in(("listitem", "138****0001"), "link", "Show it").await;
    app.see("Something on this X stands in the way.").await;
    assert_eq!(app.state("button", "Bind 138*").await["disabled"], json!(true));
    app.click("link", "Show it").await;
    app.see_role("heading", &format!("X {x}")).await;
    assert_eq!(
        scene.accepted("privacy_number", "axb_bind", 1).await.len(),
        1,
        "nothing more was asked for"
    );
}

async fn call_through(app: &App, scene: &Scene, x: &str) {
    app.see("No push of this account has ever arrived here, so calls cannot be seen.")
        .await;
    let call =
        json!({ "x_number": x, "caller": A, "result": "answered", "duration": 42, "smsContent": "到了" });
    scene.control.post("calls", call).await;
    let calls = ("region", "Calls and short messages");
    app.see_in(calls, "listitem", "42 s").await;
    app.see_in(calls, "listitem", "到了").await;
    app.see_in(calls, "listitem", "138****0001").await;
}

async fn release(app: &App, scene: &Scene) {
    app.click("button", "Release…").await;
    app.see("A and B can no longer reach each other through X.").await;
    app.click("button", "Release").await;
    app.see("Released at").await;
    app.see("X is free for another binding.").await;
    app.see("Full numbers looked at").await;
    app.see("0 live bindings").await;
    let released = scene.accepted("privacy_number", "axb_release", 1).await;
    assert_eq!(released.len(), 1, "released once");
    app.click("button", "Close").await;
}

/// An XA whose release is refused at first.
async fn one_number(app: &App, scene: &Scene, x: &str) {
    app.click("link", "Bind a privacy number").await;
    app.click("radio", "XA: one person*").await;
    app.select("X number", x).await;
    app.fill("A's number", A).await;
    app.click("radio", "for ever*").await;
    let for_ever = "It never ends by itself: somebody must release it";
    app.see_role("checkbox", for_ever).await;
    assert_eq!(
        app.state("button", "Bind X → 138*").await["disabled"],
        json!(true)
    );
    app.click("radio", "2 h*").await;
    app.not_see_role("checkbox", for_ever).await;
    app.click("button", "Bind X → 138*").await;
    app.see_in(("row", x), "gridcell", "Bound").await;
    app.see_in(("row", x), "gridcell", "1 h 59 min").await;
    let bound = scene.accepted("privacy_number", "xa_bind", 1).await;
    assert_eq!(bound[0]["ttl"], json!(7200), "{}", bound[0]);

    let refusal =
        json!({ "vendor": "privacy_number", "operation": "xa_release", "kind": "code", "code": 1302 });
    scene.control.post("faults", refusal).await;
    app.click("button", "Release…").await;
    app.click("button", "Release").await;
    app.see_role("alert", "Still bound: the release did not work")
        .await;
    app.see_in(("row", x), "gridcell", "Still bound").await;
    app.see_role("link", "Privacy numbers 1 binding in doubt").await;
    app.click("button", "Try to release again…").await;
    app.click("button", "Release").await;
    app.see("Released at").await;
    app.see_role("link", "Privacy numbers").await;
    let released = scene.accepted("privacy_number", "xa_release", 1).await;
    assert_eq!(
        released
            .iter()
            .filter(|one| one["accepted"] == Value::Bool(true))
            .count(),
        1
    );
}
