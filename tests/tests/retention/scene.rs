//! A desk with the sandbox behind it, whose clock can be moved on by years.

use std::sync::Arc;

use serde_json::{Value, json};
use switchboard_core::contract::Id;
use switchboard_core::contract::keeping::{
    Retention, RetentionKind, RetentionRule, SetRetention, Work, WorkState,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock as _, NoPoints, Surroundings};
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::Sandbox;
use switchboard_tests::conformance::practice_accounts;
use switchboard_tests::headless::{self, Control};
use switchboard_tests::keeping::{Hurried, Stopping, begun, bytes_on_disk, ended, holds};

pub struct Scene {
    pub desk: Desk,
    pub clock: Arc<Hurried>,
    pub events: Arc<Stopping>,
    pub control: Control,
    pub account: Id,
    pub folder: tempfile::TempDir,
    _sandbox: Sandbox,
}

impl Scene {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let control = Control::new(&sandbox.description().control);
        let (clock, events) = (Arc::new(Hurried::now()), Arc::new(Stopping::default()));
        let around = Surroundings {
            clock: clock.clone(),
            events: events.clone(),
            ..headless::surroundings(
                Arc::new(MemoryKeychain::default()),
                Arc::new(NoPoints),
                DoorLimits::default(),
            )
        };
        let desk = Desk::open(&ProfileFolder::new(folder.path(), ProfileKind::Practice), around)
            .await
            .unwrap();
        headless::identify(&desk).await;
        let lianjiang = practice_accounts(&sandbox)
            .into_iter()
            .find(|account| account.vendor == "lianjiang")
            .unwrap();
        let account = desk.prepare_practice(lianjiang, 0).await.unwrap();
        control
            .post("reports", json!({ "default": "DELIVRD", "after_ms": 0 }))
            .await;
        Self {
            desk,
            clock,
            events,
            control,
            account,
            folder,
            _sandbox: sandbox,
        }
    }

    /// Sends a text to numbers and waits for their reports.
    pub async fn send(&self, numbers: &str, text: &str, reference: &str) {
        let mut draft = headless::draft(&self.desk, numbers).await;
        draft.draft_id = self.clock.now().to_rfc3339();
        draft.reference = reference.into();
        draft.body = switchboard_core::contract::send::SendBody::Plain {
            signature: "总机".into(),
            content: text.into(),
        };
        headless::send(&self.desk, draft).await;
        headless::submitted(&self.desk).await;
        self.poll().await;
    }

    pub async fn poll(&self) {
        self.desk.poll_now(self.account).await.unwrap();
        self.desk.poll_now(self.account).await.unwrap();
    }

    pub async fn rule(&self, kind: RetentionKind, days: u32) {
        let set = SetRetention {
            rules: vec![RetentionRule {
                kind,
                days: Some(days),
            }],
        };
        assert!(self.desk.set_retention(set).await.unwrap().is_empty());
    }

    pub async fn run(&self) -> Work {
        let id = begun(self.desk.run_retention().await.unwrap());
        ended(&self.desk, id).await
    }

    /// A run that comes to its end.
    pub async fn clean_up(&self) -> Retention {
        let work = self.run().await;
        assert_eq!(work.state, WorkState::Done, "{work:?}");
        self.desk.retention().await.unwrap()
    }

    /// What a run would remove of a kind.
    pub async fn due(&self, kind: RetentionKind) -> u64 {
        let retention = self.desk.retention().await.unwrap();
        let of = retention.due.into_iter().find(|count| count.kind == kind);
        of.map_or(0, |count| count.rows)
    }

    pub fn database(&self) -> rusqlite::Connection {
        headless::database(self.folder.path())
    }

    pub fn sql(&self, sql: &str) {
        let database = self.database();
        database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        database.execute_batch(sql).unwrap();
    }

    pub fn ids(&self, sql: &str) -> Vec<Id> {
        let database = self.database();
        let mut statement = database.prepare(sql).unwrap();
        let ids = statement.query_map([], |row| row.get(0)).unwrap();
        ids.collect::<Result<_, _>>().unwrap()
    }

    /// How many words a text index knows.
    pub fn words(&self, index: &str) -> i64 {
        let database = self.database();
        database
            .execute_batch(&format!(
                "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, {index}, row)"
            ))
            .unwrap();
        let count = database.query_row("SELECT count(*) FROM temp.words", [], |row| row.get(0));
        count.unwrap()
    }

    /// Which of these stand somewhere in the database's pages or its write-ahead log.
    pub fn on_disk<'a>(&self, parts: &[&'a str]) -> Vec<&'a str> {
        let folder = self.folder.path().join("practice");
        let description = std::fs::read_to_string(folder.join("profile.json")).unwrap();
        let description: Value = serde_json::from_str(&description).unwrap();
        let bytes = bytes_on_disk(
            &folder.join("switchboard.db"),
            description["practice_key"].as_str().unwrap(),
        );
        parts.iter().copied().filter(|part| holds(&bytes, part)).collect()
    }

    /// Nothing refers to what is not there.
    pub fn is_whole(&self) -> bool {
        let database = self.database();
        let mut statement = database.prepare("PRAGMA foreign_key_check").unwrap();
        let broken = statement.query_map([], |_| Ok(())).unwrap().count();
        let said: String = database
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        broken == 0 && said == "ok"
    }
}
