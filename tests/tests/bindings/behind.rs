//! Who was behind an X at a time: what the vendor confirmed, what may have been, and what came before and after.

use data_encoding::BASE64;
use switchboard_core::contract::Id;
use switchboard_core::contract::account::PushKind;
use switchboard_core::contract::binding::{BindDraft, BindingState, DecideBinding};
use switchboard_core::contract::number::{BehindX, BehindXQuery};

use crate::scene::{Scene, X, X2, bound, code, reply, timeout};

async fn behind(scene: &Scene, at: i64) -> BehindX {
    let x_number = X.to_owned();
    scene.desk.behind_x(BehindXQuery { x_number, at }).await.unwrap()
}

/// Which bindings held X at a time, each with whether that is certain.
async fn held(scene: &Scene, at: i64) -> Vec<(Id, bool)> {
    let found = behind(scene, at).await;
    found
        .held
        .iter()
        .map(|held| (held.binding.id, held.certain))
        .collect()
}

fn pair(scene: &Scene, a_number: &str, b_number: &str) -> BindDraft {
    BindDraft {
        a_number: a_number.into(),
        b_number: b_number.into(),
        ..scene.axb()
    }
}

async fn decide(scene: &Scene, binding_id: Id, bound: bool) {
    let why = "the vendor was asked".to_owned();
    let decided = DecideBinding {
        binding_id,
        bound,
        why,
    };
    scene.desk.decide_binding(decided).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_binding_is_behind_its_x_from_its_bind_to_its_release() {
    let scene = Scene::new().await;
    let before = scene.clock_millis();
    scene.jump(60);
    let first = scene.bind(scene.axb(), [bound("s-1")]).await;
    let during = scene.clock_millis();
    scene.jump(600);
    scene.release(first.id, [reply(200, r#"{"error":0}"#)]).await;
    let between = scene.clock_millis();
    scene.jump(600);
    let second = scene.bind(scene.axb(), [bound("s-2")]).await;
    scene.jump(5);
    let now = scene.clock_millis();

    let then = behind(&scene, during).await;
    assert_eq!(then.x_number, X);
    assert_eq!(then.held.len(), 1);
    assert_eq!((then.held[0].binding.id, then.held[0].certain), (first.id, true));
    assert!(
        then.held[0].from_at <= during && then.held[0].to_at.is_some_and(|to| to > during && to <= between)
    );
    assert!(then.ended_before.is_none() && then.began_after.is_none());
    assert_eq!(then.held[0].binding.a_number_masked, "138****0001");

    let none = behind(&scene, between).await;
    assert!(none.held.is_empty());
    assert_eq!(none.ended_before.map(|binding| binding.id), Some(first.id));
    assert_eq!(none.began_after.map(|binding| binding.id), Some(second.id));

    let none = behind(&scene, before).await;
    assert!(none.held.is_empty() && none.ended_before.is_none());
    assert_eq!(none.began_after.map(|binding| binding.id), Some(first.id));

    let held = behind(&scene, now).await.held;
    assert_eq!(
        (held[0].binding.id, held[0].certain, held[0].to_at),
        (second.id, true, None)
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_binding_whose_time_was_over_was_behind_its_x_until_then() {
    let scene = Scene::new().await;
    let binding = scene.bind(scene.axb(), [bound("s-1")]).await;
    let ends_at = binding.ends_at.unwrap();
    scene.jump(3 * 3600);
    assert_eq!(held(&scene, ends_at - 60_000).await, [(binding.id, true)]);
    assert_eq!(
        behind(&scene, ends_at - 60_000).await.held[0].to_at,
        Some(ends_at),
        "not when the end was noticed"
    );
    let after = behind(&scene, ends_at + 1).await;
    assert!(after.held.is_empty());
    assert_eq!(
        after.ended_before.map(|binding| binding.state),
        Some(BindingState::Ended)
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_the_vendor_did_not_confirm_may_have_been_behind_it() {
    let scene = Scene::new().await;
    let unknown = scene.bind(scene.axb(), [timeout()]).await;
    assert_eq!(unknown.state, BindingState::Unknown);
    let now = scene.clock_millis();
    assert_eq!(held(&scene, now).await, [(unknown.id, false)]);
    let reserved = unknown.reserved_until.unwrap();
    assert_eq!(held(&scene, reserved - 1).await, [(unknown.id, false)]);
    assert_eq!(held(&scene, reserved).await, []);

    // A person's word is no answer of the vendor's.
    scene.jump(1);
    decide(&scene, unknown.id, true).await;
    assert_eq!(held(&scene, scene.clock_millis()).await, [(unknown.id, false)]);
    decide(&scene, unknown.id, false).await;
    scene.jump(1);
    assert_eq!(held(&scene, scene.clock_millis()).await, []);
    assert_eq!(held(&scene, now).await, [(unknown.id, false)]);
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_call_with_its_token_makes_it_certain() {
    let scene = Scene::new().await;
    let binding = scene.bind(scene.axb(), [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(binding.state, BindingState::Unconfirmed);
    let now = scene.clock_millis();
    assert_eq!(held(&scene, now).await, [(binding.id, false)]);
    let token = BASE64.encode(scene.story(binding.id).await.token.as_bytes());
    let began = (now / 1000).to_string();
    let fields = [
        ("taskid", "t-1"),
        ("subid", "s-9"),
        ("rcaller", X),
        ("beginTime", began.as_str()),
        ("userData", token.as_str()),
    ];
    scene.push(PushKind::CallRecord, &fields).await;
    assert_eq!(held(&scene, now).await, [(binding.id, true)]);
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_release_that_was_cut_off_may_have_ended_it() {
    for (answer, certain) in [(code(1001), true), (timeout(), false)] {
        let scene = Scene::new().await;
        let binding = scene.bind(scene.axb(), [bound("s-1")]).await;
        scene.jump(60);
        let before = scene.clock_millis();
        scene.jump(60);
        let still = scene.release(binding.id, [answer.clone()]).await;
        assert_eq!(still.state, BindingState::StillBound);
        scene.jump(60);
        let now = scene.clock_millis();
        assert_eq!(held(&scene, before).await, [(binding.id, true)], "{answer:?}");
        assert_eq!(held(&scene, now).await, [(binding.id, certain)], "{answer:?}");
        assert_eq!(behind(&scene, now).await.held[0].to_at, None);
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn several_may_be_behind_one_x_the_certain_ones_first() {
    let scene = Scene::with(&[("bindings_per_x", "several")]).await;
    let one = scene
        .bind(pair(&scene, "13800000001", "13900000002"), [bound("s-1")])
        .await;
    scene.jump(60);
    let other = scene
        .bind(pair(&scene, "13800000003", "13900000004"), [bound("s-2")])
        .await;
    scene.jump(60);
    let unknown = scene
        .bind(pair(&scene, "13800000005", "13900000006"), [timeout()])
        .await;
    // Neither what was refused nor what is on another X.
    let rejected = scene
        .bind(pair(&scene, "13800000007", "13900000008"), [code(1001)])
        .await;
    assert_eq!(rejected.state, BindingState::Rejected);
    let elsewhere = BindDraft {
        x_number: X2.into(),
        ..pair(&scene, "13800000009", "13900000010")
    };
    scene.bind(elsewhere, [bound("s-3")]).await;
    let now = scene.clock_millis();
    assert_eq!(
        held(&scene, now).await,
        [(other.id, true), (one.id, true), (unknown.id, false)]
    );
    scene.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn an_x_is_found_as_a_person_types_it_and_nothing_is_nobodys() {
    let scene = Scene::new().await;
    let binding = scene.bind(scene.axb(), [bound("s-1")]).await;
    let at = scene.clock_millis();
    for (typed, found) in [
        ("+86 170 1234 5678", true),
        ("１７０１２３４５６７８", true),
        ("order-7", false),
        ("", false),
    ] {
        let query = BehindXQuery {
            x_number: typed.into(),
            at,
        };
        let behind = scene.desk.behind_x(query).await.unwrap();
        let ids: Vec<Id> = behind.held.iter().map(|held| held.binding.id).collect();
        assert_eq!(ids == [binding.id], found, "{typed}: {ids:?}");
    }
    scene.desk.close().await;
}
