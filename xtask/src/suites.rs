//! `cargo xtask test`: every suite, whatever became of the one before.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::args::Selection;
use crate::error::Error;
use crate::invoke;
use crate::requirement::Need;
use crate::setup;
use crate::system::System;
use crate::window;
use crate::workspace::Workspace;

#[derive(Clone, Copy)]
enum Suite {
    Cargo(&'static [&'static str]),
    Npm(&'static [&'static str]),
    Window,
}

const PLAIN: &[(&str, Suite)] = &[
    (
        "Rust formatting",
        Suite::Cargo(&["fmt", "--all", "--", "--check"]),
    ),
    (
        "Rust lints",
        Suite::Cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    ),
    // `test = false` keeps it out of `--all-targets` too.
    (
        "Window suite lints",
        Suite::Cargo(&[
            "clippy",
            "--workspace",
            "--test",
            "window",
            "--",
            "-D",
            "warnings",
        ]),
    ),
    (
        "Rust tests",
        Suite::Cargo(&["test", "--workspace", "--no-fail-fast"]),
    ),
    ("UI lints", Suite::Npm(&["run", "lint"])),
    ("UI types", Suite::Npm(&["run", "typecheck"])),
    ("UI tests", Suite::Npm(&["test"])),
];
const WINDOW: &[(&str, Suite)] = &[("Window", Suite::Window)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

pub fn run(workspace: &Workspace, selection: &Selection) -> ExitCode {
    let (suites, filter) = match selection {
        Selection::Everything => ([PLAIN, WINDOW].concat(), None),
        Selection::Quick => (PLAIN.to_vec(), None),
        Selection::Window { filter } => (WINDOW.to_vec(), filter.as_deref()),
    };
    let window = *selection != Selection::Quick;
    let need = Need {
        virtual_display: window,
        tests: true,
        window_tests: window,
    };

    heading("Set-up");
    let ready = setup::prepare(workspace, System::current(), need);
    if let Err(error) = &ready {
        eprintln!("\n{error}");
    }
    let outcomes: Vec<_> = suites
        .iter()
        .map(|(name, suite)| match ready {
            Ok(()) => (*name, timed(name, || perform(workspace, *suite, filter))),
            Err(_) => (*name, Outcome::NotRun),
        })
        .collect();

    heading("Summary");
    for (name, outcome) in &outcomes {
        println!("{}", line(name, *outcome));
    }
    let passed = outcomes
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Passed(_)))
        .count();
    let failed = outcomes.len() - passed;
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn perform(workspace: &Workspace, suite: Suite, filter: Option<&str>) -> Result<(), Error> {
    match suite {
        Suite::Cargo(arguments) => invoke::run(&mut workspace.cargo(arguments.iter().copied())),
        Suite::Npm(arguments) => invoke::run(&mut workspace.npm(arguments.iter().copied())),
        Suite::Window => window::run(workspace, filter),
    }
}

fn timed(name: &str, suite: impl FnOnce() -> Result<(), Error>) -> Outcome {
    heading(name);
    let begun = Instant::now();
    let done = suite();
    let taken = begun.elapsed();
    if let Err(error) = &done {
        eprintln!("{error}");
    }
    let outcome = if done.is_ok() {
        Outcome::Passed(taken)
    } else {
        Outcome::Failed(taken)
    };
    println!("{}", line(name, outcome));
    outcome
}

fn heading(name: &str) {
    println!("\n=== {name} ===");
}

fn line(name: &str, outcome: Outcome) -> String {
    match outcome {
        Outcome::Passed(taken) => format!("passed   {name:16} {:7.1} s", taken.as_secs_f64()),
        Outcome::Failed(taken) => format!("FAILED   {name:16} {:7.1} s", taken.as_secs_f64()),
        Outcome::NotRun => format!("NOT RUN  {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_stands_out() {
        let taken = Duration::from_millis(1_240);
        assert_eq!(
            line("UI tests", Outcome::Passed(taken)),
            "passed   UI tests             1.2 s"
        );
        assert!(line("UI tests", Outcome::Failed(taken)).starts_with("FAILED"));
        assert!(line("UI tests", Outcome::NotRun).starts_with("NOT RUN"));
    }
}
