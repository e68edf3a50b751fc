//! An account's keys through the desk's verbs: where they go, how one replaces another, and that nothing stays behind.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use secrecy::{SecretSlice, SecretString};
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{
    AccountDraft, ConnectionTest, ProxyMode, SaveAccountResult, SecretKind,
};
use switchboard_core::contract::key::{
    AccountKey, GenerateKey, ImportKey, KeyChoice, KeyFlaw, KeyResult, KeySlot, KeyTest,
};
use switchboard_core::contract::problem::{FieldReason, Problem, ProblemCode};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::desk::{Desk, DeskError};
use switchboard_core::secrets::keys::PrivateKey;
use switchboard_core::secrets::{Keychain, KeychainError, MemoryKeychain};
use switchboard_core::surroundings::{NoPoints, SystemRandomness};
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;

/// A keychain that tells what it holds.
#[derive(Default)]
struct Open {
    inner: MemoryKeychain,
    names: Mutex<BTreeSet<String>>,
}

impl Open {
    /// The kinds of the accounts' entries, sorted: what stands between the profile's id and the random part.
    fn kinds(&self) -> Vec<String> {
        let names = self.names.lock().unwrap();
        let mut kinds: Vec<String> = names
            .iter()
            .filter_map(|name| name.split('/').nth(1).map(str::to_owned))
            .collect();
        kinds.sort();
        kinds
    }

    /// Something else in place of the one entry of a kind.
    async fn spoil(&self, kind: &str) {
        let name = {
            let names = self.names.lock().unwrap();
            names
                .iter()
                .find(|name| name.contains(&format!("/{kind}/")))
                .unwrap()
                .clone()
        };
        let other = PrivateKey::generate(1_024, &SystemRandomness).unwrap();
        self.inner.set(&name, &other.to_stored()).await.unwrap();
    }
}

#[async_trait]
impl Keychain for Open {
    async fn set(&self, name: &str, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        self.names.lock().unwrap().insert(name.to_owned());
        self.inner.set(name, secret).await
    }

    async fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, KeychainError> {
        self.inner.get(name).await
    }

    async fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.names.lock().unwrap().remove(name);
        self.inner.delete(name).await
    }
}

struct Bench {
    desk: Desk,
    keychain: Arc<Open>,
    _folder: tempfile::TempDir,
}

impl Bench {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keychain = Arc::new(Open::default());
        let around = headless::surroundings(
            Arc::clone(&keychain) as Arc<dyn Keychain>,
            Arc::new(NoPoints),
            DoorLimits::default(),
        );
        let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
        let desk = Desk::open(&profile, around).await.unwrap();
        headless::identify(&desk).await;
        Self {
            desk,
            keychain,
            _folder: folder,
        }
    }

    async fn save(&self, draft: AccountDraft) -> Id {
        match self.desk.save_account(draft).await.unwrap() {
            SaveAccountResult::Saved { account } => account.id,
            SaveAccountResult::Invalid { problems } => panic!("{problems:?}"),
        }
    }

    async fn generate(&self, account_id: Id, purpose: SecretKind) -> AccountKey {
        let generate = GenerateKey {
            account_id,
            purpose,
            bits: 1_024,
        };
        stored(self.desk.generate_key(generate).await.unwrap())
    }

    async fn missing(&self, account_id: Id) -> Vec<SecretKind> {
        let accounts = self.desk.list_accounts().await.unwrap();
        let account = accounts
            .into_iter()
            .find(|account| account.id == account_id)
            .unwrap();
        assert_eq!(account.has_secret, account.missing_secrets.is_empty());
        account.missing_secrets
    }
}

fn draft(vendor: &str) -> AccountDraft {
    AccountDraft {
        id: None,
        vendor: vendor.to_owned(),
        name: vendor.to_owned(),
        base_url: "https://127.0.0.1:9".to_owned(),
        vendor_account: "user".to_owned(),
        secret: None,
        extension: String::new(),
        signature: String::new(),
        operation_size: 500,
        settings: Default::default(),
        appids: Vec::new(),
        x_numbers: Vec::new(),
        proxy_mode: ProxyMode::None,
        proxy_url: String::new(),
        proxy_user: String::new(),
        proxy_password: None,
        public_url: String::new(),
        fetches_reports: None,
        http_acknowledged: false,
    }
}

fn stored(result: KeyResult) -> AccountKey {
    match result {
        KeyResult::Stored { key } => key,
        other => panic!("{other:?}"),
    }
}

fn code(error: DeskError) -> ProblemCode {
    Problem::from(error).code
}

