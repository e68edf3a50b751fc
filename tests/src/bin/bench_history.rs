//! `bench_history ROWS [RUNS REPORTS]`: what `cargo xtask bench history` runs. Its last line is JSON; it fails where a
//! plan goes through a whole table.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::expect_used)]
// The reasons: it talks to a person through these; it ends where something is not as expected.

use std::process::ExitCode;
use std::time::Instant;

use switchboard_tests::history::{Figures, Made, ingest, measure};

/// What growth is measured from.
const SMALL: u64 = 10_000;
/// Runs of each question.
const RUNS: usize = 100;
const REPORTS: usize = 100_000;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<u64> = std::env::args()
        .skip(1)
        .map(|argument| argument.parse().expect("bench_history ROWS [RUNS REPORTS]"))
        .collect();
    let rows = arguments
        .first()
        .copied()
        .expect("bench_history ROWS [RUNS REPORTS]");
    let at = |at: usize, otherwise: usize| {
        let given = arguments.get(at).map(|given| usize::try_from(*given));
        given.map_or(otherwise, |given| given.expect("a count"))
    };
    let (runs, reports) = (at(1, RUNS), at(2, REPORTS));

    let begun = Instant::now();
    let say = |what: &str| eprintln!("{:>6.0} s  {what}", begun.elapsed().as_secs_f64());
    let folder = tempfile::tempdir().expect("a folder");
    let mut complaints = Vec::new();
    let mut measured = Vec::new();
    let (mut ingested, mut updated) = (None, None);
    for size in [SMALL.min(rows), rows] {
        let folder = folder.path().join(measured.len().to_string());
        std::fs::create_dir(&folder).expect("a folder");
        let made = Made::with(&folder, size, |done| say(&format!("{done} of {size} messages"))).await;
        let (figures, wrong) = measure(&made, runs, |name| say(&format!("{size}: {name}"))).await;
        measured.push(figures);
        complaints.extend(wrong);
        if measured.len() == 2 {
            say(&format!("{reports} reports"));
            ingested = Some(ingest(&made, reports).await);
            updated = Some(made.updated);
        }
    }
    let (large, small) = (measured.pop(), measured.pop());
    let (Some(large), Some(small), Some(ingested), Some(updated)) = (large, small, ingested, updated) else {
        return ExitCode::FAILURE;
    };
    let figures = Figures {
        rows,
        small,
        large,
        ingested,
        updated,
    };
    println!("{}\n", figures.table());
    for complaint in &complaints {
        println!("PLAN: {complaint}");
    }
    println!("{}", figures.line());
    if complaints.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
