//! What changes about the account: money left, reports, settings, ids given out.

use serde::{Deserialize, Deserializer, de};

use super::message_id::MessageIds;
use super::reports::Reports;
use super::settings::Settings;

/// An amount in ten-thousandths, so that adding up prices stays exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Money(pub(crate) u64);

impl Money {
    const PARTS: f64 = 10_000.0;

    /// As the vendor writes it.
    pub(crate) fn as_number(self) -> f64 {
        self.0 as f64 / Money::PARTS
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let amount = f64::deserialize(deserializer)?;
        if (0.0..=1e9).contains(&amount) {
            Ok(Money((amount * Money::PARTS).round() as u64))
        } else {
            Err(de::Error::custom("an amount of money is from 0 to 1000000000"))
        }
    }
}

/// The changing part of the account.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) balance: Money,
    pub(crate) reports: Reports,
    pub(crate) settings: Settings,
    /// Where reports are pushed to.
    pub(crate) push_url: Option<String>,
    pub(super) ids: MessageIds,
}

impl Default for Account {
    fn default() -> Account {
        Account {
            balance: Money(10_000_000),
            reports: Reports::default(),
            settings: Settings::default(),
            push_url: None,
            ids: MessageIds::default(),
        }
    }
}

impl Account {
    /// A fresh account that goes on with the ids of this one.
    pub(crate) fn renewed(&self) -> Account {
        Account {
            ids: self.ids.clone(),
            ..Account::default()
        }
    }
}
