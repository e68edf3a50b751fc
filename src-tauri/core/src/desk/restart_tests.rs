//! What a start has to do does not grow with what the desk has done before.
#![allow(clippy::unwrap_used)]
// The reason: in a test, what is not as expected ends the test.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::desk::ledger;
use crate::msisdn::Msisdn;
use crate::store::message::{self, Belongs, NewMessage};
use crate::store::{self, Connection, StoreError, job, poll};

/// Jobs that are over, each with its operation, its attempt and a poll that brought its report.
fn history(jobs: u32) -> Connection {
    let connection = store::in_memory();
    connection
        .execute_batch(&format!(
            "INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
                fetches_reports, enabled, created_at)
             VALUES (1, 'lianjiang', 'Codes', '', '', '', '', 500, 1, 1, 1);
             CREATE TEMP TABLE n AS WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT {jobs})
                SELECT n FROM n;
             INSERT INTO job (id, draft_id, account_id, text, extension, operator, desk, reference, approved_at,
                recipients, segments, state)
             SELECT n, n, 1, '', '', '', '', '', n, 1, 1, 'done' FROM n;
             INSERT INTO operation (id, job_id, account_id, token, path, body, body_hash, recipients, state)
             SELECT n, n, 1, n, '', '', '', 1, 'accepted' FROM n;
             INSERT INTO attempt (id, operation_id, state, prepared_at) SELECT n, n, 'accepted', n FROM n;
             INSERT INTO poll (id, account_id, kind, intent_at, outcome) SELECT n, 1, 'reports', n, 'applied' FROM n;"
        ))
        .unwrap();
    connection
}

/// How many steps the database's machine takes.
fn steps(connection: &Connection, act: impl Fn(&Connection) -> Result<(), StoreError>) -> u64 {
    let counted = Arc::new(AtomicU64::new(0));
    let count = counted.clone();
    let handler = move || {
        count.fetch_add(1, Ordering::Relaxed);
        false
    };
    connection.progress_handler(1, Some(handler)).unwrap();
    act(connection).unwrap();
    connection.progress_handler(0, None::<fn() -> bool>).unwrap();
    counted.load(Ordering::Relaxed)
}

#[test]
fn a_start_looks_only_at_what_was_not_over() {
    type Act = fn(&Connection) -> Result<(), StoreError>;
    let acts: [(&str, Act); 4] = [
        ("restart", |connection| {
            ledger::restart(&connection.unchecked_transaction()?, 5)
        }),
        ("raw polls", |connection| poll::raw(connection, false).map(drop)),
        ("open jobs", |connection| job::open(connection).map(drop)),
        ("accounts at work", |connection| {
            job::accounts_running(connection).map(drop)
        }),
    ];
    let (young, old) = (history(10), history(2_000));
    for (what, act) in acts {
        let (few, many) = (steps(&young, act), steps(&old, act));
        assert!(many < few + 100, "{what}: {few} steps became {many}");
    }
}

#[test]
fn a_question_that_was_cut_off_was_not_asked() {
    let connection = history(1);
    let belongs = Belongs {
        job_id: 1,
        operation_id: 1,
        account_id: 1,
        approved_at: 1,
        sent_again_for: None,
    };
    let messages = ["13800000001", "13800000002"].map(|number| NewMessage {
        msisdn: Msisdn::as_given(number),
        variables: None,
        text_hash: 0,
        segments: 1,
    });
    message::insert_all(&connection, belongs, &messages).unwrap();
    connection
        .execute_batch(
            "UPDATE message SET state = 'accepted', asked_at = CASE WHEN id = (SELECT min(id) FROM message) THEN 6 ELSE 7 END;
             INSERT INTO poll (account_id, kind, intent_at, outcome) VALUES (1, 'status', 7, 'intent');",
        )
        .unwrap();
    let transaction = connection.unchecked_transaction().unwrap();
    ledger::restart(&transaction, 9).unwrap();
    transaction.commit().unwrap();
    let asked: Vec<Option<i64>> = connection
        .prepare("SELECT asked_at FROM message ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(asked, [Some(6), None]);
}
