//! A stored request as a script, which puts the two headers in.

use serde_json::Value;

use super::request::{KEY_HEADER, SECRET_HEADER};
use crate::vendors::http::StoredRequest;
use crate::vendors::numbers::{FieldKinds, Numbers};
use crate::vendors::shell::{Ask, Script, Word, curl};

const KEY: &str = "INTL_SMS_APP_KEY";
const SECRET: &str = "INTL_SMS_SECRET";

const KINDS: FieldKinds = FieldKinds {
    numbers: &["mobile"],
    ids: &["msgId", "sendTime"],
    echoes: &[],
};

/// The phone numbers of a request.
pub fn numbers(request: &StoredRequest) -> Numbers {
    let mut numbers = Numbers::default();
    body(request, &mut numbers);
    numbers
}

/// The body; none where the request has none.
fn body(request: &StoredRequest, numbers: &mut Numbers) -> Option<Word> {
    let fields: Value = serde_json::from_str(&request.body).ok()?;
    Some(numbers.json(&fields, KINDS, &[]))
}

/// The headers go in by way of the standard input: what stands in a command line, others on the computer can read.
pub fn script(request: &StoredRequest) -> Option<Script> {
    let mut numbers = Numbers::default();
    let body = body(request, &mut numbers);
    if body.is_none() && !request.body.is_empty() {
        return None;
    }
    let plain: Vec<_> = request
        .headers
        .iter()
        .filter(|(name, _)| name != KEY_HEADER && name != SECRET_HEADER)
        .cloned()
        .collect();
    let data = match body {
        Some(body) => format!("-H @- --data-raw {}", body.argument()),
        None => "-H @-".to_owned(),
    };
    let sends = curl(&request.method, &plain, Some(&data), &Word::of_text(&request.url));
    let commands = vec![
        format!("secret=$(printf '%s' \"${SECRET}\" | openssl dgst -md5 -r | cut -c1-32 | tr a-f A-F)"),
        format!("printf '{KEY_HEADER}: %s\\n{SECRET_HEADER}: %s\\n' \"${KEY}\" \"$secret\" | {sends}"),
    ];
    let asks = vec![
        Ask::Plain {
            name: KEY,
            what: "The appKey of the account",
        },
        Ask::Secret {
            name: SECRET,
            what: "The secret of the account, as the vendor gave it",
        },
    ];
    Some(Script::new(asks, numbers, commands))
}
