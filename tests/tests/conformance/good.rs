//! Good requests, each with every optional parameter: the sandbox takes them, and its log shows
//! exactly what was meant.

use chrono::{TimeDelta, Utc};
use data_encoding::BASE64;
use serde_json::{Value, json};
use switchboard_core::contract::account::{BalanceAmount, BalanceUnit, CheckKind, SendMode};
use switchboard_core::contract::binding::{BindDraft, BindingKind, BindingState};
use switchboard_core::contract::check::CheckState;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::message::{MessageState, MessageStory, ReplyQuery};
use switchboard_core::contract::send::{SendBody, SendDraft};
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, B, Bench, Operation};
use switchboard_tests::headless;

/// Every field of `wanted` stands in `entry`.
fn assert_has(entry: &Value, wanted: &Value) {
    for (name, value) in wanted.as_object().unwrap() {
        assert_eq!(&entry[name], value, "{name} of {entry}");
    }
}

/// A send with everything its form can hold, and what the log has to show of each request but for
/// what the token adds.
async fn full(bench: &Bench, vendor: &dyn Vendor, mode: SendMode) -> (SendDraft, Vec<Value>) {
    let known = vendor.capabilities();
    let mut draft = bench.send_draft(vendor, mode).await;
    draft.echo = "订".repeat(known.echo_characters as usize);
    if known.callback_in_request {
        draft.callback_url = "https://desk.test/reports?a=1&b=2".into();
    }
    let callback = json!(draft.callback_url);
    let signature = bench.account_now(vendor).await.signature;
    let wanted = match mode {
        SendMode::Plain => {
            draft.recipients = "+86 138-0000-0001\n0086 13900000002".into();
            vec![
                json!({ "recipients": [A, B], "content": format!("【{signature}】您的订单已发货"),
                "extension": "12345678" }),
            ]
        }
        SendMode::Template if known.template_signature => {
            draft.recipients =
                "13800000001\t4711\t张\n13800000003\t1224\t李 & 王=\n13900000002\t4711\t张".into();
            let id = bench.template(vendor, false).await.template_id;
            let of = |recipients: Value, params: [&str; 2]| {
                json!({ "recipients": recipients, "template_id": id, "params": params,
                    "content": format!("【{signature}】您的订单{}已由{}揽收，请留意签收。", params[0], params[1]),
                    "status_callback_url": callback })
            };
            vec![
                of(json!(["+8613800000001", "+8613900000002"]), ["4711", "张"]),
                of(json!(["+8613800000003"]), ["1224", "李 & 王="]),
            ]
        }
        SendMode::Template => {
            draft.recipients = "13800000001\t4711\t5\n13900000002\t1224\t10".into();
            vec![
                json!({ "recipients": [A, B], "params": [["4711", "5"], ["1224", "10"]],
                "template_id": bench.template(vendor, false).await.template_id, "extension": "12345678" }),
            ]
        }
        SendMode::Voice => {
            draft.recipients = "13800000001\t4711\t5\n13900000002\t4711\t5".into();
            let id = bench.template(vendor, true).await.template_id;
            let to = |number: &str| {
                json!({ "recipients": [number], "template_id": id, "params": ["4711", "5"],
                    "content": "您的验证码是4711，5分钟内有效。", "status_callback_url": callback })
            };
            vec![to("+8613800000001"), to("+8613900000002")]
        }
        SendMode::International => {
            draft.recipients = "+1 415 555 2671\n0044 7400 123456\n8613800000001".into();
            let at = Utc::now() + TimeDelta::hours(9);
            draft.body = SendBody::International {
                content: "【Switch】Your code is 4711 ^{}€".into(),
                sender_id: "SWITCHBOARD-20-CHARS".into(),
                send_at: Some(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
            };
            vec![
                json!({ "recipients": ["14155552671", "447400123456", "8613800000001"],
                "content": "【Switch】Your code is 4711 ^{}€", "sender_id": "SWITCHBOARD-20-CHARS",
                "send_time": at.format("%Y%m%d%H%M%S").to_string() }),
            ]
        }
    };
    (draft, wanted)
}

fn assert_taken(stories: &[MessageStory], log: &[Value], echo: &str) {
    for story in stories {
        let at = format!("{:?} {:?}", story.message.mode, story.message.reason);
        assert_eq!(story.message.state, MessageState::Accepted, "{at}");
        let msg_id = story.msg_id.as_deref().expect("an id");
        let entry = log
            .iter()
            .find(|entry| entry.to_string().contains(msg_id))
            .unwrap_or_else(|| panic!("{msg_id} of {log:?}"));
        let echoed = entry.get("ext").or(entry.get("extend"));
        if let Some(echoed) = echoed {
            assert_eq!(echoed, &json!(format!("{}.{echo}", story.token)), "{at}");
        }
        assert_eq!(story.token.len(), 12);
        assert_eq!(story.attempts.len(), 1, "{at}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_way_to_send_with_everything_its_form_holds() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        let mut form = bench.form(vendor).await;
        form.extension = "12345678".chars().take(known.extension_digits as usize).collect();
        bench.save(form).await;
        for way in &known.sends {
            let name = Operation::Send(way.mode).in_sandbox(vendor);
            let (draft, wanted) = full(&bench, vendor, way.mode).await;
            let echo = draft.echo.clone();
            let stories = bench.sent(draft).await;
            let log = bench.accepted(vendor, name).await;
            assert_eq!(log.len(), wanted.len(), "{} {name}: {log:?}", vendor.id());
            for (entry, wanted) in log.iter().zip(&wanted) {
                assert_has(entry, wanted);
            }
            assert_eq!(bench.requests(vendor, name).await.len(), wanted.len());
            assert_taken(&stories, &log, &echo);
        }
    }
}

/// Nothing optional: nothing optional goes out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_way_to_send_with_nothing_optional() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let name = Operation::Send(way.mode).in_sandbox(vendor);
            let stories = bench.sent(bench.send_draft(vendor, way.mode).await).await;
            assert_eq!(stories[0].message.state, MessageState::Accepted, "{name}");
            let log = bench.accepted(vendor, name).await;
            for absent in ["extension", "sender_id", "send_time", "status_callback_url"] {
                assert!(
                    log[0].get(absent).is_none_or(|value| value == ""),
                    "{name} {absent}: {log:?}"
                );
            }
            let echoed = log[0].get("ext").or(log[0].get("extend"));
            assert!(
                echoed.is_none_or(|echo| echo == stories[0].token.as_str()),
                "{name}: {log:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_recipients_share_a_request_up_to_the_vendors_limit() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor
            .capabilities()
            .sends
            .iter()
            .filter(|way| way.recipients > 1)
        {
            let most = way.recipients;
            let mut form = bench.form(vendor).await;
            let largest = vendor.capabilities().sends.iter().map(|way| way.recipients).max();
            form.operation_size = largest.unwrap();
            bench.save(form).await;
            let mut draft = bench.send_draft(vendor, way.mode).await;
            let numbers: Vec<String> = (0..=most)
                .map(|index| match way.mode {
                    SendMode::International => format!("86138{index:08}"),
                    SendMode::Plain => format!("138{index:08}"),
                    SendMode::Template | SendMode::Voice => format!("138{index:08}\t4711\t5"),
                })
                .collect();
            draft.recipients = numbers.join("\n");
            let plan = bench.desk.plan_send(draft).await.unwrap();
            assert_eq!(plan.numbers, most + 1, "{:?}", plan.bad_lines.first());
            assert_eq!(plan.operations, 2, "{} {:?}", vendor.id(), way.mode);
        }
    }
    // The largest of all, sent: one request holds it, and one more number makes another.
    let vendor = vendors::by_id("linkaccount").unwrap();
    let mut draft = bench.send_draft(vendor, SendMode::Template).await;
    let numbers: Vec<String> = (0..1_001)
        .map(|index| format!("138{index:08}\t4711\t5"))
        .collect();
    draft.recipients = numbers.join("\n");
    let plan = bench.desk.plan_send(draft.clone()).await.unwrap();
    headless::approve(&bench.desk, draft, plan).await;
    let sizes = headless::until(async || {
        let log = bench.accepted(vendor, "text_send").await;
        let sizes: Vec<_> = log
            .iter()
            .map(|entry| entry["recipients"].as_array().unwrap().len())
            .collect();
        (sizes.len() == 2).then_some(sizes)
    })
    .await;
    assert_eq!(sizes, [1_000, 1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_number_check_under_every_channel_and_platform() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        let names = known.settings.iter().find(|setting| setting.name == "names");
        let styles = names.map_or(vec![None], |setting| {
            setting.values.iter().map(|value| Some(value.as_str())).collect()
        });
        for (style, kind) in styles
            .iter()
            .flat_map(|style| known.checks.iter().map(move |kind| (*style, *kind)))
        {
            if let Some(style) = style {
                let mut form = bench.form(vendor).await;
                form.settings.insert("names".into(), style.into());
                bench.save(form).await;
            }
            for (channel, platform) in [("0", "0"), ("1", "1"), ("2", "0")] {
                bench.reset().await;
                let mut draft = bench.check_draft(vendor, kind);
                (draft.channel, draft.platform) = (channel.into(), platform.into());
                draft.auth_code = "a-1234".into();
                let token = draft.token.clone();
                let check = bench.checked(draft).await;
                let at = format!("{} {kind:?} {style:?} {channel}", vendor.id());
                assert_eq!(check.state, CheckState::Answered, "{at}: {:?}", check.reason);
                let log = bench
                    .accepted(vendor, Operation::Check(kind).in_sandbox(vendor))
                    .await;
                assert_eq!(log.len(), 1, "{at}");
                assert_has(
                    &log[0],
                    &json!({ "channel": channel, "platform": platform, "token": token }),
                );
                let signed = log[0]["signed"].as_str().unwrap();
                let app = match style {
                    None => "app_key=",
                    Some("snake") => "app_id=",
                    Some(_) => "appId=",
                };
                assert!(signed.starts_with(app), "{at}: {signed}");
                match kind {
                    CheckKind::PhoneInfo => {
                        assert_has(&log[0], &json!({ "auth_code": "a-1234", "found": "13800138000" }));
                        assert_eq!(check.number_masked.as_deref(), Some("138****8000"), "{at}");
                        let number = bench.desk.reveal_check_number(check.id).await.unwrap();
                        assert_eq!(number, "13800138000", "{at}");
                    }
                    CheckKind::PhoneVerify => {
                        assert_has(
                            &log[0],
                            &json!({ "recipients": ["13800138000"], "found": "true" }),
                        );
                        assert_eq!(check.matches, Some(true), "{at}");
                    }
                }
            }
            if kind == CheckKind::PhoneVerify {
                let mut draft = bench.check_draft(vendor, kind);
                draft.number = "+86 138-0000-0001".into();
                let check = bench.checked(draft).await;
                assert_eq!((check.state, check.matches), (CheckState::Answered, Some(false)));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_balance_in_its_own_unit() {
    let bench = Bench::new().await;
    for (shape, balances) in [
        (
            "object",
            json!({ "lianjiang": 77, "intl_sms": 12.5, "privacy_number": -3.25 }),
        ),
        (
            "array",
            json!({ "lianjiang": 0, "intl_sms": 0.05, "privacy_number": 100 }),
        ),
    ] {
        bench
            .control(
                "settings",
                json!({ "intl_sms": { "balance_shape": shape },
                "privacy_number": { "overdraft": 10.5, "state": 2 } }),
            )
            .await;
        bench.control("balance", balances.clone()).await;
        for vendor in vendors::all() {
            let asked = bench.desk.refresh_balance(bench.account(vendor)).await;
            let unit = vendor.capabilities().balance;
            if unit == BalanceUnit::NotOffered {
                assert!(asked.is_err(), "{}", vendor.id());
                continue;
            }
            let balance = asked.unwrap();
            assert_eq!(
                (balance.unit, &balance.failed),
                (unit, &None),
                "{} {shape}",
                vendor.id()
            );
            let set = balances[vendor.id()].to_string();
            match balance.amount.unwrap() {
                BalanceAmount::Messages { left } => assert_eq!(left.to_string(), set),
                BalanceAmount::Money {
                    amount,
                    currency_name,
                    currency_code,
                } => {
                    assert_eq!(
                        (amount.parse::<f64>().unwrap(), currency_name.as_str()),
                        (set.parse().unwrap(), "人民币")
                    );
                    assert_eq!(currency_code, "CNY");
                }
                BalanceAmount::Account {
                    balance,
                    overdraft,
                    state,
                    role,
                    created_at,
                    updated_at,
                } => {
                    assert_eq!(
                        balance.unwrap().parse::<f64>().unwrap(),
                        set.parse::<f64>().unwrap()
                    );
                    assert_eq!(overdraft.unwrap().parse::<f64>().unwrap(), 10.5);
                    assert_eq!((state, role.as_deref()), (Some(2), Some("developer")));
                    assert!(created_at.is_some() && updated_at.is_some());
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_and_replies_are_polled_or_asked_for() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        if !(known.polls_reports || known.queries_reports) {
            continue;
        }
        let mode = known.sends[0].mode;
        let numbers = match mode {
            SendMode::International => ["8613800000001", "8613800000002", "8613800000003"],
            _ => ["13800000001", "13800000002", "13800000003"],
        };
        bench
            .control(
                "reports",
                json!({ "vendor": vendor.id(), "after_ms": 0, "outcomes": {
                    numbers[0]: "DELIVRD", numbers[1]: "MK:0001", numbers[2]: null } }),
            )
            .await;
        let mut draft = bench.send_draft(vendor, mode).await;
        draft.recipients = numbers.join("\n");
        let job = bench.sent(draft).await[0].job_id;
        assert_eq!(bench.polled(vendor).await, None, "{}", vendor.id());
        let states: Vec<_> = bench
            .messages(Some(job))
            .await
            .iter()
            .map(|row| row.state)
            .collect();
        assert_eq!(
            states,
            [
                MessageState::Delivered,
                MessageState::Failed,
                MessageState::Accepted
            ],
            "{}",
            vendor.id()
        );
        let kind = if known.queries_reports {
            PollKind::Status
        } else {
            PollKind::Reports
        };
        let log = bench
            .accepted(vendor, Operation::Poll(kind).in_sandbox(vendor))
            .await;
        let wanted = if known.queries_reports {
            json!({ "asked": 3, "items": 3 })
        } else {
            json!({ "items": 2 })
        };
        assert_has(log.last().unwrap(), &wanted);
        if known.polls_replies {
            let replies = json!([{ "mobile": "13800000001", "content": "TD", "expand": "12345678",
                "time": "2026-01-05 16:01:00", "msgId": "176760000012300077" }]);
            bench.control("replies", replies).await;
            assert_eq!(bench.polled(vendor).await, None);
            let query = ReplyQuery {
                before: None,
                limit: 10,
            };
            let replies = bench.desk.list_replies(query).await.unwrap().rows;
            assert_eq!(replies.len(), 1);
            let reply = &replies[0];
            assert_eq!(
                (reply.content.as_str(), reply.extension.as_str()),
                ("TD", "12345678")
            );
            assert_eq!(reply.vendor_time, "2026-01-05 16:01:00");
            assert!(reply.message_id.is_some());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_binding_with_everything_its_form_holds() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        if !vendor.capabilities().bindings {
            continue;
        }
        let appid = bench.account_now(vendor).await.appids[0].clone();
        for (kind, bind, release) in [
            (BindingKind::Axb, "axb_bind", "axb_release"),
            (BindingKind::Xa, "xa_bind", "xa_release"),
        ] {
            let axb = kind == BindingKind::Axb;
            for (shows_a, shows_caller) in [(false, false), (true, false), (false, true), (true, true)] {
                bench.reset().await;
                let draft = BindDraft {
                    ttl_seconds: Some(if axb || shows_a { 86_400 } else { 0 }),
                    record: !shows_a,
                    shows_a_to_b: shows_a,
                    shows_caller_to_a: shows_caller,
                    anucode: if axb { "101,102,103" } else { "9" }.into(),
                    ansanu: "1,2".into(),
                    user_text: "订单 20611 + 加急".into(),
                    a_number: "+86 138-0000-0001".into(),
                    ..bench.bind_draft(vendor, kind, 0).await
                };
                let story = bench.bind(draft.clone()).await;
                let at = format!("{kind:?} {shows_a} {shows_caller}");
                assert_eq!(
                    story.binding.state,
                    BindingState::Bound,
                    "{at}: {:?}",
                    story.binding.reason
                );
                let log = bench.accepted(vendor, bind).await;
                assert_eq!(log.len(), 1, "{at}");
                let figure = |shown| if shown { "1" } else { "0" };
                let display = if axb {
                    format!("{},{}", figure(shows_a), figure(shows_caller))
                } else {
                    figure(shows_caller).to_owned()
                };
                let echo = format!("{}.订单 20611 + 加急", story.token);
                let mut wanted = json!({
                    "recipients": if axb { vec![A, B] } else { vec![A] },
                    "x_number": draft.x_number, "reqid": story.reqid, "anum": A, "display": display,
                    "ttl": draft.ttl_seconds, "record": u8::from(draft.record), "anucode": draft.anucode,
                    "userData": BASE64.encode(echo.as_bytes()),
                });
                if axb {
                    wanted["bnum"] = json!(B);
                    wanted["ansanu"] = json!("1,2");
                    wanted["subid"] = json!(story.binding.subid);
                }
                assert_has(&log[0], &wanted);
                assert!(axb || log[0].get("bnum").is_none() && log[0].get("ansanu").is_none());
                assert!(!axb || story.binding.subid.is_some());
                assert!(story.attempts[0].request_body.contains(&format!("appid={appid}")));

                bench.desk.release_binding(story.binding.id).await.unwrap();
                let released = bench.settled(story.binding.id).await;
                assert_eq!(released.binding.state, BindingState::Released, "{at}");
                let log = bench.accepted(vendor, release).await;
                assert_eq!(log.len(), 1, "{at}");
                assert_has(
                    &log[0],
                    &json!({ "x_number": draft.x_number, "reqid": story.reqid }),
                );
                assert!(
                    bench.look("bindings").await.is_empty(),
                    "{at}: nothing is left bound"
                );
            }
        }
    }
}
