//! A keychain that forgets: practice, where every credential is the sandbox's own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretSlice};

use super::{Keychain, KeychainError};

/// Secrets in memory, gone with the process.
#[derive(Debug, Default)]
pub struct MemoryKeychain {
    entries: Mutex<HashMap<String, SecretSlice<u8>>>,
}

#[async_trait]
impl Keychain for MemoryKeychain {
    async fn set(&self, name: &str, secret: &SecretSlice<u8>) -> Result<(), KeychainError> {
        let copy = SecretSlice::from(secret.expose_secret().to_vec());
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), copy);
        Ok(())
    }

    async fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, KeychainError> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(entries
            .get(name)
            .map(|secret| SecretSlice::from(secret.expose_secret().to_vec())))
    }

    async fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name);
        Ok(())
    }
}
