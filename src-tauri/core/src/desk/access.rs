//! The way in to an account's vendor: its row, its secret from the keychain, and how far the
//! vendor's clock is from this computer's.

use chrono::DateTime;
use secrecy::ExposeSecret;

use super::{Desk, DeskError, locked};
use crate::contract::Id;
use crate::store::account;
use crate::vendors::door::Outcome;
use crate::vendors::verdict::{self, QueryVerdict};
use crate::vendors::{self, Access, Call, MessagesLeft};

/// What it takes to ask an account's vendor.
#[derive(Debug)]
pub(super) struct AccountAccess {
    pub vendor: String,
    pub access: Access,
}

impl Desk {
    pub(super) async fn ask_balance(&self, id: Id) -> Result<QueryVerdict<MessagesLeft>, DeskError> {
        let access = self.access(id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let request = vendor.request(&Call::Balance, &access.access, self.around().clock.now())?;
        let outcome = self.around().door.send(&request).await;
        self.note_skew(id, &outcome);
        Ok(verdict::query(vendor, &outcome, |reply| {
            vendor.read_balance(reply)
        }))
    }

    /// The way in for what an account does by itself or for a job: nothing while it is paused.
    pub(super) async fn open_access(&self, id: Id) -> Result<AccountAccess, DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?;
        if row.is_some_and(|row| row.paused.is_some()) {
            return Err(DeskError::AccountPaused);
        }
        self.access(id).await
    }

    /// An account's way in, with its secret from the keychain.
    pub(super) async fn access(&self, id: Id) -> Result<AccountAccess, DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if row.deleted || !row.enabled {
            return Err(DeskError::WrongState("the account is switched off"));
        }
        let name = row.secret_name.ok_or(DeskError::SecretMissing)?;
        let secret = self
            .around()
            .keychain
            .get(&name)
            .await?
            .ok_or(DeskError::SecretMissing)?;
        let secret =
            String::from_utf8(secret.expose_secret().to_vec()).map_err(|_| DeskError::SecretMissing)?;
        Ok(AccountAccess {
            vendor: row.form.vendor,
            access: Access {
                base_url: row.form.base_url,
                vendor_account: row.form.vendor_account,
                key_case: row.form.key_case,
                secret: secret.into(),
            },
        })
    }

    /// Notes how far this computer's clock is from the vendor's, if its reply said.
    pub(super) fn note_skew(&self, id: Id, outcome: &Outcome) {
        let Outcome::Reply(reply) = outcome else { return };
        let said = reply
            .date
            .as_deref()
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some(said) = said {
            let skew = self.around().clock.now().timestamp() - said.timestamp();
            locked(&self.inner.skew).insert(id, skew);
        }
    }
}
