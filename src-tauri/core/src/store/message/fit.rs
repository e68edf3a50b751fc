//! Finding the message that a report, or a vendor's answer for one recipient, is about.

use rusqlite::{Connection, Row, params};

use super::super::{StoreError, json, unword, word};
use crate::contract::account::Reason;
use crate::contract::message::MessageState;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// What a report needs to know of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The message.
    pub id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Where it stands.
    pub state: MessageState,
    /// The code that decided it, if a report did.
    pub verdict_code: Option<String>,
}

fn reported(row: &Row<'_>) -> rusqlite::Result<(Id, Id, String, Option<String>)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

/// The message of an operation to a number. An operation of one message names it alone, however the vendor writes the
/// number.
pub fn of_operation(
    connection: &Connection,
    operation_id: Id,
    msisdn: Option<&Msisdn>,
) -> Result<Option<Reported>, StoreError> {
    let mut found = Vec::new();
    if let Some(msisdn) = msisdn {
        found = connection
            .prepare_cached(
                "SELECT id, operation_id, state, verdict_code FROM message
                 WHERE operation_id = ?1 AND msisdn = ?2 LIMIT 2",
            )?
            .query_map(params![operation_id, msisdn.reveal()], reported)?
            .collect::<Result<Vec<_>, _>>()?;
    }
    if found.is_empty() {
        found = connection
            .prepare_cached(
                "SELECT id, operation_id, state, verdict_code FROM message WHERE operation_id = ?1 LIMIT 2",
            )?
            .query_map([operation_id], reported)?
            .collect::<Result<Vec<_>, _>>()?;
    }
    only(found)
}

/// The message an account submitted under a vendor's message id: the recipient's own, or the operation's together with
/// the number.
pub fn by_msg_id(
    connection: &Connection,
    account_id: Id,
    msg_id: &str,
    msisdn: Option<&Msisdn>,
) -> Result<Option<Reported>, StoreError> {
    let msisdn = msisdn.map(Msisdn::reveal);
    let own = connection
        .prepare_cached(
            "SELECT id, operation_id, state, verdict_code FROM message
             WHERE msg_id = ?2 AND +account_id = ?1 AND (?3 IS NULL OR msisdn = ?3) LIMIT 2",
        )?
        .query_map(params![account_id, msg_id, msisdn], reported)?
        .collect::<Result<Vec<_>, _>>()?;
    if !own.is_empty() {
        return only(own);
    }
    // Said in two ways: hundreds of messages share an operation, and with the number the index leads to one.
    let sql = match msisdn {
        Some(_) => {
            "SELECT message.id, message.operation_id, message.state, message.verdict_code
             FROM operation CROSS JOIN message ON message.operation_id = operation.id AND message.msisdn = ?3
             WHERE operation.msg_id = ?2 AND +operation.account_id = ?1 LIMIT 2"
        }
        None => {
            "SELECT message.id, message.operation_id, message.state, message.verdict_code
             FROM operation CROSS JOIN message ON message.operation_id = operation.id
             WHERE operation.msg_id = ?2 AND +operation.account_id = ?1 AND ?3 IS NULL LIMIT 2"
        }
    };
    let found = connection
        .prepare_cached(sql)?
        .query_map(params![account_id, msg_id, msisdn], reported)?
        .collect::<Result<Vec<_>, _>>()?;
    only(found)
}

/// What the vendor answered for one recipient of an operation, while it is on the wire.
pub fn answer(
    connection: &Connection,
    operation_id: Id,
    msisdn: &Msisdn,
    msg_id: Option<&str>,
    to: MessageState,
    reason: Option<&Reason>,
    now: Millis,
) -> Result<(), StoreError> {
    let accepted = to == MessageState::Accepted;
    connection
        .prepare_cached(
            "UPDATE message SET state = ?4, reason = ?5, state_at = ?6, msg_id = coalesce(msg_id, ?3),
                submitted_at = CASE WHEN ?7 THEN coalesce(submitted_at, ?6) ELSE submitted_at END
             WHERE operation_id = ?1 AND msisdn = ?2 AND state = 'sending'",
        )?
        .execute(params![
            operation_id,
            msisdn.reveal(),
            msg_id,
            word(&to)?,
            reason.map(json).transpose()?,
            now,
            accepted
        ])?;
    if let Some(msg_id) = msg_id {
        // A report may have said more already: the id is kept all the same.
        connection
            .prepare_cached(
                "UPDATE message SET msg_id = ?3 WHERE operation_id = ?1 AND msisdn = ?2 AND msg_id IS NULL",
            )?
            .execute(params![operation_id, msisdn.reveal(), msg_id])?;
    }
    Ok(())
}

/// One row, if there is exactly one: a report that could be about two messages is about none.
fn only(mut found: Vec<(Id, Id, String, Option<String>)>) -> Result<Option<Reported>, StoreError> {
    if found.len() > 1 {
        return Ok(None);
    }
    found.pop().map(as_reported).transpose()
}

fn as_reported(found: (Id, Id, String, Option<String>)) -> Result<Reported, StoreError> {
    let (id, operation_id, state, verdict_code) = found;
    Ok(Reported {
        id,
        operation_id,
        state: unword(state)?,
        verdict_code,
    })
}
