//! A reply that control dictates word for word.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use data_encoding::BASE64;
use serde_json::Value;

/// Headers that say how a body is framed: HTTP would not work any more if they were dictated.
const FRAMING: [HeaderName; 3] = [
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
];

/// Status, headers and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dictated {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Dictated {
    /// A reply of these bytes, JSON unless the headers say otherwise; the error is a sentence.
    pub(crate) fn new(
        status: StatusCode,
        headers: &HashMap<String, String>,
        body: Bytes,
    ) -> Result<Dictated, String> {
        let json = HeaderValue::from_static("application/json;charset=UTF-8");
        let mut written = HeaderMap::from_iter([(header::CONTENT_TYPE, json)]);
        for (name, value) in headers {
            let unwritable = || format!("A header {name:?} cannot be dictated like that.");
            let name: HeaderName = name.parse().map_err(|_| unwritable())?;
            if FRAMING.contains(&name) {
                return Err(unwritable());
            }
            let value = value.parse().map_err(|_| unwritable())?;
            written.insert(name, value);
        }
        Ok(Dictated {
            status,
            headers: written,
            body,
        })
    }
}

/// The bytes of a dictated body: a string as it is, anything else as JSON, or bytes in base64.
pub(crate) fn body(text: Option<&Value>, base64: Option<&str>) -> Result<Bytes, String> {
    match (text, base64) {
        (Some(_), Some(_)) => Err("A body is dictated in one way only.".to_owned()),
        (None, Some(base64)) => match BASE64.decode(base64.as_bytes()) {
            Ok(bytes) => Ok(bytes.into()),
            Err(_) => Err("The body is not base64.".to_owned()),
        },
        (None | Some(Value::Null), None) => Ok(Bytes::new()),
        (Some(Value::String(text)), None) => Ok(text.clone().into()),
        (Some(json), None) => Ok(json.to_string().into()),
    }
}
