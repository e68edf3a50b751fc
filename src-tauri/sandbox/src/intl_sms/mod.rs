//! International SMS, written from intl-sms.md alone; what it leaves open is in the README.

pub(crate) mod account;
mod auth;
mod codes;
pub(crate) mod credentials;
mod fields;
mod message_id;
mod operation;
mod pushing;
mod query;
pub(crate) mod reports;
mod segments;
mod send;
mod send_time;
pub(crate) mod settings;

use serde_json::Value;

pub(crate) use operation::Operation;

use crate::log::Particulars;

/// What an accepted request is answered with and what the log keeps of it.
struct Accepted {
    /// `data` of the reply.
    data: Value,
    particulars: Particulars,
}
