//! Balances: one per account, asked for now and then, and on a click.

use rust_decimal::Decimal;

use super::account_form::problem;
use super::{Desk, DeskError, ledger};
use crate::contract::Id;
use crate::contract::account::{Balance, BalanceAmount, BalanceUnit, SetThreshold};
use crate::contract::desk::{PollKind, Topic};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::store::account;
use crate::store::account::AccountRow;
use crate::store::balance::{self, BalanceRow};
use crate::vendors;
use crate::vendors::verdict::QueryVerdict;

impl Desk {
    /// One balance per account.
    pub async fn list_balances(&self) -> Result<Vec<Balance>, DeskError> {
        Ok(self
            .store()
            .read(|connection| {
                account::all(connection)?
                    .into_iter()
                    .map(|row| Ok(shown(&row, balance::get(connection, row.id)?)))
                    .collect()
            })
            .await?)
    }

    /// Asks a vendor for the balance now.
    pub async fn refresh_balance(&self, id: Id) -> Result<Balance, DeskError> {
        let turn = self.turn(id, PollKind::Balance);
        let _turn = turn.lock().await;
        let _in_flight = self.in_flight(id, PollKind::Balance);
        let verdict = self.ask_balance(id).await?;
        let now = self.now();
        let (row, known) = self
            .store()
            .write(move |transaction| {
                match &verdict {
                    QueryVerdict::Answer(amount) => {
                        balance::answered(transaction, id, amount, now)?;
                        account::succeeded(transaction, id, now)?;
                    }
                    QueryVerdict::Later(reason) => balance::failed(transaction, id, reason, now)?,
                    QueryVerdict::Paused(reason) => {
                        balance::failed(transaction, id, reason, now)?;
                        ledger::pause_account(transaction, id, reason, now)?;
                    }
                }
                Ok((account::get(transaction, id)?, balance::get(transaction, id)?))
            })
            .await?;
        self.tell_if_low(id).await?;
        self.changed(&[Topic::Balances, Topic::Accounts, Topic::Status]);
        let row = row.ok_or(DeskError::NotFound("the account"))?;
        Ok(shown(&row, known))
    }
}

impl Desk {
    /// Sets or takes away the balance below which the operator wants to be told.
    pub async fn set_threshold(&self, set: SetThreshold) -> Result<Vec<FieldProblem>, DeskError> {
        let threshold = set
            .threshold
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty());
        if threshold.as_deref().is_some_and(|text| decimal(text).is_none()) {
            return Ok(vec![problem("threshold", FieldReason::NotADecimal)]);
        }
        let account_id = set.account_id;
        self.store()
            .write(move |transaction| balance::set_threshold(transaction, account_id, threshold.as_deref()))
            .await?;
        self.tell_if_low(account_id).await?;
        self.changed(&[Topic::Balances, Topic::Status]);
        Ok(Vec::new())
    }

    /// Tells the person at the computer, once each time a balance falls below its threshold.
    pub(super) async fn tell_if_low(&self, account_id: Id) -> Result<(), DeskError> {
        let now = self.now();
        let name = self
            .store()
            .write(move |transaction| {
                let known = balance::get(transaction, account_id)?;
                match (low(&known), known.told_at) {
                    (true, None) => {
                        balance::told(transaction, account_id, Some(now))?;
                        Ok(account::get(transaction, account_id)?.map(|row| row.form.name))
                    }
                    (false, Some(_)) => {
                        balance::told(transaction, account_id, None)?;
                        Ok(None)
                    }
                    _ => Ok(None),
                }
            })
            .await?;
        if let Some(name) = name {
            self.around().events.balance_low(&name);
        }
        Ok(())
    }
}

/// Decimal text: digits with at most one point, a sign in front.
fn decimal(text: &str) -> Option<Decimal> {
    // A vendor may print `5.0E-4`.
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}

fn shown(row: &AccountRow, known: BalanceRow) -> Balance {
    Balance {
        account_id: row.id,
        vendor: row.form.vendor.clone(),
        account_name: row.form.name.clone(),
        unit: vendors::by_id(&row.form.vendor)
            .map_or(BalanceUnit::NotOffered, |vendor| vendor.capabilities().balance),
        low: low(&known),
        amount: known.amount,
        at: known.at,
        failed: known.failed.map(|(_, reason)| reason),
        threshold: known.threshold,
        out_of_money_at: known.out_of_money_at,
    }
}

/// Whether a balance is below its threshold, or the vendor said that the money is out. A figure
/// that is no decimal cannot be compared and is not called low.
pub(super) fn low(known: &BalanceRow) -> bool {
    let figure = match &known.amount {
        Some(BalanceAmount::Messages { left }) => Some(Decimal::from(*left)),
        Some(BalanceAmount::Money { amount, .. }) => decimal(amount),
        Some(BalanceAmount::Account { balance, .. }) => balance.as_deref().and_then(decimal),
        None => None,
    };
    let threshold = known.threshold.as_deref().and_then(decimal);
    let below = figure
        .zip(threshold)
        .is_some_and(|(figure, threshold)| figure < threshold);
    below || known.out_of_money_at.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_is_compared_as_decimals_in_every_unit() {
        let row = |amount, threshold: Option<&str>| BalanceRow {
            amount: Some(amount),
            threshold: threshold.map(str::to_owned),
            ..BalanceRow::default()
        };
        let money = |amount: &str| BalanceAmount::Money {
            amount: amount.into(),
            currency_name: String::new(),
            currency_code: "CNY".into(),
        };
        assert!(low(&row(BalanceAmount::Messages { left: 99 }, Some("100"))));
        assert!(!low(&row(BalanceAmount::Messages { left: 100 }, Some("100"))));
        assert!(low(&row(money("9.999999999999999999"), Some("10"))));
        assert!(!low(&row(money("10.0"), Some("10.00"))));
        assert!(!low(&row(money("1"), None)));
        assert!(!low(&row(money("much"), Some("10"))));
        let out = BalanceRow {
            out_of_money_at: Some(1),
            ..BalanceRow::default()
        };
        assert!(low(&out));
    }
}
