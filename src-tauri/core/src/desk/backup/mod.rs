//! The daily backup: a folder of its own for each, encrypted as the database is.

pub(super) mod bundle;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use bundle::Unfinished;
use serde::{Deserialize, Serialize};

use super::work::{Ended, Running};
use super::{Desk, DeskError};
use crate::contract::desk::Topic;
use crate::contract::keeping::{Backup, BackupFailed, WorkKind, WorkStarted};
use crate::contract::profile::ProfileKind;
use crate::contract::{Id, Millis};
use crate::store::{Connection, Copied, OpenError, StoreError, setting};

/// Days of which the newest backup is kept.
const KEEP: u32 = 7;
const HOUR: Millis = 60 * 60 * 1000;
/// Between one backup and the next.
const EVERY: Millis = 24 * HOUR;
/// After a failure: a disk may have been plugged in, or room made.
const AGAIN: Millis = HOUR;
/// Without one for so long, the status bar says so.
const OVERDUE: Millis = 48 * HOUR;

/// What is known of backups; stands in the settings as JSON.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Standing {
    folder: Option<String>,
    chosen_at: Millis,
    last_at: Option<Millis>,
    last_bytes: Option<u64>,
    failed: Option<BackupFailed>,
    /// The next one by itself.
    next_at: Millis,
}

impl Standing {
    fn read(connection: &Connection) -> Result<Self, StoreError> {
        let text = setting::get(connection, setting::BACKUP)?;
        Ok(text
            .map(|text| serde_json::from_str(&text))
            .transpose()?
            .unwrap_or_default())
    }

    fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        setting::set(connection, setting::BACKUP, &serde_json::to_string(self)?)
    }
}

/// Whether the last backup failed, or none was made for two days although a folder was chosen.
pub(super) fn is_due(connection: &Connection, now: Millis) -> Result<bool, StoreError> {
    let standing = Standing::read(connection)?;
    let last = standing.last_at.unwrap_or_default().max(standing.chosen_at);
    Ok(standing.folder.is_some() && (standing.failed.is_some() || now - last >= OVERDUE))
}

impl Desk {
    /// The daily backup.
    pub async fn backup(&self) -> Result<Backup, DeskError> {
        let sealed = self.inner.folder.join(super::profile::RECOVERY).exists();
        let (standing, answered) = self
            .store()
            .read(|connection| {
                let answered = setting::get(connection, setting::RECOVERY_KEY)?;
                Ok((Standing::read(connection)?, answered))
            })
            .await?;
        Ok(Backup {
            folder: standing.folder,
            recovery_key_saved: sealed && answered.as_deref() == Some("saved"),
            last_at: standing.last_at,
            last_bytes: standing.last_bytes,
            failed: standing.failed,
            keep: KEEP,
        })
    }

    /// Sets the folder backups go to, and begins the first.
    pub async fn set_backup_folder(&self, folder: PathBuf) -> Result<Backup, DeskError> {
        self.may_be_backed_up()?;
        if folder.starts_with(&self.inner.folder) || self.inner.folder.starts_with(&folder) {
            return Err(DeskError::WrongState("a backup beside its original is none"));
        }
        let folder = folder
            .to_str()
            .ok_or(DeskError::WrongState("the folder's name is no text"))?
            .to_owned();
        let now = self.now();
        self.change_backup(move |standing| {
            standing.folder = Some(folder);
            (standing.chosen_at, standing.next_at) = (now, now);
            standing.failed = None;
        })
        .await?;
        self.back_up_now().await?;
        self.backup().await
    }

    /// Makes no backups any more. Those that were made stay.
    pub async fn stop_backups(&self) -> Result<Backup, DeskError> {
        self.change_backup(|standing| *standing = Standing::default())
            .await?;
        self.backup().await
    }

    /// Makes a backup now. One that runs already is it.
    pub async fn back_up_now(&self) -> Result<WorkStarted, DeskError> {
        self.may_be_backed_up()?;
        let standing = self.store().read(Standing::read).await?;
        let folder = standing
            .folder
            .ok_or(DeskError::WrongState("no folder was chosen"))?;
        Ok(WorkStarted::Started {
            id: self.begin_backup(PathBuf::from(folder)),
        })
    }

    /// Makes a backup if it is time for one.
    pub(super) async fn back_up_daily(&self) -> Result<(), DeskError> {
        let now = self.now();
        let standing = self.store().read(Standing::read).await?;
        let Some(folder) = standing.folder else {
            return Ok(());
        };
        // A time further off than any that is ever set: the clock was set back.
        let due = now >= standing.next_at || standing.next_at - now > EVERY;
        if due {
            self.begin_backup(PathBuf::from(folder));
        }
        Ok(())
    }

    /// Begins one, unless one runs; gives the one that runs.
    fn begin_backup(&self, folder: PathBuf) -> Id {
        let running = match self.begin_only_work(WorkKind::Backup, Some(folder.display().to_string())) {
            Ok(running) => running,
            Err(id) => return id,
        };
        let id = running.id();
        let desk = self.clone();
        self.spawn(async move {
            let made = desk.make_backup(&running, &folder).await;
            let outcome = desk.note_backup(&running, made).await;
            running.end(&outcome);
        });
        id
    }

