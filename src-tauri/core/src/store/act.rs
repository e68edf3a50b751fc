//! Acts: who did what to a job, an account or a gap, where and when. What was decided about a
//! single message is in `decision`.

use rusqlite::{Connection, params};

use super::{StoreError, word};
use crate::contract::message::{JobAct, StoryEvent, StoryWhat};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    about INTEGER NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX act_about ON act (kind, about);
";

/// What was done; `about` is the id of the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A job was held.
    JobHeld,
    /// A paused job was let go on.
    JobResumed,
    /// The rest of a job was given up.
    JobGivenUp,
    /// An account was added or changed.
    AccountSaved,
    /// An account was switched on.
    AccountSwitchedOn,
    /// An account was switched off.
    AccountSwitchedOff,
    /// An account was deleted.
    AccountDeleted,
    /// A paused account was let work again.
    AccountResumed,
    /// The recording of a call was fetched.
    RecordingFetched,
    /// A gap was marked as seen.
    GapSeen,
    /// An account got a key: its first for a purpose, or one in waiting.
    KeyAdded,
    /// An account's key in waiting was taken into use.
    KeyTaken,
    /// An account's key in waiting was deleted.
    KeyDropped,
    /// How long what is kept was changed; about nothing.
    RetentionSet,
    /// The profile was brought back from a backup; about nothing.
    Restored,
    /// How often something of an account is polled was set.
    PollIntervalSet,
    /// A conversation was marked as handled.
    ConversationHandled,
    /// A handled conversation was opened again.
    ConversationOpened,
    /// The words that ask to stop were set; it is about none of the rows.
    StopWordsSet,
}

/// Writes an act down.
pub fn insert(
    connection: &Connection,
    act: Act,
    about: Id,
    by: &Identity,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO act (kind, about, operator, desk, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![word(&act)?, about, by.operator, by.desk, now],
    )?;
    Ok(())
}

/// What was done to a job, as events of its messages' stories.
pub fn job_events(connection: &Connection, job_id: Id) -> Result<Vec<StoryEvent>, StoreError> {
    let mut events = Vec::new();
    for (act, shown) in [
        (Act::JobHeld, JobAct::Held),
        (Act::JobResumed, JobAct::Resumed),
        (Act::JobGivenUp, JobAct::GivenUp),
    ] {
        let mut statement = connection
            .prepare_cached("SELECT operator, at FROM act WHERE kind = ?1 AND about = ?2 ORDER BY id")?;
        let mut rows = statement.query(params![word(&act)?, job_id])?;
        while let Some(row) = rows.next()? {
            events.push(StoryEvent {
                at: row.get(1)?,
                what: StoryWhat::JobActed {
                    operator: row.get(0)?,
                    act: shown,
                },
            });
        }
    }
    Ok(events)
}
