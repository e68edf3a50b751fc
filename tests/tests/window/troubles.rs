//! What keeps a profile from opening: each has a screen that says what happened and what to do,
//! none changes a file, and once the cause is mended *Try again* opens it.

use std::path::PathBuf;

use switchboard_tests::keychain::{self, Keyring};
use switchboard_tests::window::App;

use crate::scene::{Scene, files};
use crate::words::Words;

/// What a trouble must not change. The shared memory of the write-ahead log holds nothing.
fn kept(scene: &Scene) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = files(scene.profile().path());
    all.retain(|(path, _)| !path.to_string_lossy().ends_with("-shm"));
    all
}

async fn expect_trouble(app: &App, words: &Words, trouble: &str) {
    app.see_role("heading", words.get(&format!("start:trouble.title.{trouble}")))
        .await;
    for part in ["happened", "untouched", "todo"] {
        app.see(words.get(&format!("start:trouble.{part}.{trouble}")))
            .await;
    }
    app.see(&app.data_dir().display().to_string()).await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
}

async fn expect_open(app: &App, words: &Words) {
    app.see_role("heading", words.get("messages:heading")).await;
    app.see_role("link", words.get("frame:desk.messages")).await;
}

async fn each_database_trouble(words: Words) {
    let scene = Scene::with_account(500).await;
    let database = scene.database();
    let key = scene.database_key().await;
    let sql = |sql: &str| {
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection
            .execute_batch(&format!(
                "PRAGMA key = \"x'{key}'\"; {sql} PRAGMA wal_checkpoint(TRUNCATE);"
            ))
            .unwrap();
    };
    let version: i64 = {
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection
            .execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))
            .unwrap();
        connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    };
    sql("");
    let whole = std::fs::read(&database).unwrap();

    let mut damaged = whole.clone();
    for byte in &mut damaged[5000..5064] {
        *byte ^= 0xA5;
    }
    std::fs::write(&database, &damaged).unwrap();
    let before = kept(&scene);
    let app = scene.launch().language(words.locale()).open().await;
    expect_trouble(&app, &words, "database_damaged").await;
    assert!(kept(&scene) == before, "a damaged database was touched");
    std::fs::write(&database, &whole).unwrap();
    app.click("button", words.get("start:trouble.retry")).await;
    expect_open(&app, &words).await;
    app.quit().await;

    sql("PRAGMA user_version = 99;");
    let before = kept(&scene);
    let app = scene.launch().language(words.locale()).open().await;
    expect_trouble(&app, &words, "newer_database").await;
    app.click("button", words.get("start:trouble.retry")).await;
    expect_trouble(&app, &words, "newer_database").await;
    assert!(kept(&scene) == before, "a newer database was touched");
    app.click("button", words.get("common:back")).await;
    app.see_role("button", words.get("start:open")).await;
    sql(&format!("PRAGMA user_version = {version};"));
    app.click("button", words.get("start:open")).await;
    expect_open(&app, &words).await;
    app.quit().await;

    let aside = scene.data_dir().join("aside");
    std::fs::rename(&database, &aside).unwrap();
    let before = kept(&scene);
    let app = scene.launch().language(words.locale()).open().await;
    expect_trouble(&app, &words, "database_missing").await;
    assert!(kept(&scene) == before, "a new database was made");
    assert!(!database.exists(), "a new database was made");
    std::fs::rename(&aside, &database).unwrap();
    app.click("button", words.get("start:trouble.retry")).await;
    expect_open(&app, &words).await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_open_says_why_in_english() {
    each_database_trouble(Words::english()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_open_says_why_in_chinese() {
    each_database_trouble(Words::chinese()).await;
}

async fn each_keychain_trouble(words: Words) {
    let scene = Scene::with_account(500).await;
    let before = kept(&scene);
    let app = scene
        .launch()
        .language(words.locale())
        .envs(keychain::none())
        .open()
        .await;
    expect_trouble(&app, &words, "keychain_missing").await;
    app.click("button", words.get("start:trouble.retry")).await;
    expect_trouble(&app, &words, "keychain_missing").await;
    app.click("button", words.get("common:back")).await;
    app.see_role("button", words.get("start:open")).await;
    app.quit().await;
    assert!(kept(&scene) == before, "without a keychain a file was changed");

    let empty = Keyring::unlocked();
    let app = scene
        .launch()
        .language(words.locale())
        .envs(empty.env())
        .open()
        .await;
    expect_trouble(&app, &words, "key_lost").await;
    app.see(words.get("start:restore.never_saved")).await;
    app.quit().await;
    assert!(kept(&scene) == before, "with its key lost a file was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_is_not_there_says_so_in_english() {
    each_keychain_trouble(Words::english()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_is_not_there_says_so_in_chinese() {
    each_keychain_trouble(Words::chinese()).await;
}

async fn locked(words: Words) {
    let scene = Scene::empty().await;
    let mut keyring = Keyring::unlocked();
    let launch = || scene.launch().language(words.locale()).envs(keyring.env());
    let app = launch().open().await;
    app.click("button", words.get("start:add")).await;
    app.fill(words.get("start:identity.operator"), "李敏").await;
    app.fill(words.get("start:identity.desk"), "KF3").await;
    app.click("button", words.get("start:identity.go_on")).await;
    app.click("button", words.get("start:recovery.later")).await;
    app.see_role("heading", words.get("frame:desk.accounts")).await;
    app.quit().await;

    keyring.lock();
    let before = kept(&scene);
    let app = launch().open().await;
    expect_trouble(&app, &words, "keychain_locked").await;
    assert!(
        kept(&scene) == before,
        "with a locked keychain a file was changed"
    );
    keyring.restart();
    app.click("button", words.get("start:trouble.retry")).await;
    expect_open(&app, &words).await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_says_so_in_english() {
    locked(Words::english()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_says_so_in_chinese() {
    locked(Words::chinese()).await;
}
