//! Pages of conversations: filters by an index each, the search by number, and the bounded look for words.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::super::StoreError;
use super::super::digits::Digits;
use crate::contract::conversation::{ConversationQuery, ConversationShow, Handled};
use crate::contract::{Id, Millis};
use crate::fold::folded;
use crate::msisdn::Msisdn;

/// Replies a look for words goes through for one page.
const LOOK: u32 = 10_000;
/// Bytes of replies it goes through.
const LOOK_BYTES: usize = 8 * 1024 * 1024;

/// A conversation as it stands, with what a list shows of its newest reply and its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationRow {
    /// Its id.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// The account's vendor.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Who wrote.
    pub msisdn: Msisdn,
    /// The extension the newest reply was sent to.
    pub extension: String,
    /// The newest reply's text.
    pub last_text: String,
    /// When the newest reply came here.
    pub last_at: Millis,
    /// The newest reply.
    pub last_reply_id: Id,
    /// The message before the newest reply.
    pub last_message_id: Option<Id>,
    /// Replies nobody has read.
    pub unread: u32,
    /// Who handled it, and when.
    pub handled: Option<Handled>,
    /// Whether its number is on the suppression list.
    pub suppressed: bool,
    /// Whether a message to its number left this computer, or may have.
    pub written_to: bool,
}

/// A page of conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ConversationRow>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
}

// The joins stand in the order in which they are to be made: the index of the filter first, in the
// order of the page.
const ROW: &str = "SELECT conversation.id, conversation.account_id, account.vendor, account.name,
    conversation.msisdn, conversation.extension, reply.content, reply.received_at, conversation.last_reply_id,
    reply.message_id, conversation.unread, conversation.handled_by, conversation.handled_at,
    EXISTS (SELECT 1 FROM suppression
        WHERE suppression.msisdn = conversation.msisdn AND suppression.removed_at IS NULL),
    EXISTS (SELECT 1 FROM message WHERE message.msisdn = conversation.msisdn
        AND message.state NOT IN ('queued', 'rejected', 'not_sent'))
    FROM conversation CROSS JOIN account ON account.id = conversation.account_id
    CROSS JOIN reply ON reply.id = conversation.last_reply_id";

fn read(row: &Row<'_>) -> rusqlite::Result<ConversationRow> {
    let (operator, at): (Option<String>, Option<Millis>) = (row.get(11)?, row.get(12)?);
    Ok(ConversationRow {
        id: row.get(0)?,
        account_id: row.get(1)?,
        vendor: row.get(2)?,
        account_name: row.get(3)?,
        msisdn: Msisdn::as_given(&row.get::<_, String>(4)?),
        extension: row.get(5)?,
        last_text: row.get(6)?,
        last_at: row.get(7)?,
        last_reply_id: row.get(8)?,
        last_message_id: row.get(9)?,
        unread: row.get(10)?,
        handled: operator.zip(at).map(|(operator, at)| Handled { operator, at }),
        suppressed: row.get(13)?,
        written_to: row.get(14)?,
    })
}

/// One conversation.
pub fn get(connection: &Connection, id: Id) -> Result<Option<ConversationRow>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("{ROW} WHERE conversation.id = ?1"))?
        .query_row([id], read)
        .optional()?)
}

/// A page of conversations, the one with the newest reply first. In a search for words the order is
/// that of the newest reply with these words; a page of it looks through a bounded number of replies,
/// so it may be short, or empty, and still have a next.
pub fn page(connection: &Connection, query: &ConversationQuery) -> Result<Page, StoreError> {
    let limit = query.limit.clamp(1, 500) as usize;
    let search = query.search.trim();
    let digits = Digits::of(search);
    let words = folded(search);
    match digits.filter(Digits::are_enough) {
        None if !words.is_empty() => with_words(connection, query, &words, limit),
        digits => in_order(connection, query, digits.as_ref(), limit),
    }
}

