//! The made-up history that benches stand on: the product reads all of it, and it is the same every time.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use switchboard_core::contract::binding::BindingQuery;
use switchboard_core::contract::message::{
    MessageFilter, MessageQuery, MessageRow, MessageState, ReplyQuery,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::push::PushQuery;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::fill::{Wanted, fill};
use switchboard_tests::headless;

const ROWS: u32 = 4_000;

async fn open(folder: &Path) -> Desk {
    let around = headless::surroundings(
        Arc::new(MemoryKeychain::default()),
        Arc::new(NoPoints),
        DoorLimits::default(),
    );
    let folder = ProfileFolder::new(folder, ProfileKind::Practice);
    Desk::open(&folder, around).await.unwrap()
}

/// A practice profile, whose key stands in its folder, with a history in it.
async fn filled(seed: u64, now: i64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path()).await;
    headless::identify(&desk).await;
    desk.close().await;
    headless::closed(&folder.path().join("practice/switchboard.db")).await;
    let wanted = Wanted {
        rows: u64::from(ROWS),
        seed,
        now,
    };
    fill(&mut headless::database(folder.path()), wanted, |_| ()).unwrap();
    folder
}

async fn every_message(desk: &Desk) -> Vec<MessageRow> {
    let mut query = MessageQuery {
        filter: MessageFilter::default(),
        before: None,
        limit: 500,
    };
    let mut rows = Vec::new();
    loop {
        let page = desk.list_messages(query.clone()).await.unwrap();
        rows.extend(page.rows);
        query.before = page.next;
        if query.before.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn the_product_reads_all_of_it() {
    let folder = filled(1, chrono::Utc::now().timestamp_millis()).await;
    let broken: Vec<String> = headless::database(folder.path())
        .prepare("SELECT \"table\" FROM pragma_foreign_key_check")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(broken.is_empty(), "rows that belong to nothing in {broken:?}");

    let desk = open(folder.path()).await;
    let rows = every_message(&desk).await;
    assert_eq!(rows.len(), ROWS as usize);
    assert!(
        rows.is_sorted_by(|newer, older| newer.approved_at >= older.approved_at),
        "ids are not in the order of time"
    );
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        *states.entry(format!("{:?}", row.state)).or_default() += 1;
    }
    let share = |state| states.get(state).copied().unwrap_or_default() * 100 / rows.len();
    assert!((85..=97).contains(&share("Delivered")), "{states:?}");
    assert!((2..=7).contains(&share("Failed")), "{states:?}");
    for state in ["Rejected", "NoReport", "Queued", "NotSent"] {
        assert!(states.contains_key(state), "{state} is not among {states:?}");
    }

    for row in rows.iter().step_by(7) {
        let story = desk.message_story(row.id).await.unwrap();
        if matches!(row.state, MessageState::Delivered | MessageState::Failed) {
            assert!(story.events.len() >= 3, "{story:?}");
        }
    }
    let replies = ReplyQuery {
        before: None,
        limit: 500,
    };
    assert!(desk.list_replies(replies).await.unwrap().rows.len() > 10);
    let bindings = BindingQuery {
        live_only: false,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 500,
    };
    let bindings = desk.list_bindings(bindings).await.unwrap().rows;
    assert_eq!(bindings.len(), 20);
    assert!(
        !desk
            .binding_story(bindings[3].id)
            .await
            .unwrap()
            .events
            .is_empty()
    );
    let pushes = PushQuery {
        account_id: None,
        before: None,
        limit: 500,
    };
    assert_eq!(desk.list_pushes(pushes).await.unwrap().rows.len(), 500);
    for account in desk.list_accounts().await.unwrap() {
        desk.list_checks(account.id).await.unwrap();
        desk.list_templates(account.id).await.unwrap();
    }
    assert_eq!(desk.list_open_jobs().await.unwrap().len(), 1, "one job is held");
    desk.desk_status().await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_history() {
    let what = async |seed| {
        let folder = filled(seed, 1_790_000_000_000).await;
        let connection = headless::database(folder.path());
        [
            "job",
            "operation",
            "attempt",
            "message",
            "report",
            "reply",
            "push",
            "binding",
        ]
        .map(|table| {
            let mut rows = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = rows.column_count();
            let rows = rows
                .query_map([], |row| {
                    (0..columns)
                        .map(|at| Ok(format!("{:?}", row.get_ref(at)?)))
                        .collect::<Result<String, _>>()
                })
                .unwrap();
            (table, rows.map(Result::unwrap).collect::<Vec<_>>())
        })
    };
    let (first, again, other) = (what(1).await, what(1).await, what(2).await);
    assert!(first == again, "two fills of one seed differ");
    for ((table, one), (_, another)) in first.iter().zip(&other) {
        assert!(one != another, "{table} does not follow the seed");
    }
}