const PURPOSES: [SecretKind; 2] = [SecretKind::SigningKey, SecretKind::DecryptionKey];

#[tokio::test]
async fn an_account_is_saved_first_and_its_keys_come_after() {
    let bench = Bench::start().await;
    let id = bench.save(draft("linkaccount")).await;
    assert_eq!(bench.missing(id).await, PURPOSES);
    for purpose in PURPOSES {
        let choice = KeyChoice {
            account_id: id,
            purpose,
        };
        assert_eq!(
            bench.desk.test_key(choice.clone()).await.unwrap(),
            KeyTest::Missing
        );
        assert_eq!(
            bench.desk.test_connection(id).await.unwrap(),
            ConnectionTest::KeyFails { purpose }
        );
        let key = bench.generate(id, purpose).await;
        assert_eq!((key.slot, key.bits), (KeySlot::Current, 1_024));
        assert_eq!(bench.desk.test_key(choice).await.unwrap(), KeyTest::Works);
    }
    assert_eq!(bench.missing(id).await, []);
    assert_eq!(
        bench.desk.test_connection(id).await.unwrap(),
        ConnectionTest::KeysWork
    );
    assert_eq!(bench.keychain.kinds(), ["key", "key"]);
    let listed = bench.desk.list_keys(id).await.unwrap();
    assert_eq!(listed.iter().map(|key| key.purpose).collect::<Vec<_>>(), PURPOSES);
    assert!(listed[0].public_pem.starts_with("-----BEGIN PUBLIC KEY-----\n"));
    bench.keychain.spoil("key").await;
    assert!(matches!(
        bench.desk.test_connection(id).await.unwrap(),
        ConnectionTest::KeyFails { .. }
    ));
}

#[tokio::test]
async fn the_old_key_stays_until_the_new_one_is_confirmed() {
    let bench = Bench::start().await;
    let id = bench.save(draft("linkaccount")).await;
    let purpose = SecretKind::SigningKey;
    let choice = KeyChoice {
        account_id: id,
        purpose,
    };
    let nothing_waits = bench.desk.use_next_key(choice.clone()).await.unwrap_err();
    assert_eq!(code(nothing_waits), ProblemCode::NotFound);
    let first = bench.generate(id, purpose).await;
    let dropped = bench.generate(id, purpose).await;
    assert_eq!(dropped.slot, KeySlot::Next);
    bench.desk.drop_next_key(choice.clone()).await.unwrap();
    assert_eq!(
        bench.desk.list_keys(id).await.unwrap(),
        std::slice::from_ref(&first)
    );
    // A second one in waiting takes the place of the first in waiting, not of the one in use.
    bench.generate(id, purpose).await;
    let next = bench.generate(id, purpose).await;
    assert_eq!(bench.desk.list_keys(id).await.unwrap(), [first, next.clone()]);
    assert_eq!(bench.keychain.kinds(), ["key", "key"]);
    bench.desk.use_next_key(choice.clone()).await.unwrap();
    let in_use = bench.desk.list_keys(id).await.unwrap();
    assert_eq!(in_use.len(), 1);
    assert_eq!(
        (in_use[0].slot, &in_use[0].fingerprint),
        (KeySlot::Current, &next.fingerprint)
    );
    assert_eq!(bench.keychain.kinds(), ["key"]);
    assert_eq!(bench.desk.test_key(choice).await.unwrap(), KeyTest::Works);
}

