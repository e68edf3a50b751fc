//! Scripts of exchanges, run by real shells against the sandbox, whose own log is the judge: the signature was
//! accepted, and what arrived is what the desk had sent.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use switchboard_core::contract::account::SendMode;
use switchboard_core::contract::binding::BindingKind;
use switchboard_core::contract::check::CheckState;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::exchange::{CurlScript, ExchangeKind, ExchangeOutcome, ExchangeQuery};
use switchboard_core::contract::keeping::{RetentionKind, RetentionRule, SetRetention, WorkState};
use switchboard_core::contract::message::MessageState;
use switchboard_core::contract::send::SendBody;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, B, Bench, Operation, State, hinted};
use switchboard_tests::headless;
use switchboard_tests::keeping::{begun, ended};

/// What differs from one request to the next, whatever it asks for.
const OWN: [&str; 8] = [
    "seq", "at", "msg_id", "msg_ids", "subid", "repeated", "items", "fault",
];

fn kind_of(operation: Operation) -> ExchangeKind {
    match operation {
        Operation::Send(_) => ExchangeKind::Send,
        Operation::Check(_) => ExchangeKind::Check,
        Operation::Bind(_) => ExchangeKind::Bind,
        Operation::Release(_) => ExchangeKind::Release,
        Operation::Balance | Operation::Poll(PollKind::Balance) => ExchangeKind::Balance,
        Operation::Poll(PollKind::Reports) => ExchangeKind::Reports,
        Operation::Poll(PollKind::Replies) => ExchangeKind::Replies,
        Operation::Poll(PollKind::Status) => ExchangeKind::Status,
    }
}

/// What was asked for, without what is a request's own.
fn asked(entry: &Value) -> Value {
    let mut entry = entry.clone();
    for own in OWN {
        entry.as_object_mut().unwrap().remove(own);
    }
    entry
}

/// Every number a test plays with, in the forms in which they are sent.
fn numbers(bench: &Bench) -> Vec<String> {
    let mut all: Vec<String> = [A, B, "13800138000", "14155552671", "13700000009", "4006006006"]
        .map(str::to_owned)
        .to_vec();
    all.extend(
        bench
            .sandbox
            .description()
            .vendors
            .privacy_number
            .x_numbers
            .clone(),
    );
    let with_country_code: Vec<String> = all.iter().map(|number| format!("86{number}")).collect();
    all.extend(with_country_code);
    all
}

async fn script_of(bench: &Bench, vendor: &dyn Vendor, kind: ExchangeKind) -> CurlScript {
    let row = bench.newest(vendor, kind).await;
    let script = bench.desk.exchange_curl(row.of).await.unwrap();
    assert!(bench.desk.exchange_detail(row.of).await.unwrap().can_copy);
    for secret in bench.secrets(vendor) {
        assert!(!script.script.contains(&secret), "{kind:?}: {}", script.script);
    }
    for number in numbers(bench) {
        assert!(
            !script.script.contains(&number),
            "{kind:?} {number}: {}",
            script.script
        );
    }
    script
}

