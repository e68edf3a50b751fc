//! Exports, as they were recorded: before the first row is written, and again when the file is whole.

use rusqlite::{Connection, params};

use super::{StoreError, word};
use crate::contract::keeping::{Disclosed, Disclosure, ExportFormat};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};

/// The table. Looks at full numbers are listed beside exports, by time.
pub(super) const VERSION_3: &str = "
CREATE TABLE export_record (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    format TEXT NOT NULL,
    filter TEXT NOT NULL,
    file TEXT NOT NULL,
    full_numbers INTEGER NOT NULL,
    row_count INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER,
    part TEXT,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX export_record_at ON export_record (at, id);
CREATE INDEX reveal_at ON reveal (at, id);
";

/// An export that is about to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExport {
    /// `messages`, `replies`, `bindings`, `number`, `suppression`, `exchanges`.
    pub list: String,
    /// In which format.
    pub format: ExportFormat,
    /// What the list was asked for, as JSON.
    pub filter: String,
    /// The file's name, without its folder.
    pub file: String,
    /// Whether phone numbers stand in full.
    pub full_numbers: bool,
}

/// Writes an export down before its first row is written.
pub fn begin(
    connection: &Connection,
    export: &NewExport,
    by: &Identity,
    now: Millis,
) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO export_record (list, format, filter, file, full_numbers, operator, desk, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            export.list,
            word(&export.format)?,
            export.filter,
            export.file,
            export.full_numbers,
            by.operator,
            by.desk,
            now
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Notes how many rows were written, and whether the file is whole.
pub fn end(
    connection: &Connection,
    id: Id,
    rows: u64,
    finished_at: Option<Millis>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE export_record SET row_count = ?2, finished_at = ?3, part = NULL WHERE id = ?1",
        params![id, i64::try_from(rows).unwrap_or(i64::MAX), finished_at],
    )?;
    Ok(())
}

/// Notes where an export is written until it is whole.
pub fn writes(connection: &Connection, id: Id, part: &str) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE export_record SET part = ?2 WHERE id = ?1",
        params![id, part],
    )?;
    Ok(())
}

/// Exports of which a part may have been left: where it is.
pub fn left(connection: &Connection) -> Result<Vec<(Id, String)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, part FROM export_record WHERE part IS NOT NULL ORDER BY id")?;
    let left = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(left)
}

/// Nothing is left of an export any more.
pub fn cleared(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE export_record SET part = NULL WHERE id = ?1", [id])?;
    Ok(())
}

/// Exports that began before a time, newest first.
pub fn before(connection: &Connection, before: Millis, limit: u32) -> Result<Vec<Disclosure>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, operator, desk, list, file, row_count, full_numbers, finished_at IS NOT NULL FROM export_record
         WHERE at < ?1 ORDER BY at DESC, id DESC LIMIT ?2",
    )?;
    let found = statement
        .query_map(params![before, limit], |row| {
            Ok(Disclosure {
                at: row.get(0)?,
                operator: row.get(1)?,
                desk: row.get(2)?,
                what: Disclosed::Export {
                    list: row.get(3)?,
                    file: row.get(4)?,
                    rows: row.get::<_, i64>(5)?.unsigned_abs(),
                    full_numbers: row.get(6)?,
                    finished: row.get(7)?,
                },
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}
