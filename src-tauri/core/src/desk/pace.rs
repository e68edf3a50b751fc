//! How each poll goes, as far as only this run of the program knows: when the last one ended, when the next one goes
//! out, whether one is in flight, and why it does not go well.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use super::ingest::Applied;
use super::{Desk, locked};
use crate::contract::account::Reason;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::{Id, Millis};

/// A poll that brought nothing is told of at most this often: what a person reads of it are minutes.
const TOLD_EVERY: Millis = 30_000;

/// Every poll's pace.
#[derive(Debug, Default)]
pub(super) struct Paces {
    of: Mutex<HashMap<(Id, PollKind), Pace>>,
    /// When the window was last told.
    told_at: AtomicI64,
}

/// How a poll of one kind goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// When the last one ended.
    pub last_at: Option<Millis>,
    /// When the next one goes out; none while nothing is due.
    pub next_at: Option<Millis>,
    /// Why the last one did not go well, if it did not.
    pub trouble: Option<Reason>,
    /// Whether the last one brought something, so that there may be more.
    pub brought: bool,
    /// Whether one is in flight.
    pub in_flight: bool,
}

/// A poll in flight: it is not any more when this is dropped, however that comes.
pub(super) struct InFlight {
    desk: Desk,
    of: (Id, PollKind),
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.desk.set_pace(self.of, |pace| pace.in_flight = false);
    }
}

impl Desk {
    /// How a poll goes.
    pub(super) fn pace(&self, account_id: Id, kind: PollKind) -> Pace {
        locked(&self.inner.paces.of)
            .get(&(account_id, kind))
            .cloned()
            .unwrap_or_default()
    }

    /// Every poll's pace, as it is now.
    pub(super) fn paces(&self) -> HashMap<(Id, PollKind), Pace> {
        locked(&self.inner.paces.of).clone()
    }

    fn set_pace(&self, of: (Id, PollKind), change: impl FnOnce(&mut Pace)) {
        change(locked(&self.inner.paces.of).entry(of).or_default());
    }

    /// Marks a poll as in flight.
    pub(super) fn in_flight(&self, account_id: Id, kind: PollKind) -> InFlight {
        let of = (account_id, kind);
        self.set_pace(of, |pace| pace.in_flight = true);
        InFlight {
            desk: self.clone(),
            of,
        }
    }

    /// Notes how a poll ended, and tells the window what changed for it.
    pub(super) fn note_pace(&self, account_id: Id, kind: PollKind, ended: &Applied) {
        let now = self.now();
        let mut changed = false;
        self.set_pace((account_id, kind), |pace| {
            let trouble = match ended {
                Applied::Failed(reason) => Some(reason.clone()),
                Applied::Items(_) => None,
            };
            changed = pace.trouble != trouble;
            pace.trouble = trouble;
            pace.brought = matches!(ended, Applied::Items(items) if *items > 0);
            pace.last_at = Some(now);
        });
        if changed {
            self.changed(&[Topic::Status]);
        }
        if changed || !matches!(ended, Applied::Items(0)) {
            self.inner.paces.told_at.store(now, Ordering::Relaxed);
            self.changed(&[Topic::Exchanges]);
        }
    }

    /// Notes when polls of an account go out next, and tells the window now and then.
    pub(super) fn note_next(&self, account_id: Id, next: &[(PollKind, Option<Millis>)]) {
        for (kind, at) in next {
            self.set_pace((account_id, *kind), |pace| pace.next_at = *at);
        }
        let now = self.now();
        let told = self.inner.paces.told_at.load(Ordering::Relaxed);
        // A clock that was set back is no reason to say nothing.
        if !(0..TOLD_EVERY).contains(&now.saturating_sub(told)) {
            self.inner.paces.told_at.store(now, Ordering::Relaxed);
            self.changed(&[Topic::Exchanges]);
        }
    }

    /// Forgets an account's troubles: an operator saw to them, and everything is due.
    pub(super) fn forget_trouble(&self, account_id: Id) {
        for (_, pace) in locked(&self.inner.paces.of)
            .iter_mut()
            .filter(|((id, _), _)| *id == account_id)
        {
            pace.trouble = None;
            pace.last_at = None;
        }
    }

    /// Nothing of an account goes out by itself any more.
    pub(super) fn nothing_next(&self, account_id: Id) {
        for (_, pace) in locked(&self.inner.paces.of)
            .iter_mut()
            .filter(|((id, _), _)| *id == account_id)
        {
            pace.next_at = None;
        }
        self.changed(&[Topic::Exchanges]);
    }
}
