//! Every row of the failure table that HTTP can play, for every operation of every vendor.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::codes::CodeClass;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{Bench, Column, Ended, Expected, Operation, State, by_row};

/// A row: what the sandbox does, the status that comes back if one does, and why the desk says it is so.
fn rows() -> Vec<(Value, Option<u16>, Reason)> {
    let mut rows = vec![
        (json!({ "kind": "drop_before" }), None, Reason::ConnectionCut),
        (json!({ "kind": "drop_after" }), None, Reason::ConnectionCut),
        (json!({ "kind": "truncate" }), None, Reason::ConnectionCut),
        (json!({ "kind": "garble" }), None, Reason::UnreadableReply),
        (json!({ "kind": "html" }), None, Reason::UnreadableReply),
        (json!({ "kind": "empty" }), None, Reason::UnreadableReply),
        (json!({ "kind": "huge" }), None, Reason::ReplyTooLarge),
        // A success in HTTP's words alone.
        (
            json!({ "kind": "status", "status": 204, "accepted": true }),
            None,
            Reason::UnreadableReply,
        ),
    ];
    for status in [
        302_u16, 307, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 422, 425, 429, 500, 502, 503, 504,
    ] {
        for accepted in [false, true] {
            rows.push((
                json!({ "kind": "status", "status": status, "accepted": accepted }),
                Some(status),
                Reason::HttpStatus { status },
            ));
        }
    }
    rows
}

async fn assert_row(
    bench: &Bench,
    vendor: &dyn Vendor,
    operation: Operation,
    at: &str,
    ended: &Ended,
    expected: Expected,
    reason: &Reason,
) {
    assert_eq!(ended.state, expected.state, "{at}: {:?}", ended.reason);
    assert_eq!(ended.reason.as_ref(), Some(reason), "{at}");
    let pause = expected.paused.then_some(reason);
    assert_eq!(ended.paused.as_ref(), pause, "{at}");
    assert_eq!(ended.gaps > 0, expected.gap, "{at}");

    let requests = bench.requests(vendor, operation.in_sandbox(vendor)).await;
    assert_eq!(requests.len(), expected.attempts, "{at}: {requests:?}");
    if operation.acts() {
        assert_eq!(
            ended.attempts.len(),
            requests.len(),
            "{at}: one request per attempt"
        );
    }
    // The judge: whatever went wrong, it was done once at most.
    let done = requests
        .iter()
        .filter(|request| request["accepted"] == true && request["repeated"] != true)
        .count();
    assert!(!operation.acts() || done <= 1, "{at}: {requests:?}");
}

