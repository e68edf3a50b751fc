//! Reading a request: JSON from the wire, and its fields with the types the document gives them.

use serde_json::{Map, Value};

use super::codes::Refusal;
use crate::media_type;

/// The JSON object of a request.
pub(crate) type Fields = Map<String, Value>;

/// Reads the body as an object (请求方式: Restful(json)).
pub(crate) fn parse(content_type: Option<&str>, body: &[u8]) -> Result<Fields, Refusal> {
    if body.trim_ascii().is_empty() {
        return Err(Refusal::JsonEmpty);
    }
    if !content_type.is_some_and(media_type::is_json) {
        return Err(Refusal::JsonError);
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Refusal::JsonError),
    }
}

/// A field of type String; absent, null and blank are all "empty".
pub(crate) fn text<'a>(fields: &'a Fields, name: &str) -> Result<Option<&'a str>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.trim().is_empty())),
        Some(_) => Err(Refusal::JsonError),
    }
}

/// A field of type list; absent and null are "empty".
pub(crate) fn list<'a>(fields: &'a Fields, name: &str) -> Result<&'a [Value], Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Refusal::JsonError),
    }
}

/// The recipients as far as they can be made out, for the log of requests that are not accepted.
pub(crate) fn readable_recipients(fields: &Fields) -> Vec<String> {
    let plain = fields.get("mobile").and_then(Value::as_str).unwrap_or_default();
    let groups = fields.get("list").and_then(Value::as_array).into_iter().flatten();
    let of_groups = groups.filter_map(|group| group.get("mobile").and_then(Value::as_str));
    plain
        .split(',')
        .chain(of_groups)
        .filter(|mobile| !mobile.is_empty())
        .map(str::to_owned)
        .collect()
}
