//! What a desk cannot be brought to by its verbs: something newer on an X while its release is tried.

use super::*;
use crate::contract::binding::BindingKind;
use crate::desk::bindings::ledger::bind::may_be_tried;
use crate::msisdn::Msisdn;
use crate::store::account::AccountForm;
use crate::store::attempt;
use crate::store::binding::{NewBinding, Terms};
use crate::store::job::OtherJob;
use crate::store::operation::NewOperation;
use crate::vendors::door::Outcome;
use crate::vendors::http::{HttpRequest, Method, SignedWith};
use crate::vendors::{self, FrozenBody, verdict};

const NOW: Millis = 1_000_000;

fn account(transaction: &Transaction<'_>) -> Id {
    let form = AccountForm {
        vendor: "privacy_number".into(),
        name: "Numbers".into(),
        base_url: "https://vendor.test".into(),
        vendor_account: "1".into(),
        extension: String::new(),
        signature: String::new(),
        operation_size: 1,
        settings: Default::default(),
        fetches_reports: false,
        appids: vec!["app".into()],
        x_numbers: vec!["17012345678".into()],
        proxy_mode: crate::contract::account::ProxyMode::System,
        proxy_url: String::new(),
        proxy_user: String::new(),
        public_url: String::new(),
    };
    account::insert(transaction, &form, NOW).unwrap()
}

fn an_xa(transaction: &Transaction<'_>, account_id: Id, token: &str) -> Id {
    let new = NewBinding {
        account_id,
        terms: Terms {
            kind: BindingKind::Xa,
            appid: "app".into(),
            x_number: Msisdn::as_given("17012345678"),
            a_number: Msisdn::as_given("13800000001"),
            b_number: Msisdn::as_given(""),
            ttl_seconds: 0,
            record: false,
            shows_a_to_b: false,
            shows_caller_to_a: false,
            anucode: String::new(),
            ansanu: String::new(),
        },
        reqid: format!("reqid-{token}"),
        token: token.into(),
        reference: String::new(),
        operator: "Li Min".into(),
        desk: "T01".into(),
        approved_at: NOW,
    };
    binding::insert(transaction, &new).unwrap()
}

fn operation(
    transaction: &Transaction<'_>,
    account_id: Id,
    binding_id: Id,
    kind: OperationKind,
    token: &str,
) -> Id {
    let job = OtherJob {
        draft_id: token.into(),
        account_id,
        kind,
        operator: "Li Min".into(),
        desk: "T01".into(),
        reference: String::new(),
        approved_at: NOW,
    };
    let job_id = job::insert_other(transaction, &job).unwrap();
    let new = NewOperation {
        job_id,
        account_id,
        token: token.into(),
        frozen: FrozenBody {
            path: "/x".into(),
            json: "{}".into(),
        },
        body_hash: String::new(),
        recipients: 1,
        kind,
        binding_id: Some(binding_id),
    };
    operation::insert(transaction, &new).unwrap()
}

fn request() -> HttpRequest {
    HttpRequest {
        method: Method::Delete,
        url: "https://vendor.test/x".into(),
        headers: Vec::new(),
        secret_headers: Vec::new(),
        body: String::new().into(),
        shown_body: String::new(),
        signed: None,
        signed_with: SignedWith::default(),
    }
}

fn state(transaction: &Transaction<'_>, id: Id) -> (BindingState, Option<Reason>) {
    let row = binding::get(transaction, id).unwrap().unwrap();
    (row.state, row.reason)
}

#[test]
fn every_repeat_of_an_xa_release_looks_for_something_newer() {
    let mut connection = crate::store::in_memory();
    let transaction = connection.transaction().unwrap();
    let transaction = &transaction;
    let account_id = account(transaction);
    let old = an_xa(transaction, account_id, "T01aaaaaaaaa");
    let release = operation(
        transaction,
        account_id,
        old,
        OperationKind::Release,
        "T01bbbbbbbbb",
    );
    binding::set_state(transaction, old, BindingState::Releasing, None, None, NOW).unwrap();

    let first = prepare_release(transaction, old, NOW).unwrap().unwrap();
    assert!(dispatch_release(transaction, old, first, &request(), NOW).unwrap());
    let vendor = vendors::by_id("privacy_number").unwrap();
    let lost = verdict::release(vendor, false, &Outcome::Broken(Reason::ReplyTimeout));
    let next = settle_release(transaction, vendor, old, first, &lost, None, NOW).unwrap();
    assert_eq!(next, Next::Again);

    let newer = an_xa(transaction, account_id, "T01ccccccccc");
    let second = prepare_release(transaction, old, NOW).unwrap().unwrap();
    let goes = dispatch_release(transaction, old, second, &request(), NOW).unwrap();
    assert!(!goes, "it would remove the newer one");
    assert_eq!(
        state(transaction, old),
        (BindingState::StillBound, Some(Reason::NewerBinding))
    );
    assert_eq!(state(transaction, newer).0, BindingState::Binding);
    let attempts = attempt::of_operation(transaction, release).unwrap();
    let states: Vec<_> = attempts.iter().map(|attempt| attempt.state.as_str()).collect();
    assert_eq!(states, ["unknown", "not_sent"]);
    let stands = operation::get(transaction, release).unwrap().unwrap().state;
    assert_eq!(stands, OperationState::Unknown, "the first may have done it");
}

#[test]
fn an_account_that_is_stopped_between_two_steps_stops_the_bind() {
    let mut connection = crate::store::in_memory();
    let transaction = connection.transaction().unwrap();
    let transaction = &transaction;
    let account_id = account(transaction);
    let id = an_xa(transaction, account_id, "T01aaaaaaaaa");
    operation(transaction, account_id, id, OperationKind::Bind, "T01aaaaaaaaa");
    let attempt_id = prepare_bind(transaction, id, NOW).unwrap().unwrap();
    account::pause(transaction, account_id, &Reason::HeldByOperator, NOW).unwrap();
    assert!(!dispatch_bind(transaction, id, attempt_id, &request(), NOW).unwrap());
    assert_eq!(
        state(transaction, id),
        (BindingState::NotSent, Some(Reason::AccountPaused))
    );
}

#[test]
fn a_bind_is_tried_within_ten_minutes_or_its_ttl_and_not_by_a_clock_set_back() {
    let mut connection = crate::store::in_memory();
    let transaction = connection.transaction().unwrap();
    let account_id = account(&transaction);
    let id = an_xa(&transaction, account_id, "T01aaaaaaaaa");
    let mut row = binding::get(&transaction, id).unwrap().unwrap();
    assert!(may_be_tried(&row, NOW), "the first is always in time");
    row.first_attempt_at = Some(NOW);
    for (ttl, last) in [(0, 600_000), (3600, 600_000), (600, 600_000), (30, 30_000)] {
        row.terms.ttl_seconds = ttl;
        assert!(may_be_tried(&row, NOW + last - 1), "{ttl}");
        assert!(!may_be_tried(&row, NOW + last), "{ttl}");
        assert!(!may_be_tried(&row, NOW - 5_000), "{ttl}");
    }
}
