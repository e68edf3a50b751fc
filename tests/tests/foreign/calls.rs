//! Call records and call starts that were pushed to one desk for another.

use std::sync::Arc;

use data_encoding::BASE64;
use serde_json::{Value, json};
use switchboard_core::contract::Id;
use switchboard_core::contract::account::PushKind;
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindDraft, BindingKind, BindingState, BindingStory,
};
use switchboard_core::contract::exchange::{ForeignItems, HandOver, TakenIn};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::push::{PastePush, Push, PushWhat};
use switchboard_core::desk::Desk;
use switchboard_core::desk::hand_over::{Package, Packed};
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::Sandbox;
use switchboard_tests::conformance::{A, B, practice_accounts};
use switchboard_tests::headless::{self, Control};

use crate::{PASSPHRASE, call, take};

/// The vendor pushes to desk T01; desk T02 binds over the same account.
struct Two {
    listening: Desk,
    binding: Desk,
    account: Id,
    control: Control,
    folders: [tempfile::TempDir; 2],
    _sandbox: Sandbox,
}

async fn two() -> Two {
    let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let control = Control::new(&sandbox.description().control);
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (listening, its_account) = open(&folders[0], &sandbox, "T01").await;
    let (binding, account) = open(&folders[1], &sandbox, "T02").await;
    let mut urls = json!({});
    for callback in listening.list_callbacks(its_account).await.unwrap() {
        let name = match callback.kind {
            PushKind::CallRecord => "cdr",
            PushKind::CallStart => "call_start",
            other => panic!("{other:?}"),
        };
        urls[name] = json!(callback.local_url);
    }
    control.post("push_urls", json!({ "privacy_number": urls })).await;
    Two {
        listening,
        binding,
        account,
        control,
        folders,
        _sandbox: sandbox,
    }
}

async fn open(folder: &tempfile::TempDir, sandbox: &Sandbox, id: &str) -> (Desk, Id) {
    let around = headless::surroundings(
        Arc::new(MemoryKeychain::default()),
        Arc::new(NoPoints),
        DoorLimits::default(),
    );
    let profile = ProfileFolder::new(folder.path(), ProfileKind::Practice);
    let desk = Desk::open(&profile, around).await.unwrap();
    call(&desk, id).await;
    let port = desk.receive_practice().await.unwrap();
    let mut accounts = practice_accounts(sandbox);
    accounts.retain(|account| account.vendor == "privacy_number");
    let account = desk.prepare_practice(accounts.remove(0), port).await.unwrap();
    (desk, account)
}

impl Two {
    async fn bind(&self, kind: BindingKind) -> BindingStory {
        let mut accounts = self.binding.list_accounts().await.unwrap();
        let account = accounts.remove(0);
        let draft = BindDraft {
            draft_id: "draft".into(),
            account_id: account.id,
            kind,
            appid: account.appids[0].clone(),
            x_number: account.x_numbers[0].clone(),
            a_number: A.into(),
            b_number: match kind {
                BindingKind::Axb => B.into(),
                BindingKind::Xa => String::new(),
            },
            ttl_seconds: Some(3600),
            record: true,
            shows_a_to_b: false,
            shows_caller_to_a: false,
            anucode: String::new(),
            ansanu: String::new(),
            user_text: "order 7".into(),
            reference: "A-20611".into(),
        };
        let plan = self.binding.plan_bind(draft.clone()).await.unwrap();
        let approval = ApproveBind {
            draft,
            fingerprint: plan.fingerprint,
            confirmed: plan.confirmations,
        };
        let ApproveBindResult::Approved { binding_id } = self.binding.approve_bind(approval).await.unwrap()
        else {
            panic!("as shown");
        };
        headless::until(async || {
            let story = self.story(binding_id).await;
            (story.binding.state != BindingState::Binding).then_some(story)
        })
        .await
    }

    async fn story(&self, id: Id) -> BindingStory {
        self.binding.binding_story(id).await.unwrap()
    }

