//! The long series of the kill test.

use crate::error::Error;
use crate::invoke;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace, runs: u32) -> Result<(), Error> {
    let mut cargo = workspace.cargo(["test", "--workspace", "--test", "crash"]);
    cargo.args(["--", "--ignored", "--nocapture"]);
    invoke::run(cargo.env("SWITCHBOARD_CRASH_RUNS", runs.to_string()))
}
