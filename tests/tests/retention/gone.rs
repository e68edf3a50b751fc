//! What is removed is removed: from the rows, from the pages of the file, and from its log.

use std::sync::atomic::Ordering;

use serde_json::json;
use switchboard_core::contract::conversation::{ConversationQuery, ConversationShow, SetHandled};
use switchboard_core::contract::exchange::{ExchangeKind, ExchangeQuery, ExchangeRow};
use switchboard_core::contract::keeping::{Disclosed, RetentionKind, RetentionRule, SetRetention, WorkState};
use switchboard_core::contract::message::{MessageFilter, MessageState};
use switchboard_tests::headless;
use switchboard_tests::keeping::{begun, ended};

use super::scene::Scene;

const NUMBER: &str = "13817263544";
const OTHER: &str = "13900000002";
const TEXT: &str = "QZXMARKTEXT";
const REFERENCE: &str = "QZXMARKREFERENCE";
const REPLY: &str = "QZXMARKREPLY";
const MARKS: [&str; 4] = [NUMBER, TEXT, REFERENCE, REPLY];

async fn handle_all(scene: &Scene) {
    let query = ConversationQuery {
        show: ConversationShow::All,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 500,
    };
    for conversation in scene.desk.list_conversations(query).await.unwrap().rows {
        let handled = SetHandled {
            id: conversation.id,
            handled: true,
            seen: None,
        };
        scene.desk.set_handled(handled).await.unwrap();
    }
}

