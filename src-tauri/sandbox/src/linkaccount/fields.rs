//! Reading a request: a flat JSON object, whose scalars may come as strings or as numbers.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::media_type;

/// A field that holds something its type does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrongType;

/// A field of type String. The tables have a code of their own for some that are missing and another for
/// some that are there and say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given<'a> {
    /// Absent or null.
    Missing,
    /// Nothing but white space.
    Blank,
    Text(Cow<'a, str>),
}

impl<'a> Given<'a> {
    /// The text, if there is one.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Given::Text(text) => Some(text),
            Given::Missing | Given::Blank => None,
        }
    }
}

/// The JSON object of a request.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads the body (POST+json,Content-type设置为application/json); `None` if it is not such an object.
    pub(super) fn parse(content_type: Option<&str>, body: &[u8]) -> Option<Fields> {
        if !content_type.is_some_and(media_type::is_json) {
            return None;
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Some(Fields(fields)),
            _ => None,
        }
    }

    /// A field of type String; a number is taken as it is written.
    pub(super) fn text(&self, name: &str) -> Result<Given<'_>, WrongType> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Given::Missing),
            Some(value) => match scalar(value).ok_or(WrongType)? {
                text if text.trim().is_empty() => Ok(Given::Blank),
                text => Ok(Given::Text(text)),
            },
        }
    }

    /// A field of type String[]; absent and null are `None`.
    pub(super) fn list(&self, name: &str) -> Result<Option<Vec<String>>, WrongType> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| scalar(item).map(Cow::into_owned).ok_or(WrongType))
                .collect::<Result<_, _>>()
                .map(Some),
            Some(_) => Err(WrongType),
        }
    }

    /// Whether a field is there and not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// Every field that is there and not null, by ascending name (key 升序排序).
    pub(super) fn ascending(&self) -> Vec<(&str, &Value)> {
        let mut fields: Vec<_> = self
            .0
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.as_str(), value))
            .collect();
        fields.sort_unstable_by_key(|(name, _)| *name);
        fields
    }
}

/// The text of a value that is one, as it was sent.
pub(super) fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}
