//! A message as a list and its story show it.

use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use super::super::{StoreError, meant};
use crate::contract::account::{Reason, SendMode};
use crate::contract::message::MessageState;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// A message as it stands in the ledger, with what a list shows of its job and account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its id.
    pub id: Id,
    /// Its job.
    pub job_id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Its account.
    pub account_id: Id,
    /// To whom.
    pub msisdn: Msisdn,
    /// The values of the template's places.
    pub variables: Option<Vec<String>>,
    /// Billed segments, as estimated.
    pub segments: u32,
    /// Where it stands.
    pub state: MessageState,
    /// Why.
    pub reason: Option<Reason>,
    /// When it was approved.
    pub approved_at: Millis,
    /// When it was submitted.
    pub submitted_at: Option<Millis>,
    /// When its state last changed.
    pub state_at: Millis,
    /// Whether a person decided its state.
    pub decided_by_hand: bool,
    /// Whether a later report said something else than the first.
    pub contradicted: bool,
    /// The message it was sent again for.
    pub sent_again_for: Option<Id>,
    /// The job's text.
    pub text: String,
    /// The job's template variables.
    pub template_variables: Option<Vec<crate::contract::template::TemplateVariable>>,
    /// The job's reference.
    pub reference: String,
    /// Who approved it.
    pub operator: String,
    /// The account's vendor.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Whether the account's reports can reach this computer: polled here, or pushed here before.
    pub reports_here: bool,
    /// Whether it is polled here.
    pub fetches_reports: bool,
    /// How it was sent.
    pub mode: SendMode,
    /// When it was scheduled for.
    pub scheduled_for: Option<Millis>,
    /// The vendor's message id of this recipient, where it has one of its own.
    pub msg_id: Option<String>,
}

pub(super) const RECORD: &str = "SELECT message.id, message.job_id, message.operation_id, message.account_id, message.msisdn,
    message.variables, message.segments, message.state, message.reason, message.approved_at, message.submitted_at,
    message.state_at, message.decided_by_hand, message.contradicted, message.sent_again_for, job.text, job.variables,
    job.reference, account.vendor, account.name,
    account.fetches_reports AND account.enabled AND account.deleted_at IS NULL, account.last_push_at IS NOT NULL,
    job.mode, job.send_at, message.msg_id, job.operator
    FROM message JOIN job ON job.id = message.job_id JOIN account ON account.id = message.account_id";

/// A column's text, where it lies.
fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

/// What a column's JSON holds, if there is any.
fn given<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>, StoreError> {
    match row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?
    {
        Some(json) => Ok(serde_json::from_str(json)?),
        None => Ok(None),
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<MessageRecord, StoreError> {
    Ok(MessageRecord {
        id: row.get(0)?,
        job_id: row.get(1)?,
        operation_id: row.get(2)?,
        account_id: row.get(3)?,
        msisdn: Msisdn::as_given(text(row, 4)?),
        variables: given(row, 5)?,
        segments: row.get(6)?,
        state: meant(text(row, 7)?)?,
        reason: given(row, 8)?,
        approved_at: row.get(9)?,
        submitted_at: row.get(10)?,
        state_at: row.get(11)?,
        decided_by_hand: row.get(12)?,
        contradicted: row.get(13)?,
        sent_again_for: row.get(14)?,
        text: row.get(15)?,
        template_variables: given(row, 16)?,
        reference: row.get(17)?,
        vendor: row.get(18)?,
        account_name: row.get(19)?,
        fetches_reports: row.get(20)?,
        reports_here: row.get::<_, bool>(20)? || row.get::<_, bool>(21)?,
        mode: meant(text(row, 22)?)?,
        scheduled_for: row.get(23)?,
        msg_id: row.get(24)?,
        operator: row.get(25)?,
    })
}

/// One message.
pub fn get(connection: &Connection, id: Id) -> Result<Option<MessageRecord>, StoreError> {
    let mut statement =
        connection.prepare_cached(const_format::concatcp!(RECORD, " WHERE message.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}
