use super::super::untold;
use super::*;
use std::sync::{Arc, Mutex};

use crate::contract::Id;
use crate::contract::account::{Reason, SendMode};
use crate::contract::exchange::ExchangeKind;
use crate::contract::message::{MessageFilter, MessageQuery, MessageState, ReportChannel, StoryWhat};
use crate::vendors::http::HttpReply;
use crate::vendors::{self, Reading};

#[test]
fn the_versions_are_valid_and_counted() {
    migrations(untold()).validate().unwrap();
    let mut connection = crate::store::cipher::in_memory();
    migrations(untold()).to_latest(&mut connection).unwrap();
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, latest_version());
}
/// What a desk of the first version has on its disk: two jobs, one of them a template's, with an
/// operation, an attempt, two messages, a poll, two reports, a decision, a reveal and a balance.
const OLD_DESK: &str = r#"
    INSERT INTO setting VALUES ('operator', 'Li Min'), ('desk', 'P01');
    INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
        key_case, fetches_reports, enabled, secret_name, secret_fingerprint, created_at)
    VALUES (1, 'lianjiang', 'Support', 'http://ljioe.cn', 'user', '12', '总机', 500, 'upper', 1, 1, 'p/1', 'ab12', 100),
           (2, 'lianjiang', 'Other', 'http://ljioe.cn', 'other', '', '', 500, 'lower', 0, 1, NULL, NULL, 100);
    INSERT INTO template (id, account_id, name, template_id, text, variables, created_at)
    VALUES (1, 1, 'Code', 't-7', '码{1}', '[{"placeholder":"{1}","name":"1"}]', 100);
    INSERT INTO job (id, draft_id, account_id, text, variables, template_id, extension, operator, desk, reference,
        approved_at, recipients, segments, state)
    VALUES (1, 'd-1', 1, '【总机】你好', NULL, NULL, '12', 'Li Min', 'P01', 'A-1', 200, 1, 1, 'done'),
           (2, 'd-2', 1, '码{1}', '[{"placeholder":"{1}","name":"1"}]', 't-7', '', 'Li Min', 'P01', '', 300, 1, 1,
            'paused');
    INSERT INTO operation (id, job_id, account_id, token, path, body, body_hash, recipients, state, msg_id)
    VALUES (1, 1, 1, 'P01abcdefghj', '/sms', '{}', 'h', 1, 'accepted', '152880982911993396'),
           (2, 2, 1, 'P01abcdefghk', '/template', '{}', 'h', 1, 'queued', NULL);
    INSERT INTO attempt (id, operation_id, state, prepared_at, dispatched_at, settled_at, method, url, request_body,
        reply_status, reply_body, reason)
    VALUES (1, 1, 'accepted', 201, 202, 203, 'POST', 'http://ljioe.cn/sms', '{"key":"{{key}}"}', 200, x'7b7d', NULL);
    INSERT INTO message (id, job_id, operation_id, account_id, msisdn, msisdn_reversed, variables, text_hash,
        segments, state, reason, approved_at, submitted_at, state_at, verdict_code)
    VALUES (1, 1, 1, 1, '13800000001', '10000000831', NULL, 7, 1, 'failed',
            '{"kind":"report_code","code":"MK:0001"}', 200, 202, 400, 'MK:0001'),
           (2, 2, 2, 1, '13800000002', '20000000831', '["1224"]', 8, 1, 'queued', NULL, 300, NULL, 300, NULL);
    INSERT INTO decision (message_id, kind, operator, desk, why, at) VALUES (1, 'failed', 'Li Min', 'P01', 'asked', 390);
    INSERT INTO reveal (message_id, operator, desk, at) VALUES (1, 'Li Min', 'P01', 395);
    INSERT INTO poll (id, account_id, kind, intent_at, fetched_at, reply_status, raw, outcome, items)
    VALUES (1, 1, 'reports', 398, 399, 200, x'7b7d', 'applied', 2);
    INSERT INTO report (id, poll_id, account_id, msg_id, msisdn, code, vendor_time, echo, received_at, message_id,
        decided, fit)
    VALUES (1, 1, 1, '152880982911993396', '13800000001', 'MK:0001', '2018-06-12 21:41:54', 'P01abcdefghj', 400, 1, 1,
            'matched'),
           (2, 1, 1, '999', '13900000009', 'DELIVRD', '2018-06-12 21:41:55', 'X99abcdefghj', 400, NULL, 0, 'foreign');
    INSERT INTO balance (account_id, messages_left, at) VALUES (1, 42, 350);
    INSERT INTO balance (account_id, failed_reason, failed_at) VALUES (2, '{"kind":"secret_missing"}', 351);
