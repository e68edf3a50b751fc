//! LinkAccount and its legacy dialect, written from linkaccount.md and linkaccount-legacy.md as vendors.md
//! corrects them; what they leave open is in the README.

mod account;
mod auth;
mod base_string;
mod codes;
mod credentials;
mod fields;
mod ids;
mod keys;
mod legacy;
mod message;
mod number;
mod operation;
mod outcomes;
mod push;
mod recipients;
mod reply;
mod settings;
mod template;
mod text;
mod voice;

use serde_json::Value;

pub(crate) use account::Account;
pub(crate) use credentials::Credentials;
pub(crate) use legacy::LegacyOperation;
pub(crate) use operation::Operation;
pub(crate) use outcomes::Orders;
pub(crate) use settings::SettingsChange;

use crate::log::Particulars;
use crate::push::Push;

/// What an accepted request is answered with, what the log keeps of it and what is pushed later: groups of
/// pushes that are delivered one after the other.
struct Accepted {
    reply: Value,
    particulars: Particulars,
    pushes: Vec<Vec<Push>>,
}

/// A refusal, as the code that its operation's table prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Refusal(&'static str);
