//! Call records and call starts: each is kept, and finds the binding it went through.

use crate::contract::{Id, Millis};
use crate::desk::token;
use crate::msisdn::Msisdn;
use crate::store::binding::{self, BindingRow};
use crate::store::x_call::{self, Source};
use crate::store::{StoreError, Transaction, setting};
use crate::vendors::CallItem;

use super::ledger;

/// What a call record or call start came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum CallFit {
    /// It went through this binding.
    Binding {
        /// The binding.
        binding_id: Id,
        /// The call's row.
        call_id: Id,
    },
    /// It fits no binding here.
    Unmatched {
        /// The call's row.
        call_id: Id,
    },
    /// It carries another desk's token.
    Foreign {
        /// The call's row.
        call_id: Id,
    },
    /// It was here before.
    Duplicate,
}

/// Keeps a call and finds its binding: by our token, by the vendor's id of the binding, or, for an
/// XA, which has no id, by X and time. Only the token is proof that a binding in doubt is bound.
pub(in crate::desk) fn take_call(
    transaction: &Transaction<'_>,
    account_id: Id,
    source: Source,
    item: &CallItem,
    now: Millis,
) -> Result<CallFit, StoreError> {
    let Some(call_id) = x_call::insert(transaction, source, account_id, item, now)? else {
        return Ok(CallFit::Duplicate);
    };
    if let Some(token) = token::of_echo(&item.echo) {
        if let Some(row) = binding::by_token(transaction, token)? {
            ledger::seen_at_vendor(transaction, &row, &item.subid, item.began, now)?;
            return through(transaction, call_id, row.id);
        }
        // Our own token without its binding is a ledger that was set back; another desk's prefix is
        // that desk's call.
        let desk = setting::get(transaction, setting::DESK)?.unwrap_or_default();
        if !token.starts_with(&desk) {
            let theirs = token.get(..token::DESK_LENGTH).unwrap_or_default();
            x_call::set_foreign(transaction, call_id, theirs)?;
            return Ok(CallFit::Foreign { call_id });
        }
    }
    let by_subid = if item.subid.is_empty() {
        None
    } else {
        binding::by_subid(transaction, account_id, &item.subid)?
    };
    let found = match by_subid {
        Some(row) => Some(row),
        None => {
            let came_at = match source {
                Source::Push(_) => now,
                Source::HandOver { came_at, .. } => came_at,
            };
            forwarded(transaction, item, came_at)?
        }
    };
    match found {
        Some(row) => through(transaction, call_id, row.id),
        None => Ok(CallFit::Unmatched { call_id }),
    }
}

fn through(transaction: &Transaction<'_>, call_id: Id, binding_id: Id) -> Result<CallFit, StoreError> {
    x_call::set_binding(transaction, call_id, binding_id)?;
    Ok(CallFit::Binding { binding_id, call_id })
}

/// The one XA a call to its X went through at that time; a call that could have gone through two
/// is about none. Where the vendor names no time, it is when the call came.
fn forwarded(
    transaction: &Transaction<'_>,
    item: &CallItem,
    came_at: Millis,
) -> Result<Option<BindingRow>, StoreError> {
    // The vendor counts in seconds: the end of the second it names.
    let at = item.began.map_or(came_at, |seconds| {
        seconds.saturating_mul(1000).saturating_add(999)
    });
    let x_number = Msisdn::folded(&item.x_number);
    let callee = Msisdn::folded(item.callee.reveal());
    let mut found = binding::forwarding_at(transaction, &x_number, at)?;
    // Where the vendor names whom the call reached, it has to be A.
    found.retain(|row| callee.reveal().is_empty() || callee == x_number || callee == row.terms.a_number);
    Ok(if found.len() == 1 { found.pop() } else { None })
}
