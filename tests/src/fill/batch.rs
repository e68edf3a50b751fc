//! What a poll brought: its row is written when no more fits into its reply.

use rusqlite::Result;
use rusqlite::types::Value;

use super::ledger::{Ledger, take, text};

/// Items of one poll.
const AT_MOST: usize = 200;

/// The poll that is being filled, of one account and kind.
pub(super) struct Batch {
    account: i64,
    kind: &'static str,
    poll: i64,
    at: i64,
    items: Vec<String>,
}

impl Batch {
    pub fn of(account: i64, kind: &'static str) -> Self {
        Self {
            account,
            kind,
            poll: 0,
            at: 0,
            items: Vec::new(),
        }
    }

    /// Adds an item that came at `at`; gives the id of its poll.
    pub fn add(&mut self, ledger: &mut Ledger<'_>, item: String, at: i64) -> Result<i64> {
        if self.items.len() == AT_MOST {
            self.finish(ledger)?;
        }
        if self.items.is_empty() {
            self.poll = take(&mut ledger.next.poll);
        }
        self.at = self.at.max(at);
        self.items.push(item);
        Ok(self.poll)
    }

    /// Writes the poll, if it brought anything.
    pub fn finish(&mut self, ledger: &mut Ledger<'_>) -> Result<()> {
        if self.items.is_empty() {
            return Ok(());
        }
        let raw = format!(r#"{{"code":20000,"list":[{}]}}"#, self.items.join(","));
        ledger.poll.add([
            self.poll.into(),
            self.account.into(),
            text(self.kind),
            (self.at - 120).into(),
            self.at.into(),
            200.into(),
            Value::Blob(raw.into_bytes()),
            text("applied"),
            i64::try_from(self.items.len()).unwrap_or(i64::MAX).into(),
        ])?;
        self.items.clear();
        Ok(())
    }
}
