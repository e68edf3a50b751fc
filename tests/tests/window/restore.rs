//! A new computer: a backup is brought back by first start, with the recovery key alone, and nothing goes out by itself.

use std::path::Path;

use serde_json::json;
use switchboard_tests::keychain::Keyring;
use switchboard_tests::window::{App, Launch, choose_folder, save_as};

use crate::scene::{ACCOUNT, Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_brought_back_on_a_new_computer_and_sends_nothing_by_itself() {
    // Each number is a request of its own.
    let scene = Scene::with_account(1).await;
    let kept = tempfile::tempdir().unwrap();
    let (key_file, backups) = (kept.path().join("key.txt"), kept.path().join("backups"));
    std::fs::create_dir(&backups).unwrap();
    let app = scene.open().await;
    leave_a_job_half_done(&app, &scene).await;
    let key = save_key(&app, &key_file).await;
    back_up(&app, &backups).await;
    // The old computer is lost.
    app.kill().await;
    scene.control.post("reset", json!({})).await;

    let new = tempfile::tempdir().unwrap();
    let keyring = Keyring::unlocked();
    let app = Launch::on(new.path()).envs(keyring.env()).open().await;
    app.click("button", "Restore from a backup…").await;
    app.fill("Recovery key", &"0".repeat(52)).await;
    app.click("button", "Choose the backup…").await;
    choose_folder("Backup .", &backups);
    app.see("This is a recovery key, but not of this backup.").await;
    app.fill("Recovery key", &key).await;
    app.click("button", "Choose the backup…").await;
    choose_folder("Backup .", &backups);
    app.see("Restored from the backup").await;
    app.see_role("heading", "Vendor accounts").await;
    app.click("button", &format!("Lianjiang {ACCOUNT}")).await;
    app.see("a copy restored from a backup").await;
    app.fill("Secret", &scene.vendor().key).await;
    app.click("button", "Save").await;
    app.see("Account saved.").await;
    app.click("link", "Messages*").await;
    app.see_in(("row", "138****8000"), "gridcell", "Outcome unknown")
        .await;
    app.see("Paused: 2 of 3 not submitted").await;
    app.quit().await;

    // Opened once more, with the account's secret in its keychain: nothing has gone out, and nothing does.
    let app = Launch::on(new.path()).envs(keyring.env()).open().await;
    app.see("Paused: 2 of 3 not submitted").await;
    app.click("link", "Interface log").await;
    app.click("link", "Polling").await;
    app.see_in(("row", "Reports"), "cell", "paused").await;
    assert_eq!(scene.control.all().await, [json!(null); 0], "not one request");

    // A person lets the account work. It fetches; what was not submitted still waits.
    app.click("link", "Vendor accounts").await;
    app.click("button", &format!("Lianjiang {ACCOUNT}")).await;
    app.click("button", "Let it work again").await;
    scene.accepted("lianjiang", "report_poll", 2).await;
    assert_eq!(scene.control.sent_to().await, [""; 0], "nobody said to send");
    app.click("link", "Messages*").await;
    app.click("button", "Resume…").await;
    app.click_in(("dialog", "Submit the rest?"), "button", "Send to 2 numbers")
        .await;
    app.see_in(("row", "137****7000"), "gridcell", "Delivered").await;
    assert_eq!(
        scene.sent_to(2).await,
        ["13700137000", "13900139000"],
        "each once"
    );
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

/// Saves the recovery key, and reads it from its file.
async fn save_key(app: &App, file: &Path) -> String {
    app.click("link", "Settings").await;
    app.click("button", "Save recovery key…").await;
    save_as("Switchboard recovery key", file);
    app.see("Recovery key saved").await;
    let text = std::fs::read_to_string(file).unwrap();
    let key = text.lines().find_map(|line| line.strip_prefix("    "));
    key.expect("a line with the key").trim().to_owned()
}

/// Three numbers, of which the first waits for the vendor's answer.
async fn leave_a_job_half_done(app: &App, scene: &Scene) {
    let slow = json!({ "operation": "plain_send", "kind": "delay", "ms": 600_000 });
    scene.control.post("faults", slow).await;
    write(app, "13800138000\n13900139000\n13700137000", "您的订单已发货").await;
    app.click("button", "Send to 3 numbers").await;
    app.click("link", "Messages").await;
    app.see_in(("row", "138****8000"), "gridcell", "Sending").await;
}

async fn back_up(app: &App, folder: &Path) {
    app.click("link", "Settings").await;
    app.click("link", "Keeping").await;
    app.click("button", "Choose a folder…").await;
    choose_folder("Backup folder", folder);
    app.see(&folder.display().to_string()).await;
    app.click("button", "Back up now").await;
    app.not_see("none yet").await;
}
