//! Vendor accounts: add, change, switch off, delete, test, and let work again.

use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::access::missing_secrets;
use super::account_form::{checked, plain_http, problem};
use super::balances::Asker;
use super::foreign::strange_before;
use super::{Desk, DeskError, locked};
use crate::contract::account::{
    Account, AccountDraft, AccountPause, BalanceUnit, Capabilities, ConnectionTest, ProxyMode, Reason,
    SaveAccountResult, SecretKind, SetAccountEnabled, VendorInfo,
};
use crate::contract::desk::Topic;
use crate::contract::key::{KeyChoice, KeyTest};
use crate::contract::problem::FieldReason;
use crate::contract::profile::{Identity, ProfileKind};
use crate::contract::{Id, Millis};
use crate::secrets::fingerprint;
use crate::store::account::{self, AccountForm, AccountRow};
use crate::store::act::{self, Act};
use crate::store::{Connection, StoreError, Transaction, balance, hand_over, job, key};
use crate::vendors;
use crate::vendors::door::is_loopback;
use crate::vendors::verdict::QueryVerdict;

const TOPICS: [Topic; 3] = [Topic::Accounts, Topic::Balances, Topic::Status];

/// What a form gives for the keychain; what it leaves out stays as it is.
struct GivenSecrets {
    /// The vendor's.
    secret: Option<SecretString>,
    /// The proxy's.
    proxy_password: Option<SecretString>,
}

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
        let now = self.now();
        Ok(self
            .store()
            .read(move |connection| {
                account::all(connection)?
                    .into_iter()
                    .map(|row| shown(connection, row, now))
                    .collect()
            })
            .await?)
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
        // Keys come once the account is there: they are made or taken in for it.
        let wants_secret = capabilities_of(&form.vendor)
            .is_none_or(|capabilities| capabilities.secrets.contains(&SecretKind::Secret));
        let secret = given(draft.secret).filter(|_| wants_secret);
        if wants_secret && secret.is_none() && old.as_ref().is_none_or(|row| row.secret_name.is_none()) {
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
        // Nothing of practice leaves this computer; the door refuses it too.
        let practice = self.inner.kind == ProfileKind::Practice;
        if practice && !is_loopback(&form.base_url) && problems.iter().all(|known| known.field != "base_url")
        {
            problems.push(problem("base_url", FieldReason::LoopbackOnly));
        }
        if !problems.is_empty() {
            return Ok(SaveAccountResult::Invalid { problems });
        }
        let identity = self.known_identity().await?;
        let secrets = GivenSecrets {
            secret,
            proxy_password: given(draft.proxy_password).filter(|_| uses_password(&form)),
        };
        let account = self.store_account(old, form, secrets, http, identity).await?;
        self.changed(&TOPICS);
        self.hurry();
        Ok(SaveAccountResult::Saved {
            account: Box::new(account),
        })
    }

    async fn store_account(
        &self,
        old: Option<AccountRow>,
        form: AccountForm,
        secrets: GivenSecrets,
        http: bool,
        identity: Identity,
    ) -> Result<Account, DeskError> {
        // The secrets first, under names of their own: if anything fails after them, the account still
        // has the ones it had, and what is left over opens nothing.
        let stored = match secrets.secret {
            None => None,
            Some(secret) => {
                let print = fingerprint(&self.inner.profile_id, secret.expose_secret().as_bytes());
                Some((self.to_keychain("account", &secret).await?, print))
            }
        };
        let proxy = match secrets.proxy_password {
            None => None,
            Some(password) => Some(self.to_keychain("proxy", &password).await?),
        };
        let (old_secret, old_proxy) = old
            .as_ref()
            .map(|row| (row.secret_name.clone(), row.proxy_secret_name.clone()))
            .unwrap_or_default();
        let keeps_proxy = proxy.is_none() && uses_password(&form);
        let replaced = [
            old_secret.filter(|_| stored.is_some()),
            old_proxy.filter(|_| !keeps_proxy),
        ];
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
                if !keeps_proxy {
                    account::set_proxy_secret(transaction, id, proxy.as_deref())?;
                }
                account::acknowledge_http(transaction, id, http.then_some(now))?;
                act::insert(transaction, Act::AccountSaved, id, &identity, now)?;
                account::get(transaction, id)?
                    .map(|row| shown(transaction, row, now))
                    .transpose()
            })
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        for name in replaced {
            self.forget(name).await;
        }
        Ok(row)
    }

    /// Puts a text into the keychain under a new name, and gives the name.
    async fn to_keychain(&self, what: &str, secret: &SecretString) -> Result<String, DeskError> {
        let name = self.new_entry(what);
        let bytes = SecretSlice::from(secret.expose_secret().as_bytes().to_vec());
        self.around().keychain.set(&name, &bytes).await?;
        Ok(name)
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

    /// Deletes an account with its secret, its keys and its proxy's password; its history stays. What is
    /// in the keychain goes first: if the account were gone, that could not be cleaned up any more.
    pub async fn delete_account(&self, id: Id) -> Result<(), DeskError> {
        let (row, keys) = self
            .store()
            .read(move |connection| Ok((account::get(connection, id)?, key::of_account(connection, id)?)))
            .await?;
        let row = row.ok_or(DeskError::NotFound("the account"))?;
        let names = [row.secret_name, row.proxy_secret_name].into_iter().flatten();
        for name in names.chain(keys.iter().map(|key| key.secret_name.clone())) {
            self.around().keychain.delete(&name).await?;
        }
        let now = self.now();
        self.act_on_account(id, Act::AccountDeleted, move |transaction| {
            job::pause_running(transaction, Some(id), &Reason::AccountOff)?;
            for key in keys {
                key::remove(transaction, id, key.purpose, key.slot)?;
            }
            account::delete(transaction, id, now)
        })
        .await
    }

    /// Lets a paused account work again. Its paused jobs wait for their own Resume.
    pub async fn resume_account(&self, id: Id) -> Result<(), DeskError> {
        self.forget_trouble(id);
        self.act_on_account(id, Act::AccountResumed, move |transaction| {
            account::clear_pause(transaction, id)?;
            // Whoever lets it work again has seen to the money, or is told anew.
            balance::out_of_money(transaction, id, None)?;
            balance::told(transaction, id, None)
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
        self.hurry();
        Ok(())
    }

    /// Asks the vendor for the balance: sends nothing, costs nothing. Where that cannot be asked for, every
    /// question would cost: then the account's keys are tried on this computer.
    pub async fn test_connection(&self, id: Id) -> Result<ConnectionTest, DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if let Some(capabilities) = capabilities_of(&row.form.vendor)
            && capabilities.balance == BalanceUnit::NotOffered
        {
            return self.test_keys(id, &capabilities).await;
        }
        let verdict = self.ask_balance(id, Asker::Person).await;
        let clock_skew_seconds = locked(&self.inner.skew).get(&id).copied();
        match verdict {
            Ok(QueryVerdict::Answer(amount)) => {
                self.changed(&TOPICS);
                Ok(ConnectionTest::Works {
                    amount,
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

    async fn test_keys(
        &self,
        account_id: Id,
        capabilities: &Capabilities,
    ) -> Result<ConnectionTest, DeskError> {
        let purposes = capabilities.secrets.iter().copied();
        for purpose in purposes.filter(|purpose| *purpose != SecretKind::Secret) {
            let choice = KeyChoice { account_id, purpose };
            match self.test_key(choice).await? {
                KeyTest::Works => {}
                KeyTest::Fails | KeyTest::Missing => return Ok(ConnectionTest::KeyFails { purpose }),
            }
        }
        Ok(ConnectionTest::KeysWork)
    }
}

fn capabilities_of(vendor: &str) -> Option<Capabilities> {
    vendors::by_id(vendor).map(|vendor| vendor.capabilities())
}

/// What was typed; an empty field gives nothing.
fn given(typed: Option<SecretString>) -> Option<SecretString> {
    typed.filter(|secret| !secret.expose_secret().is_empty())
}

/// Whether a password is of any use: a proxy asks for it together with a user.
fn uses_password(form: &AccountForm) -> bool {
    form.proxy_mode == ProxyMode::Manual && !form.proxy_user.is_empty()
}

fn shown(connection: &Connection, row: AccountRow, now: Millis) -> Result<Account, StoreError> {
    let missing_secrets = missing_secrets(connection, &row)?;
    let queried =
        vendors::by_id(&row.form.vendor).is_some_and(|vendor| vendor.capabilities().queries_reports);
    Ok(Account {
        id: row.id,
        vendor: row.form.vendor,
        name: row.form.name,
        plain_http: plain_http(&row.form.base_url),
        base_url: row.form.base_url,
        vendor_account: row.form.vendor_account,
        extension: row.form.extension,
        signature: row.form.signature,
        operation_size: row.form.operation_size,
        settings: row.form.settings,
        reports_here: row.form.fetches_reports || queried || row.last_push_at.is_some(),
        fetches_reports: row.form.fetches_reports,
        enabled: row.enabled,
        has_secret: missing_secrets.is_empty(),
        missing_secrets,
        appids: row.form.appids,
        x_numbers: row.form.x_numbers,
        proxy_mode: row.form.proxy_mode,
        proxy_url: row.form.proxy_url,
        proxy_user: row.form.proxy_user,
        has_proxy_password: row.proxy_secret_name.is_some(),
        public_url: row.form.public_url,
        last_push_at: row.last_push_at,
        secret_fingerprint: row.secret_fingerprint,
        paused: row.paused.map(|(at, reason)| AccountPause { at, reason }),
        last_success_at: row.last_success_at,
        foreign_items: hand_over::not_given(connection, Some(row.id))?
            + hand_over::of_nobody(connection, Some(row.id), strange_before(now))?,
    })
}
