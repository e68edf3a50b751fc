//! The message list over the real desk: what was sent is found by everything it can be looked for, saved filters
//! survive a restart, and a story tells who held its job.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::sync::Arc;

use serde_json::json;
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{AccountDraft, SaveAccountResult};
use switchboard_core::contract::message::{
    JobAct, MessageFilter, MessageQuery, MessageState, SaveFilter, SaveFilterResult, StoryWhat,
};
use switchboard_core::contract::problem::FieldReason;
use switchboard_core::contract::send::SendBody;
use switchboard_core::desk::{Desk, DeskError};
use switchboard_core::surroundings::NoPoints;
use switchboard_tests::headless;
use switchboard_tests::scene::{Scene, scene};

fn search(text: &str) -> MessageFilter {
    MessageFilter {
        search: text.to_owned(),
        ..MessageFilter::default()
    }
}

async fn found(desk: &Desk, filter: MessageFilter) -> Vec<Id> {
    let query = MessageQuery {
        filter: filter.clone(),
        before: None,
        limit: 100,
    };
    let page = desk.list_messages(query).await.unwrap();
    let count = desk.count_messages(filter).await.unwrap();
    assert_eq!((count.count as usize, count.more), (page.rows.len(), false));
    page.rows.iter().map(|row| row.id).collect()
}

