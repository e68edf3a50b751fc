//! The verbs: what an operator can do, and what the desk does by itself.
//!
//! May enter: rules about sends, reports, accounts and polls, in the domain's words. May call:
//! `store`, `vendors`, `secrets`, `surroundings`. Knows no SQL, no HTTP and no window.

mod access;
mod account_form;
pub mod accounts;
pub mod answer;
pub mod backup;
pub mod balances;
pub mod bindings;
pub mod checks;
pub mod conversations;
pub mod diagnose;
pub mod disclosures;
mod error;
pub mod exchanges;
pub mod export;
pub mod filters;
mod fingerprint;
pub mod foreign;
pub mod hand_over;
pub mod history;
mod housekeeping;
mod identity;
mod ingest;
pub mod keys;
mod ledger;
pub mod numbers;
mod pace;
mod poller;
pub mod polling;
pub mod polls;
pub mod practice;
pub mod profile;
pub mod pushes;
pub mod recordings;
#[cfg(test)]
mod restart_tests;
pub mod restore;
pub mod retention;
pub mod suppression;
pub mod work;

pub mod send;
pub mod status;
pub mod templates;
pub mod token;
pub mod unknown;
mod wire;

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, Notify, watch};
use tokio_util::task::TaskTracker;

pub use error::DeskError;

use crate::contract::desk::{PollKind, Topic};
use crate::contract::profile::ProfileKind;
use crate::contract::{Id, Millis};
use crate::store::{Store, StoreError, Transaction};
use crate::surroundings::Surroundings;

/// Wait before writing down again what the disk would not take.
const WRITE_AGAIN: Duration = Duration::from_secs(1);
/// How long closing waits for vendors that have not answered.
const PATIENCE: Duration = Duration::from_secs(10);

/// Held while a poll is in flight.
type Turn = Arc<AsyncMutex<()>>;

/// An open profile: every verb is a method on it.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    kind: ProfileKind,
    profile_id: String,
    /// The profile's folder.
    folder: PathBuf,
    store: Store,
    around: Surroundings,
    closing: watch::Sender<bool>,
    /// Everything that runs by itself.
    tasks: TaskTracker,
    /// Accounts a worker is submitting for right now.
    submitting: Mutex<HashSet<Id>>,
    /// Bindings a task is releasing right now.
    releasing: Mutex<HashSet<Id>>,
    /// At most one poll in flight per account and kind.
    polling: Mutex<HashMap<(Id, PollKind), Turn>>,
    /// Wakes the pollers: something was submitted, or an account changed.
    poll_now: Notify,
    /// How often pollers were to try at once what failed.
    hurries: AtomicU64,
    /// This computer's clock against each account's vendor, in seconds.
    skew: Mutex<HashMap<Id, i64>>,
    /// When a vendor last told the time, by this computer's clock.
    clock_told_at: Mutex<Option<Millis>>,
    /// Held while pushes are read.
    applying: AsyncMutex<()>,
    /// The callback receiver.
    receiver: AsyncMutex<pushes::ReceiverState>,
    /// Exports, backups and clean-ups since the desk was opened.
    works: work::Works,
    /// How each poll goes.
    paces: pace::Paces,
}

impl Desk {
    fn new(
        kind: ProfileKind,
        profile_id: String,
        folder: PathBuf,
        store: Store,
        around: Surroundings,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                kind,
                profile_id,
                folder,
                store,
                around,
                closing: watch::Sender::new(false),
                tasks: TaskTracker::new(),
                submitting: Mutex::default(),
                releasing: Mutex::default(),
                polling: Mutex::default(),
                poll_now: Notify::new(),
                hurries: AtomicU64::new(0),
                skew: Mutex::default(),
                clock_told_at: Mutex::default(),
                applying: AsyncMutex::default(),
                receiver: AsyncMutex::default(),
                works: work::Works::default(),
                paces: pace::Paces::default(),
            }),
        }
    }

    /// Live or practice.
    pub fn kind(&self) -> ProfileKind {
        self.inner.kind
    }

    fn store(&self) -> &Store {
        &self.inner.store
    }

    fn around(&self) -> &Surroundings {
        &self.inner.around
    }

    fn now(&self) -> Millis {
        self.inner.around.now()
    }

    fn changed(&self, topics: &[Topic]) {
        self.inner.around.events.changed(topics);
    }

    /// Stops: nothing new goes out, what is on the wire is waited for a while, then the database
    /// is closed. What has not answered by then is *unknown*, or a gap, at the next start.
    pub async fn close(&self) {
        self.inner.closing.send_replace(true);
        self.stop_all_work();
        self.stop_receiver().await;
        self.inner.tasks.close();
        if tokio::time::timeout(PATIENCE, self.inner.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("closed while a vendor had not answered");
        }
        self.inner.store.close();
    }

    /// Runs something until the desk is closed; [`Desk::close`] waits for it.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.inner.tasks.spawn(task);
    }

    /// Writes something down that is known now and would be lost otherwise, and tries until the
    /// disk takes it.
    async fn write_until_taken<T, W>(&self, act: impl Fn() -> W) -> Result<T, DeskError>
    where
        T: Send + 'static,
        W: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        loop {
            match self.store().write(act()).await {
                Ok(written) => return Ok(written),
                Err(StoreError::Closed) => return Err(StoreError::Closed.into()),
                Err(error) => tracing::error!(%error, "what a vendor said could not be written down yet"),
            }
            tokio::select! {
                () = self.around().clock.sleep(WRITE_AGAIN) => {}
                () = self.closed() => return Err(StoreError::Closed.into()),
            }
        }
    }

    fn is_closing(&self) -> bool {
        *self.inner.closing.borrow()
    }

    /// Comes back when the desk is closed.
    async fn closed(&self) {
        let mut closing = self.inner.closing.subscribe();
        // An error means the desk itself is gone, which is closed too.
        let _ = closing.wait_for(|closing| *closing).await;
    }
}

/// Something that is under way for an id: it is not any more when this is dropped, however that comes.
struct UnderWay {
    desk: Desk,
    of: fn(&Inner) -> &Mutex<HashSet<Id>>,
    id: Id,
}

impl UnderWay {
    /// `None` when it is under way already.
    fn begin(desk: &Desk, of: fn(&Inner) -> &Mutex<HashSet<Id>>, id: Id) -> Option<Self> {
        locked(of(&desk.inner)).insert(id).then(|| Self {
            desk: desk.clone(),
            of,
            id,
        })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        locked((self.of)(&self.desk.inner)).remove(&self.id);
    }
}

/// What a lock guards, even if a thread panicked while it held it: the maps here are whole after
/// every statement.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
