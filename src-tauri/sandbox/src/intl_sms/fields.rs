//! Reading a request: JSON from the wire, and its fields with the types the document gives them.

use serde_json::{Map, Value};

use super::codes::Refusal;
use crate::media_type;
use crate::play::Received;

/// The JSON object of a request.
pub(super) type Fields = Map<String, Value>;

/// Reads the body as an object (1.3: 需要使用 JSON 数据格式、UTF8 编码).
pub(super) fn parse(request: &Received) -> Result<Fields, Refusal> {
    if !request.content_type().is_some_and(media_type::is_json) {
        return Err(Refusal::Param);
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Refusal::Param),
    }
}

/// A field of type String; absent, null and blank are all "empty".
pub(super) fn text<'a>(fields: &'a Fields, name: &str) -> Result<Option<&'a str>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.trim().is_empty())),
        Some(_) => Err(Refusal::Param),
    }
}

/// 国家区号+手机号码, no plus: digits that do not begin with 0, as many as E.164 has at most.
pub(super) fn is_mobile(number: &str) -> bool {
    (7..=15).contains(&number.len())
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The recipients as far as they can be made out, for the log of requests that are not accepted.
pub(super) fn readable_recipients(fields: &Fields) -> Vec<String> {
    let listed = fields.get("mobile").and_then(Value::as_str).unwrap_or_default();
    listed
        .split(',')
        .filter(|mobile| !mobile.is_empty())
        .map(str::to_owned)
        .collect()
}
