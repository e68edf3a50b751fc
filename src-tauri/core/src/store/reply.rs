//! MO replies: short messages from customers.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, conversation, setting};
use crate::contract::message::{Reply, ReplyQuery};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;
use crate::stop_words::StopWords;
use crate::vendors::ReplyItem;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    msisdn TEXT NOT NULL,
    content TEXT NOT NULL,
    vendor_time TEXT NOT NULL,
    msg_id TEXT NOT NULL,
    extension TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    message_id INTEGER REFERENCES message (id),
    UNIQUE (account_id, msisdn, content, vendor_time, msg_id, extension, ordinal)
) STRICT;
CREATE INDEX reply_msisdn ON reply (msisdn, id);
";

/// The replies of a conversation, in order.
pub(super) const VERSION_3: &str = "
CREATE INDEX reply_conversation ON reply (account_id, msisdn, id);
";

/// Keeps a reply and moves its conversation; whether it is new. `ordinal` counts from 0 among identical
/// items of its batch, so that a customer who wrote the same word twice is heard twice and a
/// redelivered batch is not. `message_id` is the newest message to that number by that account.
pub fn insert(
    connection: &Connection,
    poll_id: Id,
    account_id: Id,
    item: &ReplyItem,
    ordinal: u32,
    message_id: Option<Id>,
    now: Millis,
) -> Result<bool, StoreError> {
    let added = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO reply (poll_id, account_id, msisdn, content, vendor_time, msg_id, extension, ordinal,
                received_at, message_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            poll_id,
            account_id,
            item.msisdn.reveal(),
            item.content,
            item.time,
            item.msg_id,
            item.extension,
            ordinal,
            now,
            message_id
        ])?;
    if added == 0 {
        return Ok(false);
    }
    let id = connection.last_insert_rowid();
    conversation::wrote(connection, account_id, &item.msisdn, &item.extension, id)?;
    Ok(true)
}

const ROW: &str = "SELECT reply.id, reply.msisdn, account.vendor, account.name, reply.content, reply.vendor_time,
    reply.extension, reply.received_at, reply.message_id, reply.account_id, coalesce(conversation.id, 0),
    reply.id > coalesce(conversation.read_to, reply.id)
    FROM reply JOIN account ON account.id = reply.account_id
    LEFT JOIN conversation ON conversation.account_id = reply.account_id AND conversation.msisdn = reply.msisdn";

fn read(row: &Row<'_>, stop_words: &StopWords) -> rusqlite::Result<Reply> {
    let content: String = row.get(4)?;
    Ok(Reply {
        id: row.get(0)?,
        number_masked: Msisdn::as_given(&row.get::<_, String>(1)?).masked(),
        vendor: row.get(2)?,
        account_name: row.get(3)?,
        stop_word: stop_words.is(&content).map(str::to_owned),
        content,
        vendor_time: row.get(5)?,
        extension: row.get(6)?,
        received_at: row.get(7)?,
        message_id: row.get(8)?,
        account_id: row.get(9)?,
        conversation_id: row.get(10)?,
        unread: row.get(11)?,
    })
}

/// One reply.
pub fn get(connection: &Connection, id: Id) -> Result<Option<Reply>, StoreError> {
    let stop_words = setting::stop_words(connection)?;
    Ok(connection
        .prepare_cached(&format!("{ROW} WHERE reply.id = ?1"))?
        .query_row([id], |row| read(row, &stop_words))
        .optional()?)
}

/// A page, newest first, and whether there is more.
pub fn page(connection: &Connection, query: &ReplyQuery) -> Result<(Vec<Reply>, bool), StoreError> {
    let limit = query.limit.clamp(1, 500);
    let stop_words = setting::stop_words(connection)?;
    let mut page = connection
        .prepare_cached(&format!(
            "{ROW} WHERE reply.id < ?1 ORDER BY reply.id DESC LIMIT ?2"
        ))?
        .query_map(params![query.before.unwrap_or(Id::MAX), limit + 1], |row| {
            read(row, &stop_words)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let more = page.len() > limit as usize;
    page.truncate(limit as usize);
    Ok((page, more))
}

/// Replies a number sent to an account, newest first.
pub fn of_conversation(
    connection: &Connection,
    account_id: Id,
    msisdn: &Msisdn,
    before: Option<Id>,
    limit: u32,
) -> Result<Vec<Reply>, StoreError> {
    let stop_words = setting::stop_words(connection)?;
    let replies = connection
        .prepare_cached(&format!(
            "{ROW} WHERE reply.account_id = ?1 AND reply.msisdn = ?2 AND reply.id < ?3
             ORDER BY reply.id DESC LIMIT ?4"
        ))?
        .query_map(
            params![account_id, msisdn.reveal(), before.unwrap_or(Id::MAX), limit],
            |row| read(row, &stop_words),
        )?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(replies)
}

/// The newest reply; 0 while there is none.
pub fn newest(connection: &Connection) -> Result<Id, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM reply", [], |row| row.get(0))?)
}

/// The full number of a reply.
pub fn msisdn(connection: &Connection, id: Id) -> Result<Option<Msisdn>, StoreError> {
    let number: Option<String> = connection
        .query_row("SELECT msisdn FROM reply WHERE id = ?1", [id], |row| row.get(0))
        .optional()?;
    Ok(number.map(|number| Msisdn::as_given(&number)))
}
