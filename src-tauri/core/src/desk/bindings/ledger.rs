//! How binding, job, operation and attempt move together. Each function is called inside one
//! transaction, so that the four never disagree.

use crate::contract::account::Reason;
use crate::contract::binding::{BindingKind, BindingState};
use crate::contract::send::JobState;
use crate::contract::{Id, Millis};
use crate::desk::ledger;
use crate::store::attempt::{self, AttemptState};
use crate::store::binding::{self, BindingRow};
use crate::store::operation::{self, OperationKind, OperationRow, OperationState};
use crate::store::{StoreError, Transaction, account, job, x_call};
use crate::vendors::Vendor;
use crate::vendors::http::{HttpReply, HttpRequest};
use crate::vendors::verdict::{BindVerdict, Pause, ReleaseVerdict};

use super::plan::end_of;

/// A bind is tried again within this time of its first attempt, or within its `ttl` if that is less.
const WINDOW: Millis = 10 * 60 * 1000;
/// An X stays reserved this much longer than what may be bound to it can last.
const RESERVE: Millis = 60 * 1000;

/// What is to be done after an attempt was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing more.
    Done,
    /// The same again, after a while.
    Again,
}

/// What an attempt makes of a binding.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Bound(Option<String>),
    /// Said by success without an id, or by *already there* after a doubt; the second is no success.
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
            (_, subid) => Fate::Bound(subid.clone()),
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
pub(super) fn may_be_tried(row: &BindingRow, at: Millis) -> bool {
    let ttl = Millis::from(row.terms.ttl_seconds) * 1000;
    let window = if ttl == 0 { WINDOW } else { WINDOW.min(ttl) };
    row.first_attempt_at
        .is_none_or(|first| (0..window).contains(&(at - first)))
}