"#;

fn carried_over() -> rusqlite::Connection {
    let mut connection = crate::store::cipher::in_memory();
    Migrations::new(vec![M::up(VERSION_1)])
        .to_latest(&mut connection)
        .unwrap();
    connection.execute_batch(OLD_DESK).unwrap();
    migrations(untold()).to_latest(&mut connection).unwrap();
    connection
}

#[test]
fn version_2_keeps_accounts_and_balances() {
    let connection = carried_over();
    let accounts = account::all(&connection).unwrap();
    assert_eq!(accounts.len(), 2);
    let support = account::get(&connection, 1).unwrap().unwrap();
    assert_eq!(support.form.settings["key_case"], "upper");
    assert_eq!(support.form.extension, "12");
    assert_eq!(support.secret_name.as_deref(), Some("p/1"));
    assert!(support.form.x_numbers.is_empty() && support.proxy_secret_name.is_none());
    assert_eq!(balance::get(&connection, 1).unwrap().messages_left(), Some(42));
    let failed = balance::get(&connection, 2).unwrap();
    assert_eq!(
        (failed.messages_left(), failed.failed),
        (None, Some((351, Reason::SecretMissing)))
    );
    assert!(!template::of_account(&connection, 1).unwrap()[0].voice);
}

#[test]
fn version_2_keeps_jobs_messages_and_their_stories() {
    let connection = carried_over();
    let way = |id| job::sent_with(&connection, id).unwrap().unwrap();
    assert_eq!(
        (way(1).mode, way(1).extension),
        (SendMode::Plain, "12".to_owned())
    );
    assert_eq!(
        (way(2).mode, way(2).template_id),
        (SendMode::Template, Some("t-7".to_owned()))
    );
    assert_eq!(
        job::open(&connection).unwrap().len(),
        1,
        "the paused job is still one"
    );

    let failed = message::get(&connection, 1).unwrap().unwrap();
    assert_eq!(failed.state, MessageState::Failed);
    assert!(matches!(&failed.reason, Some(Reason::ReportCode { code, .. }) if code == "MK:0001"));
    assert_eq!(failed.msg_id, None, "the id is the operation's");
    let found = message::by_msg_id(&connection, 1, "152880982911993396", Some(&failed.msisdn)).unwrap();
    assert_eq!(found.map(|found| found.id), Some(1));
    let attempts = attempt::of_operation(&connection, 1).unwrap();
    assert!(attempts[0].headers.is_empty() && attempts[0].signed.is_none());
    assert_eq!(attempts[0].reply_body.as_deref(), Some("{}"));
    assert_eq!(decision::events(&connection, 1).unwrap().len(), 1);
    assert_eq!(reveal::events(&connection, 1).unwrap().len(), 1);

    let queued = operation::get(&connection, 2).unwrap().unwrap();
    assert_eq!(queued.kind, operation::OperationKind::Send);
    assert_eq!(queued.binding_id, None);
}

#[test]
fn version_3_finds_old_exchanges_by_account_and_kind() {
    let query = |kind| crate::contract::exchange::ExchangeQuery {
        account_id: Some(1),
        kinds: vec![kind],
        troubled_only: false,
        before: None,
        limit: 10,
    };
    let connection = carried_over();
    for (kind, url) in [
        (ExchangeKind::Send, "http://ljioe.cn/sms"),
        (ExchangeKind::Reports, ""),
    ] {
        let (rows, _) = exchange::page(&connection, &query(kind)).unwrap();
        assert_eq!((rows.len(), rows[0].url.as_str()), (1, url), "{kind:?}");
        let whole = exchange::whole(&connection, rows[0].of).unwrap().unwrap();
        assert_eq!(whole.request.is_some(), kind == ExchangeKind::Send);
        assert_eq!(whole.reply.as_deref(), Some(&b"{}"[..]));
    }
}

