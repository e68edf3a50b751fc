//! The last balance of each account, and why the last question failed.

use rusqlite::{Connection, params};

use super::{StoreError, json, unjson};
use crate::contract::account::{BalanceAmount, Reason};
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

/// Balances in any unit, thresholds, and when the money was said to be out.
pub(super) const VERSION_2: &str = "
ALTER TABLE balance ADD COLUMN amount TEXT;
UPDATE balance SET amount = json_object('unit', 'messages', 'left', messages_left) WHERE messages_left IS NOT NULL;
ALTER TABLE balance DROP COLUMN messages_left;
ALTER TABLE balance ADD COLUMN threshold TEXT;
ALTER TABLE balance ADD COLUMN out_of_money_at INTEGER;
ALTER TABLE balance ADD COLUMN told_at INTEGER;
";

/// What is known of an account's balance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BalanceRow {
    /// What is left, when last answered.
    pub amount: Option<BalanceAmount>,
    /// When that was.
    pub at: Option<Millis>,
    /// When the last question failed and why, if it did.
    pub failed: Option<(Millis, Reason)>,
    /// Below this the operator wants to be told; decimal text.
    pub threshold: Option<String>,
    /// When the vendor last said that the money is out.
    pub out_of_money_at: Option<Millis>,
    /// When the operator was told that it is low; none since it was not.
    pub told_at: Option<Millis>,
}

impl BalanceRow {
    /// Messages left, where it is counted in messages.
    pub fn messages_left(&self) -> Option<i64> {
        match self.amount {
            Some(BalanceAmount::Messages { left }) => Some(left),
            _ => None,
        }
    }
}

/// Keeps an answer. Money that was out is not out any more.
pub fn answered(
    connection: &Connection,
    account_id: Id,
    amount: &BalanceAmount,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO balance (account_id, amount, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (account_id) DO UPDATE SET amount = ?2, at = ?3, failed_reason = NULL, failed_at = NULL,
            out_of_money_at = NULL",
        params![account_id, json(amount)?, now],
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

/// Notes that the vendor said that the money is out, or that it is not any more.
pub fn out_of_money(connection: &Connection, account_id: Id, at: Option<Millis>) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO balance (account_id, out_of_money_at) VALUES (?1, ?2)
         ON CONFLICT (account_id) DO UPDATE SET out_of_money_at = ?2",
        params![account_id, at],
    )?;
    Ok(())
}

/// Sets or takes away the threshold; what was told of the old one is forgotten.
pub fn set_threshold(
    connection: &Connection,
    account_id: Id,
    threshold: Option<&str>,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO balance (account_id, threshold) VALUES (?1, ?2)
         ON CONFLICT (account_id) DO UPDATE SET threshold = ?2, told_at = NULL",
        params![account_id, threshold],
    )?;
    Ok(())
}

/// Notes when the operator was told that it is low, or that it is not low any more.
pub fn told(connection: &Connection, account_id: Id, at: Option<Millis>) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE balance SET told_at = ?2 WHERE account_id = ?1",
        params![account_id, at],
    )?;
    Ok(())
}

/// What is known.
pub fn get(connection: &Connection, account_id: Id) -> Result<BalanceRow, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT amount, at, failed_reason, failed_at, threshold, out_of_money_at, told_at FROM balance
         WHERE account_id = ?1",
    )?;
    let mut rows = statement.query([account_id])?;
    let Some(row) = rows.next()? else {
        return Ok(BalanceRow::default());
    };
    let failed_at: Option<Millis> = row.get(3)?;
    Ok(BalanceRow {
        amount: unjson(row.get(0)?)?,
        at: row.get(1)?,
        failed: failed_at.zip(unjson(row.get(2)?)?),
        threshold: row.get(4)?,
        out_of_money_at: row.get(5)?,
        told_at: row.get(6)?,
    })
}
