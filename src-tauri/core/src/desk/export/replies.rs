//! MO replies as rows, conversation by conversation.

use super::cell::Cell;
use super::rows::{At, How, Row, time};
use crate::contract::Id;
use crate::contract::conversation::{
    ConversationItem, ConversationQuery, ConversationStory, ConversationStoryQuery,
};
use crate::contract::message::Reply;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::{StoreError, reply};

/// Conversations of a page: a conversation has one reply as a rule.
const PAGE: u32 = 100;

/// The replies of the conversations of a query.
pub struct Replies {
    query: ConversationQuery,
    how: How,
    at: At<Id>,
}

impl Replies {
    /// From the conversation with the newest reply.
    pub fn of(query: ConversationQuery, how: How) -> Self {
        Self {
            query,
            how,
            at: At::Beginning,
        }
    }

    /// The replies of the next page of conversations.
    pub async fn next(&mut self, desk: &Desk) -> Result<Option<Vec<Row>>, DeskError> {
        let before = match self.at {
            At::Over => return Ok(None),
            At::Beginning => None,
            At::Before(id) => Some(id),
        };
        let page = desk
            .list_conversations(ConversationQuery {
                before,
                limit: PAGE,
                ..self.query.clone()
            })
            .await?;
        self.at = At::after(page.next);
        let mut rows = Vec::new();
        for conversation in page.rows {
            self.read(desk, conversation.id, &mut rows).await?;
        }
        Ok(Some(rows))
    }

    async fn read(&self, desk: &Desk, id: Id, rows: &mut Vec<Row>) -> Result<(), DeskError> {
        let mut before_reply = None;
        loop {
            let query = ConversationStoryQuery {
                id,
                before_reply,
                // Only what the customer wrote.
                before_message: Some(0),
            };
            let ConversationStory { items, earlier, .. } = desk.conversation_story(query).await?;
            let replies: Vec<Reply> = items
                .into_iter()
                .rev()
                .filter_map(|item| match item {
                    ConversationItem::Reply(reply) => Some(*reply),
                    ConversationItem::Message(_) => None,
                })
                .collect();
            let oldest = replies.last().map(|reply| reply.id);
            let full = self.how.full_numbers;
            let numbered = desk
                .store()
                .read(move |connection| {
                    let number = |row: Reply| {
                        let number = if full {
                            reply::msisdn(connection, row.id)?
                        } else {
                            None
                        };
                        Ok((number, row))
                    };
                    replies
                        .into_iter()
                        .map(number)
                        .collect::<Result<Vec<_>, StoreError>>()
                })
                .await?;
            rows.extend(
                numbered
                    .iter()
                    .map(|(number, row)| self.row(row, number.as_ref())),
            );
            match oldest {
                Some(oldest) if earlier => before_reply = Some(oldest),
                _ => return Ok(()),
            }
        }
    }

    fn row(&self, row: &Reply, number: Option<&Msisdn>) -> Row {
        let how = &self.how;
        vec![
            time(row.received_at),
            Cell::text(&row.vendor_time),
            Cell::text(number.map_or(row.number_masked.as_str(), Msisdn::reveal)),
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
