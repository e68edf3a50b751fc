//! Everything a running sandbox remembers.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::faults::Faults;
use crate::lianjiang::account::Account;
use crate::lianjiang::credentials::Credentials;
use crate::log::Log;

/// What all listeners of one sandbox share.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Lianjiang's account, fixed from start to stop.
    pub(crate) lianjiang: Credentials,
    changing: Mutex<State>,
}

/// What requests and control calls change.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) log: Log,
    pub(crate) faults: Faults,
    pub(crate) lianjiang: Account,
}

impl Shared {
    /// A sandbox with new credentials and nothing pending.
    pub(crate) fn fresh() -> Shared {
        Shared {
            lianjiang: Credentials::random(),
            changing: Mutex::new(State::default()),
        }
    }

    /// The changing part. It is a plain record, so a panic elsewhere does not make it unusable.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Back to fresh; only message ids go on, since an id that comes back would name two messages.
    pub(crate) fn reset(&mut self) {
        *self = State {
            lianjiang: self.lianjiang.renewed(),
            ..State::default()
        };
    }
}
