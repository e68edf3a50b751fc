//! Polls: the intent, then the raw reply, then what became of it. Raw first: nothing is looked at
//! before it is here.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, json, unword, word};
use crate::contract::account::Reason;
use crate::contract::desk::PollKind;
use crate::contract::{Id, Millis};
use crate::vendors::http::HttpReply;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE poll (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    intent_at INTEGER NOT NULL,
    fetched_at INTEGER,
    reply_status INTEGER,
    raw BLOB,
    outcome TEXT NOT NULL,
    reason TEXT,
    items INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX poll_good ON poll (account_id, kind, id) WHERE outcome IN ('applied', 'empty');
CREATE INDEX poll_nothing ON poll (account_id, kind, id) WHERE outcome IN ('empty', 'no_gap');
CREATE INDEX poll_open ON poll (outcome) WHERE outcome IN ('intent', 'raw');
";

/// Outcomes that are not the last. Written as the index `poll_open` has it, so that the index is used.
const OPEN: &str = "poll.outcome IN ('intent', 'raw')";

/// What became of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollOutcome {
    /// Written down before connecting: the vendor may have handed something out.
    Intent,
    /// The raw reply is here, nobody has looked at it.
    Raw,
    /// Looked at; it brought something.
    Applied,
    /// Looked at; it brought nothing.
    Empty,
    /// It failed in a way that cannot have lost anything.
    NoGap,
    /// It may have lost something.
    Gap,
}

/// A poll whose raw reply nobody has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPoll {
    /// The poll.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// Its account's vendor.
    pub vendor: String,
    /// What was polled.
    pub kind: PollKind,
    /// When the reply came.
    pub fetched_at: Millis,
    /// The reply.
    pub reply: HttpReply,
}

/// Writes down that a poll is about to go out.
pub fn intend(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
    now: Millis,
) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO poll (account_id, kind, intent_at, outcome) VALUES (?1, ?2, ?3, 'intent')",
        params![account_id, word(&kind)?, now],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Keeps the raw reply.
pub fn keep_raw(connection: &Connection, id: Id, reply: &HttpReply, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE poll SET fetched_at = ?2, reply_status = ?3, raw = ?4, outcome = 'raw' WHERE id = ?1",
        params![id, now, reply.status, reply.body],
    )?;
    Ok(())
}

/// Writes down what became of a poll. Older polls that brought nothing are let go: the newest one
/// tells how fresh the account is.
pub fn finish(
    connection: &Connection,
    id: Id,
    outcome: PollOutcome,
    reason: Option<&Reason>,
    items: usize,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE poll SET outcome = ?2, reason = ?3, items = ?4 WHERE id = ?1",
        params![
            id,
            word(&outcome)?,
            reason.map(json).transpose()?,
            i64::try_from(items).unwrap_or(i64::MAX)
        ],
    )?;
    if !matches!(outcome, PollOutcome::Empty | PollOutcome::NoGap) {
        return Ok(());
    }
    let (account_id, kind): (Id, String) =
        connection.query_row("SELECT account_id, kind FROM poll WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    // A reply with a code that says nothing is kept: something may stand in it.
    connection
        .prepare_cached(
            "DELETE FROM poll WHERE account_id = ?1 AND kind = ?2 AND id < ?3
               AND outcome IN ('empty', 'no_gap') AND (outcome = 'empty' OR raw IS NULL)",
        )?
        .execute(params![account_id, kind, id])?;
    Ok(())
}

/// Polls whose raw reply nobody has looked at, oldest first.
pub fn raw(connection: &Connection) -> Result<Vec<RawPoll>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT poll.id, poll.account_id, account.vendor, poll.kind, poll.fetched_at, poll.reply_status, poll.raw
         FROM poll JOIN account ON account.id = poll.account_id
         WHERE {OPEN} AND poll.outcome = 'raw' ORDER BY poll.id"
    ))?;
    let mut rows = statement.query([])?;
    let mut polls = Vec::new();
    while let Some(row) = rows.next()? {
        polls.push(RawPoll {
            id: row.get(0)?,
            account_id: row.get(1)?,
            vendor: row.get(2)?,
            kind: unword(row.get(3)?)?,
            fetched_at: row.get(4)?,
            reply: HttpReply {
                status: row.get(5)?,
                date: None,
                body: row.get(6)?,
            },
        });
    }
    Ok(polls)
}

/// Polls that were cut off between intent and raw reply: id, account, kind, intent.
pub fn cut_off(connection: &Connection) -> Result<Vec<(Id, Id, PollKind, Millis)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, account_id, kind, intent_at FROM poll WHERE {OPEN} AND outcome = 'intent' ORDER BY id"
    ))?;
    let mut rows = statement.query([])?;
    let mut polls = Vec::new();
    while let Some(row) = rows.next()? {
        polls.push((row.get(0)?, row.get(1)?, unword(row.get(2)?)?, row.get(3)?));
    }
    Ok(polls)
}

/// When a poll of an account last went well: intent and row id.
pub fn last_good(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
) -> Result<Option<(Id, Millis)>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id, intent_at FROM poll WHERE account_id = ?1 AND kind = ?2 AND outcome IN ('applied', 'empty')
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![account_id, word(&kind)?], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