/// Runs the newest exchange of a kind again: the sandbox takes it, for the same as what it had taken before.
async fn runs_again(bench: &Bench, vendor: &dyn Vendor, operation: Operation, shell: &str, like: &Value) {
    let name = operation.in_sandbox(vendor);
    let at = format!("{} {operation:?} {shell}", vendor.id());
    let script = script_of(bench, vendor, kind_of(operation)).await.script;
    let before = bench.requests(vendor, name).await.len();
    let ran = bench.run(vendor, &script, shell, &numbers(bench));
    assert!(ran.well, "{at}: {ran:?}\n{script}");
    assert!(ran.printed.starts_with("HTTP/1.1 200"), "{at}: {ran:?}\n{script}");
    assert_eq!(ran.complained, "", "{at}\n{script}");
    let log = bench.requests(vendor, name).await;
    assert_eq!(log.len(), before + 1, "{at}");
    let last = log.last().unwrap();
    assert_eq!(last["accepted"], true, "{at}: {last}\n{script}");
    assert_eq!(asked(last), asked(like), "{at}\n{script}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_runs_again_as_it_is() {
    let bench = Bench::new().await;
    let mut shells = ["sh", "bash"].into_iter().cycle();
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let shell = shells.next().unwrap();
            let name = operation.in_sandbox(vendor);
            let binding = bench.prepared(vendor, operation).await;
            if matches!(operation, Operation::Release(_)) {
                // What is still bound can be released by the script.
                bench
                    .fault(
                        vendor,
                        name,
                        &json!({ "kind": "status", "status": 422, "times": 1 }),
                    )
                    .await;
            }
            let ended = bench.perform(vendor, operation, binding).await;
            let log = bench.requests(vendor, name).await;
            let mut like = log.last().unwrap().clone();
            if matches!(operation, Operation::Release(_)) {
                assert_eq!(ended.state, State::StillBound, "{:?}", ended.reason);
                let live = bench.look("bindings").await.remove(0);
                like = json!({ "vendor": vendor.id(), "operation": name, "accepted": true, "recipients": [],
                    "x_number": live["x_number"], "reqid": live["reqid"] });
            } else {
                assert_eq!(
                    ended.state,
                    State::Done,
                    "{} {operation:?}: {:?}",
                    vendor.id(),
                    ended.reason
                );
            }
            runs_again(&bench, vendor, operation, shell, &like).await;
            bench.cleared(vendor).await;
        }
    }
}

/// Texts that would end a quote, start a command, or fool a reader.
const HOSTILE: [&str; 7] = [
    r#"it's {{sign}} {{key}} "quoted" \ \n \0101 %s %b"#,
    "$(touch /tmp/x) `id` ${HOME} $((1+1)) !! ; | & > #",
    "first\nsecond\n$(id)\n'\n\"",
    "你好 😀 ''' 【内】 结束",
    "right\u{202e}to left\u{200b} <b>&amp;</b> =HYPERLINK(1)",
    "-n -e @/etc/passwd -- --data",
    "call 13700000009 or 4006006006, not 12345",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_texts_arrive_as_they_were_sent() {
    let bench = Bench::new().await;
    let mut tried = 0;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let operation = Operation::Send(way.mode);
            for (index, text) in HOSTILE.iter().enumerate() {
                let mut draft = bench.send_draft(vendor, way.mode).await;
                // A value of a template stands on one line and has 50 characters.
                let value: String = text.replace('\n', " ").chars().take(50).collect();
                let value = value.replace('"', "\"\"");
                let values = format!("{A},\"{value}\",\"'\"\"5\"");
                match &mut draft.body {
                    SendBody::Plain { content, .. } => *content = (*text).to_owned(),
                    SendBody::International { content, .. } => *content = format!("【S】{text}"),
                    SendBody::Template { .. } | SendBody::Voice { .. } => draft.recipients = values,
                }
                if vendor.capabilities().echo_characters > 0 {
                    draft.echo = "it's $(id) 13700000009".to_owned();
                }
                let refused = vendor.capabilities().echo_refuses;
                assert!(!draft.echo.contains(|letter| refused.contains(letter)));
                let story = bench.sent(draft).await.remove(0);
                let at = format!("{} {:?} {text:?}", vendor.id(), way.mode);
                assert_eq!(
                    story.message.state,
                    MessageState::Accepted,
                    "{at}: {:?}",
                    story.message.reason
                );
                let like = bench
                    .accepted(vendor, operation.in_sandbox(vendor))
                    .await
                    .pop()
                    .unwrap();
                let shell = ["sh", "bash"][index % 2];
                runs_again(&bench, vendor, operation, shell, &like).await;
                tried += 1;
            }
        }
    }
    assert!(tried >= 4 * HOSTILE.len(), "{tried}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_tokens_and_texts_beside_a_binding_arrive_as_they_were_sent() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for kind in vendor.capabilities().checks {
            let operation = Operation::Check(kind);
            for text in HOSTILE {
                // A token's form is not said: what has no line break is taken.
                let token = text.replace('\n', " ");
                let settings = json!({ vendor.id(): { "tokens": { &token: "13800138000" } } });
                bench.control("settings", settings).await;
                let mut draft = bench.check_draft(vendor, kind);
                draft.token = token;
                let check = bench.checked(draft).await;
                assert_eq!(check.state, CheckState::Answered, "{:?}", check.reason);
                let like = bench
                    .accepted(vendor, operation.in_sandbox(vendor))
                    .await
                    .pop()
                    .unwrap();
                let row = bench.newest(vendor, ExchangeKind::Check).await;
                let script = bench.desk.exchange_curl(row.of).await.unwrap().script;
                let ran = bench.run(vendor, &script, "sh", &numbers(&bench));
                assert!(ran.well && ran.complained.is_empty(), "{ran:?}\n{script}");
                let last = bench
                    .requests(vendor, operation.in_sandbox(vendor))
                    .await
                    .pop()
                    .unwrap();
                assert_eq!(asked(&last), asked(&like), "{script}");
            }
        }
        if !vendor.capabilities().bindings {
            continue;
        }
        for text in HOSTILE {
            let mut draft = bench.bind_draft(vendor, BindingKind::Axb, 0).await;
            draft.user_text = text.replace('\n', " ").chars().take(60).collect();
            // Numbers of any length are the operator's: a short one is asked for as well.
            draft.b_number = "+4479111234".into();
            bench.bind(draft).await;
            let operation = Operation::Bind(BindingKind::Axb);
            let like = bench
                .accepted(vendor, operation.in_sandbox(vendor))
                .await
                .pop()
                .unwrap();
            let row = bench.newest(vendor, ExchangeKind::Bind).await;
            let script = bench.desk.exchange_curl(row.of).await.unwrap().script;
            assert!(!script.contains("4479111234"), "{script}");
            let mut known = numbers(&bench);
            known.push("4479111234".to_owned());
            let ran = bench.run(vendor, &script, "bash", &known);
            assert!(ran.well && ran.complained.is_empty(), "{ran:?}\n{script}");
            let last = bench
                .requests(vendor, operation.in_sandbox(vendor))
                .await
                .pop()
                .unwrap();
            assert_eq!(
                (&last["accepted"], &last["repeated"]),
                (&json!(true), &json!(true)),
                "{script}"
            );
            assert_eq!(asked(&last), asked(&like), "{script}");
            bench.cleared(vendor).await;
        }
    }
}

