//! Gaps: times in which reports or replies may have been handed out and lost. Adjoining gaps are one.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, poll, unword, word};
use crate::contract::desk::{Gap, PollKind};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE gap (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    last_poll_id INTEGER NOT NULL,
    acknowledged_at INTEGER
) STRICT;
CREATE INDEX gap_account ON gap (account_id, kind, id);
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// A poll of `account_id` that went out at `intent_at` may have lost something until `to_at`.
pub fn extend(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
    poll_id: Id,
    intent_at: Millis,
    to_at: Millis,
) -> Result<(), StoreError> {
    let good = poll::last_good(connection, account_id, kind)?;
    let last: Option<(Id, Id)> = connection
        .query_row(
            "SELECT id, last_poll_id FROM gap WHERE account_id = ?1 AND kind = ?2 AND acknowledged_at IS NULL
             ORDER BY id DESC LIMIT 1",
            params![account_id, word(&kind)?],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((id, last_poll)) = last
        && good.is_none_or(|(good_poll, _)| good_poll < last_poll)
    {
        connection.execute(
            "UPDATE gap SET to_at = max(to_at, ?2), last_poll_id = ?3 WHERE id = ?1",
            params![id, to_at, poll_id],
        )?;
        return Ok(());
    }
    // What a person has seen is not said again: of the same time without a good poll, what comes after it.
    let seen: Option<Millis> = connection
        .query_row(
            "SELECT to_at FROM gap WHERE account_id = ?1 AND kind = ?2 AND acknowledged_at IS NOT NULL
               AND last_poll_id > ?3 ORDER BY id DESC LIMIT 1",
            params![
                account_id,
                word(&kind)?,
                good.map_or(0, |(good_poll, _)| good_poll)
            ],
            |row| row.get(0),
        )
        .optional()?;
    let from_at = seen
        .or(good.map(|(_, at)| at))
        .map_or(intent_at, |at| at.min(intent_at));
    connection.execute(
        "INSERT INTO gap (account_id, kind, from_at, to_at, last_poll_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![account_id, word(&kind)?, from_at, to_at.max(from_at), poll_id],
    )?;
    Ok(())
}

/// Gaps nobody has acknowledged, newest first.
pub fn open(connection: &Connection) -> Result<Vec<Gap>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT gap.id, account.name, gap.kind, gap.from_at, gap.to_at, gap.account_id
         FROM gap JOIN account ON account.id = gap.account_id
         WHERE gap.acknowledged_at IS NULL ORDER BY gap.id DESC LIMIT 100",
    )?;
    let mut rows = statement.query([])?;
    let mut gaps = Vec::new();
    while let Some(row) = rows.next()? {
        gaps.push(Gap {
            id: row.get(0)?,
            account_id: row.get(5)?,
            account_name: row.get(1)?,
            kind: unword(row.get(2)?)?,
            from_at: row.get(3)?,
            to_at: row.get(4)?,
        });
    }
    Ok(gaps)
}

/// Marks a gap as seen.
pub fn acknowledge(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE gap SET acknowledged_at = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}