#[test]
fn version_2_keeps_reports_and_knows_them_again() {
    let connection = carried_over();
    let events = report::events(&connection, 1).unwrap();
    let StoryWhat::Report {
        code,
        decided,
        channel,
        ..
    } = &events[0].what
    else {
        panic!("{events:?}");
    };
    assert_eq!(
        (code.as_str(), *decided, *channel),
        ("MK:0001", true, ReportChannel::Poll)
    );
    assert_eq!(hand_over::not_given(&connection, None).unwrap(), 1);
    let foreign = hand_over::foreign(&connection, 1_000).unwrap();
    assert_eq!(
        foreign[0].desk.as_deref(),
        Some("X99"),
        "version 3 knows whose it is"
    );

    // The vendor gives the same report again: nothing is added.
    let body = r#"{"code":20000,"list":[{"msgId":"152880982911993396","mobile":"13800000001","code":"MK:0001",
        "time":"2018-06-12 21:41:54","ext":"P01abcdefghj"}]}"#;
    let reply = HttpReply {
        status: 200,
        date: None,
        body: body.as_bytes().to_vec(),
    };
    let vendor = vendors::by_id("lianjiang").unwrap();
    let Reading::Success(batch) = vendor.read_reports(&reply) else {
        panic!("a batch");
    };
    let again = report::insert(&connection, report::Source::Poll(1), 1, &batch.items[0], 500).unwrap();
    assert_eq!(again, None);
}

/// What a desk of the second version adds: an international job a year later, with an HTTP status as its verdict and a
/// report's code, and a job whose clock had jumped.
const OLDER_DESK: &str = r#"
    INSERT INTO job (id, draft_id, account_id, text, extension, operator, desk, reference, approved_at, recipients,
        segments, state, mode)
    VALUES (3, 'd-3', 2, 'Your parcel A-123456 is here', '', 'Wang', 'P01', 'KF-77', 7200000, 1, 1, 'done',
            'international'),
           (4, 'd-4', 1, '【总机】退款已到账', '', 'Li Min', 'P01', '', 31536000000, 2, 2, 'done', 'plain');
    INSERT INTO job (id, draft_id, account_id, text, extension, operator, desk, reference, approved_at, recipients,
        segments, state, kind)
    VALUES (5, 'b-5', 1, '', '', 'Binder', 'P01', 'BIND-1', 7300000, 1, 0, 'done', 'bind');
    INSERT INTO operation (id, job_id, account_id, token, path, body, body_hash, recipients, state, msg_id)
    VALUES (3, 3, 2, 'P01abcdefghm', '/send', '{}', 'h', 1, 'rejected', NULL),
           (4, 4, 1, 'P01abcdefghn', '/sms', '{}', 'h', 2, 'accepted', '777');
    INSERT INTO message (id, job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
        reason, approved_at, state_at)
    VALUES (3, 3, 3, 2, '+447700900123', '321009007744+', 9, 1, 'rejected', '{"kind":"http_status","status":404}',
            7200000, 7200001),
           (4, 4, 4, 1, '13800000001', '10000000831', 10, 1, 'accepted', NULL, 31536000000, 31536000001),
           (5, 4, 4, 1, '13900000005', '50000000931', 10, 1, 'accepted', NULL, 31536000000, 31536000001);
"#;

#[test]
fn version_3_finds_what_was_there_before() {
    let mut connection = crate::store::cipher::in_memory();
    Migrations::new(vec![M::up(VERSION_1)])
        .to_latest(&mut connection)
        .unwrap();
    connection.execute_batch(OLD_DESK).unwrap();
    Migrations::new(vec![M::up(VERSION_1), M::up(VERSION_2)])
        .to_latest(&mut connection)
        .unwrap();
    connection.execute_batch(OLDER_DESK).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let hears = told.clone();
    migrations(Arc::new(move |percent| hears.lock().unwrap().push(percent)))
        .to_latest(&mut connection)
        .unwrap();
    let told = told.lock().unwrap();
    assert!(
        told.is_sorted() && told.len() > 10 && told.last() == Some(&100),
        "{told:?}"
    );

    let ids = |filter: MessageFilter| {
        let query = MessageQuery {
            filter: filter.clone(),
            before: None,
            limit: 100,
        };
        let page = message::page(&connection, &query).unwrap();
        let ids: Vec<Id> = page.records.iter().map(|record| record.id).collect();
        assert_eq!(
            message::total(&connection, &filter).unwrap(),
            ids.len(),
            "{filter:?}"
        );
        ids
    };
    let search = |text: &str| {
        ids(MessageFilter {
            search: text.to_owned(),
            ..MessageFilter::default()
        })
    };
    for (text, wanted) in [
        ("退款", vec![5, 4]),
        ("总机", vec![5, 4, 1]),
        ("码1224", vec![2]),
        ("parcel a-123456", vec![3]),
        ("KF-77", vec![3]),
        ("BIND-1", vec![]),
        ("777", vec![5, 4]),
        ("+4477", vec![3]),
        ("138", vec![4, 2, 1]),
        ("0001", vec![4, 1]),
    ] {
        assert_eq!(search(text), wanted, "{text}");
    }
    let none = MessageFilter::default;
    let filters = [
        (
            MessageFilter {
                code: "404".into(),
                ..none()
            },
            vec![3],
        ),
        (
            MessageFilter {
                code: "MK:0001".into(),
                ..none()
            },
            vec![1],
        ),
        (
            MessageFilter {
                from_at: Some(7_200_000),
                to_at: Some(7_200_001),
                ..none()
            },
            vec![3],
        ),
        (
            MessageFilter {
                from_at: Some(250),
                ..none()
            },
            vec![5, 4, 3, 2],
        ),
        (
            MessageFilter {
                to_at: Some(300),
                ..none()
            },
            vec![1],
        ),
        (
            MessageFilter {
                operator: "Wang".into(),
                ..none()
            },
            vec![3],
        ),
        (
            MessageFilter {
                modes: vec![SendMode::Template],
                ..none()
            },
            vec![2],
        ),
        (
            MessageFilter {
                states: vec![MessageState::Accepted],
                account_id: Some(1),
                ..none()
            },
            vec![5, 4],
        ),
    ];
    for (filter, wanted) in filters {
        assert_eq!(ids(filter.clone()), wanted, "{filter:?}");
    }
    assert_eq!(job::operators(&connection).unwrap(), ["Li Min", "Wang"]);
    assert_eq!(message::codes(&connection, 200).unwrap(), ["404", "MK:0001"]);
}

