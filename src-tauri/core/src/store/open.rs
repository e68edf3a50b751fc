//! Opening the database file, and telling apart why it does not open.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::backup::StepResult;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::cipher::{connect, key_pragma};
use super::pool::pool;
use super::{Progress, Store, StoreError, schema, untold};

const READERS: usize = 4;
/// Statements a connection keeps prepared: a page of messages takes up to a dozen, of its own for each set of filters.
const PREPARED: usize = 200;
/// Pages each connection keeps in memory, decrypted, in KiB. SQLite's own 2 MiB do not hold the inner pages of all indexes
/// of a million messages.
const KEPT_KIB: u32 = 16 * 1024;
/// Pages of the write-ahead log at which it goes into the file: 16 MiB. A page that many commits change, as those of the
/// indexes of states are while reports come in, goes there once.
const LOG_PAGES: u32 = 4_000;
/// Pages kept in memory while a database is brought up to date, in KiB.
const UPDATING_KIB: u32 = 256 * 1024;
/// How much of bringing a database up to date is its backup, as a percentage.
const BACKUP_PERCENT: u8 = 10;
/// Pages copied at once.
const BACKUP_PAGES: i32 = 1_000;
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
/// backup beside it, which `progress` hears of.
pub async fn open(
    path: &Path,
    key: &SecretSlice<u8>,
    create: bool,
    progress: Progress,
) -> Result<Store, OpenError> {
    let pragma = key_pragma(key);
    let (file, first) = (
        path.to_owned(),
        SecretString::from(pragma.expose_secret().to_owned()),
    );
    tokio::task::spawn_blocking(move || {
        prepare(&file, &first, create, progress).map_err(|error| with_cause(error, &file))
    })
    .await
    .map_err(|error| OpenError::Pool(error.to_string()))??;
    let writer = pool(path, &pragma, 1, false)?;
    let readers = pool(path, &pragma, READERS, true)?;
    Ok(Store {
        writer,
        readers,
        key: Arc::new(pragma),
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
    let written = fs::write(&probe, [0; 4096]);
    // It is only there to be written.
    let _ = fs::remove_file(&probe);
    match written.map_err(|error| error.kind()) {
        Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => StoreError::DiskFull.into(),
        Err(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => StoreError::ReadOnly.into(),
        _ => error,
    }
}

/// Everything that must hold before the pools are made: readable, not newer, up to date, writable.
fn prepare(path: &Path, pragma: &SecretString, create: bool, progress: Progress) -> Result<(), OpenError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let mut connection = connect(path, flags, pragma)?;
    set_up(&connection, false)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = schema::latest_version();
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let bytes = fs::metadata(path).map(|file| file.len()).unwrap_or_default();
    if bytes > 0 && bytes <= CHECKED_BYTES {
        let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(StoreError::Damaged(said).into());
        }
    }
    let mut told = untold();
    if found > 0 && found < known {
        // Rows are moved by the million: what is written twice must not go through the file twice.
        connection.execute_batch(&format!("PRAGMA cache_size = -{UPDATING_KIB};"))?;
        back_up(&connection, &backup_path(path, found), pragma, &progress)?;
        told = Arc::new(move |percent| {
            progress(scaled(percent.into(), 100, BACKUP_PERCENT, 100));
        });
    }
    schema::migrations(told)
        .to_latest(&mut connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => match StoreError::from(err) {
                StoreError::Sql(error) => OpenError::Migration(error.to_string()),
                other => other.into(),
            },
            other => OpenError::Migration(other.to_string()),
        })?;
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

/// Removes the copies that were made before updates; of those, with `before`, only what was written before it. They hold
/// what a clean-up removes.
pub fn remove_copies(path: &Path, before: Option<SystemTime>) -> io::Result<()> {
    let own = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for entry in fs::read_dir(path.parent().unwrap_or(Path::new(".")))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let version = name
            .strip_prefix(&format!("{own}.before-version-"))
            .and_then(|rest| rest.strip_suffix(".db"));
        let copy = version.is_some_and(|version| version.parse::<u32>().is_ok());
        if !copy {
            continue;
        }
        if let Some(before) = before
            && entry.metadata()?.modified()? >= before
        {
            continue;
        }
        fs::remove_file(entry.path())?;
        for beside in ["wal", "shm"] {
            match fs::remove_file(entry.path().with_extension(format!("db-{beside}"))) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

fn back_up(
    connection: &Connection,
    target: &Path,
    pragma: &SecretString,
    progress: &Progress,
) -> Result<(), OpenError> {
    let mut copy = connect(target, OpenFlags::default(), pragma)?;
    set_up(&copy, false)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    // Nobody else has the file open: there is nothing to wait for between two steps.
    while backup.step(BACKUP_PAGES)? == StepResult::More {
        let now = backup.progress();
        let done = u64::try_from(now.pagecount - now.remaining).unwrap_or_default();
        let of = u64::try_from(now.pagecount).unwrap_or_default();
        progress(scaled(done, of, 0, BACKUP_PERCENT));
    }
    Ok(())
}

/// `done` of `of` as a percentage between `from` and `to`.
fn scaled(done: u64, of: u64, from: u8, to: u8) -> u8 {
    let share = u64::from(to - from) * done.min(of) / of.max(1);
    from + u8::try_from(share).unwrap_or_default()
}

pub(super) fn set_up(connection: &Connection, read_only: bool) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // The first look at the file: with a wrong key or a damaged first page it fails here.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         PRAGMA secure_delete = ON;",
    )?;
    connection.execute_batch(&format!(
        "PRAGMA cache_size = -{KEPT_KIB}; PRAGMA wal_autocheckpoint = {LOG_PAGES};"
    ))?;
    // Else a statement is planned anew whenever a value is bound that one of the indexes of some messages could be chosen
    // by, which is every one that reads or writes a message's state.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    if read_only {
        connection.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_holds_everything_and_opens_with_the_same_key_only() {
        let folder = std::env::temp_dir().join(format!("switchboard-backup-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let database = folder.join("switchboard.db");
        let pragma = key_pragma(&SecretSlice::from(vec![7; 32]));
        prepare(&database, &pragma, true, untold()).unwrap();
        let unlocked = |path: &Path, key| {
            let connection = connect(path, OpenFlags::default(), key)?;
            set_up(&connection, false).map(|()| connection)
        };
        let connection = unlocked(&database, &pragma).unwrap();
        connection
            .execute("INSERT INTO setting (name, value) VALUES ('kept', 'yes')", [])
            .unwrap();

        let copy = backup_path(&database, 1);
        back_up(&connection, &copy, &pragma, &untold()).unwrap();
        let other = key_pragma(&SecretSlice::from(vec![8; 32]));
        assert!(unlocked(&copy, &other).is_err());
        let copied = unlocked(&copy, &pragma).unwrap();
        let kept: String = copied
            .query_row("SELECT value FROM setting WHERE name = 'kept'", [], |row| {
                row.get(0)
            })
            .unwrap();
        drop((connection, copied));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(kept, "yes");
    }
}
