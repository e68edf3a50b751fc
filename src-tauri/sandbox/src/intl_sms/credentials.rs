//! The one account that is played: its key and its secret.

use md5::{Digest, Md5};
use rand::Rng;

use crate::description::IntlSms;
use crate::random;

/// Who may ask.
#[derive(Debug)]
pub(crate) struct Credentials {
    pub(crate) app_key: String,
    secret: String,
}

impl Credentials {
    /// A new account.
    pub(crate) fn random() -> Credentials {
        Credentials {
            app_key: rand::rng().random_range(100_000..1_000_000).to_string(),
            secret: random::letters(24),
        }
    }

    /// What the header `appSecret` must say (1.1: md5采用32位大写).
    pub(crate) fn app_secret(&self) -> String {
        format!("{:X}", Md5::digest(self.secret.as_bytes()))
    }

    /// What a caller must know.
    pub(crate) fn describe(&self, base_url: String) -> IntlSms {
        IntlSms {
            base_url,
            app_key: self.app_key.clone(),
            secret: self.secret.clone(),
        }
    }
}