/// Messages and replies among many others, all of them old.
async fn full() -> Scene {
    let scene = Scene::new().await;
    let others: Vec<String> = (0..700).map(|index| format!("1390001{index:04}")).collect();
    scene.send(&others.join("\n"), "您的订单已发货", "A-1").await;
    scene.send(&format!("{NUMBER}\n{OTHER}"), TEXT, REFERENCE).await;
    let written = json!([{ "mobile": NUMBER, "content": REPLY }, { "mobile": OTHER, "content": "退订" }]);
    scene.control.post("replies", written).await;
    scene.poll().await;
    handle_all(&scene).await;
    let messages = headless::messages(&scene.desk).await;
    let marked = messages.iter().find(|row| row.reference == REFERENCE).unwrap();
    scene.desk.reveal_number(marked.id).await.unwrap();
    // A second day, which is not old yet.
    scene.clock.advance(400);
    scene
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_and_a_text_are_nowhere_on_the_disk_any_more() {
    let scene = full().await;
    assert_eq!(scene.on_disk(&MARKS), MARKS, "the look at the disk sees them");
    assert!(scene.words("job_text") > 0);
    let rule = |kind| RetentionRule {
        kind,
        days: Some(365),
    };
    let wanted = SetRetention {
        rules: vec![rule(RetentionKind::Messages), rule(RetentionKind::Replies)],
    };
    let said = scene.desk.count_due(wanted).await.unwrap();
    assert_eq!(scene.due(RetentionKind::Messages).await, 0, "asking sets nothing");
    scene.rule(RetentionKind::Messages, 365).await;
    scene.rule(RetentionKind::Replies, 365).await;
    assert_eq!(scene.due(RetentionKind::Messages).await, 702);
    assert_eq!(said, scene.desk.retention().await.unwrap().due);
    let after = scene.clean_up().await;
    assert_eq!(scene.on_disk(&MARKS), [""; 0], "while the desk is open");
    assert!(scene.is_whole());
    assert!(after.due.iter().all(|count| count.rows == 0), "{:?}", after.due);
    let run = &after.runs[0];
    let removed = |kind| {
        run.removed
            .iter()
            .find(|count| count.kind == kind)
            .map(|count| count.rows)
    };
    assert_eq!(run.operator, "Li Min");
    assert_eq!(removed(RetentionKind::Messages), Some(702));
    assert_eq!(removed(RetentionKind::Replies), Some(2));
    for table in [
        "message",
        "operation",
        "attempt",
        "job",
        "report",
        "reply",
        "conversation",
    ] {
        let ids = scene.ids(&format!("SELECT rowid FROM {table}"));
        assert!(ids.is_empty(), "{table}: {ids:?}");
    }
    for index in ["message_text", "job_text"] {
        assert_eq!(scene.words(index), 0, "{index} knows no word");
    }
    scene.desk.close().await;
    headless::closed(&scene.folder.path().join("practice/switchboard.db")).await;
    assert_eq!(scene.on_disk(&MARKS), [""; 0], "and when it is closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_at_what_is_gone_stays_recorded_with_the_masked_number() {
    let scene = full().await;
    scene.rule(RetentionKind::Messages, 365).await;
    scene.clean_up().await;
    let looks = scene.desk.list_disclosures(None).await.unwrap().rows;
    let Disclosed::Reveal { of, number_masked } = &looks[0].what else {
        panic!("{looks:?}");
    };
    assert!(of.is_none());
    assert!(["138****3544", "139****0002"].contains(&number_masked.as_str()));
    scene.rule(RetentionKind::Disclosures, 365).await;
    scene.clean_up().await;
    assert!(scene.desk.list_disclosures(None).await.unwrap().rows.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_an_operation_goes_and_the_others_keep_their_evidence_without_its_number() {
    let scene = full().await;
    scene.sql(&format!(
        "UPDATE message SET state = 'unknown' WHERE msisdn = '{OTHER}'"
    ));
    scene.rule(RetentionKind::Messages, 365).await;
    scene.rule(RetentionKind::Replies, 365).await;
    scene.clean_up().await;
    let left = headless::messages(&scene.desk).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].state, MessageState::Unknown);
    let story = scene.desk.message_story(left[0].id).await.unwrap();
    let request = &story.attempts[0].request_body;
    assert!(
        request.contains("138****3544") && request.contains("139****0002"),
        "{request}"
    );
    let body: String = scene
        .database()
        .query_row("SELECT request_body FROM attempt", [], |row| row.get(0))
        .unwrap();
    assert!(body.contains(OTHER), "its own number is evidence: {body}");
    assert_eq!(scene.on_disk(&[NUMBER, OTHER, REPLY]), [OTHER]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_comes_again_after_its_message_is_gone_is_kept_and_fits_nothing() {
    let scene = Scene::new().await;
    scene.send(NUMBER, TEXT, REFERENCE).await;
    let (msg_id, code, time, echo): (String, String, String, String) = scene
        .database()
        .query_row("SELECT msg_id, code, vendor_time, echo FROM report", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap();
    scene.sql("UPDATE message SET state_at = 1, submitted_at = 1, approved_at = 1; UPDATE report SET received_at = 1;");
    scene.rule(RetentionKind::Messages, 30).await;
    scene.clean_up().await;
    assert!(headless::messages(&scene.desk).await.is_empty());
    let report = json!([{ "msgId": msg_id, "mobile": NUMBER, "code": code, "time": time, "ext": echo }]);
    scene.control.post("reports", report.clone()).await;
    scene.poll().await;
    scene.control.post("reports", report).await;
    scene.poll().await;
    let fits: Vec<String> = {
        let database = scene.database();
        let mut statement = database.prepare("SELECT fit FROM report").unwrap();
        let fits = statement.query_map([], |row| row.get(0)).unwrap();
        fits.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(fits, ["unmatched"], "kept once");
    assert!(headless::messages(&scene.desk).await.is_empty());
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(
        (status.foreign_items, status.gaps.len(), status.quarantined),
        (0, 0, 0)
    );
    // When it is old itself it goes.
    scene.clock.advance(31);
    scene.clean_up().await;
    assert_eq!(scene.ids("SELECT id FROM report"), [0; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn raw_exchanges_go_and_what_came_of_them_stays() {
    let scene = full().await;
    scene.rule(RetentionKind::Exchanges, 30).await;
    let before = scene.desk.count_messages(MessageFilter::default()).await.unwrap();
    scene.clean_up().await;
    assert_eq!(
        scene.desk.count_messages(MessageFilter::default()).await.unwrap(),
        before
    );
    let database = scene.database();
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(
        count("SELECT count(*) FROM poll WHERE raw IS NOT NULL OR request_body IS NOT NULL"),
        0
    );
    assert!(count("SELECT count(*) FROM poll WHERE outcome = 'applied' AND items > 0") > 0);
    assert_eq!(
        count("SELECT count(*) FROM attempt WHERE request_body IS NOT NULL OR reply_body IS NOT NULL"),
        0
    );
    assert_eq!(
        count("SELECT count(*) FROM attempt WHERE state = 'accepted' AND reply_status = 200"),
        3
    );
    let messages = headless::messages(&scene.desk).await;
    let story = scene.desk.message_story(messages[0].id).await.unwrap();
    assert_eq!(story.attempts[0].request_body, "");
    // What is left of a request is another one: it is not to be sent, nor judged.
    for row in exchanges(&scene, None).await {
        let detail = scene.desk.exchange_detail(row.of).await.unwrap();
        assert_eq!((detail.can_copy, detail.can_diagnose), (false, false), "{row:?}");
        assert!(scene.desk.exchange_curl(row.of).await.is_err(), "{row:?}");
        assert!(!detail.row.path.is_empty(), "it still says where it went");
    }
    assert!(
        story.events.len() >= 3,
        "its story is still told: {:?}",
        story.events
    );
}

async fn exchanges(scene: &Scene, kind: Option<ExchangeKind>) -> Vec<ExchangeRow> {
    let query = ExchangeQuery {
        account_id: None,
        kinds: kind.into_iter().collect(),
        troubled_only: false,
        before: None,
        limit: 100,
    };
    scene.desk.list_exchanges(query).await.unwrap().rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_lost_a_number_is_evidence_and_not_to_be_sent_again() {
    let scene = full().await;
    scene.sql(&format!(
        "UPDATE message SET state = 'unknown' WHERE msisdn = '{OTHER}'"
    ));
    scene.rule(RetentionKind::Messages, 365).await;
    scene.clean_up().await;
    let sends = exchanges(&scene, Some(ExchangeKind::Send)).await;
    assert_eq!(sends.len(), 1, "that of the one in doubt");
    let detail = scene.desk.exchange_detail(sends[0].of).await.unwrap();
    assert!(detail.request_body.contains(TEXT), "{}", detail.request_body);
    assert!(!detail.can_copy);
    assert!(scene.desk.exchange_curl(sends[0].of).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_the_end_of_the_program_cuts_off_is_not_over() {
    let scene = full().await;
    scene.rule(RetentionKind::Messages, 365).await;
    scene.events.closes.store(true, Ordering::Relaxed);
    assert!(scene.events.desk.set(scene.desk.clone()).is_ok());
    let id = begun(scene.desk.run_retention().await.unwrap());
    ended(&scene.desk, id).await;
    scene.desk.close().await;
    headless::closed(&scene.folder.path().join("practice/switchboard.db")).await;
    assert!(
        scene.ids("SELECT count(*) FROM message")[0] < 702,
        "it removed some"
    );
    assert_eq!(
        scene.ids("SELECT count(*) FROM retention_run WHERE finished_at IS NULL"),
        [1],
        "the next one wipes what it left on the disk"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_stopped_is_taken_up_by_the_next() {
    let scene = full().await;
    scene.rule(RetentionKind::Messages, 365).await;
    assert!(scene.events.desk.set(scene.desk.clone()).is_ok());
    let stopped = scene.run().await;
    assert_eq!(stopped.state, WorkState::Cancelled, "{stopped:?}");
    let left = scene
        .desk
        .count_messages(MessageFilter::default())
        .await
        .unwrap()
        .count;
    assert!(left > 0 && left < 702, "in the middle: {left}");
    assert!(scene.is_whole());
    let runs = scene.desk.retention().await.unwrap().runs;
    assert_eq!(
        runs[0].removed[0].rows,
        u64::from(702 - left),
        "what it removed is written down"
    );
    // The rest is less than what makes it stop again is told of.
    let mut rest = scene.run().await;
    while rest.state == WorkState::Cancelled {
        rest = scene.run().await;
    }
    assert_eq!(rest.state, WorkState::Done);
    assert_eq!(
        scene
            .desk
            .count_messages(MessageFilter::default())
            .await
            .unwrap()
            .count,
        0
    );
}
