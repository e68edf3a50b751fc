//! Opening the database file, and telling apart why it does not open.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use deadpool_sqlite::{Config, Hook, HookError, Pool, PoolConfig, Runtime};
use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::{Store, StoreError, schema};

const READERS: usize = 4;
/// Up to this size the whole file is checked at the start; above, each page as it is read (every
/// page of an SQLCipher file carries its own authentication code).
const CHECKED_BYTES: u64 = 64 * 1024 * 1024;

/// Why the database did not open. Nothing was changed or overwritten.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Written by a newer program.
    #[error("the database has version {found}, this program knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The migration did not go through; the file is as it was.
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    /// Anything of [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The connection pool could not be made.
    #[error("no connection pool: {0}")]
    Pool(String),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Opens the file at `path`, or makes it when `create`; brings an older schema up to date after a
/// backup beside it. `progress` hears how far that is, 0 to 100; it hears nothing where nothing is to be done.
pub async fn open(
    path: &Path,
    key: &SecretSlice<u8>,
    create: bool,
    progress: impl Fn(u8) + Send + 'static,
) -> Result<Store, OpenError> {
    let pragma = key_pragma(key);
    let (file, first) = (
        path.to_owned(),
        SecretString::from(pragma.expose_secret().to_owned()),
    );
    tokio::task::spawn_blocking(move || {
        prepare(&file, &first, create, &progress).map_err(|error| with_cause(error, &file))
    })
    .await
    .map_err(|error| OpenError::Pool(error.to_string()))??;
    let writer = pool(path, &pragma, 1, false)?;
    let readers = pool(path, &pragma, READERS, true)?;
    Ok(Store {
        writer,
        readers,
        key: std::sync::Arc::new(pragma),
    })
}

/// SQLite calls many things an I/O failure, a full disk among them when it cannot make its shared
/// memory: what the folder itself says decides.
fn with_cause(error: OpenError, database: &Path) -> OpenError {
    if !matches!(
        &error,
        OpenError::Store(StoreError::Damaged(_) | StoreError::ReadOnly)
    ) {
        return error;
    }
    let probe = database.with_extension("probe");
    let written = std::fs::write(&probe, [0; 4096]);
    // It is only there to be written.
    let _ = std::fs::remove_file(&probe);
    match written.map_err(|error| error.kind()) {
        Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => StoreError::DiskFull.into(),
        Err(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => StoreError::ReadOnly.into(),
        _ => error,
    }
}

pub(super) fn key_pragma(key: &SecretSlice<u8>) -> SecretString {
    format!("PRAGMA key = \"x'{}'\";", HEXLOWER.encode(key.expose_secret())).into()
}

/// Everything that must hold before the pools are made: readable, not newer, up to date, writable.
fn prepare(
    path: &Path,
    pragma: &SecretString,
    create: bool,
    progress: &impl Fn(u8),
) -> Result<(), OpenError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let mut connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, pragma, false)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = schema::latest_version();
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let bytes = std::fs::metadata(path).map(|file| file.len()).unwrap_or_default();
    if bytes > 0 && bytes <= CHECKED_BYTES {
        let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(StoreError::Damaged(said).into());
        }
    }
    let updating = found > 0 && found < known;
    if updating {
        progress(0);
        back_up(&connection, &backup_path(path, found), pragma)?;
    }
    schema::migrations()
        .to_latest(&mut connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => match StoreError::from(err) {
                StoreError::Sql(error) => OpenError::Migration(error.to_string()),
                other => other.into(),
            },
            other => OpenError::Migration(other.to_string()),
        })?;
    if updating {
        progress(100);
    }
    // A real write: only this tells a disk without room or a file that cannot be written now,
    // instead of at the first send.
    connection.execute(
        "INSERT INTO setting (name, value) VALUES ('opened', 1)
         ON CONFLICT (name) DO UPDATE SET value = value + 1",
        [],
    )?;
    Ok(())
}

fn backup_path(path: &Path, version: i64) -> PathBuf {
    path.with_extension(format!("before-version-{}.db", version + 1))
}

fn back_up(connection: &Connection, target: &Path, pragma: &SecretString) -> Result<(), OpenError> {
    let mut copy = Connection::open(target)?;
    unlock(&copy, pragma, false)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    backup.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
    Ok(())
}

fn unlock(connection: &Connection, pragma: &SecretString, read_only: bool) -> rusqlite::Result<()> {
    // What it would say on stderr is told by the errors below.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(pragma.expose_secret())?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // The first look at the file: with a wrong key or a damaged first page it fails here.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         PRAGMA secure_delete = ON;",
    )?;
    if read_only {
        connection.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(())
}

fn pool(path: &Path, pragma: &SecretString, size: usize, read_only: bool) -> Result<Pool, OpenError> {
    let mut config = Config::new(path);
    config.pool = Some(PoolConfig::new(size));
    let pragma = std::sync::Arc::new(SecretString::from(pragma.expose_secret().to_owned()));
    config
        .builder(Runtime::Tokio1)
        .map_err(|error| OpenError::Pool(error.to_string()))?
        .post_create(Hook::async_fn(move |connection, _| {
            let pragma = pragma.clone();
            Box::pin(async move {
                connection
                    .interact(move |connection| unlock(connection, &pragma, read_only))
                    .await
                    .map_err(|error| HookError::message(error.to_string()))?
                    .map_err(HookError::Backend)
            })
        }))
        .build()
        .map_err(|error| OpenError::Pool(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_holds_everything_and_opens_with_the_same_key_only() {
        let folder = std::env::temp_dir().join(format!("switchboard-backup-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let database = folder.join("switchboard.db");
        let pragma = key_pragma(&SecretSlice::from(vec![7; 32]));
        prepare(&database, &pragma, true, &|_| {}).unwrap();
        let connection = Connection::open(&database).unwrap();
        unlock(&connection, &pragma, false).unwrap();
        connection
            .execute("INSERT INTO setting (name, value) VALUES ('kept', 'yes')", [])
            .unwrap();

        let copy = backup_path(&database, 1);
        back_up(&connection, &copy, &pragma).unwrap();
        let other = key_pragma(&SecretSlice::from(vec![8; 32]));
        assert!(unlock(&Connection::open(&copy).unwrap(), &other, true).is_err());
        let copied = Connection::open(&copy).unwrap();
        unlock(&copied, &pragma, true).unwrap();
        let kept: String = copied
            .query_row("SELECT value FROM setting WHERE name = 'kept'", [], |row| {
                row.get(0)
            })
            .unwrap();
        drop((connection, copied));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(kept, "yes");
    }
}
