//! Number checks and binds with a parameter missing, too long, wrong: refused before anything is sent.

use switchboard_core::contract::account::CheckKind;
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindBlocker, BindDraft, BindingKind,
};
use switchboard_core::contract::check::{CheckDraft, CheckResult};
use switchboard_core::contract::problem::FieldReason::{
    self, BadCharacters, NotANumber, NotOffered, Required, TooLong,
};
use switchboard_core::vendors;
use switchboard_tests::conformance::{A, Bench};

use crate::refused::{Spoil, assert_nothing_left, set};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn number_checks() {
    let bench = Bench::new().await;
    let spoilt: Vec<(&str, Spoil<CheckDraft>, FieldReason)> = vec![
        ("token", |draft| set(&mut draft.token, " "), Required),
        ("token", |draft| set(&mut draft.token, "t".repeat(1_025)), TooLong),
        ("token", |draft| set(&mut draft.token, "a\u{1}b"), BadCharacters),
        ("channel", |draft| set(&mut draft.channel, ""), NotOffered),
        ("channel", |draft| set(&mut draft.channel, "3"), NotOffered),
        ("platform", |draft| set(&mut draft.platform, ""), NotOffered),
        ("platform", |draft| set(&mut draft.platform, "2"), NotOffered),
        (
            "auth_code",
            |draft| {
                draft.channel = "1".into();
                (draft.kind == CheckKind::PhoneInfo).then_some(())
            },
            Required,
        ),
        (
            "auth_code",
            |draft| set(&mut draft.auth_code, "a".repeat(129)),
            TooLong,
        ),
        (
            "reference",
            |draft| set(&mut draft.reference, "r".repeat(65)),
            TooLong,
        ),
        (
            "number",
            |draft| (draft.kind == CheckKind::PhoneVerify).then(|| draft.number.clear()),
            Required,
        ),
        (
            "number",
            |draft| (draft.kind == CheckKind::PhoneVerify).then(|| draft.number = "1380013800".into()),
            NotANumber,
        ),
    ];
    for vendor in vendors::all() {
        for kind in vendor.capabilities().checks {
            for (field, spoil, reason) in &spoilt {
                let mut draft = bench.check_draft(vendor, kind);
                if spoil(&mut draft).is_none() {
                    continue;
                }
                let at = format!("{} {kind:?} {field}", vendor.id());
                match bench.desk.check_number(draft).await.unwrap() {
                    CheckResult::Invalid { problems } => {
                        let found: Vec<_> = problems
                            .iter()
                            .map(|problem| (problem.field.as_str(), problem.reason))
                            .collect();
                        assert_eq!(found, [(*field, *reason)], "{at}");
                    }
                    CheckResult::Made { check } => panic!("{at}: {check:?}"),
                }
            }
            assert!(
                bench
                    .desk
                    .list_checks(bench.account(vendor))
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
        if vendor.capabilities().checks.is_empty() {
            let draft = CheckDraft {
                account_id: bench.account(vendor),
                ..bench.check_draft(vendor, CheckKind::PhoneInfo)
            };
            assert!(bench.desk.check_number(draft).await.is_err(), "{}", vendor.id());
        }
    }
    assert_nothing_left(&bench).await;
}

fn spoilt_binds() -> Vec<(&'static str, Spoil<BindDraft>, BindBlocker)> {
    fn ttl(draft: &mut BindDraft, ttl: Option<u32>) -> Option<()> {
        draft.ttl_seconds = ttl;
        Some(())
    }
    fn of(kind: BindingKind, draft: &BindDraft) -> Option<()> {
        (draft.kind == kind).then_some(())
    }
    vec![
        (
            "no appid",
            |draft| set(&mut draft.appid, " "),
            BindBlocker::AppidMissing,
        ),
        (
            "another appid",
            |draft| set(&mut draft.appid, "app-x"),
            BindBlocker::AppidMissing,
        ),
        (
            "no X",
            |draft| set(&mut draft.x_number, ""),
            BindBlocker::XNotOfAccount,
        ),
        (
            "an X of nobody's",
            |draft| set(&mut draft.x_number, "17099999999"),
            BindBlocker::XNotOfAccount,
        ),
        (
            "no A",
            |draft| set(&mut draft.a_number, ""),
            BindBlocker::AMissing,
        ),
        (
            "an A with letters",
            |draft| set(&mut draft.a_number, "1380000000a"),
            BindBlocker::ANotANumber,
        ),
        (
            "an A of 25 bytes",
            |draft| set(&mut draft.a_number, "1".repeat(25)),
            BindBlocker::ANotANumber,
        ),
        (
            "no B",
            |draft| of(BindingKind::Axb, draft).and_then(|()| set(&mut draft.b_number, "")),
            BindBlocker::BMissing,
        ),
        (
            "a B of 25 bytes",
            |draft| {
                of(BindingKind::Axb, draft)
                    .and_then(|()| set(&mut draft.b_number, format!("+{}", "2".repeat(24))))
            },
            BindBlocker::BNotANumber,
        ),
        (
            "A is B",
            |draft| of(BindingKind::Axb, draft).and_then(|()| set(&mut draft.b_number, A)),
            BindBlocker::SameNumber,
        ),
        (
            "A is X",
            |draft| set(&mut draft.a_number, draft.x_number.clone()),
            BindBlocker::SameNumber,
        ),
        ("no ttl", |draft| ttl(draft, None), BindBlocker::TtlMissing),
        (
            "for ever",
            |draft| of(BindingKind::Axb, draft).and_then(|()| ttl(draft, Some(0))),
            BindBlocker::TtlZero,
        ),
        (
            "more than ten years",
            |draft| ttl(draft, Some(315_360_001)),
            BindBlocker::TtlTooLong,
        ),
        (
            "an announcement that is no number",
            |draft| set(&mut draft.anucode, "1,x,3"),
            BindBlocker::AnnouncementForm,
        ),
        (
            "too many announcements",
            |draft| {
                let many = if draft.kind == BindingKind::Axb {
                    "1,2,3,4"
                } else {
                    "1,2"
                };
                set(&mut draft.anucode, many)
            },
            BindBlocker::AnnouncementForm,
        ),
        (
            "three when it is answered",
            |draft| of(BindingKind::Axb, draft).and_then(|()| set(&mut draft.ansanu, "1,2,3")),
            BindBlocker::AnnouncementForm,
        ),
        (
            "a text of 101 characters",
            |draft| set(&mut draft.user_text, "订".repeat(101)),
            BindBlocker::UserTextForm,
        ),
        (
            "a control character in the text",
            |draft| set(&mut draft.user_text, "a\u{2}b"),
            BindBlocker::UserTextForm,
        ),
        (
            "a reference of 65 characters",
            |draft| set(&mut draft.reference, "x".repeat(65)),
            BindBlocker::ReferenceForm,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn binds() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        if !vendor.capabilities().bindings {
            let draft = BindDraft {
                account_id: bench.account(vendor),
                ..bench
                    .bind_draft(vendors::by_id("privacy_number").unwrap(), BindingKind::Axb, 0)
                    .await
            };
            let plan = bench.desk.plan_bind(draft).await.unwrap();
            assert!(
                plan.blockers.contains(&BindBlocker::NotOffered),
                "{}",
                vendor.id()
            );
            continue;
        }
        for kind in [BindingKind::Axb, BindingKind::Xa] {
            for (what, spoil, blocker) in spoilt_binds() {
                let mut draft = bench.bind_draft(vendor, kind, 0).await;
                if spoil(&mut draft).is_none() {
                    continue;
                }
                let at = format!("{kind:?}: {what}");
                let plan = bench.desk.plan_bind(draft.clone()).await.unwrap();
                assert_eq!(plan.blockers, [blocker], "{at}");
                let approval = ApproveBind {
                    draft,
                    fingerprint: plan.fingerprint,
                    confirmed: plan.confirmations,
                };
                let approved = bench.desk.approve_bind(approval).await.unwrap();
                assert!(matches!(approved, ApproveBindResult::NotAsShown { .. }), "{at}");
            }
            // What reveals a real number, lasts for ever or records is not bound without its tick.
            let draft = BindDraft {
                record: true,
                shows_caller_to_a: true,
                ttl_seconds: Some(u32::from(kind == BindingKind::Axb)),
                ..bench.bind_draft(vendor, kind, 0).await
            };
            let plan = bench.desk.plan_bind(draft.clone()).await.unwrap();
            let ticks = if kind == BindingKind::Axb { 2 } else { 3 };
            assert_eq!(plan.confirmations.len(), ticks, "{:?}", plan.confirmations);
            for left_out in 0..ticks {
                let mut confirmed = plan.confirmations.clone();
                confirmed.remove(left_out);
                let approval = ApproveBind {
                    draft: draft.clone(),
                    fingerprint: plan.fingerprint.clone(),
                    confirmed,
                };
                let approved = bench.desk.approve_bind(approval).await.unwrap();
                assert!(matches!(approved, ApproveBindResult::NotAsShown { .. }));
            }
        }
        assert!(bench.live(vendor).await.is_empty());
    }
    assert!(bench.look("log?all=1").await.is_empty());
}
