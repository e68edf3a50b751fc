//! Conversations: MO replies and messages of one number and account; and the words that ask to stop.

use std::collections::HashMap;

use super::access::missing_secrets;
use super::history::{LIST_TEXT, row_of};
use super::send::numbers::normalise;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::account::SendMode;
use crate::contract::conversation::{
    Conversation, ConversationItem, ConversationPage, ConversationQuery, ConversationStory,
    ConversationStoryQuery, SetHandled,
};
use crate::contract::desk::Topic;
use crate::contract::message::Reply;
use crate::stop_words::StopWords;
use crate::store::act::{self, Act};
use crate::store::conversation::{self, ConversationRow, Marked};
use crate::store::message::MessageRecord;
use crate::store::{Connection, StoreError, account, message, reply, setting};
use crate::vendors;

/// Items of one page of a story.
const STORY: u32 = 100;

impl Desk {
    /// A page of conversations, the one with the newest reply first.
    pub async fn list_conversations(&self, query: ConversationQuery) -> Result<ConversationPage, DeskError> {
        Ok(self
            .store()
            .read(move |connection| {
                let page = conversation::page(connection, &query)?;
                let mut shown = Shown::new(connection)?;
                let rows = page
                    .rows
                    .into_iter()
                    .map(|row| shown.conversation(row))
                    .collect::<Result<_, _>>()?;
                Ok(ConversationPage {
                    rows,
                    next: page.next,
                })
            })
            .await?)
    }

    /// What was written to and fro in a conversation.
    pub async fn conversation_story(
        &self,
        query: ConversationStoryQuery,
    ) -> Result<ConversationStory, DeskError> {
        self.store()
            .read(move |connection| {
                let Some(row) = conversation::get(connection, query.id)? else {
                    return Ok(None);
                };
                let (account_id, of, limit) = (row.account_id, &row.msisdn, STORY + 1);
                let replies = reply::of_conversation(connection, account_id, of, query.before_reply, limit)?;
                let messages = message::to_number(connection, account_id, of, query.before_message, limit)?;
                let (items, earlier) = newest(replies, messages);
                Ok(Some(ConversationStory {
                    conversation: Shown::new(connection)?.conversation(row)?,
                    items,
                    earlier,
                }))
            })
            .await?
            .ok_or(DeskError::NotFound("the conversation"))
    }

    /// Marks a conversation's replies as read.
    pub async fn mark_read(&self, id: Id) -> Result<(), DeskError> {
        let marked = self
            .store()
            .write(move |transaction| conversation::mark_read(transaction, id))
            .await?;
        self.told(marked)
    }

    /// Says what marking a conversation came to. What was so before is no news: who asks again on every
    /// change and marks what it shows would never come to rest.
    fn told(&self, marked: Marked) -> Result<(), DeskError> {
        match marked {
            Marked::NotThere => return Err(DeskError::NotFound("the conversation")),
            Marked::NewerReply => return Err(DeskError::WrongState("a reply came that was not seen")),
            Marked::WasSo => {}
            Marked::Done => self.changed(&[Topic::Replies, Topic::Status]),
        }
        Ok(())
    }

    /// Marks a conversation as handled, and with it as read; or opens it again. It stays open when a
    /// reply came that was not seen.
    pub async fn set_handled(&self, set: SetHandled) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let marked = self
            .store()
            .write(move |transaction| {
                let (marked, act) = if set.handled {
                    let marked =
                        conversation::handle(transaction, set.id, set.seen, &identity.operator, now)?;
                    (marked, Act::ConversationHandled)
                } else {
                    (
                        conversation::open_again(transaction, set.id)?,
                        Act::ConversationOpened,
                    )
                };
                if marked == Marked::Done {
                    act::insert(transaction, act, set.id, &identity, now)?;
                }
                Ok(marked)
            })
            .await?;
        self.told(marked)
    }

    /// Words that ask to stop, as they are set.
    pub async fn stop_words(&self) -> Result<Vec<String>, DeskError> {
        Ok(self.store().read(setting::stop_words).await?.shown())
    }

    /// Sets the words that ask to stop; gives them as they were taken. None at all is a choice: then
    /// nothing is proposed.
    pub async fn set_stop_words(&self, words: Vec<String>) -> Result<Vec<String>, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let taken = StopWords::taken(words);
        let shown = taken.shown();
        self.store()
            .write(move |transaction| {
                setting::set_stop_words(transaction, &taken)?;
                act::insert(transaction, Act::StopWordsSet, 0, &identity, now)
            })
            .await?;
        self.changed(&[Topic::Suppression, Topic::Replies]);
        Ok(shown)
    }
}

