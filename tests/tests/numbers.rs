//! One phone number over all vendors: its timeline, the search by digits, and looks at it in full.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use rusqlite::params;
use serde_json::json;
use switchboard_core::contract::Id;
use switchboard_core::contract::number::{
    FoundNumber, NumberKind, NumberQuery, NumberRef, NumberView, NumberWhat,
};
use switchboard_core::desk::Desk;
use switchboard_tests::headless;
use switchboard_tests::scene::{Scene, scene};

const MAN: &str = "13800000001";
const X: &str = "17012345678";

fn typed(digits: &str) -> NumberRef {
    NumberRef::Typed {
        digits: digits.into(),
    }
}

async fn page(desk: &Desk, query: NumberQuery) -> NumberView {
    desk.number_view(query).await.unwrap()
}

async fn first(desk: &Desk, of: NumberRef) -> NumberView {
    let query = NumberQuery {
        of,
        kinds: Vec::new(),
        before: None,
        limit: 50,
    };
    page(desk, query).await
}

/// Kind, id and time of every row, page by page.
async fn walked(
    desk: &Desk,
    of: NumberRef,
    kinds: &[NumberKind],
    limit: u32,
) -> Vec<Vec<(&'static str, Id, i64)>> {
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let query = NumberQuery {
            of: of.clone(),
            kinds: kinds.to_vec(),
            before,
            limit,
        };
        let view = page(desk, query).await;
        pages.push(
            view.rows
                .iter()
                .map(|row| {
                    let (kind, id) = named(&row.what);
                    (kind, id, row.at)
                })
                .collect(),
        );
        before = view.next;
        if before.is_none() {
            return pages;
        }
    }
}

fn named(what: &NumberWhat) -> (&'static str, Id) {
    match what {
        NumberWhat::Message(row) => ("message", row.id),
        NumberWhat::Reply(row) => ("reply", row.id),
        NumberWhat::Call(row) => ("call", row.id),
        NumberWhat::Binding(row) => ("binding", row.id),
        NumberWhat::Check(row) => ("check", row.id),
    }
}

/// A message and a reply by way of the sandbox; then what the other vendors bring, as their rows stand: two calls, a
/// binding and a number check at an account of their own.
async fn everything() -> Scene {
    let scene = scene().await;
    let desk = &scene.desk;
    headless::send(desk, headless::draft(desk, MAN).await).await;
    headless::submitted(desk).await;
    scene
        .control
        .post("replies", json!([{ "mobile": MAN, "content": "几点到？" }]))
        .await;
    headless::reported(desk).await;
    let database = headless::database(scene.folder.path());
    let at = 1_700_000_000_000_i64;
    database
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
                fetches_reports, enabled, created_at, x_numbers)
             VALUES (70, 'privacy_number', 'Numbers', 'http://127.0.0.1', '1', '', '', 1, 0, 1, {at}, '[\"{X}\"]');
             INSERT INTO binding (id, account_id, kind, appid, x_number, x_number_reversed, a_number,
                a_number_reversed, b_number, b_number_reversed, ttl_seconds, record, shows_a_to_b, shows_caller_to_a,
                anucode, ansanu, reqid, token, reference, operator, desk, approved_at, first_attempt_at, state, state_at)
             VALUES (1, 70, 'axb', 'app', '{X}', '87654321071', '{MAN}', '10000000831', '13900000002', '20000000931',
                3600, 0, 0, 0, '', '', 'r', 'T01abcdefghj', '', 'Li Min', 'T01', {at}, {at}, 'ended', {at});
             INSERT INTO push (id, account_id, kind, received_at, pasted, headers, body, applied)
             VALUES (1, 70, 'call_record', {at} + 60000, 0, '[]', x'', 1);
             INSERT INTO number_check (id, account_id, operation_id, kind, state, msisdn, msisdn_reversed, reference,
                operator, desk, at)
             VALUES (1, 70, 1, 'phone_verify', 'answered', '{MAN}', '10000000831', '', 'Li Min', 'T01', {at} - 5);"
        ))
        .unwrap();
    for (id, caller, callee) in [(1, MAN, "13900000002"), (2, "13900000002", MAN)] {
        database
            .execute(
                "INSERT INTO x_call (id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed,
                    x_number, callee, callee_reversed, began_at, echo, dedupe, fields, received_at)
                 VALUES (?1, 1, 70, 1, 'call_record', ?1, 's', ?2, ?3, ?4, ?5, ?6, ?7, '', ?1, '{}', ?7 + 60000)",
                params![id, caller, reversed(caller), X, callee, reversed(callee), at + id * 1000],
            )
            .unwrap();
    }
    scene
}

