//! What stays, however old it is.

use switchboard_core::contract::Id;
use switchboard_core::contract::account::SecretKind;
use switchboard_core::contract::keeping::{RetentionKind, RetentionRule, SetRetention};
use switchboard_core::contract::message::MessageState;
use switchboard_core::contract::problem::{FieldReason, Problem, ProblemCode};
use switchboard_tests::headless;

use super::scene::Scene;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// One message each in a job of its own, and what it is turned into.
const MESSAGES: [(&str, bool, &str); 17] = [
    ("delivered", false, "UPDATE message SET state = 'delivered' WHERE id = ?"),
    ("failed", false, "UPDATE message SET state = 'failed' WHERE id = ?"),
    ("rejected", false, "UPDATE message SET state = 'rejected' WHERE id = ?"),
    ("not sent and given up", false, "UPDATE message SET state = 'not_sent' WHERE id = ?"),
    ("no report, long ago", false, "UPDATE message SET state = 'no_report' WHERE id = ?"),
    ("unknown", true, "UPDATE message SET state = 'unknown' WHERE id = ?"),
    ("queued", true, "UPDATE message SET state = 'queued' WHERE id = ?"),
    ("sending", true, "UPDATE message SET state = 'sending' WHERE id = ?"),
    (
        "not sent, in a job that is paused",
        true,
        "UPDATE job SET state = 'paused' WHERE id = (SELECT job_id FROM message WHERE id = ?)",
    ),
    (
        "delivered, in a job that runs",
        true,
        "UPDATE job SET state = 'running' WHERE id = (SELECT job_id FROM message WHERE id = ?)",
    ),
    (
        "scheduled for later",
        true,
        "UPDATE job SET send_at = {soon} WHERE id = (SELECT job_id FROM message WHERE id = ?)",
    ),
    ("decided lately", true, "UPDATE message SET state_at = {lately} WHERE id = ?"),
    ("submitted lately", true, "UPDATE message SET submitted_at = {lately} WHERE id = ?"),
    (
        "whose report may come again",
        true,
        "INSERT INTO report (account_id, msg_id, code, code_table, verdict, vendor_time, echo, channel, dedupe, fields,
            received_at, message_id, fit)
         SELECT account_id, '1', 'DELIVRD', '', 'delivered', '', '', 'poll', 'late', '{}', {lately}, id, 'matched'
         FROM message WHERE id = ?",
    ),
    (
        "sent again for one in doubt",
        true,
        "INSERT INTO decision (message_id, kind, new_message_id, operator, desk, why, at)
         SELECT (SELECT min(id) FROM message WHERE state = 'unknown'), 'sent_again', id, 'Li Min', 'P01', 'asked', 1
         FROM message WHERE id = ?",
    ),
    ("another that is old", false, "UPDATE message SET state = 'delivered' WHERE id = ?"),
    ("no report under 30 days", true, "UPDATE message SET state = 'no_report', state_at = {lately} WHERE id = ?"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_are_open_or_in_doubt() {
    let scene = Scene::new().await;
    for index in 0..MESSAGES.len() {
        scene
            .send(&format!("1380000{index:04}"), "您的订单已发货", "A-1")
            .await;
    }
    let ids = scene.ids("SELECT id FROM message ORDER BY id");
    assert_eq!(ids.len(), MESSAGES.len());
    scene.sql(
        "UPDATE message SET approved_at = 1, submitted_at = 1, state_at = 1; UPDATE report SET received_at = 1;
         UPDATE job SET approved_at = 1; UPDATE attempt SET prepared_at = 1, dispatched_at = 1, settled_at = 1;",
    );
    let now = chrono::Utc::now().timestamp_millis();
    for ((_, _, sql), id) in MESSAGES.iter().zip(&ids) {
        let sql = sql
            .replace('?', &id.to_string())
            .replace("{soon}", &(now + DAY).to_string())
            .replace("{lately}", &(now - 20 * DAY).to_string());
        scene.sql(&sql);
    }
    scene.rule(RetentionKind::Messages, 30).await;
    scene.rule(RetentionKind::Exchanges, 30).await;
    let gone = MESSAGES.iter().filter(|(_, stays, _)| !stays).count();
    assert_eq!(scene.due(RetentionKind::Messages).await, gone as u64);
    scene.clean_up().await;
    let left = scene.ids("SELECT id FROM message ORDER BY id");
    for ((name, stays, _), id) in MESSAGES.iter().zip(&ids) {
        assert_eq!(left.contains(id), *stays, "{name}");
    }
    assert!(scene.is_whole());
    let evidence = |name: &str| -> i64 {
        let at = MESSAGES.iter().position(|(of, _, _)| *of == name).unwrap();
        let sql = "SELECT count(*) FROM attempt JOIN message ON message.operation_id = attempt.operation_id
             WHERE message.id = ?1 AND attempt.request_body IS NOT NULL";
        let database = scene.database();
        database.query_row(sql, [ids[at]], |row| row.get(0)).unwrap()
    };
    assert_eq!(evidence("unknown"), 1, "its requests are the evidence");
    assert_eq!(evidence("not sent, in a job that is paused"), 1);
    assert_eq!(evidence("decided lately"), 0, "what is settled needs none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_waits_until_nothing_comes_any_more_and_goes_after_that() {
    let scene = Scene::new().await;
    scene.send("13800000001", "您的订单已发货", "A-1").await;
    scene.send("13800000002", "您的订单已发货", "A-2").await;
    // No report ever comes: this computer does not fetch for the account.
    let old = chrono::Utc::now().timestamp_millis() - 40 * DAY;
    scene.sql(&format!(
        "UPDATE message SET state = 'accepted', approved_at = {old}, submitted_at = {old}, state_at = {old};
         UPDATE report SET received_at = {old}; UPDATE account SET fetches_reports = 0, deleted_at = {old};"
    ));
    scene.sql("UPDATE message SET submitted_at = submitted_at + 1296000000 WHERE msisdn = '13800000002'");
    scene.rule(RetentionKind::Messages, 30).await;
    assert_eq!(scene.due(RetentionKind::Messages).await, 0, "both are open");
    scene.clean_up().await;
    let states = |scene: &Scene| -> Vec<MessageState> {
        let database = scene.database();
        let mut statement = database.prepare("SELECT state FROM message ORDER BY id").unwrap();
        let words = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        words
            .map(|word| serde_json::from_value(word.unwrap().into()).unwrap())
            .collect()
    };
    assert_eq!(states(&scene), [MessageState::NoReport, MessageState::Accepted]);
    scene.clock.advance(31);
    scene.clean_up().await;
    assert_eq!(
        states(&scene),
        [MessageState::NoReport],
        "it was seen for as long"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_wrong_clock_dated_is_as_old_as_what_came_before_it() {
    let scene = Scene::new().await;
    for index in 0..4 {
        scene
            .send(&format!("1380000000{index}"), "您的订单已发货", "A-1")
            .await;
    }
    let ids = scene.ids("SELECT id FROM message ORDER BY id");
    let now = chrono::Utc::now().timestamp_millis();
    let date = |id: Id, at: i64| {
        scene.sql(&format!(
            "UPDATE message SET state = 'delivered', approved_at = {at}, submitted_at = {at}, state_at = {at} WHERE id = {id};
             UPDATE report SET received_at = {at} WHERE message_id = {id};"
        ));
    };
    scene.rule(RetentionKind::Messages, 30).await;
    // Behind one that is not old.
    date(ids[0], now - 50 * DAY);
    date(ids[1], now - DAY);
    date(ids[2], 1_262_304_000_000);
    date(ids[3], now);
    assert_eq!(scene.due(RetentionKind::Messages).await, 1);
    // Behind one that is old, and nothing after it says when it came.
    date(ids[1], now - 40 * DAY);
    date(ids[3], 1_262_304_000_000);
    assert_eq!(scene.due(RetentionKind::Messages).await, 2);
    // A clock that was ahead for a while holds nothing up.
    date(ids[0], now + 400 * DAY);
    date(ids[2], now - 40 * DAY);
    date(ids[3], now - 39 * DAY);
    assert_eq!(scene.due(RetentionKind::Messages).await, 3);
    scene.clean_up().await;
    assert_eq!(scene.ids("SELECT id FROM message"), ids[..1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bindings_that_hold_an_x_or_may() {
    let scene = Scene::new().await;
    let states = [
        ("binding", true),
        ("bound", true),
        ("unconfirmed", true),
        ("unknown", true),
        ("releasing", true),
        ("still_bound", true),
        ("rejected", false),
        ("not_sent", false),
        ("released", false),
        ("ended", false),
    ];
    let now = chrono::Utc::now().timestamp_millis();
    let insert = |id: usize, state: &str, reserved: &str, ends: &str| {
        format!(
            "INSERT INTO binding (id, account_id, kind, appid, x_number, x_number_reversed, a_number, a_number_reversed,
                b_number, b_number_reversed, ttl_seconds, record, shows_a_to_b, shows_caller_to_a, anucode, ansanu,
                reqid, token, reference, operator, desk, approved_at, state, state_at, reserved_until, ends_at)
             VALUES ({id}, {}, 'xa', 'app', '17000000001', '1', '13800000001', '1', '', '', 0, 0, 0, 0, '', '',
                'r{id}', 't{id}', '', 'Li Min', 'P01', 1, '{state}', 1, {reserved}, {ends});",
            scene.account
        )
    };
    for (index, (state, _)) in states.iter().enumerate() {
        // For ever: only what is done to it ends it.
        scene.sql(&insert(
            index + 1,
            state,
            "NULL",
            if *state == "ended" { "1" } else { "NULL" },
        ));
    }
    scene.sql(&insert(21, "not_sent", &(now + DAY).to_string(), "NULL"));
    scene.sql(&insert(22, "released", "NULL", "NULL"));
    scene.sql(&format!(
        "INSERT INTO hand_over (id, account_id, way, other_desk, reports, calls, operator, desk, at)
         VALUES (1, {}, 'given', 'Z99', 0, 1, 'Li Min', 'P01', 1)",
        scene.account
    ));
    let call = |id: usize, binding: &str, at: i64, what: &str, desk: &str, given: &str| {
        format!(
            "INSERT INTO push (id, account_id, kind, received_at, pasted, headers, body, applied)
             VALUES ({id}, {account}, 'call_record', 1, 0, '[]', x'7b7d', 1);
             INSERT INTO x_call (id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, x_number,
                callee, callee_reversed, echo, dedupe, fields, received_at, desk, given_id)
             VALUES ({id}, {id}, {account}, {binding}, 'call_record', 't', 's', '13800000001', '1', '17000000001',
                '13800000002', '2', '', 'd{id}', '{{}}', {at}, '{desk}', {given});
             INSERT INTO push_effect (push_id, position, what, x_call_id, fields)
             VALUES ({id}, 0, '{what}', {id}, '{{\"caller\":\"13800000001\"}}');",
            account = scene.account
        )
    };
    scene.sql(&call(1, "9", 1, "call", "", "NULL"));
    scene.sql(&call(2, "NULL", 1, "foreign", "Z99", "1"));
    scene.sql(&call(3, "NULL", 1, "call", "", "NULL"));
    scene.sql(&call(4, "NULL", 1, "foreign", "Z99", "NULL"));
    scene.sql(&call(5, "22", now - 20 * DAY, "call", "", "NULL"));
    scene.rule(RetentionKind::Bindings, 30).await;
    scene.rule(RetentionKind::Exchanges, 30).await;
    scene.clean_up().await;
    let left = scene.ids("SELECT id FROM binding ORDER BY id");
    for (index, (state, stays)) in states.iter().enumerate() {
        let id = Id::try_from(index + 1).unwrap();
        assert_eq!(left.contains(&id), *stays, "{state}");
    }
    assert!(left.contains(&21), "X is reserved");
    assert!(left.contains(&22), "its call may come again");
    assert_eq!(
        scene.ids("SELECT id FROM x_call ORDER BY id"),
        [4, 5],
        "another desk's stays until it is handed over"
    );
    assert_eq!(
        scene.ids("SELECT id FROM push WHERE length(body) > 0"),
        [4],
        "and so does its push"
    );
    assert!(scene.is_whole());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_looked_at_what_is_another_desks_and_what_could_not_be_read() {
    let scene = Scene::new().await;
    let account = scene.account;
    scene.sql(&format!(
        "INSERT INTO poll (id, account_id, kind, intent_at, outcome, raw, items) VALUES
            (900, {account}, 'reports', 1, 'applied', x'7b7d', 3), (901, {account}, 'reports', 1, 'raw', x'7b7d', 0),
            (902, {account}, 'reports', 5, 'gap', x'7b', 0), (903, {account}, 'replies', 1, 'no_gap', x'7b', 0),
            (904, {account}, 'reports', 1, 'gap', x'7b', 0), (905, {account}, 'reports', 5, 'gap', NULL, 0),
            (906, {account}, 'status', 1, 'no_gap', x'7b', 0);
         UPDATE poll SET request_body = 'asked' WHERE id = 905;
         INSERT INTO quarantine (poll_id, position, raw, why) VALUES (900, 0, 'what', 'not an object');
         INSERT INTO gap (account_id, kind, from_at, to_at, last_poll_id) VALUES ({account}, 'reports', 4, 6, 900);
         INSERT INTO gap (account_id, kind, from_at, to_at, last_poll_id, acknowledged_at)
         VALUES ({account}, 'reports', 1, 2, 904, 3);
         INSERT INTO suppression (msisdn, msisdn_reversed, why, reply_id, operator, desk, at)
         VALUES ('13800000001', '10000000831', 'asked', 1, 'Li Min', 'P01', 1);
         INSERT INTO hand_over (id, account_id, way, other_desk, reports, operator, desk, at)
         VALUES (1, {account}, 'given', 'Z99', 1, 'Li Min', 'P01', 1);
         INSERT INTO report (id, poll_id, account_id, msg_id, msisdn, code, code_table, verdict, vendor_time, echo, channel,
            dedupe, fields, received_at, fit, desk, given_id)
         VALUES (1, 900, {account}, '1', '13800000001', 'DELIVRD', '', 'delivered', '', 'Z99abcdefghj', 'poll', 'a', '{{}}',
            1, 'foreign', 'Z99', NULL),
            (2, 900, {account}, '2', '13800000001', 'DELIVRD', '', 'delivered', '', 'Z99abcdefghj', 'poll', 'b', '{{}}',
            1, 'foreign', 'Z99', 1),
            (3, 900, {account}, '3', '13800000001', 'DELIVRD', '', 'delivered', '', '', 'poll', 'c', '{{}}', 1, 'unmatched',
            '', NULL);
         INSERT INTO reply (id, poll_id, account_id, msisdn, content, vendor_time, msg_id, extension, ordinal, received_at)
         VALUES (1, 900, {account}, '13800000001', 'read', '', '', '', 0, 1),
            (2, 900, {account}, '13800000001', 'unread', '', '', '', 0, 1),
            (3, 900, {account}, '13800000002', '退订', '', '', '', 0, 1),
            (4, 900, {account}, '13800000003', 'handled', '', '', '', 0, 1);
         INSERT INTO conversation (account_id, msisdn, msisdn_reversed, extension, last_reply_id, read_to, unread)
         VALUES ({account}, '13800000001', '10000000831', '', 2, 1, 1),
            ({account}, '13800000002', '20000000831', '', 3, 3, 0), ({account}, '13800000003', '30000000831', '', 4, 4, 0);
         UPDATE conversation SET handled_at = 1, handled_by = 'Li Min' WHERE last_reply_id = 4;
         INSERT INTO job (id, draft_id, account_id, text, extension, operator, desk, reference, approved_at, recipients,
            segments, state, kind)
         VALUES (800, 'c', {account}, '', '', 'Li Min', 'P01', '', 1, 1, 0, 'done', 'check'),
            (801, 'd', {account}, '', '', 'Li Min', 'P01', '', 1, 1, 0, 'done', 'check');
         INSERT INTO operation (id, job_id, account_id, token, path, body, body_hash, recipients, state, kind)
         VALUES (800, 800, {account}, 'x', '/', '{{}}', 'h', 1, 'accepted', 'check'),
            (801, 801, {account}, 'y', '/', '{{}}', 'h', 1, 'unknown', 'check');
         INSERT INTO number_check (id, account_id, operation_id, kind, state, msisdn, msisdn_reversed, reference, operator,
            desk, at)
         VALUES (1, {account}, 800, 'info', 'answered', '13800000001', '1', '', 'Li Min', 'P01', 1),
            (2, {account}, 801, 'info', 'unknown', NULL, NULL, '', 'Li Min', 'P01', 1);"
    ));
    for kind in [
        RetentionKind::Messages,
        RetentionKind::Replies,
        RetentionKind::Bindings,
        RetentionKind::Checks,
        RetentionKind::Exchanges,
        RetentionKind::Disclosures,
    ] {
        scene.rule(kind, 30).await;
    }
    scene.clean_up().await;
    assert_eq!(
        scene.ids("SELECT id FROM report ORDER BY id"),
        [1],
        "until it is handed over"
    );
    assert_eq!(
        scene.ids("SELECT id FROM reply ORDER BY id"),
        [1, 2, 3],
        "nobody has read one, nor handled the other"
    );
    assert_eq!(
        scene.ids("SELECT last_reply_id FROM conversation ORDER BY id"),
        [2, 3]
    );
    assert_eq!(scene.ids("SELECT id FROM number_check"), [2], "it may have cost");
    assert_eq!(scene.ids("SELECT id FROM job WHERE kind = 'check'"), [801]);
    assert_eq!(scene.ids("SELECT poll_id FROM quarantine"), [900]);
    assert_eq!(
        scene.ids("SELECT id FROM poll WHERE raw IS NOT NULL ORDER BY id"),
        [901, 902, 903],
        "what was not understood, but for what may be asked again or was acknowledged"
    );
    assert_eq!(
        scene.ids("SELECT id FROM poll WHERE request_body IS NOT NULL"),
        [0; 0]
    );
    assert_eq!(scene.ids("SELECT count(*) FROM gap"), [2]);
    assert_eq!(
        scene.ids("SELECT reply_id FROM suppression"),
        [1],
        "what it was for is still there"
    );
    assert!(scene.is_whole());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_rule_is_shorter_than_what_is_needed_and_none_is_there_by_itself() {
    let scene = Scene::new().await;
    let retention = scene.desk.retention().await.unwrap();
    assert_eq!(retention.rules.len(), 6);
    assert!(retention.rules.iter().all(|rule| rule.days.is_none()));
    for days in [0, 29, 3_651] {
        let rules = vec![RetentionRule {
            kind: RetentionKind::Replies,
            days: Some(days),
        }];
        let problems = scene.desk.set_retention(SetRetention { rules }).await.unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].field.as_str(), problems[0].reason),
            ("replies", FieldReason::OutOfRange)
        );
    }
    scene.rule(RetentionKind::Replies, 30).await;
    let rules = vec![RetentionRule {
        kind: RetentionKind::Replies,
        days: None,
    }];
    assert!(
        scene
            .desk
            .set_retention(SetRetention { rules })
            .await
            .unwrap()
            .is_empty()
    );
    let after = scene.desk.retention().await.unwrap();
    assert!(after.rules.iter().all(|rule| rule.days.is_none()) && after.due.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_a_vendor_contradicts_removes_nothing() {
    let scene = Scene::new().await;
    scene.send("13800000001", "您的订单已发货", "A-1").await;
    scene.rule(RetentionKind::Messages, 30).await;
    scene.clock.advance(400);
    // The vendor's reply tells the time.
    scene.desk.refresh_balance(scene.account).await.unwrap();
    let refused = scene.desk.run_retention().await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ProblemCode::WrongState);
    assert_eq!(headless::messages(&scene.desk).await.len(), 1);
    assert_eq!(
        scene.desk.list_accounts().await.unwrap()[0].missing_secrets,
        Vec::<SecretKind>::new()
    );
}
