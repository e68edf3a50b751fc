//! Answers: a send to the number of a conversation, from its account and extension. They are planned,
//! shown, approved and written down by the very code every send goes through.

use super::send::{Approval, approve, view};
use super::{Desk, DeskError};
use crate::contract::conversation::{AnswerDraft, ApproveAnswer};
use crate::contract::send::{ApproveResult, SendBody, SendDraft, SendPlan};
use crate::msisdn::mask_in_text;
use crate::store::conversation::{self, ConversationRow};
use crate::store::{Connection, StoreError, account, job, message};
use crate::vendors;

impl Desk {
    /// What an answer would be. Sends nothing. Nobody typed its number, so the plan shows it masked.
    pub async fn plan_answer(&self, answer: AnswerDraft) -> Result<SendPlan, DeskError> {
        let now = self.now();
        self.store()
            .read(move |connection| {
                let Some((draft, extension)) = drafted(connection, answer)? else {
                    return Ok(None);
                };
                Ok(view(connection, &draft, Some(&extension), now)?.map(masked))
            })
            .await?
            .ok_or(DeskError::NotFound("the conversation"))
    }

    /// Approves exactly the answer whose fingerprint is given.
    pub async fn approve_answer(&self, approved: ApproveAnswer) -> Result<ApproveResult, DeskError> {
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let ended = self
            .store()
            .write(move |transaction| {
                let Some((draft, extension)) = drafted(transaction, approved.draft)? else {
                    return Ok(None);
                };
                let approval = Approval {
                    draft,
                    extension: Some(extension),
                    fingerprint: approved.fingerprint,
                    confirmed: approved.confirmed,
                };
                approve(transaction, approval, &identity, random.as_ref(), now)
            })
            .await?;
        let (result, account_id) = ended.ok_or(DeskError::NotFound("the conversation"))?;
        if let Some(account_id) = account_id {
            self.set_going(account_id);
        }
        Ok(match result {
            ApproveResult::NotAsShown { plan } => ApproveResult::NotAsShown {
                plan: Box::new(masked(*plan)),
            },
            approved @ ApproveResult::Approved { .. } => approved,
        })
    }
}

/// An answer as a draft of a send, and its extension; `None` when there is no such conversation.
fn drafted(connection: &Connection, answer: AnswerDraft) -> Result<Option<(SendDraft, String)>, StoreError> {
    let Some(row) = conversation::get(connection, answer.conversation_id)? else {
        return Ok(None);
    };
    let extension = extension(connection, &row)?;
    let draft = SendDraft {
        draft_id: answer.draft_id,
        account_id: row.account_id,
        recipients: row.msisdn.reveal().to_owned(),
        body: SendBody::Plain {
            signature: answer.signature,
            content: answer.content,
        },
        reference: answer.reference,
        echo: String::new(),
        callback_url: String::new(),
    };
    Ok(Some((draft, extension)))
}

/// The extension by which the customer's next reply lands in the same place: the one this customer's
/// newest reply was sent to, which is what the vendor calls a send's extension too (lianjiang.md, 一.2
/// `code` and 五.3 `expand`, both 扩展号). None there means the account's number without one. What a vendor
/// gives but does not take (a whole access number, say) is answered by the extension of the message
/// that was replied to, and without one by the account's own.
fn extension(connection: &Connection, row: &ConversationRow) -> Result<String, StoreError> {
    let digits =
        vendors::by_id(&row.vendor).map_or(0, |vendor| vendor.capabilities().extension_digits as usize);
    let taken =
        |extension: &str| extension.len() <= digits && extension.bytes().all(|byte| byte.is_ascii_digit());
    if taken(&row.extension) {
        return Ok(row.extension.clone());
    }
    if let Some(id) = row.last_message_id
        && let Some(replied_to) = message::get(connection, id)?
        && let Some(way) = job::sent_with(connection, replied_to.job_id)?
    {
        return Ok(way.extension);
    }
    Ok(account::get(connection, row.account_id)?
        .map(|account| account.form.extension)
        .unwrap_or_default())
}

/// A plan whose number nobody typed.
fn masked(mut plan: SendPlan) -> SendPlan {
    for preview in &mut plan.previews {
        preview.number_revealed = crate::msisdn::mask(&preview.number_revealed);
    }
    for line in &mut plan.bad_lines {
        line.text = mask_in_text(&line.text);
    }
    plan
}
