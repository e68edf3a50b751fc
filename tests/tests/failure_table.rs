//! Every row of the failure table (`docs/ARCHITECTURE.md`), played by the sandbox over real HTTP:
//! what the ledger says, who is paused, and what the sandbox's own log counts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// The reason: in a test, what is not as expected ends the test.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::message::{
    DecideMessage, Decision, Evidence, MessageState, SendAgain, StoryWhat, WayOut,
};
use switchboard_core::contract::send::{ApproveResult, ApproveSend, JobState};
use switchboard_core::desk::Desk;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_tests::headless;
use switchboard_tests::scene::{open, scene};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_answer_leaves_doubt_whether_or_not_the_vendor_acted() {
    for (fault, sent) in [
        (json!({ "kind": "drop_before" }), 0),
        (json!({ "kind": "drop_after" }), 1),
        (json!({ "kind": "truncate" }), 1),
        (json!({ "kind": "garble" }), 1),
        (json!({ "kind": "html" }), 1),
        (json!({ "kind": "empty" }), 1),
        (json!({ "kind": "huge" }), 1),
        (json!({ "kind": "hang" }), 1),
        (json!({ "kind": "status", "status": 500 }), 0),
        (json!({ "kind": "status", "status": 502, "accepted": true }), 1),
        (json!({ "kind": "status", "status": 302 }), 0),
        (json!({ "kind": "status", "status": 408 }), 0),
        (json!({ "kind": "status", "status": 429 }), 0),
        (json!({ "kind": "code", "code": 49999 }), 0),
        (json!({ "kind": "code", "code": 12345, "accepted": true }), 1),
    ] {
        let scene = scene().await;
        let row = scene.send_under(fault.clone()).await;
        assert_eq!(row.state, MessageState::Unknown, "{fault}");
        assert_eq!(scene.sent().await, sent, "{fault}");
        assert!(!scene.account_is_paused().await, "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_final_and_stops_whom_it_concerns() {
    for (fault, account_paused) in [
        (json!({ "kind": "code", "code": 40010 }), false),
        (json!({ "kind": "code", "code": 40003 }), true),
        (json!({ "kind": "code", "code": 40008 }), true),
        (json!({ "kind": "status", "status": 401 }), true),
        (json!({ "kind": "status", "status": 403 }), true),
        (json!({ "kind": "status", "status": 404 }), false),
        (json!({ "kind": "status", "status": 413 }), false),
    ] {
        let scene = scene().await;
        let row = scene.send_under(fault.clone()).await;
        assert_eq!(row.state, MessageState::Rejected, "{fault}");
        assert_eq!(scene.account_is_paused().await, account_paused, "{fault}");
        assert_eq!(scene.sent().await, 0, "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_never_connected_is_tried_three_times_and_waits_for_resume() {
    let scene = scene().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let vendor = &scene.sandbox.description().vendors.lianjiang;
    let mut elsewhere = vendor.clone();
    elsewhere.base_url = format!("http://127.0.0.1:{port}");
    scene.desk.close().await;
    let desk = headless::open(scene.folder.path(), &elsewhere, Arc::new(NoPoints)).await;
    headless::send(&desk, headless::draft(&desk, "13800000001").await).await;
    let row = headless::until(async || {
        let row = headless::messages(&desk).await.remove(0);
        (row.state == MessageState::NotSent).then_some(row)
    })
    .await;
    assert_eq!(row.reason, Some(Reason::ConnectionRefused));
    let story = desk.message_story(row.id).await.unwrap();
    assert_eq!(story.attempts.len(), 3);
    assert_eq!(story.ways_out, [WayOut::ResumeJob]);
    let jobs = desk.list_open_jobs().await.unwrap();
    assert_eq!((jobs[0].state, jobs[0].remaining), (JobState::Paused, 1));

    // The vendor is back: Resume sends what never left, once.
    desk.close().await;
    let desk = headless::open(scene.folder.path(), vendor, Arc::new(NoPoints)).await;
    desk.resume_job(jobs[0].id).await.unwrap();
    assert_eq!(headless::submitted(&desk).await[0].state, MessageState::Accepted);
    assert_eq!(scene.sent().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_doubt_in_a_job_pauses_the_rest() {
    let scene = scene().await;
    let account = scene.desk.list_accounts().await.unwrap().remove(0);
    scene.desk.close().await;
    let desk = open(scene.folder.path(), &scene.sandbox, DoorLimits::default()).await;
    set_operation_size(&desk, account, 2).await;
    scene.fault("plain_send", json!({ "kind": "drop_after" })).await;
    headless::send(
        &desk,
        headless::draft(
            &desk,
            "13800000001\n13800000002\n13800000003\n13800000004\n13800000005",
        )
        .await,
    )
    .await;
    let rows = headless::submitted(&desk).await;
    let states: Vec<_> = rows.iter().map(|row| row.state).collect();
    use MessageState::{Accepted, Queued, Unknown};
    assert_eq!(states, [Unknown, Unknown, Queued, Queued, Queued]);
    let job = desk.list_open_jobs().await.unwrap().remove(0);
    assert_eq!(
        (job.state, job.remaining, job.paused),
        (JobState::Paused, 3, Some(Reason::ConnectionCut))
    );

    desk.resume_job(job.id).await.unwrap();
    let states: Vec<_> = headless::submitted(&desk)
        .await
        .iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(
        states,
        [Unknown, Unknown, Accepted, Accepted, Accepted],
        "what is in doubt is not sent again"
    );
    assert_eq!(scene.sent().await, 5);
    let states: Vec<_> = headless::reported(&desk)
        .await
        .iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(
        states,
        [MessageState::Delivered; 5],
        "a report with our token resolves the doubt"
    );
}

async fn set_operation_size(desk: &Desk, account: switchboard_core::contract::account::Account, size: u32) {
    let draft = switchboard_core::contract::account::AccountDraft {
        id: Some(account.id),
        vendor: account.vendor,
        name: account.name,
        base_url: account.base_url,
        vendor_account: account.vendor_account,
        secret: None,
        extension: account.extension,
        signature: account.signature,
        operation_size: size,
        settings: account.settings,
        appids: account.appids,
        x_numbers: account.x_numbers,
        proxy_mode: account.proxy_mode,
        proxy_url: account.proxy_url,
        proxy_user: account.proxy_user,
        proxy_password: None,
        public_url: account.public_url,
        fetches_reports: Some(true),
        http_acknowledged: false,
    };
    let saved = desk.save_account(draft).await.unwrap();
    assert!(
        matches!(
            saved,
            switchboard_core::contract::account::SaveAccountResult::Saved { .. }
        ),
        "{saved:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_message_is_looked_into_decided_or_sent_again() {
    let scene = scene().await;
    scene.control.post("reports", json!({ "hold": true })).await;
    let row = scene.send_under(json!({ "kind": "drop_after" })).await;
    let desk = &scene.desk;
    assert_eq!(desk.look_for_evidence(row.id).await.unwrap(), Evidence::Nothing);

    let again = SendAgain {
        draft_id: "again".into(),
        message_id: row.id,
        why: "the customer asks for it".into(),
    };
    let first = desk.send_again(again.clone()).await.unwrap();
    let second = desk.send_again(again).await.unwrap();
    assert_eq!(first, second, "the same dialog sends once");
    let rows = headless::submitted(desk).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0].state,
        MessageState::Unknown,
        "the doubt about the first is not resolved by it"
    );
    assert_eq!(scene.sent().await, 2);

    let decided = DecideMessage {
        message_id: row.id,
        decision: Decision::Failed,
        why: "asked by phone".into(),
    };
    desk.decide_message(decided).await.unwrap();
    assert!(headless::messages(desk).await[0].decided_by_hand);

    // A late report overrules the operator, and both having arrived is shown.
    scene.control.post("reports", json!({ "hold": false })).await;
    headless::until(async || {
        desk.poll_now(headless::account_id(desk).await).await.unwrap();
        let rows = headless::messages(desk).await;
        rows.iter()
            .all(|row| row.state == MessageState::Delivered)
            .then_some(())
    })
    .await;
    let story = desk.message_story(row.id).await.unwrap();
    assert!(story.arrived_twice && !story.message.decided_by_hand);
    assert_eq!(story.sent_again_as, Some(rows[1].id));
    assert!(
        story
            .events
            .iter()
            .any(|event| matches!(&event.what, StoryWhat::Decided { why, .. } if why == "asked by phone"))
    );
    assert!(
        story
            .attempts
            .iter()
            .all(|attempt| attempt.request_body.contains("{{key}}"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_verdict_is_shown_and_the_first_stays() {
    let scene = scene().await;
    scene
        .control
        .post("reports", json!({ "default": "MK:0001", "after_ms": 0 }))
        .await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    let row = headless::reported(&scene.desk).await.remove(0);
    assert_eq!(
        (row.state, row.reason),
        (
            MessageState::Failed,
            Some(Reason::ReportCode {
                code: "MK:0001".into(),
                vendor: String::new(),
                table: String::new(),
            })
        )
    );
    let log = scene.control.log().await;
    let sent = log
        .iter()
        .find(|entry| entry["operation"] == "plain_send")
        .unwrap();
    let late =
        json!([{ "msgId": sent["msg_id"], "mobile": "13800000001", "code": "DELIVRD", "ext": sent["ext"] }]);
    scene.control.post("reports", late).await;
    scene
        .desk
        .poll_now(headless::account_id(&scene.desk).await)
        .await
        .unwrap();
    let story = scene.desk.message_story(row.id).await.unwrap();
    assert_eq!(story.message.state, MessageState::Failed);
    assert!(story.contradicted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approval_is_for_what_was_shown_and_once_per_draft() {
    let scene = scene().await;
    let desk = &scene.desk;
    let draft = headless::draft(desk, "13800000001").await;
    let plan = desk.plan_send(draft.clone()).await.unwrap();
    let mut changed = draft.clone();
    changed.recipients.push_str("\n13800000002");
    let approval = ApproveSend {
        draft: changed,
        fingerprint: plan.fingerprint.clone(),
        confirmed: Vec::new(),
    };
    assert!(matches!(
        desk.approve_send(approval).await.unwrap(),
        ApproveResult::NotAsShown { .. }
    ));
    assert!(headless::messages(desk).await.is_empty());

    let approval = ApproveSend {
        draft: draft.clone(),
        fingerprint: plan.fingerprint,
        confirmed: Vec::new(),
    };
    let (first, second) = tokio::join!(desk.approve_send(approval.clone()), desk.approve_send(approval));
    assert_eq!(first.unwrap(), second.unwrap());
    headless::submitted(desk).await;
    assert_eq!(scene.sent().await, 1);

    // The same text to the same number within ten minutes asks once more, and so do many numbers.
    let mut repeated = draft;
    repeated.draft_id = "another".into();
    let plan = desk.plan_send(repeated.clone()).await.unwrap();
    assert_eq!(plan.confirmations.len(), 1, "{:?}", plan.confirmations);
    let approval = ApproveSend {
        draft: repeated,
        fingerprint: plan.fingerprint,
        confirmed: Vec::new(),
    };
    assert!(matches!(
        desk.approve_send(approval).await.unwrap(),
        ApproveResult::NotAsShown { .. }
    ));
    assert_eq!(scene.sent().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_goes_out_with_each_recipients_own_variables() {
    let scene = scene().await;
    let desk = &scene.desk;
    let account_id = headless::account_id(desk).await;
    let template = desk.list_templates(account_id).await.unwrap().remove(0);
    let mut draft = headless::draft(desk, "13800000001\t1224\t5\n13800000002\t7731\t10").await;
    draft.body = switchboard_core::contract::send::SendBody::Template {
        template_id: template.id,
        signature: String::new(),
    };
    let plan = desk.plan_send(draft.clone()).await.unwrap();
    assert!(
        plan.previews[1].text.contains("7731"),
        "{}",
        plan.previews[1].text
    );
    headless::approve(desk, draft, plan).await;
    let rows = headless::submitted(desk).await;
    assert!(rows[0].text.contains("1224") && rows[1].text.contains("10"));
    let log = scene.control.log().await;
    let sent = log
        .iter()
        .find(|entry| entry["operation"] == "template_send")
        .unwrap();
    assert_eq!(sent["params"], json!([["1224", "5"], ["7731", "10"]]));
    let states: Vec<_> = headless::reported(desk)
        .await
        .iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(states, [MessageState::Delivered; 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_overtook_the_reply_is_believed_after_a_restart() {
    let scene = scene().await;
    headless::send(
        &scene.desk,
        headless::draft(&scene.desk, "13800000001\n13800000002").await,
    )
    .await;
    headless::submitted(&scene.desk).await;
    scene.desk.close().await;
    // As it stands when the program is killed while the reply hangs and a report has come.
    headless::database(scene.folder.path())
        .execute_batch(
            "UPDATE attempt SET state = 'dispatching'; UPDATE message SET state = 'sending';
             UPDATE job SET state = 'running';",
        )
        .unwrap();
    let desk = open(scene.folder.path(), &scene.sandbox, DoorLimits::default()).await;
    let states: Vec<_> = headless::messages(&desk)
        .await
        .iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(states, [MessageState::Accepted; 2]);
    assert!(desk.list_open_jobs().await.unwrap().is_empty());
}

/// A port on which connections are neither taken nor refused.
struct FullQueue {
    listener: tokio::net::TcpListener,
    _waiting: Vec<tokio::net::TcpStream>,
}

impl FullQueue {
    async fn new() -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let mut waiting = Vec::new();
        // Nobody accepts: once the queue is full, a connection hangs.
        while let Ok(Ok(stream)) = tokio::time::timeout(
            Duration::from_millis(500),
            tokio::net::TcpStream::connect(address),
        )
        .await
        {
            waiting.push(stream);
        }
        Self {
            listener,
            _waiting: waiting,
        }
    }

    fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_given_up_while_its_request_cannot_leave_stays_given_up() {
    let scene = scene().await;
    scene.desk.close().await;
    let mut nowhere = scene.sandbox.description().vendors.lianjiang.clone();
    // A queue that is full: the attempt ends with the time limit of the connection.
    let full = FullQueue::new().await;
    nowhere.base_url = full.url();
    let limits = DoorLimits {
        connect: Duration::from_secs(3),
        ..DoorLimits::default()
    };
    let desk = headless::open_with(scene.folder.path(), &nowhere, Arc::new(NoPoints), limits).await;
    let job = headless::send(&desk, headless::draft(&desk, "13800000001").await).await;
    headless::until(async || {
        let state = headless::messages(&desk).await[0].state;
        (state == MessageState::Sending).then_some(())
    })
    .await;
    desk.pause_job(job).await.unwrap();
    desk.cancel_job(job).await.unwrap();
    let row = headless::until(async || {
        let row = headless::messages(&desk).await.remove(0);
        (row.state != MessageState::Sending).then_some(row)
    })
    .await;
    assert_eq!(
        (row.state, row.reason),
        (MessageState::NotSent, Some(Reason::CancelledByOperator))
    );
}
