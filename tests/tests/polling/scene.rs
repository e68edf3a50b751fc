//! A desk with one account, a vendor in memory, and tokio's paused time as the time of day.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use secrecy::SecretString;
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, Reason, SaveAccountResult};
use switchboard_core::contract::desk::{PollKind, Topic};
use switchboard_core::contract::exchange::{PollStatus, SetPollInterval};
use switchboard_core::contract::problem::FieldProblem;
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, EventSink, NoPoints, Surroundings, SystemRandomness};
use switchboard_core::vendors::door::{Door, Outcome, Route};
use switchboard_core::vendors::http::{HttpReply, HttpRequest};
use switchboard_tests::headless;

/// Tokio's paused time as the time of day. It counts how often something waits.
pub struct PausedClock {
    start: tokio::time::Instant,
    /// Set forward to jump without polling on the way, as a computer does that sleeps.
    ahead: Mutex<TimeDelta>,
    waits: AtomicUsize,
}

impl Clock for PausedClock {
    fn now(&self) -> DateTime<Utc> {
        let passed = TimeDelta::from_std(self.start.elapsed()).unwrap();
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + passed + *self.ahead.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.waits.fetch_add(1, Ordering::Relaxed);
        Box::pin(tokio::time::sleep(time))
    }
}

/// A vendor in memory: notes when it was asked for what.
pub struct Vendor {
    clock: Arc<PausedClock>,
    asked: Mutex<Vec<(String, DateTime<Utc>)>>,
    /// Handed out one by one.
    pub reports: Mutex<Vec<String>>,
    /// What every request meets, if something is set.
    pub trouble: Mutex<Option<Outcome>>,
    /// A path that cannot be reached.
    pub unreachable: Mutex<Option<&'static str>>,
}

#[async_trait]
impl Door for Vendor {
    async fn send(&self, request: &HttpRequest, _route: &Route) -> Outcome {
        let path = request.url.rsplit('/').next().unwrap().to_owned();
        self.asked.lock().unwrap().push((path.clone(), self.clock.now()));
        if let Some(trouble) = self.trouble.lock().unwrap().clone() {
            return trouble;
        }
        if *self.unreachable.lock().unwrap() == Some(path.as_str()) {
            return Outcome::NeverConnected(Reason::ConnectionRefused);
        }
        let body = match path.as_str() {
            "sms" => r#"{"code":20000,"msgId":"152880982911993396"}"#.to_owned(),
            "accountNum" => r#"{"code":20000,"smsNum":1000}"#.to_owned(),
            "report" => match self.reports.lock().unwrap().pop() {
                Some(item) => format!(r#"{{"code":20000,"list":[{item}]}}"#),
                None => r#"{"code":40999,"desc":"no data"}"#.to_owned(),
            },
            "reply" => r#"{"code":40999,"desc":"no data"}"#.to_owned(),
            "send" => r#"{"code":0,"data":{"msgId":"240924170907169917"}}"#.to_owned(),
            "balance" => {
                r#"{"code":0,"data":{"balance":"10","currencyName":"","currencyCode":"CNY"}}"#.to_owned()
            }
            "status" => r#"{"code":0,"data":[]}"#.to_owned(),
            other => panic!("{other}"),
        };
        Outcome::Reply(HttpReply {
            status: 200,
            date: Some(self.clock.now().to_rfc2822()),
            body: body.into_bytes(),
        })
    }
}

/// Counts what the window is told.
#[derive(Default)]
pub struct Told(Mutex<Vec<Topic>>);

impl EventSink for Told {
    fn changed(&self, topics: &[Topic]) {
        self.0.lock().unwrap().extend(topics);
    }

    fn balance_low(&self, _account_name: &str) {}
}

pub struct Scene {
    pub desk: Desk,
    pub vendor: Arc<Vendor>,
    pub account: Id,
    clock: Arc<PausedClock>,
    told: Arc<Told>,
    _folder: tempfile::TempDir,
}

impl Scene {
    /// A Lianjiang account: reports, replies and balance are polled.
    pub async fn new() -> Self {
        Self::of("lianjiang").await
    }

    /// An International SMS account: single messages are asked about.
    pub async fn international() -> Self {
        Self::of("intl_sms").await
    }

