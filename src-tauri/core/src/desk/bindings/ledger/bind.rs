//! The steps of a bind.

use super::{Next, close, on_its_way, stop, uncertain_state, why_stopped, with_operation};
use crate::contract::account::Reason;
use crate::contract::binding::{BindingKind, BindingState};
use crate::contract::{Id, Millis};
use crate::desk::bindings::plan::end_of;
use crate::store::attempt::{self, AttemptState};
use crate::store::binding::{self, BindingRow};
use crate::store::operation::{self, OperationKind, OperationRow, OperationState};
use crate::store::{StoreError, Transaction, account, x_call};
use crate::vendors::Vendor;
use crate::vendors::http::{HttpReply, HttpRequest};
use crate::vendors::verdict::{BindVerdict, Pause};

/// A bind is tried again within this time of its first attempt, or within its `ttl` if that is less.
const WINDOW: Millis = 10 * 60 * 1000;

/// An X stays reserved this much longer than what may be bound to it can last.
const RESERVE: Millis = 60 * 1000;

/// What an attempt makes of a binding.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Bound,
    /// Success without an id, or, with its reason, *already there* after a doubt, which is no success.
    Unconfirmed(Option<Reason>),
    Unknown(Reason),
    Rejected(Reason),
    NotSent(Reason),
    Again(Reason),
}

/// A bind is as uncertain as its most uncertain attempt: `doubt` is the reason of an earlier one
/// that the vendor may have acted upon.
fn fate(kind: BindingKind, verdict: &BindVerdict, doubt: Option<Reason>) -> Fate {
    match (verdict, doubt) {
        (BindVerdict::Bound(accepted), _) => match (kind, &accepted.subid) {
            (BindingKind::Axb, None) => Fate::Unconfirmed(None),
            _ => Fate::Bound,
        },
        (BindVerdict::AlreadyThere { reason }, Some(_)) => Fate::Unconfirmed(Some(reason.clone())),
        (BindVerdict::AlreadyThere { reason }, None) => Fate::Rejected(reason.clone()),
        (BindVerdict::Again { reason, .. }, _) => Fate::Again(reason.clone()),
        (BindVerdict::Rejected { .. } | BindVerdict::NotSent { .. }, Some(doubt)) => Fate::Unknown(doubt),
        (BindVerdict::Rejected { reason, .. }, None) => Fate::Rejected(reason.clone()),
        (BindVerdict::NotSent { reason, .. }, None) => Fate::NotSent(reason.clone()),
    }
}

/// Whether a bind may be tried at `at`. A clock that was set back since its first attempt says
/// nothing about how long ago that was.
pub(in crate::desk::bindings) fn may_be_tried(row: &BindingRow, at: Millis) -> bool {
    let ttl = Millis::from(row.terms.ttl_seconds) * 1000;
    let window = if ttl == 0 { WINDOW } else { WINDOW.min(ttl) };
    row.first_attempt_at
        .is_none_or(|first| (0..window).contains(&(at - first)))
}

/// Writes an attempt at a bind down as prepared; `None` when there is nothing to try any more.
pub(in crate::desk::bindings) fn prepare_bind(
    transaction: &Transaction<'_>,
    binding_id: Id,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let Some((row, operation)) = on_its_way(transaction, binding_id, BindingState::Binding)? else {
        return Ok(None);
    };
    if !may_be_tried(&row, now) {
        give_up_bind(transaction, binding_id, &Reason::RetryTimeOver, now)?;
        return Ok(None);
    }
    attempt::prepare(transaction, operation.id, now).map(Some)
}

/// Writes down that the request is about to go on the wire: from here on the vendor may act. What
/// was stopped meanwhile does not go, which gives `false`.
pub(in crate::desk::bindings) fn dispatch_bind(
    transaction: &Transaction<'_>,
    binding_id: Id,
    attempt_id: Id,
    request: &HttpRequest,
    now: Millis,
) -> Result<bool, StoreError> {
    let on_its_way = on_its_way(transaction, binding_id, BindingState::Binding)?;
    let Some((row, operation)) = on_its_way.filter(|(row, _)| row.account_works && may_be_tried(row, now))
    else {
        let reason = why_stopped(transaction, binding_id)?;
        attempt::settle(
            transaction,
            attempt_id,
            AttemptState::NotSent,
            None,
            Some(&reason),
            now,
        )?;
        give_up_bind(transaction, binding_id, &reason, now)?;
        return Ok(false);
    };
    attempt::dispatch(transaction, attempt_id, request, now)?;
    operation::set_state(transaction, operation.id, OperationState::Dispatching, None)?;
    binding::attempted(transaction, row.id, now, end_of(now, row.terms.ttl_seconds))?;
    Ok(true)
}

