//! Plans: what stands in the way, what must be ticked, and what is bound to an X already.

use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindBlocker, BindConfirmation, BindDraft, BindingState,
};

use crate::scene::{A, B, Scene, X, X2, bound, reply};

async fn blockers(scene: &Scene, draft: BindDraft) -> Vec<BindBlocker> {
    scene.desk.plan_bind(draft).await.unwrap().blockers
}

#[tokio::test(start_paused = true)]
async fn each_thing_in_the_way_is_named() {
    let scene = Scene::new().await;
    let axb = || scene.axb();
    let xa = || scene.xa();
    assert_eq!(blockers(&scene, axb()).await, []);
    assert_eq!(blockers(&scene, xa()).await, []);
    let cases = [
        (
            BindDraft {
                appid: String::new(),
                ..axb()
            },
            BindBlocker::AppidMissing,
        ),
        (
            BindDraft {
                appid: "app-3".into(),
                ..axb()
            },
            BindBlocker::AppidMissing,
        ),
        (
            BindDraft {
                x_number: "17000000000".into(),
                ..axb()
            },
            BindBlocker::XNotOfAccount,
        ),
        (
            BindDraft {
                a_number: " ".into(),
                ..axb()
            },
            BindBlocker::AMissing,
        ),
        (
            BindDraft {
                b_number: String::new(),
                ..axb()
            },
            BindBlocker::BMissing,
        ),
        (
            BindDraft {
                a_number: "1380000000x".into(),
                ..xa()
            },
            BindBlocker::ANotANumber,
        ),
        (
            BindDraft {
                b_number: "1".repeat(25),
                ..axb()
            },
            BindBlocker::BNotANumber,
        ),
        (
            BindDraft {
                b_number: format!("+86 {A}"),
                ..axb()
            },
            BindBlocker::SameNumber,
        ),
        (
            BindDraft {
                a_number: X.into(),
                ..xa()
            },
            BindBlocker::SameNumber,
        ),
        (
            BindDraft {
                ttl_seconds: None,
                ..xa()
            },
            BindBlocker::TtlMissing,
        ),
        (
            BindDraft {
                ttl_seconds: Some(0),
                ..axb()
            },
            BindBlocker::TtlZero,
        ),
        (
            BindDraft {
                ttl_seconds: Some(400_000_000),
                ..axb()
            },
            BindBlocker::TtlTooLong,
        ),
        (
            BindDraft {
                anucode: "1,2,3,4".into(),
                ..axb()
            },
            BindBlocker::AnnouncementForm,
        ),
        (
            BindDraft {
                anucode: "1,2".into(),
                ..xa()
            },
            BindBlocker::AnnouncementForm,
        ),
        (
            BindDraft {
                ansanu: "one".into(),
                ..axb()
            },
            BindBlocker::AnnouncementForm,
        ),
        (
            BindDraft {
                user_text: "a".repeat(101),
                ..axb()
            },
            BindBlocker::UserTextForm,
        ),
        (
            BindDraft {
                reference: "a\u{7}".into(),
                ..axb()
            },
            BindBlocker::ReferenceForm,
        ),
    ];
    for (draft, blocker) in cases {
        assert_eq!(blockers(&scene, draft.clone()).await, [blocker], "{draft:?}");
    }
    let folded = BindDraft {
        a_number: "+86 138-0000-0001".into(),
        b_number: "＋４４ 7911 123456".into(),
        anucode: "1,,3".into(),
        ..axb()
    };
    let plan = scene.desk.plan_bind(folded).await.unwrap();
    assert_eq!(plan.blockers, []);
    assert_eq!(
        (plan.a_number_revealed.as_str(), plan.b_number_revealed.as_str()),
        (A, "+447911123456")
    );
}

