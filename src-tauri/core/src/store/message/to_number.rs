//! Messages of an account to one number.

use rusqlite::{Connection, params};

use super::super::StoreError;
use super::MessageRecord;
use super::record::{RECORD, read};
use crate::contract::Id;
use crate::msisdn::Msisdn;

/// Messages of an account to a number, newest first. The plus keeps the index of the number in use: that of the
/// account has all its messages.
pub fn to_number(
    connection: &Connection,
    account_id: Id,
    msisdn: &Msisdn,
    before: Option<Id>,
    limit: u32,
) -> Result<Vec<MessageRecord>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "{RECORD} WHERE message.msisdn = ?2 AND +message.account_id = ?1 AND message.id < ?3
         ORDER BY message.id DESC LIMIT ?4"
    ))?;
    let mut rows = statement.query(params![
        account_id,
        msisdn.reveal(),
        before.unwrap_or(Id::MAX),
        limit
    ])?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(read(row)?);
    }
    Ok(messages)
}
