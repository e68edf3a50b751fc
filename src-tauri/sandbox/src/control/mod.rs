//! The listener that reads the log and orders failures, reports, replies and pushes.

mod bindings;
mod call;
mod pushes;
mod reports;
mod settings;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;

use call::{Answer, asks_for_all, done, json_reply, parse, read, refusal};
pub(crate) use call::{Misunderstood, parse_value, present};

use crate::clock::{Clock, shanghai};
use crate::faults;
use crate::lianjiang::replies::Reply;
use crate::state::Shared;

/// The control calls.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/log", get(log))
        .route("/faults", post(faults))
        .route("/reports", post(reports::order))
        .route("/replies", post(replies))
        .route("/balance", post(settings::balance))
        .route("/settings", post(settings::settings))
        .route("/pushes", get(pushes::deliveries))
        .route("/push", post(pushes::push))
        .route("/push_urls", post(pushes::urls))
        .route("/calls", post(bindings::call))
        .route("/bindings", get(bindings::bindings))
        .route("/reset", post(reset))
        .fallback(async || refusal(StatusCode::NOT_FOUND, "There is no such control call."))
        .method_not_allowed_fallback(async || {
            refusal(
                StatusCode::METHOD_NOT_ALLOWED,
                "This control call takes another method.",
            )
        })
        .layer(middleware::from_fn(no_browsers))
        .with_state(shared)
}

/// Only a page in a browser sends `Origin`, and no page has business here.
async fn no_browsers(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        return refusal(StatusCode::FORBIDDEN, "Requests from web pages are refused.");
    }
    next.run(request).await
}

async fn log(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    json_reply(
        StatusCode::OK,
        &json!(shared.state().log.read(asks_for_all(&uri))),
    )
}

async fn faults(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let faults = faults::parse(&read(body).await?).map_err(Misunderstood)?;
    shared.state().faults.order(faults);
    Ok(done())
}

/// A reply as it is written in JSON; only Lianjiang has replies.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QueuedReply {
    mobile: String,
    content: String,
    time: Option<String>,
    expand: Option<String>,
    #[serde(rename = "msgId")]
    msg_id: Option<String>,
}

async fn replies(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let queued: Vec<QueuedReply> = parse(&read(body).await?)?;
    let mut state = shared.state();
    let account = &mut state.lianjiang;
    for reply in queued {
        let now = Clock::default().now();
        let msg_id = reply.msg_id.unwrap_or_else(|| account.next_id(now));
        account.replies.queue(Reply {
            mobile: reply.mobile,
            content: reply.content,
            time: reply.time.unwrap_or_else(|| shanghai(now)),
            expand: reply.expand.unwrap_or_default(),
            msg_id,
        });
    }
    Ok(done())
}

async fn reset(State(shared): State<Arc<Shared>>) -> Response {
    shared.state().reset();
    done()
}
