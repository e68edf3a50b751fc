//! A scene with a history: a desk that worked for 400 days with the version before, and what has come since.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;
use switchboard_core::contract::Id;
use switchboard_core::contract::conversation::Suppress;
use switchboard_core::contract::keeping::{ExportDraft, ExportFormat, ExportList};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::contract::number::NumberRef;
use switchboard_core::contract::send::{SendBody, SendDraft};
use switchboard_core::desk::Desk;
use switchboard_core::secrets::SystemKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::fill::{Wanted, fill};
use switchboard_tests::headless;
use switchboard_tests::keeping::{begun, ended};

use crate::scene::{SIGNATURE, Scene, add};

/// The schema as it was released before history was searched.
const SCHEMA_2: &str = include_str!("../../fixtures/schema-2.sql");
const MESSAGES: u64 = 2_000;
const SEED: u64 = 20_611;

impl Scene {
    /// Somebody has worked here for 400 days with the version before, over an account at every vendor: the database is
    /// brought up to date when it is opened. Their base URL is one where nobody is.
    pub async fn with_a_past() -> Self {
        let scene = Self::with_vendors(&[], false).await;
        let key = scene.database_key().await;
        let settings: Vec<(String, Value)> = scene
            .connect(&key)
            .prepare("SELECT name, value FROM setting")
            .and_then(|mut look| {
                look.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .expect("settings");
        for ending in ["db", "db-wal", "db-shm"] {
            // Only the first is there for certain.
            let _ = std::fs::remove_file(scene.database().with_extension(ending));
        }
        let mut connection = scene.connect(&key);
        connection
            .execute_batch(&format!("{SCHEMA_2} PRAGMA user_version = 2;"))
            .expect("the schema");
        for setting in settings {
            connection
                .execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", setting)
                .expect("a setting");
        }
        let wanted = Wanted {
            rows: MESSAGES,
            seed: SEED,
            now: chrono::Utc::now().timestamp_millis(),
        };
        fill(&mut connection, wanted, |_| ()).expect("a filled database");
        scene
    }

    /// A connection of one's own to the database.
    pub fn connect(&self, key: &str) -> Connection {
        let connection = Connection::open(self.database()).expect("the database");
        connection
            .execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))
            .expect("the key");
        connection
    }

    /// The desk without its window. What is done with it is done before the window opens.
    pub async fn headless(&self) -> Desk {
        let keychain = Arc::new(SystemKeychain::default());
        let around = headless::surroundings(keychain, Arc::new(NoPoints), DoorLimits::default());
        Desk::open(&self.profile(), around).await.expect("a profile")
    }

    /// Closes that desk, to the last of its threads.
    pub async fn leave(&self, desk: Desk) {
        desk.close().await;
        drop(desk);
        headless::closed(&self.database()).await;
    }

    /// Puts the sandbox behind the accounts of the past, and lets a morning go by: messages that arrived and one nobody
    /// knows the outcome of, replies, reports of another desk and of nobody's message, one that cannot be read, a refused
    /// signature, numbers that are not to be written to.
    pub async fn with_a_morning(&self) {
        let desk = self.headless().await;
        for mut account in self.accounts() {
            // Those of the past have the same names.
            account.templates.clear();
            let there = desk.list_accounts().await.expect("accounts");
            let old = there
                .into_iter()
                .find(|old| old.vendor == account.vendor)
                .expect("one each");
            add(&desk, Some(old.id), &old.name, account, 0).await;
        }
        let account = account_of(&desk, "lianjiang").await;
        self.control
            .post(
                "reports",
                json!({ "default": "DELIVRD", "after_ms": 0, "outcomes": { "13700137000": "MK:0001" } }),
            )
            .await;
        send(
            &desk,
            account,
            "13800138000\n13900139000\n13700137000",
            "您的订单已发货，预计明日送达，请保持电话畅通。",
        )
        .await;
        let drop = json!({ "operation": "plain_send", "kind": "drop_after" });
        self.control.post("faults", drop).await;
        self.control
            .post("reports", json!({ "outcomes": { "13600136000": null } }))
            .await;
        send(
            &desk,
            account,
            "13600136000",
            "您预约的维修服务已确认，工程师将提前30分钟与您联系。",
        )
        .await;
        let replies = json!([
            { "mobile": "13900139000", "content": "TD" },
            { "mobile": "13700137000", "content": "收到，谢谢 😀" },
            { "mobile": "13800138000", "content": "请问什么时候能到？我今天下午不在家，可以放到小区门口的快递柜里吗？" },
        ]);
        self.control.post("replies", replies).await;
        self.control
            .post(
                "reports",
                json!([
                    { "msgId": "100000000000000001", "mobile": "13900000001", "code": "DELIVRD", "ext": "T02abcdefghj" },
                    { "msgId": "100000000000000002", "mobile": "13900000002", "code": "DELIVRD", "ext": "T02abcdefghk" },
                ]),
            )
            .await;
        desk.poll_now(account).await.expect("a poll");
        let odd = json!({ "operation": "report_poll", "kind": "reply",
            "body": { "code": 20000, "desc": "ok", "list": [{ "mobile": "13800138000", "time": "2026-11-23 10:00:00" }] } });
        self.control.post("faults", odd).await;
        desk.poll_now(account).await.expect("a poll");
        for (number, why) in [
            ("13500135000", "回复“退订”"),
            ("+1 415 555 2671", "Asked on the phone for no more messages"),
        ] {
            let of = NumberRef::Typed {
                digits: number.into(),
            };
            desk.suppress(Suppress { of, why: why.into() })
                .await
                .expect("an answer");
        }
        self.leaves_the_program(&desk).await;
        let refused = json!({ "operation": "balance", "kind": "code", "code": 40008 });
        self.control.post("faults", refused).await;
        desk.test_connection(account).await.expect("an answer");
        desk.resume_account(account).await.expect("an answer");
        self.leave(desk).await;
    }

    /// An export, a look at a number, and a backup.
    async fn leaves_the_program(&self, desk: &Desk) {
        let newest = headless::messages(desk).await.pop().expect("a message");
        desk.reveal_number(newest.id).await.expect("a number");
        let kept = self.data_dir().with_file_name("kept");
        std::fs::create_dir(&kept).expect("a folder");
        let draft = ExportDraft {
            list: ExportList::Messages {
                filter: MessageFilter::default(),
            },
            format: ExportFormat::Csv,
            full_numbers: true,
            headings: BTreeMap::new(),
        };
        let export = desk
            .export(draft, kept.join("messages.csv"))
            .await
            .expect("an answer");
        ended(desk, begun(export)).await;
        desk.set_backup_folder(kept).await.expect("an answer");
        let backup = desk.back_up_now().await.expect("an answer");
        ended(desk, begun(backup)).await;
    }
}

/// The account at a vendor.
pub async fn account_of(desk: &Desk, vendor: &str) -> Id {
    let accounts = desk.list_accounts().await.expect("accounts");
    let found = accounts.into_iter().find(|account| account.vendor == vendor);
    found.expect("an account").id
}

/// Sends by an account, and waits until nothing is on its way.
pub async fn send(desk: &Desk, account_id: Id, recipients: &str, content: &str) {
    let draft = SendDraft {
        callback_url: String::new(),
        draft_id: format!("draft-{recipients}"),
        account_id,
        recipients: recipients.into(),
        body: SendBody::Plain {
            signature: SIGNATURE.into(),
            content: content.into(),
        },
        reference: "A-20611".into(),
        echo: String::new(),
    };
    headless::send(desk, draft).await;
    headless::submitted(desk).await;
}
