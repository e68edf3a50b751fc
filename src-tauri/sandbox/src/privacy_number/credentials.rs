//! The one account that is played: developer, key, application and its X numbers.

use std::sync::OnceLock;

use rand::Rng;

use crate::description::PrivacyNumber;
use crate::random;

/// How many X numbers the account has.
const NUMBERS: usize = 6;

/// Who may ask, and for which numbers.
#[derive(Debug)]
pub(crate) struct Credentials {
    pub(super) developer_id: String,
    pub(super) auth_key: String,
    pub(super) appid: String,
    pub(super) x_numbers: Vec<String>,
    base_url: OnceLock<String>,
}

impl Credentials {
    /// A new account.
    pub(crate) fn random() -> Credentials {
        let mut draw = rand::rng();
        // 170xxxxyyyy (4.4): a range of numbers without subscribers of its own; the block differs by start.
        let block = draw.random_range(1_000..10_000);
        Credentials {
            developer_id: draw.random_range(10_000_000..100_000_000).to_string(),
            auth_key: random::letters(32),
            appid: random::letters(12),
            x_numbers: (1..=NUMBERS)
                .map(|number| format!("170{block}{number:04}"))
                .collect(),
            base_url: OnceLock::new(),
        }
    }

    /// What a caller must know.
    pub(crate) fn describe(&self, base_url: String) -> PrivacyNumber {
        PrivacyNumber {
            base_url: self.base_url.get_or_init(|| base_url).clone(),
            developer_id: self.developer_id.clone(),
            auth_key: self.auth_key.clone(),
            appid: self.appid.clone(),
            x_numbers: self.x_numbers.clone(),
        }
    }

    /// Where recordings are downloaded from.
    pub(super) fn base_url(&self) -> &str {
        self.base_url.get().map_or("", String::as_str)
    }
}
