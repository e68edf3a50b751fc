//! Reports that one desk fetched for another.

use std::sync::Arc;

use serde_json::json;
use switchboard_core::contract::Id;
use switchboard_core::contract::exchange::{ExchangeRef, ForeignItems, HandOver, TakenIn};
use switchboard_core::contract::message::{MessageState, ReportChannel, StoryWhat};
use switchboard_core::desk::Desk;
use switchboard_core::desk::hand_over::{Package, Packed};
use switchboard_core::surroundings::NoPoints;
use switchboard_sandbox::Sandbox;
use switchboard_tests::headless::{self, Control};

use crate::{PASSPHRASE, call, take};

/// Desk T01 fetches the account's reports; desk T02 sends over the same account.
struct Two {
    fetching: Desk,
    sending: Desk,
    control: Control,
    sandbox: Sandbox,
    folders: [tempfile::TempDir; 2],
}

async fn two() -> Two {
    let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let control = Control::new(&sandbox.description().control);
    control
        .post("reports", json!({ "default": "DELIVRD", "after_ms": 0 }))
        .await;
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let fetching = open(&folders[0], &sandbox, "T01").await;
    let sending = open(&folders[1], &sandbox, "T02").await;
    Two {
        fetching,
        sending,
        control,
        sandbox,
        folders,
    }
}

async fn open(folder: &tempfile::TempDir, sandbox: &Sandbox, id: &str) -> Desk {
    let vendor = &sandbox.description().vendors.lianjiang;
    let desk = headless::open(folder.path(), vendor, Arc::new(NoPoints)).await;
    call(&desk, id).await;
    desk
}

impl Two {
    /// The sending desk sends, the other one fetches the reports.
    async fn fetched_elsewhere(&self, recipients: &str) {
        headless::send(&self.sending, headless::draft(&self.sending, recipients).await).await;
        headless::submitted(&self.sending).await;
        self.fetching
            .poll_now(headless::account_id(&self.fetching).await)
            .await
            .unwrap();
    }

    async fn foreign(&self) -> Vec<ForeignItems> {
        self.fetching.list_foreign().await.unwrap()
    }

    async fn warned(&self) -> (u32, u32, u32) {
        let status = self.fetching.desk_status().await.unwrap();
        let account = self.fetching.list_accounts().await.unwrap().remove(0);
        (status.foreign_items, status.foreign_ids, account.foreign_items)
    }

    async fn packed(&self, passphrase: &str) -> Packed {
        let request = HandOver {
            account_id: headless::account_id(&self.fetching).await,
            desk: "T02".into(),
            passphrase: passphrase.into(),
        };
        self.fetching.pack(request).await.unwrap()
    }