/// What a desk of the third version adds: a binding, pushed calls through it and for others, one of which somebody
/// looked at, and a hand over.
const OLD_CALLS: &str = r#"
    INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
        fetches_reports, enabled, created_at)
    VALUES (3, 'privacy_number', 'Numbers', 'http://p', 'dev', '', '', 1, 0, 1, 100);
    INSERT INTO binding (id, account_id, kind, appid, x_number, x_number_reversed, a_number, a_number_reversed,
        b_number, b_number_reversed, ttl_seconds, record, shows_a_to_b, shows_caller_to_a, anucode, ansanu, reqid,
        token, reference, operator, desk, approved_at, state, state_at)
    VALUES (1, 3, 'axb', 'app', '17000000001', '10000000071', '13800000001', '10000000831', '13900000002',
        '20000000931', 3600, 0, 0, 0, '', '', 'r', 'P01abcdefghj', '', 'Li Min', 'P01', 500, 'bound', 500);
    INSERT INTO push (id, account_id, kind, received_at, pasted, headers, body, applied)
    VALUES (7, 3, 'call_record', 600, 0, '[]', x'7b7d', 1);
    INSERT INTO x_call (id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, x_number,
        callee, callee_reversed, began_at, duration_seconds, result, released_by, recording, sms_content, echo,
        dedupe, fields, received_at)
    VALUES (1, 7, 3, 1, 'call_record', 't-1', 's-1', '13900000002', '20000000931', '17000000001', '13800000001',
            '10000000831', 590000, 42, 'answered', '1', 'http://r/1', NULL, 'P01abcdefghj', 'a', '{"x":"1"}', 600),
        (2, 7, 3, NULL, 'call_record', 't-2', 's-9', '13900000002', '20000000931', '17000000002', '13700000001',
            '10000000731', 591000, 1, 'busy', '2', NULL, NULL, 'X99abcdefghj.order', 'b', '{}', 601),
        (3, 7, 3, NULL, 'call_start', 't-2', 's-9', '13900000002', '20000000931', '17000000002', '', '', NULL, NULL,
            NULL, NULL, NULL, 'hello', 'X99abcdefghj', 'b', '{}', 602),
        (4, 7, 3, NULL, 'call_record', 't-3', '', '', '', '17000000003', '', '', NULL, NULL, NULL, NULL, NULL, NULL,
            'P01abcdefghz', 'c', '{}', 603),
        (5, 7, 3, NULL, 'call_record', 't-4', '', '', '', '17000000003', '', '', NULL, NULL, NULL, NULL, NULL, NULL,
            'X99-customer', 'd', '{}', 604),
        -- Of this desk when it had another name.
        (6, 7, 3, 1, 'call_record', 't-5', '', '', '', '17000000001', '', '', NULL, NULL, NULL, NULL, NULL, NULL,
            'P00abcdefghj', 'e', '{}', 605);
    INSERT INTO push_effect (push_id, position, what, x_call_id, fields)
    VALUES (7, 0, 'call', 1, '{}'), (7, 1, 'foreign', 2, '{}'), (7, 2, 'foreign', 3, '{}');
    INSERT INTO reveal (call_id, side, operator, desk, at) VALUES (2, 'caller', 'Li Min', 'P01', 700);
    INSERT INTO hand_over (id, account_id, way, other_desk, reports, operator, desk, at)
    VALUES (1, 3, 'given', 'X99', 1, 'Li Min', 'P01', 800);
