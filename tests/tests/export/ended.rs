//! Exports that do not come to their end, and who may begin one.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use switchboard_core::contract::keeping::{Disclosed, ExportFormat, WorkState};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{NoPoints, Surroundings};
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;
use switchboard_tests::keeping::{Hurried, Stopping, ended};
use switchboard_tests::scene::scene;

use super::table::{FORMATS, begin, draft, messages, replies};

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

/// What the newest export was recorded as: its rows, and whether it was finished.
async fn recorded(desk: &Desk) -> (u64, bool) {
    match desk.list_disclosures(None).await.unwrap().rows.remove(0).what {
        Disclosed::Export { rows, finished, .. } => (rows, finished),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_stopped_in_the_middle_leaves_nothing_and_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = switchboard_sandbox::Sandbox::start("127.0.0.1:0".parse().unwrap())
        .await
        .unwrap();
    let events = Arc::new(Stopping::default());
    let around = Surroundings {
        clock: Arc::new(Hurried::now()),
        events: events.clone(),
        ..headless::surroundings(
            Arc::new(MemoryKeychain::default()),
            Arc::new(NoPoints),
            DoorLimits::default(),
        )
    };
    let desk = Desk::open(&ProfileFolder::new(folder.path(), ProfileKind::Practice), around)
        .await
        .unwrap();
    headless::identify(&desk).await;
    for account in switchboard_tests::conformance::practice_accounts(&sandbox) {
        desk.prepare_practice(account, 0).await.unwrap();
    }
    let account = desk
        .list_accounts()
        .await
        .unwrap()
        .into_iter()
        .find(|account| account.vendor == "lianjiang")
        .unwrap();
    let control = headless::Control::new(&sandbox.description().control);
    let queued: Vec<_> = (0..900)
        .map(|index| json!({ "mobile": format!("1380000{index:04}"), "content": "T" }))
        .collect();
    control.post("replies", json!(queued)).await;
    for _ in 0..3 {
        desk.poll_now(account.id).await.unwrap();
    }
    assert!(events.desk.set(desk.clone()).is_ok());
    for (format, ending) in FORMATS {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join(format!("list.{ending}"));
        std::fs::write(&path, "an older file").unwrap();
        let id = begin(&desk, draft(replies(), format, false), path.clone()).await;
        let work = ended(&desk, id).await;
        assert_eq!(work.state, WorkState::Cancelled, "{work:?}");
        let stopped_at = events.stopped.lock().unwrap().pop().unwrap();
        assert!(stopped_at > 0 && stopped_at < 900, "in the middle: {stopped_at}");
        assert_eq!(recorded(&desk).await, (work.done, false));
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "an older file",
            "it stays"
        );
        assert_eq!(
            std::fs::read_dir(out.path()).unwrap().count(),
            1,
            "and nothing beside it"
        );
    }
    desk.dismiss_work(1).await.unwrap();
    assert_eq!(desk.list_work().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_not_there_is_told() {
    let scene = scene().await;
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("gone/list.csv");
    let list = messages(MessageFilter::default());
    let id = begin(&scene.desk, draft(list, ExportFormat::Csv, false), path).await;
    let problem = ProblemCode::FileNotWritten;
    assert_eq!(ended(&scene.desk, id).await.state, WorkState::Failed { problem });
    assert_eq!(recorded(&scene.desk).await, (0, false));
    assert!(is_empty(out.path()));
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(status.works, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_exports_without_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let around = headless::surroundings(
        Arc::new(MemoryKeychain::default()),
        Arc::new(NoPoints),
        DoorLimits::default(),
    );
    let desk = Desk::open(&ProfileFolder::new(folder.path(), ProfileKind::Live), around)
        .await
        .unwrap();
    let out = tempfile::tempdir().unwrap();
    let asked = draft(messages(MessageFilter::default()), ExportFormat::Csv, true);
    let refused = desk.export(asked, out.path().join("list.csv")).await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ProblemCode::IdentityMissing);
    assert!(is_empty(out.path()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_the_desk_stops_what_runs() {
    let scene = scene().await;
    let out = tempfile::tempdir().unwrap();
    let list = messages(MessageFilter::default());
    begin(
        &scene.desk,
        draft(list, ExportFormat::Xlsx, false),
        out.path().join("list.xlsx"),
    )
    .await;
    scene.desk.close().await;
    let left: Vec<_> = std::fs::read_dir(out.path()).unwrap().collect();
    let whole = left.len() == 1 && out.path().join("list.xlsx").exists();
    assert!(left.is_empty() || whole, "whole, or not there: {left:?}");
}
