//! What changes about the account: money, bindings, where pushes go, settings.

use chrono::{DateTime, TimeDelta, Utc};

use super::ledger::Ledger;
use super::settings::Settings;

/// Yuan that a fresh account has.
const BALANCE: f64 = 100.0;

/// How old a fresh account says it is.
const AGE: TimeDelta = TimeDelta::days(365);

/// Where pushes go, by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct PushUrls {
    /// 话单
    pub(crate) cdr: Option<String>,
    /// 始呼
    pub(crate) call_start: Option<String>,
}

/// The changing part of the account.
#[derive(Debug)]
pub(crate) struct Account {
    /// In yuan.
    pub(crate) balance: f64,
    pub(crate) ledger: Ledger,
    pub(crate) push_urls: PushUrls,
    pub(crate) settings: Settings,
    pub(super) created: DateTime<Utc>,
    /// 账号业务最后更新时间
    pub(super) updated: DateTime<Utc>,
}

impl Default for Account {
    fn default() -> Account {
        let now = Utc::now();
        Account {
            balance: BALANCE,
            ledger: Ledger::default(),
            push_urls: PushUrls::default(),
            settings: Settings::default(),
            created: now - AGE,
            updated: now,
        }
    }
}

impl Account {
    /// A fresh account that goes on with the ids of this one.
    pub(crate) fn renewed(&self) -> Account {
        Account {
            ledger: self.ledger.renewed(),
            created: self.created,
            ..Account::default()
        }
    }
}
