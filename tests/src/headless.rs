//! A desk without a window: the real core, the real encrypted database, real HTTP to a sandbox.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use switchboard_core::contract::Id;
use switchboard_core::contract::account::SecretKind;
use switchboard_core::contract::message::{
    MessageFilter, MessagePage, MessageQuery, MessageRow, MessageState,
};
use switchboard_core::contract::profile::{Identity, ProfileKind};
use switchboard_core::contract::send::{ApproveResult, ApproveSend, SendBody, SendDraft, SendPlan};
use switchboard_core::desk::Desk;
use switchboard_core::desk::practice::{PracticeAccount, PracticeTemplate};
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::{Keychain, MemoryKeychain};
use switchboard_core::surroundings::{NoEvents, Points, Surroundings, SystemClock, SystemRandomness};
use switchboard_core::vendors::door::{DoorLimits, HttpDoor};
use switchboard_sandbox::Lianjiang;

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A practice profile in `folder`, reaching `vendor`. Polls only when asked.
pub async fn open(folder: &Path, vendor: &Lianjiang, points: Arc<dyn Points>) -> Desk {
    open_with(folder, vendor, points, DoorLimits::default()).await
}

/// The same with other limits of the door.
pub async fn open_with(
    folder: &Path,
    vendor: &Lianjiang,
    points: Arc<dyn Points>,
    limits: DoorLimits,
) -> Desk {
    let around = surroundings(Arc::new(MemoryKeychain::default()), points, limits);
    let folder = ProfileFolder::new(folder, ProfileKind::Practice);
    let desk = Desk::open(&folder, around).await.expect("the profile opens");
    desk.prepare_practice(account(vendor), 0)
        .await
        .expect("the account is made");
    identify(&desk).await;
    desk
}

/// Everything real but the keychain, the points and the limits.
pub fn surroundings(
    keychain: Arc<dyn Keychain>,
    points: Arc<dyn Points>,
    limits: DoorLimits,
) -> Surroundings {
    Surroundings {
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandomness),
        keychain,
        door: Arc::new(HttpDoor::new(limits, true).expect("a door")),
        events: Arc::new(NoEvents),
        points,
    }
}

/// Says who works at the desk.
pub async fn identify(desk: &Desk) {
    let identity = Identity {
        operator: "Li Min".into(),
        desk: "T01".into(),
    };
    let problems = desk.set_identity(identity).await.expect("the identity is stored");
    assert!(problems.is_empty(), "{problems:?}");
}

fn account(vendor: &Lianjiang) -> PracticeAccount {
    PracticeAccount {
        vendor: "lianjiang".into(),
        name: "Sandbox".into(),
        signature: "总机".into(),
        base_url: vendor.base_url.clone(),
        vendor_account: vendor.account.clone(),
        secrets: vec![(SecretKind::Secret, vendor.key.clone().into())],
        templates: vec![PracticeTemplate {
            name: "Code".into(),
            template_id: vendor.template_id.clone(),
            text: vendor.template.clone(),
            voice: false,
        }],
        appids: Vec::new(),
        x_numbers: Vec::new(),
    }
}

/// The id of the one account.
pub async fn account_id(desk: &Desk) -> Id {
    desk.list_accounts().await.expect("accounts")[0].id
}

/// Waits until this process holds none of the database's files any more: connections are closed
/// on threads of their own.
pub async fn closed(database: &Path) {
    let name = database.to_string_lossy().into_owned();
    until(async || {
        let mut held = std::fs::read_dir("/proc/self/fd")
            .expect("/proc")
            .filter_map(Result::ok);
        let still = held.any(|fd| {
            std::fs::read_link(fd.path()).is_ok_and(|path| path.to_string_lossy().starts_with(&name))
        });
        (!still).then_some(())
    })
    .await;
}

/// A practice profile's database, opened from outside with its key.
pub fn database(folder: &Path) -> rusqlite::Connection {
    let folder = folder.join("practice");
    let text = std::fs::read_to_string(folder.join("profile.json")).expect("profile.json");
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let connection = rusqlite::Connection::open(folder.join("switchboard.db")).expect("the database");
    let key = description["practice_key"].as_str().expect("the practice key");
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{key}'\"; PRAGMA busy_timeout = 10000;"
        ))
        .expect("the key");
    connection
}

