//! Exports that do not come to their end, and who may begin one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use futures::FutureExt as _;
use serde_json::json;
use switchboard_core::contract::desk::Topic;
use switchboard_core::contract::keeping::{Disclosed, ExportFormat, WorkState};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{EventSink, NoPoints, Surroundings};
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_program_left_of_an_export_goes_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
    let keychain = Arc::new(MemoryKeychain::default());
    let open = || {
        let around = headless::surroundings(keychain.clone(), Arc::new(NoPoints), DoorLimits::default());
        Desk::open(&profile, around)
    };
    let desk = open().await.unwrap();
    desk.close().await;
    headless::closed(&folder.path().join("practice/switchboard.db")).await;
    let (out, away) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let left = out.path().join(".switchboard-0011223344556677.part");
    let no_part = out.path().join("list.csv");
    let unplugged = away.path().join("disk/.switchboard-0011223344556678.part");
    for path in [&left, &no_part] {
        std::fs::write(path, "13800000001").unwrap();
    }
    for path in [&left, &no_part, &unplugged] {
        headless::database(folder.path())
            .execute(
                "INSERT INTO export_record (list, format, filter, file, full_numbers, operator, desk, at, part)
                 VALUES ('messages', 'csv', '{}', 'list.csv', 1, 'Li Min', 'P01', 1, ?1)",
                [path.to_str().unwrap()],
            )
            .unwrap();
    }
    let desk = open().await.unwrap();
    assert!(!left.exists());
    assert!(no_part.exists(), "no part of an export has that name");
    desk.close().await;
    headless::closed(&folder.path().join("practice/switchboard.db")).await;
    std::fs::create_dir(away.path().join("disk")).unwrap();
    std::fs::write(&unplugged, "13800000001").unwrap();
    let desk = open().await.unwrap();
    assert!(!unplugged.exists(), "its disk is there again");
    desk.close().await;
}

/// Looks up what is noted of an export while it is written.
#[derive(Default)]
struct Watching {
    desk: OnceLock<Desk>,
    folder: OnceLock<PathBuf>,
    noted: Mutex<Vec<(Option<String>, bool)>>,
}

impl EventSink for Watching {
    fn changed(&self, topics: &[Topic]) {
        let (Some(desk), Some(folder)) = (self.desk.get(), self.folder.get()) else {
            return;
        };
        let works = desk.list_work().now_or_never().unwrap().unwrap();
        if topics.contains(&Topic::Work)
            && works
                .iter()
                .any(|work| work.state == WorkState::Running && work.total.is_some())
        {
            let part: Option<String> = headless::database(folder)
                .query_row("SELECT part FROM export_record", [], |row| row.get(0))
                .unwrap();
            let there = part.as_ref().is_some_and(|part| Path::new(part).exists());
            self.noted.lock().unwrap().push((part, there));
        }
    }

    fn balance_low(&self, _account_name: &str) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_is_written_is_noted_before_the_first_row() {
    let folder = tempfile::tempdir().unwrap();
    let events = Arc::new(Watching::default());
    let around = Surroundings {
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
    assert!(events.desk.set(desk.clone()).is_ok());
    assert!(events.folder.set(folder.path().to_owned()).is_ok());
    let out = tempfile::tempdir().unwrap();
    let asked = draft(messages(MessageFilter::default()), ExportFormat::Csv, false);
    let id = begin(&desk, asked, out.path().join("list.csv")).await;
    assert_eq!(ended(&desk, id).await.state, WorkState::Done);
    let noted = events.noted.lock().unwrap().clone();
    let (part, there) = noted.first().unwrap();
    assert!(there, "{part:?}");
    headless::until(async || {
        let left: Option<String> = headless::database(folder.path())
            .query_row("SELECT part FROM export_record", [], |row| row.get(0))
            .unwrap();
        left.is_none().then_some(())
    })
    .await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_the_exporters_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let scene = scene().await;
    for (format, ending) in FORMATS {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join(format!("list.{ending}"));
        let list = messages(MessageFilter::default());
        let id = begin(&scene.desk, draft(list, format, false), path.clone()).await;
        assert_eq!(ended(&scene.desk, id).await.state, WorkState::Done);
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{ending}");
    }
}