async fn sent(scene: &Scene, text: &str, recipients: &str) -> Id {
    let mut draft = headless::draft(&scene.desk, recipients).await;
    draft.draft_id = format!("draft-{text}");
    draft.reference = format!("KF-{}", recipients.len());
    draft.body = SendBody::Plain {
        signature: "总机".into(),
        content: text.into(),
    };
    let job = headless::send(&scene.desk, draft).await;
    headless::submitted(&scene.desk).await;
    job
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_is_found_by_everything_it_can_be_looked_for() {
    let scene = scene().await;
    let odd = "<b>到货</b> \u{202E}=HYPERLINK(\"http://x\")\u{200B} 👩‍👩‍👧 NEAR(";
    let one = sent(&scene, odd, "13800000001").await;
    sent(&scene, "您的退款已到账", "13900000002\n13900000003").await;
    let newest = headless::messages(&scene.desk).await;
    let [first, second, third] = newest.iter().map(|row| row.id).collect::<Vec<_>>()[..] else {
        panic!("{newest:?}");
    };
    let msg_id = scene.desk.message_story(first).await.unwrap().msg_id.unwrap();
    for (text, wanted) in [
        ("退款", vec![third, second]),
        ("到", vec![third, second, first]),
        ("到货</B>", vec![first]),
        ("=hyperlink(\"http", vec![first]),
        ("👩‍👩‍👧", vec![first]),
        ("NEAR(", vec![first]),
        ("\" OR \"退款", vec![]),
        ("139", vec![third, second]),
        ("0003", vec![third]),
        ("+86 139-0000-0002", vec![second]),
        ("KF-11", vec![first]),
        (msg_id.as_str(), vec![first]),
    ] {
        assert_eq!(found(&scene.desk, search(text)).await, wanted, "{text}");
    }
    let of_job = MessageFilter {
        job_id: Some(one),
        operator: "Li Min".to_owned(),
        ..MessageFilter::default()
    };
    assert_eq!(found(&scene.desk, of_job).await, [first]);
    let choices = scene.desk.filter_choices().await.unwrap();
    assert_eq!(
        (choices.operators, choices.codes),
        (vec!["Li Min".to_owned()], vec![])
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_found_by_its_code() {
    let scene = scene().await;
    let refused = scene.send_under(json!({ "kind": "code", "code": 40010 })).await;
    assert_eq!(refused.state, MessageState::Rejected);
    let by_code = |code: &str| MessageFilter {
        code: code.to_owned(),
        ..MessageFilter::default()
    };
    assert_eq!(found(&scene.desk, by_code("40010")).await, [refused.id]);
    assert!(found(&scene.desk, by_code("4001")).await.is_empty());
    assert_eq!(scene.desk.filter_choices().await.unwrap().codes, ["40010"]);
}

async fn save(desk: &Desk, id: Option<Id>, name: &str) -> SaveFilterResult {
    let request = SaveFilter {
        id,
        name: Some(name.to_owned()),
        filter: search(name),
    };
    desk.save_filter(request).await.unwrap()
}

fn refusal(result: &SaveFilterResult) -> FieldReason {
    match result {
        SaveFilterResult::Invalid { problems } => {
            assert_eq!(problems[0].field, "name");
            problems[0].reason
        }
        SaveFilterResult::Saved { .. } => panic!("it was saved"),
    }
}

fn id_of(result: &SaveFilterResult) -> Id {
    match result {
        SaveFilterResult::Saved { id } => *id,
        SaveFilterResult::Invalid { problems } => panic!("{problems:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn saved_filters_have_names_of_their_own_and_survive_a_restart() {
    let scene = scene().await;
    let desk = &scene.desk;
    let failed = id_of(&save(desk, None, " 失败的 ").await);
    let other = id_of(&save(desk, None, "等回执").await);
    assert_eq!(refusal(&save(desk, None, "失败的").await), FieldReason::Taken);
    assert_eq!(
        refusal(&save(desk, Some(other), "失败的").await),
        FieldReason::Taken
    );
    assert_eq!(refusal(&save(desk, None, "  ").await), FieldReason::Required);
    assert_eq!(
        refusal(&save(desk, None, &"长".repeat(41)).await),
        FieldReason::TooLong
    );
    id_of(&save(desk, None, &"长".repeat(40)).await);
    assert_eq!(id_of(&save(desk, Some(failed), "failed").await), failed);
    let gone = SaveFilter {
        id: Some(999),
        name: Some("gone".to_owned()),
        filter: MessageFilter::default(),
    };
    assert!(matches!(
        desk.save_filter(gone).await,
        Err(DeskError::NotFound(_))
    ));
    desk.delete_filter(other).await.unwrap();
    desk.close().await;

    let vendor = &scene.sandbox.description().vendors.lianjiang;
    let desk = headless::open(scene.folder.path(), vendor, Arc::new(NoPoints)).await;
    let saved = desk.list_saved_filters().await.unwrap();
    let names: Vec<&str> = saved.iter().map(|saved| saved.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["failed", &"长".repeat(40)]);
    assert_eq!(saved[0].filter, search("failed"));
}

async fn one_to_an_operation(desk: &Desk) {
    let account = desk.list_accounts().await.unwrap().remove(0);
    let draft = AccountDraft {
        id: Some(account.id),
        vendor: account.vendor,
        name: account.name,
        base_url: account.base_url,
        vendor_account: account.vendor_account,
        secret: None,
        extension: account.extension,
        signature: account.signature,
        operation_size: 1,
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
    assert!(matches!(saved, SaveAccountResult::Saved { .. }), "{saved:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_tells_who_held_resumed_and_gave_up_its_job() {
    let scene = scene().await;
    // One doubt pauses a job by itself, which nobody did; what follows is the operator's.
    let desk = &scene.desk;
    one_to_an_operation(desk).await;
    for _ in 0..2 {
        scene.fault("plain_send", json!({ "kind": "drop_after" })).await;
    }
    let draft = headless::draft(desk, "13800000001\n13800000002\n13800000003").await;
    let job = headless::send(desk, draft).await;
    headless::submitted(desk).await;
    desk.resume_job(job).await.unwrap();
    headless::submitted(desk).await;
    desk.cancel_job(job).await.unwrap();
    let message = headless::messages(&scene.desk).await[0].id;
    let story = scene.desk.message_story(message).await.unwrap();
    let acts: Vec<(JobAct, &str)> = story
        .events
        .iter()
        .filter_map(|event| match &event.what {
            StoryWhat::JobActed { operator, act } => Some((*act, operator.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(acts, [(JobAct::Resumed, "Li Min"), (JobAct::GivenUp, "Li Min")]);
    assert!(story.events.is_sorted_by_key(|event| event.at));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_failed_today_is_listed_as_it_is_counted_whenever_it_was_approved() {
    let scene = scene().await;
    let refused = scene.send_under(json!({ "kind": "code", "code": 40010 })).await;
    let failed_today = MessageFilter {
        states: vec![MessageState::Failed, MessageState::Rejected],
        changed_days: Some(1),
        ..MessageFilter::default()
    };
    assert_eq!(scene.desk.desk_status().await.unwrap().failed_today, 1);
    assert_eq!(found(&scene.desk, failed_today.clone()).await, [refused.id]);
    let set_back = |column: &str| {
        headless::database(scene.folder.path())
            .execute(
                &format!("UPDATE message SET {column} = {column} - 172800000 WHERE id = ?1"),
                [refused.id],
            )
            .unwrap();
    };
    // Approved the day before yesterday, and refused today.
    set_back("approved_at");
    assert_eq!(scene.desk.desk_status().await.unwrap().failed_today, 1);
    assert_eq!(found(&scene.desk, failed_today.clone()).await, [refused.id]);
    let approved = |days| MessageFilter {
        last_days: Some(days),
        ..MessageFilter::default()
    };
    assert!(found(&scene.desk, approved(2)).await.is_empty());
    set_back("state_at");
    assert_eq!(scene.desk.desk_status().await.unwrap().failed_today, 0);
    assert!(found(&scene.desk, failed_today.clone()).await.is_empty());
    let three_days = MessageFilter {
        changed_days: Some(3),
        ..failed_today
    };
    assert_eq!(found(&scene.desk, three_days).await, [refused.id]);
}
