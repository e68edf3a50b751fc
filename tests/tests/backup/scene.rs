//! A live profile with an account at the sandbox, and the folder its backups go to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, SaveAccountResult};
use switchboard_core::contract::keeping::WorkState;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::desk::restore::{NotRestored, restore_backup};
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::store;
use switchboard_core::surroundings::{Clock, NoPoints, Surroundings};
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::Sandbox;
use switchboard_tests::conformance::SteppedClock;
use switchboard_tests::headless::{self, Control};
use switchboard_tests::keeping::{begun, ended};

/// A computer: a data folder, a keychain and a clock.
pub struct Computer {
    pub folder: tempfile::TempDir,
    pub keychain: Arc<MemoryKeychain>,
    pub clock: Arc<SteppedClock>,
}

impl Computer {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
            clock: Arc::new(SteppedClock::now()),
        }
    }

    pub fn around(&self) -> Surroundings {
        let clock: Arc<dyn Clock> = self.clock.clone();
        Surroundings {
            clock,
            ..headless::surroundings(self.keychain.clone(), Arc::new(NoPoints), DoorLimits::default())
        }
    }

    pub fn profile(&self) -> ProfileFolder {
        ProfileFolder::new(self.folder.path(), ProfileKind::Live)
    }

    pub async fn open(&self) -> Desk {
        Desk::open(&self.profile(), self.around()).await.unwrap()
    }

    pub async fn restore(&self, chosen: &Path, recovery_key: &SecretString) -> Result<(), NotRestored> {
        restore_backup(
            &self.profile(),
            chosen,
            recovery_key,
            &self.around(),
            store::untold(),
        )
        .await
    }

    /// Everything in its data folder.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
    }
}

pub struct Scene {
    pub desk: Desk,
    pub computer: Computer,
    pub backups: tempfile::TempDir,
    pub control: Control,
    pub recovery_key: SecretString,
    pub sandbox: Sandbox,
}

impl Scene {
    /// A desk that has a recovery key, its backup folder not chosen yet.
    pub async fn new() -> Self {
        let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let control = Control::new(&sandbox.description().control);
        control
            .post("reports", json!({ "default": "DELIVRD", "after_ms": 0 }))
            .await;
        let computer = Computer::new();
        let desk = computer.open().await;
        headless::identify(&desk).await;
        let vendor = &sandbox.description().vendors.lianjiang;
        let draft = AccountDraft {
            id: None,
            vendor: "lianjiang".into(),
            name: "Support".into(),
            base_url: vendor.base_url.clone(),
            vendor_account: vendor.account.clone(),
            secret: Some(SecretString::from(vendor.key.clone())),
            extension: String::new(),
            signature: "总机".into(),
            operation_size: 1,
            settings: BTreeMap::new(),
            appids: Vec::new(),
            x_numbers: Vec::new(),
            proxy_mode: ProxyMode::None,
            proxy_url: String::new(),
            proxy_user: String::new(),
            proxy_password: None,
            public_url: String::new(),
            fetches_reports: Some(true),
            http_acknowledged: true,
        };
        let saved = desk.save_account(draft).await.unwrap();
        assert!(matches!(saved, SaveAccountResult::Saved { .. }), "{saved:?}");
        let mut recovery_key = None;
        let kept: Result<(), ()> = desk
            .make_recovery_key(&computer.profile(), |key| {
                recovery_key = Some(SecretString::from(key.expose_secret().to_owned()));
                Ok(())
            })
            .await
            .unwrap();
        kept.unwrap();
        Self {
            desk,
            computer,
            backups: tempfile::tempdir().unwrap(),
            control,
            recovery_key: recovery_key.unwrap(),
            sandbox,
        }
    }

    /// Makes a backup; gives where it is.
    pub async fn back_up(&self) -> PathBuf {
        let standing = self.desk.backup().await.unwrap();
        if standing.folder.is_none() {
            let folder = self.backups.path().to_owned();
            self.desk.set_backup_folder(folder).await.unwrap();
        }
        let id = begun(self.desk.back_up_now().await.unwrap());
        let work = ended(&self.desk, id).await;
        assert_eq!(work.state, WorkState::Done, "{work:?}");
        self.made().pop().unwrap()
    }

    /// Every backup, oldest first.
    pub fn made(&self) -> Vec<PathBuf> {
        let mut made: Vec<_> = std::fs::read_dir(self.backups.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        made.sort();
        made
    }
}
