//! The ways out of *outcome unknown*: evidence, or a decision by hand. Sending again is
//! `desk::send::again`.

use super::history::reports_here;
use super::ingest::Applied;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::account::Reason;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::message::{DecideMessage, Decision, Evidence, MessageState};
use crate::store::decision::{self, Decided};
use crate::store::message::MessageRecord;
use crate::store::{Connection, StoreError, account, message, operation};
use crate::vendors;

/// How evidence on a message can be asked for here: by polling its account's reports, or by asking
/// about the message itself. `None` where neither is offered.
pub(super) fn evidence_by(
    connection: &Connection,
    record: &MessageRecord,
) -> Result<Option<PollKind>, StoreError> {
    let Some(known) = vendors::by_id(&record.vendor).map(|vendor| vendor.capabilities()) else {
        return Ok(None);
    };
    let usable = account::get(connection, record.account_id)?.is_some_and(|row| row.enabled && !row.deleted);
    let asked_by_id = || {
        Ok::<_, StoreError>(
            operation::names(connection, record.operation_id)?.is_some_and(|(_, msg_id)| msg_id.is_some()),
        )
    };
    Ok(if !usable {
        None
    } else if known.polls_reports && record.fetches_reports {
        Some(PollKind::Reports)
    } else if known.queries_reports && asked_by_id()? {
        Some(PollKind::Status)
    } else {
        None
    })
}

impl Desk {
    /// Asks the vendor for a report on a message in doubt. Sends nothing.
    pub async fn look_for_evidence(&self, id: Id) -> Result<Evidence, DeskError> {
        let (before, account_id) = self.state_of(id).await?;
        let kind = self
            .store()
            .write(move |transaction| {
                let Some(record) = message::get(transaction, id)? else {
                    return Ok(None);
                };
                let way = evidence_by(transaction, &record)?;
                if way == Some(PollKind::Status) {
                    message::ask_again(transaction, id)?;
                }
                Ok(way)
            })
            .await?;
        let Some(kind) = kind else {
            return Ok(Evidence::NotHere);
        };
        let applied = match self.poll(account_id, kind).await {
            Err(DeskError::AccountPaused) => Applied::Failed(Reason::AccountPaused),
            other => other?,
        };
        let (state, _) = self.state_of(id).await?;
        let was_asked = kind != PollKind::Status
            || self
                .store()
                .read(move |connection| message::was_asked(connection, id))
                .await?;
        Ok(match applied {
            _ if state != before => Evidence::Report { state },
            // Too old to be asked about, or not sent yet.
            Applied::Items(_) if !was_asked => Evidence::NotHere,
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
                    || record.state == MessageState::Accepted && !reports_here(&record);
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
