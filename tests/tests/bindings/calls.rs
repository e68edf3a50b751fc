//! Call records and call starts: they find their binding, and a token of ours ends a doubt.

use data_encoding::BASE64;
use switchboard_core::contract::account::PushKind;
use switchboard_core::contract::binding::{BindDraft, BindingState, BindingWhat, DecideBinding};

use crate::scene::{A, B, Scene, X, bound, code, reply, timeout};

fn echo(token: &str) -> String {
    BASE64.encode(token.as_bytes())
}

async fn record(scene: &Scene, task: &str, subid: &str, token: &str) {
    record_of(scene, task, subid, token, scene.clock_millis() / 1000).await;
}

/// The record of a call that began at `began`, in seconds.
async fn record_of(scene: &Scene, task: &str, subid: &str, token: &str, began: i64) {
    scene
        .push(
            PushKind::CallRecord,
            &[
                ("devid", "10000000"),
                ("appid", "app-1"),
                ("taskid", task),
                ("subid", subid),
                ("caller", B),
                ("rcaller", X),
                ("callee", A),
                ("result", "answered"),
                ("beginTime", &began.to_string()),
                ("duration", "42"),
                ("recording", "https://vendor.test/r/1"),
                ("releasedir", "1"),
                ("userData", &echo(token)),
            ],
        )
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_call_with_our_token_confirms_and_brings_the_id() {
    for answers in [
        vec![reply(200, r#"{"error":0}"#)],
        vec![timeout(), code(1302)],
        vec![timeout(), code(1004)],
        // Even against a refusal: someone called through it.
        vec![code(1302)],
    ] {
        let scene = Scene::new().await;
        let binding = scene.bind(scene.axb(), answers.clone()).await;
        assert_ne!(binding.state, BindingState::Bound);
        let token = scene.story(binding.id).await.token;
        record(&scene, "t-1", "s-9", &format!("{token}.note")).await;
        record(&scene, "t-1", "s-9", &token).await;
        let story = scene.story(binding.id).await;
        assert_eq!(story.binding.state, BindingState::Bound, "{answers:?}");
        assert_eq!(story.binding.subid.as_deref(), Some("s-9"));
        assert_eq!(story.binding.reserved_until, None);
        assert!(story.binding.ends_at.is_some() && story.binding.can_release);
        assert!(
            story
                .events
                .iter()
                .any(|event| event.what == BindingWhat::Confirmed)
        );
        assert_eq!(story.calls.len(), 1, "the second was the same");
        let call = &story.calls[0];
        assert_eq!(
            (call.caller_masked.as_str(), call.x_number.as_str()),
            ("139****0002", X)
        );
        assert_eq!((call.duration_seconds, call.has_recording), (Some(42), true));
        let shown = format!("{call:?}");
        assert!(!shown.contains(A) && !shown.contains(B), "{shown}");
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_during_the_retries_ends_them() {
    let scene = Scene::new().await;
    scene.answers([timeout()]);
    let id = scene.approve(scene.axb()).await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let token = scene.story(id).await.token;
    record(&scene, "t-1", "s-9", &token).await;
    assert_eq!(scene.story(id).await.binding.state, BindingState::Bound);
    let seen = scene.seen().len();
    tokio::time::sleep(std::time::Duration::from_secs(300)).await;
    assert_eq!(scene.seen().len(), seen);
    assert_eq!(scene.story(id).await.binding.state, BindingState::Bound);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_a_call_is_told_by_the_id_or_by_the_x_of_an_xa_and_confirms_nothing() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [bound("s-1")]).await;
    record(&scene, "t-1", "s-1", "customer's own").await;
    record(&scene, "t-2", "s-2", "").await;
    assert_eq!(scene.story(axb.id).await.calls.len(), 1);
    scene.release(axb.id, [reply(200, r#"{"error":0}"#)]).await;

    scene.jump(60);
    let short = BindDraft {
        ttl_seconds: Some(30),
        ..scene.xa()
    };
    let xa = scene.bind(short, [timeout()]).await;
    assert_eq!(xa.state, BindingState::Unknown);
    record(&scene, "t-3", "", "").await;
    let story = scene.story(xa.id).await;
    assert_eq!(
        (story.calls.len(), story.binding.state),
        (1, BindingState::Unknown)
    );
}

#[tokio::test(start_paused = true)]
async fn another_desks_call_and_a_late_one_change_nothing() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [reply(200, r#"{"error":0}"#)]).await;
    record(&scene, "t-1", "s-1", "X99abcdefghj").await;
    assert_eq!(scene.story(axb.id).await.binding.state, BindingState::Unconfirmed);
    let token = scene.story(axb.id).await.token;
    scene.jump(4000);
    assert_eq!(scene.story(axb.id).await.binding.state, BindingState::Ended);
    record(&scene, "t-2", "s-1", &token).await;
    let story = scene.story(axb.id).await;
    assert_eq!((story.binding.state, story.calls.len()), (BindingState::Ended, 1));
}

#[tokio::test(start_paused = true)]
async fn another_desks_call_stays_that_desks_whatever_id_the_vendor_tells() {
    let scene = Scene::new().await;
    record(&scene, "t-1", "s-1", "X99abcdefghj").await;
    record(&scene, "t-2", "s-1", "customer's own").await;
    let axb = scene.bind(scene.axb(), [bound("s-1")]).await;
    assert_eq!(scene.story(axb.id).await.calls.len(), 1, "the one of nobody");
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(status.foreign_items, 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_overrules_what_was_decided_by_hand() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [timeout(), code(1302)]).await;
    let decided = |bound| DecideBinding {
        binding_id: axb.id,
        bound,
        why: "called X: nobody answers".into(),
    };
    scene.desk.decide_binding(decided(false)).await.unwrap();
    let story = scene.story(axb.id).await;
    assert_eq!(story.binding.state, BindingState::Released);
    assert!(
        story
            .events
            .iter()
            .any(|event| matches!(&event.what, BindingWhat::Decided { bound: false, .. }))
    );
    assert!(
        scene.desk.decide_binding(decided(true)).await.is_err(),
        "it is decided"
    );
    let before = scene.clock_millis() / 1000 - 60;
    record_of(&scene, "t-0", "s-1", &story.token, before).await;
    assert_eq!(
        scene.story(axb.id).await.binding.state,
        BindingState::Released,
        "a call from before the mark says nothing about after it"
    );
    record(&scene, "t-1", "s-1", &story.token).await;
    assert_eq!(scene.story(axb.id).await.binding.state, BindingState::Bound);
}

#[tokio::test(start_paused = true)]
async fn a_call_brings_the_id_to_what_was_taken_for_bound_by_hand() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [timeout(), code(1302)]).await;
    let decided = DecideBinding {
        binding_id: axb.id,
        bound: true,
        why: "called X: B answered".into(),
    };
    scene.desk.decide_binding(decided).await.unwrap();
    assert!(!scene.story(axb.id).await.binding.can_release);
    let token = scene.story(axb.id).await.token;
    record(&scene, "t-1", "s-1", &token).await;
    let binding = scene.story(axb.id).await.binding;
    assert_eq!((binding.subid.as_deref(), binding.reason), (Some("s-1"), None));
    assert!(binding.can_release);
}

#[tokio::test(start_paused = true)]
async fn a_short_message_stands_in_the_story() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [bound("s-1")]).await;
    let began = (scene.clock_millis() / 1000).to_string();
    let fields = [
        ("taskid", "t-1"),
        ("subid", "s-1"),
        ("caller", A),
        ("rcaller", X),
        ("callee", B),
        ("callTime", began.as_str()),
        ("smsContent", "到了"),
    ];
    scene.push(PushKind::CallStart, &fields).await;
    let story = scene.story(axb.id).await;
    assert_eq!(story.calls[0].sms_content.as_deref(), Some("到了"));
    assert_eq!(
        (story.calls[0].kind, story.calls[0].result.as_deref()),
        (PushKind::CallStart, None)
    );
}
