//! Pushes: the receiver is switched on, what arrives is shown as it came, and what never arrives is said.

use serde_json::{Value, json};
use switchboard_tests::window::App;

use crate::scene::{Scene, free_port, send_by};

#[tokio::test(flavor = "multi_thread")]
async fn pushes_arrive_once_the_receiver_is_on_and_can_be_pasted() {
    let scene = Scene::with_vendors(&["linkaccount"], false).await;
    let app = scene.open().await;
    send_by(&app, "LinkAccount · Parcels").await;
    app.paste(
        "Recipients",
        "13800138000\t20260105001\t张师傅\n13900139000\t20260105001\t张师傅",
    )
    .await;
    app.see("This account gets no reports here").await;
    app.click("button", "Send to 2 numbers").await;
    app.click("link", "See these messages").await;
    for masked in ["138****8000", "139****9000"] {
        app.see_in(
            ("row", masked),
            "gridcell",
            "submitted; this account gets no reports here",
        )
        .await;
    }
    let sent = scene.accepted("linkaccount", "text_send", 1).await.remove(0);

    let url = switch_on(&app).await;
    let push = json!({ "vendor": "linkaccount", "kind": "sms_status", "url": url,
        "content_type": "application/json", "body": report(&sent, 0, "1300001") });
    scene.control.post("push", push).await;
    app.click("link", "Interface log").await;
    app.click("checkbox", "Pushes").await;
    app.click("row", "Push received").await;
    app.see("It is about a message of this desk.").await;
    app.see("smsMsgId").await;
    app.click("link", "Show the message").await;
    app.see("Yes: it reached the phone at").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;

    paste(&app, &report(&sent, 1, "1300006").to_string()).await;
    app.see("1 item in it:").await;
    app.click("link", "Show the message").await;
    app.see_in(("row", "139****9000"), "gridcell", "Failed").await;
    paste(&app, "<html>").await;
    app.see("It could not be read and is kept aside as it came.")
        .await;
    app.click("link", "Interface log").await;
    app.click("switch", "Only what did not go well").await;
    app.click("row", "Push received").await;
    app.see("1 item that could not be read").await;
    app.see("pasted in").await;
    app.click("link", "Kept aside").await;
    app.see("Could not be read").await;
    app.see("<html>").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

/// A push as the vendor makes it, about the recipient at `place` of a send.
fn report(sent: &Value, place: usize, status: &str) -> Value {
    json!({ "smsMsgId": sent["msg_ids"][place], "total": "1", "sequence": "1", "status": status,
        "msg": "", "source": "2", "updateTime": "2026-01-05", "to": sent["recipients"][place],
        "extend": sent["extend"] })
}

/// Switches the receiver on, on a port of its own; gives the URL for reports of texts.
async fn switch_on(app: &App) -> String {
    let port = free_port().to_string();
    open_pushes(app).await;
    app.see("The receiver is switched off: no push can arrive here.")
        .await;
    app.see("No push of this account has ever arrived here.").await;
    app.click("link", "Receiver under Settings").await;
    app.see("Not listening.").await;
    app.fill("Port", "80").await;
    app.see("Outside the allowed range.").await;
    app.fill("Port", &port).await;
    app.click("switch", "Receive pushes on this computer*").await;
    app.see(&format!("Listening on 127.0.0.1:{port}.")).await;

    open_pushes(app).await;
    app.see(&format!("The receiver listens on 127.0.0.1:{port}."))
        .await;
    app.see_role("article", "SMS status").await;
    let url = app
        .script(
            "return [...document.querySelectorAll('article[aria-label=\"SMS status\"] code')].at(-1)?.textContent",
            vec![],
        )
        .await;
    let url = url.as_str().expect("the URL is shown").to_owned();
    assert!(url.starts_with(&format!("http://127.0.0.1:{port}/")), "{url}");
    url
}

async fn open_pushes(app: &App) {
    app.click("link", "Vendor accounts").await;
    app.click("button", "LinkAccount Parcels").await;
    app.click("tab", "Pushes").await;
}

async fn paste(app: &App, body: &str) {
    open_pushes(app).await;
    app.paste("Body", body).await;
    app.click("button", "Take it in").await;
}
