//! Connections that are kept open, each used on a thread that may wait.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use deadpool::Runtime;
use deadpool::managed::{self, Metrics, QueueMode, RecycleError, RecycleResult};
use deadpool_sync::SyncWrapper;
use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret, SecretString};

use super::cipher::connect;
use super::open::{OpenError, set_up};

/// A pool of connections to one file.
pub(super) type Pool = managed::Pool<Connections>;

/// Makes connections. One that was used is not tried before it is used again (`deadpool-sqlite` does): a file on this
/// computer does not hang up, and the trial would send every question to the thread and back twice.
#[derive(Debug)]
pub(super) struct Connections {
    path: PathBuf,
    pragma: Arc<SecretString>,
    read_only: bool,
}

impl managed::Manager for Connections {
    type Type = SyncWrapper<Connection>;
    type Error = rusqlite::Error;

    async fn create(&self) -> Result<Self::Type, rusqlite::Error> {
        let (path, pragma, read_only) = (self.path.clone(), self.pragma.clone(), self.read_only);
        SyncWrapper::new(Runtime::Tokio1, move || {
            let connection = connect(&path, OpenFlags::default(), &pragma)?;
            set_up(&connection, read_only)?;
            Ok(connection)
        })
        .await
    }

    async fn recycle(&self, connection: &mut Self::Type, _: &Metrics) -> RecycleResult<rusqlite::Error> {
        if connection.is_mutex_poisoned() {
            return Err(RecycleError::message(
                "a thread ended while it held the connection",
            ));
        }
        Ok(())
    }
}

/// Connections to the file at `path`, at most `size`, made when they are needed. The one that was used last is taken
/// first: the pages it read last are in its memory, decrypted.
pub(super) fn pool(
    path: &Path,
    pragma: &SecretString,
    size: usize,
    read_only: bool,
) -> Result<Pool, OpenError> {
    let connections = Connections {
        path: path.to_owned(),
        pragma: Arc::new(SecretString::from(pragma.expose_secret().to_owned())),
        read_only,
    };
    Pool::builder(connections)
        .max_size(size)
        .queue_mode(QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| OpenError::Pool(error.to_string()))
}
