//! Retention: what is old enough to go, and taking it away with everything that hangs on it.
//!
//! What is due is found on a connection that only reads, a few hundred rows at a time and by their ids; what was found
//! is looked at again in the transaction that removes it. So the one writer is never held for long, and a run that ends
//! early has removed what it said it did.
//!
//! A time that a wrong clock wrote makes nothing old: rows are numbered in the order in which they came, so what stands
//! behind a row that is not old is not old either, whatever time it bears (see [`limit`]).
//!
//! Never removed, however old: what is open (queued, on the wire, accepted and waiting, in a job that runs or is
//! paused), what is in doubt, what holds an X or may hold one, conversations nobody has read or handled, what was fetched
//! for another desk and not handed over, items and replies of polls that could not be read, the suppression list, gaps. Keys by which something that
//! comes again is known stand in the rows themselves; no rule is shorter than the 30 days they are needed for.

mod bindings;
mod checks;
mod disclosures;
mod exchanges;
mod messages;
mod replies;
mod run;
mod wipe;

use rusqlite::{Connection, OptionalExtension, params};

pub use messages::give_up_waiting;
pub use run::{begin, cut_off, end, note, runs};
pub use wipe::{empty_log, rewrite};

use super::{StoreError, text_index};
use crate::contract::keeping::RetentionKind;
use crate::contract::{Id, Millis};

/// What version 3 adds: the runs, and indexes for the children of what is removed.
pub(super) const VERSION_3: &str = const_format::concatcp!(run::VERSION_3, disclosures::VERSION_3, CHILDREN);

/// Without these, every removed row is looked for in all rows that might refer to it.
const CHILDREN: &str = "
CREATE INDEX reply_message ON reply (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX decision_new_message ON decision (new_message_id) WHERE new_message_id IS NOT NULL;
CREATE INDEX report_old ON report (received_at) WHERE message_id IS NULL;
";

/// Rows that are removed in one transaction.
pub const BATCH: u32 = 500;

/// Keys by which something that comes again is known are needed for so long: the longest a vendor is asked about a
/// message (intl-sms.md, 第四章).
pub const KEYS_KEPT: Millis = 30 * 24 * 60 * 60 * 1000;

/// How old is old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// What is older than this goes.
    pub older_than: Millis,
    /// What came after this is still needed to know it again.
    pub keys_from: Millis,
    /// What bears a later time was written by a wrong clock.
    pub now: Millis,
}

/// What is removed together: a table, with what hangs on its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Messages, with their reports, decisions, operations and jobs.
    Messages,
    /// Reports that fit no message.
    Reports,
    /// MO replies.
    Replies,
    /// Bindings, with their calls and operations.
    Bindings,
    /// Calls that went through no binding known here.
    Calls,
    /// Number checks.
    Checks,
    /// Requests of sends, checks, binds and releases, and what came back.
    Attempts,
    /// Replies of polls.
    Polls,
    /// Bodies of pushes.
    Pushes,
    /// Records of exports.
    Exports,
    /// Looks at full numbers.
    Looks,
}

impl Part {
    /// What a kind is made of, in the order in which it is removed.
    pub fn of(kind: RetentionKind) -> &'static [Self] {
        match kind {
            RetentionKind::Messages => &[Self::Messages, Self::Reports],
            RetentionKind::Replies => &[Self::Replies],
            RetentionKind::Bindings => &[Self::Bindings, Self::Calls],
            RetentionKind::Checks => &[Self::Checks],
            RetentionKind::Exchanges => &[Self::Attempts, Self::Polls, Self::Pushes],
            RetentionKind::Disclosures => &[Self::Exports, Self::Looks],
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Messages => "message",
            Self::Reports => "report",
            Self::Replies => "reply",
            Self::Bindings => "binding",
            Self::Calls => "x_call",
            Self::Checks => "number_check",
            Self::Attempts => "attempt",
            Self::Polls => "poll",
            Self::Pushes => "push",
            Self::Exports => "export_record",
            Self::Looks => "reveal",
        }
    }

    /// When a row was written, as it bears it.
    fn written_at(self) -> &'static str {
        match self {
            Self::Messages | Self::Bindings => "approved_at",
            Self::Reports | Self::Replies | Self::Calls | Self::Pushes => "received_at",
            Self::Checks | Self::Exports | Self::Looks => "at",
            Self::Attempts => "prepared_at",
            Self::Polls => "intent_at",
        }
    }

    /// What must hold of a row that goes; `?1` is [`Age::older_than`], `?2` is [`Age::keys_from`].
    fn condition(self) -> &'static str {
        match self {
            Self::Messages => messages::DUE,
            Self::Reports => messages::REPORTS_DUE,
            Self::Replies => replies::DUE,
            Self::Bindings => bindings::DUE,
            Self::Calls => bindings::CALLS_DUE,
            Self::Checks => checks::DUE,
            Self::Attempts => exchanges::ATTEMPTS_DUE,
            Self::Polls => exchanges::POLLS_DUE,
            Self::Pushes => exchanges::PUSHES_DUE,
            Self::Exports => disclosures::EXPORTS_DUE,
            Self::Looks => disclosures::LOOKS_DUE,
        }
    }
}

/// Rows that were written within so much of each other are not told apart by their times: a clock is set now and then.
const NEAR: Millis = 24 * 60 * 60 * 1000;

