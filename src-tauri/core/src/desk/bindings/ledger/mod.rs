//! How binding, job, operation and attempt move together. Each function is called inside one
//! transaction, so that the four never disagree.

mod bind;
mod release;
#[cfg(test)]
mod tests;

pub(super) use bind::{dispatch_bind, give_up_bind, may_be_tried, prepare_bind, settle_bind};
pub(super) use release::{
    dispatch_release, give_up_release, newer_is_bound, prepare_release, settle_release,
};

use super::plan::end_of;
use crate::contract::account::Reason;
use crate::contract::binding::BindingState;
use crate::contract::send::JobState;
use crate::contract::{Id, Millis};
use crate::desk::ledger;
use crate::store::attempt::AttemptState;
use crate::store::binding::{self, BindingRow};
use crate::store::operation::{self, OperationKind, OperationRow, OperationState};
use crate::store::{StoreError, Transaction, account, job};
use crate::vendors::Vendor;
use crate::vendors::verdict::Pause;

/// What is to be done after an attempt was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing more.
    Done,
    /// The same again, after a while.
    Again,
}

/// A call carries a binding's token: the vendor has it, whatever was thought of it before.
pub(super) fn seen_at_vendor(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    subid: &str,
    began: Option<i64>,
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
        BindingState::Bound => by_hand,
        // A call from before the mark says nothing about after it; the vendor counts in seconds.
        BindingState::Released => {
            by_hand
                && began
                    .is_none_or(|seconds| seconds.saturating_mul(1000).saturating_add(999) >= row.state_at)
        }
        BindingState::Releasing | BindingState::StillBound | BindingState::Ended => false,
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

/// In a profile that was brought back from a backup no release is taken up again: it may have been made since, and X may
/// be somebody else's.
pub(in crate::desk) fn restored(
    transaction: &Transaction<'_>,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    for row in binding::under_way(transaction, BindingState::Releasing)? {
        give_up_release(transaction, row.id, reason, now)?;
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
