//! What a scenario begins with: a vendor to send to, a data folder, and perhaps an account in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, SaveAccountResult};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::{Keychain as _, SystemKeychain};
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::{Lianjiang, Sandbox};
use switchboard_tests::headless::{self, Control};
use switchboard_tests::keychain;
use switchboard_tests::window::{App, Launch};
use tempfile::TempDir;

pub const ACCOUNT: &str = "客服 Care";
pub const SIGNATURE: &str = "总机";

/// A fresh vendor and a data folder. The keychain is the one of the whole suite.
pub struct Scene {
    folder: TempDir,
    sandbox: Sandbox,
    pub control: Control,
}

impl Scene {
    /// Nothing in the data folder yet.
    pub async fn empty() -> Self {
        let address = "127.0.0.1:0".parse().expect("an address");
        let sandbox = Sandbox::start(address).await.expect("a sandbox");
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            control: Control::new(&sandbox.description().control),
            sandbox,
        }
    }

    /// Somebody has worked here before: a live profile with one account at the vendor.
    pub async fn with_account(operation_size: u32) -> Self {
        keychain::require_private();
        let scene = Self::empty().await;
        let around = headless::surroundings(
            Arc::new(SystemKeychain::default()),
            Arc::new(NoPoints),
            DoorLimits::default(),
        );
        let desk = Desk::open(&scene.profile(), around).await.expect("a profile");
        headless::identify(&desk).await;
        desk.postpone_recovery_key().await.expect("an answer");
        let vendor = scene.vendor();
        let draft = AccountDraft {
            id: None,
            vendor: "lianjiang".into(),
            name: ACCOUNT.into(),
            base_url: vendor.base_url.clone(),
            vendor_account: vendor.account.clone(),
            secret: Some(SecretString::from(vendor.key.clone())),
            extension: String::new(),
            signature: SIGNATURE.into(),
            operation_size,
            settings: BTreeMap::new(),
            appids: Vec::new(),
            x_numbers: Vec::new(),
            proxy_mode: ProxyMode::System,
            proxy_url: String::new(),
            proxy_user: String::new(),
            proxy_password: None,
            public_url: String::new(),
            fetches_reports: Some(true),
            http_acknowledged: false,
        };
        let saved = desk.save_account(draft).await.expect("an answer");
        assert!(matches!(saved, SaveAccountResult::Saved { .. }), "{saved:?}");
        desk.close().await;
        headless::closed(&scene.database()).await;
        scene
    }

    /// What the vendor knows about the account.
    pub fn vendor(&self) -> &Lianjiang {
        &self.sandbox.description().vendors.lianjiang
    }

    /// The data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The live profile in it.
    pub fn profile(&self) -> ProfileFolder {
        ProfileFolder::new(&self.data_dir(), ProfileKind::Live)
    }

    /// Its database.
    pub fn database(&self) -> PathBuf {
        self.profile().path().join("switchboard.db")
    }

    /// The key of the database, hexadecimal, from the keychain.
    pub async fn database_key(&self) -> String {
        let text = std::fs::read_to_string(self.profile().path().join("profile.json")).expect("a profile");
        let description: Value = serde_json::from_str(&text).expect("JSON");
        let name = format!("{}/database-key", description["id"].as_str().expect("an id"));
        let key = SystemKeychain::default().get(&name).await.expect("a keychain");
        key.expect("a key")
            .expose_secret()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The window on the data folder, in English.
    pub async fn open(&self) -> App {
        self.launch().open().await
    }

    /// The same, for what is to be set besides.
    pub fn launch(&self) -> Launch {
        Launch::on(self.data_dir())
    }

    /// Waits until a fault has hit this many requests of one kind.
    pub async fn kept_back(&self, operation: &str, requests: usize) {
        let url = format!("{}/log?all=1", self.sandbox.description().control);
        headless::until(async || {
            let reply = reqwest::get(&url).await.expect("the control answers");
            let log: Vec<Value> = serde_json::from_str(&reply.text().await.expect("a log")).expect("JSON");
            let hit = log
                .iter()
                .filter(|entry| entry["operation"] == operation && !entry["fault"].is_null())
                .count();
            (hit >= requests).then_some(())
        })
        .await;
    }

    /// Waits until the vendor has accepted sends to this many numbers; gives them.
    pub async fn sent_to(&self, numbers: usize) -> Vec<String> {
        let mut sent = headless::until(async || {
            let sent = self.control.sent_to().await;
            (sent.len() >= numbers).then_some(sent)
        })
        .await;
        sent.sort();
        sent
    }
}

/// Fills in a plain send; it is not sent yet.
pub async fn write(app: &App, recipients: &str, content: &str) {
    app.click("link", "Send").await;
    app.paste("Recipients", recipients).await;
    app.fill("Content", content).await;
}

/// Every file in a folder and those below it, with its bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).expect("a file");
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// The files below the folder that hold this text.
pub fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    files(folder)
        .into_iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(path, _)| path)
        .collect()
}
