//! What all vendors' replies and pushes have in common: fields that come as text or as number,
//! JSON or form bodies, and batches whose bad items are kept aside alone.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{BadItem, Batch, Fields, PushBody};

/// Longest code that is taken for one; anything else is not a vendor's reply.
const LONGEST_CODE: usize = 16;

/// How deep numbers are looked for that an `f64` would change: `body.result[].createTime` and one
/// more. Deeper ones are nothing that a document describes.
const EXACT_DEPTH: u8 = 5;

/// The JSON object in `bytes`. A byte order mark in front is no reason to lose a reply.
pub fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    match json(bytes) {
        Some(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// JSON whose numbers are what the vendor printed: one that only an `f64` could hold (`1.10`, an id
/// of 25 digits) becomes the text of its digits, so that money is not rounded and ids stay whole.
fn json(bytes: &[u8]) -> Option<Value> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mended;
    let (bytes, mut value) = match serde_json::from_slice(bytes) {
        Ok(value) => (bytes, value),
        Err(_) => {
            mended = with_whole_characters(bytes)?;
            (&*mended, serde_json::from_slice(&mended).ok()?)
        }
    };
    // Such numbers are rare; the second look is not taken without one.
    if has_float(&value)
        && let Ok(printed) = serde_json::from_slice::<&RawValue>(bytes)
    {
        exact(&mut value, printed, EXACT_DEPTH);
    }
    Some(value)
}

/// JSON in which half a character (`\ud83d` without its other half) is the replacement character: a
/// gateway that cuts a text in the middle of an emoji writes that, and one such reply must not take the
/// whole batch with it. `None` where there is none.
fn with_whole_characters(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    let (mut at, mut changed) = (0, false);
    while let Some(byte) = bytes.get(at) {
        if *byte != b'\\' {
            whole.push(*byte);
            at += 1;
            continue;
        }
        let escape = match (unit(bytes, at), unit(bytes, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                whole.extend_from_slice(b"\\ufffd");
                changed = true;
                at += 6;
                continue;
            }
            _ => 2,
        };
        let end = (at + escape).min(bytes.len());
        whole.extend_from_slice(bytes.get(at..end)?);
        at = end;
    }
    changed.then_some(whole)
}

/// The UTF-16 unit that is escaped at a place.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    (!digits.starts_with('+')).then(|| u16::from_str_radix(digits, 16).ok())?
}

fn has_float(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_float),
        Value::Object(fields) => fields.values().any(has_float),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

fn exact(value: &mut Value, printed: &RawValue, depth: u8) {
    match value {
        Value::Number(number) if number.is_f64() => *value = Value::String(printed.get().to_owned()),
        Value::Array(items) if depth > 0 => {
            if let Ok(printed) = serde_json::from_str::<Vec<&RawValue>>(printed.get()) {
                for (item, printed) in items.iter_mut().zip(printed) {
                    exact(item, printed, depth - 1);
                }
            }
        }
        Value::Object(fields) if depth > 0 => {
            // Of a name that stands there twice both readings keep the last.
            if let Ok(printed) = serde_json::from_str::<BTreeMap<String, &RawValue>>(printed.get()) {
                for (name, field) in fields.iter_mut() {
                    if let Some(printed) = printed.get(name) {
                        exact(field, printed, depth - 1);
                    }
                }
            }
        }
        _ => {}
    }
}

/// A string or a number, as text. Numbers keep every digit that the vendor printed.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field that has to be there and not empty.
pub fn required(fields: &Map<String, Value>, name: &str) -> Result<String, String> {
    fields
        .get(name)
        .and_then(text)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| format!("{name} is missing or no text"))
}

/// A field that may be missing; then it is empty.
pub fn optional(fields: &Map<String, Value>, name: &str) -> String {
    fields.get(name).and_then(text).unwrap_or_default()
}

/// A field that may be missing or empty.
pub fn maybe(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(text).filter(|value| !value.is_empty())
}

/// A whole number that comes as number or as text.
pub fn integer(fields: &Map<String, Value>, name: &str) -> Option<i64> {
    fields
        .get(name)
        .and_then(text)
        .and_then(|value| value.trim().parse().ok())
}

/// A decimal number, as the text it was printed as: no figure is rounded.
pub fn decimal(fields: &Map<String, Value>, name: &str) -> Option<String> {
    let printed = maybe(fields, name)?;
    let printed = printed.trim();
    // What JSON takes for a number is one; an `f64` only has to hold its size.
    let number = serde_json::from_str::<Value>(printed).is_ok_and(|value| value.is_number());
    number.then(|| printed.to_owned())
}

/// A code: short text or a number.
pub fn code(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields
        .get(name)
        .and_then(text)
        .filter(|code| !code.is_empty() && code.len() <= LONGEST_CODE)
}

