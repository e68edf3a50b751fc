//! The suppression list: proposed by stop words, put there by a person, skipped by every send.

use serde_json::json;
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::conversation::{
    Suppress, SuppressResult, Suppressed, SuppressionQuery, Unsuppress,
};
use switchboard_core::contract::message::{MessageState, SendAgain};
use switchboard_core::contract::number::{NumberQuery, NumberRef};
use switchboard_core::contract::problem::{FieldReason, Problem, ProblemCode};
use switchboard_core::contract::send::{ApproveResult, ApproveSend, Blocker, SendBody};
use switchboard_tests::headless;
use switchboard_tests::scene::{Scene, scene};

use crate::phones::{answer, approve, newest, replies, suppress, typed, writes};

async fn listed(scene: &Scene, search: &str) -> Vec<Suppressed> {
    let query = SuppressionQuery {
        search: search.into(),
        before: None,
        limit: 500,
    };
    scene.desk.list_suppressed(query).await.unwrap().rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_word_proposes_and_a_person_decides() {
    let scene = scene().await;
    writes(&scene, "13800000001", " ｔｄ！", "").await;
    let conversation = newest(&scene).await;
    assert_eq!(conversation.stop_word.as_deref(), Some("TD"));
    assert_eq!(replies(&scene).await[0].stop_word.as_deref(), Some("TD"));
    assert!(!conversation.suppressed && listed(&scene, "").await.is_empty());
    let plan = scene
        .desk
        .plan_send(headless::draft(&scene.desk, "13800000001").await)
        .await
        .unwrap();
    assert_eq!((plan.numbers, plan.suppressed), (1, 0), "nothing acts by itself");

    let of = NumberRef::Conversation { id: conversation.id };
    let id = suppress(&scene, of.clone()).await;
    assert_eq!(suppress(&scene, of).await, id, "once is enough");
    let row = listed(&scene, "").await.remove(0);
    assert_eq!(
        (
            &*row.number_masked,
            &*row.why,
            &*row.operator,
            row.reply_id,
            row.conversation_id
        ),
        (
            "138****0001",
            "asked to",
            "Li Min",
            Some(conversation.last_reply_id),
            Some(conversation.id)
        )
    );
    assert!(newest(&scene).await.suppressed);
    let plan = scene
        .desk
        .plan_answer(answer(&conversation, "好的"))
        .await
        .unwrap();
    assert_eq!(
        (plan.blockers, plan.suppressed),
        (vec![Blocker::AllSuppressed], 1)
    );

    let words = vec![" 不要了 ".into(), "不要了".into(), String::new(), "长".repeat(41)];
    assert_eq!(scene.desk.set_stop_words(words).await.unwrap(), ["不要了"]);
    assert_eq!(scene.desk.stop_words().await.unwrap(), ["不要了"]);
    assert_eq!(newest(&scene).await.stop_word, None);
    writes(&scene, "13800000002", "不要了。", "").await;
    assert_eq!(newest(&scene).await.stop_word.as_deref(), Some("不要了"));
    assert_eq!(scene.desk.set_stop_words(Vec::new()).await.unwrap(), [""; 0]);
    assert_eq!(newest(&scene).await.stop_word, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_send_skips_the_list_and_says_which_lines() {
    let scene = scene().await;
    suppress(&scene, typed("+86 138 0000 0002")).await;
    suppress(&scene, typed("１３８０００００００４")).await;
    let numbers = "13800000001\n13800000002\n13800000003,138-0000-0004\n13800000002";
    let draft = headless::draft(&scene.desk, numbers).await;
    let plan = scene.desk.plan_send(draft.clone()).await.unwrap();
    assert_eq!((plan.numbers, plan.suppressed, plan.duplicates), (2, 2, 1));
    assert_eq!(plan.suppressed_lines, [2, 3]);
    assert_eq!((plan.segments_total, plan.previews.len()), (2, 2));
    headless::approve(&scene.desk, draft, plan).await;
    headless::submitted(&scene.desk).await;
    assert_eq!(scene.control.sent_to().await, ["13800000001", "13800000003"]);
    assert_eq!(headless::messages(&scene.desk).await.len(), 2);

    let account = headless::account_id(&scene.desk).await;
    let template = scene.desk.list_templates(account).await.unwrap().remove(0);
    let columns = template.variables.len();
    let line = |number: &str| format!("{number}{}", "\t1".repeat(columns));
    let pasted = format!("{}\n{}", line("13800000004"), line("13800000005"));
    let mut draft = headless::draft(&scene.desk, &pasted).await;
    draft.body = SendBody::Template {
        template_id: template.id,
        signature: String::new(),
    };
    let plan = scene.desk.plan_send(draft).await.unwrap();
    assert_eq!((plan.numbers, &*plan.suppressed_lines), (1, &[1][..]), "{plan:?}");

    let none = headless::draft(&scene.desk, "13800000002\n13800000004").await;
    let plan = scene.desk.plan_send(none).await.unwrap();
    assert_eq!((plan.blockers, plan.numbers), (vec![Blocker::AllSuppressed], 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_put_on_the_list_after_the_plan_was_shown_is_not_sent_to() {
    let scene = scene().await;
    let draft = headless::draft(&scene.desk, "13800000001\n13800000002").await;
    let plan = scene.desk.plan_send(draft.clone()).await.unwrap();
    let row = suppress(&scene, typed("13800000002")).await;
    let approval = ApproveSend {
        draft: draft.clone(),
        fingerprint: plan.fingerprint.clone(),
        confirmed: plan.confirmations.clone(),
    };
    let ApproveResult::NotAsShown { plan: now } = scene.desk.approve_send(approval).await.unwrap() else {
        panic!("it is not what was shown");
    };
    assert_eq!((now.numbers, now.suppressed), (1, 1));
    assert_eq!(scene.sent().await, 0);

    let why = String::from(" ");
    let problems = scene.desk.unsuppress(Unsuppress { id: row, why }).await.unwrap();
    assert_eq!(problems[0].reason, FieldReason::Required);
    let why = String::from("asked back");
    let taken_off = Unsuppress { id: row, why };
    assert!(scene.desk.unsuppress(taken_off.clone()).await.unwrap().is_empty());
    let again = scene.desk.unsuppress(taken_off).await.unwrap_err();
    assert_eq!(Problem::from(again).code, ProblemCode::NotFound);
    assert!(listed(&scene, "").await.is_empty());
    let history: (String, String, String) = headless::database(scene.folder.path())
        .query_row(
            "SELECT why, removed_why, removed_operator || ' ' || removed_desk FROM suppression WHERE id = ?1",
            [row],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(
        history,
        ("asked to".into(), "asked back".into(), "Li Min T01".into())
    );
    headless::approve(&scene.desk, draft, plan).await;
    headless::submitted(&scene.desk).await;
    assert_eq!(scene.sent().await, 2, "the plan that was shown is right again");
    let id = suppress(&scene, typed("13800000002")).await;
    assert_ne!(id, row, "it is put there anew");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sending_again_respects_the_list() {
    let scene = scene().await;
    let message = scene.send_under(json!({ "kind": "drop_after" })).await;
    assert_eq!(message.state, MessageState::Unknown);
    suppress(&scene, NumberRef::Message { id: message.id }).await;
    let again = SendAgain {
        draft_id: "again".into(),
        message_id: message.id,
        why: "nothing came".into(),
    };
    let ApproveResult::NotAsShown { plan } = scene.desk.send_again(again).await.unwrap() else {
        panic!("its number is on the list");
    };
    assert_eq!(
        (plan.blockers, plan.suppressed),
        (vec![Blocker::AllSuppressed], 1)
    );
    assert_eq!(scene.sent().await, 1);
    assert_eq!(headless::messages(&scene.desk).await.len(), 1);
}

/// Approves a job to four numbers, holds it, puts the last on the list, and lets it go on.
async fn held_and_listed(operation_size: u32) -> Scene {
    let scene = scene().await;
    headless::database(scene.folder.path())
        .execute("UPDATE account SET operation_size = ?1", [operation_size])
        .unwrap();
    scene
        .fault("plain_send", json!({ "kind": "delay", "ms": 1500 }))
        .await;
    let numbers = [1, 2, 3, 4].map(|last| format!("1380000000{last}"));
    let job = headless::send(
        &scene.desk,
        headless::draft(&scene.desk, &numbers.join("\n")).await,
    )
    .await;
    scene.desk.pause_job(job).await.unwrap();
    suppress(&scene, typed(&numbers[3])).await;
    scene.desk.resume_job(job).await.unwrap();
    headless::submitted(&scene.desk).await;
    scene
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_approved_before_to_nobody_but_a_listed_number_is_left_out() {
    let scene = held_and_listed(1).await;
    assert_eq!(
        scene.control.sent_to().await,
        ["13800000001", "13800000002", "13800000003"]
    );
    let rows = headless::messages(&scene.desk).await;
    let last = rows
        .iter()
        .find(|row| row.number_masked.ends_with("0004"))
        .unwrap();
    assert_eq!(
        (last.state, &last.reason),
        (MessageState::NotSent, &Some(Reason::Suppressed))
    );
    assert_eq!(scene.desk.list_open_jobs().await.unwrap(), [], "its job is over");
}

/// A request to several is frozen: it goes out as it was approved, or not at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_approved_before_to_others_too_goes_out_as_it_was_approved() {
    let scene = held_and_listed(2).await;
    assert_eq!(scene.control.sent_to().await.len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_is_listed_as_plans_look_for_it_however_a_call_wrote_it() {
    let scene = scene().await;
    let database = headless::database(scene.folder.path());
    database
        .execute_batch(
            "INSERT INTO push (id, account_id, kind, received_at, pasted, headers, body, applied)
             SELECT 1, id, 'call_record', 1, 0, '[]', x'', 1 FROM account LIMIT 1;",
        )
        .unwrap();
    let callees = ["00447911123456", "447911123456", "8613800000001", "01088886666"];
    for (id, callee) in (1_i64..).zip(callees) {
        let reversed: String = callee.chars().rev().collect();
        database
            .execute(
                "INSERT INTO x_call (id, push_id, account_id, kind, task_id, subid, caller, caller_reversed, x_number,
                    callee, callee_reversed, echo, dedupe, fields, received_at)
                 SELECT ?1, 1, id, 'call_record', ?1, '', '10086', '68001', '17000000001', ?2, ?3, '', ?1, '[]', 1
                 FROM account LIMIT 1",
                (id, callee, reversed),
            )
            .unwrap();
    }
    for (id, ends, listed_as) in [
        (1, "3456", "+447911123456"),
        (3, "0001", "13800000001"),
        (4, "6666", "01088886666"),
    ] {
        suppress(&scene, NumberRef::Callee { id }).await;
        assert_eq!(listed(&scene, ends).await.len(), 1);
        let stands: i64 = database
            .query_row(
                "SELECT count(*) FROM suppression WHERE msisdn = ?1",
                [listed_as],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(stands, 1, "{listed_as}");
    }
    let query = NumberQuery {
        of: NumberRef::Callee { id: 2 },
        kinds: Vec::new(),
        before: None,
        limit: 10,
    };
    assert!(scene.desk.number_view(query).await.unwrap().suppressed.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_is_searched_paged_and_takes_numbers_only() {
    let scene = scene().await;
    for index in 0..5 {
        suppress(&scene, typed(&format!("1380000000{index}"))).await;
    }
    suppress(&scene, typed("+234 803 100 0010")).await;
    assert_eq!(listed(&scene, "0003").await[0].number_masked, "138****0003");
    assert_eq!(listed(&scene, "+86138").await.len(), 5);
    assert_eq!(listed(&scene, "2348").await[0].number_masked, "+23****0010");
    assert!(listed(&scene, "TD").await.is_empty() && listed(&scene, "13").await.is_empty());
    let mut query = SuppressionQuery {
        search: String::new(),
        before: None,
        limit: 4,
    };
    let first = scene.desk.list_suppressed(query.clone()).await.unwrap();
    assert_eq!((first.rows.len(), first.total), (4, 6));
    query.before = first.next;
    let last = scene.desk.list_suppressed(query).await.unwrap();
    assert_eq!((last.rows.len(), last.next), (2, None));

    writes(&scene, "not a number", "TD", "").await;
    let words = NumberRef::Conversation {
        id: newest(&scene).await.id,
    };
    for (of, why, field, reason) in [
        (typed("12"), "x", "of", FieldReason::NotANumber),
        (typed("138000a0001"), "x", "of", FieldReason::NotANumber),
        (words, "x", "of", FieldReason::NotANumber),
        (typed("13800000009"), " ", "why", FieldReason::Required),
        (
            typed("13800000009"),
            &"x".repeat(201),
            "why",
            FieldReason::TooLong,
        ),
    ] {
        let put = Suppress {
            of,
            why: why.to_owned(),
        };
        let SuppressResult::Invalid { problems } = scene.desk.suppress(put).await.unwrap() else {
            panic!("{why} was taken");
        };
        assert_eq!((&*problems[0].field, problems[0].reason), (field, reason));
    }
    let nowhere = Suppress {
        of: NumberRef::Message { id: 99 },
        why: "x".into(),
    };
    let refused = scene.desk.suppress(nowhere).await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ProblemCode::NotFound);

    // The customer writes, nobody typed the number, and the answer is not sent.
    writes(&scene, "13800000000", "在吗", "").await;
    let draft = answer(&newest(&scene).await, "在");
    let plan = scene.desk.plan_answer(draft.clone()).await.unwrap();
    let ApproveResult::NotAsShown { .. } = approve(&scene, draft, plan).await else {
        panic!("it was sent");
    };
    assert_eq!(scene.sent().await, 0);
}
