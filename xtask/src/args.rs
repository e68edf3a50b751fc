//! What was asked for on the command line.

use std::str::FromStr;

use crate::error::Error;

pub const USAGE: &str = "\
Usage: cargo xtask <command>

  run                       install what is missing, build, and open the window
  test                      the same set-up, then every suite
       --quick              leave out the window suite
       --only-window [NAME] only the window suite, or its tests whose name contains NAME
  doctor                    list what is needed, what is there and how to get the rest
  contract                  write the TypeScript side of the contract anew
  crash [--runs N]          the long kill test (50 rounds unless told otherwise)
  bench history [--rows N]  how long questions about history take, beside the same SQL by itself
  bench start [--rows N]    how long the window takes and what memory, beside an empty one
                            (both with 1,000,000 messages unless told otherwise)";

const CRASH_RUNS: u32 = 50;
const BENCH_ROWS: u64 = 1_000_000;

#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Usage,
    Run,
    Test(Selection),
    Doctor,
    Contract,
    Crash { runs: u32 },
    Bench(Bench),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bench {
    /// Questions about history, and taking reports in.
    History { rows: u64 },
    /// From a new process to a window that answers.
    Start { rows: u64 },
}

#[derive(Debug, PartialEq, Eq)]
pub enum Selection {
    Everything,
    Quick,
    Window { filter: Option<String> },
}

pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task, Error> {
    let mut rest = arguments.into_iter().peekable();
    let task = match rest.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Task::Usage,
        Some("run") => Task::Run,
        Some("doctor") => Task::Doctor,
        Some("contract") => Task::Contract,
        Some("test") => Task::Test(match rest.next().as_deref() {
            None => Selection::Everything,
            Some("--quick") => Selection::Quick,
            Some("--only-window") => Selection::Window {
                filter: rest.next_if(|argument| !argument.starts_with('-')),
            },
            Some(other) => return Err(unknown(other)),
        }),
        Some("crash") => Task::Crash {
            runs: match rest.next().as_deref() {
                None => CRASH_RUNS,
                Some("--runs") => count("--runs", rest.next())?,
                Some(other) => return Err(unknown(other)),
            },
        },
        Some("bench") => {
            let name = rest.next();
            let rows = match rest.next().as_deref() {
                None => BENCH_ROWS,
                Some("--rows") => count("--rows", rest.next())?,
                Some(other) => return Err(unknown(other)),
            };
            Task::Bench(match name.as_deref() {
                Some("history") => Bench::History { rows },
                Some("start") => Bench::Start { rows },
                Some(other) => return Err(unknown(other)),
                None => return Err(Error::Usage("Which bench? `history` or `start`.".into())),
            })
        }
        Some(other) => return Err(unknown(other)),
    };
    match rest.next() {
        None => Ok(task),
        Some(extra) => Err(unknown(&extra)),
    }
}

fn count<N: FromStr + Default + PartialOrd>(option: &str, argument: Option<String>) -> Result<N, Error> {
    match argument.as_deref().map(str::parse) {
        Some(Ok(number)) if number > N::default() => Ok(number),
        _ => Err(Error::Usage(format!("{option} needs a number of 1 or more."))),
    }
}

fn unknown(argument: &str) -> Error {
    Error::Usage(format!("`{argument}` is not understood here."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, Error> {
        parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn each_command_is_understood() {
        let window = |filter: Option<&str>| {
            Task::Test(Selection::Window {
                filter: filter.map(Into::into),
            })
        };
        let history = |rows| Task::Bench(Bench::History { rows });
        let start = |rows| Task::Bench(Bench::Start { rows });
        for (line, task) in [
            ("", Task::Usage),
            ("--help", Task::Usage),
            ("run", Task::Run),
            ("doctor", Task::Doctor),
            ("contract", Task::Contract),
            ("test", Task::Test(Selection::Everything)),
            ("test --quick", Task::Test(Selection::Quick)),
            ("test --only-window", window(None)),
            ("test --only-window first_start", window(Some("first_start"))),
            ("crash", Task::Crash { runs: 50 }),
            ("crash --runs 7", Task::Crash { runs: 7 }),
            ("bench history", history(1_000_000)),
            ("bench history --rows 10000", history(10_000)),
            ("bench start", start(1_000_000)),
            ("bench start --rows 10000", start(10_000)),
        ] {
            assert_eq!(parsed(line).unwrap(), task, "{line}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for line in [
            "walk",
            "run fast",
            "test --slow",
            "test --quick --only-window",
            "test --only-window --quick",
            "test --only-window a b",
            "crash --runs",
            "crash --runs 0",
            "crash --runs many",
            "bench",
            "bench everything",
            "bench start fast",
            "bench start --rows",
            "bench start --rows 0",
            "bench start --rows -1",
            "bench start --rows 1 2",
        ] {
            assert!(matches!(parsed(line), Err(Error::Usage(_))), "{line}");
        }
    }
}
