//! MO replies as rows, conversation by conversation.

use std::collections::HashSet;

use super::cell::Cell;
use super::rows::{At, How, Row, time};
use crate::contract::Id;
use crate::contract::conversation::ConversationQuery;
use crate::contract::message::Reply;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::conversation::{self, ConversationRow};
use crate::store::{Connection, StoreError, reply};

/// Conversations of a page: a conversation has one reply as a rule.
const PAGE: u32 = 200;
/// Replies that are read at once.
const AT_ONCE: u32 = 500;

/// The replies of the conversations of a query.
pub struct Replies {
    query: ConversationQuery,
    how: How,
    at: At<Id>,
    /// The newest reply at the beginning: later ones are not written.
    newest: Option<Id>,
    /// Conversations that were written.
    seen: HashSet<Id>,
    /// Whether it looks again for conversations that went to the front meanwhile, because a reply came.
    again: bool,
}

impl Replies {
    /// From the conversation with the newest reply.
    pub fn of(query: ConversationQuery, how: How) -> Self {
        Self {
            query,
            how,
            at: At::Beginning,
            newest: None,
            seen: HashSet::new(),
            again: false,
        }
    }

    /// The replies of the next page of conversations.
    pub async fn next(&mut self, desk: &Desk) -> Result<Option<Vec<Row>>, DeskError> {
        let before = match self.at {
            At::Over => return Ok(None),
            At::Beginning => None,
            At::Before(id) => Some(id),
        };
        let query = ConversationQuery {
            before,
            limit: PAGE,
            ..self.query.clone()
        };
        let (newest, seen, again) = (self.newest, std::mem::take(&mut self.seen), self.again);
        let page = desk
            .store()
            .read(move |connection| page(connection, &query, newest, seen, again))
            .await?;
        (self.newest, self.seen, self.at) = (Some(page.newest), page.seen, At::after(page.next));
        if self.at == At::Over && !self.again {
            (self.at, self.again) = (At::Beginning, true);
        }
        Ok(Some(
            page.replies
                .iter()
                .map(|(number, row)| self.row(row, number))
                .collect(),
        ))
    }

    fn row(&self, row: &Reply, number: &Msisdn) -> Row {
        let how = &self.how;
        vec![
            time(row.received_at),
            Cell::text(&row.vendor_time),
            how.number(number),
            how.named("vendor", &row.vendor),
            Cell::text(&row.account_name),
            Cell::text(&row.extension),
            Cell::text(&row.content),
            Cell::maybe(row.stop_word.as_ref()),
            how.whether("unread", row.unread),
            Cell::text(row.conversation_id.to_string()),
        ]
    }
}

struct Page {
    replies: Vec<(Msisdn, Reply)>,
    newest: Id,
    seen: HashSet<Id>,
    next: Option<Id>,
}

fn page(
    connection: &Connection,
    query: &ConversationQuery,
    newest: Option<Id>,
    mut seen: HashSet<Id>,
    again: bool,
) -> Result<Page, StoreError> {
    let newest = match newest {
        Some(newest) => newest,
        None => reply::newest(connection)?,
    };
    let found = conversation::page(connection, query)?;
    // Looking again ends where nothing is newer than the beginning.
    let over = again && found.rows.iter().any(|row| row.last_reply_id <= newest);
    let mut replies = Vec::new();
    for row in found.rows {
        if seen.insert(row.id) {
            read(connection, &row, newest, &mut replies)?;
        }
    }
    Ok(Page {
        replies,
        newest,
        seen,
        next: found.next.filter(|_| !over),
    })
}

/// The replies of a conversation that were there at the beginning.
fn read(
    connection: &Connection,
    row: &ConversationRow,
    newest: Id,
    into: &mut Vec<(Msisdn, Reply)>,
) -> Result<(), StoreError> {
    let mut before = newest.saturating_add(1);
    loop {
        let replies = reply::of_conversation(connection, row.account_id, &row.msisdn, Some(before), AT_ONCE)?;
        let whole = replies.len() == AT_ONCE as usize;
        before = replies.last().map_or(before, |reply| reply.id);
        into.extend(replies.into_iter().map(|reply| (row.msisdn.clone(), reply)));
        if !whole {
            return Ok(());
        }
    }
}