#[tokio::test(start_paused = true)]
async fn what_reveals_a_number_records_or_never_ends_must_be_ticked() {
    let scene = Scene::new().await;
    let all = |draft: BindDraft| BindDraft {
        shows_a_to_b: true,
        shows_caller_to_a: true,
        record: true,
        ..draft
    };
    let plan = scene.desk.plan_bind(all(scene.axb())).await.unwrap();
    let axb = [
        BindConfirmation::RevealsAToB,
        BindConfirmation::RevealsBToA,
        BindConfirmation::Recording,
    ];
    assert_eq!(plan.confirmations, axb);
    let xa = BindDraft {
        ttl_seconds: Some(0),
        ..all(scene.xa())
    };
    let plan = scene.desk.plan_bind(xa.clone()).await.unwrap();
    let needed = [
        BindConfirmation::RevealsCallersToA,
        BindConfirmation::ForEver,
        BindConfirmation::Recording,
    ];
    assert_eq!(plan.confirmations, needed);
    assert_eq!(plan.ends_at, None);

    scene.answers([reply(200, r#"{"error":0}"#)]);
    let mut approval = ApproveBind {
        draft: xa,
        fingerprint: plan.fingerprint,
        confirmed: needed[..2].to_vec(),
    };
    let missing = scene.desk.approve_bind(approval.clone()).await.unwrap();
    assert!(
        matches!(missing, ApproveBindResult::NotAsShown { .. }),
        "{missing:?}"
    );
    approval.confirmed = needed.to_vec();
    let changed = ApproveBind {
        draft: BindDraft {
            a_number: B.into(),
            ..approval.draft.clone()
        },
        ..approval.clone()
    };
    let changed = scene.desk.approve_bind(changed).await.unwrap();
    assert!(
        matches!(changed, ApproveBindResult::NotAsShown { .. }),
        "{changed:?}"
    );
    assert!(scene.seen().is_empty(), "nothing was bound");

    let first = scene.desk.approve_bind(approval.clone()).await.unwrap();
    let ApproveBindResult::Approved { binding_id } = first else {
        panic!("{first:?}");
    };
    assert_eq!(
        scene.desk.approve_bind(approval).await.unwrap(),
        first,
        "the same draft is one binding"
    );
    let binding = scene.settled(binding_id).await;
    assert_eq!((binding.state, binding.ends_at), (BindingState::Bound, None));
    assert_eq!(scene.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_x_carries_one_pair_by_default() {
    let scene = Scene::new().await;
    let first = scene.bind(scene.axb(), [bound("s-1")]).await;
    for draft in [
        BindDraft {
            a_number: "13800000003".into(),
            b_number: "13800000004".into(),
            ..scene.axb()
        },
        BindDraft {
            a_number: "13800000003".into(),
            ..scene.xa()
        },
    ] {
        let plan = scene.desk.plan_bind(draft).await.unwrap();
        assert_eq!(plan.blockers, [BindBlocker::Conflict]);
        assert_eq!(plan.conflicts, std::slice::from_ref(&first));
    }
    assert_eq!(
        blockers(
            &scene,
            BindDraft {
                x_number: X2.into(),
                ..scene.axb()
            }
        )
        .await,
        []
    );
    scene.jump(3601);
    assert_eq!(blockers(&scene, scene.axb()).await, [], "its time is over");
}

#[tokio::test(start_paused = true)]
async fn several_pairs_must_share_no_number_and_an_xa_is_alone() {
    let scene = Scene::with(&[("bindings_per_x", "several")]).await;
    scene.bind(scene.axb(), [bound("s-1")]).await;
    let other = BindDraft {
        a_number: "13800000003".into(),
        b_number: "13800000004".into(),
        ..scene.axb()
    };
    assert_eq!(blockers(&scene, other.clone()).await, []);
    for draft in [
        BindDraft {
            a_number: "13800000003".into(),
            ..scene.axb()
        },
        BindDraft {
            a_number: B.into(),
            b_number: "13800000004".into(),
            ..scene.axb()
        },
        BindDraft {
            a_number: "13800000003".into(),
            ..scene.xa()
        },
    ] {
        assert_eq!(blockers(&scene, draft).await, [BindBlocker::Conflict]);
    }
    let xa = BindDraft {
        x_number: X2.into(),
        ..scene.xa()
    };
    scene.bind(xa, [reply(200, r#"{"error":0}"#)]).await;
    let beside = BindDraft {
        x_number: X2.into(),
        ..other
    };
    assert_eq!(blockers(&scene, beside).await, [BindBlocker::Conflict]);
}

#[tokio::test(start_paused = true)]
async fn two_approvals_at_once_bind_one() {
    let scene = Scene::new().await;
    scene.answers([bound("s-1")]);
    let approval = async |draft: BindDraft| ApproveBind {
        fingerprint: scene.desk.plan_bind(draft.clone()).await.unwrap().fingerprint,
        confirmed: Vec::new(),
        draft,
    };
    let one = approval(scene.axb()).await;
    let mut other = approval(BindDraft {
        draft_id: "other".into(),
        ..scene.axb()
    })
    .await;
    other.draft.draft_id = "other".into();
    let (one, other) = tokio::join!(scene.desk.approve_bind(one), scene.desk.approve_bind(other));
    let approved = [one.unwrap(), other.unwrap()]
        .into_iter()
        .filter(|result| matches!(result, ApproveBindResult::Approved { .. }))
        .count();
    assert_eq!(approved, 1);
}
