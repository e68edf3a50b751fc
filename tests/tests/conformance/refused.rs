//! Each parameter missing, too long, wrong: what the desk refuses before anything is sent.

use switchboard_core::contract::account::{SendMode, SetAccountEnabled};
use switchboard_core::contract::binding::{BindBlocker, BindingKind};
use switchboard_core::contract::send::{
    ApproveResult, ApproveSend, BadLineReason, Blocker, SendBody, SendDraft,
};
use switchboard_core::contract::template::{SaveTemplateResult, TemplateDraft};
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, Bench};

/// Spoils a draft; `None` where the mode has no such parameter.
pub type Spoil<T> = fn(&mut T) -> Option<()>;

/// Sets a field.
pub fn set(field: &mut String, text: impl Into<String>) -> Option<()> {
    *field = text.into();
    Some(())
}

fn content(draft: &mut SendDraft) -> Option<&mut String> {
    match &mut draft.body {
        SendBody::Plain { content, .. } | SendBody::International { content, .. } => Some(content),
        SendBody::Template { .. } | SendBody::Voice { .. } => None,
    }
}

fn signature(draft: &mut SendDraft) -> Option<&mut String> {
    match &mut draft.body {
        SendBody::Plain { signature, .. } | SendBody::Template { signature, .. } => Some(signature),
        SendBody::Voice { .. } | SendBody::International { .. } => None,
    }
}

fn international(draft: &mut SendDraft) -> Option<(&mut String, &mut Option<String>)> {
    match &mut draft.body {
        SendBody::International {
            sender_id, send_at, ..
        } => Some((sender_id, send_at)),
        _ => None,
    }
}

fn template(draft: &mut SendDraft) -> Option<&mut i64> {
    match &mut draft.body {
        SendBody::Template { template_id, .. } | SendBody::Voice { template_id } => Some(template_id),
        _ => None,
    }
}

/// What is wrong, and what the plan says of it.
fn spoilt_sends() -> Vec<(&'static str, Spoil<SendDraft>, Blocker)> {
    vec![
        (
            "no recipients",
            |draft| set(&mut draft.recipients, " \n"),
            Blocker::NoRecipients,
        ),
        (
            "no number that can be used",
            |draft| set(&mut draft.recipients, "12345\tx\ty"),
            Blocker::NoRecipients,
        ),
        ("no text", |draft| set(content(draft)?, " \n"), Blocker::NoContent),
        (
            "a text of 1,001 characters",
            |draft| set(content(draft)?, "x".repeat(1_001)),
            Blocker::ContentTooLong,
        ),
        (
            "a control character in the text",
            |draft| set(content(draft)?, "a\u{7}b"),
            Blocker::BadCharacters,
        ),
        (
            "a signature in brackets",
            |draft| set(signature(draft)?, "【总机】"),
            Blocker::SignatureForm,
        ),
        (
            "a signature of 21 characters",
            |draft| set(signature(draft)?, "总".repeat(21)),
            Blocker::SignatureForm,
        ),
        (
            "no template",
            |draft| {
                *template(draft)? = 4_711_000;
                Some(())
            },
            Blocker::TemplateMissing,
        ),
        (
            "a reference of 65 characters",
            |draft| set(&mut draft.reference, "x".repeat(65)),
            Blocker::ReferenceTooLong,
        ),
        (
            "a sender id of 21 characters",
            |draft| set(international(draft)?.0, "x".repeat(21)),
            Blocker::SenderIdForm,
        ),
        (
            "a time that is none",
            |draft| {
                *international(draft)?.1 = Some("2026-02-30T10:00:00".into());
                Some(())
            },
            Blocker::SendTimeForm,
        ),
        (
            "a time that has passed",
            |draft| {
                *international(draft)?.1 = Some("2020-01-31T10:00:00".into());
                Some(())
            },
            Blocker::SendTimePassed,
        ),
    ]
}

