//! A copy of the open database in a file of its own, encrypted with the same key: what the daily backup is made of.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use secrecy::{SecretSlice, SecretString};

use super::cipher::{connect, key_pragma};
use super::{OpenError, Store, StoreError, schema};

/// Pages copied between two looks at whether it was stopped: 4 MB.
const STEP: i32 = 1_000;

/// What copying came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The copy is whole, of one moment.
    Whole,
    /// `each` said to stop; what stands in the file is no database.
    Stopped,
}

impl Store {
    /// Copies the database, as it is at this moment, to `target`, which must not exist. Others write meanwhile: the
    /// copy is of the moment it began. `each` hears after every 1,000 pages how many of how many are copied, and says
    /// whether to go on.
    pub async fn copy_to(
        &self,
        target: PathBuf,
        mut each: impl FnMut(u64, u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Copied, StoreError> {
        let key = self.key.clone();
        self.read(move |connection| {
            // The first look holds the moment: else every write of another connection would begin the copy anew.
            connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
            let copied = copy(connection, &target, &key, &mut each)?;
            if copied == Copied::Whole {
                leave_wal(&target, &key)?;
            }
            Ok(copied)
        })
        .await
    }

    /// Whether a copy opens with this database's key and is sound; its schema's version.
    pub async fn check_copy(&self, path: PathBuf) -> Result<i64, OpenError> {
        let key = self.key.clone();
        blocking(move || checked(&path, &key)).await
    }
}

/// Whether a database that nobody has open opens with `key` and is sound; its schema's version. Nothing is written
/// beside it.
pub async fn check(path: PathBuf, key: &SecretSlice<u8>) -> Result<i64, OpenError> {
    let key = key_pragma(key);
    blocking(move || checked(&path, &key)).await
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, OpenError> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(|_| OpenError::Store(StoreError::Closed))?
}

fn copy(
    source: &Connection,
    target: &Path,
    key: &SecretString,
    each: &mut impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Copied, StoreError> {
    let mut copy = connect(
        target,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        key,
    )?;
    // A copy that was cut off is thrown away whole: it needs no journal, and it is written out at the end.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let backup = Backup::new(source, &mut copy)?;
    loop {
        let step = backup.step(STEP)?;
        let progress = backup.progress();
        let total = u64::try_from(progress.pagecount).unwrap_or_default();
        let left = u64::try_from(progress.remaining).unwrap_or_default();
        match step {
            StepResult::Done => return Ok(Copied::Whole),
            StepResult::Busy | StepResult::Locked => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            _ => {}
        }
        if each(total.saturating_sub(left), total).is_break() {
            return Ok(Copied::Stopped);
        }
    }
}

/// The copy says of itself, as its source does, that it has a write-ahead log. It gets none: a backup is one file, and
/// it can be opened where shared memory cannot be had. An exclusive lock is what lets it be opened without.
fn leave_wal(path: &Path, key: &SecretString) -> Result<(), StoreError> {
    let copy = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
    copy.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    without_log(&copy)
}

/// Leaves the database as one file, without a write-ahead log. No other connection may be open.
pub fn without_log(connection: &Connection) -> Result<(), StoreError> {
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Value(format!("the journal mode is {mode}")));
    }
    Ok(())
}

fn checked(path: &Path, key: &SecretString) -> Result<i64, OpenError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = schema::latest_version();
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(StoreError::Damaged(said).into());
    }
    Ok(found)
}