/// A draft of a plain send.
pub async fn draft(desk: &Desk, recipients: &str) -> SendDraft {
    SendDraft {
        callback_url: String::new(),
        draft_id: format!("draft-{recipients}"),
        account_id: account_id(desk).await,
        recipients: recipients.into(),
        body: SendBody::Plain {
            signature: "总机".into(),
            content: "您的订单已发货".into(),
        },
        reference: "A-20611".into(),
        echo: String::new(),
    }
}

/// Plans and approves a draft, confirming whatever it asks.
pub async fn send(desk: &Desk, draft: SendDraft) -> Id {
    let plan = desk.plan_send(draft.clone()).await.expect("a plan");
    approve(desk, draft, plan).await
}

/// Approves a plan as it was shown.
pub async fn approve(desk: &Desk, draft: SendDraft, plan: SendPlan) -> Id {
    let approval = ApproveSend {
        draft,
        fingerprint: plan.fingerprint,
        confirmed: plan.confirmations,
    };
    match desk.approve_send(approval).await.expect("an approval") {
        ApproveResult::Approved { job_id } => job_id,
        ApproveResult::NotAsShown { plan } => panic!("not approved: {plan:?}"),
    }
}

/// Every message, oldest first.
pub async fn messages(desk: &Desk) -> Vec<MessageRow> {
    let query = MessageQuery {
        filter: MessageFilter::default(),
        before: None,
        limit: 500,
    };
    let MessagePage { mut rows, .. } = desk.list_messages(query).await.expect("messages");
    rows.reverse();
    rows
}

/// Waits until nothing is on its way to the vendor; gives the messages.
pub async fn submitted(desk: &Desk) -> Vec<MessageRow> {
    until(async || {
        // The jobs first: a job that ends between the two looks has its messages settled already.
        let waiting = desk
            .list_open_jobs()
            .await
            .expect("jobs")
            .iter()
            .any(|job| job.state == switchboard_core::contract::send::JobState::Running);
        let rows = messages(desk).await;
        let moving = rows.iter().any(|row| row.state == MessageState::Sending);
        (!waiting && !moving).then_some(rows)
    })
    .await
}

/// Polls until no message waits for its report; gives the messages.
pub async fn reported(desk: &Desk) -> Vec<MessageRow> {
    let account = account_id(desk).await;
    until(async || {
        desk.poll_now(account).await.expect("a poll");
        let rows = messages(desk).await;
        (!rows.iter().any(|row| row.state == MessageState::Accepted)).then_some(rows)
    })
    .await
}

/// Waits for something a person would wait for.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(
            tokio::time::Instant::now() < end,
            "it did not happen within {PATIENCE:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A call to the sandbox's control, as its README describes it.
pub struct Control {
    url: String,
    client: reqwest::Client,
}

impl Control {
    /// The control at `url`.
    pub fn new(url: &str) -> Self {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self {
            url: url.into(),
            client,
        }
    }

    /// `POST /{path}`.
    pub async fn post(&self, path: &str, body: Value) {
        let reply = self
            .client
            .post(format!("{}/{path}", self.url))
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .expect("the control answers");
        let status = reply.status();
        assert!(
            status.is_success(),
            "{path}: {status} {}",
            reply.text().await.unwrap_or_default()
        );
    }

    /// `GET /log`: what the sandbox accepted, which is the judge of "sent once".
    pub async fn log(&self) -> Vec<Value> {
        self.look("log").await
    }

    /// `GET /log?all=1`: every request that reached it, which is the judge of "nothing at all".
    pub async fn all(&self) -> Vec<Value> {
        self.look("log?all=1").await
    }

    async fn look(&self, path: &str) -> Vec<Value> {
        let reply = self
            .client
            .get(format!("{}/{path}", self.url))
            .send()
            .await
            .expect("the control answers");
        let text = reply.text().await.expect("a log");
        serde_json::from_str(&text).expect("a JSON array")
    }

    /// Every number of every accepted send, in order, each as often as it was sent to.
    pub async fn sent_to(&self) -> Vec<String> {
        let mut numbers = Vec::new();
        for entry in self.log().await {
            if matches!(entry["operation"].as_str(), Some("plain_send" | "template_send")) {
                for number in entry["recipients"].as_array().expect("recipients") {
                    numbers.push(number.as_str().expect("a number").to_owned());
                }
            }
        }
        numbers
    }
}
