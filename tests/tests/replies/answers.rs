//! Answers leave by the account and extension their customer wrote to, and by the plan of every send.

use serde_json::{Value, json};
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::send::{ApproveResult, Blocker, Confirmation};
use switchboard_tests::headless;
use switchboard_tests::scene::{Scene, scene};

use crate::phones::{answer, approve, newest, story, writes};

/// The account's own extension, as an operator would have set it.
fn set_extension(scene: &Scene, extension: &str) {
    headless::database(scene.folder.path())
        .execute("UPDATE account SET extension = ?1", [extension])
        .unwrap();
}

async fn last_sent(scene: &Scene) -> Value {
    let mut log = scene.control.log().await;
    log.retain(|entry| entry["operation"] == "plain_send");
    log.pop().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_leaves_by_the_extension_its_customer_wrote_to_and_only_once() {
    let scene = scene().await;
    set_extension(&scene, "12");
    writes(&scene, "13800000001", "什么时候到？", "34").await;
    let conversation = newest(&scene).await;
    let draft = answer(&conversation, "明天到");
    let plan = scene.desk.plan_answer(draft.clone()).await.unwrap();
    assert!(plan.blockers.is_empty() && plan.numbers == 1 && plan.operations == 1);
    assert_eq!(plan.previews[0].text, "【总机】明天到");
    assert_eq!(
        plan.previews[0].number_revealed, "138****0001",
        "nobody typed this number"
    );
    let first = approve(&scene, draft.clone(), plan.clone()).await;
    let again = approve(&scene, draft, plan).await;
    assert!(matches!(first, ApproveResult::Approved { .. }), "{first:?}");
    assert_eq!(first, again, "a double click is one job");
    headless::submitted(&scene.desk).await;
    let sent = last_sent(&scene).await;
    assert_eq!(sent["extension"], "34");
    assert_eq!(sent["recipients"], json!(["13800000001"]));
    assert_eq!(scene.sent().await, 1);
    assert_eq!(story(&scene, conversation.id).await.items.len(), 2);

    // The same text at once again is asked about, as in any send.
    let mut twice = answer(&conversation, "明天到");
    twice.draft_id = "another".into();
    let plan = scene.desk.plan_answer(twice).await.unwrap();
    assert!(matches!(
        plan.confirmations[..],
        [Confirmation::SentBefore { numbers: 1, .. }]
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_would_leave_by_another_extension_than_was_shown_does_not_leave() {
    let scene = scene().await;
    writes(&scene, "13800000001", "一", "34").await;
    let draft = answer(&newest(&scene).await, "好的");
    let plan = scene.desk.plan_answer(draft.clone()).await.unwrap();
    writes(&scene, "13800000001", "二", "56").await;
    let ApproveResult::NotAsShown { plan: now } = approve(&scene, draft.clone(), plan).await else {
        panic!("the customer writes to another extension by now");
    };
    assert_eq!(now.previews[0].number_revealed, "138****0001");
    assert_eq!(scene.sent().await, 0);
    approve(&scene, draft, *now).await;
    headless::submitted(&scene.desk).await;
    assert_eq!(last_sent(&scene).await["extension"], "56");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_extension_that_cannot_be_sent_by_is_that_of_the_message_replied_to() {
    let scene = scene().await;
    set_extension(&scene, "12");
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    set_extension(&scene, "99");
    for (number, wrote_to, answered_by) in [
        ("13800000001", "10690000000012", "12"),
        ("13800000002", "10690000000012", "99"),
        ("13800000003", "a1", "99"),
        ("13800000004", "", ""),
        ("13800000005", "12345678", "12345678"),
        ("13800000006", "123456789", "99"),
    ] {
        writes(&scene, number, "在吗", wrote_to).await;
        let draft = answer(&newest(&scene).await, &format!("在 {number}"));
        let plan = scene.desk.plan_answer(draft.clone()).await.unwrap();
        let approved = approve(&scene, draft, plan).await;
        assert!(matches!(approved, ApproveResult::Approved { .. }), "{approved:?}");
        headless::submitted(&scene.desk).await;
        let sent = last_sent(&scene).await;
        assert_eq!(
            sent["extension"].as_str().unwrap_or_default(),
            answered_by,
            "{wrote_to:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_answered_says_so_without_showing_a_number() {
    let scene = scene().await;
    writes(&scene, "10086", "余额不足", "").await;
    let service = newest(&scene).await;
    assert!(!service.can_answer, "10086 is not sent to");
    let plan = scene.desk.plan_answer(answer(&service, "好")).await.unwrap();
    assert_eq!(plan.blockers, [Blocker::NoRecipients]);
    writes(&scene, "852912345678", "hello", "").await;
    let abroad = newest(&scene).await;
    let plan = scene.desk.plan_answer(answer(&abroad, "好")).await.unwrap();
    assert_eq!(plan.bad_lines[0].text, "852****5678");

    let missing = answer(&service, "好");
    let missing = switchboard_core::contract::conversation::AnswerDraft {
        conversation_id: 99,
        ..missing
    };
    let refused = scene.desk.plan_answer(missing).await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ProblemCode::NotFound);
    let off = switchboard_core::contract::account::SetAccountEnabled {
        id: headless::account_id(&scene.desk).await,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    let plan = scene.desk.plan_answer(answer(&abroad, "好")).await.unwrap();
    assert!(plan.blockers.contains(&Blocker::AccountOff));
    assert!(!newest(&scene).await.can_answer);
}
