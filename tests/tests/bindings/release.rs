//! The column *release* of the failure table.

use switchboard_core::contract::account::Reason;
use switchboard_core::contract::binding::{BindDraft, Binding, BindingState, BindingWhat};
use switchboard_core::vendors::door::Outcome;

use crate::scene::{Answer, Scene, bound, code, refused, reply, timeout};

async fn an_axb(scene: &Scene) -> Binding {
    let binding = scene.bind(scene.axb(), [bound("s-1")]).await;
    scene.forget_seen();
    binding
}

async fn an_xa(scene: &Scene) -> Binding {
    let binding = scene.bind(scene.xa(), [reply(200, r#"{"error":0}"#)]).await;
    scene.forget_seen();
    binding
}

#[tokio::test(start_paused = true)]
async fn an_axb_goes_by_its_subid_and_an_xa_by_its_x() {
    let scene = Scene::new().await;
    let axb = an_axb(&scene).await;
    let released = scene.release(axb.id, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(
        (released.state, released.can_release),
        (BindingState::Released, false)
    );
    assert_eq!(
        scene.seen()[0].url,
        "https://vendor.test/igw/service/uc/interline?appid=app-1&subid=s-1"
    );
    let story = scene.story(axb.id).await;
    let by = story.events.iter().any(
        |event| matches!(&event.what, BindingWhat::ReleaseApproved { operator } if operator == "Li Min"),
    );
    assert!(by, "{:?}", story.events);

    let xa = an_xa(&scene).await;
    let released = scene.release(xa.id, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(released.state, BindingState::Released);
    let seen = scene.seen();
    assert_eq!(
        (seen[0].method, seen[0].url.as_str()),
        (
            "DELETE",
            "https://vendor.test/igw/service/uc/interline/17012345678/transfer?appid=app-1"
        )
    );
    assert!(
        scene.desk.release_binding(xa.id).await.is_err(),
        "there is nothing left to release"
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_there_is_gone_for_an_axb_only() {
    for error in [1200, 1300] {
        let scene = Scene::new().await;
        let axb = an_axb(&scene).await;
        assert_eq!(
            scene.release(axb.id, [code(error)]).await.state,
            BindingState::Released
        );
        let xa = an_xa(&scene).await;
        let refused = scene.release(xa.id, [code(error)]).await;
        assert_eq!(
            (refused.state, refused.can_release),
            (BindingState::StillBound, true)
        );
        assert_eq!(scene.seen().len(), 1);
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_leaves_it_still_bound_with_the_reason() {
    let scene = Scene::new().await;
    let axb = an_axb(&scene).await;
    for answer in [code(1302), code(1002), reply(404, ""), reply(422, "")] {
        scene.forget_seen();
        let refused = scene.release(axb.id, [answer]).await;
        assert_eq!(refused.state, BindingState::StillBound);
        assert!(refused.reason.is_some());
        assert_eq!(scene.seen().len(), 1);
    }
    assert_eq!(scene.desk.desk_status().await.unwrap().bindings_in_doubt, 1);
    let released = scene.release(axb.id, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(
        released.state,
        BindingState::Released,
        "it can be tried again by hand"
    );
}

#[tokio::test(start_paused = true)]
async fn account_refusals_pause_the_account_and_it_stays_bound() {
    for answer in [
        reply(401, ""),
        reply(403, ""),
        code(1104),
        code(1110),
        Answer::Outcome(Outcome::CertificateRefused),
    ] {
        let scene = Scene::new().await;
        let axb = an_axb(&scene).await;
        let refused = scene.release(axb.id, [answer.clone()]).await;
        assert_eq!(refused.state, BindingState::StillBound, "{answer:?}");
        assert!(!refused.can_release, "the account is paused");
        assert!(
            scene.desk.list_accounts().await.unwrap()[0].paused.is_some(),
            "{answer:?}"
        );
        assert!(scene.desk.release_binding(axb.id).await.is_err());
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn anything_in_doubt_is_tried_three_times() {
    for answer in [
        refused(),
        timeout(),
        code(1105),
        code(1500),
        code(4242),
        reply(200, "<html>"),
        reply(500, ""),
        reply(302, ""),
    ] {
        let scene = Scene::new().await;
        let axb = an_axb(&scene).await;
        let kept = scene.release(axb.id, [answer.clone()]).await;
        assert_eq!(kept.state, BindingState::StillBound, "{answer:?}");
        assert!(kept.reason.is_some());
        let seen = scene.seen();
        assert_eq!(seen.len(), 3, "{answer:?}");
        assert!(seen.iter().all(|one| one.url == seen[0].url));
        scene.desk.close().await;
    }
    let scene = Scene::new().await;
    let axb = an_axb(&scene).await;
    let released = scene.release(axb.id, [timeout(), code(1200)]).await;
    assert_eq!(
        released.state,
        BindingState::Released,
        "the first one had done it"
    );
}

#[tokio::test(start_paused = true)]
async fn an_xa_is_not_released_once_something_newer_is_bound_there() {
    let scene = Scene::new().await;
    let short = BindDraft {
        ttl_seconds: Some(60),
        ..scene.xa()
    };
    let old = scene.bind(short, [reply(200, r#"{"error":0}"#)]).await;
    // A clock that was wrong for a while let the X be given to another, and then was set right.
    scene.jump(120);
    let newer = BindDraft {
        a_number: "13800000009".into(),
        ..scene.xa()
    };
    scene.answers([reply(200, r#"{"error":0}"#)]);
    let newer = scene.approve(newer).await;
    scene.settled_without_looking(newer).await;
    scene.jump(-120);
    scene.forget_seen();

    let refused = scene.desk.release_binding(old.id).await.unwrap();
    assert_eq!(
        (refused.state, refused.reason),
        (BindingState::StillBound, Some(Reason::NewerBinding))
    );
    assert!(scene.seen().is_empty(), "nothing went out");
    let released = scene.release(newer, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(released.state, BindingState::Released);
    let released = scene.release(old.id, [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(
        released.state,
        BindingState::Released,
        "now nothing newer is there"
    );
}

#[tokio::test(start_paused = true)]
async fn what_ended_while_its_release_was_tried_is_not_released() {
    let scene = Scene::new().await;
    let xa = BindDraft {
        ttl_seconds: Some(60),
        ..scene.xa()
    };
    let xa = scene.bind(xa, [reply(200, r#"{"error":0}"#)]).await;
    scene.answers([timeout()]);
    scene.forget_seen();
    scene.desk.release_binding(xa.id).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    scene.jump(120);
    assert_eq!(scene.settled(xa.id).await.state, BindingState::Ended);
    assert_eq!(scene.seen().len(), 1, "the X may be someone else's by now");
}
