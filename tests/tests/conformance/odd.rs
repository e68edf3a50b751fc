//! Odd replies: no panic, a clear state, and the raw reply kept.

use data_encoding::BASE64;
use serde_json::{Value, json};
use switchboard_core::contract::account::{BalanceAmount, BalanceUnit, Reason, SendMode};
use switchboard_core::contract::binding::{BindingKind, BindingState};
use switchboard_core::contract::check::CheckState;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::message::{MessageState, WayOut};
use switchboard_core::msisdn::mask_in_text;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, Bench, Operation, by_row};

/// 32 MiB of a success in 32 KiB: the product asks for no compression and undoes none.
const BOMB: &[u8] = include_bytes!("../../fixtures/bomb.json.gz");

/// Replies that no vendor's document describes, with what the desk has to show of them.
fn strange() -> Vec<(&'static str, Value, &'static str)> {
    let text = |body: String| json!({ "kind": "reply", "accepted": true, "body": body });
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(50_000), close.repeat(50_000));
    vec![
        ("null", text("null".into()), "null"),
        ("a number", text("20000".into()), "20000"),
        ("a text", text("\"ok\"".into()), "ok"),
        ("an array", text("[]".into()), "[]"),
        ("an empty object", text("{}".into()), "{}"),
        (
            "codes that are none",
            text(r#"{"code":null,"error":{},"header":[]}"#.into()),
            "header",
        ),
        (
            "a header that is none",
            text(r#"{"code":[],"error":true,"header":{"code":{}}}"#.into()),
            "header",
        ),
        (
            "cut JSON",
            text(r#"{"code":20000,"error":0,"header":{"code":200}"#.into()),
            "20000",
        ),
        ("nested arrays", text(deep("[", "]")), "[[["),
        (
            "nested objects",
            text(format!("{}1{}", "{\"code\":".repeat(50_000), "}".repeat(50_000))),
            "code",
        ),
        (
            "a web page with 200",
            json!({ "kind": "reply", "accepted": true, "headers": { "Content-Type": "text/html" },
                "body": "<!DOCTYPE html><title>Log in</title>" }),
            "Log in",
        ),
        (
            "a large reply that is none",
            text(format!("\"{}\"", "x".repeat(500_000))),
            "xxx",
        ),
        (
            "GBK",
            json!({ "kind": "reply", "accepted": true,
                "headers": { "Content-Type": "application/json;charset=GBK" },
                "body_base64": BASE64.encode(b"{\"code\":20000,\"error\":0,\"header\":{\"code\":200},\"desc\":\"\xb3\xc9\xb9\xa6\"}") }),
            "header",
        ),
        (
            "UTF-16",
            json!({ "kind": "reply", "accepted": true, "body_base64": BASE64.encode(b"\xff\xfe{\0\"\0c\0") }),
            "",
        ),
        (
            "a compressed bomb",
            json!({ "kind": "reply", "accepted": true, "headers": { "Content-Encoding": "gzip" },
                "body_base64": BASE64.encode(BOMB) }),
            "",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_document_describes_leaves_a_doubt_and_is_kept() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            for (what, fault, shown) in strange() {
                let at = format!("{} {operation:?}: {what}", vendor.id());
                bench.reset().await;
                let binding = bench.prepared(vendor, operation).await;
                let name = operation.in_sandbox(vendor);
                bench.fault(vendor, name, &fault).await;
                let ended = bench.perform(vendor, operation, binding).await;
                let expected = by_row(operation, None);
                assert_eq!(ended.state, expected.state, "{at}: {:?}", ended.reason);
                assert_eq!(ended.reason, Some(Reason::UnreadableReply), "{at}");
                assert_eq!(ended.paused, None, "{at}");
                assert_eq!(ended.gaps > 0, expected.gap, "{at}");
                let raw = if operation.acts() {
                    assert_eq!(ended.attempts.len(), expected.attempts, "{at}");
                    assert!(
                        ended.attempts.iter().all(|attempt| attempt.state == "unknown"),
                        "{at}"
                    );
                    assert_eq!(ended.attempts[0].reply_status, Some(200), "{at}");
                    ended.attempts[0].reply_body.clone()
                } else if operation == Operation::Balance {
                    None
                } else {
                    raw_reply(&bench, operation)
                };
                if operation != Operation::Balance {
                    let raw = raw.unwrap_or_else(|| panic!("{at}: the raw reply is kept"));
                    assert!(raw.contains(shown), "{at}: {raw:.100}");
                    assert!(!raw.is_empty(), "{at}");
                }
                bench.reset().await;
                bench.cleared(vendor).await;
            }
        }
    }
}

/// The newest raw reply of a poll of that kind.
fn raw_reply(bench: &Bench, operation: Operation) -> Option<String> {
    let kind = match operation {
        Operation::Poll(PollKind::Reports) => "reports",
        Operation::Poll(PollKind::Replies) => "replies",
        _ => "status",
    };
    let raw: Option<Vec<u8>> = bench
        .database()
        .query_row(
            "SELECT raw FROM poll WHERE kind = ?1 ORDER BY id DESC LIMIT 1",
            [kind],
            |row| row.get(0),
        )
        .unwrap();
    raw.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// An id that an `f64` would change.
const BEYOND: &str = "9007199254740993";

/// Good replies in odd forms: texts for numbers, numbers for texts, ids beyond 2^53, fields nobody
/// knows, objects for arrays. With the id that has to come out.
fn odd_sends(vendor: &dyn Vendor, mode: SendMode) -> Vec<(Value, Option<&'static str>)> {
    let more = json!({ "a": [1.5, { "b": null }], "": "" });
    match mode {
        SendMode::Plain => plain_replies(&more),
        SendMode::Template if !vendor.capabilities().template_signature => plain_replies(&more),
        SendMode::Template => {
            let of = |id: Value, to: Value, status: Value| {
                json!({ "header": { "code": "200", "time": "x", "more": more }, "more": more,
                    "body": { "result": [{ "smsMsgId": id, "originTo": to, "status": status, "more": more }] } })
            };
            vec![
                (
                    of(
                        json!(9_007_199_254_740_993_u64),
                        json!(13_800_000_001_u64),
                        json!(0),
                    ),
                    Some(BEYOND),
                ),
                (
                    of(json!("x-1"), json!("8613800000001"), json!("000000")),
                    Some("x-1"),
                ),
                (of(Value::Null, json!("+8613800000001"), json!("000000")), None),
            ]
        }
        SendMode::Voice => vec![
            (
                json!({ "header": { "code": "200" }, "body": { "sms_msg_id": 9_007_199_254_740_993_u64,
                    "status": 0, "more": more } }),
                Some(BEYOND),
            ),
            (
                json!({ "header": { "code": 200 }, "body": { "sms_msg_id": "v-1" } }),
                Some("v-1"),
            ),
            (
                json!({ "header": { "code": 200 }, "body": { "status": "000000" } }),
                None,
            ),
        ],
        SendMode::International => vec![
            (
                json!({ "code": "0", "data": { "msgId": 9_007_199_254_740_993_u64 }, "more": more }),
                Some(BEYOND),
            ),
            (json!({ "code": 0, "data": [{ "msgId": "i-1" }, 7] }), Some("i-1")),
            (json!({ "code": 0, "data": [] }), None),
            (json!({ "code": 0 }), None),
        ],
    }
}

fn plain_replies(more: &Value) -> Vec<(Value, Option<&'static str>)> {
    vec![
        (
            json!({ "code": "20000", "msgId": 9_007_199_254_740_993_u64, "desc": 5, "more": more }),
            Some(BEYOND),
        ),
        (
            json!({ "code": 20000, "msgId": "p-1", "desc": null }),
            Some("p-1"),
        ),
        (json!({ "code": 20000 }), None),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_send_is_taken_whatever_the_form_of_the_reply() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let name = Operation::Send(way.mode).in_sandbox(vendor);
            for (body, id) in odd_sends(vendor, way.mode) {
                bench.reset().await;
                let fault = json!({ "kind": "reply", "accepted": true, "body": body });
                bench.fault(vendor, name, &fault).await;
                let story = bench
                    .sent(bench.send_draft(vendor, way.mode).await)
                    .await
                    .remove(0);
                let at = format!("{} {name} {body}", vendor.id());
                assert_eq!(
                    story.message.state,
                    MessageState::Accepted,
                    "{at}: {:?}",
                    story.message.reason
                );
                assert_eq!(story.msg_id.as_deref(), id, "{at}");
                assert!(
                    !story.ways_out.contains(&WayOut::SendAgain),
                    "{at}: never offered for sending again"
                );
                let kept = story.attempts[0].reply_body.as_deref().unwrap();
                assert_eq!(kept, mask_in_text(&body.to_string()), "{at}");
            }
        }
    }
}

/// A recipient that the reply does not name is unknown, alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recipient_without_an_answer_is_unknown_alone() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().template_signature)
    {
        let results =
            json!({ "vendor": vendor.id(), "results": { "13800000002": null, "13800000003": "1300014" } });
        bench.control("reports", results).await;
        let mut draft = bench.send_draft(vendor, SendMode::Template).await;
        draft.recipients = "13800000001\t4711\t5\n13800000002\t4711\t5\n13800000003\t4711\t5".into();
        let stories = bench.sent(draft).await;
        let states: Vec<_> = stories.iter().map(|story| story.message.state).collect();
        assert_eq!(
            states,
            [
                MessageState::Accepted,
                MessageState::Unknown,
                MessageState::Rejected
            ]
        );
        assert_eq!(stories[1].message.reason, Some(Reason::NotInReply));
        assert!(matches!(&stories[2].message.reason,
            Some(Reason::VendorCode { table, code, .. }) if table == "text" && code == "1300014"));
        assert_eq!(bench.accepted(vendor, "text_send").await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_whose_answer_cannot_be_opened_was_answered_and_says_so() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for kind in vendor.capabilities().checks {
            let name = Operation::Check(kind).in_sandbox(vendor);
            for sealed in ["00".repeat(128), "not hex".into(), "f".repeat(255)] {
                bench.reset().await;
                let body = json!({ "header": { "code": "200", "msg": 1 }, "body": sealed, "more": {} });
                bench
                    .fault(
                        vendor,
                        name,
                        &json!({ "kind": "reply", "accepted": true, "body": body }),
                    )
                    .await;
                let check = bench.checked(bench.check_draft(vendor, kind)).await;
                assert_eq!(
                    (check.state, check.reason),
                    (CheckState::Answered, Some(Reason::NotDecrypted)),
                    "{name} {sealed}"
                );
                assert!(check.number_masked.is_none() || check.matches.is_none());
                assert!(check.attempts[0].reply_body.is_some());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_and_counts_stay_as_they_were_printed() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let bodies: &[(&str, &str)] = match vendor.capabilities().balance {
            BalanceUnit::NotOffered => continue,
            BalanceUnit::Messages => &[
                (r#"{"code":"20000","smsNum":"77","more":[]}"#, "77"),
                (r#"{"code":20000,"smsNum":9007199254740993}"#, BEYOND),
            ],
            BalanceUnit::Money => &[
                (
                    r#"{"code":"0","data":[{"balance":1.10,"currencyName":5}]}"#,
                    "1.10",
                ),
                (
                    r#"{"code":0,"data":{"balance":"9007199254740993.10","currencyCode":"CNY"}}"#,
                    "9007199254740993.10",
                ),
            ],
            BalanceUnit::Account => &[
                (r#"{"error":"0","balance":1.10,"state":"1","more":{}}"#, "1.10"),
                (
                    r#"{"error":0,"balance":"-9007199254740993.10"}"#,
                    "-9007199254740993.10",
                ),
            ],
        };
        for (body, printed) in bodies {
            bench.reset().await;
            let name = Operation::Balance.in_sandbox(vendor);
            bench
                .fault(vendor, name, &json!({ "kind": "reply", "body": body }))
                .await;
            let balance = bench.desk.refresh_balance(bench.account(vendor)).await.unwrap();
            let shown = match balance.amount.unwrap() {
                BalanceAmount::Messages { left } => left.to_string(),
                BalanceAmount::Money { amount, .. } => amount,
                BalanceAmount::Account { balance, .. } => balance.unwrap(),
            };
            assert_eq!(shown, *printed, "{} {body}", vendor.id());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_binding_keeps_an_id_of_any_form() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        for (body, subid, state) in [
            (
                r#"{"error":"0","subid":9007199254740993,"more":[[]]}"#,
                Some(BEYOND),
                BindingState::Bound,
            ),
            (r#"{"error":0,"subid":null}"#, None, BindingState::Unconfirmed),
            (r#"{"error":0,"subid":["s"]}"#, None, BindingState::Unconfirmed),
        ] {
            bench.reset().await;
            let fault = json!({ "kind": "reply", "body": body, "accepted": true });
            bench.fault(vendor, "axb_bind", &fault).await;
            let story = bench
                .bind(bench.bind_draft(vendor, BindingKind::Axb, 0).await)
                .await;
            assert_eq!(
                (story.binding.state, story.binding.subid.as_deref()),
                (state, subid),
                "{body}"
            );
            assert_eq!(bench.requests(vendor, "axb_bind").await.len(), 1);
            bench.reset().await;
            bench.cleared(vendor).await;
        }
    }
}

/// Reports with fields missing, of odd types, or not objects at all: the good ones count, the bad
/// ones are kept aside, each alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_report_is_kept_aside_alone() {
    let bench = Bench::new().await;
    let mut aside = 0;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        let (kind, number) = if known.polls_reports {
            (PollKind::Reports, A.to_owned())
        } else if known.queries_reports {
            (PollKind::Status, format!("86{A}"))
        } else {
            continue;
        };
        bench.reset().await;
        let hold = json!({ "vendor": vendor.id(), "hold": true });
        bench.control("reports", hold).await;
        let mut draft = bench.send_draft(vendor, known.sends[0].mode).await;
        draft.recipients.clone_from(&number);
        let story = bench.sent(draft).await.remove(0);
        let id = story.msg_id.unwrap();
        let number: u64 = number.parse().unwrap();
        let items = json!([7, null, {}, { "msgId": id }, [], { "msgId": {}, "mobile": number, "code": "DELIVRD", "status": 0 },
            { "msgId": id, "mobile": number, "code": "DELIVRD", "status": "0", "errorCode": "DELIVRD", "more": [1.5] }]);
        let body =
            json!({ "code": if known.polls_reports { "20000" } else { "0" }, "list": items, "data": items });
        let name = Operation::Poll(kind).in_sandbox(vendor);
        bench
            .fault(vendor, name, &json!({ "kind": "reply", "body": body }))
            .await;
        assert_eq!(bench.polled(vendor).await, None, "{}", vendor.id());
        let row = bench.messages(Some(story.job_id)).await.remove(0);
        assert_eq!(row.state, MessageState::Delivered, "{}", vendor.id());
        aside += 6;
        assert_eq!(
            bench.desk.desk_status().await.unwrap().quarantined,
            aside,
            "{}",
            vendor.id()
        );
    }
    assert!(aside > 0);
}
