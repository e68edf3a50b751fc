//! Vendor accounts: add, change, switch off, delete, test, and let work again.

use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::account_form::{checked, plain_http, problem};
use super::{Desk, DeskError, locked};
use crate::contract::Id;
use crate::contract::account::{
    Account, AccountDraft, AccountPause, ConnectionTest, Reason, SaveAccountResult, SetAccountEnabled,
    VendorInfo,
};
use crate::contract::desk::Topic;
use crate::contract::problem::FieldReason;
use crate::contract::profile::{Identity, ProfileKind};
use crate::secrets::fingerprint;
use crate::store::account::{self, AccountForm, AccountRow};
use crate::store::act::{self, Act};
use crate::store::{StoreError, Transaction, balance, job};
use crate::vendors::verdict::QueryVerdict;
use crate::vendors::{self, MessagesLeft};

const TOPICS: [Topic; 3] = [Topic::Accounts, Topic::Balances, Topic::Status];

impl Desk {
    /// The vendors this build knows and what each can do.
    pub fn list_vendors(&self) -> Vec<VendorInfo> {
        vendors::all()
            .into_iter()
            .map(|vendor| VendorInfo {
                id: vendor.id().to_owned(),
                capabilities: vendor.capabilities(),
            })
            .collect()
    }

    /// Every account that was not deleted.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, DeskError> {
        let rows = self.store().read(account::all).await?;
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Adds an account, or changes one. Nothing is stored unless everything can be.
    pub async fn save_account(&self, draft: AccountDraft) -> Result<SaveAccountResult, DeskError> {
        let (form, mut problems) = checked(&draft);
        let (id, name) = (draft.id, form.name.clone());
        let (old, taken) = self
            .store()
            .read(move |connection| {
                let old = id.map(|id| account::get(connection, id)).transpose()?.flatten();
                Ok((old, account::name_taken(connection, &name, id)?))
            })
            .await?;
        let old = match (id, old) {
            (Some(_), None) => return Err(DeskError::NotFound("the account")),
            (_, old) => old.filter(|row| !row.deleted),
        };
        if taken {
            problems.push(problem("name", FieldReason::Taken));
        }
        let secret = draft.secret.filter(|secret| !secret.expose_secret().is_empty());
        if secret.is_none() && old.as_ref().is_none_or(|row| row.secret_name.is_none()) {
            problems.push(problem("secret", FieldReason::Required));
        }
        // Another machine's plain http is acknowledged once per account and base URL.
        let http = self.inner.kind == ProfileKind::Live && plain_http(&form.base_url);
        let acknowledged_before = old
            .as_ref()
            .is_some_and(|row| row.http_acknowledged_at.is_some() && row.form.base_url == form.base_url);
        if http && !draft.http_acknowledged && !acknowledged_before {
            problems.push(problem("http_acknowledged", FieldReason::HttpNotAcknowledged));
        }
        if !problems.is_empty() {
            return Ok(SaveAccountResult::Invalid { problems });
        }
        let identity = self.known_identity().await?;
        let account = self.store_account(old, form, secret, http, identity).await?;
        self.changed(&TOPICS);
        self.inner.poll_now.notify_waiters();
        Ok(SaveAccountResult::Saved {
            account: Box::new(account),
        })
    }

    async fn store_account(
        &self,
        old: Option<AccountRow>,
        form: AccountForm,
        secret: Option<SecretString>,
        http: bool,
        identity: Identity,
    ) -> Result<Account, DeskError> {
        // The secret first, under a name of its own: if anything fails after it, the account still
        // has the one it had, and what is left over opens nothing.
        let stored = match secret {
            None => None,
            Some(secret) => {
                let mut random = [0_u8; 8];
                self.around().random.fill(&mut random);
                let name = format!(
                    "{}/account/{}",
                    self.inner.profile_id,
                    data_encoding::HEXLOWER.encode(&random)
                );
                let bytes = SecretSlice::from(secret.expose_secret().as_bytes().to_vec());
                self.around().keychain.set(&name, &bytes).await?;
                let print = fingerprint(&self.inner.profile_id, bytes.expose_secret());
                Some((name, print))
            }
        };
        let replaced = old
            .as_ref()
            .and_then(|row| row.secret_name.clone())
            .filter(|_| stored.is_some());
        let now = self.now();
        let old_id = old.map(|row| row.id);
        let row = self
            .store()
            .write(move |transaction| {
                let id = match old_id {
                    Some(id) => {
                        account::update(transaction, id, &form)?;
                        id
                    }
                    None => account::insert(transaction, &form, now)?,
                };
                if let Some((name, print)) = &stored {
                    account::set_secret(transaction, id, Some(name), Some(print))?;
                }
                account::acknowledge_http(transaction, id, http.then_some(now))?;
                act::insert(transaction, Act::AccountSaved, id, &identity, now)?;
                account::get(transaction, id)
            })
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if let Some(name) = replaced
            && let Err(error) = self.around().keychain.delete(&name).await
        {
            tracing::warn!(%error, "a replaced secret could not be removed from the keychain");
        }
        Ok(shown(row))
    }