async fn assert_blocked(bench: &Bench, at: &str, draft: SendDraft, blocker: Blocker) {
    let plan = bench.desk.plan_send(draft.clone()).await.unwrap();
    assert!(plan.blockers.contains(&blocker), "{at}: {:?}", plan.blockers);
    // The plan as it was shown, approved all the same.
    let approval = ApproveSend {
        draft,
        fingerprint: plan.fingerprint,
        confirmed: plan.confirmations,
    };
    let approved = bench.desk.approve_send(approval).await.unwrap();
    assert!(matches!(approved, ApproveResult::NotAsShown { .. }), "{at}");
}

/// Nothing reached a vendor, and nothing stands in the history.
pub async fn assert_nothing_left(bench: &Bench) {
    let log = bench.look("log?all=1").await;
    assert!(log.is_empty(), "nothing reached a vendor: {log:?}");
    assert!(bench.messages(None).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sends() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        for way in &known.sends {
            let mut tried = 0;
            for (what, spoil, blocker) in spoilt_sends() {
                let mut draft = bench.send_draft(vendor, way.mode).await;
                // A signature apart from the text is only there where the vendor takes one.
                let apart = way.mode == SendMode::Template && !known.template_signature;
                if blocker == Blocker::SignatureForm && apart || spoil(&mut draft).is_none() {
                    continue;
                }
                let at = format!("{} {:?}: {what}", vendor.id(), way.mode);
                assert_blocked(&bench, &at, draft, blocker).await;
                tried += 1;
            }
            assert!(tried > 3, "{:?}", way.mode);
            let at = format!("{} {:?}", vendor.id(), way.mode);

            let mut echo = bench.send_draft(vendor, way.mode).await;
            echo.echo = "x".repeat(known.echo_characters as usize + 1);
            assert_blocked(&bench, &at, echo, Blocker::EchoTooLong).await;
            for letter in known.echo_refuses.chars() {
                let mut echo = bench.send_draft(vendor, way.mode).await;
                echo.echo = letter.into();
                assert_blocked(&bench, &at, echo, Blocker::EchoForm).await;
            }
            if known.callback_in_request {
                for url in ["desk", "ftp://desk.test/a", "http://", "javascript:alert(1)"] {
                    let mut draft = bench.send_draft(vendor, way.mode).await;
                    draft.callback_url = url.into();
                    assert_blocked(&bench, url, draft, Blocker::CallbackUrlForm).await;
                }
            }
            if known.template_signature && way.mode == SendMode::Template {
                let mut draft = bench.send_draft(vendor, way.mode).await;
                set(signature(&mut draft).unwrap(), " ");
                assert_blocked(&bench, &at, draft, Blocker::SignatureMissing).await;
            }
        }
        // What the vendor has no way for.
        for (mode, body) in [
            (
                SendMode::Plain,
                SendBody::Plain {
                    signature: "总机".into(),
                    content: "x".into(),
                },
            ),
            (
                SendMode::International,
                SendBody::International {
                    content: "x".into(),
                    sender_id: String::new(),
                    send_at: None,
                },
            ),
            (SendMode::Voice, SendBody::Voice { template_id: 1 }),
            (
                SendMode::Template,
                SendBody::Template {
                    template_id: 1,
                    signature: "总机".into(),
                },
            ),
        ] {
            if known.sends.iter().all(|way| way.mode != mode) {
                let draft = SendDraft {
                    draft_id: bench.draft_id(),
                    account_id: bench.account(vendor),
                    recipients: A.into(),
                    body,
                    reference: String::new(),
                    echo: String::new(),
                    callback_url: String::new(),
                };
                assert_blocked(&bench, vendor.id(), draft, Blocker::ModeNotOffered).await;
            }
        }
    }
    assert_nothing_left(&bench).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recipients_and_their_values_line_by_line() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let lines: &[(&str, BadLineReason)] = match way.mode {
                SendMode::Plain => &[
                    ("1380000000", BadLineReason::TooShort),
                    ("138000000011", BadLineReason::TooLong),
                    ("12800000001", BadLineReason::NotMobile),
                    ("+8512345678901", BadLineReason::NotMobile),
                    ("1380000000a", BadLineReason::NotANumber),
                ],
                SendMode::Template | SendMode::Voice => &[
                    ("1380000000\t1\t2", BadLineReason::TooShort),
                    ("13800000001\t1", BadLineReason::VariablesMissing),
                    ("13800000001\t1\t2\t3", BadLineReason::VariablesExtra),
                    ("13800000001\t\t2", BadLineReason::VariableEmpty),
                ],
                SendMode::International => &[
                    ("13800000001", BadLineReason::CountryCodeMissing),
                    ("123456", BadLineReason::TooShort),
                    ("+1234567890123456", BadLineReason::TooLong),
                    ("+44x", BadLineReason::NotANumber),
                    ("+1415555", BadLineReason::NotInPlan),
                ],
            };
            for (line, reason) in lines {
                let mut draft = bench.send_draft(vendor, way.mode).await;
                draft.recipients = (*line).into();
                let plan = bench.desk.plan_send(draft.clone()).await.unwrap();
                let at = format!("{} {:?} {line}", vendor.id(), way.mode);
                assert_eq!(
                    plan.bad_lines.iter().map(|bad| bad.reason).collect::<Vec<_>>(),
                    [*reason],
                    "{at}"
                );
                assert_blocked(&bench, &at, draft, Blocker::NoRecipients).await;
            }
        }
    }
    assert_nothing_left(&bench).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn templates_of_the_wrong_kind_or_with_too_many_places() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        for way in &known.sends {
            let voice = match way.mode {
                SendMode::Template => false,
                SendMode::Voice => true,
                SendMode::Plain | SendMode::International => continue,
            };
            let at = format!("{} {:?}", vendor.id(), way.mode);
            if known.sends.iter().any(|other| other.mode == SendMode::Voice) {
                let mut draft = bench.send_draft(vendor, way.mode).await;
                *template(&mut draft).unwrap() = bench.template(vendor, !voice).await.id;
                assert_blocked(&bench, &at, draft, Blocker::TemplateKind).await;
            }
            let mut wrong = vec![way.fewest_values.checked_sub(1)];
            wrong.push(way.most_values.map(|most| most + 1));
            for places in wrong.into_iter().flatten() {
                let text: String = (0..places).map(|index| format!("{{v{index}}}")).collect();
                let saved = bench
                    .desk
                    .save_template(TemplateDraft {
                        id: None,
                        account_id: bench.account(vendor),
                        name: format!("{places} places"),
                        template_id: format!("T{places}"),
                        voice,
                        text: format!("x{text}"),
                        variable_names: Vec::new(),
                    })
                    .await
                    .unwrap();
                let SaveTemplateResult::Saved { template: saved } = saved else {
                    panic!("{saved:?}")
                };
                let mut draft = bench.send_draft(vendor, way.mode).await;
                *template(&mut draft).unwrap() = saved.id;
                let values: String = (0..places).map(|index| format!("\t{index}")).collect();
                draft.recipients = format!("{A}{values}");
                assert_blocked(&bench, &format!("{at} {places}"), draft, Blocker::VariableCount).await;
            }
        }
    }
    assert_nothing_left(&bench).await;
}

