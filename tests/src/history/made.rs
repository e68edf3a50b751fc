//! A practice profile with a history, made by the product and filled.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::Utc;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::store::{self, Progress};
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;

use crate::fill::{Wanted, fill};
use crate::headless;

const SEED: u64 = 20_611;

/// The schema as it was released before history was searched: what the product brings up to date.
const SCHEMA_2: &str = include_str!("../../fixtures/schema-2.sql");

/// A filled profile that is open in nothing.
pub struct Made {
    folder: PathBuf,
    /// What bringing its database up to date took.
    pub updated: Updated,
}

/// How bringing a database up to date went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Updated {
    /// From opening to being there.
    pub taken: Duration,
    /// The longest time in which nothing was heard of it.
    pub longest_silence: Duration,
    /// How often something was heard of it.
    pub told: usize,
}

impl Made {
    /// In this folder, with so many messages; `told` hears how many there are. The database is filled as the version
    /// before left it, and the product brings it up to date.
    pub async fn with(folder: &Path, rows: u64, told: impl FnMut(u64)) -> Self {
        let mut made = Self {
            folder: folder.to_owned(),
            updated: Updated::default(),
        };
        let desk = made.open().await;
        headless::identify(&desk).await;
        made.closed(desk).await;
        let mut connection = made.before();
        let wanted = Wanted {
            rows,
            seed: SEED,
            now: Utc::now().timestamp_millis(),
        };
        fill(&mut connection, wanted, told).expect("a filled database");
        drop(connection);
        made.updated = made.update().await;
        made.checkpoint();
        made
    }

    /// One that was made before.
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            updated: Updated::default(),
        }
    }

    /// An empty database of the version before, with the settings of the one that was there.
    fn before(&self) -> Connection {
        let profile = self.folder.join("practice");
        let database = profile.join("switchboard.db");
        let settings: Vec<(String, Value)> = headless::database(&self.folder)
            .prepare("SELECT name, value FROM setting")
            .and_then(|mut look| {
                look.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .expect("settings");
        for file in ["switchboard.db", "switchboard.db-wal", "switchboard.db-shm"] {
            let file = profile.join(file);
            if file.exists() {
                std::fs::remove_file(file).expect("room for the other");
            }
        }
        assert!(!database.exists());
        let connection = headless::database(&self.folder);
        connection.execute_batch(SCHEMA_2).expect("the schema");
        connection
            .execute_batch("PRAGMA user_version = 2;")
            .expect("a version");
        for (name, value) in settings {
            connection
                .execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", (name, value))
                .expect("a setting");
        }
        connection
    }

    async fn update(&self) -> Updated {
        let begun = Instant::now();
        let heard = Arc::new(Mutex::new(vec![begun]));
        let hears = heard.clone();
        let progress = Arc::new(move |_| hears.lock().expect("times").push(Instant::now()));
        let desk = self.open_told(progress).await;
        let taken = begun.elapsed();
        self.closed(desk).await;
        let mut heard = heard.lock().expect("times").clone();
        heard.push(begun + taken);
        let silence = heard.windows(2).map(|pair| pair[1] - pair[0]).max();
        Updated {
            taken,
            longest_silence: silence.unwrap_or_default(),
            told: heard.len() - 2,
        }
    }

    /// Everything in one file, which is nowhere else: the copy made before bringing it up to date is as large.
    fn checkpoint(&self) {
        self.connect()
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")
            .expect("one file");
        let folder = std::fs::read_dir(self.folder.join("practice")).expect("the profile");
        for path in folder.map(|entry| entry.expect("a file").path()) {
            if path.to_string_lossy().contains("before-version") {
                std::fs::remove_file(path).expect("room");
            }
        }
    }

    /// The product on it.
    pub async fn open(&self) -> Desk {
        self.open_told(store::untold()).await
    }

    async fn open_told(&self, progress: Progress) -> Desk {
        let keychain = Arc::new(MemoryKeychain::default());
        let around = headless::surroundings(keychain, Arc::new(NoPoints), DoorLimits::default());
        let profile = ProfileFolder::new(&self.folder, ProfileKind::Practice);
        Desk::open_told(&profile, around, progress)
            .await
            .expect("the profile opens")
    }

    /// Closes the product, to the last of its threads.
    pub async fn closed(&self, desk: Desk) {
        desk.close().await;
        drop(desk);
        headless::closed(&self.folder.join("practice").join("switchboard.db")).await;
    }

    /// A connection of one's own, set up as the product's are.
    pub fn connect(&self) -> Connection {
        let connection = headless::database(&self.folder);
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON;
                 PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;
                 PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;",
            )
            .expect("pragmas");
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .expect("a setting");
        connection.set_prepared_statement_cache_capacity(200);
        connection
    }
}
