//! Once a day by itself, while a vendor's clock agrees.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::keeping::{
    RetentionKind, RetentionRule, RetentionWait, SetRetention, WorkKind,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::practice::PracticeAccount;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, NoEvents, NoPoints, Surroundings, SystemRandomness};
use switchboard_core::vendors::door::{Door, Outcome, Route};
use switchboard_core::vendors::http::{HttpReply, HttpRequest};
use switchboard_tests::headless;

/// Tokio's paused time as the time of day.
struct PausedClock {
    start: tokio::time::Instant,
    ahead: Mutex<TimeDelta>,
}

impl PausedClock {
    fn true_time(&self) -> DateTime<Utc> {
        let passed = TimeDelta::from_std(self.start.elapsed()).unwrap();
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + passed
    }
}

impl Clock for PausedClock {
    fn now(&self) -> DateTime<Utc> {
        self.true_time() + *self.ahead.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A vendor that has nothing to say but the true time.
struct Vendor(Arc<PausedClock>, Arc<AtomicBool>);

#[async_trait]
impl Door for Vendor {
    async fn send(&self, request: &HttpRequest, _route: &Route) -> Outcome {
        if self.1.load(Ordering::Relaxed) {
            return Outcome::NeverConnected(Reason::ConnectionRefused);
        }
        let body = if request.url.ends_with("accountNum") {
            r#"{"code":20000,"smsNum":1000}"#
        } else {
            r#"{"code":40999,"desc":"no data"}"#
        };
        Outcome::Reply(HttpReply {
            status: 200,
            date: Some(self.0.true_time().format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
            body: body.as_bytes().to_vec(),
        })
    }
}

struct Scene {
    desk: Desk,
    clock: Arc<PausedClock>,
    folder: tempfile::TempDir,
    silent: Arc<AtomicBool>,
}

impl Scene {
    /// A desk with a rule, and two looks at numbers: an old one and a new one.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(PausedClock {
            start: tokio::time::Instant::now(),
            ahead: Mutex::default(),
        });
        let silent: Arc<AtomicBool> = Arc::default();
        let around = Surroundings {
            clock: clock.clone(),
            random: Arc::new(SystemRandomness),
            keychain: Arc::new(MemoryKeychain::default()),
            door: Arc::new(Vendor(clock.clone(), silent.clone())),
            events: Arc::new(NoEvents),
            points: Arc::new(NoPoints),
        };
        let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
        let desk = Desk::open(&profile, around).await.unwrap();
        headless::identify(&desk).await;
        let account = PracticeAccount {
            vendor: "lianjiang".into(),
            name: "Support".into(),
            base_url: "http://127.0.0.1:1".into(),
            vendor_account: "user".into(),
            signature: "总机".into(),
            secrets: vec![(
                switchboard_core::contract::account::SecretKind::Secret,
                "secret".to_owned().into(),
            )],
            templates: Vec::new(),
            appids: Vec::new(),
            x_numbers: Vec::new(),
        };
        desk.prepare_practice(account, 0).await.unwrap();
        let rules = vec![RetentionRule {
            kind: RetentionKind::Disclosures,
            days: Some(30),
        }];
        assert!(
            desk.set_retention(SetRetention { rules })
                .await
                .unwrap()
                .is_empty()
        );
        let scene = Self {
            desk,
            clock,
            folder,
            silent,
        };
        let now = scene.clock.now().timestamp_millis();
        scene.look_at(10, 1);
        scene.look_at(20, now);
        scene
    }

    /// Rows are numbered as they came: an old one stands before a new one.
    fn look_at(&self, id: i64, at: i64) {
        headless::database(self.folder.path())
            .execute(
                "INSERT INTO reveal (id, operator, desk, at) VALUES (?1, 'Li Min', 'P01', ?2)",
                [id, at],
            )
            .unwrap();
    }

    async fn looks(&self) -> usize {
        self.desk.list_disclosures(None).await.unwrap().rows.len()
    }

