//! Settings for what the documents leave open: each value works where the vendor is of the same mind,
//! and is refused as a wrong signature where it is not.

use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use switchboard_core::contract::account::{CheckKind, Reason, SendMode};
use switchboard_core::contract::binding::{BindBlocker, BindingKind};
use switchboard_core::contract::codes::CodeTopic;
use switchboard_core::contract::send::SendBody;
use switchboard_core::vendors::{self, Vendor, codes};
use switchboard_tests::conformance::{Bench, Operation, State};

/// What a value is called in the sandbox's settings of a vendor; none where it takes either.
fn in_sandbox(vendor: &dyn Vendor, name: &str, value: &str) -> Option<Value> {
    let own = |setting: &str| Some(json!({ vendor.id(): { setting: value } }));
    match name {
        "key_case" => Some(json!({ "key_case": value })),
        "base_string" => own("base_string"),
        "template_params" => own("params"),
        "empty_optional" => own("empty"),
        "hex_case" => own("hex"),
        // Both are taken at any time; `good` shows that they go out as they are set.
        "names" | "bindings_per_x" | "send_time_zone" => None,
        unknown => panic!("{} has a setting {unknown} that nothing here tries", vendor.id()),
    }
}

/// Whether a request of the operation says anything about a setting.
fn concerns(operation: Operation, setting: &str) -> bool {
    match setting {
        "template_params" => matches!(operation, Operation::Send(_)),
        // Verify has no optional parameter.
        "empty_optional" => operation != Operation::Check(CheckKind::PhoneVerify),
        _ => true,
    }
}

fn topic_of(vendor: &dyn Vendor, reason: &Reason) -> Option<CodeTopic> {
    let Reason::VendorCode { table, code, .. } = reason else {
        return None;
    };
    codes::entry(vendor, table, code)?.topic
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_value_is_taken_where_it_fits_and_refused_as_a_signature_where_not() {
    let bench = Bench::new().await;
    let mut tried = 0;
    for vendor in vendors::all() {
        // No callback, so that there is an optional parameter without a value.
        let mut form = bench.form(vendor).await;
        form.public_url = String::new();
        bench.save(form).await;
        for setting in vendor.capabilities().settings {
            for here in &setting.values {
                let mut form = bench.form(vendor).await;
                form.settings = [(setting.name.clone(), here.clone())].into();
                bench.save(form).await;
                for there in &setting.values {
                    let Some(settings) = in_sandbox(vendor, &setting.name, there) else {
                        continue;
                    };
                    for operation in Operation::of(vendor) {
                        if !concerns(operation, &setting.name) {
                            continue;
                        }
                        let at = format!("{} {operation:?} {} {here} {there}", vendor.id(), setting.name);
                        bench.reset().await;
                        bench.control("settings", settings.clone()).await;
                        let ended = bench.perform(vendor, operation, None).await;
                        tried += 1;
                        if here == there {
                            assert_eq!(ended.state, State::Done, "{at}: {:?}", ended.reason);
                            assert_eq!(ended.paused, None, "{at}");
                        } else {
                            assert_ne!(ended.state, State::Done, "{at}");
                            assert_eq!(ended.paused, ended.reason, "{at}");
                            let topic = topic_of(vendor, &ended.reason.unwrap());
                            assert_eq!(topic, Some(CodeTopic::Signature), "{at}");
                        }
                        let taken = bench.accepted(vendor, operation.in_sandbox(vendor)).await.len();
                        assert_eq!(taken > 0, here == there, "{at}");
                        bench.reset().await;
                        bench.cleared(vendor).await;
                    }
                }
            }
        }
    }
    assert!(tried > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_settings_at_once_at_their_last_value() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let mut form = bench.form(vendor).await;
        let mut theirs = Vec::new();
        for setting in vendor.capabilities().settings {
            let value = setting.values.last().unwrap().clone();
            theirs.extend(in_sandbox(vendor, &setting.name, &value));
            form.settings.insert(setting.name, value);
        }
        bench.save(form).await;
        for operation in Operation::of(vendor) {
            bench.reset().await;
            for settings in &theirs {
                bench.control("settings", settings.clone()).await;
            }
            let binding = bench.prepared(vendor, operation).await;
            let ended = bench.perform(vendor, operation, binding).await;
            assert_eq!(
                ended.state,
                State::Done,
                "{} {operation:?}: {:?}",
                vendor.id(),
                ended.reason
            );
            bench.reset().await;
            bench.cleared(vendor).await;
        }
    }
}

/// A setting that changes what goes out and not how it is signed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_zone_of_a_scheduled_send_is_the_accounts() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for zone in vendor
            .capabilities()
            .settings
            .iter()
            .filter(|setting| setting.name == "send_time_zone")
            .flat_map(|setting| setting.values.clone())
        {
            let minutes = match zone.as_str() {
                "Asia/Shanghai" => 480,
                "UTC" => 0,
                unknown => panic!("{unknown}"),
            };
            let settings = json!({ vendor.id(): { "send_time_zone_minutes": minutes } });
            bench.control("settings", settings).await;
            let mut form = bench.form(vendor).await;
            form.settings.insert("send_time_zone".into(), zone.clone());
            bench.save(form).await;
            let local = Utc::now() + TimeDelta::minutes(minutes + 5);
            let mut draft = bench.send_draft(vendor, SendMode::International).await;
            draft.body = SendBody::International {
                content: "【Switch】Hello".into(),
                sender_id: String::new(),
                send_at: Some(local.format("%Y-%m-%dT%H:%M:%S").to_string()),
            };
            let plan = bench.desk.plan_send(draft.clone()).await.unwrap();
            let scheduled = plan.scheduled.unwrap();
            assert_eq!(scheduled.zone, zone);
            let ahead = scheduled.at - Utc::now().timestamp_millis();
            assert!((0..=5 * 60 * 1000).contains(&ahead), "{zone}: {ahead}");
            bench.sent(draft).await;
            let log = bench.accepted(vendor, "send").await;
            let sent = log.last().unwrap();
            assert_eq!(sent["send_time"], json!(local.format("%Y%m%d%H%M%S").to_string()));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_pairs_stand_on_one_x_where_the_account_says_so() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        if !vendor.capabilities().bindings {
            continue;
        }
        bench.bound(vendor, BindingKind::Axb).await;
        let mut other = bench.bind_draft(vendor, BindingKind::Axb, 0).await;
        (other.a_number, other.b_number) = ("13800000003".into(), "13900000004".into());
        let plan = bench.desk.plan_bind(other.clone()).await.unwrap();
        assert_eq!(plan.blockers, [BindBlocker::Conflict]);
        let mut form = bench.form(vendor).await;
        form.settings.insert("bindings_per_x".into(), "several".into());
        bench.save(form).await;
        bench.bind(other).await;
        assert_eq!(bench.look("bindings").await.len(), 2);
    }
}
