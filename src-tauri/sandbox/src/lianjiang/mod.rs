//! Lianjiang, written from lianjiang.md alone; what it leaves open is in the README.

pub(crate) mod account;
mod auth;
mod codes;
pub(crate) mod credentials;
mod fields;
mod query;
pub(crate) mod replies;
pub(crate) mod reports;
mod send;
mod text;

use std::future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use serde_json::Value;

pub(crate) use auth::KeyCase;

use crate::body::{self, Unread};
use crate::clock::Clock;
use crate::faults::Kind;
use crate::log::{Outcome, Particulars};
use crate::operation::Operation;
use crate::spoil;
use crate::state::Shared;

/// What an accepted request is answered with and what the log keeps of it.
struct Accepted {
    reply: Value,
    particulars: Particulars,
}

/// One request, read to its end.
struct Received {
    operation: Operation,
    content_type: Option<String>,
    body: Vec<u8>,
}

/// The five operations.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for operation in Operation::ALL {
        let answer = move |State(shared): State<Arc<Shared>>, request: Request| async move {
            answer(&shared, operation, request).await
        };
        router = router.route(operation.path(), post(answer));
    }
    router.with_state(shared)
}

async fn answer(shared: &Arc<Shared>, operation: Operation, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = match body::read(body, body::VENDOR_LIMIT).await {
        Ok(body) => body,
        Err(Unread::TooLong) => return spoil::status(StatusCode::PAYLOAD_TOO_LARGE),
        Err(Unread::Broken) => return spoil::cut(),
    };
    let content_type = head.headers.get(header::CONTENT_TYPE);
    let content_type = content_type
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let received = Received {
        operation,
        content_type,
        body,
    };
    let fault = shared.state().faults.strike(operation);
    match fault {
        None => spoil::whole(received.play(shared, Clock::default(), None)),
        Some(kind) => fail(shared, received, kind).await,
    }
}

async fn fail(shared: &Arc<Shared>, received: Received, kind: Kind) -> Response {
    let play = || received.play(shared, Clock::default(), Some(kind));
    match kind {
        Kind::Delay(ms) => delay(shared, received, ms).await,
        Kind::SkewClock(seconds) => {
            let clock = Clock::skewed(seconds);
            let mut response = spoil::whole(received.play(shared, clock, Some(kind)));
            if let Some(date) = clock.date_header() {
                response.headers_mut().insert(header::DATE, date);
            }
            response
        }
        Kind::DropBefore => {
            received.ignore(shared, kind);
            spoil::cut()
        }
        Kind::DropAfter => {
            play();
            spoil::cut()
        }
        Kind::Status { status, accepted } => {
            received.play_if(accepted, shared, kind);
            spoil::status(status)
        }
        Kind::Code { code, accepted } => {
            received.play_if(accepted, shared, kind);
            spoil::whole(codes::reply(code).to_string().into_bytes())
        }
        Kind::Truncate => spoil::truncated(play()),
        Kind::Garble => {
            play();
            spoil::garbled()
        }
        Kind::Html => {
            play();
            spoil::html()
        }
        Kind::Empty => {
            play();
            spoil::empty()
        }
        Kind::Huge => {
            play();
            spoil::huge()
        }
        Kind::Hang => {
            play();
            future::pending().await
        }
    }
}

/// Processes the request later, whether or not the client still waits, as a slow server would. One that
/// was stopped meanwhile does not.
async fn delay(shared: &Arc<Shared>, received: Received, ms: u64) -> Response {
    let running = Arc::downgrade(shared);
    let processed = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        let shared = running.upgrade()?;
        Some(received.play(&shared, Clock::default(), Some(Kind::Delay(ms))))
    });
    match processed.await {
        Ok(Some(json)) => spoil::whole(json),
        _ => spoil::cut(),
    }
}

impl Received {
    /// Processes the request and gives the reply as JSON.
    fn play(&self, shared: &Shared, clock: Clock, fault: Option<Kind>) -> Vec<u8> {
        let fields = fields::parse(self.content_type.as_deref(), &self.body);
        let mut state = shared.state();
        let account = &mut state.lianjiang;
        let now = clock.now();
        let result = fields.as_ref().map_err(|refusal| *refusal).and_then(|fields| {
            auth::check(fields, &shared.lianjiang, account.key_case, now)?;
            match self.operation {
                Operation::PlainSend => send::plain(fields, account, now),
                Operation::TemplateSend => send::template(fields, &shared.lianjiang, account, now),
                Operation::Balance => Ok(query::balance(account)),
                Operation::ReportPoll => Ok(query::report_poll(account)),
                Operation::ReplyPoll => Ok(query::reply_poll(account)),
            }
        });
        let (reply, outcome) = match result {
            Ok(accepted) => (accepted.reply, Outcome::Accepted(accepted.particulars)),
            Err(refusal) => {
                let code = refusal.number();
                (codes::reply(code), Outcome::Refused(code, self.readable()))
            }
        };
        state.log.add(self.operation, outcome, fault.map(Kind::name));
        reply.to_string().into_bytes()
    }

    /// Processes the request if the fault comes after that.
    fn play_if(&self, accepted: bool, shared: &Shared, fault: Kind) {
        if accepted {
            self.play(shared, Clock::default(), Some(fault));
        } else {
            self.ignore(shared, fault);
        }
    }

    /// Logs a request that a fault keeps from being looked at.
    fn ignore(&self, shared: &Shared, fault: Kind) {
        shared.state().log.add(
            self.operation,
            Outcome::Unseen(self.readable()),
            Some(fault.name()),
        );
    }

    fn readable(&self) -> Particulars {
        let fields = fields::parse(self.content_type.as_deref(), &self.body);
        let recipients = fields
            .map(|fields| fields::readable_recipients(&fields))
            .unwrap_or_default();
        Particulars {
            recipients,
            ..Particulars::default()
        }
    }
}