    async fn of(vendor_id: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(PausedClock {
            start: tokio::time::Instant::now(),
            ahead: Mutex::default(),
            waits: AtomicUsize::default(),
        });
        let vendor = Arc::new(Vendor {
            clock: clock.clone(),
            asked: Mutex::default(),
            reports: Mutex::default(),
            trouble: Mutex::default(),
            unreachable: Mutex::default(),
        });
        let told = Arc::new(Told::default());
        let around = Surroundings {
            clock: clock.clone(),
            random: Arc::new(SystemRandomness),
            keychain: Arc::new(MemoryKeychain::default()),
            door: vendor.clone(),
            events: told.clone(),
            points: Arc::new(NoPoints),
        };
        let profile = ProfileFolder::new(folder.path(), ProfileKind::Live);
        let desk = Desk::open(&profile, around).await.unwrap();
        headless::identify(&desk).await;
        let draft = AccountDraft {
            id: None,
            vendor: vendor_id.into(),
            name: "Support".into(),
            base_url: "https://vendor.test".into(),
            vendor_account: "user".into(),
            secret: Some(SecretString::from("secret")),
            extension: String::new(),
            signature: if vendor_id == "lianjiang" {
                "总机".into()
            } else {
                String::new()
            },
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
        let account = match desk.save_account(draft).await.unwrap() {
            SaveAccountResult::Saved { account } => account.id,
            SaveAccountResult::Invalid { problems } => panic!("{problems:?}"),
        };
        Self {
            desk,
            vendor,
            account,
            clock,
            told,
            _folder: folder,
        }
    }

    /// Forgets what was asked, lets time pass, and gives when a path was asked since, in seconds from then.
    pub async fn asked(&self, path: &str, time: Duration) -> Vec<i64> {
        self.vendor.asked.lock().unwrap().clear();
        let from = self.clock.now();
        tokio::time::sleep(time).await;
        self.vendor
            .asked
            .lock()
            .unwrap()
            .iter()
            .filter(|(asked, _)| asked == path)
            .map(|(_, at)| (*at - from).num_seconds())
            .collect()
    }

    /// Seconds between one report poll and the next, during `time`.
    pub async fn gaps(&self, time: Duration) -> Vec<i64> {
        let times = self.asked("report", time).await;
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// Every path that was asked since it was last forgotten.
    pub fn all_asked(&self) -> Vec<String> {
        let asked = self.vendor.asked.lock().unwrap();
        asked.iter().map(|(path, _)| path.clone()).collect()
    }

    pub fn jump(&self, ahead: TimeDelta) {
        *self.clock.ahead.lock().unwrap() += ahead;
    }

    pub fn now(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// How often something began to wait during `time`.
    pub async fn waits(&self, time: Duration) -> usize {
        let before = self.clock.waits.load(Ordering::Relaxed);
        tokio::time::sleep(time).await;
        self.clock.waits.load(Ordering::Relaxed) - before
    }

    /// How often the window was told of a topic during `time`.
    pub async fn told(&self, topic: Topic, time: Duration) -> usize {
        self.told.0.lock().unwrap().clear();
        tokio::time::sleep(time).await;
        let told = self.told.0.lock().unwrap();
        told.iter().filter(|one| **one == topic).count()
    }

    pub fn troubled(&self, trouble: Option<Outcome>) {
        *self.vendor.trouble.lock().unwrap() = trouble;
    }

    /// Nothing can be reached.
    pub fn unplugged(&self) {
        self.troubled(Some(Outcome::NeverConnected(Reason::ConnectionRefused)));
    }

    pub async fn poll(&self, kind: PollKind) -> PollStatus {
        let polls = self.desk.list_polls().await.unwrap();
        polls
            .into_iter()
            .find(|poll| (poll.account_id, poll.kind) == (self.account, kind))
            .unwrap()
    }

    pub async fn set_interval(&self, kind: PollKind, seconds: Option<u32>) -> Vec<FieldProblem> {
        let set = SetPollInterval {
            account_id: self.account,
            kind,
            seconds,
        };
        self.desk.set_poll_interval(set).await.unwrap()
    }
}
