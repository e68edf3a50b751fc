//! The way in to an account's vendor: its row, its secret from the keychain, and how far the
//! vendor's clock is from this computer's.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::{Desk, DeskError, locked};
use crate::contract::Id;
use crate::contract::account::{ProxyMode, SecretKind};
use crate::contract::key::KeySlot;
use crate::secrets::keys::PrivateKey;
use crate::store::account::{self, AccountRow};
use crate::store::{Connection, StoreError, key};
use crate::vendors::door::{Outcome, Proxy, Route};
use crate::vendors::{self, Access, Settings};

/// What it takes to ask an account's vendor.
#[derive(Debug)]
pub(super) struct AccountAccess {
    pub vendor: String,
    pub access: Access,
    pub route: Route,
}

/// What an account still needs from the keychain before it can be used.
pub(super) fn missing_secrets(
    connection: &Connection,
    row: &AccountRow,
) -> Result<Vec<SecretKind>, StoreError> {
    let Some(vendor) = vendors::by_id(&row.form.vendor) else {
        return Ok(Vec::new());
    };
    let keys = key::of_account(connection, row.id)?;
    let is_there = |kind: &SecretKind| match kind {
        SecretKind::Secret => row.secret_name.is_some(),
        purpose => keys
            .iter()
            .any(|key| key.purpose == *purpose && key.slot == KeySlot::Current),
    };
    let needed = vendor.capabilities().secrets;
    Ok(needed.into_iter().filter(|kind| !is_there(kind)).collect())
}

impl Desk {
    /// Whether an account's vendor told the time since the desk was opened.
    pub(super) fn knows_clock(&self, id: Id) -> bool {
        locked(&self.inner.skew).contains_key(&id)
    }

    /// How far this computer's clock is ahead of an account's vendor, in seconds, as far as it is known.
    pub(super) fn skew(&self, id: Id) -> i64 {
        locked(&self.inner.skew).get(&id).copied().unwrap_or_default()
    }

    /// The time by an account's vendor, as far as its replies told: signatures that carry the time
    /// pass although this computer's clock is wrong.
    pub(super) fn vendor_now(&self, id: Id) -> DateTime<Utc> {
        self.around().clock.now() - TimeDelta::seconds(self.skew(id))
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
        self.access_of(row).await
    }

    /// The same for an account that may be switched off: what is pushed to it is kept all the same.
    pub(super) async fn access_of(&self, row: AccountRow) -> Result<AccountAccess, DeskError> {
        let (missing, keys) = {
            let row = row.clone();
            self.store()
                .read(move |connection| {
                    Ok((
                        missing_secrets(connection, &row)?,
                        key::of_account(connection, row.id)?,
                    ))
                })
                .await?
        };
        if !missing.is_empty() {
            return Err(DeskError::SecretMissing);
        }
        let secret = match &row.secret_name {
            Some(name) => self.secret_text(name).await?,
            None => SecretString::default(),
        };
        let route = match row.form.proxy_mode {
            ProxyMode::System => Route::System,
            ProxyMode::None => Route::Direct,
            ProxyMode::Manual => Route::Proxy(Proxy {
                url: row.form.proxy_url.clone(),
                user: row.form.proxy_user.clone(),
                password: match &row.proxy_secret_name {
                    Some(name) => self.secret_text(name).await?,
                    None => SecretString::default(),
                },
            }),
        };
        let (mut signing, mut decryption) = (None, Vec::new());
        // The key in use first: `Current` sorts before `Next`.
        for row in keys {
            match row.purpose {
                SecretKind::SigningKey if row.slot == KeySlot::Current => {
                    signing = Some(self.private_key(&row.secret_name).await?);
                }
                SecretKind::DecryptionKey if row.slot == KeySlot::Current => {
                    decryption.push(self.private_key(&row.secret_name).await?);
                }
                // A new key that is not there yet takes nothing away.
                SecretKind::DecryptionKey => decryption.extend(self.private_key(&row.secret_name).await.ok()),
                _ => {}
            }
        }
        Ok(AccountAccess {
            vendor: row.form.vendor,
            access: Access {
                base_url: row.form.base_url,
                vendor_account: row.form.vendor_account,
                settings: Settings(row.form.settings),
                secret,
                signing,
                decryption,
            },
            route,
        })
    }

    async fn secret_text(&self, name: &str) -> Result<SecretString, DeskError> {
        let secret = self
            .around()
            .keychain
            .get(name)
            .await?
            .ok_or(DeskError::SecretMissing)?;
        String::from_utf8(secret.expose_secret().to_vec())
            .map(SecretString::from)
            .map_err(|_| DeskError::SecretMissing)
    }

    /// A private key from the keychain.
    pub(super) async fn private_key(&self, name: &str) -> Result<PrivateKey, DeskError> {
        let stored = self
            .around()
            .keychain
            .get(name)
            .await?
            .ok_or(DeskError::SecretMissing)?;
        PrivateKey::from_stored(&stored).map_err(|_| DeskError::SecretMissing)
    }

    /// Notes how far this computer's clock is from the vendor's, if its reply said.
    pub(super) fn note_skew(&self, id: Id, outcome: &Outcome) {
        let Outcome::Reply(reply) = outcome else { return };
        let said = reply
            .date
            .as_deref()
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some(said) = said {
            let now = self.around().clock.now();
            locked(&self.inner.skew).insert(id, now.timestamp() - said.timestamp());
            *locked(&self.inner.clock_told_at) = Some(now.timestamp_millis());
        }
    }
}
