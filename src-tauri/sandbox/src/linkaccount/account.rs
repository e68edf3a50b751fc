//! What changes about an account.

use std::collections::HashMap;

use super::outcomes::{Orders, Outcomes};
use super::settings::{Settings, SettingsChange};

/// Messages, calls and number checks a fresh account has left, all from one supply.
const BALANCE: u64 = 100_000;

/// The changing part of an account.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) balance: u64,
    pub(super) settings: Settings,
    pub(super) outcomes: Outcomes,
    /// The numbers behind tokens that control set; `None` has none to be got.
    pub(super) tokens: HashMap<String, Option<String>>,
}

impl Default for Account {
    fn default() -> Account {
        Account {
            balance: BALANCE,
            settings: Settings::default(),
            outcomes: Outcomes::default(),
            tokens: HashMap::new(),
        }
    }
}

impl Account {
    /// Changes how the vendor behaves.
    pub(crate) fn change(&mut self, change: SettingsChange) {
        self.tokens.extend(self.settings.change(change));
    }

    /// Changes what becomes of later messages and calls.
    pub(crate) fn order(&mut self, orders: Orders) {
        self.outcomes.order(orders);
    }

    /// Takes as much from what is left; `None` if there is not enough.
    pub(super) fn charge(&mut self, amount: u64) -> Option<()> {
        self.balance = self.balance.checked_sub(amount)?;
        Some(())
    }
}
