//! `bench_start PROGRAM EMPTY_WINDOW ROWS`: what `cargo xtask bench start` runs on a screen and with a keychain of its
//! own. Its last line is JSON.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::expect_used)]
// The reasons: it talks to a person through these; it ends where something is not as expected.

use std::path::PathBuf;
use std::time::Instant;

use switchboard_tests::start::{Aim, EMPTY_WINDOW, Figures, MESSAGES, Program, Run, Screen, filled};

const RUNS: usize = 5;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, empty, rows] = arguments.as_slice() else {
        panic!("bench_start PROGRAM EMPTY_WINDOW ROWS");
    };
    let rows: u64 = rows.parse().expect("ROWS is a number");
    let folder = tempfile::tempdir().expect("a folder");
    let data_dir = folder.path().join("data");

    let begun = Instant::now();
    filled(&data_dir, rows, |done| {
        eprintln!(
            "{done} of {rows} messages after {:.0} s",
            begun.elapsed().as_secs_f64()
        );
    })
    .await;

    let prepared = async |path: &str, name: &str, aim: Aim| {
        let path = PathBuf::from(path);
        Program {
            aim: aim.find(&path, &data_dir).await,
            path,
            data_dir: data_dir.clone(),
            said: folder.path().join(name),
        }
    };
    let program = prepared(program, "program.log", MESSAGES).await;
    let empty = prepared(empty, "empty.log", EMPTY_WINDOW).await;

    let screen = Screen::connect();
    let (its_looks, empty_looks) = (program.learn(&screen), empty.learn(&screen));
    let mut figures = Figures {
        rows,
        program: Vec::new(),
        empty: Vec::new(),
    };
    for _ in 0..RUNS {
        figures
            .program
            .push(told("program", program.measure(&screen, &its_looks)));
        figures
            .empty
            .push(told("empty window", empty.measure(&screen, &empty_looks)));
    }
    println!("\n{}\n\n{}", figures.table(), figures.line());
}

fn told(name: &str, run: Run) -> Run {
    eprintln!(
        "{name}: drawn after {:.0} ms, ready after {:.0} ms, {:.0} MiB",
        run.drawn_ms, run.ready_ms, run.pss_mib
    );
    run
}
