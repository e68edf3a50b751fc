//! The short form of `cargo xtask bench history`: every question is answered on a filled database that was brought up to
//! date, none goes through a whole table, and every report of a bulk ingest decides its message. The figures themselves
//! are the bench's.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use serde_json::Value;
use switchboard_tests::history::{Figures, Made, ingest, measure};

const ROWS: u64 = 3_000;
const RUNS: usize = 3;
const REPORTS: usize = 600;

/// Questions whose answer may be empty in so small a database.
const MAY_BE_EMPTY: [&str; 10] = [
    "number abroad, country code",
    "state queued",
    "state not sent",
    "state unknown",
    "operator + unknown",
    "text + unknown",
    "text + state + account",
    "prefix + state",
    "code + account",
    "text, not there",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_is_answered_without_going_through_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let made = Made::with(folder.path(), ROWS, |_| ()).await;
    let (rows, complaints) = measure(&made, RUNS, |_| ()).await;
    assert_eq!(complaints, [""; 0]);
    for row in &rows {
        assert!(
            row.results > 0 || MAY_BE_EMPTY.contains(&row.name.as_str()),
            "{} found nothing",
            row.name
        );
    }
    let ingested = ingest(&made, REPORTS).await;
    let figures = Figures {
        rows: ROWS,
        small: rows.clone(),
        large: rows,
        ingested,
        updated: made.updated,
    };
    assert!(made.updated.told > 0, "bringing it up to date was told of");
    let line: Value = serde_json::from_str(&figures.line()).unwrap();
    assert_eq!(
        (line["bench"].as_str(), line["rows"].as_u64()),
        (Some("history"), Some(ROWS))
    );
    for figure in ["worst_p95_ms", "worst_ratio", "growth_10k_to_n", "ingest_ratio"] {
        assert!(
            line[figure].as_f64().is_some_and(|value| value > 0.0),
            "{figure}: {line}"
        );
    }
}