/// The last row that can be old, by the order in which rows came: those behind the first that is not old came after it,
/// and those behind the youngest of the others bear a time before it, which only a wrong clock wrote.
pub fn limit(connection: &Connection, part: Part, age: Age) -> Result<Id, StoreError> {
    let (table, written_at) = (part.table(), part.written_at());
    let young: Option<Id> = connection
        .prepare_cached(&format!(
            "SELECT id FROM {table} WHERE {written_at} >= ?1 AND {written_at} <= ?2 ORDER BY id LIMIT 1"
        ))?
        .query_row(params![age.older_than, age.now], |row| row.get(0))
        .optional()?;
    let before = young.unwrap_or(Id::MAX);
    let last: Option<Id> = connection
        .prepare_cached(&format!(
            "SELECT max(id) FROM {table} WHERE id < ?1 AND {written_at} < ?2 AND {written_at} >=
                (SELECT max({written_at}) FROM {table} WHERE id < ?1 AND {written_at} < ?2) - ?3"
        ))?
        .query_row(params![before, age.older_than, NEAR], |row| row.get(0))?;
    Ok(last.unwrap_or(Id::MIN))
}

/// How many rows would go now.
pub fn count(connection: &Connection, part: Part, age: Age) -> Result<u64, StoreError> {
    let (table, condition) = (part.table(), part.condition());
    let sql = format!("SELECT count(*) FROM {table} WHERE {table}.id <= ?3 AND {condition} AND ?2 = ?2");
    let last = limit(connection, part, age)?;
    let count: i64 = connection
        .prepare_cached(&sql)?
        .query_row(params![age.older_than, age.keys_from, last], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// The next rows that would go now, after a row and up to the [`limit`]: at most [`BATCH`].
pub fn due(
    connection: &Connection,
    part: Part,
    age: Age,
    (after, last): (Id, Id),
) -> Result<Vec<Id>, StoreError> {
    let (table, condition) = (part.table(), part.condition());
    let sql = format!(
        "SELECT {table}.id FROM {table} WHERE {table}.id > ?3 AND {table}.id <= ?5 AND {condition} AND ?2 = ?2
         ORDER BY {table}.id LIMIT ?4"
    );
    let ids = connection
        .prepare_cached(&sql)?
        .query_map(
            params![age.older_than, age.keys_from, after, BATCH, last],
            |row| row.get(0),
        )?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(ids)
}

/// Removes those of `ids` that may still go, with what hangs on them; gives how many.
pub fn remove(connection: &Connection, part: Part, age: Age, ids: &[Id]) -> Result<u64, StoreError> {
    let ids = still_due(connection, part, age, ids)?;
    if ids.is_empty() {
        return Ok(0);
    }
    disclosures::keep_names(connection)?;
    match part {
        Part::Messages => messages::remove(connection, &ids)?,
        Part::Reports => messages::remove_reports(connection, &ids)?,
        Part::Replies => replies::remove(connection, &ids)?,
        Part::Bindings => bindings::remove(connection, &ids)?,
        Part::Calls => bindings::remove_calls(connection, &ids)?,
        Part::Checks => checks::remove(connection, &ids)?,
        Part::Attempts => exchanges::clear_attempts(connection, &ids)?,
        Part::Polls => exchanges::clear_polls(connection, &ids)?,
        Part::Pushes => exchanges::clear_pushes(connection, &ids)?,
        Part::Exports | Part::Looks => delete(connection, part.table(), &ids)?,
    }
    disclosures::let_go(connection)?;
    Ok(ids.len() as u64)
}

fn still_due(connection: &Connection, part: Part, age: Age, ids: &[Id]) -> Result<Vec<Id>, StoreError> {
    let (table, condition) = (part.table(), part.condition());
    let sql = format!(
        "SELECT {table}.id FROM {table} WHERE {table}.id IN (SELECT value FROM json_each(?3)) AND {condition}
         AND ?2 = ?2"
    );
    let still = connection
        .prepare_cached(&sql)?
        .query_map(params![age.older_than, age.keys_from, list(ids)?], |row| {
            row.get(0)
        })?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(still)
}

/// Ids as a statement takes them: `IN (SELECT value FROM json_each(?))`.
fn list(ids: &[Id]) -> Result<String, StoreError> {
    Ok(serde_json::to_string(ids)?)
}

/// Rows of a table by their ids.
fn delete(connection: &Connection, table: &str, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        &format!("DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?1))"),
        ids,
    )
}

/// Runs a statement whose one value is a list of ids.
fn run_with(connection: &Connection, sql: &str, ids: &[Id]) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([list(ids)?])?;
    Ok(())
}

/// Ids that a statement gives for ids.
fn found(connection: &Connection, sql: &str, ids: &[Id]) -> Result<Vec<Id>, StoreError> {
    let found = connection
        .prepare_cached(sql)?
        .query_map([list(ids)?], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(found)
}

/// Operations, with their attempts, and the jobs that have no other.
fn remove_operations(connection: &Connection, operations: &[Id]) -> Result<(), StoreError> {
    let jobs = found(
        connection,
        "SELECT DISTINCT job_id FROM operation WHERE id IN (SELECT value FROM json_each(?1))",
        operations,
    )?;
    run_with(
        connection,
        "DELETE FROM attempt WHERE operation_id IN (SELECT value FROM json_each(?1))",
        operations,
    )?;
    delete(connection, "operation", operations)?;
    let empty = found(
        connection,
        "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM operation WHERE operation.job_id = value)",
        &jobs,
    )?;
    text_index::forget_jobs(connection, &empty)?;
    run_with(
        connection,
        "DELETE FROM act WHERE kind IN ('job_held', 'job_resumed', 'job_given_up')
            AND about IN (SELECT value FROM json_each(?1))",
        &empty,
    )?;
    delete(connection, "job", &empty)
}
