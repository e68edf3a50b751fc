//! Each poll has its own pace: intervals, sleep, failures, what the window is told, and how often anything wakes.

use std::time::Duration;

use chrono::TimeDelta;
use switchboard_core::contract::account::{Reason, SetAccountEnabled};
use switchboard_core::contract::desk::{PollKind, Topic};
use switchboard_core::contract::problem::FieldReason;
use switchboard_core::vendors::door::Outcome;
use switchboard_core::vendors::http::HttpReply;
use switchboard_tests::headless;

use crate::scene::Scene;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

async fn settled(scene: &Scene) {
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(5)).await;
}

#[tokio::test(start_paused = true)]
async fn each_kind_goes_by_its_own_interval() {
    let scene = Scene::new().await;
    assert!(scene.set_interval(PollKind::Reports, Some(900)).await.is_empty());
    assert!(scene.set_interval(PollKind::Balance, Some(7200)).await.is_empty());
    settled(&scene).await;
    let replies = scene.asked("reply", HOUR).await;
    assert!((55..=65).contains(&replies.len()), "{replies:?}");
    assert!(scene.set_interval(PollKind::Replies, Some(3600)).await.is_empty());
    let reports = scene.gaps(DAY).await;
    assert!(
        (90..=102).contains(&reports.len()) && reports.iter().all(|gap| (850..=950).contains(gap)),
        "{reports:?}"
    );
    let balances = scene.asked("accountNum", DAY).await;
    assert!((11..=13).contains(&balances.len()), "{balances:?}");

    // Shorter at once, and back to the default.
    assert!(scene.set_interval(PollKind::Reports, Some(10)).await.is_empty());
    let reports = scene.gaps(10 * MINUTE).await;
    assert!(
        reports.len() >= 55 && reports.iter().all(|gap| (9..=11).contains(gap)),
        "{reports:?}"
    );
    assert_eq!(scene.poll(PollKind::Reports).await.interval_seconds, Some(10));
    assert!(scene.set_interval(PollKind::Reports, None).await.is_empty());
    let status = scene.poll(PollKind::Reports).await;
    assert_eq!((status.interval_seconds, status.default_seconds), (None, 60));
    assert!(scene.gaps(HOUR).await.iter().skip(1).all(|gap| *gap >= 56));
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn accounts_do_not_ask_in_step() {
    let scene = Scene::new().await;
    settled(&scene).await;
    let gaps = scene.gaps(HOUR).await;
    let mut different = gaps.clone();
    different.sort_unstable();
    different.dedup();
    assert!(
        different.len() > 3,
        "each wait is a little longer or shorter: {different:?}"
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn an_interval_is_between_ten_seconds_and_a_day_and_of_what_is_polled() {
    let scene = Scene::new().await;
    for seconds in [0, 9, 86_401, u32::MAX] {
        let problems = scene.set_interval(PollKind::Reports, Some(seconds)).await;
        assert_eq!(
            (problems[0].field.as_str(), problems[0].reason),
            ("seconds", FieldReason::OutOfRange)
        );
    }
    let problems = scene.set_interval(PollKind::Status, Some(60)).await;
    assert_eq!(
        (problems[0].field.as_str(), problems[0].reason),
        ("kind", FieldReason::NotOffered)
    );
    assert!(
        scene
            .desk
            .list_polls()
            .await
            .unwrap()
            .iter()
            .all(|poll| poll.interval_seconds.is_none())
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn after_the_computer_slept_what_is_due_is_asked_within_a_minute() {
    let scene = Scene::new().await;
    // Nothing else wakes the poller meanwhile.
    for kind in [PollKind::Reports, PollKind::Replies, PollKind::Balance] {
        scene.set_interval(kind, Some(7200)).await;
    }
    settled(&scene).await;
    tokio::time::sleep(10 * MINUTE).await;
    // Tokio's time stood still while the computer slept.
    scene.jump(TimeDelta::hours(8));
    let after = scene.asked("report", 90 * MINUTE).await;
    assert!(after.first().is_some_and(|seconds| *seconds <= 61), "{after:?}");
    assert_eq!(after.len(), 1, "once, then by its interval again");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_does_not_put_polls_off() {
    let scene = Scene::new().await;
    settled(&scene).await;
    tokio::time::sleep(10 * MINUTE).await;
    scene.jump(TimeDelta::hours(-12));
    scene.vendor.reports.lock().unwrap().clear();
    let after = scene.gaps(HOUR).await;
    assert!(
        after.len() >= 50 && after.iter().all(|gap| *gap <= 125),
        "{after:?}"
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn after_the_network_came_back_it_goes_on_by_itself() {
    let scene = Scene::new().await;
    settled(&scene).await;
    scene.unplugged();
    tokio::time::sleep(8 * HOUR).await;
    let status = scene.poll(PollKind::Reports).await;
    assert_eq!(status.failing, Some(Reason::ConnectionRefused));
    assert!(
        status.next_at.is_some_and(|at| at > scene.now()),
        "it says when it tries again"
    );
    assert_eq!(
        scene.poll(PollKind::Balance).await.failing,
        Some(Reason::ConnectionRefused)
    );
    scene.troubled(None);
    tokio::time::sleep(11 * MINUTE).await;
    for kind in [PollKind::Reports, PollKind::Replies, PollKind::Balance] {
        let status = scene.poll(kind).await;
        assert_eq!(status.failing, None, "{kind:?}");
        assert!(
            status
                .last_success_at
                .is_some_and(|at| scene.now() - at < 11 * 60_000),
            "{kind:?}"
        );
    }
    assert!(scene.gaps(HOUR).await.iter().all(|gap| *gap <= 64));
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_pauses_and_resuming_asks_at_once() {
    let scene = Scene::new().await;
    settled(&scene).await;
    let refused = HttpReply {
        status: 200,
        date: None,
        body: br#"{"code":40008,"desc":"key error"}"#.to_vec(),
    };
    scene.troubled(Some(Outcome::Reply(refused)));
    tokio::time::sleep(2 * MINUTE).await;
    let status = scene.poll(PollKind::Reports).await;
    assert!(status.paused && status.next_at.is_none(), "{status:?}");
    assert_eq!(scene.asked("report", DAY).await, Vec::<i64>::new());
    assert!(
        scene.all_asked().is_empty(),
        "nothing at all is asked for a paused account"
    );

    scene.troubled(None);
    scene.desk.resume_account(scene.account).await.unwrap();
    let again = scene.asked("report", 10 * MINUTE).await;
    assert!(again.first().is_some_and(|seconds| *seconds <= 1), "{again:?}");
    let status = scene.poll(PollKind::Reports).await;
    assert!(!status.paused && status.next_at.is_some());
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_status_says_how_fresh_and_how_late_and_when_next() {
    let scene = Scene::new().await;
    scene.desk.start_polling();
    tokio::time::sleep(10 * MINUTE).await;
    let status = scene.poll(PollKind::Reports).await;
    assert!(
        status
            .last_success_at
            .is_some_and(|at| scene.now() - at <= 64_000)
    );
    assert!(
        status
            .next_at
            .is_some_and(|at| (0..=64_000).contains(&(at - scene.now())))
    );
    assert_eq!(
        (status.items_day, status.last_items, status.lag_milliseconds),
        (0, 0, None)
    );
    assert!(!status.in_flight && !status.paused && status.failing.is_none());

    // Two reports, told five minutes ago by the vendor's clock on the wall in Shanghai.
    let told = chrono::DateTime::from_timestamp_millis(scene.now() - 300_000).unwrap() + TimeDelta::hours(8);
    let time = told.format("%Y-%m-%d %H:%M:%S");
    for number in 1..=2 {
        let item = format!(
            r#"{{"msgId":"{number}","mobile":"1380000000{number}","code":"DELIVRD","time":"{time}"}}"#
        );
        scene.vendor.reports.lock().unwrap().push(item);
    }
    let before = scene.now();
    scene.desk.poll_now(scene.account).await.unwrap();
    scene.desk.poll_now(scene.account).await.unwrap();
    let status = scene.poll(PollKind::Reports).await;
    assert_eq!((status.items_day, status.last_items), (2, 1));
    assert!(status.last_items_at.is_some_and(|at| at >= before));
    let lag = status.lag_milliseconds.unwrap();
    assert!((300_000..302_000).contains(&lag), "{lag}");
    for kind in [PollKind::Reports, PollKind::Replies] {
        scene.set_interval(kind, Some(7200)).await;
    }
    tokio::time::sleep(DAY + HOUR).await;
    let status = scene.poll(PollKind::Reports).await;
    assert_eq!((status.items_day, status.last_items), (0, 1), "a day later");

    let replies = scene.poll(PollKind::Replies).await;
    assert_eq!((replies.last_items_at, replies.lag_milliseconds), (None, None));
    let balance = scene.poll(PollKind::Balance).await;
    assert_eq!((balance.default_seconds, balance.items_day), (600, 0));
    assert!(
        balance
            .last_success_at
            .is_some_and(|at| scene.now() - at <= 632_000)
    );

    let off = SetAccountEnabled {
        id: scene.account,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    tokio::time::sleep(MINUTE).await;
    for poll in scene.desk.list_polls().await.unwrap() {
        assert!(poll.paused && poll.next_at.is_none(), "{poll:?}");
    }
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_window_is_told_now_and_then_and_of_what_matters_at_once() {
    let scene = Scene::new().await;
    settled(&scene).await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    // Polled every two seconds, for nothing.
    let told = scene.told(Topic::Exchanges, 10 * MINUTE).await;
    assert!((15..=22).contains(&told), "{told}");
    assert!(scene.asked("report", MINUTE).await.len() >= 25);
    scene.unplugged();
    let told = scene.told(Topic::Exchanges, Duration::from_secs(3)).await;
    assert!((1..=4).contains(&told), "{told}");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_day_with_nothing_due_costs_one_look_a_minute() {
    let scene = Scene::new().await;
    for kind in [PollKind::Reports, PollKind::Replies, PollKind::Balance] {
        scene.set_interval(kind, Some(86_400)).await;
    }
    settled(&scene).await;
    scene.asked("report", HOUR).await;
    let waits = scene.waits(20 * HOUR).await;
    assert!(scene.all_asked().is_empty(), "{:?}", scene.all_asked());
    // One a minute for what is due, and one in ten minutes for the daily backup and clean-up.
    assert!(waits <= 20 * (60 + 6) + 5, "{waits}");

    // Nor does an account that is switched off.
    let off = SetAccountEnabled {
        id: scene.account,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    tokio::time::sleep(MINUTE).await;
    let waits = scene.waits(DAY).await;
    assert!(waits <= 24 * (60 + 6) + 5, "{waits}");
    assert!(scene.all_asked().is_empty());
    scene.desk.close().await;
}
