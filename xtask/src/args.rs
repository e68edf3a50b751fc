//! What was asked for on the command line.

use crate::error::Error;

pub const USAGE: &str = "\
Usage: cargo xtask <command>

  run                       install what is missing, build, and open the window
  test                      the same set-up, then every suite
       --quick              leave out the window suite
       --only-window [NAME] only the window suite, or its tests whose name contains NAME
  doctor                    list what is needed, what is there and how to get the rest
  contract                  write the TypeScript side of the contract anew
  crash [--runs N]          the long kill test (50 rounds unless told otherwise)";

const CRASH_RUNS: u32 = 50;

#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Usage,
    Run,
    Test(Selection),
    Doctor,
    Contract,
    Crash { runs: u32 },
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
                Some("--runs") => count(rest.next())?,
                Some(other) => return Err(unknown(other)),
            },
        },
        Some(other) => return Err(unknown(other)),
    };
    match rest.next() {
        None => Ok(task),
        Some(extra) => Err(unknown(&extra)),
    }
}

fn count(argument: Option<String>) -> Result<u32, Error> {
    match argument.as_deref().map(str::parse) {
        Some(Ok(runs)) if runs > 0 => Ok(runs),
        _ => Err(Error::Usage("--runs needs a number of 1 or more.".into())),
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
        ] {
            assert!(matches!(parsed(line), Err(Error::Usage(_))), "{line}");
        }
    }
}
