//! Several databases opened at the same moment by a process that has opened none before. The moment comes once in a
//! process, so this file holds one test, and the test starts processes of its own.

use std::process::Command;
use std::sync::{Arc, Barrier};
use std::thread;

use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;

/// Set in the processes that open.
const OPENS: &str = "SWITCHBOARD_TEST_OPENS";
const AT_ONCE: usize = 8;
const PROCESSES: usize = 20;

#[test]
fn databases_opened_at_the_same_moment_all_open() {
    if std::env::var_os(OPENS).is_some() {
        return open_all();
    }
    let own = std::env::current_exe().unwrap();
    for _ in 0..PROCESSES {
        let ended = Command::new(&own).env(OPENS, "1").output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success(), "{said}");
    }
}

fn open_all() {
    let together = Arc::new(Barrier::new(AT_ONCE));
    let openings: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let together = together.clone();
            thread::spawn(move || {
                let folder = tempfile::tempdir().expect("a folder");
                let runtime = tokio::runtime::Runtime::new().expect("a runtime");
                let around = headless::surroundings(
                    Arc::new(MemoryKeychain::default()),
                    Arc::new(NoPoints),
                    DoorLimits::default(),
                );
                let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
                together.wait();
                runtime
                    .block_on(async { drop(Desk::open(&profile, around).await.expect("the profile opens")) });
            })
        })
        .collect();
    for opening in openings {
        opening.join().expect("an opening");
    }
}