"#;

/// A database of the third version with rows of every kind.
fn third_version() -> rusqlite::Connection {
    let mut connection = crate::store::cipher::in_memory();
    for (version, rows) in [(1, OLD_DESK), (2, OLDER_DESK), (3, OLD_CALLS)] {
        migrations(untold()).to_version(&mut connection, version).unwrap();
        connection.execute_batch(rows).unwrap();
    }
    connection
}

/// Every call as the third version keeps it.
fn calls(connection: &rusqlite::Connection) -> Vec<Vec<rusqlite::types::Value>> {
    let mut statement = connection
        .prepare(
            "SELECT id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, x_number,
                callee, callee_reversed, began_at, duration_seconds, result, released_by, recording, sms_content,
                echo, dedupe, fields, received_at FROM x_call ORDER BY id",
        )
        .unwrap();
    let columns = statement.column_count();
    statement
        .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn version_4_keeps_every_call_and_knows_whose_they_are() {
    let mut connection = third_version();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let before = calls(&connection);
    migrations(untold()).to_latest(&mut connection).unwrap();
    assert_eq!((before.len(), calls(&connection)), (6, before));

    let foreign = hand_over::foreign(&connection, 1_000).unwrap();
    let row = foreign.iter().find(|row| row.account_id == 3).unwrap();
    assert_eq!(
        (row.desk.as_deref(), row.reports, row.calls, row.not_handed_over),
        (Some("X99"), 0, 2, 2)
    );
    assert_eq!((row.first_at, row.last_at), (601, 602));
    assert_eq!(hand_over::not_given(&connection, Some(3)).unwrap(), 2);
    assert_eq!(
        hand_over::not_given(&connection, None).unwrap(),
        3,
        "and the report of the first version"
    );
    let given = hand_over::to_give(&connection, 3, "X99", 10).unwrap();
    let ids: Vec<Id> = given.calls.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [2, 3]);
    assert_eq!(
        (given.calls[0].1.began, given.calls[1].1.sms_content.as_deref()),
        (Some(591), Some("hello"))
    );

    // What was said of a call still leads to it, and its binding's story to the calls.
    assert_eq!(x_call::of_binding(&connection, 1).unwrap().len(), 2);
    assert!(push::get(&connection, 7).unwrap().unwrap().effects.len() == 3);
    let hand_over: (u32, u32) = connection
        .query_row("SELECT reports, calls FROM hand_over", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(hand_over, (1, 0));
    let broken: i64 = connection
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(broken, 0);
}

#[test]
fn version_4_knows_a_call_again_and_finds_calls_as_fast_as_before() {
    let mut connection = third_version();
    let indexes = |connection: &rusqlite::Connection| -> Vec<String> {
        connection
            .prepare("SELECT name FROM pragma_index_list('x_call') ORDER BY name")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    let before = indexes(&connection);
    migrations(untold()).to_latest(&mut connection).unwrap();
    let mut after = indexes(&connection);
    after.retain(|name| name != "x_call_foreign");
    assert_eq!(
        (before.len(), after.len()),
        (8, 8),
        "the unique key and seven: {after:?}"
    );
    for name in before.iter().filter(|name| name.starts_with("x_call_")) {
        assert!(after.contains(name), "{name}");
    }

    let vendor = vendors::by_id("privacy_number").unwrap();
    let body = vendors::PushBody {
        content_type: None,
        body: br#"{"taskid":"t-2","subid":"s-9","rcaller":"17000000002","beginTime":591,"userData":""}"#,
    };
    let Reading::Success(batch) = vendor.read_push(crate::contract::account::PushKind::CallRecord, &body)
    else {
        panic!("a batch");
    };
    let vendors::PushItem::Call(item) = &batch.items[0] else {
        panic!("a call");
    };
    let mut same = item.clone();
    same.dedupe = "b".into();
    let again = x_call::insert(&connection, x_call::Source::Push(7), 3, &same, 900).unwrap();
    assert_eq!(again, None);
    let source = x_call::Source::HandOver { id: 1, came_at: 601 };
    assert_eq!(
        x_call::insert(&connection, source, 3, item, 900).unwrap(),
        Some(7),
        "one that was taken in has no push"
    );
}
