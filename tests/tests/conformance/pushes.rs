//! Pushes from the sandbox to the desk's receiver: what each changes, and that it is acknowledged.

use serde_json::{Value, json};
use switchboard_core::contract::account::{PushKind, Reason, SendMode};
use switchboard_core::contract::binding::{BindingKind, BindingState, BindingWhat};
use switchboard_core::contract::message::{MessageState, StoryWhat};
use switchboard_core::contract::push::{PastePush, Push, PushQuery, PushWhat};
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{A, B, Bench};
use switchboard_tests::headless;

use crate::pushed_codes::all_applied;

/// Waits until the sandbox has ended `count` attempts to push.
async fn pushed(bench: &Bench, count: usize) -> Vec<Value> {
    let pushes = headless::until(async || {
        let pushes = bench.look("pushes").await;
        (pushes.len() >= count).then_some(pushes)
    })
    .await;
    assert_eq!(pushes.len(), count, "{pushes:?}");
    all_applied(bench).await;
    pushes
}

/// Every push was acknowledged at once, in the form the vendor wants.
fn assert_acknowledged(vendor: &dyn Vendor, pushes: &[Value]) {
    for push in pushes {
        assert_eq!(
            (&push["status"], &push["attempt"]),
            (&json!(200), &json!(1)),
            "{push}"
        );
        assert_eq!(push["reply"], vendor.push_acknowledgement(), "{push}");
    }
}

async fn kept(bench: &Bench) -> Vec<Push> {
    let query = PushQuery {
        account_id: None,
        before: None,
        limit: 500,
    };
    let mut rows = bench.desk.list_pushes(query).await.unwrap().rows;
    rows.reverse();
    rows
}

async fn states(bench: &Bench, job: i64) -> Vec<MessageState> {
    let rows = bench.messages(Some(job)).await;
    rows.iter().map(|row| row.state).collect()
}

/// The sandbox posts something again, as it was.
async fn again(bench: &Bench, push: &Value) {
    let body = json!({ "vendor": push["vendor"], "kind": push["kind"], "url": push["url"],
        "content_type": push["content_type"], "body": push["body"] });
    bench.control("push", body).await;
}