/// Writes down what became of an attempt at a bind.
pub(in crate::desk::bindings) fn settle_bind(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    binding_id: Id,
    attempt_id: Id,
    verdict: &BindVerdict,
    reply: Option<&HttpReply>,
    now: Millis,
) -> Result<Next, StoreError> {
    let Some((row, operation)) = with_operation(transaction, binding_id, OperationKind::Bind)? else {
        return Ok(Next::Done);
    };
    let doubt = attempt::doubt(transaction, operation.id)?;
    let (state, reason, pause) = match verdict {
        BindVerdict::Bound(_) => (AttemptState::Accepted, None, Pause::Nothing),
        BindVerdict::AlreadyThere { reason } => (AttemptState::Rejected, Some(reason), Pause::Nothing),
        BindVerdict::Rejected { reason, pause } => (AttemptState::Rejected, Some(reason), *pause),
        BindVerdict::NotSent { reason, pause } => (AttemptState::NotSent, Some(reason), *pause),
        BindVerdict::Again { reason, uncertain } => {
            (uncertain_state(*uncertain), Some(reason), Pause::Nothing)
        }
    };
    attempt::settle(transaction, attempt_id, state, reply, reason, now)?;
    if let BindVerdict::Bound(accepted) = verdict {
        account::succeeded(transaction, row.account_id, now)?;
        if let Some(subid) = &accepted.subid {
            binding::set_subid(transaction, row.id, subid)?;
            x_call::match_waiting(transaction, row.account_id, &row.terms.x_number, subid, row.id)?;
        }
    }
    if let Some(reason) = reason {
        stop(transaction, vendor, &row, pause, reason, now)?;
    }
    if row.state != BindingState::Binding {
        // A call with its token was faster than the reply: it is bound, whatever the reply says.
        close(transaction, &operation, OperationState::Accepted)?;
        return Ok(Next::Done);
    }
    let fate = fate(row.terms.kind, verdict, doubt.clone());
    if let Fate::Again(reason) = &fate {
        let in_doubt = doubt.is_some() || state == AttemptState::Unknown;
        let stands = if in_doubt {
            OperationState::Unknown
        } else {
            OperationState::Queued
        };
        operation::set_state(transaction, operation.id, stands, None)?;
        binding::set_state(
            transaction,
            row.id,
            BindingState::Binding,
            Some(reason),
            None,
            now,
        )?;
        return Ok(Next::Again);
    }
    end_bind(transaction, &row, &operation, &fate, now)?;
    Ok(Next::Done)
}

/// A bind that is not tried any longer: not sent if no attempt can have reached the vendor, unknown
/// otherwise.
pub(in crate::desk::bindings) fn give_up_bind(
    transaction: &Transaction<'_>,
    binding_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    let Some((row, operation)) = on_its_way(transaction, binding_id, BindingState::Binding)? else {
        return Ok(());
    };
    let fate = match attempt::doubt(transaction, operation.id)? {
        Some(doubt) => Fate::Unknown(doubt),
        // What the tries ran into says more than that there was no time for another.
        None if *reason == Reason::RetryTimeOver => {
            Fate::NotSent(row.reason.clone().unwrap_or(Reason::RetryTimeOver))
        }
        None => Fate::NotSent(reason.clone()),
    };
    end_bind(transaction, &row, &operation, &fate, now)
}

fn end_bind(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    operation: &OperationRow,
    fate: &Fate,
    now: Millis,
) -> Result<(), StoreError> {
    let last = row.last_attempt_at.unwrap_or(now);
    let reserved = end_of(last, row.terms.ttl_seconds).map(|end| end + RESERVE);
    let (state, stands, reason, reserved) = match fate {
        Fate::Bound => (BindingState::Bound, OperationState::Accepted, None, None),
        Fate::Unconfirmed(None) => (
            BindingState::Unconfirmed,
            OperationState::Accepted,
            None,
            reserved,
        ),
        Fate::Unconfirmed(reason) => (
            BindingState::Unconfirmed,
            OperationState::Unknown,
            reason.as_ref(),
            reserved,
        ),
        Fate::Unknown(reason) | Fate::Again(reason) => (
            BindingState::Unknown,
            OperationState::Unknown,
            Some(reason),
            reserved,
        ),
        Fate::Rejected(reason) => (
            BindingState::Rejected,
            OperationState::Rejected,
            Some(reason),
            None,
        ),
        Fate::NotSent(reason) => (BindingState::NotSent, OperationState::NotSent, Some(reason), None),
    };
    binding::set_state(transaction, row.id, state, reason, reserved, now)?;
    close(transaction, operation, stands)
}
