//! The ledger: lists, searches, ends, decisions and looks at full numbers.

use std::time::Duration;

use switchboard_core::contract::binding::{
    BindDraft, BindingNumbers, BindingQuery, BindingState, BindingWhat, DecideBinding,
};

use crate::scene::{A, B, Scene, X2, bound, code, reply, timeout};

#[tokio::test(start_paused = true)]
async fn bindings_are_found_by_numbers_id_and_reference() {
    let scene = Scene::new().await;
    let first = scene.bind(scene.axb(), [bound("s-1")]).await.id;
    let xa = BindDraft {
        x_number: X2.into(),
        a_number: "+447911123456".into(),
        reference: "ticket 9".into(),
        ..scene.xa()
    };
    let second = scene.bind(xa, [reply(200, r#"{"error":0}"#)]).await.id;
    for (search, found) in [
        ("", vec![second, first]),
        ("138", vec![first]),
        ("0002", vec![first]),
        ("170", vec![second, first]),
        ("5679", vec![second]),
        ("+4479", vec![second]),
        ("3456", vec![second]),
        ("s-1", vec![first]),
        ("order-7", vec![first]),
        ("ticket 9", vec![second]),
        ("13", vec![]),
        ("002", vec![]),
        ("nothing", vec![]),
    ] {
        let ids: Vec<_> = scene.list(search, false).await.iter().map(|row| row.id).collect();
        assert_eq!(ids, found, "{search}");
    }
    let query = |before, limit| BindingQuery {
        live_only: false,
        account_id: Some(scene.account),
        search: String::new(),
        before,
        limit,
    };
    let page = scene.desk.list_bindings(query(None, 1)).await.unwrap();
    assert_eq!(
        (page.rows[0].id, page.next, page.total),
        (second, Some(second), Some(2))
    );
    let page = scene.desk.list_bindings(query(page.next, 1)).await.unwrap();
    assert_eq!((page.rows[0].id, page.next, page.total), (first, None, None));
}

#[tokio::test(start_paused = true)]
async fn bindings_end_when_their_time_is_over() {
    let scene = Scene::new().await;
    let minute = |draft: BindDraft| BindDraft {
        ttl_seconds: Some(60),
        ..draft
    };
    let bound = scene.bind(minute(scene.axb()), [bound("s-1")]).await;
    let unconfirmed = BindDraft {
        x_number: X2.into(),
        ..minute(scene.axb())
    };
    let unconfirmed = scene.bind(unconfirmed, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(scene.list("", true).await.len(), 2);
    scene.desk.start_polling();
    scene.jump(61);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let live = scene.list("", true).await;
    assert_eq!(
        live.iter().map(|row| row.id).collect::<Vec<_>>(),
        [unconfirmed.id],
        "its X is reserved longer"
    );
    scene.jump(61);
    assert!(scene.list("", true).await.is_empty());
    for id in [bound.id, unconfirmed.id] {
        let story = scene.story(id).await;
        assert_eq!(
            (story.binding.state, story.binding.can_release),
            (BindingState::Ended, false)
        );
        assert!(story.events.iter().any(|event| event.what == BindingWhat::Ended));
    }
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_end_is_noticed_without_anyone_looking() {
    let scene = Scene::new().await;
    let short = BindDraft {
        ttl_seconds: Some(5),
        ..scene.axb()
    };
    scene.bind(short, [timeout()]).await;
    assert_eq!(scene.desk.desk_status().await.unwrap().bindings_in_doubt, 1);
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(200)).await;
    assert_eq!(scene.desk.desk_status().await.unwrap().bindings_in_doubt, 0);
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn only_a_doubt_is_decided_and_with_a_reason() {
    let scene = Scene::new().await;
    let decide = |binding_id, bound, why: &str| DecideBinding {
        binding_id,
        bound,
        why: why.into(),
    };
    let axb = scene.bind(scene.axb(), [timeout(), code(1302)]).await;
    assert!(
        scene
            .desk
            .decide_binding(decide(axb.id, true, " "))
            .await
            .is_err()
    );
    scene
        .desk
        .decide_binding(decide(axb.id, true, "I called it"))
        .await
        .unwrap();
    let story = scene.story(axb.id).await;
    assert_eq!(story.binding.state, BindingState::Bound);
    assert!(
        !story.binding.can_release,
        "an AXB is released by its id alone, and there is none"
    );
    assert_eq!(scene.desk.desk_status().await.unwrap().bindings_in_doubt, 0);
    // A wrong mark is taken back; what is released then stays so.
    scene
        .desk
        .decide_binding(decide(axb.id, false, "the wrong one"))
        .await
        .unwrap();
    assert_eq!(scene.story(axb.id).await.binding.state, BindingState::Released);
    assert!(
        scene
            .desk
            .decide_binding(decide(axb.id, true, "no"))
            .await
            .is_err()
    );
}

#[tokio::test(start_paused = true)]
async fn a_look_at_the_numbers_is_recorded() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [bound("s-1")]).await;
    let numbers = scene.desk.reveal_binding(axb.id).await.unwrap();
    let expected = BindingNumbers {
        a_number_revealed: A.into(),
        b_number_revealed: B.into(),
    };
    assert_eq!(numbers, expected);
    let story = scene.story(axb.id).await;
    assert!(
        story
            .events
            .iter()
            .any(|event| matches!(&event.what, BindingWhat::Revealed { .. }))
    );
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_switched_off_stops_a_bind_between_two_tries() {
    let scene = Scene::new().await;
    scene.answers([timeout()]);
    let id = scene.approve(scene.axb()).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let off = switchboard_core::contract::account::SetAccountEnabled {
        id: scene.account,
        enabled: false,
    };
    scene.desk.set_account_enabled(off).await.unwrap();
    let seen = scene.seen().len();
    assert_eq!(scene.settled(id).await.state, BindingState::Unknown);
    assert_eq!(scene.seen().len(), seen);
}
