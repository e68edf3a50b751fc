//! Reveals: who looked at which full number, and when.

use rusqlite::{Connection, params};

use super::{StoreError, number};
use crate::contract::binding::{BindingEvent, BindingWhat};
use crate::contract::keeping::{Disclosed, Disclosure};
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

/// Looks before a time, newest first, each with the masked number and where it stands; none where that is gone.
pub fn before(connection: &Connection, before: Millis, limit: u32) -> Result<Vec<Disclosure>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at, operator, desk FROM reveal WHERE at < ?1 ORDER BY at DESC, id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![before, limit])?;
    let mut looks = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        looks.push(Disclosure {
            at: row.get(1)?,
            operator: row.get(2)?,
            desk: row.get(3)?,
            what: Disclosed::Reveal {
                of: of(connection, id)?,
                number_masked: masked(connection, id)?,
            },
        });
    }
    Ok(looks)
}

/// Where the number of a look stands; none where that is gone.
fn of(connection: &Connection, id: Id) -> Result<Option<NumberRef>, StoreError> {
    Ok(places(connection, id)?.into_iter().next())
}

/// Where the numbers of a look stand: two of a binding that was looked at whole.
fn places(connection: &Connection, id: Id) -> Result<Vec<NumberRef>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT side, message_id, reply_id, conversation_id, binding_id, check_id, call_id, suppression_id
         FROM reveal WHERE id = ?1",
    )?;
    let found = statement.query_row([id], |row| {
        let side: Option<String> = row.get(0)?;
        let side = side.as_deref();
        let mut places = Vec::new();
        let mut put = |at: usize, place: fn(Id) -> NumberRef| {
            places.extend(row.get::<_, Option<Id>>(at)?.map(place));
            Ok::<_, rusqlite::Error>(())
        };
        put(1, |id| NumberRef::Message { id })?;
        put(2, |id| NumberRef::Reply { id })?;
        put(3, |id| NumberRef::Conversation { id })?;
        if side != Some("b") {
            put(4, |id| NumberRef::BindingA { id })?;
        }
        if side != Some("a") {
            put(4, |id| NumberRef::BindingB { id })?;
        }
        put(5, |id| NumberRef::Check { id })?;
        put(
            6,
            match side {
                Some("callee") => |id| NumberRef::Callee { id },
                _ => |id| NumberRef::Caller { id },
            },
        )?;
        put(7, |id| NumberRef::Suppressed { id })?;
        Ok(places)
    })?;
    Ok(found)
}

/// The masked number of a look; of a binding that was looked at whole both. What it stood in may be gone.
pub(super) fn masked(connection: &Connection, id: Id) -> Result<String, StoreError> {
    let kept: Option<String> = connection
        .prepare_cached("SELECT masked FROM reveal WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let mut masked = Vec::new();
    for place in places(connection, id)? {
        masked.extend(number::resolve(connection, &place)?.map(|number| number.masked()));
    }
    Ok(masked.join(" · "))
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
