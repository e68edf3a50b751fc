//! Replies that go wrong on the way.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures::stream::{self, StreamExt};

use crate::dictated::Dictated;
use crate::listener::Cut;
use crate::play::Reply;

const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
const HTML: HeaderValue = HeaderValue::from_static("text/html;charset=UTF-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");

const PAGE: &str = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>\
                    <body><h1>502 Bad Gateway</h1></body></html>";

/// Neither JSON nor UTF-8.
const NOISE: [u8; 16] = *b"\xff\xfe{\"code\":\x00\x80\xc3(\x9d~";

const HUGE_PIECE: usize = 64 * 1024;
const HUGE_PIECES: usize = 1024;

/// The reply as it should be.
pub(crate) fn whole(right: Reply) -> Response {
    reply(right.status, JSON, Body::from(right.json))
}

/// No reply: the connection is closed.
pub(crate) fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

/// What control said.
pub(crate) fn dictated(said: Dictated) -> Response {
    let mut response = Response::new(Body::from(said.body));
    *response.status_mut() = said.status;
    *response.headers_mut() = said.headers;
    response
}

/// Nothing but a status.
pub(crate) fn status(status: StatusCode) -> Response {
    reply(
        status,
        TEXT,
        Body::from(status.canonical_reason().unwrap_or_default()),
    )
}

/// The full length announced, half of it sent, then the connection closed.
pub(crate) fn truncated(right: Reply) -> Response {
    let length = right.json.len();
    let half = Bytes::from(right.json).slice(..length / 2);
    // hyper throws away what it has not yet written when a body fails, so the failure must come a turn
    // after the half: while the body is pending, what there is gets written.
    let failure = stream::once(async {
        tokio::task::yield_now().await;
        Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionAborted))
    });
    let body = Body::from_stream(stream::iter([Ok(half)]).chain(failure));
    let mut response = reply(right.status, JSON, body);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// Bytes that are not JSON, announced as JSON.
pub(crate) fn garbled() -> Response {
    reply(StatusCode::OK, JSON, Body::from(&NOISE[..]))
}

/// A web page, as a proxy on the way would send it.
pub(crate) fn html() -> Response {
    reply(StatusCode::OK, HTML, Body::from(PAGE))
}

/// An empty body.
pub(crate) fn empty() -> Response {
    reply(StatusCode::OK, JSON, Body::empty())
}

/// 64 MiB without an announced length.
pub(crate) fn huge() -> Response {
    let piece = Bytes::from(vec![b' '; HUGE_PIECE]);
    let pieces = stream::repeat(piece).take(HUGE_PIECES).map(Ok::<_, io::Error>);
    reply(StatusCode::OK, JSON, Body::from_stream(pieces))
}

fn reply(status: StatusCode, content_type: HeaderValue, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