#[tokio::test]
async fn a_key_is_taken_or_refused_and_a_refusal_stores_nothing() {
    let bench = Bench::start().await;
    let id = bench.save(draft("linkaccount_legacy")).await;
    let key = PrivateKey::generate(2_048, &SystemRandomness).unwrap();
    let text = String::from_utf8({
        use secrecy::ExposeSecret as _;
        key.to_stored().expose_secret().to_vec()
    })
    .unwrap();
    let import = |account_id: Id, purpose: SecretKind, text: &str| {
        bench.desk.import_key(ImportKey {
            account_id,
            purpose,
            text: SecretString::from(text.to_owned()),
        })
    };
    let choice = KeyChoice {
        account_id: id,
        purpose: SecretKind::DecryptionKey,
    };
    assert_eq!(
        import(id, SecretKind::SigningKey, &key.public().pem())
            .await
            .unwrap(),
        KeyResult::Refused {
            flaw: KeyFlaw::PublicKey
        }
    );
    let unread = bench
        .desk
        .import_key_bytes(choice.clone(), SecretSlice::from(Vec::new()))
        .await;
    assert_eq!(
        unread.unwrap(),
        KeyResult::Refused {
            flaw: KeyFlaw::FileNotRead
        }
    );
    assert!(bench.keychain.kinds().is_empty());
    let taken = stored(import(id, SecretKind::SigningKey, &text).await.unwrap());
    assert_eq!(
        (taken.bits, taken.fingerprint),
        (2_048, key.public().fingerprint())
    );
    // One pair may be used for both.
    let bytes = SecretSlice::from(text.clone().into_bytes());
    stored(bench.desk.import_key_bytes(choice, bytes).await.unwrap());
    assert_eq!(
        bench.desk.test_connection(id).await.unwrap(),
        ConnectionTest::KeysWork
    );
    for (account, purpose, expected) in [
        (id, SecretKind::Secret, ProblemCode::WrongState),
        (id + 1, SecretKind::SigningKey, ProblemCode::NotFound),
    ] {
        let refused = import(account, purpose, &text).await.unwrap_err();
        assert_eq!(code(refused), expected);
    }
    let odd = GenerateKey {
        account_id: id,
        purpose: SecretKind::SigningKey,
        bits: 1_536,
    };
    assert_eq!(
        code(bench.desk.generate_key(odd).await.unwrap_err()),
        ProblemCode::WrongState
    );
}

#[tokio::test]
async fn nothing_of_a_deleted_account_stays_in_the_keychain() {
    let bench = Bench::start().await;
    let with_proxy = AccountDraft {
        proxy_mode: ProxyMode::Manual,
        proxy_url: "http://proxy.test:3128".into(),
        proxy_user: "li".into(),
        proxy_password: Some("pw".to_owned().into()),
        ..draft("linkaccount")
    };
    let id = bench.save(with_proxy).await;
    bench.generate(id, SecretKind::SigningKey).await;
    bench.generate(id, SecretKind::SigningKey).await;
    assert_eq!(bench.keychain.kinds(), ["key", "key", "proxy"]);
    bench.desk.delete_account(id).await.unwrap();
    assert!(bench.keychain.kinds().is_empty());
    assert!(bench.desk.list_keys(id).await.unwrap().is_empty());
    let gone = GenerateKey {
        account_id: id,
        purpose: SecretKind::SigningKey,
        bits: 1_024,
    };
    assert_eq!(
        code(bench.desk.generate_key(gone).await.unwrap_err()),
        ProblemCode::NotFound
    );
}

#[tokio::test]
async fn a_proxys_password_stays_until_there_is_no_use_for_it() {
    let bench = Bench::start().await;
    let with_proxy = |id: Option<Id>, password: Option<&str>| AccountDraft {
        id,
        proxy_mode: ProxyMode::Manual,
        proxy_url: "http://proxy.test:3128".into(),
        proxy_user: "li".into(),
        proxy_password: password.map(|text| text.to_owned().into()),
        ..draft("linkaccount")
    };
    let has_password = async || bench.desk.list_accounts().await.unwrap()[0].has_proxy_password;
    let id = bench.save(with_proxy(None, Some("pw"))).await;
    assert!(has_password().await);
    bench.save(with_proxy(Some(id), None)).await;
    bench.save(with_proxy(Some(id), Some(""))).await;
    assert!(has_password().await);
    bench.save(with_proxy(Some(id), Some("other"))).await;
    assert_eq!(bench.keychain.kinds(), ["proxy"]);
    let straight = AccountDraft {
        id: Some(id),
        ..draft("linkaccount")
    };
    bench.save(straight).await;
    assert!(!has_password().await);
    assert!(bench.keychain.kinds().is_empty());
}

#[tokio::test]
async fn only_a_vendor_with_a_text_secret_is_asked_for_one() {
    let bench = Bench::start().await;
    let problems = match bench.desk.save_account(draft("lianjiang")).await.unwrap() {
        SaveAccountResult::Invalid { problems } => problems,
        SaveAccountResult::Saved { .. } => panic!("saved without a secret"),
    };
    let fields: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.reason))
        .collect();
    assert_eq!(
        fields,
        [
            ("fetches_reports", FieldReason::PollingNotAnswered),
            ("secret", FieldReason::Required)
        ]
    );
    // One that is given to a vendor without a use for it is not kept.
    let with_secret = AccountDraft {
        secret: Some("s3cret".to_owned().into()),
        ..draft("linkaccount_legacy")
    };
    bench.save(with_secret).await;
    assert!(bench.keychain.kinds().is_empty());
}
