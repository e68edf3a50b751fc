//! The suite that drives the real window, on a screen and with a keychain of its own.

use std::process::Command;

use crate::error::Error;
use crate::invoke;
use crate::private_session;
use crate::system::System;
use crate::workspace::{Workspace, cargo_program};

const TEST: [&str; 4] = ["test", "--workspace", "--test", "window"];

pub fn run(workspace: &Workspace, filter: Option<&str>) -> Result<(), Error> {
    if !System::current().is_linux() {
        return Err(Error::LinuxOnly);
    }
    invoke::run(&mut workspace.cargo(["build", "--workspace", "--bin", "switchboard"]))?;
    // Outside, where a compile error is easy to read.
    invoke::run(workspace.cargo(TEST).arg("--no-run"))?;
    let mut tests = Command::new(cargo_program());
    tests
        .args(TEST)
        .args(filter)
        .args(["--", "--test-threads=1"])
        .env("SWITCHBOARD_BIN", workspace.app());
    private_session::run(workspace, &tests)
}