/// Vendors whose sends name where reports are pushed to.
fn calling_back() -> impl Iterator<Item = &'static dyn Vendor> {
    vendors::all()
        .into_iter()
        .filter(|vendor| vendor.capabilities().callback_in_request)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_delivered_when_all_its_segments_are_and_failed_when_one_is() {
    for vendor in calling_back() {
        for format in ["json", "form"] {
            let bench = Bench::receiving().await;
            bench
                .control("settings", json!({ vendor.id(): { "push_format": format } }))
                .await;
            bench
                .control(
                    "reports",
                    json!({ "vendor": vendor.id(), "segments": 3, "after_ms": 0, "outcomes": {
                        "13800000002": ["1300001", "1300004", "1300001"],
                        "13800000003": ["1300001", "1300001"],
                        "13800000004": ["1300005", "1300005", "1300005"],
                        "13800000005": null } }),
                )
                .await;
            let mut draft = bench.send_draft(vendor, SendMode::Template).await;
            let lines: Vec<String> = (1..=5)
                .map(|index| format!("1380000000{index}\t4711\t5"))
                .collect();
            draft.recipients = lines.join("\n");
            let stories = bench.sent(draft).await;
            let pushes = pushed(&bench, 3 + 3 + 2 + 3).await;
            assert_acknowledged(vendor, &pushes);
            let job = stories[0].job_id;
            let wanted = [
                MessageState::Delivered,
                MessageState::Failed,
                MessageState::Delivered,
                MessageState::Accepted,
                MessageState::Accepted,
            ];
            assert_eq!(states(&bench, job).await, wanted, "{format}");
            let failed = &bench.messages(Some(job)).await[1];
            assert_eq!(
                failed.reason,
                Some(Reason::ReportCode {
                    code: "1300004".into(),
                    vendor: vendor.id().into(),
                    table: "text_push".into()
                })
            );
            // Every field as it came, and each segment told from the others.
            let story = bench.desk.message_story(stories[0].message.id).await.unwrap();
            let mut parts: Vec<_> = story
                .events
                .iter()
                .filter_map(|event| match &event.what {
                    StoryWhat::Report { part, fields, .. } => {
                        assert!(fields.iter().any(|field| field.name == "updateTime"));
                        *part
                    }
                    _ => None,
                })
                .collect();
            parts.sort_unstable();
            assert_eq!(parts, [(1, 3), (2, 3), (3, 3)]);
            let rows = kept(&bench).await;
            assert!(
                rows.iter()
                    .all(|row| matches!(row.effects[0].what, PushWhat::Message { .. }))
            );

            // All of them once more: nothing changes.
            for push in &pushes {
                again(&bench, push).await;
            }
            let all = pushed(&bench, 22).await;
            assert_acknowledged(vendor, &all);
            assert_eq!(states(&bench, job).await, wanted, "{format}");
            let rows = kept(&bench).await;
            assert_eq!(rows.len(), 22);
            assert!(
                rows[11..]
                    .iter()
                    .all(|row| row.effects[0].what == PushWhat::Duplicate)
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_of_three_segments_are_not_yet_a_delivery() {
    for vendor in calling_back() {
        let bench = Bench::receiving().await;
        let orders = json!({ "vendor": vendor.id(), "default": null });
        bench.control("reports", orders).await;
        let story = bench
            .sent(bench.send_draft(vendor, SendMode::Template).await)
            .await
            .remove(0);
        let url = bench.accepted(vendor, "text_send").await[0]["status_callback_url"].clone();
        for (count, sequence) in [3, 1, 2].into_iter().enumerate() {
            let body = json!({ "smsMsgId": story.msg_id, "total": "3", "sequence": sequence.to_string(),
                "status": "1300001", "to": format!("+86{A}"), "extend": story.token });
            let push = json!({ "vendor": vendor.id(), "url": url, "body": body });
            bench.control("push", push).await;
            pushed(&bench, count + 1).await;
            let wanted = if count == 2 {
                MessageState::Delivered
            } else {
                MessageState::Accepted
            };
            assert_eq!(states(&bench, story.job_id).await, [wanted], "{sequence}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_ended_is_told_and_settles_a_doubt() {
    for vendor in calling_back() {
        let bench = Bench::receiving().await;
        bench
            .control(
                "reports",
                json!({ "vendor": vendor.id(), "after_ms": 0, "calls": { "13800000002": 1, "13800000003": null } }),
            )
            .await;
        let mut draft = bench.send_draft(vendor, SendMode::Voice).await;
        draft.recipients = "13800000001\t4711\t5\n13800000002\t4711\t5\n13800000003\t4711\t5".into();
        let job = bench.sent(draft).await[0].job_id;
        let pushes = pushed(&bench, 2).await;
        assert_acknowledged(vendor, &pushes);
        assert_eq!(
            states(&bench, job).await,
            [
                MessageState::Delivered,
                MessageState::Failed,
                MessageState::Accepted
            ]
        );
        // A reply that was lost: the push carries our token, and the token settles it.
        bench
            .fault(vendor, "voice_send", &json!({ "kind": "drop_after" }))
            .await;
        let mut draft = bench.send_draft(vendor, SendMode::Voice).await;
        draft.recipients = "13800000004\t4711\t5".into();
        let job = bench.sent(draft).await[0].job_id;
        pushed(&bench, 3).await;
        assert_eq!(states(&bench, job).await, [MessageState::Delivered]);
    }
}

/// Where the vendor answers recipient by recipient, a report about one proves nothing about the others:
/// they may have been refused in the reply that was lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_on_one_recipient_settles_nobody_else() {
    for vendor in calling_back() {
        let bench = Bench::receiving().await;
        bench
            .control(
                "reports",
                json!({ "vendor": vendor.id(), "after_ms": 0, "results": { "13800000002": "1300014" },
                    "outcomes": { "13800000003": null, "13800000004": "1300005" } }),
            )
            .await;
        bench
            .fault(vendor, "text_send", &json!({ "kind": "drop_after" }))
            .await;
        let mut draft = bench.send_draft(vendor, SendMode::Template).await;
        let lines: Vec<String> = (1..=4)
            .map(|index| format!("1380000000{index}\t4711\t5"))
            .collect();
        draft.recipients = lines.join("\n");
        let job = bench.sent(draft).await[0].job_id;
        pushed(&bench, 2).await;
        assert_eq!(
            states(&bench, job).await,
            [
                MessageState::Delivered,
                MessageState::Unknown,
                MessageState::Unknown,
                // Received is not final, but the vendor has it.
                MessageState::Accepted
            ]
        );
        let ids: Vec<_> = {
            let mut ids = Vec::new();
            for row in bench.messages(Some(job)).await {
                ids.push(bench.desk.message_story(row.id).await.unwrap().msg_id);
            }
            ids
        };
        assert!(
            ids[0].is_some() && ids[3].is_some() && ids[0] != ids[3],
            "{ids:?}"
        );
        assert_eq!(
            (&ids[1], &ids[2]),
            (&None, &None),
            "nobody bears another one's id"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_international_push_counts_only_with_the_accounts_headers() {
    for vendor in vendors::all() {
        if !vendor
            .capabilities()
            .pushes
            .contains(&PushKind::InternationalStatus)
        {
            continue;
        }
        let bench = Bench::receiving().await;
        bench
            .control(
                "reports",
                json!({ "vendor": vendor.id(), "after_ms": 0, "outcomes": { "8613800000002": "16", "8613800000003": null } }),
            )
            .await;
        let mut draft = bench.send_draft(vendor, SendMode::International).await;
        draft.recipients = "8613800000001\n8613800000002\n8613800000003".into();
        let stories = bench.sent(draft).await;
        let job = stories[0].job_id;
        let pushes = pushed(&bench, 2).await;
        assert_acknowledged(vendor, &pushes);
        let wanted = [
            MessageState::Delivered,
            MessageState::Failed,
            MessageState::Accepted,
        ];
        assert_eq!(states(&bench, job).await, wanted);
        let rows = kept(&bench).await;
        let secret = &bench.sandbox.description().vendors.intl_sms.secret;
        for row in &rows {
            let shown = format!("{:?}", row.headers).to_lowercase();
            assert!(
                !shown.contains("appsecret") && !shown.contains("appkey"),
                "{shown}"
            );
            assert!(!row.body.contains(secret.as_str()));
        }

        // The same report again (the same time in it) changes nothing.
        let body: Value = serde_json::from_str(pushes[0]["body"].as_str().unwrap()).unwrap();
        let mut report = body.clone();
        report["vendor"] = json!(vendor.id());
        report.as_object_mut().unwrap().remove("status");
        bench.control("reports", json!([report])).await;
        pushed(&bench, 3).await;
        assert_eq!(
            kept(&bench).await.last().unwrap().effects[0].what,
            PushWhat::Duplicate
        );

        // Somebody else's: turned away, nothing kept, nothing changed.
        let forged = json!({ "mobile": "8613800000003", "msgId": stories[0].msg_id, "status": 0,
            "timestamp": "20260105160000", "errorCode": "DELIVRD" });
        let app_key = bench.account_now(vendor).await.vendor_account;
        for headers in [
            json!({}),
            json!({ "appKey": app_key }),
            json!({ "appKey": app_key, "appSecret": "E99A18C428CB38D5F260853678922E03" }),
            json!({ "appKey": app_key, "appSecret": secret }),
            json!({ "appKey": "", "appSecret": "" }),
        ] {
            let before = bench.look("pushes").await.len();
            let push =
                json!({ "vendor": vendor.id(), "url": pushes[0]["url"], "headers": headers, "body": forged });
            bench.control("push", push).await;
            let all = pushed(&bench, before + 1).await;
            assert_eq!(all[before]["status"], 401, "{headers}");
        }
        assert_eq!(kept(&bench).await.len(), 3);
        assert_eq!(states(&bench, job).await, wanted);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_find_their_binding() {
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        for (form, kind) in [
            ("form", BindingKind::Axb),
            ("json", BindingKind::Axb),
            ("form", BindingKind::Xa),
            ("json", BindingKind::Xa),
        ] {
            let bench = Bench::receiving().await;
            bench
                .control("settings", json!({ vendor.id(): { "push_form": form } }))
                .await;
            let story = bench.bound(vendor, kind).await;
            let id = story.binding.id;
            let caller = if kind == BindingKind::Axb {
                B
            } else {
                "13700000009"
            };
            let call = json!({ "x_number": story.binding.x_number, "caller": caller, "duration": 42,
                "releasedir": "2", "smsContent": "到了 & 在楼下+1" });
            bench.control("calls", call).await;
            let pushes = pushed(&bench, 2).await;
            assert_acknowledged(vendor, &pushes);
            let story = bench.desk.binding_story(id).await.unwrap();
            let at = format!("{form} {kind:?}: {:?}", story.calls);
            assert_eq!(story.calls.len(), 2, "{at}");
            let of = |kind| story.calls.iter().find(|call| call.kind == kind).unwrap();
            let (record, start) = (of(PushKind::CallRecord), of(PushKind::CallStart));
            assert_eq!(record.result.as_deref(), Some("answered"), "{at}");
            assert_eq!(
                (record.duration_seconds, record.released_by.as_deref()),
                (Some(42), Some("2"))
            );
            assert_eq!(start.sms_content.as_deref(), Some("到了 & 在楼下+1"), "{at}");
            assert!(record.began_at.is_some() && start.began_at.is_some(), "{at}");
            // Again: kept, and nothing changes.
            for push in &pushes {
                again(&bench, push).await;
            }
            pushed(&bench, 4).await;
            let rows = kept(&bench).await;
            assert_eq!(rows.len(), 4);
            assert!(
                rows[..2]
                    .iter()
                    .all(|row| row.effects[0].what == PushWhat::Binding { binding_id: id })
            );
            assert!(
                rows[2..]
                    .iter()
                    .all(|row| row.effects[0].what == PushWhat::Duplicate)
            );
            assert_eq!(bench.desk.binding_story(id).await.unwrap().calls.len(), 2);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_confirms_what_is_not_known_to_be_bound() {
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        let bench = Bench::receiving().await;
        bench
            .control("settings", json!({ vendor.id(): { "subid": false } }))
            .await;
        let story = bench
            .bind(bench.bind_draft(vendor, BindingKind::Axb, 0).await)
            .await;
        assert_eq!(story.binding.state, BindingState::Unconfirmed);
        let call = json!({ "x_number": story.binding.x_number, "caller": A, "pushes": ["call_start"] });
        bench.control("calls", call).await;
        pushed(&bench, 1).await;
        let story = bench.desk.binding_story(story.binding.id).await.unwrap();
        assert_eq!(story.binding.state, BindingState::Bound);
        assert_eq!(
            json!(story.binding.subid),
            bench.look("bindings").await[0]["subid"]
        );
        assert!(
            story
                .events
                .iter()
                .any(|event| event.what == BindingWhat::Confirmed)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_of_a_deleted_account_or_to_a_guessed_path_is_not_found() {
    let bench = Bench::receiving().await;
    let mut count = 0;
    for vendor in vendors::all() {
        let account = bench.account(vendor);
        let callbacks = bench.desk.list_callbacks(account).await.unwrap();
        assert_eq!(callbacks.len(), vendor.capabilities().pushes.len());
        bench.desk.delete_account(account).await.unwrap();
        for callback in callbacks {
            let guessed = callback
                .local_url
                .trim_end_matches(|letter: char| letter.is_ascii_hexdigit());
            for url in [callback.local_url.as_str(), &format!("{guessed}00112233")] {
                let body =
                    json!({ "msgId": "1", "smsMsgId": "1", "taskid": "1", "rcaller": "1", "status": 0 });
                let push = json!({ "vendor": vendor.id(), "url": url, "body": body });
                bench.control("push", push).await;
                count += 1;
                let all = pushed(&bench, count).await;
                assert_eq!(all[count - 1]["status"], 404, "{url}");
            }
        }
    }
    assert!(count >= 10);
    assert!(kept(&bench).await.is_empty());
}

/// The documents' own examples, pasted: read whole, and said to fit nothing here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documents_own_examples_pasted_in() {
    let examples = [
        (
            PushKind::SmsStatus,
            r#"{"smsMsgId":"e1f27fd2-59cb-4827-b926-4550856e2c44","total": "1","sequence": "1","status": "1300001",
                "msg": "用户已成功收到短信","source": "2","updateTime": "2019-07-27","extend": "linkedme","to": "+8613412345678"}"#,
            9,
        ),
        (
            PushKind::VoiceStatus,
            r#"{"msgId": "11fb06c3-d4c5-4a0d-8e4f-b6bb1e2b4f3e","status": 0,"callerNum": "+8631180985016",
                "to": "+86134123456578","callOutStartTime": "2019-07-29 06:27:08",
                "callEndTime": "2019-07-29 06:27:21","extend": "linkedme"}"#,
            7,
        ),
        (
            PushKind::InternationalStatus,
            r#"{"desc": "","errorCode": "16","mobile": "99121244155","msgId": "240924170907169917","status": 2,
                "timestamp": "20240924050907"}"#,
            6,
        ),
        // 5.1 and 5.3 print no body: their tables, as a form.
        (
            PushKind::CallRecord,
            "devid=10000000&appid=a1&taskid=t1&subid=s1&caller=13800000001&rcaller=17058310001&callee=13900000002\
             &result=answered&beginTime=1622020210&ringTime=1622020212&answerTime=1622020215&releaseTime=1622020275\
             &duration=60&recording=http%3A%2F%2Fr.test%2F1.wav&userData=b3JkZXI%3D&releasedir=1",
            16,
        ),
        (
            PushKind::CallStart,
            "devid=10000000&appid=a1&taskid=t1&subid=s1&caller=13800000001&rcaller=17058310001&callee=13900000002\
             &callTime=1622020210&smsContent=%E5%88%B0%E4%BA%86&userData=b3JkZXI%3D",
            10,
        ),
    ];
    let bench = Bench::new().await;
    let mut read = Vec::new();
    for vendor in vendors::all() {
        let account_id = bench.account(vendor);
        for (kind, body, fields) in examples {
            let paste = || PastePush {
                account_id,
                kind,
                body: body.into(),
            };
            if !vendor.capabilities().pushes.contains(&kind) {
                assert!(
                    bench.desk.paste_push(paste()).await.is_err(),
                    "{} {kind:?}",
                    vendor.id()
                );
                continue;
            }
            let push = bench.desk.paste_push(paste()).await.unwrap();
            assert!(push.pasted);
            assert_eq!(push.effects.len(), 1, "{push:?}");
            assert_eq!(push.effects[0].what, PushWhat::Unmatched, "{push:?}");
            assert_eq!(push.effects[0].fields.len(), fields, "{push:?}");
            let second = bench.desk.paste_push(paste()).await.unwrap();
            assert_eq!(second.effects[0].what, PushWhat::Duplicate);
            read.push(kind);
        }
    }
    assert_eq!(read.len(), examples.len(), "each belongs to one vendor: {read:?}");
}

/// What cannot be read is kept, acknowledged, and said to be unreadable.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_kept_all_the_same() {
    let bench = Bench::receiving().await;
    let deep = format!("{}1{}", "{\"a\":".repeat(20_000), "}".repeat(20_000));
    let mut count = 0;
    for vendor in vendors::all() {
        for kind in vendor.capabilities().pushes {
            for body in ["", "<html></html>", "[1,null]", "{\"a\":", "hello", deep.as_str()] {
                let pasted = PastePush {
                    account_id: bench.account(vendor),
                    kind,
                    body: body.into(),
                };
                let push = bench.desk.paste_push(pasted).await.unwrap();
                assert!(!push.effects.is_empty(), "{kind:?} {body:.20}");
                assert!(
                    push.effects
                        .iter()
                        .all(|effect| matches!(effect.what, PushWhat::Unreadable { .. })),
                    "{kind:?} {body:.20}: {:?}",
                    push.effects
                );
                count += push.effects.len();
            }
        }
    }
    let status = bench.desk.desk_status().await.unwrap();
    assert_eq!(status.quarantined as usize, count);
}
