//! The *poll* column of the failure table, and what polls bring that is nobody's: played by the
//! sandbox over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use serde_json::json;
use switchboard_core::contract::message::MessageState;
use switchboard_tests::headless;
use switchboard_tests::scene::scene;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_of_another_desk_and_of_nobody_are_kept_and_said() {
    let scene = scene().await;
    let reports = json!([
        { "msgId": "100000000000000001", "mobile": "13900000001", "code": "DELIVRD", "ext": "Z99abcdefghj" },
        { "msgId": "100000000000000002", "mobile": "13900000002", "code": "DELIVRD", "ext": "" },
    ]);
    scene.control.post("reports", reports).await;
    scene
        .desk
        .poll_now(headless::account_id(&scene.desk).await)
        .await
        .unwrap();
    assert_eq!(scene.desk.desk_status().await.unwrap().foreign_items, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_that_may_have_lost_something_is_a_gap_and_adjoining_gaps_are_one() {
    for (fault, gaps) in [
        (json!({ "kind": "drop_after" }), 1),
        (json!({ "kind": "truncate" }), 1),
        (json!({ "kind": "garble" }), 1),
        (json!({ "kind": "status", "status": 500 }), 1),
        (json!({ "kind": "status", "status": 302 }), 0),
        (json!({ "kind": "status", "status": 429 }), 0),
        (json!({ "kind": "code", "code": 49999 }), 0),
    ] {
        let scene = scene().await;
        let mut twice = fault.clone();
        twice["times"] = json!(2);
        scene.fault("report_poll", twice).await;
        let account = headless::account_id(&scene.desk).await;
        for _ in 0..3 {
            scene.desk.poll_now(account).await.unwrap();
        }
        let status = scene.desk.desk_status().await.unwrap();
        assert_eq!(status.gaps.len(), gaps, "{fault}: {:?}", status.gaps);
        assert!(!scene.account_is_paused().await, "{fault}");
        scene.fault("report_poll", fault.clone()).await;
        scene.desk.poll_now(account).await.unwrap();
        let after = scene.desk.desk_status().await.unwrap().gaps.len();
        assert_eq!(after, gaps * 2, "{fault}: after a good poll a new gap begins");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_that_is_refused_pauses_the_account() {
    for fault in [
        json!({ "kind": "code", "code": 40008 }),
        json!({ "kind": "status", "status": 404 }),
    ] {
        let scene = scene().await;
        scene.fault("report_poll", fault.clone()).await;
        scene
            .desk
            .poll_now(headless::account_id(&scene.desk).await)
            .await
            .unwrap();
        assert!(scene.account_is_paused().await, "{fault}");
        assert!(scene.desk.desk_status().await.unwrap().gaps.is_empty(), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_program_lets_the_vendor_echo_harms_nothing() {
    let scene = scene().await;
    let reports = json!([
        { "msgId": "100000000000000001", "mobile": "13900000001", "code": "DELIVRD", "ext": "NO订单12345" },
        { "msgId": "100000000000000002", "mobile": "13900000002", "code": "DELIVRD", "ext": "😀😀😀" },
    ]);
    scene.control.post("reports", reports).await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    assert_eq!(
        headless::reported(&scene.desk).await[0].state,
        MessageState::Delivered
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_taken_in_is_said_by_its_poll_and_taken_in_later() {
    let scene = scene().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    let account = headless::account_id(&scene.desk).await;
    let database = headless::database(scene.folder.path());
    database
        .execute_batch("CREATE TRIGGER no BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'no'); END;")
        .unwrap();
    assert!(scene.desk.poll_now(account).await.is_err());
    assert_eq!(
        headless::messages(&scene.desk).await[0].state,
        MessageState::Accepted
    );
    // The vendor hands nothing out twice.
    database.execute_batch("DROP TRIGGER no;").unwrap();
    scene.desk.poll_now(account).await.unwrap();
    assert_eq!(
        headless::messages(&scene.desk).await[0].state,
        MessageState::Delivered
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_reply_that_cannot_be_taken_in_holds_up_no_other() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    let database = headless::database(scene.folder.path());
    let refusing = |which: &str| {
        format!(
            "DROP TRIGGER IF EXISTS no;
             CREATE TRIGGER no BEFORE INSERT ON report WHEN {which} BEGIN SELECT RAISE(ABORT, 'no'); END;"
        )
    };
    database.execute_batch(&refusing("1")).unwrap();
    for number in ["13800000001", "13800000002", "13800000003"] {
        headless::send(&scene.desk, headless::draft(&scene.desk, number).await).await;
        headless::submitted(&scene.desk).await;
        assert!(scene.desk.poll_now(account).await.is_err());
    }
    database
        .execute_batch(&refusing("NEW.msisdn = '13800000002'"))
        .unwrap();
    scene.desk.poll_now(account).await.unwrap();
    let states = async || {
        let newest_first = headless::messages(&scene.desk).await;
        newest_first.iter().map(|row| row.state).collect::<Vec<_>>()
    };
    use MessageState::{Accepted, Delivered};
    assert_eq!(states().await, [Delivered, Accepted, Delivered]);
    database.execute_batch("DROP TRIGGER no;").unwrap();
    scene.desk.poll_now(account).await.unwrap();
    assert_eq!(states().await, [Delivered; 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_of_one_reply_find_each_its_own_message() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    for number in ["13800000001", "13800000002", "13800000003"] {
        headless::send(&scene.desk, headless::draft(&scene.desk, number).await).await;
        headless::submitted(&scene.desk).await;
    }
    scene.desk.poll_now(account).await.unwrap();
    let rows = headless::messages(&scene.desk).await;
    assert_eq!(rows.len(), 3);
    for row in rows {
        assert_eq!(row.state, MessageState::Delivered, "{}", row.id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_gap_that_was_seen_only_what_comes_after_it_is_said_again() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    scene.desk.poll_now(account).await.unwrap();
    scene
        .fault("report_poll", json!({ "kind": "drop_after", "times": 3 }))
        .await;
    scene.desk.poll_now(account).await.unwrap();
    let seen = scene.desk.desk_status().await.unwrap().gaps.remove(0);
    scene.desk.acknowledge_gap(seen.id).await.unwrap();
    for _ in 0..2 {
        scene.desk.poll_now(account).await.unwrap();
        let gaps = scene.desk.desk_status().await.unwrap().gaps;
        assert_eq!((gaps.len(), gaps[0].from_at), (1, seen.to_at));
    }
}
