//! Items of polls that could not be read: each kept aside alone, with the rest applied.

use rusqlite::{Connection, params};

use super::StoreError;
use crate::contract::Id;
use crate::vendors::BadItem;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE quarantine (
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (poll_id, position)
) STRICT;
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// Keeps an item aside, and says so at its poll.
pub fn keep(connection: &Connection, poll_id: Id, item: &BadItem) -> Result<(), StoreError> {
    let kept = connection.execute(
        "INSERT OR IGNORE INTO quarantine (poll_id, position, raw, why) VALUES (?1, ?2, ?3, ?4)",
        params![
            poll_id,
            i64::try_from(item.index).unwrap_or(i64::MAX),
            item.raw,
            item.why
        ],
    )?;
    if kept > 0 {
        connection.execute("UPDATE poll SET bad = bad + 1 WHERE id = ?1", [poll_id])?;
    }
    Ok(())
}

/// How many are kept.
pub fn count(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))?)
}
