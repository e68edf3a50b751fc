//! The ledger of bindings, as a list.

use crate::contract::Millis;
use crate::contract::binding::{Binding, BindingKind, BindingPage, BindingQuery, BindingState};
use crate::desk::{Desk, DeskError};
use crate::store::binding::{self, BindingRow};

impl Desk {
    /// A page of the ledger of bindings, newest first.
    pub async fn list_bindings(&self, query: BindingQuery) -> Result<BindingPage, DeskError> {
        let now = self.now();
        self.end_bindings(now).await?;
        Ok(self
            .store()
            .read(move |connection| {
                let (rows, more) = binding::page(connection, &query, now)?;
                let total = if query.before.is_none() {
                    Some(binding::total(connection, &query, now)?)
                } else {
                    None
                };
                let next = if more { rows.last().map(|row| row.id) } else { None };
                let rows = rows.iter().map(|row| view(row, now)).collect();
                Ok(BindingPage { rows, next, total })
            })
            .await?)
    }
}

/// A binding as the window sees it.
pub(in crate::desk) fn view(row: &BindingRow, now: Millis) -> Binding {
    let terms = &row.terms;
    Binding {
        id: row.id,
        kind: terms.kind,
        state: if row.is_past(now) && holds(row.state) {
            BindingState::Ended
        } else {
            row.state
        },
        account_id: row.account_id,
        vendor: row.vendor.clone(),
        account_name: row.account_name.clone(),
        appid: terms.appid.clone(),
        x_number: terms.x_number.reveal().to_owned(),
        a_number_masked: terms.a_number.masked(),
        b_number_masked: terms.b_number.masked(),
        shows_a_to_b: terms.shows_a_to_b,
        shows_caller_to_a: terms.shows_caller_to_a,
        record: terms.record,
        ttl_seconds: terms.ttl_seconds,
        ends_at: row.ends_at,
        reserved_until: row.reserved_until,
        subid: row.subid.clone(),
        reason: row.reason.clone(),
        reference: row.reference.clone(),
        operator: row.operator.clone(),
        approved_at: row.approved_at,
        state_at: row.state_at,
        can_release: row.account_works && can_release(row, now),
    }
}

/// Whether a state holds the X.
pub(super) fn holds(state: BindingState) -> bool {
    match state {
        BindingState::Binding
        | BindingState::Bound
        | BindingState::Unconfirmed
        | BindingState::Unknown
        | BindingState::Releasing
        | BindingState::StillBound => true,
        BindingState::Rejected | BindingState::NotSent | BindingState::Released | BindingState::Ended => {
            false
        }
    }
}

/// Whether there is something to release, and a name to release it by: an AXB has none but its `subid`.
pub(super) fn can_release(row: &BindingRow, now: Millis) -> bool {
    let something = matches!(
        row.state,
        BindingState::Bound | BindingState::Unconfirmed | BindingState::Unknown | BindingState::StillBound
    );
    let named = row.terms.kind == BindingKind::Xa || row.subid.is_some();
    something && named && !row.is_past(now)
}
