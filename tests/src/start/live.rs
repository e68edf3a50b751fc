//! A live profile with a history: made by the product, its key in the keychain of this session.

use std::path::Path;
use std::sync::Arc;

use chrono::Utc;
use secrecy::{ExposeSecret as _, SecretSlice};
use serde_json::Value;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::{Keychain as _, SystemKeychain};
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;

use crate::fill::{Wanted, fill};
use crate::{headless, keychain};

const SEED: u64 = 20_611;

/// Makes a live profile in `data_dir` with so many messages in it, whose questions at the first start are answered.
/// `told` hears how many messages there are so far.
pub async fn filled(data_dir: &Path, rows: u64, told: impl FnMut(u64)) {
    keychain::require_private();
    let profile = ProfileFolder::new(data_dir, ProfileKind::Live);
    let keychain = Arc::new(SystemKeychain::default());
    let around = headless::surroundings(keychain, Arc::new(NoPoints), DoorLimits::default());
    let desk = Desk::open(&profile, around).await.expect("a profile");
    headless::identify(&desk).await;
    desk.postpone_recovery_key().await.expect("an answer");
    desk.close().await;
    let database = profile.path().join("switchboard.db");
    headless::closed(&database).await;

    let mut connection = rusqlite::Connection::open(&database).expect("the database");
    let key = key_of(&profile).await;
    let key: String = key
        .expose_secret()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))
        .expect("the key");
    let wanted = Wanted {
        rows,
        seed: SEED,
        now: Utc::now().timestamp_millis(),
    };
    fill(&mut connection, wanted, told).expect("a filled database");
}

/// The key of a profile's database, as the product has put it into the keychain of this session.
pub async fn key_of(profile: &ProfileFolder) -> SecretSlice<u8> {
    let text = std::fs::read_to_string(profile.path().join("profile.json")).expect("a profile");
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let name = format!("{}/database-key", description["id"].as_str().expect("an id"));
    let key = SystemKeychain::default().get(&name).await.expect("a keychain");
    key.expect("the key the product has put there")
}
