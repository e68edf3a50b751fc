//! Every code of every table, provoked for every operation it belongs to: the right state, the right
//! reason, the right pause.

use serde_json::{Value, json};
use switchboard_core::contract::account::{BalanceUnit, Reason};
use switchboard_core::contract::binding::BindingKind;
use switchboard_core::contract::codes::{CodeActor, CodeClass, CodeTopic};
use switchboard_core::contract::desk::PollKind;
use switchboard_core::vendors::codes::CodeEntry;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{Bench, Column, Operation, State, by_class};

/// A code as a vendor may write it: the documents print numbers and texts for the same ones.
fn written(code: &str, as_number: bool) -> Value {
    match code.parse::<i64>() {
        Ok(number) if as_number && number.to_string() == code => json!(number),
        _ => json!(code),
    }
}

async fn provoke(
    bench: &Bench,
    vendor: &dyn Vendor,
    operation: Operation,
    entry: &CodeEntry,
    place: Option<&str>,
    as_number: bool,
) {
    let table = operation.table(vendor).id;
    let at = format!("{} {operation:?} {table} {} {place:?}", vendor.id(), entry.code);
    let name = operation.in_sandbox(vendor);
    bench.reset().await;
    let binding = bench.prepared(vendor, operation).await;
    let mut fault = json!({ "kind": "code", "code": written(entry.code, as_number) });
    if let Some(place) = place {
        fault["place"] = json!(place);
    }
    bench.fault(vendor, name, &fault).await;
    let ended = bench.perform(vendor, operation, binding).await;

    let requests = bench.requests(vendor, name).await;
    assert!(
        requests.iter().all(|request| request["accepted"] == false),
        "{at}: {requests:?}"
    );
    if entry.class == CodeClass::Success {
        assert!(ended.paused.is_none(), "{at}: {:?}", ended.paused);
        let state = success_alone(vendor, operation, place);
        assert_eq!(ended.state, state, "{at}: {:?}", ended.reason);
    } else {
        let expected = by_class(vendor, operation, entry.code, entry.class);
        assert_eq!(ended.state, expected.state, "{at}: {:?}", ended.reason);
        assert_eq!(
            ended.paused.is_some(),
            expected.paused,
            "{at}: {:?}",
            ended.paused
        );
        assert_eq!(requests.len(), expected.attempts, "{at}: {requests:?}");
        assert_eq!(ended.gaps > 0, expected.gap, "{at}");
        if ended.state != State::Done {
            let said = |reason: &Option<Reason>| match reason {
                Some(Reason::VendorCode {
                    vendor, table, code, ..
                }) => Some((vendor.clone(), table.clone(), code.clone())),
                _ => None,
            };
            let wanted = (vendor.id().to_owned(), table.to_owned(), entry.code.to_owned());
            assert_eq!(
                said(&ended.reason),
                Some(wanted.clone()),
                "{at}: {:?}",
                ended.reason
            );
            if expected.paused {
                assert_eq!(said(&ended.paused), Some(wanted), "{at}");
            }
        }
    }
    let out = entry.topic == Some(CodeTopic::OutOfMoney) && operation.acts();
    if out {
        let balances = bench.desk.list_balances().await.unwrap();
        let own = balances
            .iter()
            .find(|one| one.account_id == bench.account(vendor))
            .unwrap();
        assert!(own.low && own.out_of_money_at.is_some(), "{at}: {own:?}");
    }
    bench.reset().await;
    bench.cleared(vendor).await;
}

/// "A success code without its id: accepted, id missing; bound, unconfirmed." What a success without
/// anything beside it says for the others depends on what the document calls optional.
fn success_alone(vendor: &dyn Vendor, operation: Operation, place: Option<&str>) -> State {
    match operation {
        // A recipient's success in the place of the whole request's says nothing about the request.
        Operation::Send(_) if place.is_none() && operation.places(vendor).len() > 1 => State::Unknown,
        Operation::Send(_) => State::Done,
        Operation::Check(_) => State::Unknown,
        Operation::Bind(BindingKind::Axb) => State::Unconfirmed,
        Operation::Bind(BindingKind::Xa) | Operation::Release(_) | Operation::Poll(_) => State::Done,
        // Only the account's state has nothing but optional fields.
        Operation::Balance if vendor.capabilities().balance == BalanceUnit::Account => State::Done,
        Operation::Balance => State::Unanswered,
    }
}

async fn every_code(vendor: &dyn Vendor, columns: &[Column]) {
    let bench = Bench::new().await;
    let mut provoked = 0;
    for operation in Operation::of(vendor) {
        if !columns.contains(&operation.column()) {
            continue;
        }
        for (index, entry) in operation.table(vendor).entries.iter().enumerate() {
            for place in operation.places(vendor) {
                provoke(&bench, vendor, operation, entry, *place, index % 2 == 0).await;
                provoked += 1;
            }
        }
    }
    // A column that a vendor has is never passed over in silence.
    let asked = Operation::of(vendor)
        .iter()
        .any(|one| columns.contains(&one.column()));
    assert_eq!(provoked > 0, asked, "{}", vendor.id());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_code_of_a_send_or_a_check_ends_as_its_class_demands() {
    for vendor in vendors::all() {
        every_code(vendor, &[Column::Send]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_code_of_a_question_or_a_poll_ends_as_its_class_demands() {
    for vendor in vendors::all() {
        every_code(vendor, &[Column::Query, Column::Poll]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_code_of_a_bind_ends_as_its_class_demands() {
    for vendor in vendors::all() {
        every_code(vendor, &[Column::Bind]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_code_of_a_release_ends_as_its_class_demands() {
    for vendor in vendors::all() {
        every_code(vendor, &[Column::Release]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_in_no_table_has_no_verdict() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let entry = CodeEntry::new("77777", "", "", CodeClass::Open, CodeActor::Nobody, false);
            for place in operation.places(vendor) {
                provoke(&bench, vendor, operation, &entry, *place, true).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_belongs_to_an_operation_or_to_what_is_pushed() {
    for vendor in vendors::all() {
        let asked: Vec<_> = Operation::of(vendor)
            .iter()
            .map(|operation| operation.table(vendor).id)
            .collect();
        for table in vendor.codes() {
            let pushed = crate::pushed_codes::TABLES.contains(&table.id);
            assert_ne!(
                asked.contains(&table.id),
                pushed,
                "{} {}: provoked by this file, or by `pushed_codes`",
                vendor.id(),
                table.id
            );
        }
        // One that is asked for by message has reports of its own.
        assert!(
            !Operation::of(vendor).contains(&Operation::Poll(PollKind::Status))
                || vendor.codes().iter().any(|table| table.id == "query_status")
        );
    }
}
