//! A sandbox, and a desk with an account at each of its vendors.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{
    Account, AccountDraft, PushKind, Reason, SaveAccountResult, SecretKind,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::practice::{PracticeAccount, PracticeTemplate};
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, NoPoints, Surroundings, SystemClock};
use switchboard_core::vendors::Vendor;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::{Registered, Sandbox};

use super::clock::SteppedClock;
use crate::headless;

/// What one test plays with.
pub struct Bench {
    /// The desk: a practice profile, with an account at every vendor.
    pub desk: Desk,
    /// The vendors.
    pub sandbox: Sandbox,
    /// The desk's clock, where it is not the computer's.
    pub clock: Arc<SteppedClock>,
    accounts: BTreeMap<String, Id>,
    client: reqwest::Client,
    drafts: AtomicU32,
    folder: tempfile::TempDir,
}

impl Bench {
    /// A desk whose retries take no time, which takes replies of up to a megabyte.
    pub async fn new() -> Self {
        Self::with_patience(Duration::from_secs(20)).await
    }

    /// The same, which waits so long for an answer.
    pub async fn with_patience(reply: Duration) -> Self {
        let clock = Arc::new(SteppedClock::now());
        Self::made(clock.clone(), clock, reply).await.0
    }

    /// A desk by the computer's clock whose receiver listens; the vendors know where.
    pub async fn receiving() -> Self {
        let stepped = Arc::new(SteppedClock::now());
        let (bench, port) = Self::made(Arc::new(SystemClock), stepped, Duration::from_secs(20)).await;
        assert!(port > 0, "the receiver listens");
        let mut urls = json!({ "privacy_number": {} });
        for account in bench.accounts.values() {
            for callback in bench.desk.list_callbacks(*account).await.unwrap() {
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
        bench.control("push_urls", urls).await;
        bench
    }

    async fn made(clock: Arc<dyn Clock>, stepped: Arc<SteppedClock>, reply: Duration) -> (Self, u16) {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let limits = DoorLimits {
            connect: Duration::from_secs(10),
            reply,
            body_bytes: 1024 * 1024,
        };
        let keychain = Arc::new(MemoryKeychain::default());
        let around = Surroundings {
            clock,
            ..headless::surroundings(keychain, Arc::new(NoPoints), limits)
        };
        let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
        let desk = Desk::open(&profile, around).await.unwrap();
        headless::identify(&desk).await;
        let port = desk.receive_practice().await.unwrap();
        let mut accounts = BTreeMap::new();
        for account in practice_accounts(&sandbox) {
            let vendor = account.vendor.clone();
            let id = desk.prepare_practice(account, port).await.unwrap();
            accounts.insert(vendor, id);
        }
        let bench = Self {
            desk,
            sandbox,
            clock: stepped,
            accounts,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            drafts: AtomicU32::new(0),
            folder,
        };
        (bench, port)
    }

    /// The id of the account at a vendor.
    pub fn account(&self, vendor: &dyn Vendor) -> Id {
        *self
            .accounts
            .get(vendor.id())
            .unwrap_or_else(|| panic!("the sandbox does not play {}", vendor.id()))
    }

    /// The account at a vendor as it stands.
    pub async fn account_now(&self, vendor: &dyn Vendor) -> Account {
        let id = self.account(vendor);
        let accounts = self.desk.list_accounts().await.unwrap();
        accounts.into_iter().find(|account| account.id == id).unwrap()
    }

    /// Why the account at a vendor is paused, if it is.
    pub async fn pause(&self, vendor: &dyn Vendor) -> Option<Reason> {
        self.account_now(vendor).await.paused.map(|pause| pause.reason)
    }

    /// The account's form as it stands.
    pub async fn form(&self, vendor: &dyn Vendor) -> AccountDraft {
        let account = self.account_now(vendor).await;
        AccountDraft {
            id: Some(account.id),
            vendor: account.vendor,
            name: account.name,
            base_url: account.base_url,
            vendor_account: account.vendor_account,
            secret: None,
            extension: account.extension,
            signature: account.signature,
            operation_size: account.operation_size,
            settings: account.settings,
            appids: account.appids,
            x_numbers: account.x_numbers,
            proxy_mode: account.proxy_mode,
            proxy_url: account.proxy_url,
            proxy_user: account.proxy_user,
            proxy_password: None,
            public_url: account.public_url,
            fetches_reports: Some(account.fetches_reports),
            http_acknowledged: false,
        }
    }

    /// Stores an account's form; nothing of it may be refused.
    pub async fn save(&self, form: AccountDraft) {
        match self.desk.save_account(form).await.unwrap() {
            SaveAccountResult::Saved { .. } => {}
            SaveAccountResult::Invalid { problems } => panic!("{problems:?}"),
        }
    }

    /// The desk's database, opened from outside with its key.
    pub fn database(&self) -> rusqlite::Connection {
        headless::database(self.folder.path())
    }

    /// A name nothing else here has.
    pub fn draft_id(&self) -> String {
        format!("draft-{}", self.drafts.fetch_add(1, Ordering::SeqCst))
    }

    /// `POST /{path}` of the sandbox's control.
    pub async fn control(&self, path: &str, body: Value) {
        let (url, shown) = (self.control_url(path), body.to_string());
        let reply = self.client.post(url).body(body.to_string()).send().await.unwrap();
        let status = reply.status();
        let said = reply.text().await.unwrap();
        assert!(status.is_success(), "{path} {shown}: {status} {said}");
    }

    /// `GET /{path}` of the sandbox's control: an array.
    pub async fn look(&self, path: &str) -> Vec<Value> {
        let reply = self.client.get(self.control_url(path)).send().await.unwrap();
        serde_json::from_str(&reply.text().await.unwrap()).unwrap()
    }

    fn control_url(&self, path: &str) -> String {
        format!("{}/{path}", self.sandbox.description().control)
    }

    /// Requests of an operation at a vendor that reached it since the last reset, refused or kept
    /// back ones too.
    pub async fn requests(&self, vendor: &dyn Vendor, operation: &str) -> Vec<Value> {
        let of = |entry: &Value| entry["vendor"] == vendor.id() && entry["operation"] == operation;
        let mut log = self.look("log?all=1").await;
        log.retain(of);
        log
    }

    /// Those of them that took effect.
    pub async fn accepted(&self, vendor: &dyn Vendor, operation: &str) -> Vec<Value> {
        let mut log = self.requests(vendor, operation).await;
        log.retain(|entry| entry["accepted"] == true);
        log
    }

    /// Requests of an operation meet this fault until the next reset.
    pub async fn fault(&self, vendor: &dyn Vendor, operation: &str, fault: &Value) {
        let mut fault = fault.clone();
        fault["vendor"] = json!(vendor.id());
        fault["operation"] = json!(operation);
        if fault.get("times").is_none() {
            fault["times"] = Value::Null;
        }
        self.control("faults", fault).await;
    }

    /// Makes the sandbox forget what happened, faults included.
    pub async fn reset(&self) {
        self.control("reset", json!({})).await;
    }
}

fn registered(known: &Registered) -> Vec<(SecretKind, SecretString)> {
    vec![
        (SecretKind::SigningKey, known.signing_key.clone().into()),
        (SecretKind::DecryptionKey, known.decryption_key.clone().into()),
    ]
}

fn template(name: &str, template_id: &str, text: &str, voice: bool) -> PracticeTemplate {
    PracticeTemplate {
        name: name.into(),
        template_id: template_id.into(),
        text: text.into(),
        voice,
    }
}

/// The sandbox's own accounts; one per vendor it plays.
pub fn practice_accounts(sandbox: &Sandbox) -> Vec<PracticeAccount> {
    let vendors = &sandbox.description().vendors;
    let plain = |vendor: &str, base_url: &str, name: &str, secrets| PracticeAccount {
        vendor: vendor.into(),
        name: format!("At {vendor}"),
        base_url: base_url.into(),
        vendor_account: name.into(),
        signature: "总机".into(),
        secrets,
        templates: Vec::new(),
        appids: Vec::new(),
        x_numbers: Vec::new(),
    };
    let secret = |text: &str| vec![(SecretKind::Secret, SecretString::from(text))];
    let (lianjiang, linkaccount, legacy) = (
        &vendors.lianjiang,
        &vendors.linkaccount,
        &vendors.linkaccount_legacy,
    );
    let (international, privacy) = (&vendors.intl_sms, &vendors.privacy_number);
    let known = &linkaccount.registered;
    vec![
        PracticeAccount {
            templates: vec![template(
                "Code",
                &lianjiang.template_id,
                &lianjiang.template,
                false,
            )],
            ..plain(
                "lianjiang",
                &lianjiang.base_url,
                &lianjiang.account,
                secret(&lianjiang.key),
            )
        },
        PracticeAccount {
            templates: vec![
                template(
                    "Parcel",
                    &known.template_id,
                    "您的订单{订单号}已由{快递员}揽收，请留意签收。",
                    false,
                ),
                template(
                    "Spoken",
                    &known.voice_template_id,
                    "您的验证码是{验证码}，{分钟}分钟内有效。",
                    true,
                ),
            ],
            signature: known.sign_name.clone(),
            ..plain(
                "linkaccount",
                &linkaccount.base_url,
                &linkaccount.app_key,
                registered(known),
            )
        },
        plain(
            "linkaccount_legacy",
            &legacy.base_url,
            &legacy.app_id,
            registered(&legacy.registered),
        ),
        plain(
            "intl_sms",
            &international.base_url,
            &international.app_key,
            secret(&international.secret),
        ),
        PracticeAccount {
            appids: vec![privacy.appid.clone()],
            x_numbers: privacy.x_numbers.clone(),
            ..plain(
                "privacy_number",
                &privacy.base_url,
                &privacy.developer_id,
                secret(&privacy.auth_key),
            )
        },
    ]
}
