//! Balances: one per account, asked for now and then, and on a click.

use super::{Desk, DeskError, ledger};
use crate::contract::Id;
use crate::contract::account::Balance;
use crate::contract::desk::Topic;
use crate::store::account;
use crate::store::account::AccountRow;
use crate::store::balance::{self, BalanceRow};
use crate::vendors::MessagesLeft;
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
        let verdict = self.ask_balance(id).await?;
        let now = self.now();
        let (row, known) = self
            .store()
            .write(move |transaction| {
                match &verdict {
                    QueryVerdict::Answer(MessagesLeft(left)) => {
                        balance::answered(transaction, id, *left, now)?;
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
        self.changed(&[Topic::Balances, Topic::Accounts, Topic::Status]);
        let row = row.ok_or(DeskError::NotFound("the account"))?;
        Ok(shown(&row, known))
    }
}

fn shown(row: &AccountRow, known: BalanceRow) -> Balance {
    Balance {
        account_id: row.id,
        vendor: row.form.vendor.clone(),
        account_name: row.form.name.clone(),
        messages_left: known.messages_left,
        at: known.at,
        failed: known.failed.map(|(_, reason)| reason),
    }
}
