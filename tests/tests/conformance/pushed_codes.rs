//! Every code of the tables that stand in pushes, in calls, and in the answer about a single message.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use switchboard_core::contract::account::{PushKind, Reason, SendMode};
use switchboard_core::contract::binding::BindingKind;
use switchboard_core::contract::codes::CodeClass;
use switchboard_core::contract::message::{MessageRow, MessageState};
use switchboard_core::contract::push::PastePush;
use switchboard_core::vendors::codes::CodeEntry;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, Bench};
use switchboard_tests::headless;

/// The tables that stand in what is pushed, or in the answer about a single message.
pub const TABLES: [&str; 5] = [
    "text_push",
    "voice_push",
    "query_status",
    "push_status",
    "results",
];

fn entries(vendor: &dyn Vendor, table: &str) -> &'static [CodeEntry] {
    let known = vendor.codes().iter().find(|known| known.id == table);
    known
        .unwrap_or_else(|| panic!("{} has no {table}", vendor.id()))
        .entries
}

/// A number for each code.
fn numbers(entries: &[CodeEntry]) -> Vec<String> {
    (0..entries.len())
        .map(|index| format!("138000000{index:02}"))
        .collect()
}

/// What a report with this code makes of a message that was accepted.
fn assert_reported(row: &MessageRow, vendor: &dyn Vendor, table: &str, entry: &CodeEntry) {
    let at = format!("{} {table} {}", vendor.id(), entry.code);
    let (state, reason) = match entry.class {
        CodeClass::Success => (MessageState::Delivered, None),
        CodeClass::Verdict => (
            MessageState::Failed,
            Some(Reason::ReportCode {
                code: entry.code.into(),
                vendor: vendor.id().into(),
                table: table.into(),
            }),
        ),
        // "Not final."
        _ => (MessageState::Accepted, None),
    };
    assert_eq!((row.state, &row.reason), (state, &reason), "{at}");
}

async fn assert_all_reported(
    bench: &Bench,
    job: i64,
    vendor: &dyn Vendor,
    table: &str,
    by_number: &BTreeMap<String, &CodeEntry>,
) {
    for row in bench.messages(Some(job)).await {
        let number = bench.desk.reveal_number(row.id).await.unwrap();
        assert_reported(&row, vendor, table, by_number[&number]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_code_of_a_push_about_a_text_or_a_call() {
    let bench = Bench::receiving().await;
    for vendor in vendors::all() {
        for (kind, mode, table, field) in [
            (PushKind::SmsStatus, SendMode::Template, "text_push", "outcomes"),
            (PushKind::VoiceStatus, SendMode::Voice, "voice_push", "calls"),
        ] {
            if !vendor.capabilities().pushes.contains(&kind) {
                continue;
            }
            let entries = entries(vendor, table);
            let numbers = numbers(entries);
            let outcomes: Map<String, Value> = numbers
                .iter()
                .zip(entries)
                .map(|(number, entry)| {
                    let code = match kind {
                        PushKind::VoiceStatus => json!(entry.code.parse::<u8>().unwrap()),
                        _ => json!(entry.code),
                    };
                    (number.clone(), code)
                })
                .collect();
            bench
                .control(
                    "reports",
                    json!({ "vendor": vendor.id(), "after_ms": 0, field: outcomes }),
                )
                .await;
            let pushed_before = bench.look("pushes").await.len();
            let mut draft = bench.send_draft(vendor, mode).await;
            let lines: Vec<String> = numbers
                .iter()
                .map(|number| format!("{number}\t4711\t5"))
                .collect();
            draft.recipients = lines.join("\n");
            let job = bench.sent(draft).await[0].job_id;
            headless::until(async || {
                let pushed = bench.look("pushes").await.len() - pushed_before;
                (pushed == entries.len()).then_some(())
            })
            .await;
            all_applied(&bench).await;
            let by_number = numbers.into_iter().zip(entries).collect();
            assert_all_reported(&bench, job, vendor, table, &by_number).await;
        }
    }
}

/// Waits until every push that came was looked at.
pub async fn all_applied(bench: &Bench) {
    headless::until(async || {
        let raw: i64 = bench
            .database()
            .query_row("SELECT count(*) FROM push WHERE applied = 0", [], |row| {
                row.get(0)
            })
            .unwrap();
        (raw == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_status_of_a_message_asked_about_or_pushed() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        for (there, table) in [
            (known.queries_reports, "query_status"),
            (
                known.pushes.contains(&PushKind::InternationalStatus),
                "push_status",
            ),
        ] {
            if !there {
                continue;
            }
            let entries = entries(vendor, table);
            let numbers: Vec<String> = numbers(entries)
                .iter()
                .map(|number| format!("86{number}"))
                .collect();
            let mut draft = bench.send_draft(vendor, known.sends[0].mode).await;
            draft.recipients = numbers.join("\n");
            let stories = bench.sent(draft).await;
            let items: Vec<Value> = numbers
                .iter()
                .zip(entries)
                .map(|(number, entry)| {
                    json!({ "mobile": number, "msgId": stories[0].msg_id, "timestamp": "20260105160000",
                        "status": entry.code.parse::<i64>().unwrap(), "desc": "", "errorCode": "" })
                })
                .collect();
            if table == "query_status" {
                let fault = json!({ "kind": "reply", "body": { "code": 0, "msg": "ok", "data": items } });
                bench.fault(vendor, "status", &fault).await;
                assert_eq!(bench.polled(vendor).await, None);
                bench.reset().await;
            } else {
                for item in items {
                    let pasted = PastePush {
                        account_id: bench.account(vendor),
                        kind: PushKind::InternationalStatus,
                        body: item.to_string(),
                    };
                    bench.desk.paste_push(pasted).await.unwrap();
                }
            }
            let by_number = numbers
                .into_iter()
                .zip(entries)
                .collect::<BTreeMap<String, &CodeEntry>>();
            for row in bench.messages(Some(stories[0].job_id)).await {
                let number = bench.desk.reveal_number(row.id).await.unwrap();
                let number = by_number
                    .keys()
                    .find(|known| known.ends_with(&number) || number.ends_with(known.as_str()))
                    .unwrap();
                assert_reported(&row, vendor, table, by_number[number]);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_result_of_a_call() {
    let bench = Bench::receiving().await;
    for vendor in vendors::all() {
        if !vendor.capabilities().pushes.contains(&PushKind::CallRecord) {
            continue;
        }
        let story = bench.bound(vendor, BindingKind::Axb).await;
        let mut wanted: Vec<String> = entries(vendor, "results")
            .iter()
            .map(|entry| entry.code.to_owned())
            .collect();
        // What is in no table comes from a carrier, and is shown as it came.
        wanted.push("603 Decline".into());
        for result in &wanted {
            let call = json!({ "x_number": story.binding.x_number, "caller": A, "result": result,
                "pushes": ["cdr"] });
            bench.control("calls", call).await;
        }
        let calls = headless::until(async || {
            let calls = bench.desk.binding_story(story.binding.id).await.unwrap().calls;
            (calls.len() == wanted.len()).then_some(calls)
        })
        .await;
        let mut came: Vec<String> = calls.into_iter().filter_map(|call| call.result).collect();
        came.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(came, wanted);
    }
}