/// What a query asks for beside its search, as a condition that names an index's own. The account is `?1`.
fn condition(query: &ConversationQuery) -> String {
    let show = match query.show {
        ConversationShow::Open => "conversation.handled_at IS NULL",
        ConversationShow::Unread => "conversation.unread > 0",
        ConversationShow::Handled => "conversation.handled_at IS NOT NULL",
        ConversationShow::All => "1 = 1",
    };
    match query.account_id {
        Some(_) => format!("{show} AND conversation.account_id = ?1"),
        None => format!("{show} AND ?1 IS NULL"),
    }
}

pub(super) fn in_order_query(
    query: &ConversationQuery,
    digits: Option<&Digits>,
    limit: usize,
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![
        query.account_id.into(),
        query.before.unwrap_or(Id::MAX).into(),
        i64::try_from(limit + 1).unwrap_or(i64::MAX).into(),
    ];
    let searched = digits.map_or_else(String::new, |digits| {
        format!(
            "AND conversation.id IN ({})",
            digits.ids("conversation", "1 = 1", &mut values)
        )
    });
    let sql = format!(
        "{ROW} WHERE {} AND conversation.last_reply_id < ?2 {searched}
         ORDER BY conversation.last_reply_id DESC LIMIT ?3",
        condition(query)
    );
    (sql, values)
}

fn in_order(
    connection: &Connection,
    query: &ConversationQuery,
    digits: Option<&Digits>,
    limit: usize,
) -> Result<Page, StoreError> {
    let (sql, values) = in_order_query(query, digits, limit);
    let mut rows = connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values), read)?
        .collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| row.last_reply_id);
    Ok(Page { rows, next })
}

/// Goes through the replies, newest first. A conversation stands where its newest reply with the words
/// does, so that no page shows it again.
fn with_words(
    connection: &Connection,
    query: &ConversationQuery,
    words: &str,
    limit: usize,
) -> Result<Page, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, account_id, msisdn, content FROM reply WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let mut replies = statement.query([query.before.unwrap_or(Id::MAX), i64::from(LOOK)])?;
    let (mut page, mut seen) = (Vec::new(), HashSet::new());
    let (mut looked, mut bytes, mut last) = (0, 0, None);
    while let Some(row) = replies.next()? {
        let (id, account_id): (Id, Id) = (row.get(0)?, row.get(1)?);
        let content: String = row.get(3)?;
        looked += 1;
        bytes += content.len();
        if query.account_id.is_none_or(|wanted| wanted == account_id) && folded(&content).contains(words) {
            let msisdn: String = row.get(2)?;
            if seen.insert((account_id, msisdn.clone()))
                && !said_later(connection, account_id, &msisdn, id, words)?
                && let Some(found) = one_of(connection, query, account_id, &msisdn)?
            {
                if page.len() == limit {
                    return Ok(Page {
                        rows: page,
                        next: last,
                    });
                }
                page.push(found);
            }
        }
        last = Some(id);
        if bytes >= LOOK_BYTES {
            break;
        }
    }
    let stopped = looked == LOOK || bytes >= LOOK_BYTES;
    Ok(Page {
        rows: page,
        next: last.filter(|_| stopped),
    })
}

/// Whether a newer reply of the conversation has the words too.
fn said_later(
    connection: &Connection,
    account_id: Id,
    msisdn: &str,
    id: Id,
    words: &str,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT content FROM reply WHERE account_id = ?1 AND msisdn = ?2 AND id > ?3 ORDER BY id",
    )?;
    let mut replies = statement.query(rusqlite::params![account_id, msisdn, id])?;
    while let Some(row) = replies.next()? {
        if folded(&row.get::<_, String>(0)?).contains(words) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The conversation of an account and number, if it is among those that are asked for.
fn one_of(
    connection: &Connection,
    query: &ConversationQuery,
    account_id: Id,
    msisdn: &str,
) -> Result<Option<ConversationRow>, StoreError> {
    let sql = format!(
        "{ROW} WHERE {} AND conversation.account_id = ?2 AND conversation.msisdn = ?3",
        condition(query)
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(rusqlite::params![query.account_id, account_id, msisdn], read)
        .optional()?)
}
