//! A desk with one account of the privacy platform, which answers as it is told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use secrecy::SecretString;
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{AccountDraft, ProxyMode, PushKind, Reason, SaveAccountResult};
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindDraft, Binding, BindingKind, BindingQuery, BindingState, BindingStory,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::push::PastePush;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::{Clock, NoEvents, NoPoints, Surroundings, SystemRandomness};
use switchboard_core::vendors::door::{Door, Outcome, Route};
use switchboard_core::vendors::http::{HttpReply, HttpRequest};
use switchboard_tests::headless;

pub const X: &str = "17012345678";
pub const X2: &str = "17012345679";
pub const A: &str = "13800000001";
pub const B: &str = "13900000002";

/// Tokio's paused time as the time of day.
pub struct PausedClock {
    start: tokio::time::Instant,
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

/// What the vendor answers to a request.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This outcome.
    Outcome(Outcome),
    /// Nothing, ever.
    Silence,
}

/// An answer with this status and body.
pub fn reply(status: u16, body: &str) -> Answer {
    Answer::Outcome(Outcome::Reply(HttpReply {
        status,
        date: None,
        body: body.as_bytes().to_vec(),
    }))
}

/// An answer with this `error`.
pub fn code(error: u32) -> Answer {
    reply(200, &format!(r#"{{"error":{error},"reason":"said"}}"#))
}

pub fn refused() -> Answer {
    Answer::Outcome(Outcome::NeverConnected(Reason::ConnectionRefused))
}

pub fn timeout() -> Answer {
    Answer::Outcome(Outcome::Broken(Reason::ReplyTimeout))
}

pub fn bound(subid: &str) -> Answer {
    reply(200, &format!(r#"{{"error":0,"subid":"{subid}"}}"#))
}

/// A request as the vendor saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub method: &'static str,
    pub url: String,
    pub body: String,
    pub at: i64,
}

/// The vendor: answers what stands in line; the last answer stays.
pub struct Vendor {
    clock: Arc<PausedClock>,
    answers: Mutex<VecDeque<Answer>>,
    seen: Mutex<Vec<Seen>>,
}

#[async_trait]
impl Door for Vendor {
    async fn send(&self, request: &HttpRequest, _route: &Route) -> Outcome {
        self.seen.lock().unwrap().push(Seen {
            method: request.method.as_str(),
            url: request.url.clone(),
            body: String::from_utf8(request.body_bytes()).unwrap(),
            at: self.clock.now().timestamp(),
        });
        let answer = {
            let mut answers = self.answers.lock().unwrap();
            if answers.len() > 1 {
                answers.pop_front()
            } else {
                answers.front().cloned()
            }
        };
        match answer {
            Some(Answer::Outcome(outcome)) => outcome,
            Some(Answer::Silence) | None => std::future::pending().await,
        }
    }
}

pub struct Scene {
    pub desk: Desk,
    pub vendor: Arc<Vendor>,
    pub clock: Arc<PausedClock>,
    pub account: Id,
    keychain: Arc<MemoryKeychain>,
    folder: tempfile::TempDir,
}

impl Scene {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A scene whose account has these settings.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(PausedClock {
            start: tokio::time::Instant::now(),
            ahead: Mutex::default(),
        });
        let vendor = Arc::new(Vendor {
            clock: clock.clone(),
            answers: Mutex::default(),
            seen: Mutex::default(),
        });
        let keychain = Arc::new(MemoryKeychain::default());
        let desk = open(&folder, &vendor, &clock, &keychain).await;
        headless::identify(&desk).await;
        let scene = Self {
            account: 0,
            desk,
            vendor,
            clock,
            keychain,
            folder,
        };
        let account = scene.add_account("Numbers", settings).await;
        Self { account, ..scene }
    }

    pub async fn add_account(&self, name: &str, settings: &[(&str, &str)]) -> Id {
        let settings: BTreeMap<String, String> = settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let draft = AccountDraft {
            id: None,
            vendor: "privacy_number".into(),
            name: name.into(),
            base_url: "https://vendor.test".into(),
            vendor_account: "10000000".into(),
            secret: Some(SecretString::from("auth key")),
            extension: String::new(),
            signature: String::new(),
            operation_size: 1,
            settings,
            appids: vec!["app-1".into(), "app-2".into()],
            x_numbers: vec![X.into(), X2.into()],
            proxy_mode: ProxyMode::System,
            proxy_url: String::new(),
            proxy_user: String::new(),
            proxy_password: None,
            public_url: String::new(),
            fetches_reports: Some(false),
            http_acknowledged: false,
        };
        match self.desk.save_account(draft).await.unwrap() {
            SaveAccountResult::Saved { account } => account.id,
            SaveAccountResult::Invalid { problems } => panic!("{problems:?}"),
        }
    }

    /// Ends the program and starts it again.
    pub async fn restarted(self) -> Self {
        self.desk.close().await;
        let desk = open(&self.folder, &self.vendor, &self.clock, &self.keychain).await;
        Self { desk, ..self }
    }

    /// What the vendor answers from here on, in order; the last answer stays.
    pub fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        *self.vendor.answers.lock().unwrap() = answers.into_iter().collect();
    }

    /// What the vendor was asked to do; questions for the balance are left out.
    pub fn seen(&self) -> Vec<Seen> {
        let mut seen = self.vendor.seen.lock().unwrap().clone();
        seen.retain(|one| one.method != "GET");
        seen
    }

    pub fn forget_seen(&self) {
        self.vendor.seen.lock().unwrap().clear();
    }

    pub fn clock_millis(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    pub fn jump(&self, seconds: i64) {
        *self.clock.ahead.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    pub fn axb(&self) -> BindDraft {
        BindDraft {
            draft_id: format!("draft-{}", self.clock.now().timestamp_nanos_opt().unwrap()),
            account_id: self.account,
            kind: BindingKind::Axb,
            appid: "app-1".into(),
            x_number: X.into(),
            a_number: A.into(),
            b_number: B.into(),
            ttl_seconds: Some(3600),
            record: false,
            shows_a_to_b: false,
            shows_caller_to_a: false,
            anucode: String::new(),
            ansanu: String::new(),
            user_text: String::new(),
            reference: "order-7".into(),
        }
    }

    pub fn xa(&self) -> BindDraft {
        BindDraft {
            kind: BindingKind::Xa,
            b_number: String::new(),
            ..self.axb()
        }
    }

    /// Approves a draft as it is planned now.
    pub async fn approve(&self, draft: BindDraft) -> Id {
        let plan = self.desk.plan_bind(draft.clone()).await.unwrap();
        assert!(plan.blockers.is_empty(), "{:?}", plan.blockers);
        let approval = ApproveBind {
            draft,
            fingerprint: plan.fingerprint,
            confirmed: plan.confirmations,
        };
        match self.desk.approve_bind(approval).await.unwrap() {
            ApproveBindResult::Approved { binding_id } => binding_id,
            ApproveBindResult::NotAsShown { plan } => panic!("{plan:?}"),
        }
    }

    /// Binds with these answers, and waits until it stands.
    pub async fn bind(&self, draft: BindDraft, answers: impl IntoIterator<Item = Answer>) -> Binding {
        self.answers(answers);
        let id = self.approve(draft).await;
        self.settled(id).await
    }

    /// Releases with these answers, and waits until it stands.
    pub async fn release(&self, id: Id, answers: impl IntoIterator<Item = Answer>) -> Binding {
        self.answers(answers);
        self.desk.release_binding(id).await.unwrap();
        self.settled(id).await
    }

    pub async fn story(&self, id: Id) -> BindingStory {
        self.desk.binding_story(id).await.unwrap()
    }

    /// Waits until nothing of a binding is under way.
    pub async fn settled(&self, id: Id) -> Binding {
        for _ in 0..7200 {
            let binding = self.story(id).await.binding;
            if !matches!(binding.state, BindingState::Binding | BindingState::Releasing) {
                return binding;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("it is still under way");
    }

    /// The same by the vendor's side alone: looking at the list ends what is past.
    pub async fn settled_without_looking(&self, id: Id) -> Binding {
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.jump(-300);
        let binding = self.story(id).await.binding;
        self.jump(300);
        assert_eq!(binding.state, BindingState::Bound);
        binding
    }

    pub async fn list(&self, search: &str, live_only: bool) -> Vec<Binding> {
        let query = BindingQuery {
            live_only,
            account_id: None,
            search: search.into(),
            before: None,
            limit: 100,
        };
        self.desk.list_bindings(query).await.unwrap().rows
    }

    /// A push of the vendor, form encoded.
    pub async fn push(&self, kind: PushKind, fields: &[(&str, &str)]) {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace('+', "%2B").replace('=', "%3D")))
            .collect::<Vec<_>>()
            .join("&");
        let pasted = PastePush {
            account_id: self.account,
            kind,
            body,
        };
        self.desk.paste_push(pasted).await.unwrap();
    }
}

async fn open(
    folder: &tempfile::TempDir,
    vendor: &Arc<Vendor>,
    clock: &Arc<PausedClock>,
    keychain: &Arc<MemoryKeychain>,
) -> Desk {
    let around = Surroundings {
        clock: clock.clone(),
        random: Arc::new(SystemRandomness),
        keychain: keychain.clone(),
        door: vendor.clone(),
        events: Arc::new(NoEvents),
        points: Arc::new(NoPoints),
    };
    let profile = ProfileFolder::new(folder.path(), ProfileKind::Live);
    Desk::open(&profile, around).await.unwrap()
}
