//! Conversations: one per account and number that wrote. A row follows its replies: [`wrote`] moves it
//! with each new one, and the trigger when replies are removed.

mod page;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension, params};

pub use page::{ConversationRow, Page, get, page};

use super::StoreError;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The table, filled from the replies that are there: what nobody could mark as read or handled before
/// counts as read, and is open. Every filter has an index in the order of the newest reply.
pub(super) const VERSION_3: &str = "
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    msisdn TEXT NOT NULL,
    msisdn_reversed TEXT NOT NULL,
    extension TEXT NOT NULL,
    last_reply_id INTEGER NOT NULL,
    read_to INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    handled_at INTEGER,
    handled_by TEXT,
    UNIQUE (account_id, msisdn)
) STRICT;
INSERT INTO conversation (account_id, msisdn, msisdn_reversed, extension, last_reply_id, read_to)
SELECT account_id, msisdn,
    (WITH RECURSIVE turned (place, text) AS (
        SELECT length(msisdn), ''
        UNION ALL SELECT place - 1, text || substr(msisdn, place, 1) FROM turned WHERE place > 0)
     SELECT text FROM turned WHERE place = 0),
    extension, id, id
FROM reply WHERE id IN (SELECT max(id) FROM reply GROUP BY account_id, msisdn) ORDER BY id;
CREATE INDEX conversation_msisdn ON conversation (msisdn);
CREATE INDEX conversation_msisdn_reversed ON conversation (msisdn_reversed);
CREATE INDEX conversation_all ON conversation (last_reply_id);
CREATE INDEX conversation_account ON conversation (account_id, last_reply_id);
CREATE INDEX conversation_open ON conversation (last_reply_id) WHERE handled_at IS NULL;
CREATE INDEX conversation_account_open ON conversation (account_id, last_reply_id) WHERE handled_at IS NULL;
CREATE INDEX conversation_unread ON conversation (last_reply_id, unread) WHERE unread > 0;
CREATE INDEX conversation_account_unread ON conversation (account_id, last_reply_id) WHERE unread > 0;
CREATE INDEX conversation_handled ON conversation (last_reply_id) WHERE handled_at IS NOT NULL;
CREATE INDEX conversation_account_handled ON conversation (account_id, last_reply_id) WHERE handled_at IS NOT NULL;
CREATE TRIGGER conversation_reply_removed AFTER DELETE ON reply BEGIN
    UPDATE conversation SET unread = unread - 1
    WHERE account_id = OLD.account_id AND msisdn = OLD.msisdn AND read_to < OLD.id AND unread > 0;
    UPDATE conversation SET last_reply_id = coalesce(
        (SELECT max(id) FROM reply WHERE account_id = OLD.account_id AND msisdn = OLD.msisdn), 0)
    WHERE account_id = OLD.account_id AND msisdn = OLD.msisdn AND last_reply_id = OLD.id;
    DELETE FROM conversation
    WHERE account_id = OLD.account_id AND msisdn = OLD.msisdn AND last_reply_id = 0;
END;
";

/// A reply is new: its conversation begins, or has it as its newest and is open again.
pub(super) fn wrote(
    connection: &Connection,
    account_id: Id,
    msisdn: &Msisdn,
    extension: &str,
    reply_id: Id,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO conversation (account_id, msisdn, msisdn_reversed, extension, last_reply_id, unread)
             VALUES (?1, ?2, ?3, ?4, ?5, 1)
             ON CONFLICT (account_id, msisdn) DO UPDATE SET extension = excluded.extension,
                last_reply_id = excluded.last_reply_id, unread = unread + 1, handled_at = NULL, handled_by = NULL",
        )?
        .execute(params![
            account_id,
            msisdn.reveal(),
            msisdn.reversed(),
            extension,
            reply_id
        ])?;
    Ok(())
}

/// What marking a conversation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// It is not there.
    NotThere,
    /// It was so before.
    WasSo,
    /// It is so now.
    Done,
    /// A reply came that was not seen: it stays open.
    NewerReply,
}

/// Marks its replies as read.
pub fn mark_read(connection: &Connection, id: Id) -> Result<Marked, StoreError> {
    let read = connection.execute(
        "UPDATE conversation SET unread = 0, read_to = last_reply_id WHERE id = ?1 AND unread > 0",
        [id],
    )?;
    Ok(match standing(connection, id)? {
        None => Marked::NotThere,
        Some(_) if read > 0 => Marked::Done,
        Some(_) => Marked::WasSo,
    })
}

/// Marks it as handled by `operator`, its replies as read. `seen` is the newest reply that was looked at.
pub fn handle(
    connection: &Connection,
    id: Id,
    seen: Option<Id>,
    operator: &str,
    now: Millis,
) -> Result<Marked, StoreError> {
    let Some((last_reply_id, handled)) = standing(connection, id)? else {
        return Ok(Marked::NotThere);
    };
    if handled {
        return Ok(Marked::WasSo);
    }
    if seen.is_some_and(|seen| seen < last_reply_id) {
        return Ok(Marked::NewerReply);
    }
    connection.execute(
        "UPDATE conversation SET handled_at = ?2, handled_by = ?3, unread = 0, read_to = last_reply_id
         WHERE id = ?1",
        params![id, now, operator],
    )?;
    Ok(Marked::Done)
}

/// Opens it again.
pub fn open_again(connection: &Connection, id: Id) -> Result<Marked, StoreError> {
    let Some((_, handled)) = standing(connection, id)? else {
        return Ok(Marked::NotThere);
    };
    if !handled {
        return Ok(Marked::WasSo);
    }
    connection.execute(
        "UPDATE conversation SET handled_at = NULL, handled_by = NULL WHERE id = ?1",
        [id],
    )?;
    Ok(Marked::Done)
}

/// Its newest reply, and whether it was handled.
fn standing(connection: &Connection, id: Id) -> Result<Option<(Id, bool)>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT last_reply_id, handled_at IS NOT NULL FROM conversation WHERE id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
}

/// Replies nobody has read.
pub fn unread_replies(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached("SELECT coalesce(sum(unread), 0) FROM conversation WHERE unread > 0")?
        .query_row([], |row| row.get(0))?)
}