/// Writes an attempt at a bind down as prepared; `None` when there is nothing to try any more.
pub(super) fn prepare_bind(
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
pub(super) fn dispatch_bind(
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
pub(super) fn settle_bind(
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
pub(super) fn give_up_bind(
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
        Fate::Bound(_) => (BindingState::Bound, OperationState::Accepted, None, None),
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

/// Whether something newer holds, or may hold, the X of an XA: its release would remove that.
pub(super) fn newer_is_bound(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    now: Millis,
) -> Result<bool, StoreError> {
    if row.terms.kind == BindingKind::Axb {
        return Ok(false);
    }
    let holding = binding::holding(transaction, &row.terms.x_number, now)?;
    Ok(holding.iter().any(|other| other.id > row.id))
}

/// Writes an attempt at a release down as prepared; `None` when there is nothing to release.
pub(super) fn prepare_release(
    transaction: &Transaction<'_>,
    binding_id: Id,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let Some((row, operation)) = on_its_way(transaction, binding_id, BindingState::Releasing)? else {
        return Ok(None);
    };
    if row.time_is_over(now) {
        // It has ended by itself: there is nothing to release, and the X may be someone else's by now.
        binding::set_state(
            transaction,
            row.id,
            BindingState::Ended,
            None,
            row.reserved_until,
            now,
        )?;
        let doubt = attempt::doubt(transaction, operation.id)?;
        close(
            transaction,
            &operation,
            in_doubt(doubt.is_some(), OperationState::NotSent),
        )?;
        return Ok(None);
    }
    attempt::prepare(transaction, operation.id, now).map(Some)
}

/// The last look before a release goes on the wire; `false` when it does not go. An XA is released
/// by its X number alone: whatever is bound there now would be removed, so every repeat looks again
/// whether something newer is.
pub(super) fn dispatch_release(
    transaction: &Transaction<'_>,
    binding_id: Id,
    attempt_id: Id,
    request: &HttpRequest,
    now: Millis,
) -> Result<bool, StoreError> {
    let found = on_its_way(transaction, binding_id, BindingState::Releasing)?;
    let refused = match &found {
        Some((row, _)) if newer_is_bound(transaction, row, now)? => Some(Reason::NewerBinding),
        Some((row, _)) if row.account_works => None,
        _ => Some(why_stopped(transaction, binding_id)?),
    };
    if let Some(reason) = refused {
        attempt::settle(
            transaction,
            attempt_id,
            AttemptState::NotSent,
            None,
            Some(&reason),
            now,
        )?;
        give_up_release(transaction, binding_id, &reason, now)?;
        return Ok(false);
    }
    if let Some((_, operation)) = found {
        attempt::dispatch(transaction, attempt_id, request, now)?;
        operation::set_state(transaction, operation.id, OperationState::Dispatching, None)?;
    }
    Ok(true)
}

/// Writes down what became of an attempt at a release.
pub(super) fn settle_release(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    binding_id: Id,
    attempt_id: Id,
    verdict: &ReleaseVerdict,
    reply: Option<&HttpReply>,
    now: Millis,
) -> Result<Next, StoreError> {
    let Some((row, operation)) = with_operation(transaction, binding_id, OperationKind::Release)? else {
        return Ok(Next::Done);
    };
    let doubt = attempt::doubt(transaction, operation.id)?.is_some();
    match verdict {
        ReleaseVerdict::Gone => {
            attempt::settle(transaction, attempt_id, AttemptState::Accepted, reply, None, now)?;
            account::succeeded(transaction, row.account_id, now)?;
            binding::set_state(transaction, row.id, BindingState::Released, None, None, now)?;
            close(transaction, &operation, OperationState::Accepted)?;
            Ok(Next::Done)
        }
        ReleaseVerdict::StillBound { reason, pause } => {
            let (state, stands) = if reply.is_some() {
                (AttemptState::Rejected, OperationState::Rejected)
            } else {
                (AttemptState::NotSent, OperationState::NotSent)
            };
            attempt::settle(transaction, attempt_id, state, reply, Some(reason), now)?;
            stop(transaction, vendor, &row, *pause, reason, now)?;
            still_bound(transaction, &row, reason, now)?;
            close(transaction, &operation, in_doubt(doubt, stands))?;
            Ok(Next::Done)
        }
        ReleaseVerdict::Again { reason, uncertain } => {
            let state = uncertain_state(*uncertain);
            attempt::settle(transaction, attempt_id, state, reply, Some(reason), now)?;
            let stands = in_doubt(doubt || *uncertain, OperationState::Queued);
            operation::set_state(transaction, operation.id, stands, None)?;
            binding::set_state(
                transaction,
                row.id,
                BindingState::Releasing,
                Some(reason),
                row.reserved_until,
                now,
            )?;
            Ok(Next::Again)
        }
    }
}

/// A release that is not tried any longer: as far as is known it is still bound.
pub(super) fn give_up_release(
    transaction: &Transaction<'_>,
    binding_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    let Some((row, operation)) = on_its_way(transaction, binding_id, BindingState::Releasing)? else {
        return Ok(());
    };
    let doubt = attempt::doubt(transaction, operation.id)?.is_some();
    still_bound(transaction, &row, reason, now)?;
    close(transaction, &operation, in_doubt(doubt, OperationState::NotSent))
}

fn still_bound(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    binding::set_state(
        transaction,
        row.id,
        BindingState::StillBound,
        Some(reason),
        row.reserved_until,
        now,
    )
}

/// A call carries a binding's token: the vendor has it, whatever was thought of it before.
pub(super) fn seen_at_vendor(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    subid: &str,
    now: Millis,
) -> Result<(), StoreError> {
    if !subid.is_empty() {
        binding::set_subid(transaction, row.id, subid)?;
    }
    let by_hand = row.reason == Some(Reason::DecidedByHand);
    let doubted = match row.state {
        BindingState::Binding | BindingState::Unconfirmed | BindingState::Unknown => true,
        // Neither a refusal nor an operator's mark stands against a call through it.
        BindingState::Rejected | BindingState::NotSent => true,
        BindingState::Released => by_hand,
        BindingState::Bound | BindingState::Releasing | BindingState::StillBound | BindingState::Ended => {
            false
        }
    };
    if !doubted {
        return Ok(());
    }
    let began = row.last_attempt_at.unwrap_or(row.approved_at);
    binding::set_state(transaction, row.id, BindingState::Bound, None, None, now)?;
    binding::set_end(transaction, row.id, end_of(began, row.terms.ttl_seconds))?;
    binding::confirm(transaction, row.id, now)?;
    if let Some(operation) = operation::of_binding(transaction, row.id, OperationKind::Bind)? {
        close(transaction, &operation, OperationState::Accepted)?;
    }
    Ok(())
}

/// After a restart nothing that binds leaves by itself: a bind that may have reached the vendor is
/// unknown, one that cannot have is not sent. What was being released is taken up again
/// (`Desk::take_up_releases`): it takes nothing from anybody. Called after the attempts that were
/// cut off are marked as such.
pub(in crate::desk) fn restart(transaction: &Transaction<'_>, now: Millis) -> Result<(), StoreError> {
    for row in binding::under_way(transaction, BindingState::Binding)? {
        give_up_bind(transaction, row.id, &Reason::Restarted, now)?;
    }
    Ok(())
}

/// The binding and the operation that carries it out, if it still stands at `state`.
fn on_its_way(
    transaction: &Transaction<'_>,
    binding_id: Id,
    state: BindingState,
) -> Result<Option<(BindingRow, OperationRow)>, StoreError> {
    let kind = if state == BindingState::Releasing {
        OperationKind::Release
    } else {
        OperationKind::Bind
    };
    Ok(with_operation(transaction, binding_id, kind)?.filter(|(row, _)| row.state == state))
}

fn with_operation(
    transaction: &Transaction<'_>,
    binding_id: Id,
    kind: OperationKind,
) -> Result<Option<(BindingRow, OperationRow)>, StoreError> {
    let row = binding::get(transaction, binding_id)?;
    Ok(row.zip(operation::of_binding(transaction, binding_id, kind)?))
}

/// Why something that was prepared does not go.
fn why_stopped(transaction: &Transaction<'_>, binding_id: Id) -> Result<Reason, StoreError> {
    let Some(row) = binding::get(transaction, binding_id)? else {
        return Ok(Reason::ProgramFault);
    };
    let account = account::get(transaction, row.account_id)?;
    Ok(match account {
        Some(account) if account.paused.is_some() => Reason::AccountPaused,
        Some(_) if row.account_works => Reason::RetryTimeOver,
        _ => Reason::AccountOff,
    })
}

fn stop(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    row: &BindingRow,
    pause: Pause,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    ledger::note_money(transaction, vendor, row.account_id, reason, now)?;
    if pause == Pause::Account {
        ledger::pause_account(transaction, row.account_id, reason, now)?;
    }
    Ok(())
}

/// The operation is settled, and with it its job: it has no other.
fn close(
    transaction: &Transaction<'_>,
    operation: &OperationRow,
    state: OperationState,
) -> Result<(), StoreError> {
    operation::set_state(transaction, operation.id, state, None)?;
    job::set_state(transaction, operation.job_id, JobState::Done, None)
}

fn uncertain_state(uncertain: bool) -> AttemptState {
    if uncertain {
        AttemptState::Unknown
    } else {
        AttemptState::NotSent
    }
}

/// An operation is as uncertain as its most uncertain attempt.
fn in_doubt(doubt: bool, otherwise: OperationState) -> OperationState {
    if doubt { OperationState::Unknown } else { otherwise }
}
