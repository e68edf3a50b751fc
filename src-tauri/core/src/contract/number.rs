//! The number view: everything that happened with one phone number, over all vendors, on one timeline.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::PushKind;
use super::binding::Binding;
use super::check::NumberCheck;
use super::conversation::Suppressed;
use super::message::{MessageRow, Reply};
use super::{Id, Millis};

/// A phone number, named by where it stands, so that the window need not know it in full.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum NumberRef {
    /// A message's recipient.
    Message {
        /// Which.
        id: Id,
    },
    /// Who wrote an MO reply.
    Reply {
        /// Which.
        id: Id,
    },
    /// Who a conversation is with.
    Conversation {
        /// Which.
        id: Id,
    },
    /// A of a binding.
    BindingA {
        /// Which.
        id: Id,
    },
    /// B of a binding.
    BindingB {
        /// Which.
        id: Id,
    },
    /// X of a binding.
    BindingX {
        /// Which.
        id: Id,
    },
    /// A number check's number.
    Check {
        /// Which.
        id: Id,
    },
    /// Who called, or wrote, through an X.
    Caller {
        /// The call.
        id: Id,
    },
    /// Who was called through an X.
    Callee {
        /// The call.
        id: Id,
    },
    /// A number on the suppression list.
    Suppressed {
        /// Which.
        id: Id,
    },
    /// The digits an operator typed, in full.
    Typed {
        /// As typed.
        digits: String,
    },
}

/// Where the next page of a number's timeline begins: the oldest row shown of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberCursor {
    /// Messages before this one.
    pub message: Id,
    /// Replies before this one.
    pub reply: Id,
    /// Calls before this one.
    pub call: Id,
    /// Bindings before this one.
    pub binding: Id,
    /// Number checks before this one.
    pub check: Id,
}

/// What can happen with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// A message to it.
    Message,
    /// An MO reply from it.
    Reply,
    /// A call or a short message through an X.
    Call,
    /// A binding it takes part in.
    Binding,
    /// A number check that named it.
    Check,
}

/// Asks for a page of a number's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberQuery {
    /// Which number.
    pub of: NumberRef,
    /// Only these kinds; empty means all.
    pub kinds: Vec<NumberKind>,
    /// Where to go on.
    pub before: Option<NumberCursor>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of everything that happened with one number, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberView {
    /// `138****0001`; an X number is nobody's own and stands in full.
    pub number_masked: String,
    /// Whether it is (also) an X number of an account here.
    pub is_x: bool,
    /// Its row on the suppression list; none when it is not on it.
    pub suppressed: Option<Suppressed>,
    /// The rows.
    pub rows: Vec<NumberItem>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<NumberCursor>,
}

/// Something that happened with a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberItem {
    /// When.
    pub at: Millis,
    /// What.
    pub what: NumberWhat,
}

/// Something that happened with a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "row", rename_all = "snake_case")]
pub enum NumberWhat {
    /// A message to it.
    Message(Box<MessageRow>),
    /// An MO reply from it.
    Reply(Box<Reply>),
    /// A call or a short message through an X.
    Call(Box<NumberCall>),
    /// A binding it takes part in.
    Binding(Box<Binding>),
    /// A number check that named it.
    Check(Box<NumberCheck>),
}

/// A call or a short message through an X number, as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberCall {
    /// Its id.
    pub id: Id,
    /// Call start or call detail record.
    pub kind: PushKind,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// The binding it went through, where it is known.
    pub binding_id: Option<Id>,
    /// Who called.
    pub caller_masked: String,
    /// Who was called.
    pub callee_masked: String,
    /// The X number, in full: it is nobody's own.
    pub x_number: String,
    /// When it began.
    pub began_at: Option<Millis>,
    /// How long it lasted.
    pub duration_seconds: Option<i64>,
    /// How it ended, as the vendor's code.
    pub result: Option<String>,
    /// Whether there is a recording.
    pub has_recording: bool,
    /// The short message's text, if it was one.
    pub sms_content: Option<String>,
    /// When it was received here.
    pub received_at: Millis,
}

/// Asks who was behind an X number at a time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BehindXQuery {
    /// The X number, as typed.
    pub x_number: String,
    /// At which time.
    pub at: Millis,
}

/// Who may have been behind an X number at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BehindX {
    /// The X number, in full.
    pub x_number: String,
    /// Bindings that held it then, the likeliest first; usually one.
    pub held: Vec<Held>,
    /// The last binding that had ended before, when none held it.
    pub ended_before: Option<Binding>,
    /// The next binding after, when none held it.
    pub began_after: Option<Binding>,
}

/// A binding that held an X at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Held {
    /// The binding.
    pub binding: Binding,
    /// From when.
    pub from_at: Millis,
    /// Until when; none when it has not ended.
    pub to_at: Option<Millis>,
    /// Whether the vendor confirmed it; if not, it may have held it.
    pub certain: bool,
}

/// A number that fits typed digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundNumber {
    /// Which.
    pub of: NumberRef,
    /// `138****0001`; an X number in full.
    pub number_masked: String,
    /// Whether it is an X number.
    pub is_x: bool,
    /// When something last happened with it.
    pub last_at: Millis,
}