    /// Somebody calls through X; both pushes come to the desk that listens. Gives how many it then warns of.
    async fn called(&self, story: &BindingStory) -> u32 {
        let played = json!({ "x_number": story.binding.x_number, "caller": A, "result": "answered",
            "recording": "http://127.0.0.1:9/r.mp3" });
        self.played(played, 2).await
    }

    /// A call is played; the desk that listens warns of so many more.
    async fn played(&self, call: Value, more: u32) -> u32 {
        let before = self.warned().await.0;
        self.control.post("calls", call).await;
        headless::until(async || {
            let (now, _) = self.warned().await;
            (now == before + more).then_some(now)
        })
        .await
    }

    /// What the status bar and the account warn of.
    async fn warned(&self) -> (u32, u32) {
        let status = self.listening.desk_status().await.unwrap();
        let account = self.listening.list_accounts().await.unwrap().remove(0);
        (status.foreign_items, account.foreign_items)
    }

    async fn foreign(&self) -> ForeignItems {
        let mut items = self.listening.list_foreign().await.unwrap();
        assert_eq!(items.len(), 1, "{items:?}");
        items.remove(0)
    }

    async fn package(&self) -> Package {
        let request = HandOver {
            account_id: self.foreign().await.account_id,
            desk: "T02".into(),
            passphrase: PASSPHRASE.into(),
        };
        match self.listening.pack(request).await.unwrap() {
            Packed::Ready(package) => package,
            Packed::PassphraseTooShort => panic!("long enough"),
        }
    }

    /// The desk that binds gets by itself what the vendor pushed to the other.
    async fn pushed_here_too(&self) -> Vec<Push> {
        let bodies: Vec<(String, String)> = {
            let database = headless::database(self.folders[0].path());
            let mut statement = database
                .prepare("SELECT kind, CAST(body AS TEXT) FROM push ORDER BY id")
                .unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.unwrap().collect::<Result<_, _>>().unwrap()
        };
        let mut pushes = Vec::new();
        for (kind, body) in bodies {
            let pasted = PastePush {
                account_id: self.account,
                kind: serde_json::from_value(Value::String(kind)).unwrap(),
                body,
            };
            pushes.push(self.binding.paste_push(pasted).await.unwrap());
        }
        pushes
    }

