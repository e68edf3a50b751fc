//! The ways out of *outcome unknown*: evidence, or a decision by hand. Sending again is
//! `desk::send::again`.

use super::ingest::Applied;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::account::Reason;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::message::{DecideMessage, Decision, Evidence, MessageState};
use crate::store::decision::{self, Decided};
use crate::store::{account, message};

impl Desk {
    /// Polls the vendor for a report on a message in doubt. Sends nothing.
    pub async fn look_for_evidence(&self, id: Id) -> Result<Evidence, DeskError> {
        let (before, account_id) = self.state_of(id).await?;
        let usable = self
            .store()
            .read(move |connection| account::get(connection, account_id))
            .await?
            .filter(|row| row.form.fetches_reports && row.enabled && !row.deleted);
        if usable.is_none() {
            return Ok(Evidence::NotHere);
        }
        let applied = match self.poll(account_id, PollKind::Reports).await {
            Err(DeskError::AccountPaused) => Applied::Failed(Reason::AccountPaused),
            other => other?,
        };
        let (state, _) = self.state_of(id).await?;
        Ok(match applied {
            _ if state != before => Evidence::Report { state },
            Applied::Failed(reason) => Evidence::CouldNotAsk { reason },
            Applied::Items(_) => Evidence::Nothing,
        })
    }

    async fn state_of(&self, id: Id) -> Result<(MessageState, Id), DeskError> {
        self.store()
            .read(move |connection| message::get(connection, id))
            .await?
            .map(|record| (record.state, record.account_id))
            .ok_or(DeskError::NotFound("the message"))
    }

    /// Decides by hand what became of a message. A later report overrules it.
    pub async fn decide_message(&self, decided: DecideMessage) -> Result<(), DeskError> {
        if decided.why.trim().is_empty() {
            return Err(DeskError::WrongState("a reason is needed"));
        }
        let identity = self.known_identity().await?;
        let now = self.now();
        let done = self
            .store()
            .write(move |transaction| {
                let Some(record) = message::get(transaction, decided.message_id)? else {
                    return Ok(None);
                };
                let open = matches!(record.state, MessageState::Unknown | MessageState::NoReport)
                    || record.state == MessageState::Accepted && !record.fetches_reports;
                if !open {
                    return Ok(Some(false));
                }
                let state = match decided.decision {
                    Decision::Delivered => MessageState::Delivered,
                    Decision::Failed => MessageState::Failed,
                };
                let by = Decided {
                    operator: identity.operator,
                    desk: identity.desk,
                    why: decided.why,
                    at: now,
                };
                decision::insert(transaction, record.id, decided.decision, &by)?;
                message::set_state(
                    transaction,
                    record.id,
                    state,
                    Some(&Reason::DecidedByHand),
                    true,
                    now,
                )?;
                Ok(Some(true))
            })
            .await?;
        match done {
            None => Err(DeskError::NotFound("the message")),
            Some(false) => Err(DeskError::WrongState("what became of the message is known")),
            Some(true) => {
                self.changed(&[Topic::Messages, Topic::Status]);
                Ok(())
            }
        }
    }
}
