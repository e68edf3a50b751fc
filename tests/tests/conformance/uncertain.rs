//! An operation is as uncertain as its most uncertain attempt: what is in doubt stays so when a later
//! attempt is refused, and the sandbox's own log shows that it was done once at most.

use serde_json::{Value, json};
use switchboard_core::contract::Id;
use switchboard_core::contract::account::{Reason, SendMode};
use switchboard_core::contract::binding::{BindDraft, BindingKind, BindingState, DecideBinding};
use switchboard_core::contract::message::MessageState::{Accepted, Queued, Unknown};
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{Bench, Operation, State};
use switchboard_tests::headless;

/// What leaves a doubt, and whether the vendor did it all the same.
fn doubts() -> Vec<(Value, bool)> {
    vec![
        (json!({ "kind": "drop_before" }), false),
        (json!({ "kind": "drop_after" }), true),
        (json!({ "kind": "truncate" }), true),
        (json!({ "kind": "garble" }), true),
        (json!({ "kind": "empty" }), true),
        (json!({ "kind": "status", "status": 500 }), false),
        (json!({ "kind": "status", "status": 502, "accepted": true }), true),
        (json!({ "kind": "status", "status": 429 }), false),
        (json!({ "kind": "code", "code": 1105 }), false),
        (json!({ "kind": "code", "code": 1500, "accepted": true }), true),
    ]
}

/// What refuses, or fails, the attempt after it.
fn refusals() -> Vec<(Value, BindingState)> {
    vec![
        (json!({ "kind": "code", "code": 1302 }), BindingState::Unknown),
        (json!({ "kind": "code", "code": 1002 }), BindingState::Unknown),
        (json!({ "kind": "code", "code": 1101 }), BindingState::Unknown),
        (json!({ "kind": "code", "code": 1110 }), BindingState::Unknown),
        (json!({ "kind": "status", "status": 404 }), BindingState::Unknown),
        (json!({ "kind": "status", "status": 401 }), BindingState::Unknown),
        (json!({ "kind": "code", "code": 1004 }), BindingState::Unconfirmed),
        (json!({ "kind": "code", "code": 1201 }), BindingState::Unconfirmed),
    ]
}

async fn faults(bench: &Bench, vendor: &dyn Vendor, name: &str, faults: &[&Value]) {
    for fault in faults {
        let mut fault = (*fault).clone();
        fault["times"] = json!(1);
        bench.fault(vendor, name, &fault).await;
    }
}

