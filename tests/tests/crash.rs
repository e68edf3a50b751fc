//! The kill test: the process is ended with SIGKILL at each named point of send, poll and apply.
//! Afterwards the sandbox's log shows no recipient twice, the ledger lacks none, and what is in
//! doubt is *unknown*. The long series is `cargo xtask crash`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// The reason: in a test, what is not as expected ends the test.

use std::path::Path;

use switchboard_core::surroundings::Point;
use switchboard_tests::crash::{BUGS, Run, play};

const PROGRAM: &str = env!("CARGO_BIN_EXE_crash_desk");

fn run(point: Option<Point>, nth: u32) -> Run {
    Run {
        point,
        nth,
        recipients: 7,
        operation_size: 3,
        bug: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_not_killed_ends_with_everything_delivered() {
    let (broken, killed) = play(Path::new(PROGRAM), &run(None, 1)).await;
    assert!(!killed);
    assert!(broken.is_empty(), "{broken:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_point_nothing_is_sent_twice_and_nothing_is_lost() {
    for point in Point::ALL {
        for nth in [1, 2] {
            if point == Point::SendApproved && nth == 2 {
                continue;
            }
            let (broken, killed) = play(Path::new(PROGRAM), &run(Some(point), nth)).await;
            assert!(killed, "{point:?} was not reached {nth} times");
            assert!(broken.is_empty(), "killed at {point:?} ({nth}): {broken:#?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_seeded_bug_is_caught() {
    for (bug, point, nth) in BUGS {
        let mut seeded = run(Some(point), nth);
        seeded.bug = Some(bug);
        let (broken, killed) = play(Path::new(PROGRAM), &seeded).await;
        assert!(killed, "{bug:?}: {point:?} was not reached");
        assert!(!broken.is_empty(), "{bug:?}, killed at {point:?}, was not caught");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the long series: cargo xtask crash"]
async fn the_long_series() {
    let runs: u32 = std::env::var("SWITCHBOARD_CRASH_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(50);
    let mut killed_runs = 0;
    for index in 0..runs {
        let point = Point::ALL[index as usize % Point::ALL.len()];
        let shape = Run {
            point: Some(point),
            nth: 1 + (index / 10) % 4,
            recipients: 1 + (index * 7) % 40,
            operation_size: 1 + (index * 3) % 9,
            bug: None,
        };
        let (broken, killed) = play(Path::new(PROGRAM), &shape).await;
        killed_runs += u32::from(killed);
        assert!(broken.is_empty(), "run {index}, {shape:?}: {broken:#?}");
    }
    println!("{{\"crash\":\"series\",\"runs\":{runs},\"killed\":{killed_runs},\"broken\":0}}");
}
