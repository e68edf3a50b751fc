//! Long work: exports, backups and clean-ups, with their progress; each can be stopped.
//!
//! The list is in memory: what matters of long work for longer is recorded by whoever does it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio_util::sync::CancellationToken;

use super::{Desk, DeskError, locked};
use crate::contract::desk::Topic;
use crate::contract::keeping::{Work, WorkKind, WorkState};
use crate::contract::problem::ProblemCode;
use crate::contract::{Id, Millis};

/// The window is told of progress at most so often.
const TOLD_EVERY: Millis = 250;
/// Finished work that stays on the list, if nobody dismisses it.
const KEPT: usize = 50;

/// Long work since the desk was opened, newest first.
#[derive(Debug, Default)]
pub(super) struct Works {
    entries: Mutex<Vec<Entry>>,
    last_id: AtomicI64,
}

#[derive(Debug)]
struct Entry {
    work: Work,
    stop: CancellationToken,
    /// When the window was last told of its progress.
    told: Millis,
}

/// Work under way. What is dropped without an end has failed.
pub(super) struct Running {
    desk: Desk,
    id: Id,
    stop: CancellationToken,
}

impl Desk {
    /// Exports, backups and clean-ups since the program started, newest first.
    pub async fn list_work(&self) -> Result<Vec<Work>, DeskError> {
        let entries = locked(&self.inner.works.entries);
        Ok(entries.iter().map(|entry| entry.work.clone()).collect())
    }

    /// Stops long work. It ends at its next batch, and what it wrote is removed.
    pub async fn cancel_work(&self, id: Id) -> Result<(), DeskError> {
        let entries = locked(&self.inner.works.entries);
        let entry = entries.iter().find(|entry| entry.work.id == id);
        entry.ok_or(DeskError::NotFound("the work"))?.stop.cancel();
        Ok(())
    }

    /// Takes finished work off the list.
    pub async fn dismiss_work(&self, id: Id) -> Result<(), DeskError> {
        {
            let mut entries = locked(&self.inner.works.entries);
            let at = entries
                .iter()
                .position(|entry| entry.work.id == id)
                .ok_or(DeskError::NotFound("the work"))?;
            if entries[at].work.state == WorkState::Running {
                return Err(DeskError::WrongState("it still runs"));
            }
            entries.remove(at);
        }
        self.changed(&[Topic::Work]);
        Ok(())
    }

    /// Puts work on the list.
    pub(super) fn begin_work(&self, kind: WorkKind, path: Option<String>) -> Running {
        let running = self.list(&mut locked(&self.inner.works.entries), kind, path);
        self.changed(&[Topic::Work, Topic::Status]);
        running
    }

    /// The same for work of which only one runs at a time; the id of the one that runs otherwise.
    pub(super) fn begin_only_work(&self, kind: WorkKind, path: Option<String>) -> Result<Running, Id> {
        let running = {
            let mut entries = locked(&self.inner.works.entries);
            let runs = |entry: &&Entry| entry.work.kind == kind && entry.work.state == WorkState::Running;
            if let Some(entry) = entries.iter().find(runs) {
                return Err(entry.work.id);
            }
            self.list(&mut entries, kind, path)
        };
        self.changed(&[Topic::Work, Topic::Status]);
        Ok(running)
    }

    fn list(&self, entries: &mut Vec<Entry>, kind: WorkKind, path: Option<String>) -> Running {
        let works = &self.inner.works;
        let id = works.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let stop = CancellationToken::new();
        if self.is_closing() {
            stop.cancel();
        }
        let work = Work {
            id,
            kind,
            done: 0,
            total: None,
            state: WorkState::Running,
            started_at: self.now(),
            path,
        };
        let entry = Entry {
            work,
            stop: stop.clone(),
            told: 0,
        };
        entries.insert(0, entry);
        let mut finished = 0;
        entries.retain(|entry| {
            finished += usize::from(entry.work.state != WorkState::Running);
            finished <= KEPT
        });
        Running {
            desk: self.clone(),
            id,
            stop,
        }
    }

    /// How much runs now.
    pub(super) fn works_running(&self) -> u32 {
        let entries = locked(&self.inner.works.entries);
        let running = entries
            .iter()
            .filter(|entry| entry.work.state == WorkState::Running);
        u32::try_from(running.count()).unwrap_or(u32::MAX)
    }

    /// The desk closes: everything ends at its next batch, and closing waits for that.
    pub(super) fn stop_all_work(&self) {
        for entry in locked(&self.inner.works.entries).iter() {
            entry.stop.cancel();
        }
    }
}

impl Running {
    /// Its id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Whether it is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// What tells whether it is to end.
    pub fn stop(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// What notes how far it is, for another thread.
    pub fn watch(&self) -> Watch {
        Watch {
            desk: self.desk.clone(),
            id: self.id,
        }
    }

    /// Notes how far it is.
    pub fn progress(&self, done: u64, total: Option<u64>) {
        self.watch().progress(done, total);
    }

    /// It is over: done, or stopped where it was told to stop, or failed.
    pub fn end(self, outcome: &Result<Ended, DeskError>) {
        self.set(match outcome {
            Ok(Ended::Done) => WorkState::Done,
            Ok(Ended::Stopped) => WorkState::Cancelled,
            Err(error) => {
                tracing::warn!(%error, work = self.id, "long work failed");
                WorkState::Failed {
                    problem: error.code(),
                }
            }
        });
    }

    fn set(&self, state: WorkState) {
        {
            let mut entries = locked(&self.desk.inner.works.entries);
            let Some(entry) = entries.iter_mut().find(|entry| entry.work.id == self.id) else {
                return;
            };
            if entry.work.state != WorkState::Running {
                return;
            }
            entry.work.state = state;
        }
        self.desk.changed(&[Topic::Work, Topic::Status]);
    }
}

/// Notes how far work is, from another thread.
#[derive(Clone)]
pub(super) struct Watch {
    desk: Desk,
    id: Id,
}

impl Watch {
    /// Notes how far it is.
    pub fn progress(&self, done: u64, total: Option<u64>) {
        let now = self.desk.now();
        let tell = {
            let mut entries = locked(&self.desk.inner.works.entries);
            let Some(entry) = entries.iter_mut().find(|entry| entry.work.id == self.id) else {
                return;
            };
            entry.work.done = done;
            entry.work.total = total;
            // A clock that was set back tells too.
            let tell = now - entry.told >= TOLD_EVERY || now < entry.told;
            if tell {
                entry.told = now;
            }
            tell
        };
        if tell {
            self.desk.changed(&[Topic::Work]);
        }
    }
}

/// How long work ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// It did what it was to do.
    Done,
    /// It was stopped before.
    Stopped,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended before, as a rule; else a defect ended it.
        self.set(WorkState::Failed {
            problem: ProblemCode::Internal,
        });
    }
}
