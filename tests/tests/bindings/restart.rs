//! Restarts: nothing that binds leaves by itself, and what was being released is released.

use std::time::Duration;

use switchboard_core::contract::account::Reason;
use switchboard_core::contract::binding::BindingState;

use crate::scene::{Answer, Scene, bound, refused, reply, timeout};

#[tokio::test(start_paused = true)]
async fn a_bind_that_was_on_the_wire_is_unknown() {
    let scene = Scene::new().await;
    scene.answers([Answer::Silence]);
    let id = scene.approve(scene.axb()).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(scene.seen().len(), 1);
    let scene = scene.restarted().await;
    scene.answers([bound("s-1")]);
    scene.desk.start_polling();
    tokio::time::sleep(Duration::from_secs(120)).await;
    let binding = scene.story(id).await.binding;
    assert_eq!(
        (binding.state, binding.reason),
        (BindingState::Unknown, Some(Reason::CutOffByExit))
    );
    assert!(binding.reserved_until.is_some());
    assert_eq!(scene.seen().len(), 1, "it did not go out again by itself");
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_bind_that_never_went_is_not_sent_and_a_doubted_one_stays_doubted() {
    for (answer, state, reason) in [
        (refused(), BindingState::NotSent, Reason::Restarted),
        (timeout(), BindingState::Unknown, Reason::ReplyTimeout),
    ] {
        let scene = Scene::new().await;
        scene.answers([answer]);
        let id = scene.approve(scene.axb()).await;
        tokio::time::sleep(Duration::from_secs(20)).await;
        let scene = scene.restarted().await;
        scene.forget_seen();
        scene.answers([bound("s-1")]);
        scene.desk.start_polling();
        tokio::time::sleep(Duration::from_secs(120)).await;
        let binding = scene.story(id).await.binding;
        assert_eq!((binding.state, binding.reason), (state, Some(reason)));
        assert!(scene.seen().is_empty());
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_release_that_was_cut_off_is_taken_up_once() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [bound("s-1")]).await;
    let xa = switchboard_core::contract::binding::BindDraft {
        x_number: crate::scene::X2.into(),
        ..scene.xa()
    };
    let xa = scene.bind(xa, [reply(200, r#"{"error":0}"#)]).await;
    scene.answers([Answer::Silence]);
    for id in [axb.id, xa.id] {
        let binding = scene.desk.release_binding(id).await.unwrap();
        assert_eq!(binding.state, BindingState::Releasing);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let scene = scene.restarted().await;
    scene.forget_seen();
    assert_eq!(scene.story(axb.id).await.binding.state, BindingState::Releasing);
    scene.answers([reply(200, r#"{"error":0}"#)]);
    scene.desk.start_polling();
    // Asking again while it is under way does not make it two.
    scene.desk.release_binding(axb.id).await.unwrap();
    for id in [axb.id, xa.id] {
        assert_eq!(scene.settled(id).await.state, BindingState::Released);
    }
    assert_eq!(scene.seen().len(), 2);
    scene.desk.close().await;
}
