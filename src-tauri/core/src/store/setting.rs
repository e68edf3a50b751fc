//! Settings of the profile: name and value.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, json};
use crate::stop_words::StopWords;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT;
";

/// The operator's name.
pub const OPERATOR: &str = "operator";
/// The desk's id.
pub const DESK: &str = "desk";
/// Whether the question about the recovery key was answered: `saved` or `later`.
pub const RECOVERY_KEY: &str = "recovery_key";

/// Whether the callback receiver is switched on: `on` or `off`.
pub const RECEIVER: &str = "receiver";
/// The callback receiver's port.
pub const RECEIVER_PORT: &str = "receiver_port";
/// Words that ask to stop, as a JSON array; not there until they are changed.
const STOP_WORDS: &str = "stop_words";

/// Words that ask to stop.
pub fn stop_words(connection: &Connection) -> Result<StopWords, StoreError> {
    let set = get(connection, STOP_WORDS)?;
    set.map_or_else(
        || Ok(StopWords::default()),
        |words| Ok(StopWords::taken(serde_json::from_str(&words)?)),
    )
}

/// Stores the words that ask to stop.
pub fn set_stop_words(connection: &Connection, words: &StopWords) -> Result<(), StoreError> {
    set(connection, STOP_WORDS, &json(&words.shown())?)
}

/// What is known of backups, as JSON.
pub const BACKUP: &str = "backup";
/// What the names of backups tell this desk by, where it is a restored copy; otherwise it is the profile's id.
pub const BACKUP_MARK: &str = "backup_mark";
/// How long what is kept, as JSON.
pub const RETENTION: &str = "retention";
/// When a clean-up last ran by itself, in milliseconds.
pub const RETENTION_AT: &str = "retention_at";

/// The value of a setting.
pub fn get(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| {
            row.get(0)
        })
        .optional()?)
}

/// Takes a setting away.
pub fn remove(connection: &Connection, name: &str) -> Result<(), StoreError> {
    connection.execute("DELETE FROM setting WHERE name = ?1", [name])?;
    Ok(())
}

/// Stores a setting.
pub fn set(connection: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value],
    )?;
    Ok(())
}
