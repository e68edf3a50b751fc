//! The vendors played back over real HTTP, strictly, from their documents.
//!
//! It shares no code with the product on purpose: a vendor's rules are written twice, once from each
//! side, so that the two can disagree. `README.md` beside this crate lists what is checked and what the
//! documents leave open.

mod body;
mod clock;
mod control;
mod description;
mod dictated;
mod faults;
mod intl_sms;
mod lianjiang;
mod linkaccount;
mod listener;
mod log;
mod media_type;
mod play;
mod privacy_number;
mod push;
mod random;
mod spoil;
mod state;
mod vendor;

use std::net::SocketAddr;
use std::sync::Arc;

pub use description::{
    Description, IntlSms, Lianjiang, Linkaccount, LinkaccountLegacy, PrivacyNumber, Registered, Vendors,
};
use listener::Listener;
use push::Courier;
use state::Shared;

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address could not be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The vendors' keys could not be made.
    #[error("cannot make keys: {0}")]
    Keys(#[from] openssl::error::ErrorStack),
}

/// Where the vendors push whose requests name no URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTo {
    /// 推送状态 (intl-sms.md, 第五章).
    pub intl_sms: String,
    /// 话单回调 (privacy-numbers.md, 5.1).
    pub call_record: String,
    /// 始呼回调 (privacy-numbers.md, 5.3).
    pub call_start: String,
}

/// A running sandbox. Dropping it stops it at once; [`Sandbox::stop`] lets replies under way finish first.
#[derive(Debug)]
pub struct Sandbox {
    description: Description,
    /// Control first, then the vendors.
    listeners: Vec<Listener>,
    shared: Arc<Shared>,
    _courier: Courier,
}

impl Sandbox {
    /// Starts a fresh sandbox: control listens on `listen`, each vendor on a port of its own at the same IP.
    ///
    /// # Errors
    ///
    /// When one of the addresses cannot be listened on, or keys cannot be made.
    pub async fn start(listen: SocketAddr) -> Result<Sandbox, StartError> {
        let shared = Arc::new(Shared::fresh()?);
        let control = Listener::open(listen, control::router(Arc::clone(&shared))).await?;
        let vendor = SocketAddr::new(listen.ip(), 0);
        let open = |router| Listener::open(vendor, router);
        let lianjiang = open(play::router(Arc::clone(&shared), &lianjiang::Operation::ALL)).await?;
        let linkaccount = open(play::router(Arc::clone(&shared), &linkaccount::Operation::ALL)).await?;
        let legacy_operations = &linkaccount::LegacyOperation::ALL;
        let linkaccount_legacy = open(play::router(Arc::clone(&shared), legacy_operations)).await?;
        let intl_sms = open(play::router(Arc::clone(&shared), &intl_sms::Operation::ALL)).await?;
        let privacy_number = open(privacy_number::router(Arc::clone(&shared))).await?;
        let description = Description {
            control: control.url(),
            vendors: Vendors {
                lianjiang: shared.lianjiang.describe(lianjiang.url()),
                linkaccount: shared.linkaccount.describe(linkaccount.url()),
                linkaccount_legacy: shared
                    .linkaccount_legacy
                    .describe_legacy(linkaccount_legacy.url()),
                intl_sms: shared.intl_sms.describe(intl_sms.url()),
                privacy_number: shared.privacy_number.describe(privacy_number.url()),
            },
        };
        Ok(Sandbox {
            description,
            listeners: vec![
                control,
                lianjiang,
                linkaccount,
                linkaccount_legacy,
                intl_sms,
                privacy_number,
            ],
            _courier: Courier::start(&shared),
            shared,
        })
    }

    /// Sets where the vendors push whose requests name no URL, as `POST /push_urls` does. Only plain http to this
    /// computer is ever delivered to.
    pub fn push_to(&self, urls: PushTo) {
        let mut state = self.shared.state();
        state.intl_sms.push_url = Some(urls.intl_sms);
        state.privacy_number.push_urls.cdr = Some(urls.call_record);
        state.privacy_number.push_urls.call_start = Some(urls.call_start);
    }

    /// Where the sandbox listens and what its vendors accept.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Stops listening, gives replies under way a moment, then cuts every connection that is left.
    pub async fn stop(self) {
        futures::future::join_all(self.listeners.into_iter().map(Listener::close)).await;
    }
}