async fn every_row(vendor: &dyn Vendor, columns: &[Column]) {
    let bench = Bench::new().await;
    for operation in Operation::of(vendor) {
        if !columns.contains(&operation.column()) {
            continue;
        }
        for (fault, status, reason) in rows() {
            let at = format!("{} {operation:?} {fault}", vendor.id());
            bench.reset().await;
            let binding = bench.prepared(vendor, operation).await;
            bench.fault(vendor, operation.in_sandbox(vendor), &fault).await;
            let ended = bench.perform(vendor, operation, binding).await;
            let expected = by_row(operation, status);
            assert_row(&bench, vendor, operation, &at, &ended, expected, &reason).await;
            bench.reset().await;
            bench.cleared(vendor).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sends_and_checks() {
    for vendor in vendors::all() {
        every_row(vendor, &[Column::Send]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn binds() {
    for vendor in vendors::all() {
        every_row(vendor, &[Column::Bind]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn releases() {
    for vendor in vendors::all() {
        every_row(vendor, &[Column::Release]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions() {
    for vendor in vendors::all() {
        every_row(vendor, &[Column::Query]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn polls() {
    for vendor in vendors::all() {
        every_row(vendor, &[Column::Poll]).await;
    }
}

/// A vendor that takes the request and says nothing: the door's time limit ends it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence() {
    let all = vendors::all();
    let cases = all.iter().flat_map(|vendor| {
        Operation::of(*vendor)
            .into_iter()
            .map(|operation| (*vendor, operation))
    });
    join_all(cases.map(async |(vendor, operation)| {
        let bench = Bench::with_patience(Duration::from_secs(5)).await;
        let at = format!("{} {operation:?} hang", vendor.id());
        let binding = bench.prepared(vendor, operation).await;
        let name = operation.in_sandbox(vendor);
        let bound = bench.requests(vendor, name).await.len();
        assert_eq!(bound, 0, "{at}");
        bench.fault(vendor, name, &json!({ "kind": "hang" })).await;
        let ended = bench.perform(vendor, operation, binding).await;
        let expected = by_row(operation, None);
        assert_row(
            &bench,
            vendor,
            operation,
            &at,
            &ended,
            expected,
            &Reason::ReplyTimeout,
        )
        .await;
    }))
    .await;
}

/// Nothing listens there: nothing was sent, and nothing is in doubt.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_connection() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nowhere = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let at = format!("{} {operation:?}", vendor.id());
            bench.reset().await;
            let binding = bench.prepared(vendor, operation).await;
            if operation == Operation::Poll(PollKind::Status) {
                // What is asked about has to be sent first.
                let way = vendor.capabilities().sends[0].mode;
                bench.sent(bench.send_draft(vendor, way).await).await;
            }
            let there = bench.form(vendor).await;
            let mut gone = bench.form(vendor).await;
            gone.base_url.clone_from(&nowhere);
            bench.save(gone).await;
            let ended = match operation {
                Operation::Poll(_) => {
                    let reason = bench.polled(vendor).await;
                    assert_eq!(reason, Some(Reason::ConnectionRefused), "{at}");
                    None
                }
                _ => Some(bench.perform(vendor, operation, binding).await),
            };
            let (state, attempts) = match operation.column() {
                Column::Send | Column::Bind => (State::NotSent, 3),
                Column::Release => (State::StillBound, 3),
                Column::Query | Column::Poll => (State::Unanswered, 0),
            };
            if let Some(ended) = ended {
                assert_eq!(ended.state, state, "{at}: {:?}", ended.reason);
                assert_eq!(ended.reason, Some(Reason::ConnectionRefused), "{at}");
                assert_eq!(ended.paused, None, "{at}");
                assert_eq!(ended.attempts.len(), attempts, "{at}");
                assert!(
                    ended.attempts.iter().all(|attempt| attempt.state == "not_sent"),
                    "{at}"
                );
            }
            let gaps = bench.desk.desk_status().await.unwrap().gaps;
            assert!(gaps.is_empty(), "{at}: {gaps:?}");
            assert!(
                bench
                    .requests(vendor, operation.in_sandbox(vendor))
                    .await
                    .is_empty()
            );
            bench.save(there).await;
            bench.cleared(vendor).await;
        }
    }
}

/// A redirect is not followed, wherever it leads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_is_not_followed() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            bench.reset().await;
            let binding = bench.prepared(vendor, operation).await;
            let name = operation.in_sandbox(vendor);
            let before = bench.look("log?all=1").await.len();
            let to = bench.form(vendor).await.base_url;
            let fault = json!({ "kind": "reply", "status": 307, "headers": { "Location": to }, "body": "" });
            bench.fault(vendor, name, &fault).await;
            let ended = bench.perform(vendor, operation, binding).await;
            let at = format!("{} {operation:?}", vendor.id());
            let expected = by_row(operation, Some(307));
            let reason = Reason::HttpStatus { status: 307 };
            assert_row(&bench, vendor, operation, &at, &ended, expected, &reason).await;
            assert!(bench.look("log?all=1").await.len() > before, "{at}");
            bench.reset().await;
            bench.cleared(vendor).await;
        }
    }
}

/// "On the privacy platform a readable `error` in any reply but a 401 decides before the status;
/// elsewhere a status other than 2xx decides and the body is only shown."
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_beside_a_status_decides_where_the_document_says_so() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor).into_iter().filter(|one| one.acts()) {
            let verdict = operation
                .table(vendor)
                .entries
                .iter()
                .find(|entry| entry.class == CodeClass::Verdict)
                .unwrap();
            for status in [401_u16, 404, 500] {
                let at = format!("{} {operation:?} {status}", vendor.id());
                bench.reset().await;
                let binding = bench.prepared(vendor, operation).await;
                // A refusal in every vendor's form at once.
                let body = json!({ "code": verdict.code, "error": verdict.code,
                    "header": { "code": verdict.code, "msg": "" } });
                let fault = json!({ "kind": "reply", "status": status, "body": body });
                bench.fault(vendor, operation.in_sandbox(vendor), &fault).await;
                let ended = bench.perform(vendor, operation, binding).await;
                let code_decides = vendor.code_before_status() && status != 401;
                let by_code = matches!(ended.reason, Some(Reason::VendorCode { .. }));
                assert_eq!(by_code, code_decides, "{at}: {:?}", ended.reason);
                if !code_decides {
                    let expected = by_row(operation, Some(status));
                    let reason = Reason::HttpStatus { status };
                    assert_row(&bench, vendor, operation, &at, &ended, expected, &reason).await;
                }
                let shown = ended.attempts[0].reply_body.as_deref().unwrap_or_default();
                assert!(shown.contains(r#""header""#), "{at}: {shown}");
                bench.reset().await;
                bench.cleared(vendor).await;
            }
        }
    }
}
