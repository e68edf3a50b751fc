//! The database: one file per table, with its migration, its struct and its queries.
//!
//! May enter: SQL, and nothing else knows SQL. Its verbs speak the domain's types, so that the
//! same core can later stand on another database. May call: `contract`, `msisdn`.
//!
//! SQLCipher with a raw 256-bit key, WAL, `synchronous=FULL`, one writer, several readers.

pub mod account;
pub mod act;
pub mod attempt;
pub mod balance;
pub mod binding;
pub mod check;
mod cipher;
pub mod conversation;
mod copy;
pub mod decision;
pub(crate) mod digits;
pub mod exchange;
pub mod export_record;
pub mod gap;
pub mod hand_over;
pub mod job;
pub mod key;
pub mod message;
pub mod message_hour;
pub mod number;
mod open;
pub mod operation;
pub mod poll;
pub mod poll_interval;
mod pool;
pub mod push;
pub mod quarantine;
pub mod reply;
pub mod report;
pub mod retention;
pub mod reveal;
pub mod saved_filter;
mod schema;
pub mod setting;
pub mod stray;
pub mod suppression;
pub mod template;
pub mod text_index;
pub mod x_call;

use std::sync::Arc;

use deadpool::managed::PoolError;
pub use rusqlite::{Connection, Transaction};
use rusqlite::{ErrorCode, TransactionBehavior};
use secrecy::SecretString;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;

pub use copy::{Copied, check, without_log};
pub use open::{OpenError, open, remove_copies};
use pool::Pool;
#[cfg(test)]
pub(crate) use schema::in_memory;
pub use schema::latest_version;

/// Hears how far bringing a database up to date is, 0 to 100; never called where there is nothing to do.
pub type Progress = Arc<dyn Fn(u8) + Send + Sync>;

/// Progress nobody listens to.
pub fn untold() -> Progress {
    Arc::new(|_| {})
}

/// The open database of one profile.
#[derive(Debug, Clone)]
pub struct Store {
    writer: Pool,
    readers: Pool,
    /// What opens its copies.
    key: Arc<SecretString>,
}

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the database cannot be written")]
    ReadOnly,
    /// The file is not what it was.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A value in the database is not one this program writes.
    #[error("a stored value cannot be read: {0}")]
    Value(String),
    /// Anything else SQLite says.
    #[error("the database failed: {0}")]
    Sql(rusqlite::Error),
    /// The connection's thread is gone.
    #[error("the database is closed")]
    Closed,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::SystemIoFailure) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Sql(error),
        }
    }
}

impl StoreError {
    /// For what speaks SQLite's errors only: turned back it is the same.
    fn into_sqlite(self) -> rusqlite::Error {
        let code = match self {
            Self::Sql(error) => return error,
            Self::DiskFull => rusqlite::ffi::SQLITE_FULL,
            Self::ReadOnly => rusqlite::ffi::SQLITE_READONLY,
            Self::Damaged(_) => rusqlite::ffi::SQLITE_CORRUPT,
            Self::Value(_) | Self::Closed => return rusqlite::Error::ToSqlConversionFailure(Box::new(self)),
        };
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(self.to_string()))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Value(error.to_string())
    }
}

impl From<PoolError<rusqlite::Error>> for StoreError {
    fn from(error: PoolError<rusqlite::Error>) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            _ => Self::Closed,
        }
    }
}

impl Store {
    /// Runs `act` in a transaction: all of it is committed, or nothing.
    pub async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = self.writer.get().await?;
        connection
            .interact(move |connection| {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let result = act(&transaction)?;
                transaction.commit()?;
                Ok(result)
            })
            .await
            .map_err(|_| StoreError::Closed)?
    }

    /// Runs `look` on a connection that cannot write. All it sees is of one moment.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = self.readers.get().await?;
        connection
            .interact(move |connection| look(&*connection.transaction()?))
            .await
            .map_err(|_| StoreError::Closed)?
    }

    /// Runs `act` on the connection that writes, outside of any transaction: for what SQLite does only there. Nothing
    /// else is written meanwhile.
    pub async fn maintain<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = self.writer.get().await?;
        connection
            .interact(move |connection| act(connection))
            .await
            .map_err(|_| StoreError::Closed)?
    }

    /// Closes every connection; what still runs ends with [`StoreError::Closed`].
    pub fn close(&self) {
        self.writer.close();
        self.readers.close();
    }
}

/// An enum of the contract as the text that stands in the database: its serialised name.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(StoreError::Value(format!("{other} is no word"))),
    }
}

/// The enum a stored word stands for.
pub(crate) fn unword<T: serde::de::DeserializeOwned>(word: String) -> Result<T, StoreError> {
    meant(&word)
}

/// The same, of a word that stays where it is.
pub(crate) fn meant<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, StoreError> {
    let word: StrDeserializer<'_, serde_json::Error> = word.into_deserializer();
    Ok(T::deserialize(word)?)
}

/// A value as JSON text, for columns that hold one.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

/// The value a JSON column holds.
pub(crate) fn unjson<T: serde::de::DeserializeOwned>(text: Option<String>) -> Result<Option<T>, StoreError> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}