/// As the vendor's settings are: digits in the other case, values alone, what is empty sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_signs_as_the_exchange_was_signed() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let mut form = bench.form(vendor).await;
        for setting in vendor.capabilities().settings {
            let value = setting.values.last().unwrap().clone();
            let theirs = match setting.name.as_str() {
                "key_case" => json!({ "key_case": value }),
                "base_string" => json!({ vendor.id(): { "base_string": value } }),
                "template_params" => json!({ vendor.id(): { "params": value } }),
                "empty_optional" => json!({ vendor.id(): { "empty": value } }),
                "hex_case" => json!({ vendor.id(): { "hex": value } }),
                _ => json!({}),
            };
            bench.control("settings", theirs).await;
            form.settings.insert(setting.name, value);
        }
        bench.save(form).await;
        let mut scripts = Vec::new();
        for operation in Operation::of(vendor) {
            if !matches!(
                operation,
                Operation::Send(_) | Operation::Check(_) | Operation::Balance
            ) {
                continue;
            }
            let ended = bench.perform(vendor, operation, None).await;
            assert_eq!(ended.state, State::Done, "{:?}", ended.reason);
            let like = bench
                .accepted(vendor, operation.in_sandbox(vendor))
                .await
                .pop()
                .unwrap();
            runs_again(&bench, vendor, operation, "sh", &like).await;
            scripts.push((operation, like));
        }
        // The account is set otherwise since: the exchange was signed as it was signed.
        let mut form = bench.form(vendor).await;
        form.settings.clear();
        bench.save(form).await;
        for (operation, like) in scripts {
            if kind_of(operation) == ExchangeKind::Balance {
                runs_again(&bench, vendor, operation, "bash", &like).await;
            }
        }
        bench.reset().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_says_first_what_it_would_cause_again_and_that_it_is_practice() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let binding = bench.prepared(vendor, operation).await;
            bench.perform(vendor, operation, binding).await;
            let script = script_of(&bench, vendor, kind_of(operation)).await;
            let causes = matches!(
                operation,
                Operation::Send(_) | Operation::Check(_) | Operation::Bind(_)
            );
            assert_eq!(script.repeats, u32::from(causes), "{operation:?}");
            let first = script.script.lines().next().unwrap();
            assert!(first.starts_with("# Practice, nothing is charged: "), "{first}");
            assert_eq!(first.contains("1 practice "), causes, "{first}");
            bench.cleared(vendor).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_of_numbers_are_typed_in_and_none_stands_in_the_script() {
    let bench = Bench::new().await;
    let vendor = vendors::by_id("lianjiang").unwrap();
    let mut form = bench.form(vendor).await;
    form.operation_size = 300;
    bench.save(form).await;
    let all: Vec<String> = (0..300).map(|index| format!("138{:08}", index * 1_013)).collect();
    let mut draft = bench.send_draft(vendor, SendMode::Plain).await;
    draft.recipients = all.join("\n");
    bench.sent(draft).await;
    let row = bench.newest(vendor, ExchangeKind::Send).await;
    assert_eq!((row.items, row.outcome), (300, ExchangeOutcome::Good));
    let script = bench.desk.exchange_curl(row.of).await.unwrap();
    assert_eq!(script.repeats, 300);
    assert!(all.iter().all(|number| !script.script.contains(number)));
    assert_eq!(hinted(&script.script, &all).len(), 300);

    let key = bench.sandbox.description().vendors.lianjiang.key.clone();
    let mut shell = Command::new("sh")
        .arg("-c")
        .arg(&script.script)
        .env_remove("LIANJIANG_KEY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed = format!("{key}\n{}\n", all.join("\n"));
    std::io::Write::write_all(&mut shell.stdin.take().unwrap(), typed.as_bytes()).unwrap();
    let ended = shell.wait_with_output().unwrap();
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let last = bench.accepted(vendor, "plain_send").await.pop().unwrap();
    assert_eq!(last["recipients"], json!(all));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_sent_again_is_not_offered() {
    let bench = Bench::receiving().await;
    let vendor = vendors::by_id("intl_sms").unwrap();
    let draft = bench.send_draft(vendor, SendMode::International).await;
    bench.sent(draft).await;
    let push = headless::until(async || {
        let rows = bench.exchanges(vendor).await;
        rows.into_iter().find(|row| row.kind == ExchangeKind::Push)
    })
    .await;
    assert!(bench.desk.exchange_curl(push.of).await.is_err());
    assert!(!bench.desk.exchange_detail(push.of).await.unwrap().can_copy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_retention_emptied_is_offered_as_no_script() {
    let bench = Bench::new().await;
    let mut offered = 0;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let binding = bench.prepared(vendor, operation).await;
            bench.perform(vendor, operation, binding).await;
            let row = bench.newest(vendor, kind_of(operation)).await;
            offered += usize::from(bench.desk.exchange_detail(row.of).await.unwrap().can_copy);
            bench.cleared(vendor).await;
        }
    }
    assert!(offered > 5, "{offered}");
    let old = "UPDATE attempt SET prepared_at = 1, dispatched_at = 1, settled_at = 1;
        UPDATE poll SET intent_at = 1, fetched_at = 1, ended_at = 1;
        UPDATE message SET state = 'delivered'; UPDATE job SET state = 'done'; UPDATE operation SET state = 'accepted';
        UPDATE binding SET state = 'ended';";
    bench.database().execute_batch(old).unwrap();
    let rules = vec![RetentionRule {
        kind: RetentionKind::Exchanges,
        days: Some(30),
    }];
    bench.desk.set_retention(SetRetention { rules }).await.unwrap();
    let id = begun(bench.desk.run_retention().await.unwrap());
    assert_eq!(ended(&bench.desk, id).await.state, WorkState::Done);
    let query = ExchangeQuery {
        account_id: None,
        kinds: Vec::new(),
        troubled_only: false,
        before: None,
        limit: 500,
    };
    for row in bench.desk.list_exchanges(query).await.unwrap().rows {
        let detail = bench.desk.exchange_detail(row.of).await.unwrap();
        assert!(!detail.can_copy && !detail.can_diagnose, "{row:?}");
        assert!(bench.desk.exchange_curl(row.of).await.is_err(), "{row:?}");
    }
}
