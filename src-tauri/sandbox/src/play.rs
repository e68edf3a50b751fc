//! A request on its way through a vendor: read, met by a fault or not, played, answered, logged.

use std::fmt::Debug;
use std::future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use serde_json::Value;

use crate::body::{self, Unread};
use crate::clock::Clock;
use crate::faults::{Code, Kind};
use crate::log::{Outcome, Particulars};
use crate::spoil;
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// One request, read to its end.
#[derive(Debug)]
pub(crate) struct Received {
    /// The path as it was sent, percent-encoded.
    pub(crate) path: String,
    /// The query as it was sent, without its question mark.
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// A header's value, if it is there and text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The `Content-Type`, if there is one.
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.header(header::CONTENT_TYPE.as_str())
    }
}

/// What a request is answered with: JSON, with a status that is 200 nearly always.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) json: Vec<u8>,
}

impl From<Value> for Reply {
    fn from(json: Value) -> Reply {
        Reply {
            status: StatusCode::OK,
            json: json.to_string().into_bytes(),
        }
    }
}

/// What came of a request: the reply, and what the log says.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) reply: Reply,
    pub(crate) outcome: Outcome,
}

/// One operation of one vendor. Each vendor has an enum of its operations that implements this.
pub(crate) trait Operation: Copy + Debug + Send + Sync + 'static {
    /// Whose operation it is.
    const VENDOR: Vendor;

    /// Its name in faults and in the log, one of [`Vendor::operations`].
    fn name(self) -> &'static str;

    /// The method it takes.
    fn method(self) -> MethodFilter;

    /// The path under the base URL, in the syntax of axum's routes.
    fn path(self) -> &'static str;

    /// Checks the request and, if all is right, does what it asks for.
    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played;

    /// What the log says of a request that a fault kept from being looked at.
    fn readable(self, request: &Received) -> Particulars;

    /// The reply that carries nothing but a code, in this vendor's own form, with the text of its table.
    fn code_reply(self, request: &Received, code: &Code) -> Reply;
}

/// The routes of a vendor's operations. Other paths are 404, other methods 405; neither is logged.
pub(crate) fn router<O: Operation>(shared: Arc<Shared>, operations: &[O]) -> Router {
    let mut router = Router::new();
    for operation in operations.iter().copied() {
        let answer = move |Extract(shared): Extract<Arc<Shared>>, request: Request| async move {
            answer(&shared, operation, request).await
        };
        router = router.route(operation.path(), on(operation.method(), answer));
    }
    router.with_state(shared)
}

async fn answer<O: Operation>(shared: &Arc<Shared>, operation: O, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = match body::read(body, body::VENDOR_LIMIT).await {
        Ok(body) => body,
        Err(Unread::TooLong) => return spoil::status(StatusCode::PAYLOAD_TOO_LARGE),
        Err(Unread::Broken) => return spoil::cut(),
    };
    let received = Received {
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers,
        body,
    };
    let fault = shared.state().faults.strike(O::VENDOR, operation.name());
    match fault {
        None => spoil::whole(play(operation, &received, shared, Clock::default(), None)),
        Some(kind) => fail(shared, operation, received, kind).await,
    }
}

async fn fail<O: Operation>(shared: &Arc<Shared>, operation: O, received: Received, kind: Kind) -> Response {
    let play = |clock| play(operation, &received, shared, clock, Some(&kind));
    let play_if = |accepted| {
        if accepted {
            play(Clock::default());
        } else {
            ignore(operation, &received, shared, &kind);
        }
    };
    match &kind {
        Kind::Delay(ms) => delay(shared, operation, received, *ms).await,
        Kind::SkewClock(seconds) => {
            let clock = Clock::skewed(*seconds);
            let mut response = spoil::whole(play(clock));
            if let Some(date) = clock.date_header() {
                response.headers_mut().insert(header::DATE, date);
            }
            response
        }
        Kind::DropBefore => {
            play_if(false);
            spoil::cut()
        }
        Kind::DropAfter => {
            play_if(true);
            spoil::cut()
        }
        Kind::Status { status, accepted } => {
            play_if(*accepted);
            spoil::status(*status)
        }
        Kind::Code { code, accepted } => {
            play_if(*accepted);
            spoil::whole(operation.code_reply(&received, code))
        }
        Kind::Reply { reply, accepted } => {
            play_if(*accepted);
            spoil::dictated(reply.clone())
        }
        Kind::Truncate => spoil::truncated(play(Clock::default())),
        Kind::Garble => {
            play_if(true);
            spoil::garbled()
        }
        Kind::Html => {
            play_if(true);
            spoil::html()
        }
        Kind::Empty => {
            play_if(true);
            spoil::empty()
        }
        Kind::Huge => {
            play_if(true);
            spoil::huge()
        }
        Kind::Hang => {
            play_if(true);
            future::pending().await
        }
    }
}

/// Processes the request later, whether or not the client still waits, as a slow server would. One that
/// was stopped meanwhile does not.
async fn delay<O: Operation>(shared: &Arc<Shared>, operation: O, received: Received, ms: u64) -> Response {
    let running = Arc::downgrade(shared);
    let processed = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        let shared = running.upgrade()?;
        let fault = Kind::Delay(ms);
        Some(play(
            operation,
            &received,
            &shared,
            Clock::default(),
            Some(&fault),
        ))
    });
    match processed.await {
        Ok(Some(reply)) => spoil::whole(reply),
        _ => spoil::cut(),
    }
}

/// Processes the request, logs it and gives the reply.
fn play<O: Operation>(
    operation: O,
    received: &Received,
    shared: &Shared,
    clock: Clock,
    fault: Option<&Kind>,
) -> Reply {
    let mut state = shared.state();
    let Played { reply, outcome } = operation.play(received, shared, &mut state, clock);
    state
        .log
        .add(O::VENDOR, operation.name(), outcome, fault.map(Kind::name));
    reply
}

/// Logs a request that a fault keeps from being looked at.
fn ignore<O: Operation>(operation: O, received: &Received, shared: &Shared, fault: &Kind) {
    let outcome = Outcome::Unseen(operation.readable(received));
    let mut state = shared.state();
    state
        .log
        .add(O::VENDOR, operation.name(), outcome, Some(fault.name()));
}
