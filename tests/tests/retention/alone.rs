//! Once a day by itself, while a vendor's clock agrees.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use switchboard_core::contract::keeping::{RetentionKind, RetentionRule, SetRetention, WorkKind};
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
struct Vendor(Arc<PausedClock>);

#[async_trait]
impl Door for Vendor {
    async fn send(&self, request: &HttpRequest, _route: &Route) -> Outcome {
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
}

impl Scene {
    /// A desk with a rule, and two looks at numbers: an old one and a new one.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(PausedClock {
            start: tokio::time::Instant::now(),
            ahead: Mutex::default(),
        });
        let around = Surroundings {
            clock: clock.clone(),
            random: Arc::new(SystemRandomness),
            keychain: Arc::new(MemoryKeychain::default()),
            door: Arc::new(Vendor(clock.clone())),
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
        let scene = Self { desk, clock, folder };
        let now = scene.clock.now().timestamp_millis();
        scene.look_at(1);
        scene.look_at(now);
        scene
    }

    fn look_at(&self, at: i64) {
        headless::database(self.folder.path())
            .execute(
                "INSERT INTO reveal (operator, desk, at) VALUES ('Li Min', 'P01', ?1)",
                [at],
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
    scene.look_at(2);
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
