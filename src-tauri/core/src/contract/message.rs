//! Messages, their stories, MO replies.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::{Reason, SendMode};
use super::binding::Field;
use super::problem::FieldProblem;
use super::send::JobState;
use super::{Id, Millis};

/// Where a message to one recipient stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Approved, not yet on the wire.
    Queued,
    /// Its request is on the wire.
    Sending,
    /// The vendor took it; no report yet.
    Accepted,
    /// A report says it arrived.
    Delivered,
    /// A report says it did not arrive.
    Failed,
    /// The vendor refused it.
    Rejected,
    /// It never reached the vendor.
    NotSent,
    /// It may have been sent or not.
    Unknown,
    /// No report within 72 hours. Not final: a late report overrules it.
    NoReport,
}

impl MessageState {
    /// Each of them.
    pub const ALL: [Self; 9] = [
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Delivered,
        Self::Failed,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
        Self::NoReport,
    ];
}

/// Which messages are meant; what is set combines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageFilter {
    /// Only these states; empty means all.
    pub states: Vec<MessageState>,
    /// Only this account.
    pub account_id: Option<Id>,
    /// Only these ways to send; empty means all.
    pub modes: Vec<SendMode>,
    /// Only what was approved at this time or later.
    pub from_at: Option<Millis>,
    /// Only what was approved before this time.
    pub to_at: Option<Millis>,
    /// Only what was approved in the last so many days of this computer's calendar, of which today is one. Takes the
    /// place of `from_at` and `to_at`.
    pub last_days: Option<u32>,
    /// Only what came to its state at this time or later.
    pub changed_from_at: Option<Millis>,
    /// Only what came to its state in the last so many days, as in `last_days`. Takes the place of `changed_from_at`.
    pub changed_days: Option<u32>,
    /// Only this job.
    pub job_id: Option<Id>,
    /// Only what this operator approved; empty means all.
    pub operator: String,
    /// Only results with this code, as printed; empty means all.
    pub code: String,
    /// Digits a number starts with (3 or more) or ends with (4 or more), a message id, a reference, or words of the
    /// text; empty means all.
    pub search: String,
}

/// Asks for a page of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageQuery {
    /// Which.
    pub filter: MessageFilter,
    /// Only rows before this cursor, from the page before.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A page of messages, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessagePage {
    /// The rows.
    pub rows: Vec<MessageRow>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
    /// Where a search for a single character stopped looking: nothing older was looked at. None when all was.
    pub looked_back_to: Option<Millis>,
}

/// How many messages a filter matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageCount {
    /// So many.
    pub count: u32,
    /// Whether there are more: counting stops at 10,000.
    pub more: bool,
}

/// What the operator and code filters can be set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilterChoices {
    /// Every operator who ever approved a send.
    pub operators: Vec<String>,
    /// Codes of results, at most 200.
    pub codes: Vec<String>,
}

/// A filter that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFilter {
    /// Its id.
    pub id: Id,
    /// Its name, 1 to 40 characters; none for the one that was set last, which the window sets again when it opens.
    pub name: Option<String>,
    /// What it asks for.
    pub filter: MessageFilter,
}

/// Saves a filter.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveFilter {
    /// None adds one. Without a name it is not asked for: there is one filter that was set last.
    pub id: Option<Id>,
    /// Its name, 1 to 40 characters; none keeps the filter as the one that was set last.
    pub name: Option<String>,
    /// What it asks for.
    pub filter: MessageFilter,
}

