//! Reveals: who looked at which full number, and when.

use rusqlite::{Connection, params};

use super::StoreError;
use crate::contract::binding::{BindingEvent, BindingWhat};
use crate::contract::message::{StoryEvent, StoryWhat};
use crate::contract::number::NumberRef;
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

/// Numbers wherever they stand. `side` says which of two was looked at: `a` or `b` of a binding, `caller` or
/// `callee` of a call; none where it was both.
pub(super) const VERSION_3: &str = "
ALTER TABLE reveal ADD COLUMN conversation_id INTEGER;
ALTER TABLE reveal ADD COLUMN call_id INTEGER;
ALTER TABLE reveal ADD COLUMN suppression_id INTEGER;
ALTER TABLE reveal ADD COLUMN side TEXT;
";

/// Whose number was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revealed {
    /// A message's.
    Message(Id),
    /// An MO reply's.
    Reply(Id),
    /// Both of a binding.
    Binding(Id),
    /// A of a binding.
    BindingA(Id),
    /// B of a binding.
    BindingB(Id),
    /// A number check's.
    Check(Id),
    /// Who a conversation is with.
    Conversation(Id),
    /// Who called through an X.
    Caller(Id),
    /// Who was called through an X.
    Callee(Id),
    /// One on the suppression list.
    Suppressed(Id),
}

impl Revealed {
    /// Whose number a reference stands for. `None` where there is nothing to record: an X number is nobody's own, and
    /// what was typed is known to who typed it.
    pub fn of(of: &NumberRef) -> Option<Self> {
        Some(match *of {
            NumberRef::Message { id } => Self::Message(id),
            NumberRef::Reply { id } => Self::Reply(id),
            NumberRef::Conversation { id } => Self::Conversation(id),
            NumberRef::BindingA { id } => Self::BindingA(id),
            NumberRef::BindingB { id } => Self::BindingB(id),
            NumberRef::Check { id } => Self::Check(id),
            NumberRef::Caller { id } => Self::Caller(id),
            NumberRef::Callee { id } => Self::Callee(id),
            NumberRef::Suppressed { id } => Self::Suppressed(id),
            NumberRef::BindingX { .. } | NumberRef::Typed { .. } => return None,
        })
    }
}

/// Writes a look down.
pub fn insert(
    connection: &Connection,
    what: Revealed,
    operator: &str,
    desk: &str,
    at: Millis,
) -> Result<(), StoreError> {
    let (column, id, side) = match what {
        Revealed::Message(id) => ("message_id", id, None),
        Revealed::Reply(id) => ("reply_id", id, None),
        Revealed::Binding(id) => ("binding_id", id, None),
        Revealed::BindingA(id) => ("binding_id", id, Some("a")),
        Revealed::BindingB(id) => ("binding_id", id, Some("b")),
        Revealed::Check(id) => ("check_id", id, None),
        Revealed::Conversation(id) => ("conversation_id", id, None),
        Revealed::Caller(id) => ("call_id", id, Some("caller")),
        Revealed::Callee(id) => ("call_id", id, Some("callee")),
        Revealed::Suppressed(id) => ("suppression_id", id, None),
    };
    connection.execute(
        &format!("INSERT INTO reveal ({column}, side, operator, desk, at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        params![id, side, operator, desk, at],
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
