//! The column *AXB / XA bind* of the failure table.

use switchboard_core::contract::account::Reason;
use switchboard_core::contract::binding::{BindDraft, BindingState, BindingWhat};
use switchboard_core::vendors::door::Outcome;

use crate::scene::{A, Answer, B, Scene, bound, code, refused, reply, timeout};

fn vendor_code(reason: Option<&Reason>) -> Option<&str> {
    match reason {
        Some(Reason::VendorCode { code, .. }) => Some(code),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_bind_goes_out_once_and_is_kept_whole() {
    let scene = Scene::new().await;
    let before = scene.clock_millis();
    let binding = scene.bind(scene.axb(), [bound("s-1")]).await;
    assert_eq!(binding.state, BindingState::Bound);
    assert_eq!(binding.subid.as_deref(), Some("s-1"));
    assert!(binding.can_release);
    assert_eq!(binding.a_number_masked, "138****0001");
    let ends_at = binding.ends_at.unwrap();
    assert!((before + 3_600_000..before + 3_605_000).contains(&ends_at));
    let seen = scene.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].method, seen[0].url.as_str()),
        ("PUT", "https://vendor.test/igw/service/uc/interline/17012345678")
    );

    let story = scene.story(binding.id).await;
    assert!(
        seen[0].body.contains(&format!("reqid={}", story.reqid)),
        "{}",
        seen[0].body
    );
    assert!(story.reqid.len() == 32 && story.reqid.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let kinds: Vec<_> = story.events.iter().map(|event| &event.what).collect();
    assert!(
        matches!(
            kinds[..],
            [BindingWhat::Approved { .. }, BindingWhat::BindAttempt { outcome, reason: None }] if outcome == "accepted"
        ),
        "{kinds:?}"
    );
    let shown = format!("{:?}", story.attempts);
    assert!(!shown.contains(A) && !shown.contains(B), "{shown}");
    assert!(shown.contains("{{authorization}}"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn success_without_an_id_is_unconfirmed_for_a_pair_and_bound_for_an_xa() {
    let scene = Scene::new().await;
    let axb = scene.bind(scene.axb(), [reply(200, r#"{"error":0}"#)]).await;
    assert_eq!(axb.state, BindingState::Unconfirmed);
    assert!(!axb.can_release, "there is no id to release it by");
    assert_eq!(axb.reserved_until, axb.ends_at.map(|end| end + 60_000));
    let xa = BindDraft {
        x_number: crate::scene::X2.into(),
        ..scene.xa()
    };
    let xa = scene.bind(xa, [reply(200, r#"{"error":"0"}"#)]).await;
    assert_eq!((xa.state, xa.can_release), (BindingState::Bound, true));
}

#[tokio::test(start_paused = true)]
async fn retries_keep_the_reqid_and_every_byte() {
    let scene = Scene::new().await;
    let answers = [
        refused(),
        timeout(),
        code(1105),
        code(1500),
        reply(502, "<html>"),
        bound("s-1"),
    ];
    let binding = scene.bind(scene.axb(), answers).await;
    assert_eq!(binding.state, BindingState::Bound);
    let seen = scene.seen();
    assert_eq!(seen.len(), 6);
    assert!(
        seen.iter()
            .all(|one| one.body == seen[0].body && one.url == seen[0].url)
    );
    let waits: Vec<_> = seen.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(
        waits.windows(2).all(|pair| pair[0] <= pair[1]),
        "each wait is longer: {waits:?}"
    );
    let outcomes: Vec<_> = scene
        .story(binding.id)
        .await
        .attempts
        .iter()
        .map(|one| one.state.clone())
        .collect();
    assert_eq!(
        outcomes,
        ["not_sent", "unknown", "unknown", "unknown", "unknown", "accepted"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_is_never_reached_is_tried_for_ten_minutes_and_nothing_is_bound() {
    let scene = Scene::new().await;
    let binding = scene.bind(scene.axb(), [refused()]).await;
    assert_eq!(
        (binding.state, binding.reason),
        (BindingState::NotSent, Some(Reason::ConnectionRefused))
    );
    assert_eq!((binding.ends_at, binding.reserved_until), (None, None));
    let seen = scene.seen();
    let tried = seen.last().unwrap().at - seen[0].at;
    assert!((480..600).contains(&tried), "{tried}");
    assert!(
        scene
            .desk
            .plan_bind(scene.axb())
            .await
            .unwrap()
            .blockers
            .is_empty(),
        "its X is free"
    );
}

#[tokio::test(start_paused = true)]
async fn a_doubt_is_tried_for_no_longer_than_its_ttl_and_then_unknown() {
    let scene = Scene::new().await;
    let short = BindDraft {
        ttl_seconds: Some(20),
        ..scene.axb()
    };
    let binding = scene.bind(short, [timeout()]).await;
    assert_eq!(
        (binding.state, binding.reason),
        (BindingState::Unknown, Some(Reason::ReplyTimeout))
    );
    let seen = scene.seen();
    assert!(seen.last().unwrap().at - seen[0].at < 20);
    let last = seen.last().unwrap().at * 1000;
    let reserved = binding.reserved_until.unwrap();
    assert!(
        (last + 80_000..last + 81_001).contains(&reserved),
        "last attempt + ttl + 60 s"
    );
    assert!(!binding.can_release);
    assert_eq!(scene.desk.desk_status().await.unwrap().bindings_in_doubt, 1);
}

#[tokio::test(start_paused = true)]
async fn open_and_busy_codes_and_odd_replies_end_unknown_with_what_was_said() {
    let scene = Scene::new().await;
    let ttl = |draft: BindDraft| BindDraft {
        ttl_seconds: Some(5),
        ..draft
    };
    for error in [1000, 1105, 1400, 1401, 1500, 1501, 1502, 7777] {
        let binding = scene.bind(ttl(scene.axb()), [code(error)]).await;
        assert_eq!(binding.state, BindingState::Unknown, "{error}");
        assert_eq!(
            vendor_code(binding.reason.as_ref()),
            Some(error.to_string().as_str())
        );
        scene.jump(3600);
    }
    for answer in [
        reply(200, "<html>"),
        reply(500, ""),
        reply(302, ""),
        reply(408, ""),
        reply(429, ""),
        Answer::Outcome(Outcome::Broken(Reason::ReplyTooLarge)),
    ] {
        let binding = scene.bind(ttl(scene.axb()), [answer]).await;
        assert_eq!(binding.state, BindingState::Unknown);
        scene.jump(3600);
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_end_it_at_once() {
    let scene = Scene::new().await;
    for error in [1001, 1002, 1004, 1200, 1201, 1300, 1301, 1302] {
        scene.forget_seen();
        let binding = scene.bind(scene.axb(), [code(error)]).await;
        assert_eq!(binding.state, BindingState::Rejected, "{error}");
        assert_eq!(
            vendor_code(binding.reason.as_ref()),
            Some(error.to_string().as_str())
        );
        assert_eq!(scene.seen().len(), 1);
    }
    for status in [400, 404, 405, 411, 413, 414, 415, 422] {
        let binding = scene.bind(scene.axb(), [reply(status, "no")]).await;
        assert_eq!(
            (binding.state, binding.reason),
            (BindingState::Rejected, Some(Reason::HttpStatus { status }))
        );
    }
    // The platform's own word decides before the status.
    let binding = scene.bind(scene.axb(), [reply(404, r#"{"error":1302}"#)]).await;
    assert_eq!(vendor_code(binding.reason.as_ref()), Some("1302"));
}

#[tokio::test(start_paused = true)]
async fn what_nothing_else_will_pass_either_pauses_the_account() {
    for answer in [
        reply(401, ""),
        reply(403, ""),
        reply(401, r#"{"error":1302}"#),
        code(1003),
        code(1100),
        code(1101),
        code(1102),
        code(1103),
        code(1104),
        code(1110),
        Answer::Outcome(Outcome::CertificateRefused),
    ] {
        let scene = Scene::new().await;
        let certificate = matches!(answer, Answer::Outcome(Outcome::CertificateRefused));
        let binding = scene.bind(scene.axb(), [answer.clone()]).await;
        let expected = if certificate {
            BindingState::NotSent
        } else {
            BindingState::Rejected
        };
        assert_eq!(binding.state, expected, "{answer:?}");
        let account = scene.desk.list_accounts().await.unwrap().remove(0);
        assert_eq!(
            account.paused.map(|pause| pause.reason),
            binding.reason,
            "{answer:?}"
        );
        assert_eq!(scene.seen().len(), 1);
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn no_later_refusal_hides_a_doubt() {
    for (answers, expected) in [
        (vec![timeout(), code(1302)], BindingState::Unknown),
        (vec![timeout(), reply(404, "")], BindingState::Unknown),
        (vec![timeout(), reply(401, "")], BindingState::Unknown),
        (
            vec![timeout(), Answer::Outcome(Outcome::CertificateRefused)],
            BindingState::Unknown,
        ),
        (vec![timeout(), refused()], BindingState::Unknown),
        (vec![timeout(), code(1004)], BindingState::Unconfirmed),
        (vec![timeout(), code(1201)], BindingState::Unconfirmed),
        (vec![code(1105), code(1004)], BindingState::Unconfirmed),
        (vec![refused(), code(1004)], BindingState::Rejected),
        (vec![timeout(), bound("s-1")], BindingState::Bound),
    ] {
        let scene = Scene::new().await;
        let binding = scene.bind(scene.axb(), answers.clone()).await;
        assert_eq!(binding.state, expected, "{answers:?}");
        let doubtful = matches!(expected, BindingState::Unknown | BindingState::Unconfirmed);
        assert_eq!(binding.reserved_until.is_some(), doubtful, "{answers:?}");
        scene.desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn money_that_is_out_is_said_on_the_balance() {
    let scene = Scene::new().await;
    scene.bind(scene.axb(), [code(1110)]).await;
    let balances = scene.desk.list_balances().await.unwrap();
    assert!(
        balances[0].low && balances[0].out_of_money_at.is_some(),
        "{balances:?}"
    );
}
