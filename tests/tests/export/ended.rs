//! Exports that do not come to their end, and who may begin one.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde_json::json;
use switchboard_core::contract::desk::Topic;
use switchboard_core::contract::keeping::{Disclosed, ExportFormat, WorkState};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, EventSink, NoPoints, Surroundings};
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;
use switchboard_tests::scene::scene;

use super::table::{FORMATS, begin, draft, ended, messages, replies};

/// A clock on which every look takes a second, so that no progress is kept back.
struct Hurried {
    ahead: Mutex<TimeDelta>,
}

impl Clock for Hurried {
    fn now(&self) -> DateTime<Utc> {
        let mut ahead = self.ahead.lock().unwrap();
        *ahead += TimeDelta::seconds(1);
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + *ahead
    }

    fn sleep(&self, _time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// Stops whatever has written something.
#[derive(Default)]
struct Stopping {
    desk: OnceLock<Desk>,
    stopped: Mutex<Vec<u64>>,
}

impl EventSink for Stopping {
    fn changed(&self, topics: &[Topic]) {
        let Some(desk) = self.desk.get().filter(|_| topics.contains(&Topic::Work)) else {
            return;
        };
        for work in desk.list_work().now_or_never().unwrap().unwrap() {
            if work.state == WorkState::Running && work.done > 0 {
                self.stopped.lock().unwrap().push(work.done);
                desk.cancel_work(work.id).now_or_never().unwrap().unwrap();
            }
        }
    }

    fn balance_low(&self, _account_name: &str) {}
}

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
        clock: Arc::new(Hurried {
            ahead: Mutex::default(),
        }),
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
    // The first answer tells how far this desk's clock is off.
    desk.refresh_balance(account.id).await.unwrap();
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
