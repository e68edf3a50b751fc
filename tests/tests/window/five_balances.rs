//! What is left at each vendor, in its own unit.

use serde_json::json;

use crate::scene::{Scene, send_by};

#[tokio::test(flavor = "multi_thread")]
async fn each_vendor_has_a_card_in_its_unit_and_a_low_one_is_told() {
    let scene = Scene::with_vendors(&["lianjiang", "linkaccount", "intl_sms", "privacy_number"], false).await;
    let money = json!({ "lianjiang": 18_204, "intl_sms": 1284.5, "privacy_number": 73.25 });
    scene.control.post("balance", money).await;
    let app = scene.open().await;
    app.click("link", "Balances").await;
    app.see("Balances are not watched while this computer is off.")
        .await;
    app.see_in(("listitem", "Codes"), "status", "18,204 messages left")
        .await;
    app.see_in(("listitem", "Abroad"), "status", "1,284.5 CNY left")
        .await;
    app.see_in(("listitem", "Drivers"), "status", "73.25 yuan left")
        .await;
    app.see_in(
        ("listitem", "Account state Open"),
        "heading",
        "Privacy numbers Drivers",
    )
    .await;
    app.see_in(
        ("listitem", "No balance to ask for"),
        "heading",
        "LinkAccount Parcels",
    )
    .await;
    app.see("It has not said so to this computer.").await;

    // A threshold above what is left tells at once; the figure that comes back takes the mark away.
    app.click("button", "Set a threshold for Abroad").await;
    app.fill("Tell me below", "a lot").await;
    app.click("button", "Save").await;
    app.see("A number, please, with a point for decimals.").await;
    app.fill("Tell me below", "1500.50").await;
    app.click("button", "Save").await;
    app.see("Tell me below 1,500.5").await;
    app.see_in(("listitem", "Abroad"), "status", "1,284.5").await;
    app.see_role("listitem", "International SMS Abroad Low").await;
    app.see_role("link", "Balances 1 balance low").await;
    scene.control.post("balance", json!({ "intl_sms": 2000 })).await;
    app.click("button", "Refresh the balance of Abroad").await;
    app.see_in(("listitem", "Abroad"), "status", "2,000 CNY left")
        .await;
    app.see_role("link", "Balances").await;

    // LinkAccount says nothing of a balance until a request is refused for it.
    let refusal =
        json!({ "vendor": "linkaccount", "operation": "text_send", "kind": "code", "code": 900019 });
    scene.control.post("faults", refusal).await;
    send_by(&app, "LinkAccount · Parcels").await;
    app.paste("Recipients", "13800138000\t20260105001\t张师傅").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "See these messages").await;
    app.see_in(("row", "900019"), "gridcell", "Not submitted").await;
    app.click("link", "Balances 1 balance low").await;
    app.see_in(
        ("listitem", "The vendor last said so:"),
        "heading",
        "LinkAccount Parcels",
    )
    .await;
    app.see_role("listitem", "LinkAccount Parcels Low").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}
