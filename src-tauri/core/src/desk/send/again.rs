//! Sending a message in doubt again: an operator's decision, as a new operation linked to the old.

use super::approve::{Approved, write};
use super::text;
use crate::contract::message::{MessageState, SendAgain};
use crate::contract::send::{ApproveResult, Blocker, SendPlan};
use crate::desk::history::text_of;
use crate::desk::{Desk, DeskError, access};
use crate::store::decision::{self, Decided};
use crate::store::job::{self, NewJob, SentWay};
use crate::store::message::{self, MessageRecord, NewMessage};
use crate::store::suppression;
use crate::vendors::{self, Settings};

enum Again {
    Approved(ApproveResult, Option<crate::contract::Id>),
    NotThere,
    NotInDoubt,
    AccountStopped,
}

impl Desk {
    /// Sends an unknown message again. The old one keeps its state: the doubt is not resolved by it.
    pub async fn send_again(&self, again: SendAgain) -> Result<ApproveResult, DeskError> {
        if again.why.trim().is_empty() {
            return Err(DeskError::WrongState("a reason is needed"));
        }
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let result = self
            .store()
            .write(move |transaction| {
                if let Some(job_id) = job::by_draft(transaction, &again.draft_id)? {
                    return Ok(Again::Approved(ApproveResult::Approved { job_id }, None));
                }
                let Some(old) = message::get(transaction, again.message_id)? else {
                    return Ok(Again::NotThere);
                };
                if old.state != MessageState::Unknown {
                    return Ok(Again::NotInDoubt);
                }
                let usable = crate::store::account::get(transaction, old.account_id)?
                    .filter(|row| row.enabled && !row.deleted && row.paused.is_none());
                let Some(account) = usable else {
                    return Ok(Again::AccountStopped);
                };
                if !access::missing_secrets(transaction, &account)?.is_empty() {
                    return Ok(Again::AccountStopped);
                }
                if suppression::listed(transaction, &old.msisdn)?.is_some() {
                    let plan = Box::new(suppressed(&old));
                    return Ok(Again::Approved(ApproveResult::NotAsShown { plan }, None));
                }
                let Some(vendor) = vendors::by_id(&old.vendor) else {
                    return Ok(Again::NotThere);
                };
                let Some(way) = job::sent_with(transaction, old.job_id)? else {
                    return Ok(Again::NotThere);
                };
                let shown = text_of(&old);
                let billed = old.segments;
                let approved = Approved {
                    job: NewJob {
                        draft_id: again.draft_id,
                        account_id: old.account_id,
                        text: old.text,
                        variables: old.template_variables,
                        way: SentWay {
                            // What is sent again goes now.
                            send_time: None,
                            ..way
                        },
                        operator: identity.operator.clone(),
                        desk: identity.desk.clone(),
                        reference: old.reference,
                        approved_at: now,
                        recipients: 1,
                        segments: billed,
                    },
                    messages: vec![NewMessage {
                        msisdn: old.msisdn,
                        variables: old.variables,
                        text_hash: text::hash(&shown),
                        segments: billed,
                    }],
                    operation_size: 1,
                    shared_values: false,
                    vendor_account: account.form.vendor_account,
                    settings: Settings(account.form.settings),
                    echo: String::new(),
                    sent_again_for: Some(old.id),
                };
                let (job_id, new_id) = write(transaction, vendor, &approved, random.as_ref())?;
                let by = Decided {
                    operator: identity.operator,
                    desk: identity.desk,
                    why: again.why,
                    at: now,
                };
                decision::insert_sent_again(transaction, old.id, new_id, &by)?;
                Ok(Again::Approved(
                    ApproveResult::Approved { job_id },
                    Some(old.account_id),
                ))
            })
            .await?;
        match result {
            Again::NotThere => Err(DeskError::NotFound("the message")),
            Again::NotInDoubt => Err(DeskError::WrongState(
                "only a message whose outcome is unknown is sent again",
            )),
            Again::AccountStopped => Err(DeskError::WrongState(
                "the account is paused, off or without its secret",
            )),
            Again::Approved(result, account_id) => {
                if let Some(account_id) = account_id {
                    self.set_going(account_id);
                }
                Ok(result)
            }
        }
    }
}

/// The plan of a message whose number is on the suppression list by now: nothing would go out.
fn suppressed(old: &MessageRecord) -> SendPlan {
    SendPlan {
        fingerprint: String::new(),
        numbers: 0,
        duplicates: 0,
        bad_lines: Vec::new(),
        bad_line_count: 0,
        suppressed: 1,
        suppressed_lines: vec![1],
        characters: 0,
        segments_each: old.segments,
        segments_total: 0,
        characters_left: 0,
        operations: 0,
        previews: Vec::new(),
        blockers: vec![Blocker::AllSuppressed],
        warnings: Vec::new(),
        confirmations: Vec::new(),
        messages_left: None,
        encoding: None,
        scheduled: None,
        callback_url: None,
    }
}
