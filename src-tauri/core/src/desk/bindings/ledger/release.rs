//! The steps of a release.

use super::{Next, close, in_doubt, on_its_way, stop, uncertain_state, why_stopped, with_operation};
use crate::contract::account::Reason;
use crate::contract::binding::{BindingKind, BindingState};
use crate::contract::{Id, Millis};
use crate::store::attempt::{self, AttemptState};
use crate::store::binding::{self, BindingRow};
use crate::store::operation::{self, OperationKind, OperationState};
use crate::store::{StoreError, Transaction, account};
use crate::vendors::Vendor;
use crate::vendors::http::{HttpReply, HttpRequest};
use crate::vendors::verdict::ReleaseVerdict;

/// Whether something newer holds, or may hold, the X of an XA: its release would remove that.
pub(in crate::desk::bindings) fn newer_is_bound(
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
pub(in crate::desk::bindings) fn prepare_release(
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
pub(in crate::desk::bindings) fn dispatch_release(
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
pub(in crate::desk::bindings) fn settle_release(
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
pub(in crate::desk::bindings) fn give_up_release(
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
