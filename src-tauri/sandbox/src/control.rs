//! The listener that reads the log and orders failures, reports and replies.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::body::{self, Unread};
use crate::clock::{Clock, shanghai};
use crate::faults::{self, LONGEST_MS};
use crate::lianjiang::KeyCase;
use crate::lianjiang::replies::Reply;
use crate::lianjiang::reports::{Orders, Report};
use crate::state::Shared;

/// A call that was not understood: 400 and a sentence.
struct Misunderstood(String);

impl IntoResponse for Misunderstood {
    fn into_response(self) -> Response {
        refusal(StatusCode::BAD_REQUEST, &self.0)
    }
}

type Answer = Result<Response, Misunderstood>;

/// The control calls.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/log", get(log))
        .route("/faults", post(faults))
        .route("/reports", post(reports))
        .route("/replies", post(replies))
        .route("/balance", post(balance))
        .route("/settings", post(settings))
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
    let all = uri
        .query()
        .is_some_and(|query| query.split('&').any(|pair| pair == "all=1"));
    json_reply(StatusCode::OK, &json!(shared.state().log.read(all)))
}

async fn faults(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let faults = faults::parse(&read(body).await?).map_err(Misunderstood)?;
    shared.state().faults.order(faults);
    Ok(done())
}

/// A report as it is written in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QueuedReport {
    #[serde(rename = "msgId")]
    msg_id: String,
    mobile: String,
    code: String,
    time: Option<String>,
    ext: Option<String>,
}

async fn reports(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let body = read(body).await?;
    if !is_array(&body) {
        let orders: Orders = parse(&body)?;
        if orders.after_ms.is_some_and(|ms| ms > LONGEST_MS) {
            return Err(Misunderstood(format!("\"after_ms\" is at most {LONGEST_MS}.")));
        }
        shared.state().lianjiang.reports.order(orders);
        return Ok(done());
    }
    let queued: Vec<QueuedReport> = parse(&body)?;
    let mut state = shared.state();
    for report in queued {
        state.lianjiang.reports.queue(Report {
            msg_id: report.msg_id,
            mobile: report.mobile,
            code: report.code,
            time: report.time.unwrap_or_else(vendor_time),
            ext: report.ext.unwrap_or_default(),
        });
    }
    Ok(done())
}

/// A reply as it is written in JSON.
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
        let msg_id = reply
            .msg_id
            .unwrap_or_else(|| account.next_id(Clock::default().now()));
        account.replies.queue(Reply {
            mobile: reply.mobile,
            content: reply.content,
            time: reply.time.unwrap_or_else(vendor_time),
            expand: reply.expand.unwrap_or_default(),
            msg_id,
        });
    }
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Balances {
    lianjiang: u64,
}

async fn balance(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let balances: Balances = parse(&read(body).await?)?;
    shared.state().lianjiang.balance = balances.lianjiang;
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    key_case: Option<KeyCase>,
}

async fn settings(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let settings: Settings = parse(&read(body).await?)?;
    if let Some(case) = settings.key_case {
        shared.state().lianjiang.key_case = case;
    }
    Ok(done())
}

async fn reset(State(shared): State<Arc<Shared>>) -> Response {
    shared.state().reset();
    done()
}

async fn read(body: Body) -> Result<Vec<u8>, Misunderstood> {
    body::read(body, body::CONTROL_LIMIT).await.map_err(|unread| {
        Misunderstood(match unread {
            Unread::TooLong => format!("The body is longer than {} bytes.", body::CONTROL_LIMIT),
            Unread::Broken => "The body could not be read to its end.".to_owned(),
        })
    })
}

fn parse<Call: DeserializeOwned>(body: &[u8]) -> Result<Call, Misunderstood> {
    serde_json::from_slice(body).map_err(|error| Misunderstood(format!("The body cannot be read: {error}.")))
}

fn is_array(body: &[u8]) -> bool {
    serde_json::from_slice::<Vec<IgnoredAny>>(body).is_ok()
}

fn vendor_time() -> String {
    shanghai(Clock::default().now())
}

fn done() -> Response {
    json_reply(StatusCode::OK, &json!({ "ok": true }))
}

fn refusal(status: StatusCode, sentence: &str) -> Response {
    json_reply(status, &json!({ "error": sentence }))
}

fn json_reply(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
