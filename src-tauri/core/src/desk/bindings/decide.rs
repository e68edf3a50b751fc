//! Bindings in doubt decided by hand, and the full numbers of a binding.

use super::TOPICS;
use crate::contract::Id;
use crate::contract::account::Reason;
use crate::contract::binding::{BindingNumbers, BindingState, DecideBinding};
use crate::desk::{Desk, DeskError};
use crate::store::binding;
use crate::store::decision::Decided;
use crate::store::reveal::{self, Revealed};

impl Desk {
    /// Decides by hand whether a binding in doubt is bound. A call that carries its token overrules
    /// it later. What is not bound stands as released: its X is free.
    pub async fn decide_binding(&self, decided: DecideBinding) -> Result<(), DeskError> {
        if decided.why.trim().is_empty() {
            return Err(DeskError::WrongState("a reason is needed"));
        }
        let (identity, now) = (self.known_identity().await?, self.now());
        let done = self
            .store()
            .write(move |transaction| {
                let Some(row) = binding::get(transaction, decided.binding_id)? else {
                    return Ok(None);
                };
                let open = matches!(
                    row.state,
                    BindingState::Unknown | BindingState::Unconfirmed | BindingState::StillBound
                );
                // A mark by hand may be taken back, and what no account can release any more is let go by hand.
                let by_hand = row.state == BindingState::Bound
                    && (row.reason == Some(Reason::DecidedByHand) || !row.account_works);
                if !(open || by_hand) || row.is_past(now) {
                    return Ok(Some(false));
                }
                let by = Decided {
                    operator: identity.operator,
                    desk: identity.desk,
                    why: decided.why.trim().to_owned(),
                    at: now,
                };
                binding::decide(transaction, row.id, decided.bound, &by)?;
                let state = if decided.bound {
                    BindingState::Bound
                } else {
                    BindingState::Released
                };
                let reason = Some(&Reason::DecidedByHand);
                binding::set_state(transaction, row.id, state, reason, None, now)?;
                Ok(Some(true))
            })
            .await?;
        match done {
            None => Err(DeskError::NotFound("the binding")),
            Some(false) => Err(DeskError::WrongState("whether it is bound is known")),
            Some(true) => {
                self.changed(&TOPICS);
                Ok(())
            }
        }
    }

    /// The full numbers of a binding. The look is recorded.
    pub async fn reveal_binding(&self, id: Id) -> Result<BindingNumbers, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let numbers = self
            .store()
            .write(move |transaction| {
                let Some(row) = binding::get(transaction, id)? else {
                    return Ok(None);
                };
                let what = Revealed::Binding(id);
                reveal::insert(transaction, what, &identity.operator, &identity.desk, now)?;
                Ok(Some(BindingNumbers {
                    a_number_revealed: row.terms.a_number.reveal().to_owned(),
                    b_number_revealed: row.terms.b_number.reveal().to_owned(),
                }))
            })
            .await?
            .ok_or(DeskError::NotFound("the binding"))?;
        // The look stands in the story from now on.
        self.changed(&TOPICS);
        Ok(numbers)
    }
}
