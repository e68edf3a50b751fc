//! Runs, as they are written down: with every batch what it removed.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::super::{StoreError, json, unjson};
use crate::contract::keeping::{RetentionCount, RetentionKind, RetentionRule, RetentionRun};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_3: &str = "
CREATE TABLE retention_run (
    id INTEGER PRIMARY KEY,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL,
    rules TEXT NOT NULL,
    removed TEXT NOT NULL DEFAULT '{}',
    finished_at INTEGER
) STRICT;
";

/// Runs that are listed.
const SHOWN: u32 = 50;

/// What was removed, by kind.
type Removed = BTreeMap<RetentionKind, u64>;

/// Writes down that a run begins: by whom (nobody when by itself), and by which rules.
pub fn begin(
    connection: &Connection,
    (operator, desk): (&str, &str),
    rules: &[RetentionRule],
    now: Millis,
) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO retention_run (operator, desk, at, rules) VALUES (?1, ?2, ?3, ?4)",
        params![operator, desk, now, json(&rules)?],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Whether a run before did not come to its end: what it removed may stand in the write-ahead log.
pub fn cut_off(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM retention_run WHERE finished_at IS NULL)",
        [],
        |row| row.get(0),
    )?)
}

/// Adds what a batch removed.
pub fn note(connection: &Connection, id: Id, kind: RetentionKind, rows: u64) -> Result<(), StoreError> {
    let removed = connection.query_row("SELECT removed FROM retention_run WHERE id = ?1", [id], |row| {
        row.get(0)
    })?;
    let mut removed: Removed = unjson(removed)?.unwrap_or_default();
    *removed.entry(kind).or_default() += rows;
    connection.execute(
        "UPDATE retention_run SET removed = ?2 WHERE id = ?1",
        params![id, json(&removed)?],
    )?;
    Ok(())
}

/// Writes down that a run came to its end. One that began by itself and had nothing to remove is not worth a line.
pub fn end(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    // Those that were cut off before are over with it.
    connection.execute(
        "UPDATE retention_run SET finished_at = ?1 WHERE finished_at IS NULL",
        [now],
    )?;
    connection.execute(
        "DELETE FROM retention_run WHERE id = ?1 AND operator = '' AND removed = '{}'",
        [id],
    )?;
    Ok(())
}

/// The last runs, newest first.
pub fn runs(connection: &Connection) -> Result<Vec<RetentionRun>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT at, operator, removed FROM retention_run ORDER BY id DESC LIMIT ?1")?;
    let mut rows = statement.query([SHOWN])?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        let removed: Removed = unjson(row.get(2)?)?.unwrap_or_default();
        runs.push(RetentionRun {
            at: row.get(0)?,
            operator: row.get(1)?,
            removed: removed
                .into_iter()
                .map(|(kind, rows)| RetentionCount { kind, rows })
                .collect(),
        });
    }
    Ok(runs)
}
