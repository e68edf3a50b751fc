//! A stored request as a script, which signs it anew: the stamp has to be fresh.

use super::request::AUTHORIZATION;
use crate::vendors::http::StoredRequest;
use crate::vendors::numbers::{FieldKinds, Numbers};
use crate::vendors::shell::{Ask, Script, Word, curl};

const DEVELOPER: &str = "PRIVACY_NUMBER_DEVELOPER_ID";
const AUTH_KEY: &str = "PRIVACY_NUMBER_AUTH_KEY";

const KINDS: FieldKinds = FieldKinds {
    numbers: &["anum", "bnum"],
    ids: &["appid", "reqid", "subid", "ttl", "userData", "anucode", "ansanu"],
    echoes: &[],
};

/// The phone numbers of a request: A, B, and the X in the path.
pub fn numbers(request: &StoredRequest) -> Numbers {
    let mut numbers = Numbers::default();
    numbers.form(&request.body, KINDS);
    url(request, &mut numbers);
    numbers
}

/// A release has its parameters in the query. Host and port are no number, whatever their digits.
fn url(request: &StoredRequest, numbers: &mut Numbers) -> Word {
    let (way, query) = match request.url.split_once('?') {
        Some((way, query)) => (way, Some(query)),
        None => (request.url.as_str(), None),
    };
    let host_ends = way
        .find("://")
        .and_then(|scheme| way[scheme + 3..].find('/').map(|slash| scheme + 3 + slash));
    let (host, path) = way.split_at(host_ends.unwrap_or(way.len()));
    let mut word = Word::of_text(host);
    word.append(&numbers.text(path));
    if let Some(query) = query {
        word.text("?");
        word.append(&numbers.form(query, KINDS));
    }
    word
}

/// The header goes in by way of the standard input: what stands in a command line, others on the computer can read.
pub fn script(request: &StoredRequest) -> Option<Script> {
    let mut numbers = Numbers::default();
    let body = numbers.form(&request.body, KINDS);
    let url = url(request, &mut numbers);
    let plain: Vec<_> = request
        .headers
        .iter()
        .filter(|(name, _)| name != AUTHORIZATION)
        .cloned()
        .collect();
    let data = if request.body.is_empty() {
        "-H @-".to_owned()
    } else {
        format!("-H @- --data-raw {}", body.argument())
    };
    let sends = curl(&request.method, &plain, Some(&data), &url);
    let commands = vec![
        // Seconds: what counts milliseconds is not in every `date`, and a second is near enough.
        "stamp=$(date +%s)000".to_owned(),
        format!("tag=$(printf '%s%s' \"${AUTH_KEY}\" \"$stamp\" | openssl dgst -sha256 -r | cut -c25-40)"),
        format!(
            "printf '{AUTHORIZATION}: Keytime %s,%s,%s\\n' \"${DEVELOPER}\" \"$stamp\" \"$tag\" | {sends}"
        ),
    ];
    let asks = vec![
        Ask::Plain {
            name: DEVELOPER,
            what: "The developer id of the account",
        },
        Ask::Secret {
            name: AUTH_KEY,
            what: "The auth key of the account",
        },
    ];
    Some(Script::new(asks, numbers, commands))
}
