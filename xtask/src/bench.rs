//! `cargo xtask bench`: figures beside a floor that is measured in the same run. None of them is a pass or a failure; a
//! query that goes through a whole table is one.

use std::process::Command;

use crate::args::Bench;
use crate::error::Error;
use crate::invoke;
use crate::private_session;
use crate::requirement::Need;
use crate::setup;
use crate::system::System;
use crate::workspace::Workspace;

/// As it is shipped: not with what tests add to the libraries.
const WINDOWS: [&str; 6] = [
    "build",
    "--release",
    "-p",
    "switchboard",
    "-p",
    "switchboard-empty-window",
];

pub fn run(workspace: &Workspace, bench: Bench) -> Result<(), Error> {
    match bench {
        Bench::History { rows } => history(workspace, rows),
        Bench::Start { rows } => start(workspace, rows),
    }
}

/// Questions about history on filled databases, through the desk and as bare SQL. Needs no window.
fn history(workspace: &Workspace, rows: u64) -> Result<(), Error> {
    invoke::run(&mut workspace.cargo(built("bench_history")))?;
    invoke::run(Command::new(workspace.released("bench_history")).arg(rows.to_string()))
}

/// The program on a filled database and an empty window, started in turns.
fn start(workspace: &Workspace, rows: u64) -> Result<(), Error> {
    let system = System::current();
    if !system.is_linux() {
        return Err(Error::LinuxOnly);
    }
    setup::prepare(workspace, system, Need::EVERYTHING)?;
    invoke::run(&mut workspace.cargo(WINDOWS))?;
    invoke::run(&mut workspace.cargo(built("bench_start")))?;
    let mut start = Command::new(workspace.released("bench_start"));
    start
        .arg(workspace.released("switchboard"))
        .arg(workspace.released("switchboard-empty-window"))
        .arg(rows.to_string());
    private_session::run(workspace, &start)
}

fn built(bin: &str) -> [&str; 6] {
    ["build", "--release", "-p", "switchboard-tests", "--bin", bin]
}
