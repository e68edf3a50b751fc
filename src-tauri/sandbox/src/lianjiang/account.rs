//! What changes about the account: messages left, items to be polled, ids given out.

use chrono::{DateTime, Utc};
use rand::Rng;

use super::auth::KeyCase;
use super::replies::Replies;
use super::reports::Reports;

/// Messages a fresh account has left.
const BALANCE: u64 = 100_000;

/// The changing part of the account.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) balance: u64,
    pub(crate) key_case: KeyCase,
    pub(crate) reports: Reports,
    pub(crate) replies: Replies,
    last_id: u64,
}

impl Default for Account {
    fn default() -> Account {
        Account {
            balance: BALANCE,
            key_case: KeyCase::default(),
            reports: Reports::default(),
            replies: Replies::default(),
            last_id: 0,
        }
    }
}

impl Account {
    /// A fresh account that goes on with the ids of this one.
    pub(crate) fn renewed(&self) -> Account {
        Account {
            last_id: self.last_id,
            ..Account::default()
        }
    }

    /// A message id no one was given before: milliseconds, then five digits, as in the document's
    /// examples (18 digits, lianjiang.md 一.3).
    pub(crate) fn next_id(&mut self, now: DateTime<Utc>) -> String {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let proposed = millis * 100_000 + rand::rng().random_range(0..100_000);
        self.last_id = proposed.max(self.last_id + 1);
        format!("{:018}", self.last_id)
    }
}
