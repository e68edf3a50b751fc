//! Everything a running sandbox remembers.

use std::sync::{Mutex, MutexGuard, PoisonError};

use openssl::error::ErrorStack;

use crate::faults::Faults;
use crate::intl_sms;
use crate::lianjiang;
use crate::linkaccount;
use crate::log::Log;
use crate::privacy_number;
use crate::push::Pushes;

/// What all listeners of one sandbox share.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Lianjiang's account, fixed from start to stop.
    pub(crate) lianjiang: lianjiang::credentials::Credentials,
    /// LinkAccount's account.
    pub(crate) linkaccount: linkaccount::Credentials,
    /// LinkAccount's account in the legacy dialect.
    pub(crate) linkaccount_legacy: linkaccount::Credentials,
    /// International SMS' account.
    pub(crate) intl_sms: intl_sms::credentials::Credentials,
    /// The account for privacy numbers.
    pub(crate) privacy_number: privacy_number::credentials::Credentials,
    changing: Mutex<State>,
}

/// What requests and control calls change.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) log: Log,
    pub(crate) faults: Faults,
    pub(crate) pushes: Pushes,
    pub(crate) lianjiang: lianjiang::account::Account,
    pub(crate) linkaccount: linkaccount::Account,
    pub(crate) linkaccount_legacy: linkaccount::Account,
    pub(crate) intl_sms: intl_sms::account::Account,
    pub(crate) privacy_number: privacy_number::account::Account,
}

impl Shared {
    /// A sandbox with new credentials and nothing pending.
    pub(crate) fn fresh() -> Result<Shared, ErrorStack> {
        Ok(Shared {
            lianjiang: lianjiang::credentials::Credentials::random(),
            linkaccount: linkaccount::Credentials::random()?,
            linkaccount_legacy: linkaccount::Credentials::random_legacy()?,
            intl_sms: intl_sms::credentials::Credentials::random(),
            privacy_number: privacy_number::credentials::Credentials::random(),
            changing: Mutex::new(State::default()),
        })
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
            intl_sms: self.intl_sms.renewed(),
            privacy_number: self.privacy_number.renewed(),
            pushes: self.pushes.renewed(),
            ..State::default()
        };
    }
}