/// What saving a filter came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum SaveFilterResult {
    /// Saved.
    Saved {
        /// Its id.
        id: Id,
    },
    /// The form has mistakes.
    Invalid {
        /// Which.
        problems: Vec<FieldProblem>,
    },
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageRow {
    /// Its id; larger is newer.
    pub id: Id,
    /// Where it stands.
    pub state: MessageState,
    /// `138****0001`.
    pub number_masked: String,
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Its job.
    pub job_id: Id,
    /// Who approved it.
    pub operator: String,
    /// The text as the customer gets it, cut to 200 characters.
    pub text: String,
    /// Billed segments, as estimated.
    pub segments: u32,
    /// When it was approved.
    pub approved_at: Millis,
    /// When it was submitted, if it was.
    pub submitted_at: Option<Millis>,
    /// When its state last changed.
    pub state_at: Millis,
    /// Why, if there is something to say.
    pub reason: Option<Reason>,
    /// Ticket or order number, may be empty.
    pub reference: String,
    /// Whether a person decided its state by hand.
    pub decided_by_hand: bool,
    /// Whether its reports reach this computer; if not, *accepted* is the last thing seen here.
    pub reports_here: bool,
    /// How it was sent.
    pub mode: SendMode,
    /// When it was scheduled for, if it was.
    pub scheduled_for: Option<Millis>,
}

/// One message's whole story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageStory {
    /// The message.
    pub message: MessageRow,
    /// The whole text as the customer gets it.
    pub text: String,
    /// Who approved it.
    pub operator: String,
    /// The desk it was approved at.
    pub desk: String,
    /// Its job.
    pub job_id: Id,
    /// Where its job stands.
    pub job_state: JobState,
    /// Recipients of the whole job.
    pub job_recipients: u32,
    /// The vendor's message id, if it gave one.
    pub msg_id: Option<String>,
    /// Our token, which the vendor echoes.
    pub token: String,
    /// The message this one was sent again for.
    pub sent_again_for: Option<Id>,
    /// The message that was sent again for this one.
    pub sent_again_as: Option<Id>,
    /// Whether another report said something different from the first.
    pub contradicted: bool,
    /// Whether it and the one it was sent again as both arrived.
    pub arrived_twice: bool,
    /// What can be done about it now.
    pub ways_out: Vec<WayOut>,
    /// Reports that may be about it, although nothing proves it: offered to the person who decides, never applied.
    pub offered: Vec<OfferedReport>,
    /// What happened, in order.
    pub events: Vec<StoryEvent>,
    /// The requests that carried it, folded under *Technical details*.
    pub attempts: Vec<AttemptDetail>,
}

/// A report of a vendor that echoes no token: its message id is unknown here, and its number stands in exactly one
/// operation whose outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfferedReport {
    /// The code, as printed.
    pub code: String,
    /// The vendor's table its code stands in; empty for the carriers' codes.
    pub table: String,
    /// The vendor's message id in it.
    pub msg_id: String,
    /// The time the vendor gave, as it came.
    pub vendor_time: String,
    /// When it came here.
    pub received_at: Millis,
}

/// What can be done about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WayOut {
    /// Poll the vendor for a report now.
    LookForEvidence,
    /// Decide by hand.
    DecideByHand,
    /// Send it again as a linked operation.
    SendAgain,
    /// Go on with its paused job.
    ResumeJob,
}

/// Something that happened to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryEvent {
    /// When, by this computer's clock.
    pub at: Millis,
    /// What.
    pub what: StoryWhat,
}

/// What happened to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StoryWhat {
    /// An operator approved it.
    Approved {
        /// Who.
        operator: String,
        /// Recipients of the job.
        recipients: u32,
    },
    /// Its request went on the wire.
    Dispatched,
    /// The vendor took it.
    Accepted {
        /// The vendor's message id, if it gave one.
        msg_id: Option<String>,
    },
    /// The vendor refused it.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// It did not reach the vendor.
    NotSent {
        /// Why.
        reason: Reason,
    },
    /// What became of the request is not known.
    Unknown {
        /// Why.
        reason: Reason,
    },
    /// A delivery report arrived.
    Report {
        /// As printed, `DELIVRD`.
        code: String,
        /// The time the vendor gave, as it came (Asia/Shanghai).
        vendor_time: String,
        /// Whether it decided the state; later, different verdicts do not.
        decided: bool,
        /// The vendor's table its code stands in; empty for the carriers' codes.
        table: String,
        /// How it came.
        channel: ReportChannel,
        /// Which segment of how many, if it is about one.
        part: Option<(u32, u32)>,
        /// Every field as it came, numbers masked.
        fields: Vec<Field>,
    },
    /// No report came within 72 hours.
    NoReport,
    /// A person decided by hand.
    Decided {
        /// Who.
        operator: String,
        /// What.
        decision: Decision,
        /// Why.
        why: String,
    },
    /// A person sent it again.
    SentAgain {
        /// Who.
        operator: String,
        /// Why.
        why: String,
        /// The new message.
        message_id: Id,
    },
    /// A person looked at the full number.
    Revealed {
        /// Who.
        operator: String,
    },
    /// Its job was held, resumed or given up.
    JobActed {
        /// Who.
        operator: String,
        /// What.
        act: JobAct,
    },
}

