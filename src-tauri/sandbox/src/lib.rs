//! The vendors played back over real HTTP, strictly, from their documents.
//!
//! It shares no code with the product on purpose: a vendor's rules are written twice, once from each
//! side, so that the two can disagree. `README.md` beside this crate lists what is checked and what the
//! documents leave open.

mod body;
mod clock;
mod control;
mod description;
mod faults;
mod lianjiang;
mod listener;
mod log;
mod operation;
mod spoil;
mod state;

use std::net::SocketAddr;
use std::sync::Arc;

pub use description::{Description, Lianjiang, Vendors};
use listener::Listener;
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
}

/// A running sandbox. Dropping it stops it at once; [`Sandbox::stop`] lets replies under way finish first.
#[derive(Debug)]
pub struct Sandbox {
    description: Description,
    control: Listener,
    lianjiang: Listener,
}

impl Sandbox {
    /// Starts a fresh sandbox: control listens on `listen`, each vendor on a port of its own at the same IP.
    ///
    /// # Errors
    ///
    /// When one of the addresses cannot be listened on.
    pub async fn start(listen: SocketAddr) -> Result<Sandbox, StartError> {
        let shared = Arc::new(Shared::fresh());
        let control = Listener::open(listen, control::router(Arc::clone(&shared))).await?;
        let vendor = SocketAddr::new(listen.ip(), 0);
        let lianjiang = Listener::open(vendor, lianjiang::router(Arc::clone(&shared))).await?;
        let description = Description {
            control: control.url(),
            vendors: Vendors {
                lianjiang: shared.lianjiang.describe(lianjiang.url()),
            },
        };
        Ok(Sandbox {
            description,
            control,
            lianjiang,
        })
    }

    /// Where the sandbox listens and what its vendors accept.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Stops listening, gives replies under way a moment, then cuts every connection that is left.
    pub async fn stop(self) {
        tokio::join!(self.control.close(), self.lianjiang.close());
    }
}
