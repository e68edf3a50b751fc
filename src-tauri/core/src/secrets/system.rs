//! The operating system's keychain.
//!
//! Every call runs on a thread of its own with a time limit: a locked keyring may hang for ever.
//! The store is opened anew for each call, because a start that failed once must not be
//! remembered until the program restarts.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretSlice};
use tokio::sync::oneshot;

use super::{Keychain, KeychainError};

const SERVICE: &str = "Switchboard";

/// The keychain of macOS, Windows, or the Secret Service of a Linux desktop.
#[derive(Debug, Clone, Copy)]
pub struct SystemKeychain {
    /// How long one call may take: long enough for a person to type a password.
    pub time_limit: Duration,
}

impl Default for SystemKeychain {
    fn default() -> Self {
        Self {
            time_limit: Duration::from_secs(20),
        }
    }
}

impl SystemKeychain {
    async fn call<T: Send + 'static>(
        &self,
        act: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let (done, answer) = oneshot::channel();
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || {
                // Nobody listens any more once the time limit has passed.
                let _ = done.send(act());
            })
            .map_err(|error| KeychainError::Other(error.to_string()))?;
        match tokio::time::timeout(self.time_limit, answer).await {
            Ok(Ok(result)) => result.map_err(|error| sorted(&error)),
            Ok(Err(_)) => Err(KeychainError::Other("the keychain's thread ended".to_owned())),
            Err(_) => Err(KeychainError::Locked("no answer in time".to_owned())),
        }
    }
}

#[async_trait]
impl Keychain for SystemKeychain {
    async fn set(&self, name: &str, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        let (name, secret) = (
            name.to_owned(),
            SecretSlice::from(secret.expose_secret().to_vec()),
        );
        self.call(move || entry(&name)?.set_secret(secret.expose_secret()))
            .await
    }

    async fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, KeychainError> {
        let name = name.to_owned();
        self.call(move || match entry(&name)?.get_secret() {
            Ok(bytes) => Ok(Some(SecretSlice::from(bytes))),
            // A keyring without an open collection says NoEntry too: only one that takes a
            // secret now is open, and then the entry really is not there.
            Err(Error::NoEntry) => probe(&name).map(|()| None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn delete(&self, name: &str) -> Result<(), KeychainError> {
        let name = name.to_owned();
        self.call(move || match entry(&name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }
}

fn probe(name: &str) -> Result<(), Error> {
    let probe = entry(&format!("{name}/probe"))?;
    probe.set_secret(b"probe")?;
    probe.delete_credential()
}

fn entry(name: &str) -> Result<Entry, Error> {
    store()?.build(SERVICE, name, None)
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn store() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "macos", target_os = "windows")))]
fn store() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

fn sorted(error: &Error) -> KeychainError {
    let words = error.to_string();
    match error {
        Error::NoStorageAccess(_) => KeychainError::Locked(words),
        Error::NoDefaultStore | Error::PlatformFailure(_) => KeychainError::Missing(words),
        _ => KeychainError::Other(words),
    }
}
