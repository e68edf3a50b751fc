//! The recovery key: kept in a file of the user's, and the only way back when the keychain is lost.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::json;
use switchboard_tests::keychain::Keyring;
use switchboard_tests::window::save_as;

use crate::scene::{ACCOUNT, Scene, holding, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_recovery_key_opens_the_history_on_a_new_keychain() {
    let scene = Scene::with_account(500).await;
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("key.txt");
    let app = scene.open().await;
    write(&app, "13800138000", "您的订单已发货").await;
    app.click("button", "Send to 1 number").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;

    app.click("link", "Settings").await;
    app.click("button", "Save recovery key…").await;
    save_as("Switchboard recovery key", &file);
    app.see("Recovery key saved").await;
    app.see(&file.display().to_string()).await;
    let text = std::fs::read_to_string(&file).unwrap();
    #[cfg(unix)]
    {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "others can read the key");
    }
    let written = text
        .lines()
        .find_map(|line| line.strip_prefix("    "))
        .expect("a line with the key")
        .trim();
    let bare: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    assert_eq!(bare.len(), 52, "{written}");
    assert_eq!(
        holding(kept.path(), written),
        std::slice::from_ref(&file),
        "the search finds it"
    );
    for key in [written, &bare] {
        let page = app
            .script(
                "return document.documentElement.outerHTML.includes(arguments[0]) || page.shows(arguments[0])",
                vec![json!(key)],
            )
            .await;
        assert_eq!(page, json!(false), "the key stands on the page");
        assert_eq!(holding(&scene.data_dir(), key), [] as [PathBuf; 0]);
    }
    app.quit().await;

    let new = Keyring::unlocked();
    let app = scene.launch().envs(new.env()).open().await;
    app.see_role("heading", "The key to your data is not in the keychain")
        .await;
    app.fill("Recovery key", &"0".repeat(52)).await;
    app.click("button", "Open with this key").await;
    app.see("This is a recovery key, but not of this database.").await;
    app.fill("Recovery key", written).await;
    app.click("button", "Open with this key").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.click("link", "Vendor accounts").await;
    app.see_role("button", &format!("Lianjiang {ACCOUNT}")).await;
    app.quit().await;

    // The database key is in the new keychain now.
    let app = scene.launch().envs(new.env()).open().await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Delivered").await;
    app.quit().await;
}