/// What a person did to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobAct {
    /// Held.
    Held,
    /// Resumed.
    Resumed,
    /// Given up.
    GivenUp,
}

/// How a delivery report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportChannel {
    /// Polled.
    Poll,
    /// Asked for, message by message.
    Query,
    /// Pushed by the vendor.
    Push,
}

/// One request to a vendor, with what authenticates replaced by a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttemptDetail {
    /// Its id.
    pub id: Id,
    /// Where it stands: `prepared`, `dispatching`, `accepted`, `rejected`, `not_sent`, `unknown`.
    pub state: String,
    /// When it went on the wire.
    pub dispatched_at: Option<Millis>,
    /// When it was settled.
    pub settled_at: Option<Millis>,
    /// `POST`.
    pub method: String,
    /// The URL.
    pub url: String,
    /// Its headers, what authenticates as a placeholder.
    pub headers: Vec<Field>,
    /// The body as sent, numbers masked, what authenticates as `{{key}}`.
    pub request_body: String,
    /// The string that was signed, numbers masked, if there was one.
    pub signed: Option<String>,
    /// The HTTP status of the reply.
    pub reply_status: Option<u16>,
    /// The reply as it came, numbers masked, cut to 4,000 characters.
    pub reply_body: Option<String>,
    /// Why it ended as it did.
    pub reason: Option<Reason>,
}

/// What a person decides about a message in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The customer has it.
    Delivered,
    /// The customer does not have it.
    Failed,
}

/// Decides by hand.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DecideMessage {
    /// The message.
    pub message_id: Id,
    /// What.
    pub decision: Decision,
    /// Why; must not be empty.
    pub why: String,
}

/// Sends an unknown message again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SendAgain {
    /// Made by the dialog once; the same one twice makes one job.
    pub draft_id: String,
    /// The message in doubt.
    pub message_id: Id,
    /// Why; must not be empty.
    pub why: String,
}

/// What a look for evidence found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Evidence {
    /// A report settled it; the story says more.
    Report {
        /// The state now.
        state: MessageState,
    },
    /// The vendor was asked and had nothing on it.
    Nothing,
    /// The vendor could not be asked.
    CouldNotAsk {
        /// Why.
        reason: Reason,
    },
    /// This computer does not fetch this account's reports.
    NotHere,
}

/// Which MO replies are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplyQuery {
    /// Only rows before this cursor.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A page of MO replies, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplyPage {
    /// The rows.
    pub rows: Vec<Reply>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
}

/// An MO reply: a short message from a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reply {
    /// Its id.
    pub id: Id,
    /// `138****0001`.
    pub number_masked: String,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// The text as it came.
    pub content: String,
    /// The time the vendor gave, as it came (Asia/Shanghai).
    pub vendor_time: String,
    /// The extension number it was sent to, may be empty.
    pub extension: String,
    /// When it was received here.
    pub received_at: Millis,
    /// The last message here to that number by that account before the reply.
    pub message_id: Option<Id>,
    /// The account.
    pub account_id: Id,
    /// Its conversation.
    pub conversation_id: Id,
    /// Whether nobody has read it.
    pub unread: bool,
    /// The stop word it is, if it is one.
    pub stop_word: Option<String>,
}
