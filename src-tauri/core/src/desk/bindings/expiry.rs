//! The end of bindings: their time is over by this computer's clock.

use super::TOPICS;
use crate::contract::Millis;
use crate::desk::{Desk, DeskError};
use crate::store::binding;

impl Desk {
    /// Ends the bindings whose time is over: those that are bound at their end, those in doubt when
    /// their X is not reserved any longer.
    pub(in crate::desk) async fn end_bindings(&self, now: Millis) -> Result<(), DeskError> {
        // Asked on every look at the list: only what is there is written.
        let past = self
            .store()
            .read(move |connection| binding::any_past(connection, now))
            .await?;
        if past {
            self.store()
                .write(move |transaction| binding::end(transaction, now))
                .await?;
            self.changed(&TOPICS);
        }
        Ok(())
    }
}
