//! Opening a profile, and everything that can stand in the way: each is told apart, and none of
//! them loses or overwrites anything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use switchboard_core::contract::profile::{ProfileKind, Trouble};
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::{NotRestored, ProfileFolder, restore_key};
use switchboard_core::secrets::recovery::RecoveryError;
use switchboard_core::secrets::{Keychain, KeychainError, MemoryKeychain};
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;

struct Live {
    folder: tempfile::TempDir,
    keychain: Arc<MemoryKeychain>,
}

impl Live {
    /// A live profile with something in it, closed again.
    async fn made() -> Self {
        let live = Self {
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
        };
        let desk = live.open().await.unwrap();
        headless::identify(&desk).await;
        desk.close().await;
        headless::closed(&live.database()).await;
        live
    }

    fn profile(&self) -> ProfileFolder {
        ProfileFolder::new(self.folder.path(), ProfileKind::Live)
    }

    async fn open(&self) -> Result<Desk, Trouble> {
        self.open_with(self.keychain.clone()).await
    }

    async fn open_with(&self, keychain: Arc<dyn Keychain>) -> Result<Desk, Trouble> {
        let around = headless::surroundings(keychain, Arc::new(NoPoints), DoorLimits::default());
        Desk::open(&self.profile(), around)
            .await
            .map_err(|error| error.trouble)
    }

    fn database(&self) -> PathBuf {
        self.profile().path().join("switchboard.db")
    }

    /// Every file of the profile, byte for byte.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        std::fs::read_dir(self.profile().path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect()
    }

    /// Opening ends with `trouble` and leaves every file as it was.
    async fn refuses(&self, trouble: Trouble) {
        let before = self.files();
        assert_eq!(self.open().await.err(), Some(trouble));
        assert!(self.files() == before, "{trouble:?} changed a file");
    }

    async fn key(&self) -> String {
        let text = std::fs::read_to_string(self.profile().path().join("profile.json")).unwrap();
        let description: serde_json::Value = serde_json::from_str(&text).unwrap();
        let name = format!("{}/database-key", description["id"].as_str().unwrap());
        let key = self.keychain.get(&name).await.unwrap().unwrap();
        key.expose_secret()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    async fn sql(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.database()).unwrap();
        connection
            .execute_batch(&format!("PRAGMA key = \"x'{}'\"; {sql}", self.key().await))
            .unwrap();
    }
}

#[tokio::test]
async fn what_was_written_is_there_again_and_nothing_of_it_is_readable_on_disk() {
    let live = Live::made().await;
    let desk = live.open().await.unwrap();
    assert_eq!(desk.identity().await.unwrap().unwrap().operator, "Li Min");
    desk.close().await;
    for (path, bytes) in live.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("Li Min") && !text.contains("SQLite format"),
            "{} is readable",
            path.display()
        );
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let live = Live::made().await;
    live.sql("PRAGMA user_version = 99;").await;
    live.refuses(Trouble::NewerDatabase).await;
}

