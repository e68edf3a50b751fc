//! A stored request as a script, which signs it with the account's own key file; the legacy dialect shares it.

use serde_json::Value;

use super::request::{SIGN, signing};
use super::sign;
use crate::vendors::as_sent;
use crate::vendors::http::StoredRequest;
use crate::vendors::numbers::{FieldKinds, Numbers};
use crate::vendors::shell::{Ask, Script, Word, curl};

const KEY_FILE: &str = "LINKACCOUNT_KEY_FILE";

const KINDS: FieldKinds = FieldKinds {
    numbers: &["recipient", "phone_num", "phoneNum"],
    ids: &[
        "app_key",
        "appId",
        "app_id",
        "template_id",
        "token",
        "sign",
        "auth_code",
        "authCode",
    ],
    echoes: &["extend"],
};

/// The phone numbers of a request.
pub fn numbers(request: &StoredRequest) -> Numbers {
    let mut numbers = Numbers::default();
    if let Ok(fields) = serde_json::from_str::<Value>(&request.body) {
        numbers.json(&fields, KINDS, &[]);
    }
    numbers
}

/// What is signed is what was signed; the private key does not leave its file.
pub fn script(request: &StoredRequest) -> Option<Script> {
    let fields: Value = serde_json::from_str(&request.body).ok()?;
    let mut sign_word = Word::of_text("\"");
    sign_word.append(&Word::of_variable(SIGN));
    sign_word.text("\"");
    let mut numbers = Numbers::default();
    let body = numbers.json(&fields, KINDS, &[(SIGN, sign_word)]);
    let string = numbers.known_in(&signing(request, None)?.string);
    let digits = if sign::is_lower(&as_sent(request, None)) {
        ""
    } else {
        " | tr a-f A-F"
    };
    let sends = curl(
        &request.method,
        &request.headers,
        Some("--data-binary @-"),
        &Word::of_text(&request.url),
    );
    let commands = vec![
        format!("hex() {{ od -An -v -tx1 | tr -d ' \\t\\n'{digits}; }}"),
        format!(
            "sign=$({} | openssl dgst -sha256 -sign \"${KEY_FILE}\" | hex)",
            string.printed()
        ),
        "if [ -z \"$sign\" ]; then echo 'The key file did not sign.' >&2; exit 1; fi".to_owned(),
        format!("{} | {sends}", body.printed()),
    ];
    let asks = vec![Ask::Plain {
        name: KEY_FILE,
        what: "The file with the private key that signs, PEM",
    }];
    Some(Script::new(asks, numbers, commands))
}