    /// Waits until so many looks are left. The database's threads work by another clock than this one, which goes on
    /// while they do: an hour of it says nothing.
    async fn left(&self, looks: usize) {
        for _ in 0..500 {
            if self.looks().await == looks {
                return;
            }
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        panic!("{} looks are left, and not {looks}", self.looks().await);
    }

    async fn waits(&self) -> Option<RetentionWait> {
        self.desk.retention().await.unwrap().waits
    }

    async fn runs(&self) -> usize {
        let works = self.desk.list_work().await.unwrap();
        works
            .iter()
            .filter(|work| work.kind == WorkKind::Retention)
            .count()
    }
}

#[tokio::test(start_paused = true)]
async fn it_runs_once_a_day_and_writes_down_what_it_removed() {
    let scene = Scene::new().await;
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(20 * 60)).await;
    scene.left(1).await;
    let runs = scene.desk.retention().await.unwrap().runs;
    assert_eq!((runs.len(), runs[0].operator.as_str()), (1, ""));
    tokio::time::sleep(Duration::from_secs(20 * 3600)).await;
    assert_eq!(scene.runs().await, 1, "not twice a day");
    scene.look_at(11, 2);
    tokio::time::sleep(Duration::from_secs(8 * 3600)).await;
    scene.left(1).await;
    assert_eq!(scene.runs().await, 2);
    tokio::time::sleep(Duration::from_secs(25 * 3600)).await;
    assert_eq!(scene.runs().await, 3);
    let runs = scene.desk.retention().await.unwrap().runs;
    assert_eq!(
        runs.len(),
        2,
        "a run that had nothing to remove is not worth a line"
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumped_ahead_removes_nothing() {
    let scene = Scene::new().await;
    *scene.clock.ahead.lock().unwrap() = TimeDelta::days(400);
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(30 * 3600)).await;
    assert_eq!((scene.runs().await, scene.looks().await), (0, 2));
    *scene.clock.ahead.lock().unwrap() = TimeDelta::zero();
    scene.left(1).await;
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_while_no_vendor_answers_removes_nothing() {
    let scene = Scene::new().await;
    scene.desk.start_polling();
    scene.left(1).await;
    assert_eq!(scene.waits().await, None);
    scene.silent.store(true, Ordering::Relaxed);
    let runs = scene.runs().await;
    // The one that is left is old by it.
    *scene.clock.ahead.lock().unwrap() = TimeDelta::days(400);
    tokio::time::sleep(Duration::from_secs(30 * 3600)).await;
    assert_eq!((scene.runs().await, scene.looks().await), (runs, 1));
    assert_eq!(scene.waits().await, Some(RetentionWait::ClockNotTold));
    scene.silent.store(false, Ordering::Relaxed);
    until(async || scene.waits().await == Some(RetentionWait::ClockOff)).await;
    *scene.clock.ahead.lock().unwrap() = TimeDelta::zero();
    until(async || scene.waits().await.is_none()).await;
    scene.desk.close().await;
}

/// Waits for something that the desk's clock brings about.
async fn until(mut reached: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if reached().await {
            return;
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    panic!("it did not come to that");
}

#[tokio::test(start_paused = true)]
async fn the_copy_from_before_an_update_goes_after_thirty_days() {
    let scene = Scene::new().await;
    let copy = scene
        .folder
        .path()
        .join("practice/switchboard.before-version-3.db");
    std::fs::write(&copy, "a database").unwrap();
    let other = scene.folder.path().join("practice/switchboard.before-noon.db");
    std::fs::write(&other, "somebody's").unwrap();
    scene.desk.start_polling();
    scene.left(1).await;
    assert!(!copy.exists(), "a clean-up removed something: it holds the same");
    std::fs::write(&copy, "a database").unwrap();
    let made = scene.clock.now() - TimeDelta::days(30) + TimeDelta::hours(3);
    std::fs::File::options()
        .write(true)
        .open(&copy)
        .unwrap()
        .set_modified(made.into())
        .unwrap();
    tokio::time::sleep(Duration::from_secs(2 * 3600)).await;
    assert!(copy.exists());
    until(async || !copy.exists()).await;
    assert!(other.exists());
    scene.desk.close().await;
}