#[tokio::test]
async fn a_damaged_database_is_said_and_left_alone() {
    for at in [0, 100, 5000] {
        let live = Live::made().await;
        live.sql("PRAGMA wal_checkpoint(TRUNCATE);").await;
        let mut bytes = std::fs::read(live.database()).unwrap();
        for byte in &mut bytes[at..at + 64] {
            *byte ^= 0xA5;
        }
        std::fs::write(live.database(), &bytes).unwrap();
        live.refuses(Trouble::DatabaseDamaged).await;
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_not_made_anew() {
    let live = Live::made().await;
    for name in ["switchboard.db", "switchboard.db-wal", "switchboard.db-shm"] {
        let _ = std::fs::remove_file(live.profile().path().join(name));
    }
    live.refuses(Trouble::DatabaseMissing).await;
}

#[tokio::test]
async fn a_database_without_its_description_is_not_made_anew() {
    let live = Live::made().await;
    std::fs::remove_file(live.profile().path().join("profile.json")).unwrap();
    live.refuses(Trouble::DatabaseDamaged).await;
}

#[tokio::test]
async fn a_lost_key_is_brought_back_by_the_recovery_key_alone() {
    let live = Live::made().await;
    let desk = live.open().await.unwrap();
    assert!(desk.recovery_key_due().await.unwrap());
    let mut recovery_key = None;
    let kept: Result<(), ()> = desk
        .make_recovery_key(&live.profile(), |key| {
            recovery_key = Some(SecretString::from(key.expose_secret().to_owned()));
            Ok(())
        })
        .await
        .unwrap();
    kept.unwrap();
    assert!(!desk.recovery_key_due().await.unwrap());
    desk.close().await;
    headless::closed(&live.database()).await;
    let recovery_key = recovery_key.unwrap();
    for (path, bytes) in live.files() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains(recovery_key.expose_secret()),
            "{} holds the recovery key",
            path.display()
        );
    }

    let live = Live {
        keychain: Arc::default(),
        ..live
    };
    live.refuses(Trouble::KeyLost).await;
    let wrong = SecretString::from("0".repeat(52));
    let refused = restore_key(&live.profile(), live.keychain.as_ref(), &wrong).await;
    assert!(matches!(refused, Err(NotRestored::Key(RecoveryError::WrongKey))));
    restore_key(&live.profile(), live.keychain.as_ref(), &recovery_key)
        .await
        .unwrap();
    let desk = live.open().await.unwrap();
    assert_eq!(desk.identity().await.unwrap().unwrap().operator, "Li Min");
}

#[tokio::test]
async fn a_recovery_key_that_could_not_be_kept_is_not_put_in_force() {
    let live = Live::made().await;
    let desk = live.open().await.unwrap();
    let kept = desk
        .make_recovery_key(&live.profile(), |_| Err("the disk is full"))
        .await
        .unwrap();
    assert_eq!(kept, Err("the disk is full"));
    assert!(desk.recovery_key_due().await.unwrap());
    assert!(!live.profile().has_recovery_key());
}

/// A keychain that does not open.
struct Closed(KeychainError);

#[async_trait]
impl Keychain for Closed {
    async fn set(&self, _name: &str, _secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        Err(self.0.clone())
    }

    async fn get(&self, _name: &str) -> Result<Option<SecretSlice<u8>>, KeychainError> {
        Err(self.0.clone())
    }

    async fn delete(&self, _name: &str) -> Result<(), KeychainError> {
        Err(self.0.clone())
    }
}

#[tokio::test]
async fn without_its_keychain_a_profile_neither_opens_nor_begins() {
    for (error, trouble) in [
        (KeychainError::Missing("none".into()), Trouble::KeychainMissing),
        (KeychainError::Locked("locked".into()), Trouble::KeychainLocked),
    ] {
        let live = Live::made().await;
        let before = live.files();
        let closed = Arc::new(Closed(error.clone()));
        assert_eq!(live.open_with(closed.clone()).await.err(), Some(trouble));
        assert!(live.files() == before, "{trouble:?} changed a file");

        let new = Live {
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
        };
        assert_eq!(new.open_with(closed).await.err(), Some(trouble));
        assert!(!new.database().exists(), "a database without a kept key");
        assert!(new.open().await.is_ok(), "with its keychain it begins");
    }
}

#[test]
fn a_full_disk_loses_nothing_and_sends_nothing_and_a_read_only_one_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let lines = in_own_mount(folder.path(), "size=2m", env!("CARGO_BIN_EXE_full_disk_desk"));
    let expected = [
        r#"{"approval":"disk_full"}"#,
        r#"{"sent":0}"#,
        r#"{"trouble":"disk_full"}"#,
        r#"{"after":["accepted"]}"#,
        r#"{"sent":1}"#,
        r#"{"trouble":"read_only"}"#,
    ];
    assert_eq!(lines, expected);
}

/// Runs a program with a small disk of its own at `folder`, which no other process sees.
fn in_own_mount(folder: &Path, options: &str, program: &str) -> Vec<String> {
    let script = format!("mount -t tmpfs -o {options} tmpfs \"$1\" && exec \"$2\" \"$1\"");
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"])
        .arg(folder)
        .arg(program)
        .output()
        .expect("unshare (util-linux) is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect()
}
