//! Privacy numbers, written from privacy-numbers.md alone; what it leaves open is in the README.

pub(crate) mod account;
mod auth;
mod bind;
pub(crate) mod binding;
pub(crate) mod calls;
mod codes;
pub(crate) mod credentials;
mod ledger;
mod operation;
mod parameters;
mod push_form;
mod recording;
mod release;
mod request;
pub(crate) mod settings;
mod status;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Map, Value};

use crate::log::Particulars;
use crate::play::{self, Reply};
use crate::spoil;
use crate::state::Shared;
use codes::Refusal;
pub(crate) use operation::Operation;

/// What an accepted request is answered with and what the log keeps of it.
struct Accepted {
    /// The fields beside `error` and `reason`.
    fields: Map<String, Value>,
    particulars: Particulars,
}

/// The five operations, and the recordings that call records name. What is not mapped is answered with the
/// code that the table has for it.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let unmapped = async || spoil::whole(Reply::from(codes::reply(Refusal::Unmapped.number())));
    play::router(shared, &Operation::ALL)
        .route(recording::PATH, get(recording::download))
        .fallback(unmapped)
        .method_not_allowed_fallback(unmapped)
}
