//! `GET /bindings` and `POST /calls`: what is bound, and calls through it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::Value;

use super::call::{Answer, asks_for_all, json_reply, parse, read};
use crate::privacy_number::binding::Binding;
use crate::privacy_number::calls::{self, Call};
use crate::state::Shared;

/// The live bindings, or with `all=1` also those that were released or have expired.
pub(super) async fn bindings(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let state = shared.state();
    let ledger = &state.privacy_number.ledger;
    let bindings = ledger.read(asks_for_all(&uri)).map(Binding::describe).collect();
    json_reply(StatusCode::OK, &Value::Array(bindings))
}

/// Plays a call.
pub(super) async fn call(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let call: Call = parse(&read(body).await?)?;
    let mut state = shared.state();
    let state = &mut *state;
    let account = &mut state.privacy_number;
    let played = calls::play(call, &shared.privacy_number, account, &mut state.pushes)?;
    Ok(json_reply(StatusCode::OK, &played))
}