fn reversed(number: &str) -> String {
    number.chars().rev().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_number_has_one_timeline_over_all_vendors() {
    let scene = everything().await;
    let view = first(&scene.desk, typed("+86 138-0000-0001")).await;
    assert_eq!(view.number_masked, "138****0001");
    assert!(!view.is_x && view.next.is_none() && view.suppressed.is_none());
    let kinds: Vec<_> = view.rows.iter().map(|row| named(&row.what).0).collect();
    assert_eq!(kinds, ["reply", "message", "call", "call", "binding", "check"]);
    assert!(view.rows.is_sorted_by(|one, other| one.at >= other.at));
    let NumberWhat::Call(call) = &view.rows[2].what else {
        panic!("a call")
    };
    assert_eq!(
        (
            call.caller_masked.as_str(),
            call.callee_masked.as_str(),
            call.x_number.as_str()
        ),
        ("139****0002", "138****0001", X)
    );
    assert_eq!(
        (call.account_name.as_str(), call.binding_id),
        ("Numbers", Some(1))
    );
    let NumberWhat::Message(message) = &view.rows[1].what else {
        panic!("a message")
    };
    assert!(message.text.contains("您的订单已发货"));

    // Wherever it stands it is the same number.
    let reply_id = named(&view.rows[0].what).1;
    for of in [
        NumberRef::Message { id: message.id },
        NumberRef::Reply { id: reply_id },
        NumberRef::BindingA { id: 1 },
        NumberRef::Check { id: 1 },
        NumberRef::Caller { id: 1 },
        NumberRef::Callee { id: 2 },
    ] {
        assert_eq!(first(&scene.desk, of.clone()).await, view, "{of:?}");
    }

    // B has the binding and the calls; X has them too, and is nobody's own.
    let b = first(&scene.desk, NumberRef::BindingB { id: 1 }).await;
    assert_eq!((b.rows.len(), b.number_masked.as_str()), (3, "139****0002"));
    let x = first(&scene.desk, typed(X)).await;
    assert_eq!((x.rows.len(), x.number_masked.as_str(), x.is_x), (3, X, true));

    for nothing in [typed("order-7"), typed("12"), NumberRef::Message { id: 9_999 }] {
        let query = NumberQuery {
            of: nothing.clone(),
            kinds: Vec::new(),
            before: None,
            limit: 1,
        };
        assert!(scene.desk.number_view(query).await.is_err(), "{nothing:?}");
    }
    let nobody = first(&scene.desk, typed("13700000000")).await;
    assert!(nobody.rows.is_empty() && nobody.next.is_none());
    scene.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_suppressed_numbers_and_conversations_lead_to_it() {
    use switchboard_core::contract::conversation::{Suppress, SuppressResult};
    let scene = everything().await;
    let suppress = Suppress {
        of: typed(MAN),
        why: "asked to stop".into(),
    };
    let SuppressResult::Listed { id } = scene.desk.suppress(suppress).await.unwrap() else {
        panic!("listed")
    };
    for of in [NumberRef::Suppressed { id }, NumberRef::Conversation { id: 1 }] {
        let view = first(&scene.desk, of.clone()).await;
        assert_eq!(
            (view.rows.len(), view.suppressed.map(|row| row.id)),
            (6, Some(id)),
            "{of:?}"
        );
        assert_eq!(scene.desk.reveal_ref(of).await.unwrap(), MAN);
    }
    scene.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_any_size_shows_every_row_once_whatever_the_clocks_said() {
    let scene = everything().await;
    let database = headless::database(scene.folder.path());
    // Times that run the other way than the ids, and one from the far future.
    database
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             SELECT job_id, operation_id, account_id, msisdn, msisdn_reversed, 1, 1, 'delivered',
                CASE i WHEN 20 THEN 4000000000000 ELSE 1700000000000 - i * 1000 END, 1
             FROM message, n WHERE id = 1;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
             INSERT INTO reply (poll_id, account_id, msisdn, content, vendor_time, msg_id, extension, ordinal, received_at)
             SELECT poll_id, account_id, msisdn, i, '', '', '', 0, 1700000000000 + (i * 7919) % 40000 FROM reply, n WHERE id = 1;",
        )
        .unwrap();
    for limit in [1, 2, 3, 7, 50, 200] {
        let pages = walked(&scene.desk, typed(MAN), &[], limit).await;
        assert!(pages.iter().all(|page| page.len() <= limit as usize));
        for page in &pages {
            assert!(
                page.is_sorted_by(|one, other| one.2 >= other.2),
                "by {limit}: {page:?}"
            );
        }
        let mut rows: Vec<_> = pages.concat().iter().map(|row| (row.0, row.1)).collect();
        rows.sort_unstable();
        let all = rows.len();
        rows.dedup();
        assert_eq!((all, rows.len()), (86, 86), "by {limit}");
        let some = [NumberKind::Call, NumberKind::Reply];
        let pages = walked(&scene.desk, typed(MAN), &some, limit).await;
        let of_some: Vec<_> = pages.concat().iter().map(|row| (row.0, row.1)).collect();
        assert_eq!(of_some.len(), 43, "by {limit}");
        rows.retain(|(kind, _)| ["call", "reply"].contains(kind));
        assert!(rows.iter().all(|row| of_some.contains(row)), "by {limit}");
    }
    let newest = walked(&scene.desk, typed(MAN), &[], 50).await[0][0];
    assert_eq!(newest.2, 4_000_000_000_000, "what its clock calls the newest");
    scene.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_in_full_is_recorded_unless_it_tells_nothing() {
    let scene = everything().await;
    let database = headless::database(scene.folder.path());
    let looks = || -> Vec<(Option<String>, Option<Id>, Option<Id>)> {
        database
            .prepare("SELECT side, binding_id, call_id FROM reveal WHERE message_id IS NULL ORDER BY id")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    for (of, number) in [
        (NumberRef::BindingA { id: 1 }, MAN),
        (NumberRef::BindingB { id: 1 }, "13900000002"),
        (NumberRef::Caller { id: 2 }, "13900000002"),
        (NumberRef::Callee { id: 2 }, MAN),
        (NumberRef::BindingX { id: 1 }, X),
        (typed("+86 13800000001"), MAN),
    ] {
        assert_eq!(scene.desk.reveal_ref(of).await.unwrap(), number);
    }
    let side = |name: &str| Some(name.to_owned());
    assert_eq!(
        looks(),
        [
            (side("a"), Some(1), None),
            (side("b"), Some(1), None),
            (side("caller"), None, Some(2)),
            (side("callee"), None, Some(2)),
        ],
        "an X is nobody's own, and who typed a number knows it"
    );
    // A message's look stands in its story, as when it is asked for by its own command.
    scene.desk.reveal_ref(NumberRef::Message { id: 1 }).await.unwrap();
    let story = scene.desk.message_story(1).await.unwrap();
    assert!(story.events.iter().any(|event| {
        matches!(&event.what, switchboard_core::contract::message::StoryWhat::Revealed { operator } if operator == "Li Min")
    }));
    assert!(scene.desk.reveal_ref(NumberRef::Callee { id: 77 }).await.is_err());
    assert_eq!(looks().len(), 4, "nothing was there to be looked at");
    scene.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_are_found_by_how_they_begin_and_how_they_end() {
    let scene = everything().await;
    let database = headless::database(scene.folder.path());
    database
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             VALUES (1, 1, 1, '+2348031000010', '0100001308432+', 1, 1, 'accepted', 5, 5);",
        )
        .unwrap();
    let found = async |digits: &str| -> Vec<String> {
        let found: Vec<FoundNumber> = scene.desk.find_numbers(digits.into()).await.unwrap();
        found.into_iter().map(|found| found.number_masked).collect()
    };
    assert_eq!(found("138").await, ["138****0001"]);
    assert_eq!(found("+86 138-0000").await, ["138****0001"]);
    assert_eq!(found("+138").await, ["138****0001"], "as in every other search");
    assert_eq!(found("00 86 138").await, ["138****0001"]);
    assert_eq!(found("0001").await, ["138****0001"]);
    assert_eq!(found("１３９").await, ["139****0002"]);
    assert_eq!(found("170").await, [X]);
    assert_eq!(found("5678").await, [X]);
    for abroad in ["234", "+234", "00234", "0010"] {
        assert_eq!(found(abroad).await, ["+23****0010"], "{abroad}");
    }
    for nothing in ["", "13", "001", "order", "99999"] {
        assert_eq!(found(nothing).await, Vec::<String>::new(), "{nothing}");
    }
    // What is found leads there, by the newest place it stands at.
    let man = scene
        .desk
        .find_numbers("13800000001".into())
        .await
        .unwrap()
        .remove(0);
    let NumberRef::Conversation { .. } = man.of else {
        panic!("{:?}", man.of)
    };
    assert_eq!(first(&scene.desk, man.of).await.rows[0].at, man.last_at);
    scene.desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_very_many_numbers_the_latest_are_found() {
    let scene = everything().await;
    let database = headless::database(scene.folder.path());
    // 60,000 rows of one number, 5,000 other numbers, and the newest of all among the smallest.
    database
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             SELECT 1, 1, 1, '15900000000', '00000000951', 1, 1, 'accepted', i, i FROM n;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             SELECT 1, 1, 1, '159' || (10000000 + i), '0', 1, 1, 'accepted', 100000 + i, i FROM n;
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             VALUES (1, 1, 1, '15900000001', '10000000951', 1, 1, 'accepted', 900000, 5);",
        )
        .unwrap();
    let found = scene.desk.find_numbers("159".into()).await.unwrap();
    assert_eq!(found.len(), 20);
    assert_eq!(found[0].last_at, 900_000);
    assert_eq!(found[1].last_at, 105_000);
    assert!(found.is_sorted_by(|one, other| one.last_at >= other.last_at));
    let one = scene.desk.find_numbers("15900000000".into()).await.unwrap();
    assert_eq!((one.len(), one[0].last_at), (1, 60_000));
    scene.desk.close().await;
}