    /// Writes down what came of it. Never silently: a backup that was not made is one the status bar tells of.
    async fn note_backup(
        &self,
        running: &Running,
        made: Result<Option<u64>, DeskError>,
    ) -> Result<Ended, DeskError> {
        let now = self.now();
        // Stopped by the end of the program, it is made at the next start.
        let stopped = running.is_stopped() && !matches!(made, Ok(Some(_)));
        if stopped && self.is_closing() {
            return Ok(Ended::Stopped);
        }
        let outcome = match made {
            Ok(Some(bytes)) => Ok((Ended::Done, Some(bytes))),
            Ok(None) => Ok((Ended::Stopped, None)),
            Err(_) if stopped => Ok((Ended::Stopped, None)),
            Err(error) => Err(error),
        };
        let noted = outcome.as_ref().map(|(_, bytes)| *bytes).map_err(DeskError::code);
        self.change_backup(move |standing| match noted {
            Ok(Some(bytes)) => {
                (standing.last_at, standing.last_bytes) = (Some(now), Some(bytes));
                standing.failed = None;
                standing.next_at = now + EVERY;
            }
            Ok(None) => standing.next_at = now + EVERY,
            Err(problem) => {
                standing.failed = Some(BackupFailed { at: now, problem });
                standing.next_at = now + AGAIN;
            }
        })
        .await?;
        outcome.map(|(ended, _)| ended)
    }

    /// Its size; `None` when it was stopped.
    async fn make_backup(&self, running: &Running, folder: &Path) -> Result<Option<u64>, DeskError> {
        let profile = self.inner.folder.clone();
        // A restored copy has another mark than the profile it is a copy of: both may use one folder.
        let mark = self
            .store()
            .read(|connection| setting::get(connection, setting::BACKUP_MARK))
            .await?
            .unwrap_or_else(|| self.inner.profile_id.clone());
        let (made_at, now) = (self.now(), self.around().clock.now());
        let begun = {
            let (folder, mark) = (folder.to_owned(), mark.clone());
            on_disk(move || Ok(Unfinished::begin(&folder, &mark, now)?)).await?
        };
        let database = begun.database();
        let copied = {
            let (watch, stop) = (running.watch(), running.stop());
            let each = move |done, total| {
                watch.progress(done, Some(total));
                if stop.is_cancelled() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            self.store().copy_to(database.clone(), each).await
        };
        if copied.map_err(at_target)? == Copied::Stopped {
            return Ok(None);
        }
        let version = self
            .store()
            .check_copy(database)
            .await
            .map_err(|error| match error {
                OpenError::Store(error) => at_target(error),
                _ => DeskError::File(std::io::ErrorKind::InvalidData.into()),
            })?;
        if running.is_stopped() {
            return Ok(None);
        }
        let (made, bytes) = on_disk(move || Ok(begun.finish(&profile, made_at, version)?)).await?;
        let pruned = on_disk(move || Ok(bundle::prune(&made, &mark, KEEP as usize)?)).await;
        if let Err(error) = pruned {
            // The new one is there; the old ones are looked at again with the next.
            tracing::warn!(%error, "old backups could not be removed");
        }
        Ok(Some(bytes))
    }

    async fn change_backup(
        &self,
        change: impl FnOnce(&mut Standing) + Send + 'static,
    ) -> Result<(), DeskError> {
        self.store()
            .write(move |transaction| {
                let mut standing = Standing::read(transaction)?;
                change(&mut standing);
                standing.write(transaction)
            })
            .await?;
        self.changed(&[Topic::Work, Topic::Status]);
        Ok(())
    }

    /// Practice is not: it keeps its key in its own folder, and nothing in it is worth it.
    pub fn may_be_backed_up(&self) -> Result<(), DeskError> {
        match self.kind() {
            ProfileKind::Live => Ok(()),
            ProfileKind::Practice => Err(DeskError::WrongState("practice is not backed up")),
        }
    }
}

/// What SQLite says while it copies is about the disk the copy goes to, unless it is about the database itself.
fn at_target(error: StoreError) -> DeskError {
    match error {
        StoreError::ReadOnly | StoreError::Sql(_) => DeskError::File(std::io::ErrorKind::Other.into()),
        error => error.into(),
    }
}

/// Runs what reads and writes files where nobody waits for it.
async fn on_disk<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(|_| DeskError::Internal("what wrote files ended before its time"))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::problem::ProblemCode;

    #[test]
    fn problems_of_the_target_are_the_files() {
        assert_eq!(
            at_target(StoreError::ReadOnly).code(),
            ProblemCode::FileNotWritten
        );
        assert_eq!(at_target(StoreError::DiskFull).code(), ProblemCode::DiskFull);
        let damaged = StoreError::Damaged("its own".into());
        assert_eq!(at_target(damaged).code(), ProblemCode::Database);
    }
}