    /// Switches an account on or off.
    pub async fn set_account_enabled(&self, set: SetAccountEnabled) -> Result<(), DeskError> {
        let act = if set.enabled {
            Act::AccountSwitchedOn
        } else {
            Act::AccountSwitchedOff
        };
        self.act_on_account(set.id, act, move |transaction| {
            account::set_enabled(transaction, set.id, set.enabled)
        })
        .await
    }

    /// Deletes an account and its secret; its history stays. The secret goes first: an account
    /// that is gone while its secret stays in the keychain could not be cleaned up any more.
    pub async fn delete_account(&self, id: Id) -> Result<(), DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if let Some(name) = row.secret_name {
            self.around().keychain.delete(&name).await?;
        }
        let now = self.now();
        self.act_on_account(id, Act::AccountDeleted, move |transaction| {
            job::pause_running(transaction, Some(id), &Reason::AccountOff)?;
            account::delete(transaction, id, now)
        })
        .await
    }

    /// Lets a paused account work again. Its paused jobs wait for their own Resume.
    pub async fn resume_account(&self, id: Id) -> Result<(), DeskError> {
        locked(&self.inner.poll_trouble).remove(&id);
        self.act_on_account(id, Act::AccountResumed, move |transaction| {
            account::clear_pause(transaction, id)
        })
        .await
    }

    async fn act_on_account(
        &self,
        id: Id,
        act: Act,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        self.store()
            .write(move |transaction| {
                change(transaction)?;
                act::insert(transaction, act, id, &identity, now)
            })
            .await?;
        self.changed(&TOPICS);
        self.inner.poll_now.notify_waiters();
        Ok(())
    }

    /// Asks the vendor for the balance: sends nothing, costs nothing.
    pub async fn test_connection(&self, id: Id) -> Result<ConnectionTest, DeskError> {
        let verdict = self.ask_balance(id).await;
        let clock_skew_seconds = locked(&self.inner.skew).get(&id).copied();
        match verdict {
            Ok(QueryVerdict::Answer(MessagesLeft(messages_left))) => {
                let now = self.now();
                self.store()
                    .write(move |transaction| {
                        balance::answered(transaction, id, messages_left, now)?;
                        account::succeeded(transaction, id, now)
                    })
                    .await?;
                self.changed(&TOPICS);
                Ok(ConnectionTest::Works {
                    messages_left,
                    clock_skew_seconds,
                })
            }
            Ok(QueryVerdict::Later(reason) | QueryVerdict::Paused(reason)) => Ok(ConnectionTest::Fails {
                reason,
                clock_skew_seconds,
            }),
            Err(error) => Err(error),
        }
    }
}

fn shown(row: AccountRow) -> Account {
    Account {
        id: row.id,
        vendor: row.form.vendor,
        name: row.form.name,
        plain_http: plain_http(&row.form.base_url),
        base_url: row.form.base_url,
        vendor_account: row.form.vendor_account,
        extension: row.form.extension,
        signature: row.form.signature,
        operation_size: row.form.operation_size,
        key_case: row.form.key_case,
        fetches_reports: row.form.fetches_reports,
        enabled: row.enabled,
        has_secret: row.secret_name.is_some(),
        secret_fingerprint: row.secret_fingerprint,
        paused: row.paused.map(|(at, reason)| AccountPause { at, reason }),
        last_success_at: row.last_success_at,
    }
}
