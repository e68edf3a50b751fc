//! Pushes: the callback receiver, and what vendors pushed to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::PushKind;
use super::binding::Field;
use super::{Id, Millis};

/// The callback receiver inside the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Receiver {
    /// Whether it is switched on.
    pub enabled: bool,
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// Whether it listens now.
    pub listening: bool,
    /// Why it does not, although it is switched on; in English, for the details.
    pub trouble: Option<ReceiverTrouble>,
}

/// Why the receiver does not listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverTrouble {
    /// Another program listens at that port.
    PortTaken,
    /// The system does not allow it.
    NotAllowed,
    /// Anything else.
    Failed,
}

/// Switches the receiver on or off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetReceiver {
    /// On or off.
    pub enabled: bool,
    /// The port, 1,024 to 65,535.
    pub port: u16,
}

/// Where pushes of an account are received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Callback {
    /// What is pushed.
    pub kind: PushKind,
    /// The path nobody can guess, `/push/…`.
    pub path: String,
    /// The URL on this computer.
    pub local_url: String,
    /// The URL to register at the vendor: the account's public URL with the path; none without one.
    pub public_url: Option<String>,
    /// When a push last arrived here.
    pub last_push_at: Option<Millis>,
    /// How many arrived.
    pub pushes: u32,
}

/// A push that was pasted in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PastePush {
    /// The account it is of.
    pub account_id: Id,
    /// What it is.
    pub kind: PushKind,
    /// JSON or form encoded, as the vendor sent it.
    pub body: String,
}

/// Which pushes are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PushQuery {
    /// Only this account.
    pub account_id: Option<Id>,
    /// Only rows before this cursor.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A page of pushes, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PushPage {
    /// The rows.
    pub rows: Vec<Push>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
}

/// A push as it came, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Push {
    /// Its id.
    pub id: Id,
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// What it is.
    pub kind: PushKind,
    /// When it was received.
    pub received_at: Millis,
    /// Whether a person pasted it in.
    pub pasted: bool,
    /// Its headers, without what authenticates.
    pub headers: Vec<Field>,
    /// Its body as it came, numbers masked, cut to 4,000 characters.
    pub body: String,
    /// What came of its items.
    pub effects: Vec<PushEffect>,
}

/// What an item of a push changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PushEffect {
    /// What it changed.
    pub what: PushWhat,
    /// Every field as it was read, numbers masked.
    pub fields: Vec<Field>,
}

/// What an item of a push changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PushWhat {
    /// It is about this message.
    Message {
        /// Which.
        message_id: Id,
    },
    /// It is about this binding.
    Binding {
        /// Which.
        binding_id: Id,
    },
    /// It fits nothing here yet.
    Unmatched,
    /// It carries another desk's token.
    Foreign,
    /// It was here before: nothing changed.
    Duplicate,
    /// It could not be read and is kept aside.
    Unreadable {
        /// Why, in English.
        why: String,
    },
    /// It has not been looked at yet.
    Waiting,
}
