//! Balances: one per account, asked for now and then, and on a click. Each question is a poll of its own kind: its
//! intent and its raw reply are on disk before anybody looks at it.

use rust_decimal::Decimal;

use super::account_form::problem;
use super::{Desk, DeskError, ledger};
use crate::contract::account::{Balance, BalanceAmount, BalanceUnit, SetThreshold};
use crate::contract::desk::{PollKind, Topic};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::{Id, Millis};
use crate::store::account::{self, AccountRow};
use crate::store::balance::{self, BalanceRow};
use crate::store::poll::{self, PollOutcome, RawPoll};
use crate::store::{Connection, StoreError, Transaction};
use crate::vendors::door::Outcome;
use crate::vendors::verdict::{self, QueryVerdict};
use crate::vendors::{self, Call};

/// A clock that turns out to be off by less does not explain a refusal, and asking again ends here.
const SKEW_WORTH_ASKING_AGAIN: i64 = 30;

/// Who wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// The desk, which keeps why there was no answer and stops where nothing else will pass either.
    Desk,
    /// A person who tries an account, and is told.
    Person,
    /// Nobody any more: the program ended before it looked.
    Nobody,
}

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
        self.ask_balance(id, Asker::Desk).await?;
        let (row, known) = self
            .store()
            .read(move |connection| Ok((account::get(connection, id)?, balance::get(connection, id)?)))
            .await?;
        self.tell_if_low(id).await?;
        self.changed(&[Topic::Balances, Topic::Accounts, Topic::Status]);
        let row = row.ok_or(DeskError::NotFound("the account"))?;
        Ok(shown(&row, known))
    }

    /// Asks for the balance: costs nothing, hands nothing out, so it may be asked twice. If the first
    /// answer refuses the account and its clock shows that this computer's is wrong, the second is
    /// signed by the vendor's clock. It runs among the desk's own tasks, so that closing waits for it.
    pub(super) async fn ask_balance(
        &self,
        id: Id,
        asker: Asker,
    ) -> Result<QueryVerdict<BalanceAmount>, DeskError> {
        let desk = self.clone();
        let asked = self
            .inner
            .tasks
            .spawn(async move { desk.ask_balance_in_turn(id, asker).await });
        asked
            .await
            .map_err(|_| DeskError::Internal("a question for the balance ended before its time"))?
    }

    async fn ask_balance_in_turn(
        &self,
        id: Id,
        asker: Asker,
    ) -> Result<QueryVerdict<BalanceAmount>, DeskError> {
        let turn = self.turn(id, PollKind::Balance);
        let _turn = turn.lock().await;
        let _in_flight = self.in_flight(id, PollKind::Balance);
        let access = self.access(id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let known = vendor.capabilities();
        if known.balance == BalanceUnit::NotOffered {
            return Err(DeskError::WrongState("the vendor tells no balance"));
        }
        let mut asked_again = false;
        loop {
            let skew = self.skew(id);
            let request = vendor.request(&Call::Balance, &access.access, self.vendor_now(id))?;
            let (stored, intent_at) = (request.stored(), self.now());
            let poll_id = self
                .store()
                .write(move |transaction| {
                    poll::intend(transaction, id, PollKind::Balance, &stored, intent_at)
                })
                .await?;
            // No named point: the kill test's are a report's, whose loss would matter.
            let outcome = self.around().door.send(&request, &access.route).await;
            self.note_skew(id, &outcome);
            if let Outcome::Reply(reply) = &outcome {
                self.keep_raw(poll_id, reply.clone()).await?;
            }
            let verdict = verdict::query(vendor, &outcome, |reply| vendor.read_balance(reply));
            let learned = (self.skew(id) - skew).abs() >= SKEW_WORTH_ASKING_AGAIN;
            let worth = known.timed_signature && learned && matches!(verdict, QueryVerdict::Paused(_));
            let again = worth && !asked_again;
            // The first of two answers is nobody's: only the second says how the account stands.
            let whose = if again { Asker::Nobody } else { asker };
            self.keep_balance(poll_id, id, &verdict, whose).await?;
            if !again {
                return Ok(verdict);
            }
            asked_again = true;
            tracing::info!(account = id, "asked again by the vendor's clock");
        }
    }

    /// Writes down what an answer, or the lack of one, came to.
    async fn keep_balance(
        &self,
        poll_id: Id,
        account_id: Id,
        verdict: &QueryVerdict<BalanceAmount>,
        asker: Asker,
    ) -> Result<(), DeskError> {
        let now = self.now();
        self.write_until_taken(|| {
            let verdict = verdict.clone();
            move |transaction: &Transaction<'_>| {
                poll::ended(transaction, poll_id, now)?;
                keep(transaction, poll_id, account_id, &verdict, asker, now)
            }
        })
        .await?;
        self.changed(&[Topic::Exchanges]);
        Ok(())
    }

    /// At the start: raw replies nobody looked at. A balance is taken; a refusal is only kept, since it is asked again
    /// before anything else is.
    pub(super) async fn apply_raw_balances(&self) -> Result<(), DeskError> {
        let raw = |connection: &Connection| poll::raw(connection, true);
        for id in self.store().read(raw).await? {
            let applied = self
                .store()
                .write(move |transaction| match poll::raw_one(transaction, id)? {
                    Some(raw) => apply(transaction, raw),
                    None => Ok(()),
                })
                .await;
            if let Err(error) = applied {
                // It stays raw and is tried again at the next start; this one must not wait for it.
                tracing::error!(%error, poll = id, "a raw balance could not be applied");
            }
        }
        Ok(())
    }
}

fn apply(transaction: &Transaction<'_>, raw: RawPoll) -> Result<(), StoreError> {
    let vendor = vendors::by_id(&raw.vendor)
        .ok_or_else(|| StoreError::Value("an account of no known vendor".to_owned()))?;
    let (id, account_id, at) = (raw.id, raw.account_id, raw.fetched_at);
    let outcome = Outcome::Reply(raw.reply);
    let verdict = verdict::query(vendor, &outcome, |reply| vendor.read_balance(reply));
    let newer = balance::get(transaction, account_id)?
        .at
        .is_some_and(|known| known > at);
    if newer && matches!(verdict, QueryVerdict::Answer(_)) {
        return poll::finish(transaction, id, PollOutcome::Empty, None, 0);
    }
    keep(transaction, id, account_id, &verdict, Asker::Nobody, at)
}

fn keep(
    transaction: &Transaction<'_>,
    poll_id: Id,
    account_id: Id,
    verdict: &QueryVerdict<BalanceAmount>,
    asker: Asker,
    now: Millis,
) -> Result<(), StoreError> {
    match verdict {
        QueryVerdict::Answer(amount) => {
            let same = balance::get(transaction, account_id)?.amount.as_ref() == Some(amount);
            balance::answered(transaction, account_id, amount, now)?;
            account::succeeded(transaction, account_id, now)?;
            let outcome = if same {
                PollOutcome::Empty
            } else {
                PollOutcome::Applied
            };
            poll::finish(transaction, poll_id, outcome, None, usize::from(!same))
        }
        QueryVerdict::Later(reason) | QueryVerdict::Paused(reason) => {
            if asker == Asker::Desk {
                balance::failed(transaction, account_id, reason, now)?;
                if matches!(verdict, QueryVerdict::Paused(_)) {
                    ledger::pause_account(transaction, account_id, reason, now)?;
                }
            }
            poll::finish(transaction, poll_id, PollOutcome::NoGap, Some(reason), 0)
        }
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
