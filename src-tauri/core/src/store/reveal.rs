//! Reveals: who looked at which full number, and when.

use rusqlite::{Connection, params};

use super::StoreError;
use crate::contract::binding::{BindingEvent, BindingWhat};
use crate::contract::message::{StoryEvent, StoryWhat};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY,
    message_id INTEGER REFERENCES message (id),
    reply_id INTEGER,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX reveal_message ON reveal (message_id) WHERE message_id IS NOT NULL;
";

/// Numbers of bindings and of number checks.
pub(super) const VERSION_2: &str = "
ALTER TABLE reveal ADD COLUMN binding_id INTEGER;
ALTER TABLE reveal ADD COLUMN check_id INTEGER;
CREATE INDEX reveal_binding ON reveal (binding_id) WHERE binding_id IS NOT NULL;
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// Whose number was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revealed {
    /// A message's.
    Message(Id),
    /// An MO reply's.
    Reply(Id),
    /// A binding's.
    Binding(Id),
    /// A number check's.
    Check(Id),
}

/// Writes a look down.
pub fn insert(
    connection: &Connection,
    what: Revealed,
    operator: &str,
    desk: &str,
    at: Millis,
) -> Result<(), StoreError> {
    let (column, id) = match what {
        Revealed::Message(id) => ("message_id", id),
        Revealed::Reply(id) => ("reply_id", id),
        Revealed::Binding(id) => ("binding_id", id),
        Revealed::Check(id) => ("check_id", id),
    };
    connection.execute(
        &format!("INSERT INTO reveal ({column}, operator, desk, at) VALUES (?1, ?2, ?3, ?4)"),
        params![id, operator, desk, at],
    )?;
    Ok(())
}

/// Looks at a message's number, as events of its story.
pub fn events(connection: &Connection, message_id: Id) -> Result<Vec<StoryEvent>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT operator, at FROM reveal WHERE message_id = ?1 ORDER BY id")?;
    let events = statement
        .query_map([message_id], |row| {
            Ok(StoryEvent {
                at: row.get(1)?,
                what: StoryWhat::Revealed {
                    operator: row.get(0)?,
                },
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(events)
}

/// Looks at a binding's numbers, as events of its story.
pub fn binding_events(connection: &Connection, binding_id: Id) -> Result<Vec<BindingEvent>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT operator, at FROM reveal WHERE binding_id = ?1 ORDER BY id")?;
    let events = statement
        .query_map([binding_id], |row| {
            Ok(BindingEvent {
                at: row.get(1)?,
                what: BindingWhat::Revealed {
                    operator: row.get(0)?,
                },
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(events)
}
