//! Conversations: MO replies and messages of one number and account; and the suppression list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::message::{MessageRow, Reply};
use super::number::NumberRef;
use super::problem::FieldProblem;
use super::send::Confirmation;
use super::{Id, Millis};

/// Which conversations are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationQuery {
    /// Which of them.
    pub show: ConversationShow,
    /// Only this account.
    pub account_id: Option<Id>,
    /// Digits a number starts with (3 or more) or ends with (4 or more), or words of a reply; empty means all.
    pub search: String,
    /// Only conversations whose newest reply (in a search for words: newest reply with them) is before this one.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// Which conversations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationShow {
    /// Those nobody has handled.
    Open,
    /// Those with replies nobody has read.
    Unread,
    /// Those that were handled.
    Handled,
    /// All.
    All,
}

/// A page of conversations, the one with the newest reply first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationPage {
    /// The rows.
    pub rows: Vec<Conversation>,
    /// Where the next page begins; none when this is the last. A search for words looks through 10,000 replies for one
    /// page: that may be short, or empty, and still have a next.
    pub next: Option<Id>,
}

/// A conversation with one number over one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conversation {
    /// Its id.
    pub id: Id,
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// `138****0001`.
    pub number_masked: String,
    /// The extension number its newest reply was sent to, may be empty.
    pub extension: String,
    /// The newest reply, cut to 200 characters.
    pub last_text: String,
    /// When its newest reply was received here.
    pub last_at: Millis,
    /// The newest reply.
    pub last_reply_id: Id,
    /// Replies nobody has read.
    pub unread: u32,
    /// Who handled it, and when; none while it is open. A new reply opens it again.
    pub handled: Option<Handled>,
    /// The stop word of its newest reply, if it is one: proposes the suppression list, does nothing by itself.
    pub stop_word: Option<String>,
    /// Whether its number is on the suppression list.
    pub suppressed: bool,
    /// Whether it can be answered: the account sends plain text, is switched on and has its secret, and the number is one
    /// that can be sent to.
    pub can_answer: bool,
    /// Whether a message to that number left this computer, or may have, as far as messages are kept.
    pub written_to: bool,
}

/// Who handled a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Handled {
    /// Who.
    pub operator: String,
    /// When.
    pub at: Millis,
}

/// Asks for a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationStoryQuery {
    /// Which.
    pub id: Id,
    /// Replies before this one.
    pub before_reply: Option<Id>,
    /// Messages before this one.
    pub before_message: Option<Id>,
}

/// What was written to and fro, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationStory {
    /// The conversation.
    pub conversation: Conversation,
    /// At most 100 items, the newest of those asked for.
    pub items: Vec<ConversationItem>,
    /// Whether there is something earlier.
    pub earlier: bool,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "row", rename_all = "snake_case")]
pub enum ConversationItem {
    /// By the customer.
    Reply(Box<Reply>),
    /// From here.
    Message(Box<MessageRow>),
}

/// Marks a conversation as handled, or opens it again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetHandled {
    /// Which.
    pub id: Id,
    /// Handled or open.
    pub handled: bool,
    /// The newest reply that was looked at: one that is newer keeps the conversation open (`wrong_state`). Left out,
    /// nothing is compared.
    #[serde(default)]
    #[ts(optional)]
    pub seen: Option<Id>,
}

/// An answer, from the same account and extension as the conversation. Costs one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerDraft {
    /// Made by the form once; the same one twice makes one job.
    pub draft_id: String,
    /// The conversation.
    pub conversation_id: Id,
    /// The text, without the signature.
    pub content: String,
    /// The signature, without 【】, may be empty.
    pub signature: String,
    /// Ticket or order number, may be empty.
    pub reference: String,
}

/// Approves exactly the plan whose fingerprint is given.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApproveAnswer {
    /// The draft.
    pub draft: AnswerDraft,
    /// The plan's fingerprint.
    pub fingerprint: String,
    /// What was confirmed.
    pub confirmed: Vec<Confirmation>,
}

/// Which suppressed numbers are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SuppressionQuery {
    /// Digits a number starts or ends with; empty means all.
    pub search: String,
    /// Only rows before this cursor.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A page of the suppression list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SuppressionPage {
    /// The rows.
    pub rows: Vec<Suppressed>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
    /// How many there are in all.
    pub total: u32,
}

/// A number nothing is sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Suppressed {
    /// Its id.
    pub id: Id,
    /// `138****0001`.
    pub number_masked: String,
    /// Why.
    pub why: String,
    /// The reply that asked for it, if one did.
    pub reply_id: Option<Id>,
    /// The conversation with that reply, while it is here.
    pub conversation_id: Option<Id>,
    /// Who put it there.
    pub operator: String,
    /// When.
    pub at: Millis,
}

/// Puts a number on the suppression list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Suppress {
    /// The number.
    pub of: NumberRef,
    /// Why; must not be empty.
    pub why: String,
}

/// Takes a number from the suppression list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Unsuppress {
    /// The row.
    pub id: Id,
    /// Why; must not be empty.
    pub why: String,
}

/// What putting a number on the list came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum SuppressResult {
    /// It is on the list; it may have been before.
    Listed {
        /// The row.
        id: Id,
    },
    /// The form has mistakes.
    Invalid {
        /// Which.
        problems: Vec<FieldProblem>,
    },
}
