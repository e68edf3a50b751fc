//! `Authorization: Keytime {developer id},{milliseconds},{tag}` (2.1). The body is not covered.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::request::AUTHORIZATION_PLACEHOLDER;
use crate::vendors::http::StoredRequest;
use crate::vendors::signing::Signing;

/// Which characters of the digest's hex are the tag: Java's `substring(24, 40)` (2.2).
const TAG: std::ops::Range<usize> = 24..40;

/// The value of the `Authorization` header.
pub fn keytime(developer_id: &str, auth_key: &SecretString, now: DateTime<Utc>) -> SecretString {
    let stamp = now.timestamp_millis().to_string();
    let mut digest = Sha256::new();
    digest.update(auth_key.expose_secret().as_bytes());
    digest.update(stamp.as_bytes());
    let hex = HEXLOWER.encode(&digest.finalize());
    // 64 ASCII characters: the range is always there.
    let tag = &hex[TAG];
    format!("Keytime {developer_id},{stamp},{tag}").into()
}

/// What a stored request's tag was made of. The digest holds the tag, which lets whoever has it in for three minutes:
/// it stays a placeholder.
pub fn signing(request: &StoredRequest) -> Signing {
    let at = request.signed_with.as_ref().and_then(|with| with.at);
    let stamp = at.map_or_else(|| "{{milliseconds}}".to_owned(), |at| at.to_string());
    Signing {
        string: format!("{{{{authKey}}}}{stamp}"),
        holds_numbers: false,
        algorithm: "SHA-256",
        digest: AUTHORIZATION_PLACEHOLDER.to_owned(),
        written: "lower",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    fn sha256sum(text: &str) -> String {
        let mut tool = Command::new("sha256sum")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sha256sum is installed");
        tool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap()
    }

    #[test]
    fn the_tag_is_what_sha256sum_makes_of_it() {
        let now = DateTime::from_timestamp_millis(1_622_020_210_513).unwrap();
        for auth_key in ["s3cret-密钥", "0123456789abcdef0123456789abcdef"] {
            let tag = sha256sum(&format!("{auth_key}1622020210513"))[24..40].to_owned();
            assert_eq!(tag, tag.to_lowercase());
            assert_eq!(
                keytime("10000000", &SecretString::from(auth_key), now).expose_secret(),
                format!("Keytime 10000000,1622020210513,{tag}")
            );
        }
    }
}
