//! The app's process, as the system shows it under `/proc`: the driver does not tell whom it started.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{PATIENCE, launch};

/// The first process whose parent is `parent`.
pub(super) fn child_of(parent: u32) -> Option<u32> {
    std::fs::read_dir("/proc").ok()?.find_map(|entry| {
        let pid = entry.ok()?.file_name().to_str()?.parse().ok()?;
        let (_, its_parent) = state(pid)?;
        (its_parent == parent).then_some(pid)
    })
}

/// Whether the process is there and not merely waiting to be buried.
pub(super) fn is_running(pid: u32) -> bool {
    state(pid).is_some_and(|(state, _)| state != 'Z' && state != 'X')
}

fn state(pid: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in brackets and may itself hold spaces and brackets.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// Sends one named signal.
pub(super) fn signal(pid: u32, name: &str) {
    let status = Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .stderr(Stdio::null())
        .status();
    // It may have ended in between, which is what was wanted.
    assert!(status.is_ok(), "the program `kill` is missing");
}

/// Starts the program once more, without a driver, and waits for it to end.
pub fn second_start(data_dir: &Path) -> ExitStatus {
    let mut second = Command::new(launch::binary())
        .env("SWITCHBOARD_DATA_DIR", data_dir)
        .stdin(Stdio::null())
        .spawn()
        .expect("the program starts");
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = second.try_wait().expect("our own child") {
            return status;
        }
        if Instant::now() > end {
            let _ = second.kill();
            let _ = second.wait();
            panic!("a second start on {} keeps running", data_dir.display());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
