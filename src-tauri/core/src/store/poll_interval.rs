//! How often something is polled, where an operator set it; and how fresh what polls bring is.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, unword, word};
use crate::contract::desk::PollKind;
use crate::contract::{Id, Millis};

/// The table, and what a poll brought by its time.
pub(super) const VERSION_3: &str = "
CREATE TABLE poll_interval (
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind)
) STRICT;
ALTER TABLE poll ADD COLUMN lag_milliseconds INTEGER;
CREATE INDEX poll_brought ON poll (account_id, kind, intent_at, items) WHERE outcome = 'applied';
";

/// Seconds between two polls of a kind while nothing is awaited; none where nobody set it.
pub fn get(connection: &Connection, account_id: Id, kind: PollKind) -> Result<Option<u32>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT seconds FROM poll_interval WHERE account_id = ?1 AND kind = ?2")?
        .query_row(params![account_id, word(&kind)?], |row| row.get(0))
        .optional()?)
}

/// Every interval that was set.
pub fn all(connection: &Connection) -> Result<HashMap<(Id, PollKind), u32>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT account_id, kind, seconds FROM poll_interval")?;
    let mut rows = statement.query([])?;
    let mut intervals = HashMap::new();
    while let Some(row) = rows.next()? {
        intervals.insert((row.get(0)?, unword(row.get(1)?)?), row.get(2)?);
    }
    Ok(intervals)
}

/// Sets an interval, or goes back to the default.
pub fn set(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
    seconds: Option<u32>,
) -> Result<(), StoreError> {
    match seconds {
        Some(seconds) => connection.execute(
            "INSERT INTO poll_interval (account_id, kind, seconds) VALUES (?1, ?2, ?3)
             ON CONFLICT (account_id, kind) DO UPDATE SET seconds = excluded.seconds",
            params![account_id, word(&kind)?, seconds],
        )?,
        None => connection.execute(
            "DELETE FROM poll_interval WHERE account_id = ?1 AND kind = ?2",
            params![account_id, word(&kind)?],
        )?,
    };
    Ok(())
}

/// Notes how long the newest item of a poll was on its way.
pub fn set_lag(connection: &Connection, poll_id: Id, lag: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE poll SET lag_milliseconds = ?2 WHERE id = ?1",
        params![poll_id, lag],
    )?;
    Ok(())
}

/// What the polls of a kind brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    /// When the last one that brought any went out, how many it brought, and how long the newest was on its way.
    pub last: Option<(Millis, u32, Option<Millis>)>,
    /// How many came since a time.
    pub since: u32,
}

/// What the polls of a kind brought last, and since `since`.
pub fn brought(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
    since: Millis,
) -> Result<Brought, StoreError> {
    let kind = word(&kind)?;
    let last = connection
        .prepare_cached(
            "SELECT intent_at, items, lag_milliseconds FROM poll
             WHERE account_id = ?1 AND kind = ?2 AND outcome = 'applied' ORDER BY intent_at DESC, id DESC LIMIT 1",
        )?
        .query_row(params![account_id, kind], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let since = connection
        .prepare_cached(
            "SELECT coalesce(sum(items), 0) FROM poll
             WHERE account_id = ?1 AND kind = ?2 AND outcome = 'applied' AND intent_at > ?3",
        )?
        .query_row(params![account_id, kind, since], |row| row.get(0))?;
    Ok(Brought { last, since })
}