    async fn package(&self) -> Package {
        match self.packed(PASSPHRASE).await {
            Packed::Ready(package) => package,
            Packed::PassphraseTooShort => panic!("long enough"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_fetched_elsewhere_is_handed_over_and_its_message_is_delivered() {
    let two = two().await;
    two.fetched_elsewhere("13800000001\n13800000002").await;
    assert_eq!(two.warned().await, (2, 0, 2));
    let foreign = two.foreign().await.remove(0);
    assert_eq!(
        (
            foreign.desk.as_deref(),
            foreign.reports,
            foreign.calls,
            foreign.not_handed_over
        ),
        (Some("T02"), 2, 0, 2)
    );
    assert!(foreign.first_at <= foreign.last_at && foreign.account_name == "Sandbox");
    let rows = headless::messages(&two.sending).await;
    assert!(rows.iter().all(|row| row.state == MessageState::Accepted));

    let package = two.package().await;
    assert_eq!(package.reports(), 2);
    assert!(package.name.starts_with("switchboard-T02-"), "{}", package.name);
    let file = package.bytes.clone();
    for plain in [&b"13800000001"[..], b"DELIVRD", b"T02", b"lianjiang"] {
        assert!(!file.windows(plain.len()).any(|part| part == plain));
    }
    // Nothing is handed over before the file is written.
    assert_eq!(two.warned().await.0, 2);
    two.fetching.handed_over(package).await.unwrap();
    assert_eq!(two.warned().await, (0, 0, 0));
    let foreign = two.foreign().await.remove(0);
    assert_eq!(
        (foreign.reports, foreign.not_handed_over),
        (2, 0),
        "nothing is removed"
    );

    let taken = take(&two.sending, PASSPHRASE, &file).await;
    let (new, known, matched) = (2, 0, 2);
    assert_eq!(taken, TakenIn::Taken { new, known, matched });
    for row in headless::messages(&two.sending).await {
        assert_eq!(row.state, MessageState::Delivered);
        let story = two.sending.message_story(row.id).await.unwrap();
        let decided = story.events.iter().any(|event| {
            matches!(&event.what, StoryWhat::Report { code, decided: true, channel: ReportChannel::Poll, fields, .. }
                if code == "DELIVRD" && !fields.is_empty())
        });
        assert!(decided, "{:?}", story.events);
    }

    // A second time changes nothing.
    let (new, known, matched) = (0, 2, 0);
    let again = take(&two.sending, PASSPHRASE, &file).await;
    assert_eq!(again, TakenIn::Taken { new, known, matched });

    // What was handed over may be handed over again: a file may get lost.
    assert_eq!(two.package().await.reports(), 2);
    two.fetched_elsewhere("13800000003").await;
    assert_eq!(
        two.package().await.reports(),
        1,
        "what is new, as long as there is something new"
    );
    two.fetching.close().await;
    two.sending.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_written_down_who_handed_over_and_who_took_in() {
    let two = two().await;
    two.fetched_elsewhere("13800000001").await;
    let package = two.package().await;
    let file = package.bytes.clone();
    two.fetching.handed_over(package).await.unwrap();
    take(&two.sending, PASSPHRASE, &file).await;
    // A program that knows nothing of calls can read it.
    assert!(file.starts_with(b"SWHANDO1"));
    let records = |folder: &tempfile::TempDir| -> (String, String, i64, String, String) {
        headless::database(folder.path())
            .query_row(
                "SELECT way, other_desk, reports, operator, desk FROM hand_over",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
            )
            .unwrap()
    };
    let who = "Wang Fang".to_owned();
    assert_eq!(
        records(&two.folders[0]),
        ("given".into(), "T02".into(), 1, who.clone(), "T01".into())
    );
    assert_eq!(
        records(&two.folders[1]),
        ("taken".into(), "T01".into(), 1, who, "T02".into())
    );
    two.fetching.close().await;
    two.sending.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_fit_is_told_apart() {
    let two = two().await;
    two.fetched_elsewhere("13800000001").await;
    assert!(matches!(
        two.packed("too short").await,
        Packed::PassphraseTooShort
    ));
    let file = two.package().await.bytes;

    assert_eq!(
        take(&two.sending, "wrong horse 电池", &file).await,
        TakenIn::WrongPassphrase
    );
    let mut changed = file.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert_eq!(
        take(&two.sending, PASSPHRASE, &changed).await,
        TakenIn::WrongPassphrase
    );
    for other in [&b""[..], b"PK\x03\x04 a workbook", &file[..20]] {
        assert_eq!(take(&two.sending, PASSPHRASE, other).await, TakenIn::NotAHandOver);
    }
    let desk = "T02".to_owned();
    assert_eq!(
        take(&two.fetching, PASSPHRASE, &file).await,
        TakenIn::OtherDesk { desk }
    );
    // The right desk with another account.
    let elsewhere = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let third = open(&folder, &elsewhere, "T02").await;
    let (vendor, vendor_account) = (
        "lianjiang".to_owned(),
        two.sandbox.description().vendors.lianjiang.account.clone(),
    );
    assert_eq!(
        take(&third, PASSPHRASE, &file).await,
        TakenIn::NoSuchAccount {
            vendor,
            vendor_account
        }
    );
    // None of it changed anything.
    let rows = headless::messages(&two.sending).await;
    assert!(rows.iter().all(|row| row.state == MessageState::Accepted));
    for folder in [&two.folders[1], &folder] {
        let database = headless::database(folder.path());
        let kept: i64 = database
            .query_row(
                "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM hand_over)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(kept, 0);
    }
    let nobody = HandOver {
        account_id: headless::account_id(&two.fetching).await,
        desk: "T03".into(),
        passphrase: PASSPHRASE.into(),
    };
    assert!(two.fetching.pack(nobody).await.is_err());
    for desk in [two.fetching, two.sending, third] {
        desk.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_id_that_stays_unknown_is_said_after_ten_minutes() {
    let two = two().await;
    let reports = json!([
        { "msgId": "100000000000000001", "mobile": "13900000001", "code": "DELIVRD", "ext": "" },
        { "msgId": "100000000000000002", "mobile": "13900000002", "code": "DELIVRD", "ext": "order-7" },
        // Our own token without its operation: a ledger that was set back.
        { "msgId": "100000000000000003", "mobile": "13900000003", "code": "DELIVRD", "ext": "T01abcdefghj" },
    ]);
    two.control.post("reports", reports).await;
    let account = headless::account_id(&two.fetching).await;
    two.fetching.poll_now(account).await.unwrap();
    assert_eq!(
        two.warned().await,
        (0, 0, 0),
        "the vendor's reply may tell it yet"
    );
    assert!(two.foreign().await.is_empty());
    assert_eq!(two.fetching.list_strays().await.unwrap().count, 0);
    headless::database(two.folders[0].path())
        .execute("UPDATE report SET received_at = received_at - 601000", [])
        .unwrap();
    assert_eq!(two.warned().await, (0, 2, 2));
    let foreign = two.foreign().await.remove(0);
    assert_eq!(
        (foreign.desk, foreign.reports, foreign.not_handed_over),
        (None, 2, 2)
    );
    let strays = two.fetching.list_strays().await.unwrap();
    assert_eq!(two.fetching.desk_status().await.unwrap().stray_reports, 1);
    assert_eq!((strays.count, strays.newest.len()), (1, 1));
    let stray = &strays.newest[0];
    assert_eq!(
        (stray.number_masked.as_str(), stray.token.as_str(), stray.state),
        ("139****0003", "T01abcdefghj", Some(MessageState::Delivered))
    );
    two.fetching.close().await;
    two.sending.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_that_could_not_be_read_are_listed_masked_and_newest_first() {
    let two = two().await;
    let database = headless::database(two.folders[0].path());
    let account: Id = headless::account_id(&two.fetching).await;
    database
        .execute_batch(&format!(
            "INSERT INTO poll (id, account_id, kind, intent_at, fetched_at, outcome) VALUES
                (901, {account}, 'reports', 10, 20, 'applied'), (902, {account}, 'replies', 40, NULL, 'applied');
             INSERT INTO quarantine VALUES (901, 3, '{{\"mobile\":\"13800000001\"}}', 'code is missing'),
                (901, 0, '[]', 'no object'), (902, 0, replace(printf('%.3000c', 'x'), 'x', '长'), 'too long');
             INSERT INTO push (id, account_id, kind, received_at, pasted, headers, body, applied)
             VALUES (5, {account}, 'sms_status', 30, 0, '[]', CAST('to=+8613800000001&status' AS BLOB), 1);
             INSERT INTO push_effect (push_id, position, what, why, fields) VALUES
                (5, 0, 'duplicate', NULL, '{{}}'), (5, 1, 'unreadable', 'smsMsgId is missing', '{{}}');"
        ))
        .unwrap();
    let listed = two.fetching.list_quarantined().await.unwrap();
    let of: Vec<_> = listed
        .iter()
        .map(|item| (item.of, item.at, item.why.as_str()))
        .collect();
    assert_eq!(
        of,
        [
            (ExchangeRef::Poll { id: 902 }, 40, "too long"),
            (ExchangeRef::Push { id: 5 }, 30, "smsMsgId is missing"),
            (ExchangeRef::Poll { id: 901 }, 20, "no object"),
            (ExchangeRef::Poll { id: 901 }, 20, "code is missing"),
        ]
    );
    assert_eq!(listed[0].raw.chars().count(), 1_000);
    assert!(
        listed.iter().all(|item| !item.raw.contains("13800000001")),
        "{listed:?}"
    );
    assert!(listed[3].raw.contains("138****0001"));
    two.fetching.close().await;
    two.sending.close().await;
}