/// An account that is paused or off does nothing, and says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_is_off_or_paused() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let account = bench.account(vendor);
        let off = |enabled| SetAccountEnabled { id: account, enabled };
        bench.desk.set_account_enabled(off(false)).await.unwrap();
        assert_stopped(&bench, vendor, Blocker::AccountOff, BindBlocker::AccountOff).await;
        bench.desk.set_account_enabled(off(true)).await.unwrap();
    }
    assert_nothing_left(&bench).await;
}

async fn assert_stopped(bench: &Bench, vendor: &dyn Vendor, blocker: Blocker, bind_blocker: BindBlocker) {
    let known = vendor.capabilities();
    for way in &known.sends {
        let draft = bench.send_draft(vendor, way.mode).await;
        assert_blocked(bench, vendor.id(), draft, blocker).await;
    }
    for kind in known.checks {
        let draft = bench.check_draft(vendor, kind);
        assert!(bench.desk.check_number(draft).await.is_err(), "{}", vendor.id());
    }
    if known.bindings {
        let draft = bench.bind_draft(vendor, BindingKind::Axb, 0).await;
        let plan = bench.desk.plan_bind(draft).await.unwrap();
        assert_eq!(plan.blockers, [bind_blocker]);
    }
    assert!(bench.desk.refresh_balance(bench.account(vendor)).await.is_err());
}
