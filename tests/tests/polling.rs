//! Polling over hours in a moment: the clock is an argument, and here it runs as fast as nothing
//! is left to do. What is asserted is the simulated time between polls, never how long it took.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use secrecy::SecretString;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, Reason, SaveAccountResult};
use switchboard_core::contract::message::MessageState;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, NoEvents, NoPoints, Surroundings, SystemRandomness};
use switchboard_core::vendors::door::{Door, Outcome, Route};
use switchboard_core::vendors::http::{HttpReply, HttpRequest};
use switchboard_tests::headless;

/// Tokio's paused time as the time of day.
struct PausedClock {
    start: tokio::time::Instant,
    /// Set forward to jump without polling on the way.
    ahead: Mutex<TimeDelta>,
}

impl Clock for PausedClock {
    fn now(&self) -> DateTime<Utc> {
        let passed = TimeDelta::from_std(self.start.elapsed()).unwrap();
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + passed + *self.ahead.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A vendor in memory: notes when it was asked for what.
struct Vendor {
    clock: Arc<PausedClock>,
    asked: Mutex<Vec<(String, DateTime<Utc>)>>,
    reports: Mutex<Vec<String>>,
    broken: Mutex<bool>,
}

#[async_trait]
impl Door for Vendor {
    async fn send(&self, request: &HttpRequest, _route: &Route) -> Outcome {
        let path = request.url.rsplit('/').next().unwrap().to_owned();
        self.asked.lock().unwrap().push((path.clone(), self.clock.now()));
        if *self.broken.lock().unwrap() {
            return Outcome::NeverConnected(Reason::ConnectionRefused);
        }
        let body = match path.as_str() {
            "sms" => r#"{"code":20000,"msgId":"152880982911993396"}"#.to_owned(),
            "accountNum" => r#"{"code":20000,"smsNum":1000}"#.to_owned(),
            "report" => match self.reports.lock().unwrap().pop() {
                Some(item) => format!(r#"{{"code":20000,"list":[{item}]}}"#),
                None => r#"{"code":40999,"desc":"no data"}"#.to_owned(),
            },
            _ => r#"{"code":40999,"desc":"no data"}"#.to_owned(),
        };
        Outcome::Reply(HttpReply {
            status: 200,
            date: None,
            body: body.into_bytes(),
        })
    }
}

struct Scene {
    desk: Desk,
    vendor: Arc<Vendor>,
    clock: Arc<PausedClock>,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(PausedClock {
            start: tokio::time::Instant::now(),
            ahead: Mutex::default(),
        });
        let vendor = Arc::new(Vendor {
            clock: clock.clone(),
            asked: Mutex::default(),
            reports: Mutex::default(),
            broken: Mutex::default(),
        });
        let around = Surroundings {
            clock: clock.clone(),
            random: Arc::new(SystemRandomness),
            keychain: Arc::new(MemoryKeychain::default()),
            door: vendor.clone(),
            events: Arc::new(NoEvents),
            points: Arc::new(NoPoints),
        };
        let profile = ProfileFolder::new(folder.path(), ProfileKind::Live);
        let desk = Desk::open(&profile, around).await.unwrap();
        headless::identify(&desk).await;
        let draft = AccountDraft {
            id: None,
            vendor: "lianjiang".into(),
            name: "Support".into(),
            base_url: "https://vendor.test".into(),
            vendor_account: "user".into(),
            secret: Some(SecretString::from("secret")),
            extension: String::new(),
            signature: "总机".into(),
            operation_size: 500,
            settings: BTreeMap::new(),
            appids: Vec::new(),
            x_numbers: Vec::new(),
            proxy_mode: ProxyMode::System,
            proxy_url: String::new(),
            proxy_user: String::new(),
            proxy_password: None,
            public_url: String::new(),
            fetches_reports: Some(true),
            http_acknowledged: false,
        };
        let saved = desk.save_account(draft).await.unwrap();
        assert!(matches!(saved, SaveAccountResult::Saved { .. }), "{saved:?}");
        Self {
            desk,
            vendor,
            clock,
            _folder: folder,
        }
    }

    /// Seconds between one report poll and the next, during `time`.
    async fn gaps(&self, time: Duration) -> Vec<i64> {
        self.vendor.asked.lock().unwrap().clear();
        tokio::time::sleep(time).await;
        let asked = self.vendor.asked.lock().unwrap();
        let times: Vec<_> = asked
            .iter()
            .filter(|(path, _)| path == "report")
            .map(|(_, at)| *at)
            .collect();
        times
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).num_seconds())
            .collect()
    }