/// The newest of replies and messages, oldest first, and whether more came before. Each comes newest
/// first. What stood before what is told by the message a reply found as the newest when it came, not by
/// a clock: it may have been set back in between.
fn newest(replies: Vec<Reply>, messages: Vec<MessageRecord>) -> (Vec<ConversationItem>, bool) {
    let all = replies.len() + messages.len();
    let mut items = Vec::with_capacity(all);
    let (mut replies, mut messages) = (replies.into_iter().peekable(), messages.into_iter().peekable());
    while items.len() < STORY as usize {
        let reply_is_newer = match (replies.peek(), messages.peek()) {
            (None, None) => break,
            (Some(reply), Some(message)) => reply.message_id.is_some_and(|before| before >= message.id),
            (reply, _) => reply.is_some(),
        };
        let newer = if reply_is_newer {
            replies
                .next()
                .map(|reply| ConversationItem::Reply(Box::new(reply)))
        } else {
            messages
                .next()
                .map(|message| ConversationItem::Message(Box::new(row_of(message, None))))
        };
        items.extend(newer);
    }
    items.reverse();
    let earlier = items.len() < all;
    (items, earlier)
}

/// Makes rows fit to be shown; what an account can do is looked up once for a page.
struct Shown<'c> {
    connection: &'c Connection,
    stop_words: StopWords,
    sends_plain: HashMap<Id, bool>,
}

impl<'c> Shown<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            connection,
            stop_words: setting::stop_words(connection)?,
            sends_plain: HashMap::new(),
        })
    }

    fn conversation(&mut self, row: ConversationRow) -> Result<Conversation, StoreError> {
        let sends_plain = match self.sends_plain.get(&row.account_id) {
            Some(known) => *known,
            None => {
                let sends = sends_plain(self.connection, row.account_id)?;
                self.sends_plain.insert(row.account_id, sends);
                sends
            }
        };
        Ok(Conversation {
            id: row.id,
            account_id: row.account_id,
            vendor: row.vendor,
            account_name: row.account_name,
            number_masked: row.msisdn.masked(),
            extension: row.extension,
            stop_word: self.stop_words.is(&row.last_text).map(str::to_owned),
            last_text: row.last_text.chars().take(LIST_TEXT).collect(),
            last_at: row.last_at,
            last_reply_id: row.last_reply_id,
            unread: row.unread,
            handled: row.handled,
            suppressed: row.suppressed,
            // A service number that wrote (10086) is none that is sent to.
            can_answer: sends_plain && normalise(row.msisdn.reveal()).is_ok(),
            written_to: row.written_to,
        })
    }
}

/// Whether an account sends plain text, is switched on and has its secret.
fn sends_plain(connection: &Connection, account_id: Id) -> Result<bool, StoreError> {
    let Some(row) = account::get(connection, account_id)?.filter(|row| row.enabled && !row.deleted) else {
        return Ok(false);
    };
    let offered = vendors::by_id(&row.form.vendor).is_some_and(|vendor| {
        let sends = vendor.capabilities().sends;
        sends.iter().any(|way| way.mode == SendMode::Plain)
    });
    Ok(offered && missing_secrets(connection, &row)?.is_empty())
}
