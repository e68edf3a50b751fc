//! What a scenario begins with: a vendor to send to, a data folder, and perhaps an account in it.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, PushKind, SaveAccountResult, SecretKind};
use switchboard_core::contract::key::{ImportKey, KeyResult};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::push::SetReceiver;
use switchboard_core::contract::template::{SaveTemplateResult, TemplateDraft};
use switchboard_core::desk::Desk;
use switchboard_core::desk::practice::PracticeAccount;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::{Keychain as _, SystemKeychain};
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::{Lianjiang, Sandbox, Vendors};
use switchboard_tests::conformance::practice_accounts;
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

    /// Somebody has worked here before: a live profile with the sandbox's accounts at these vendors,
    /// called as in [`name_of`]. With `receiving` the receiver listens, and the vendors push to it.
    pub async fn with_vendors(vendors: &[&str], receiving: bool) -> Self {
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
        let port = if receiving { free_port() } else { 0 };
        for account in practice_accounts(&scene.sandbox) {
            if vendors.contains(&account.vendor.as_str()) {
                let name = name_of(&account.vendor);
                add(&desk, None, name, account, port).await;
            }
        }
        if receiving {
            let set = SetReceiver { enabled: true, port };
            assert!(desk.set_receiver(set).await.expect("an answer").listening);
            scene.let_push(&desk).await;
        }
        desk.close().await;
        headless::closed(&scene.database()).await;
        scene
    }

    /// Tells the vendors that are registered a URL where they push to.
    async fn let_push(&self, desk: &Desk) {
        let mut urls = json!({ "privacy_number": {} });
        for account in desk.list_accounts().await.expect("accounts") {
            for callback in desk.list_callbacks(account.id).await.expect("callbacks") {
                let url = json!(callback.local_url);
                match callback.kind {
                    PushKind::InternationalStatus => urls["intl_sms"] = url,
                    PushKind::CallRecord => urls["privacy_number"]["cdr"] = url,
                    PushKind::CallStart => urls["privacy_number"]["call_start"] = url,
                    // Each send names where these go.
                    PushKind::SmsStatus | PushKind::VoiceStatus => {}
                }
            }
        }
        self.control.post("push_urls", urls).await;
    }

    /// The accounts that the sandbox keeps.
    pub fn accounts(&self) -> Vec<PracticeAccount> {
        practice_accounts(&self.sandbox)
    }

    /// What all vendors know.
    pub fn vendors(&self) -> &Vendors {
        &self.sandbox.description().vendors
    }

    /// The requests of an operation that a vendor has accepted, once there are so many or more.
    pub async fn accepted(&self, vendor: &str, operation: &str, at_least: usize) -> Vec<Value> {
        headless::until(async || {
            let mut log = self.control.log().await;
            log.retain(|entry| entry["vendor"] == vendor && entry["operation"] == operation);
            (log.len() >= at_least).then_some(log)
        })
        .await
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

/// Chooses the account on the page *Send*, by the beginning of its line: what is left stands behind it.
pub async fn send_by(app: &App, account: &str) {
    app.click("link", "Send").await;
    app.select("Vendor account", &format!("{account}*")).await;
}

/// Fills in a plain send; it is not sent yet.
pub async fn write(app: &App, recipients: &str, content: &str) {
    app.click("link", "Send").await;
    app.paste("Recipients", recipients).await;
    app.fill("Content", content).await;
}

/// What people here call the account at a vendor.
pub fn name_of(vendor: &str) -> &'static str {
    match vendor {
        "lianjiang" => "Codes",
        "linkaccount" => "Parcels",
        "linkaccount_legacy" => "Old app",
        "intl_sms" => "Abroad",
        "privacy_number" => "Drivers",
        _ => panic!("no vendor is called {vendor}"),
    }
}

/// Saves an account of the sandbox, as a new one or in the place of one that is there.
pub async fn add(desk: &Desk, id: Option<Id>, name: &str, account: PracticeAccount, port: u16) {
    let (keys, text): (Vec<_>, Vec<_>) = account
        .secrets
        .into_iter()
        .partition(|(kind, _)| *kind != SecretKind::Secret);
    let fetches = matches!(&*account.vendor, "lianjiang" | "intl_sms");
    let draft = AccountDraft {
        id,
        name: name.into(),
        vendor: account.vendor,
        base_url: account.base_url,
        vendor_account: account.vendor_account,
        secret: text.into_iter().next().map(|(_, secret)| secret),
        extension: String::new(),
        signature: account.signature,
        operation_size: 500,
        settings: BTreeMap::new(),
        appids: account.appids,
        x_numbers: account.x_numbers,
        proxy_mode: ProxyMode::System,
        proxy_url: String::new(),
        proxy_user: String::new(),
        proxy_password: None,
        public_url: if port == 0 {
            String::new()
        } else {
            format!("http://127.0.0.1:{port}")
        },
        fetches_reports: Some(fetches),
        http_acknowledged: false,
    };
    let account_id = match desk.save_account(draft).await.expect("an answer") {
        SaveAccountResult::Saved { account } => account.id,
        SaveAccountResult::Invalid { problems } => panic!("{problems:?}"),
    };
    for (purpose, text) in keys {
        let import = ImportKey {
            account_id,
            purpose,
            text,
        };
        let stored = desk.import_key(import).await.expect("an answer");
        assert!(matches!(stored, KeyResult::Stored { .. }), "{stored:?}");
    }
    for template in account.templates {
        let draft = TemplateDraft {
            id: None,
            account_id,
            name: template.name,
            template_id: template.template_id,
            voice: template.voice,
            text: template.text,
            variable_names: Vec::new(),
        };
        let saved = desk.save_template(draft).await.expect("an answer");
        assert!(matches!(saved, SaveTemplateResult::Saved { .. }), "{saved:?}");
    }
}

/// A port that nobody listens on at the moment.
pub fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
    socket.local_addr().expect("its address").port()
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
