//! RSA keys of accounts: made, taken in, tried, and replaced while the old one goes on working.
//!
//! A private key goes to the keychain under a name of its own before the row that names it is written, and leaves the
//! keychain after the row is gone: whatever fails in between, no row names a key that is not there.

use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret, SecretSlice};

use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::account::SecretKind;
use crate::contract::desk::Topic;
use crate::contract::key::{
    AccountKey, GenerateKey, ImportKey, KeyChoice, KeyFlaw, KeyResult, KeySlot, KeyTest,
};
use crate::secrets::keys::{KeyError, PrivateKey, PublicKey};
use crate::store::act::{self, Act};
use crate::store::key::{self, KeyRow};
use crate::store::{Connection, StoreError, Transaction, account};
use crate::vendors;

/// What the self test signs, or encrypts: nothing a vendor would take for a request.
const TRIED: &[u8] = b"Switchboard self test";

const TOPICS: [Topic; 2] = [Topic::Accounts, Topic::Status];

impl Desk {
    /// An account's RSA keys: their public halves.
    pub async fn list_keys(&self, account_id: Id) -> Result<Vec<AccountKey>, DeskError> {
        let rows = self
            .store()
            .read(move |connection| key::of_account(connection, account_id))
            .await?;
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Makes a key pair; the private half goes to the keychain.
    pub async fn generate_key(&self, generate: GenerateKey) -> Result<KeyResult, DeskError> {
        let choice = KeyChoice {
            account_id: generate.account_id,
            purpose: generate.purpose,
        };
        self.keys_of(&choice).await?;
        let (random, bits) = (self.around().random.clone(), generate.bits);
        // Looking for primes takes up to seconds, in which nothing else would happen.
        let made = tokio::task::spawn_blocking(move || PrivateKey::generate(bits, random.as_ref())).await;
        match made {
            Ok(Ok(made)) => self.keep(choice, made).await,
            Ok(Err(KeyError::Length)) => Err(DeskError::WrongState("keys are made with 1024 or 2048 bits")),
            Ok(Err(_)) | Err(_) => Err(DeskError::Internal("a key could not be made")),
        }
    }

    /// Takes a private key that was pasted.
    pub async fn import_key(&self, import: ImportKey) -> Result<KeyResult, DeskError> {
        let choice = KeyChoice {
            account_id: import.account_id,
            purpose: import.purpose,
        };
        let bytes = SecretSlice::from(import.text.expose_secret().as_bytes().to_vec());
        self.take(choice, bytes).await
    }

    /// Takes a private key from a file: PEM, DER or base64. Empty is a file that could not be read.
    pub async fn import_key_bytes(
        &self,
        choice: KeyChoice,
        bytes: SecretSlice<u8>,
    ) -> Result<KeyResult, DeskError> {
        if bytes.expose_secret().is_empty() {
            return Ok(KeyResult::Refused {
                flaw: KeyFlaw::FileNotRead,
            });
        }
        self.take(choice, bytes).await
    }

    async fn take(&self, choice: KeyChoice, bytes: SecretSlice<u8>) -> Result<KeyResult, DeskError> {
        self.keys_of(&choice).await?;
        match PrivateKey::import(&bytes) {
            Ok(key) => self.keep(choice, key).await,
            Err(flaw) => Ok(KeyResult::Refused { flaw }),
        }
    }

    /// Puts a key into the keychain and beside the account: in use at once if it is the first for its purpose,
    /// otherwise in waiting, in place of any other that waits.
    async fn keep(&self, choice: KeyChoice, private: PrivateKey) -> Result<KeyResult, DeskError> {
        let identity = self.known_identity().await?;
        let secret_name = self.new_entry("key");
        self.around()
            .keychain
            .set(&secret_name, &private.to_stored())
            .await?;
        let now = self.now();
        let (bits, public_der) = (private.bits(), private.public_der());
        // If this fails, what is left over in the keychain opens nothing: no row names it.
        let (row, replaced) = self
            .store()
            .write(move |transaction| {
                let in_use = of_purpose(transaction, &choice)?
                    .iter()
                    .any(|key| key.slot == KeySlot::Current);
                let row = KeyRow {
                    id: 0,
                    account_id: choice.account_id,
                    purpose: choice.purpose,
                    slot: if in_use { KeySlot::Next } else { KeySlot::Current },
                    secret_name,
                    bits,
                    public_der,
                    added_at: now,
                };
                let replaced = key::put(transaction, &row)?;
                act::insert(transaction, Act::KeyAdded, choice.account_id, &identity, now)?;
                Ok((row, replaced))
            })
            .await?;
        self.forget(replaced).await;
        self.keys_changed();
        Ok(KeyResult::Stored { key: shown(row) })
    }

    /// The vendor knows the new key: it is used from now on, the old one is deleted.
    pub async fn use_next_key(&self, choice: KeyChoice) -> Result<(), DeskError> {
        self.with_next(choice, Act::KeyTaken, |transaction, choice| {
            let old = key::remove(transaction, choice.account_id, choice.purpose, KeySlot::Current)?;
            key::promote(transaction, choice.account_id, choice.purpose)?;
            Ok(old)
        })
        .await
    }

    /// Deletes the new key; the old one stays in use.
    pub async fn drop_next_key(&self, choice: KeyChoice) -> Result<(), DeskError> {
        self.with_next(choice, Act::KeyDropped, |transaction, choice| {
            key::remove(transaction, choice.account_id, choice.purpose, KeySlot::Next)
        })
        .await
    }

    /// Does something about the key that waits; `change` gives the keychain entry that is not needed any more.
    async fn with_next(
        &self,
        choice: KeyChoice,
        act: Act,
        change: impl FnOnce(&Transaction<'_>, &KeyChoice) -> Result<Option<String>, StoreError> + Send + 'static,
    ) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let gone = self
            .store()
            .write(move |transaction| {
                let waits = of_purpose(transaction, &choice)?
                    .iter()
                    .any(|key| key.slot == KeySlot::Next);
                if !waits {
                    return Ok(None);
                }
                let gone = change(transaction, &choice)?;
                act::insert(transaction, act, choice.account_id, &identity, now)?;
                Ok(Some(gone))
            })
            .await?
            .ok_or(DeskError::NotFound("the new key"))?;
        self.forget(gone).await;
        self.keys_changed();
        Ok(())
    }

    /// Signs and verifies (or encrypts and decrypts) with the key in use. Nothing leaves this computer.
    pub async fn test_key(&self, choice: KeyChoice) -> Result<KeyTest, DeskError> {
        let rows = self.keys_of(&choice).await?;
        let Some(row) = rows.into_iter().find(|key| key.slot == KeySlot::Current) else {
            return Ok(KeyTest::Missing);
        };
        let Some(stored) = self.around().keychain.get(&row.secret_name).await? else {
            return Ok(KeyTest::Missing);
        };
        let works = PrivateKey::from_stored(&stored)
            .is_ok_and(|private| belong_together(&choice, &private, &PublicKey::from_der(row.public_der)));
        Ok(if works { KeyTest::Works } else { KeyTest::Fails })
    }

    /// An account's keys for a purpose, if it is there and has such keys at all.
    async fn keys_of(&self, choice: &KeyChoice) -> Result<Vec<KeyRow>, DeskError> {
        let choice = choice.clone();
        let found = self
            .store()
            .read(move |connection| {
                let row = account::get(connection, choice.account_id)?.filter(|row| !row.deleted);
                let Some(row) = row else { return Ok(None) };
                let used = choice.purpose != SecretKind::Secret
                    && vendors::by_id(&row.form.vendor)
                        .is_some_and(|vendor| vendor.capabilities().secrets.contains(&choice.purpose));
                Ok(Some((used, of_purpose(connection, &choice)?)))
            })
            .await?;
        match found {
            None => Err(DeskError::NotFound("the account")),
            Some((false, _)) => Err(DeskError::WrongState("the vendor uses no such key")),
            Some((true, keys)) => Ok(keys),
        }
    }

    /// The name of a keychain entry nothing has yet.
    pub(super) fn new_entry(&self, what: &str) -> String {
        let mut random = [0_u8; 8];
        self.around().random.fill(&mut random);
        format!("{}/{what}/{}", self.inner.profile_id, HEXLOWER.encode(&random))
    }

    /// Deletes a keychain entry that no row names any more. If that fails it opens nothing here, and is told in the log.
    pub(super) async fn forget(&self, name: Option<String>) {
        if let Some(name) = name
            && let Err(error) = self.around().keychain.delete(&name).await
        {
            tracing::warn!(%error, "a replaced secret could not be removed from the keychain");
        }
    }

    fn keys_changed(&self) {
        self.changed(&TOPICS);
        self.hurry();
    }
}

fn of_purpose(connection: &Connection, choice: &KeyChoice) -> Result<Vec<KeyRow>, StoreError> {
    let mut keys = key::of_account(connection, choice.account_id)?;
    keys.retain(|key| key.purpose == choice.purpose);
    Ok(keys)
}

/// Whether what the private half does is undone by the public half that is shown, in the way it is used.
fn belong_together(choice: &KeyChoice, private: &PrivateKey, public: &PublicKey) -> bool {
    if choice.purpose == SecretKind::DecryptionKey {
        public
            .encrypt(TRIED)
            .and_then(|sealed| private.decrypt(&sealed).ok())
            .is_some_and(|opened| opened.expose_secret() == TRIED)
    } else {
        private
            .sign(TRIED)
            .is_ok_and(|signature| public.verify(TRIED, &signature))
    }
}

fn shown(row: KeyRow) -> AccountKey {
    let public = PublicKey::from_der(row.public_der);
    AccountKey {
        purpose: row.purpose,
        slot: row.slot,
        bits: row.bits,
        fingerprint: public.fingerprint(),
        public_base64: public.base64(),
        public_pem: public.pem(),
        added_at: row.added_at,
    }
}
