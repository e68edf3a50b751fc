//! What control calls have in common: reading, answering, refusing.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::body::{self, Unread};
use crate::vendor::Vendor;

/// A call that was not understood: 400 and a sentence.
pub(crate) struct Misunderstood(pub(crate) String);

impl IntoResponse for Misunderstood {
    fn into_response(self) -> Response {
        refusal(StatusCode::BAD_REQUEST, &self.0)
    }
}

/// What every control call that takes a body gives.
pub(super) type Answer = Result<Response, Misunderstood>;

pub(super) async fn read(body: Body) -> Result<Vec<u8>, Misunderstood> {
    body::read(body, body::CONTROL_LIMIT).await.map_err(|unread| {
        Misunderstood(match unread {
            Unread::TooLong => format!("The body is longer than {} bytes.", body::CONTROL_LIMIT),
            Unread::Broken => "The body could not be read to its end.".to_owned(),
        })
    })
}

pub(super) fn parse<Call: DeserializeOwned>(body: &[u8]) -> Result<Call, Misunderstood> {
    serde_json::from_slice(body).map_err(unreadable)
}

/// Reads what a vendor's part of a call says.
pub(crate) fn parse_value<Call: DeserializeOwned>(value: Value) -> Result<Call, Misunderstood> {
    serde_json::from_value(value).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> Misunderstood {
    Misunderstood(format!("The body cannot be read: {error}."))
}

/// Takes `vendor` out of an object; without one it is Lianjiang's, which was the first.
pub(super) fn take_vendor(object: &mut Value) -> Result<Vendor, Misunderstood> {
    let named = object.as_object_mut().and_then(|fields| fields.remove("vendor"));
    match named {
        None => Ok(Vendor::Lianjiang),
        Some(Value::String(id)) => Vendor::named(&id).map_err(Misunderstood),
        Some(other) => Err(Misunderstood(format!("{other} is not the id of a vendor."))),
    }
}

/// Whether a query says `all=1`.
pub(super) fn asks_for_all(uri: &Uri) -> bool {
    uri.query()
        .is_some_and(|query| query.split('&').any(|pair| pair == "all=1"))
}

/// Tells a field that is null, `Some(None)`, from one that is absent; to be used with `serde(default)`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

pub(super) fn done() -> Response {
    json_reply(StatusCode::OK, &json!({ "ok": true }))
}

pub(super) fn refusal(status: StatusCode, sentence: &str) -> Response {
    json_reply(status, &json!({ "error": sentence }))
}

pub(super) fn json_reply(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
