//! Questions about single messages (International SMS): spread out over 30 days, and none while none is open.

use std::time::Duration;

use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::message::MessageState;
use switchboard_core::contract::send::{SendBody, SendDraft};
use switchboard_tests::headless;

use crate::scene::Scene;

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn send(scene: &Scene) {
    let draft = SendDraft {
        callback_url: String::new(),
        draft_id: "draft-1".into(),
        account_id: scene.account,
        recipients: "+14155552671".into(),
        body: SendBody::International {
            content: "【Switch】Your code is 4711".into(),
            sender_id: String::new(),
            send_at: None,
        },
        reference: String::new(),
        echo: String::new(),
    };
    headless::send(&scene.desk, draft).await;
    let rows = headless::submitted(&scene.desk).await;
    assert_eq!(rows[0].state, MessageState::Accepted);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_while_no_message_is_open() {
    let scene = Scene::international().await;
    scene.desk.start_polling();
    assert_eq!(scene.asked("status", DAY).await, Vec::<i64>::new());
    let status = scene.poll(PollKind::Status).await;
    assert_eq!((status.next_at, status.open_messages), (None, Some(0)));
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn an_open_message_is_asked_about_less_and_less_for_thirty_days() {
    let scene = Scene::international().await;
    scene.set_interval(PollKind::Balance, Some(86_400)).await;
    scene.desk.start_polling();
    send(&scene).await;
    let asked = scene.asked("status", 30 * DAY).await;
    assert!(asked[0] <= 3, "{asked:?}");
    assert!((30..=90).contains(&asked.len()), "{asked:?}");
    for pair in asked.windows(2) {
        let (gap, age) = (pair[1] - pair[0], pair[0]);
        assert!(gap <= age / 4 + 70, "{gap} s at {age} s: {asked:?}");
        assert!(gap >= age / 5 || gap <= 3, "{gap} s at {age} s: {asked:?}");
    }
    assert!(asked.last().is_some_and(|last| *last > 20 * 86_400), "{asked:?}");
    let status = scene.poll(PollKind::Status).await;
    assert_eq!(
        (status.next_at, status.open_messages),
        (None, Some(0)),
        "its 30 days are over"
    );
    assert_eq!(scene.asked("status", 3 * DAY).await, Vec::<i64>::new());
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_status_says_when_the_next_question_goes_out() {
    let scene = Scene::international().await;
    scene.desk.start_polling();
    send(&scene).await;
    tokio::time::sleep(2 * DAY).await;
    let status = scene.poll(PollKind::Status).await;
    assert_eq!(status.open_messages, Some(1));
    let next = status.next_at.unwrap() - scene.now();
    assert!((1..=12 * 3_600_000).contains(&next), "{next}");
    let asked = scene.asked("status", DAY).await;
    assert!((asked[0] * 1000 - next).abs() <= 2_000, "{asked:?} {next}");
    scene.desk.close().await;
}
