//! A live account from first start to a delivered message, and what must never be readable anywhere.

use std::path::PathBuf;

use serde_json::json;
use switchboard_tests::keychain;
use switchboard_tests::window::App;

use crate::scene::{ACCOUNT, SIGNATURE, Scene, holding};

const MESSY: &str = "１３８００１３８０００\n+86 139-0013-9000\n12345\n137 0013 7000\n(0086)13800138000";
const NUMBERS: [&str; 3] = ["13700137000", "13800138000", "13900139000"];
const MASKED: [&str; 3] = ["137****7000", "138****8000", "139****9000"];

#[tokio::test(flavor = "multi_thread")]
async fn a_live_account_sends_and_nothing_private_is_left_behind() {
    keychain::require_private();
    let scene = Scene::empty().await;
    let app = scene.open().await;
    add_account(&app, &scene).await;
    assert!(
        !secret_is_on_page(&app, &scene.vendor().key).await,
        "stored, so gone"
    );
    app.click("button", "Test connection").await;
    app.see("Messages left: 100,000.").await;

    app.click("link", "Send").await;
    app.paste("Recipients", MESSY).await;
    app.fill("Content", "您的订单已发货").await;
    app.see("Line 3: too few digits").await;
    app.see("3 valid").await;
    app.see("1 duplicate").await;
    app.fill("Reference (ticket or order number, optional)", "A-20611")
        .await;
    app.click("button", "Send to 3 numbers").await;

    expect_delivered(&app).await;
    assert_eq!(scene.sent_to(3).await, NUMBERS, "each number once");
    app.quit().await;

    let app = scene.open().await;
    expect_delivered(&app).await;
    app.click("link", "Vendor accounts").await;
    app.see_role("button", &format!("Lianjiang {ACCOUNT}")).await;
    assert!(!secret_is_on_page(&app, &scene.vendor().key).await);
    assert_eq!(scene.control.sent_to().await.len(), 3, "nothing was sent again");
    let said = app.said();
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;

    let data_dir = scene.data_dir();
    assert_eq!(
        holding(&data_dir, "database_made").len(),
        1,
        "the search finds what is there"
    );
    let key = scene.database_key().await;
    for (what, text) in [("the secret", &*scene.vendor().key), ("the database key", &key)]
        .into_iter()
        .chain(NUMBERS.map(|number| ("a full number", number)))
    {
        assert_eq!(holding(&data_dir, text), [] as [PathBuf; 0], "{what} can be read");
        assert!(!said.contains(text), "{what} was said to the terminal");
    }
}

async fn add_account(app: &App, scene: &Scene) {
    app.click("button", "Add an account").await;
    app.fill("Your name", "李敏").await;
    app.fill("Desk id", "KF3").await;
    app.click("button", "Continue").await;
    app.click("button", "Later").await;

    app.see_role("heading", "Vendor accounts").await;
    let vendor = scene.vendor();
    app.fill("Name", ACCOUNT).await;
    app.fill("Base URL", &vendor.base_url).await;
    app.fill("Account", &vendor.account).await;
    app.fill("Secret", &vendor.key).await;
    app.fill("Signature", SIGNATURE).await;
    app.click("button", "Save").await;
    app.see("Please choose one of the two answers.").await;
    assert!(
        secret_is_on_page(app, &vendor.key).await,
        "the search finds what is typed"
    );
    app.click("radio", "No, only this computer will").await;
    app.click("button", "Save").await;
    app.see("Account saved.").await;
}

async fn expect_delivered(app: &App) {
    app.click("link", "Messages").await;
    for masked in MASKED {
        app.see_in(("row", masked), "gridcell", "Delivered").await;
    }
    app.see("3 messages").await;
    app.click("row", MASKED[0]).await;
    app.see("Yes: it reached the phone at").await;
    app.see("Ref. A-20611").await;
    app.see_role("heading", MASKED[0]).await;
}

/// Whether the secret stands anywhere in the page, typed text included.
async fn secret_is_on_page(app: &App, secret: &str) -> bool {
    let found = app
        .script(
            "return document.documentElement.outerHTML.includes(arguments[0])
                || [...document.querySelectorAll('input, textarea')].some((el) => el.value.includes(arguments[0]))",
            vec![json!(secret)],
        )
        .await;
    found == json!(true)
}
