//! The keychain, and the recovery key of the database.
//!
//! Secrets go in and never come out: nothing here serialises, everything that holds a secret is
//! a `secrecy` type, or a key that does not print. May call: nothing of the other rooms but `contract`
//! types and the randomness it is given.

pub mod keys;
mod memory;
pub mod passphrase;
pub mod recovery;
mod system;

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use secrecy::SecretSlice;
use sha2::{Digest, Sha256};

pub use memory::MemoryKeychain;
pub use system::SystemKeychain;

/// Why the keychain did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// The system has none, or it cannot be reached.
    #[error("no keychain: {0}")]
    Missing(String),
    /// It is locked, or did not answer in time.
    #[error("the keychain is locked: {0}")]
    Locked(String),
    /// Anything else.
    #[error("the keychain failed: {0}")]
    Other(String),
}

/// Holds secrets by name. Names begin with the database's random id, so that two data folders
/// never share or overwrite an entry.
#[async_trait]
pub trait Keychain: Send + Sync {
    /// Stores `secret`, replacing what was there.
    async fn set(&self, name: &str, secret: &SecretSlice<u8>) -> Result<(), KeychainError>;
    /// The secret; `None` only if the keychain is open and does not hold it.
    async fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, KeychainError>;
    /// Removes it; nothing there is fine.
    async fn delete(&self, name: &str) -> Result<(), KeychainError>;
}

/// Eight hexadecimal characters by which two secrets can be told apart. Salted with the entry's
/// name, so that the same secret looks different elsewhere and no table helps to guess it.
pub fn fingerprint(name: &str, secret: &[u8]) -> String {
    let mut digest = Sha256::new();
    digest.update(name.as_bytes());
    digest.update([0]);
    digest.update(secret);
    HEXLOWER.encode(&digest.finalize()[..4])
}