/// Every field as text, nested ones as JSON.
pub fn all(fields: &Map<String, Value>) -> Fields {
    fields
        .iter()
        .map(|(name, value)| {
            let shown = match value {
                Value::Null => String::new(),
                other => text(other).unwrap_or_else(|| other.to_string()),
            };
            (name.clone(), shown)
        })
        .collect()
}

/// Reads items one by one; one that cannot be read is kept aside alone.
pub fn batch<T>(items: &[Value], read: impl Fn(&Map<String, Value>) -> Result<T, String>) -> Batch<T> {
    let mut batch = Batch::default();
    for (index, item) in items.iter().enumerate() {
        let read = match item {
            Value::Object(fields) => read(fields),
            _ => Err("not an object".to_owned()),
        };
        match read {
            Ok(item) => batch.items.push(item),
            Err(why) => batch.bad.push(BadItem {
                index,
                raw: item.to_string(),
                why,
            }),
        }
    }
    batch
}

/// The items of a push: a JSON object, an array of them, or a form. `None` when it is neither.
pub fn push_items(push: &PushBody<'_>) -> Option<Vec<Value>> {
    match json(push.body) {
        Some(Value::Array(items)) => return Some(items),
        Some(object @ Value::Object(_)) => return Some(vec![object]),
        _ => {}
    }
    let body = push.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(push.body);
    let form = std::str::from_utf8(body).ok()?.trim();
    if form.is_empty() || form.starts_with(['{', '[', '<']) || !form.contains('=') {
        return None;
    }
    let fields: Map<String, Value> = url::form_urlencoded::parse(form.as_bytes())
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect();
    Some(vec![Value::Object(fields)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(body: &str) -> Option<Vec<Value>> {
        push_items(&PushBody {
            content_type: None,
            body: body.as_bytes(),
        })
    }

    #[test]
    fn numbers_stay_as_they_were_printed() {
        let body = r#"{"balance":1.10,"whole":100.00,"small":5.0E-4,"id":15288098291199339612345678,
            "fits":18446744073709551615,"twice":1.0,"twice":2.50,"data":[{"a":{"b":[-0.30]}}],"text":"1.5"}"#;
        let fields = object(body.as_bytes()).unwrap();
        for (name, printed) in [
            ("balance", "1.10"),
            ("whole", "100.00"),
            ("small", "5.0E-4"),
            ("id", "15288098291199339612345678"),
            ("fits", "18446744073709551615"),
            ("twice", "2.50"),
            ("text", "1.5"),
        ] {
            assert_eq!(maybe(&fields, name).as_deref(), Some(printed));
        }
        assert_eq!(fields["data"][0]["a"]["b"][0], "-0.30");
    }

    #[test]
    fn depth_and_strange_bytes_are_no_object() {
        let deep = format!("{}1.5{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert!(object(deep.as_bytes()).is_none());
        let below_the_limit = format!("{}1.5{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(object(below_the_limit.as_bytes()).is_some());
        assert!(object(b"{\"a\":\"\xc4\xe3\"}").is_none(), "GBK");
        assert!(object(br#"{"a":1e400}"#).is_none());
        assert!(object(b"\xef\xbb\xbf{\"a\":1.0}").is_some());
    }

    #[test]
    fn half_an_emoji_is_one_character_that_cannot_be_shown() {
        for (printed, text) in [
            (r"a\ud83d", "a\u{fffd}"),
            (r"\uDE00b", "\u{fffd}b"),
            (r"\ud83d\ud83d\ude00\\ud83d", "\u{fffd}😀\\ud83d"),
            (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        ] {
            let body = format!(r#"{{"content":"{printed}","n":1.10}}"#);
            let fields = object(body.as_bytes()).unwrap();
            assert_eq!(optional(&fields, "content"), text, "{printed}");
            assert_eq!(
                optional(&fields, "n"),
                "1.10",
                "numbers stay as they were printed"
            );
        }
        for broken in [
            r#"{"a":"\ud83d"#,
            r#"{"a":"\ud8"}"#,
            r#"{"a":"\u+83d"}"#,
            r#"{"a":"\"#,
        ] {
            assert!(object(broken.as_bytes()).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_push_is_an_object_an_array_or_a_form() {
        assert_eq!(push(r#"{"a":1}"#).unwrap().len(), 1);
        assert_eq!(push(r#"[{"a":1},{"a":2}]"#).unwrap().len(), 2);
        let form = push("a=1&b=%E4%BD%A0+%2B").unwrap();
        assert_eq!(form[0]["b"], "你 +");
        for nothing in ["", "   ", "<html>a=b</html>", "{\"a\":", "hello", "[1,2"] {
            assert!(push(nothing).is_none(), "{nothing}");
        }
    }
}
