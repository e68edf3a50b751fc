//! Lianjiang, written from lianjiang.md alone; what it leaves open is in the README.

pub(crate) mod account;
mod auth;
mod codes;
pub(crate) mod credentials;
mod fields;
mod operation;
mod query;
pub(crate) mod replies;
pub(crate) mod reports;
mod send;
mod text;

use serde_json::Value;

pub(crate) use auth::KeyCase;
pub(crate) use operation::Operation;

use crate::log::Particulars;

/// What an accepted request is answered with and what the log keeps of it.
struct Accepted {
    reply: Value,
    particulars: Particulars,
}
