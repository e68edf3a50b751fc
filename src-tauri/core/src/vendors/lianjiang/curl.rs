//! A stored request as a script, which signs it anew: the timestamp has to be fresh.

use serde_json::{Map, Value};

use super::sign::{self, HexCase};
use crate::vendors::http::StoredRequest;
use crate::vendors::numbers::{FieldKinds, Numbers};
use crate::vendors::shell::{Ask, Script, Word, curl};
use crate::vendors::{Settings, as_sent};

const KEY: &str = "LIANJIANG_KEY";

const KINDS: FieldKinds = FieldKinds {
    numbers: &["mobile"],
    ids: &["account", "code", "key", "templateId", "timestamp"],
    echoes: &["ext"],
};

/// The phone numbers of a request.
pub fn numbers(request: &StoredRequest) -> Numbers {
    let mut numbers = Numbers::default();
    if let Some(fields) = fields(request) {
        numbers.json(&fields, KINDS, &[]);
    }
    numbers
}

/// `key` is made of the secret and the timestamp, both of which go into the body.
pub fn script(request: &StoredRequest) -> Option<Script> {
    let settings: Settings = as_sent(request, None);
    let mut numbers = Numbers::default();
    let own = ["key", "timestamp"].map(|name| (name, Word::of_variable(name)));
    // The key stands in quotes, the timestamp is a number.
    let key = {
        let mut key = Word::of_text("\"");
        key.append(&own[0].1);
        key.text("\"");
        ("key", key)
    };
    let body = numbers.json(&fields(request)?, KINDS, &[key, own[1].clone()]);
    let digits = match sign::case(&settings) {
        HexCase::Lower => "",
        HexCase::Upper => " | tr a-f A-F",
    };
    let sends = curl(
        &request.method,
        &request.headers,
        Some("--data-binary @-"),
        &Word::of_text(&request.url),
    );
    let commands = vec![
        format!("digest() {{ openssl dgst -md5 -r | cut -c1-32{digits}; }}"),
        "timestamp=$(date +%s)".to_owned(),
        "inner=$(printf '%s' \"$timestamp\" | digest)".to_owned(),
        format!("key=$(printf '%s%s' \"${KEY}\" \"$inner\" | digest)"),
        format!("{} | {sends}", body.printed()),
    ];
    let asks = vec![Ask::Secret {
        name: KEY,
        what: "The key of the account",
    }];
    Some(Script::new(asks, numbers, commands))
}

fn fields(request: &StoredRequest) -> Option<Value> {
    let fields: Map<String, Value> = serde_json::from_str(&request.body).ok()?;
    Some(Value::Object(fields))
}
