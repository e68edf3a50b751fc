//! `key` = MD5(secret + MD5(timestamp)) (一.2 密码规则; hex lower case seen in public clients).

use data_encoding::{HEXLOWER, HEXUPPER};
use md5::{Digest, Md5};
use secrecy::{ExposeSecret, SecretString};

use super::request::KEY_PLACEHOLDER;
use crate::contract::account::VendorSetting;
use crate::vendors::Settings;
use crate::vendors::http::StoredRequest;
use crate::vendors::signing::Signing;

/// How hexadecimal digits are written: `lower` or `upper`.
pub const KEY_CASE: &str = "key_case";

/// The settings that concern signing. Unconfirmed; lower case is seen in public clients.
pub fn settings() -> Vec<VendorSetting> {
    vec![VendorSetting {
        name: KEY_CASE.to_owned(),
        values: vec!["lower".to_owned(), "upper".to_owned()],
    }]
}

/// How hexadecimal digits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HexCase {
    /// `e99a…`
    Lower,
    /// `E99A…`
    Upper,
}

/// How an account writes them.
pub fn case(settings: &Settings) -> HexCase {
    if settings.is(KEY_CASE, "upper") {
        HexCase::Upper
    } else {
        HexCase::Lower
    }
}

/// What a stored request's key was made of. The digest of it *is* the key, which lets whoever has it in while its
/// timestamp is fresh: it stays a placeholder. The timestamp's own digest is nobody's secret.
pub fn signing(request: &StoredRequest, settings: &Settings) -> Signing {
    let at = request.signed_with.as_ref().and_then(|with| with.at);
    let case = case(settings);
    let inner = at.map_or_else(
        || "{{MD5(timestamp)}}".to_owned(),
        |at| hex(&Md5::digest((at / 1_000).to_string().as_bytes()), case),
    );
    Signing {
        string: format!("{{{{secret}}}}{inner}"),
        holds_numbers: false,
        algorithm: "MD5",
        digest: KEY_PLACEHOLDER.to_owned(),
        written: match case {
            HexCase::Lower => "lower",
            HexCase::Upper => "upper",
        },
    }
}

/// The digest for a timestamp in seconds.
pub fn key(secret: &SecretString, timestamp: i64, case: HexCase) -> SecretString {
    let inner = hex(&Md5::digest(timestamp.to_string().as_bytes()), case);
    let mut outer = Md5::new();
    outer.update(secret.expose_secret().as_bytes());
    outer.update(inner.as_bytes());
    hex(&outer.finalize(), case).into()
}

fn hex(bytes: &[u8], case: HexCase) -> String {
    match case {
        HexCase::Lower => HEXLOWER.encode(bytes),
        HexCase::Upper => HEXUPPER.encode(bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    fn md5sum(text: &str) -> String {
        let mut tool = Command::new("openssl")
            .args(["md5", "-r"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("openssl is installed");
        tool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let printed = String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap();
        printed.split_whitespace().next().unwrap().to_owned()
    }

    #[test]
    fn the_digest_is_what_openssl_makes_of_it() {
        let secret = SecretString::from("s3cret-密钥");
        let expected = md5sum(&format!("s3cret-密钥{}", md5sum("1528807644")));
        assert_eq!(
            key(&secret, 1_528_807_644, HexCase::Lower).expose_secret(),
            expected
        );
        let upper = md5sum(&format!("s3cret-密钥{}", md5sum("1528807644").to_uppercase())).to_uppercase();
        assert_eq!(key(&secret, 1_528_807_644, HexCase::Upper).expose_secret(), upper);
    }
}
