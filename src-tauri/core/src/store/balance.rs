//! The last balance of each account, and why the last question failed.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, json, unjson};
use crate::contract::account::Reason;
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE balance (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    messages_left INTEGER,
    at INTEGER,
    failed_reason TEXT,
    failed_at INTEGER
) STRICT;
";

/// What is known of an account's balance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BalanceRow {
    /// Messages left, when last answered.
    pub messages_left: Option<i64>,
    /// When that was.
    pub at: Option<Millis>,
    /// When the last question failed and why, if it did.
    pub failed: Option<(Millis, Reason)>,
}

/// Keeps an answer.
pub fn answered(connection: &Connection, account_id: Id, left: i64, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO balance (account_id, messages_left, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (account_id) DO UPDATE SET messages_left = ?2, at = ?3, failed_reason = NULL, failed_at = NULL",
        params![account_id, left, now],
    )?;
    Ok(())
}

/// Keeps why there was none; the last answer stays.
pub fn failed(
    connection: &Connection,
    account_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO balance (account_id, failed_reason, failed_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (account_id) DO UPDATE SET failed_reason = ?2, failed_at = ?3",
        params![account_id, json(reason)?, now],
    )?;
    Ok(())
}

/// The columns as they stand: messages left, when, why the last question failed, when.
type Stored = (Option<i64>, Option<Millis>, Option<String>, Option<Millis>);

/// What is known.
pub fn get(connection: &Connection, account_id: Id) -> Result<BalanceRow, StoreError> {
    let found: Option<Stored> = connection
        .query_row(
            "SELECT messages_left, at, failed_reason, failed_at FROM balance WHERE account_id = ?1",
            [account_id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    match found {
        None => Ok(BalanceRow::default()),
        Some((messages_left, at, reason, failed_at)) => Ok(BalanceRow {
            messages_left,
            at,
            failed: failed_at.zip(unjson(reason)?),
        }),
    }
}