    fn jump(&self, ahead: TimeDelta) {
        *self.clock.ahead.lock().unwrap() += ahead;
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_account_is_asked_once_a_minute_and_one_that_waits_every_two_seconds() {
    let scene = Scene::new().await;
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let idle = scene.gaps(Duration::from_secs(1800)).await;
    assert!(
        idle.len() >= 25 && idle.iter().all(|gap| (59..=61).contains(gap)),
        "{idle:?}"
    );

    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let waiting = scene.gaps(Duration::from_secs(300)).await;
    assert!(
        waiting.len() >= 100 && waiting.iter().all(|gap| *gap <= 3),
        "{waiting:?}"
    );

    tokio::time::sleep(Duration::from_secs(900)).await;
    let later = scene.gaps(Duration::from_secs(600)).await;
    assert!(
        later.iter().all(|gap| *gap >= 59),
        "after a quarter of an hour it waits with patience: {later:?}"
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_cannot_be_reached_is_asked_less_and_less_and_no_gap_is_claimed() {
    let scene = Scene::new().await;
    *scene.vendor.broken.lock().unwrap() = true;
    scene.desk.start_polling();
    let gaps = scene.gaps(Duration::from_secs(4 * 3600)).await;
    assert!(gaps[0] <= 10, "{gaps:?}");
    let last = gaps.last().copied().unwrap();
    assert!((150..=620).contains(&last), "{gaps:?}");
    assert!(gaps.len() < 120, "{gaps:?}");
    let status = scene.desk.desk_status().await.unwrap();
    assert!(status.gaps.is_empty());
    assert_eq!(status.polls[0].failing, Some(Reason::ConnectionRefused));

    *scene.vendor.broken.lock().unwrap() = false;
    tokio::time::sleep(Duration::from_secs(1200)).await;
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(status.polls[0].failing, None, "it recovers by itself");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_paused_account_is_not_asked_at_all() {
    let scene = Scene::new().await;
    scene.vendor.reports.lock().unwrap().clear();
    let account = headless::account_id(&scene.desk).await;
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let off = switchboard_core::contract::account::SetAccountEnabled {
        id: account,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(scene.gaps(Duration::from_secs(3600)).await, Vec::<i64>::new());
    assert!(scene.vendor.asked.lock().unwrap().is_empty());
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn after_72_hours_there_is_no_report_and_a_late_one_still_counts() {
    let scene = Scene::new().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    let row = headless::submitted(&scene.desk).await.remove(0);
    assert_eq!(row.state, MessageState::Accepted);
    scene.jump(TimeDelta::hours(73));
    scene.desk.start_polling();
    headless::until(async || {
        let state = headless::messages(&scene.desk).await[0].state;
        (state == MessageState::NoReport).then_some(())
    })
    .await;

    let item = r#"{"msgId":"152880982911993396","mobile":"13800000001","code":"DELIVRD","time":"2027-01-18 16:00:00","ext":""}"#;
    scene.vendor.reports.lock().unwrap().push(item.to_owned());
    scene
        .desk
        .poll_now(headless::account_id(&scene.desk).await)
        .await
        .unwrap();
    assert_eq!(
        headless::messages(&scene.desk).await[0].state,
        MessageState::Delivered
    );
    scene.desk.close().await;
}
