//! Decisions: what a person decided about a message in doubt, who, where and why.

use rusqlite::{Connection, params};

use super::{StoreError, unword, word};
use crate::contract::message::{Decision, StoryEvent, StoryWhat};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message (id),
    kind TEXT NOT NULL,
    new_message_id INTEGER REFERENCES message (id),
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_message ON decision (message_id);
";

const SENT_AGAIN: &str = "sent_again";

/// Who decided, where, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The operator's name.
    pub operator: String,
    /// The desk's id.
    pub desk: String,
    /// In the operator's words.
    pub why: String,
    /// When.
    pub at: Millis,
}

/// Writes down what was decided by hand.
pub fn insert(
    connection: &Connection,
    message_id: Id,
    decision: Decision,
    by: &Decided,
) -> Result<(), StoreError> {
    write(connection, message_id, &word(&decision)?, None, by)
}

/// Writes down that a message was sent again.
pub fn insert_sent_again(
    connection: &Connection,
    message_id: Id,
    new_message_id: Id,
    by: &Decided,
) -> Result<(), StoreError> {
    write(connection, message_id, SENT_AGAIN, Some(new_message_id), by)
}

fn write(
    connection: &Connection,
    message_id: Id,
    kind: &str,
    new_message_id: Option<Id>,
    by: &Decided,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO decision (message_id, kind, new_message_id, operator, desk, why, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            message_id,
            kind,
            new_message_id,
            by.operator,
            by.desk,
            by.why,
            by.at
        ],
    )?;
    Ok(())
}

/// What was decided about a message, as events of its story.
pub fn events(connection: &Connection, message_id: Id) -> Result<Vec<StoryEvent>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, new_message_id, operator, why, at FROM decision WHERE message_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([message_id])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, new_message_id): (String, Option<Id>) = (row.get(0)?, row.get(1)?);
        let (operator, why) = (row.get(2)?, row.get(3)?);
        let what = match new_message_id {
            Some(message_id) => StoryWhat::SentAgain {
                operator,
                why,
                message_id,
            },
            None => StoryWhat::Decided {
                operator,
                why,
                decision: unword(kind)?,
            },
        };
        events.push(StoryEvent {
            at: row.get(4)?,
            what,
        });
    }
    Ok(events)
}
