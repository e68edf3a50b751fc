//! A desk on a disk that fills up: the program of the full-disk test. It runs in a mount of its
//! own that the test made; its one argument is the folder, the answers are printed as JSON lines.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used)]
// The reason: a test's program, whose output is read by the test and whose failure is the test's.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use switchboard_core::contract::problem::Problem;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::send::ApproveSend;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::Sandbox;
use switchboard_tests::headless::{self, Control};

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let sandbox = Sandbox::start("127.0.0.1:0".parse().expect("an address"))
        .await
        .expect("a sandbox");
    let control = Control::new(&sandbox.description().control);
    let vendor = &sandbox.description().vendors.lianjiang;
    let desk = headless::open(&folder, vendor, Arc::new(NoPoints)).await;

    // Full before the approval: nothing is sent that cannot be written down.
    let draft = headless::draft(&desk, "13800000001").await;
    let plan = desk.plan_send(draft.clone()).await.expect("a plan");
    fill(&folder);
    let approval = ApproveSend {
        draft: draft.clone(),
        fingerprint: plan.fingerprint,
        confirmed: Vec::new(),
    };
    let refused = desk.approve_send(approval).await.map_err(Problem::from);
    println!(
        "{}",
        json!({ "approval": refused.map_err(|problem| problem.code).err() })
    );
    println!("{}", json!({ "sent": control.sent_to().await.len() }));
    desk.close().await;
    headless::closed(&folder.join("practice/switchboard.db")).await;
    empty(&folder);
    fill(&folder);

    // Full at the start: said, and nothing is overwritten.
    let around = || {
        headless::surroundings(
            Arc::new(MemoryKeychain::default()),
            Arc::new(NoPoints),
            DoorLimits::default(),
        )
    };
    let profile = ProfileFolder::new(&folder, ProfileKind::Practice);
    let trouble = Desk::open(&profile, around())
        .await
        .err()
        .map(|error| error.trouble);
    println!("{}", json!({ "trouble": trouble }));
    empty(&folder);

    // Full while the request is on the wire: what the vendor said is written down once there is room.
    let desk = headless::open(&folder, vendor, Arc::new(NoPoints)).await;
    control
        .post(
            "faults",
            json!({ "operation": "plain_send", "kind": "delay", "ms": 1500 }),
        )
        .await;
    headless::send(&desk, draft).await;
    headless::until(async || {
        let rows = headless::messages(&desk).await;
        rows.iter()
            .any(|row| row.state == switchboard_core::contract::message::MessageState::Sending)
            .then_some(())
    })
    .await;
    fill(&folder);
    headless::until(async || (!control.sent_to().await.is_empty()).then_some(())).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    empty(&folder);
    let rows = headless::submitted(&desk).await;
    println!(
        "{}",
        json!({ "after": rows.iter().map(|row| row.state).collect::<Vec<_>>() })
    );
    println!("{}", json!({ "sent": control.sent_to().await.len() }));
    desk.close().await;
    headless::closed(&folder.join("practice/switchboard.db")).await;

    // A disk that cannot be written any more.
    let remounted = std::process::Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(&folder)
        .status()
        .expect("mount runs");
    assert!(remounted.success(), "the disk was not made read-only");
    let trouble = Desk::open(&profile, around())
        .await
        .err()
        .map(|error| error.trouble);
    println!("{}", json!({ "trouble": trouble }));
}

fn fill(folder: &Path) {
    let mut file = std::fs::File::create(folder.join("filler")).expect("a file");
    for size in [64 * 1024, 4096, 512, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

fn empty(folder: &Path) {
    std::fs::remove_file(folder.join("filler")).expect("the filler is removed");
}