    async fn close(self) {
        self.listening.close().await;
        self.binding.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_was_pushed_to_another_desk_is_handed_over_and_finds_its_binding() {
    let two = two().await;
    let story = two.bind(BindingKind::Axb).await;
    assert_eq!(story.binding.state, BindingState::Bound);
    assert_eq!(two.called(&story).await, 2);
    assert_eq!(two.warned().await, (2, 2));
    let foreign = two.foreign().await;
    assert_eq!(
        (
            foreign.desk.as_deref(),
            foreign.reports,
            foreign.calls,
            foreign.not_handed_over
        ),
        (Some("T02"), 0, 2, 2)
    );

    let package = two.package().await;
    assert_eq!((package.reports(), package.calls()), (0, 2));
    let file = package.bytes.clone();
    // A program that knows nothing of calls refuses it: it would leave them out.
    assert!(file.starts_with(b"SWHANDO2"));
    for plain in [A, B, &story.binding.x_number, "answered", "T02", "privacy_number"] {
        assert!(
            !file.windows(plain.len()).any(|part| part == plain.as_bytes()),
            "{plain}"
        );
    }
    assert_eq!(two.warned().await, (2, 2), "not before the file is written");
    two.listening.handed_over(package).await.unwrap();
    assert_eq!(two.warned().await, (0, 0));
    let foreign = two.foreign().await;
    assert_eq!(
        (foreign.calls, foreign.not_handed_over),
        (2, 0),
        "nothing is removed"
    );

    let (new, known, matched) = (2, 0, 2);
    assert_eq!(
        take(&two.binding, PASSPHRASE, &file).await,
        TakenIn::Taken { new, known, matched }
    );
    let after = two.story(story.binding.id).await;
    let [record, start] = after.calls.as_slice() else {
        panic!("{:?}", after.calls);
    };
    let (record, start) = if record.kind == PushKind::CallRecord {
        (record, start)
    } else {
        (start, record)
    };
    assert_eq!(start.kind, PushKind::CallStart);
    assert_eq!(record.result.as_deref(), Some("answered"));
    assert!(record.has_recording && record.duration_seconds.is_some() && record.began_at.is_some());
    assert_eq!(record.x_number, story.binding.x_number);
    assert!(!record.fields.is_empty());
    let shown = format!("{:?}", after.calls);
    assert!(!shown.contains(A) && !shown.contains(B), "{shown}");
    // Here they are nobody else's.
    assert_eq!(two.binding.desk_status().await.unwrap().foreign_items, 0);

    // A second time changes nothing, nor does the vendor's own push.
    let (new, known, matched) = (0, 2, 0);
    assert_eq!(
        take(&two.binding, PASSPHRASE, &file).await,
        TakenIn::Taken { new, known, matched }
    );
    for push in two.pushed_here_too().await {
        assert_eq!(push.effects[0].what, PushWhat::Duplicate, "{push:?}");
    }
    assert_eq!(two.story(story.binding.id).await.calls, after.calls);

    // What was handed over may be handed over again; what is new goes alone.
    assert_eq!(two.package().await.calls(), 2);
    two.called(&story).await;
    assert_eq!(two.package().await.calls(), 2);
    let written: (i64, i64, String) = headless::database(two.folders[1].path())
        .query_row(
            "SELECT reports, calls, operator FROM hand_over ORDER BY id LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(written, (0, 2, "Wang Fang".into()));
    two.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_came_here_before_is_counted_once() {
    let two = two().await;
    let story = two.bind(BindingKind::Axb).await;
    two.called(&story).await;
    for push in two.pushed_here_too().await {
        assert_eq!(
            push.effects[0].what,
            PushWhat::Binding {
                binding_id: story.binding.id
            }
        );
    }
    let before = two.story(story.binding.id).await.calls;
    let (new, known, matched) = (0, 2, 0);
    let file = two.package().await.bytes;
    assert_eq!(
        take(&two.binding, PASSPHRASE, &file).await,
        TakenIn::Taken { new, known, matched }
    );
    assert_eq!(
        (before.len(), two.story(story.binding.id).await.calls),
        (2, before)
    );
    two.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_taken_in_ends_the_doubt_about_its_binding() {
    let two = two().await;
    // The vendor took it, nobody heard so, and it refuses the second try.
    let faults = json!([
        { "vendor": "privacy_number", "operation": "axb_bind", "kind": "drop_after" },
        { "vendor": "privacy_number", "operation": "axb_bind", "kind": "code", "code": 1302 },
    ]);
    two.control.post("faults", faults).await;
    let story = two.bind(BindingKind::Axb).await;
    assert_eq!(story.binding.state, BindingState::Unknown);
    two.called(&story).await;
    let file = two.package().await.bytes;
    let (new, known, matched) = (2, 0, 2);
    assert_eq!(
        take(&two.binding, PASSPHRASE, &file).await,
        TakenIn::Taken { new, known, matched }
    );
    let after = two.story(story.binding.id).await;
    assert_eq!((after.binding.state, after.calls.len()), (BindingState::Bound, 2));
    assert!(after.binding.subid.is_some());
    two.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_without_a_time_is_of_the_time_it_was_pushed_at_not_of_the_taking_in() {
    let two = two().await;
    let account = two.binding.list_accounts().await.unwrap().remove(0);
    // A binding of the desk's that is not in its data any more.
    let call = json!({ "x_number": account.x_numbers[0], "caller": B, "callee": "", "subid": "",
        "userData": BASE64.encode(b"T02abcdefghj"), "pushes": ["call_start"], "call_start": { "callTime": null } });
    two.played(call, 1).await;
    let story = two.bind(BindingKind::Xa).await;
    assert_eq!(story.binding.state, BindingState::Bound);
    let file = two.package().await.bytes;
    let (new, known, matched) = (1, 0, 0);
    assert_eq!(
        take(&two.binding, PASSPHRASE, &file).await,
        TakenIn::Taken { new, known, matched }
    );
    assert!(two.story(story.binding.id).await.calls.is_empty());
    two.close().await;
}
