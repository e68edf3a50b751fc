//! `appSecret`: MD5 of the secret, 32 hex, upper case (1.1). The same on every request.

use data_encoding::HEXUPPER;
use md5::{Digest, Md5};
use secrecy::{ExposeSecret, SecretString};

use super::request::SECRET_PLACEHOLDER;
use crate::vendors::signing::Signing;

/// The value of the `appSecret` header.
pub fn app_secret(secret: &SecretString) -> SecretString {
    HEXUPPER
        .encode(&Md5::digest(secret.expose_secret().as_bytes()))
        .into()
}

/// The digest is the header itself, which lets whoever has it in for ever: it stays a placeholder.
pub fn signing() -> Signing {
    Signing {
        string: "{{secret}}".to_owned(),
        holds_numbers: false,
        algorithm: "MD5",
        digest: SECRET_PLACEHOLDER.to_owned(),
        written: "upper",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    fn md5sum(text: &str) -> String {
        let mut tool = Command::new("md5sum")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("md5sum is installed");
        tool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let printed = String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap();
        printed.split_whitespace().next().unwrap().to_uppercase()
    }

    #[test]
    fn the_documents_example() {
        assert_eq!(
            app_secret(&SecretString::from("abc123")).expose_secret(),
            "E99A18C428CB38D5F260853678922E03"
        );
    }

    #[test]
    fn the_digest_is_what_md5sum_makes_of_it() {
        for secret in ["abc123", "s3cret-密钥", ""] {
            assert_eq!(
                app_secret(&SecretString::from(secret)).expose_secret(),
                md5sum(secret)
            );
        }
    }
}
