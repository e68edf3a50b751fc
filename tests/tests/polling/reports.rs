//! Reports of an account that is polled: idle, awaiting, failing, paused, and 72 hours without one.

use std::time::Duration;

use chrono::TimeDelta;
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::message::MessageState;
use switchboard_tests::headless;

use crate::scene::Scene;

#[tokio::test(start_paused = true)]
async fn an_idle_account_is_asked_once_a_minute_and_one_that_waits_every_two_seconds() {
    let scene = Scene::new().await;
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let idle = scene.gaps(Duration::from_secs(1800)).await;
    assert!(
        idle.len() >= 25 && idle.iter().all(|gap| (56..=64).contains(gap)),
        "{idle:?}"
    );

    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let waiting = scene.gaps(Duration::from_secs(300)).await;
    assert!(
        waiting.len() >= 100 && waiting.iter().all(|gap| *gap <= 3),
        "{waiting:?}"
    );

    tokio::time::sleep(Duration::from_secs(900)).await;
    let later = scene.gaps(Duration::from_secs(600)).await;
    assert!(
        later.iter().all(|gap| *gap >= 56),
        "after a quarter of an hour it waits with patience: {later:?}"
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_cannot_be_reached_is_asked_less_and_less_and_no_gap_is_claimed() {
    let scene = Scene::new().await;
    scene.unplugged();
    scene.desk.start_polling();
    let gaps = scene.gaps(Duration::from_secs(4 * 3600)).await;
    assert!(gaps[0] <= 10, "{gaps:?}");
    let last = gaps.last().copied().unwrap();
    assert!((150..=620).contains(&last), "{gaps:?}");
    assert!(gaps.len() < 120, "{gaps:?}");
    let status = scene.desk.desk_status().await.unwrap();
    assert!(status.gaps.is_empty());
    assert_eq!(status.polls[0].failing, Some(Reason::ConnectionRefused));

    scene.troubled(None);
    tokio::time::sleep(Duration::from_secs(1200)).await;
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(status.polls[0].failing, None, "it recovers by itself");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn sending_does_not_hurry_what_fails() {
    let scene = Scene::new().await;
    *scene.vendor.unreachable.lock().unwrap() = Some("report");
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(3 * 3600)).await;
    let sends = async {
        for number in 0..20 {
            let mut draft = headless::draft(&scene.desk, &format!("138000000{number:02}")).await;
            draft.draft_id = format!("draft-{number}");
            headless::send(&scene.desk, draft).await;
            tokio::time::sleep(Duration::from_secs(9)).await;
        }
    };
    let (asked, ()) = tokio::join!(scene.asked("report", Duration::from_secs(180)), sends);
    assert!((2..=5).contains(&asked.len()), "{asked:?}");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_paused_account_is_not_asked_at_all() {
    let scene = Scene::new().await;
    scene.vendor.reports.lock().unwrap().clear();
    let account = headless::account_id(&scene.desk).await;
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let off = switchboard_core::contract::account::SetAccountEnabled {
        id: account,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(scene.gaps(Duration::from_secs(3600)).await, Vec::<i64>::new());
    assert!(scene.all_asked().is_empty());
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn after_72_hours_there_is_no_report_and_a_late_one_still_counts() {
    let scene = Scene::new().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    let row = headless::submitted(&scene.desk).await.remove(0);
    assert_eq!(row.state, MessageState::Accepted);
    scene.jump(TimeDelta::hours(73));
    scene.desk.start_polling();
    headless::until(async || {
        let state = headless::messages(&scene.desk).await[0].state;
        (state == MessageState::NoReport).then_some(())
    })
    .await;

    let item = r#"{"msgId":"152880982911993396","mobile":"13800000001","code":"DELIVRD","time":"2027-01-18 16:00:00","ext":""}"#;
    scene.vendor.reports.lock().unwrap().push(item.to_owned());
    scene
        .desk
        .poll_now(headless::account_id(&scene.desk).await)
        .await
        .unwrap();
    assert_eq!(
        headless::messages(&scene.desk).await[0].state,
        MessageState::Delivered
    );
    scene.desk.close().await;
}