/// Requests, and how many of them did something new.
async fn done(bench: &Bench, vendor: &dyn Vendor, name: &str) -> (Vec<Value>, usize) {
    let requests = bench.requests(vendor, name).await;
    let new = requests
        .iter()
        .filter(|one| one["accepted"] == true && one["repeated"] != true)
        .count();
    (requests, new)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bind_in_doubt_stays_so_when_a_later_attempt_is_refused() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        for (kind, name) in [(BindingKind::Axb, "axb_bind"), (BindingKind::Xa, "xa_bind")] {
            for (doubt, acted) in doubts() {
                for (refusal, state) in refusals() {
                    let at = format!("{kind:?} {doubt} {refusal}");
                    bench.reset().await;
                    faults(&bench, vendor, name, &[&doubt, &refusal]).await;
                    let story = bench.bind(bench.bind_draft(vendor, kind, 0).await).await;
                    assert_eq!(story.binding.state, state, "{at}: {:?}", story.binding.reason);
                    let states: Vec<_> = story.attempts.iter().map(|one| one.state.as_str()).collect();
                    assert_eq!(states, ["unknown", "rejected"], "{at}");
                    if state == BindingState::Unknown {
                        // The doubt is what a person reads, not the refusal that came after it.
                        assert_eq!(story.binding.reason, story.attempts[0].reason, "{at}");
                    }
                    assert!(story.binding.reserved_until.is_some(), "{at}: its X is kept");
                    let (requests, new) = done(&bench, vendor, name).await;
                    assert_eq!((requests.len(), new), (2, usize::from(acted)), "{at}");
                    assert!(
                        requests.iter().all(|one| one["reqid"] == story.reqid.as_str()),
                        "{at}"
                    );
                    let operation: String = bench
                        .database()
                        .query_row(
                            "SELECT state FROM operation WHERE binding_id = ?1",
                            [story.binding.id],
                            |row| row.get(0),
                        )
                        .unwrap();
                    assert_eq!(operation, "unknown", "{at}");
                    bench.reset().await;
                    bench.cleared(vendor).await;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bind_in_doubt_is_settled_by_success_with_the_same_reqid() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        for (kind, name) in [(BindingKind::Axb, "axb_bind"), (BindingKind::Xa, "xa_bind")] {
            for (doubt, acted) in doubts() {
                let at = format!("{kind:?} {doubt}");
                bench.reset().await;
                faults(&bench, vendor, name, &[&doubt, &doubt]).await;
                let draft = BindDraft {
                    ttl_seconds: Some(600),
                    ..bench.bind_draft(vendor, kind, 0).await
                };
                let story = bench.bind(draft).await;
                assert_eq!(
                    story.binding.state,
                    BindingState::Bound,
                    "{at}: {:?}",
                    story.binding.reason
                );
                let (requests, new) = done(&bench, vendor, name).await;
                assert_eq!((requests.len(), new), (3, 1), "{at}: bound once");
                assert_eq!(requests[2]["repeated"] == true, acted, "{at}");
                assert!(
                    requests.iter().all(|one| one["reqid"] == story.reqid.as_str()),
                    "{at}"
                );
                let bound = bench.look("bindings").await;
                assert_eq!(bound.len(), 1, "{at}");
                if kind == BindingKind::Axb {
                    assert_eq!(bound[0]["subid"], json!(story.binding.subid), "{at}");
                }
                bench.cleared(vendor).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_in_doubt_is_repeated_and_a_refusal_after_it_is_shown() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        for (kind, name) in [(BindingKind::Axb, "axb_release"), (BindingKind::Xa, "xa_release")] {
            for (doubt, acted) in doubts() {
                for refusal in [None, Some(json!({ "kind": "code", "code": 1002 }))] {
                    let at = format!("{kind:?} {doubt} {refusal:?}");
                    bench.reset().await;
                    let id = bench.bound(vendor, kind).await.binding.id;
                    let mut all = vec![&doubt];
                    all.extend(&refusal);
                    faults(&bench, vendor, name, &all).await;
                    bench.desk.release_binding(id).await.unwrap();
                    let story = bench.settled(id).await;
                    // An AXB that is gone says so by its id; an XA without a binding is only "no such resource".
                    let gone = refusal.is_none() && (kind == BindingKind::Axb || !acted);
                    let state = if gone {
                        BindingState::Released
                    } else {
                        BindingState::StillBound
                    };
                    assert_eq!(story.binding.state, state, "{at}: {:?}", story.binding.reason);
                    let (requests, new) = done(&bench, vendor, name).await;
                    assert_eq!(requests.len(), 2, "{at}");
                    assert!(new <= 1, "{at}: {requests:?}");
                    let operation: String = bench
                        .database()
                        .query_row(
                            "SELECT state FROM operation WHERE binding_id = ?1 AND kind = 'release'",
                            [id],
                            |row| row.get(0),
                        )
                        .unwrap();
                    assert_eq!(operation, if gone { "accepted" } else { "unknown" }, "{at}");
                    bench.reset().await;
                    bench.cleared(vendor).await;
                }
            }
        }
    }
}

/// "Again for an XA release always means: first see that nothing newer is bound to that X."
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_release_of_an_xa_does_not_remove_a_newer_one() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().bindings)
    {
        let old = bench.bound(vendor, BindingKind::Xa).await.binding.id;
        bench
            .fault(vendor, "xa_release", &json!({ "kind": "drop_after" }))
            .await;
        bench.desk.release_binding(old).await.unwrap();
        assert_eq!(bench.settled(old).await.binding.state, BindingState::StillBound);
        decide_not_bound(&bench, old).await;
        bench.bound(vendor, BindingKind::Xa).await;
        let sent = bench.requests(vendor, "xa_release").await.len();
        assert!(
            bench.desk.release_binding(old).await.is_err(),
            "it is not bound any more"
        );
        assert_eq!(bench.requests(vendor, "xa_release").await.len(), sent);
        assert_eq!(bench.look("bindings").await.len(), 1, "the newer one stands");
    }
}

async fn decide_not_bound(bench: &Bench, id: Id) {
    let decided = DecideBinding {
        binding_id: id,
        bound: false,
        why: "the vendor said so by phone".into(),
    };
    bench.desk.decide_binding(decided).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_costs_is_never_repeated_by_itself() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            if !matches!(operation, Operation::Send(_) | Operation::Check(_)) {
                continue;
            }
            let name = operation.in_sandbox(vendor);
            for (doubt, acted) in doubts() {
                let at = format!("{} {operation:?} {doubt}", vendor.id());
                bench.reset().await;
                // The next request would be refused, if there were one.
                faults(
                    &bench,
                    vendor,
                    name,
                    &[&doubt, &json!({ "kind": "status", "status": 404 })],
                )
                .await;
                let ended = bench.perform(vendor, operation, None).await;
                assert_eq!(ended.state, State::Unknown, "{at}");
                assert_ne!(ended.reason, Some(Reason::HttpStatus { status: 404 }), "{at}");
                // Whatever can be resumed is.
                bench.desk.resume_account(bench.account(vendor)).await.unwrap();
                for job in bench.desk.list_open_jobs().await.unwrap() {
                    bench.desk.resume_job(job.id).await.unwrap();
                }
                let (requests, new) = done(&bench, vendor, name).await;
                assert_eq!((requests.len(), new), (1, usize::from(acted)), "{at}");
            }
        }
    }
}

/// A job whose first request is in doubt waits, and resuming it sends the rest and nothing twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rest_of_a_job_waits_and_nothing_goes_out_twice() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let name = Operation::Send(way.mode).in_sandbox(vendor);
            let mut form = bench.form(vendor).await;
            form.operation_size = 1;
            bench.save(form).await;
            bench.reset().await;
            faults(&bench, vendor, name, &[&json!({ "kind": "drop_after" })]).await;
            let mut draft = bench.send_draft(vendor, way.mode).await;
            let numbers = ["13800000001", "13800000002", "13800000003"].map(|number| match way.mode {
                SendMode::Plain => number.to_owned(),
                SendMode::International => format!("86{number}"),
                SendMode::Template | SendMode::Voice => format!("{number}\t4711\t5"),
            });
            draft.recipients = numbers.join("\n");
            let stories = bench.sent(draft).await;
            let states: Vec<_> = stories.iter().map(|story| story.message.state).collect();
            assert_eq!(states, [Unknown, Queued, Queued], "{} {name}", vendor.id());
            let job = stories[0].job_id;
            bench.desk.resume_job(job).await.unwrap();
            let states = headless::until(async || {
                let rows = bench.messages(Some(job)).await;
                let states: Vec<_> = rows.iter().map(|row| row.state).collect();
                (states[2] == Accepted).then_some(states)
            })
            .await;
            assert_eq!(states, [Unknown, Accepted, Accepted], "{} {name}", vendor.id());
            let (requests, new) = done(&bench, vendor, name).await;
            assert_eq!((requests.len(), new), (3, 3), "{requests:?}");
        }
    }
}
