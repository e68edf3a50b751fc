//! What the core does not make itself: time, randomness, the keychain, the door, the event sink
//! and the named points of the kill test. All are arguments, so that a test can run years of
//! polling in a second and stop the program wherever it wants.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use crate::contract::Millis;
use crate::contract::desk::Topic;
use crate::secrets::Keychain;
use crate::vendors::door::Door;

/// Tells the time and waits.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
    /// Comes back after `time`.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of this computer.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Gives random bytes, good enough for keys.
pub trait Randomness: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The random source of the operating system, by way of the thread's generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        rand::RngCore::fill_bytes(&mut rand::rng(), bytes);
    }
}

/// Hears that something changed. Never carries data: who listens asks again.
pub trait EventSink: Send + Sync {
    /// Something of these topics changed.
    fn changed(&self, topics: &[Topic]);
    /// The balance of the account of this name fell below its threshold: the one thing a person is
    /// told without looking at the window.
    fn balance_low(&self, account_name: &str);
}

/// Hears nothing.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoEvents;

impl EventSink for NoEvents {
    fn changed(&self, _topics: &[Topic]) {}
    fn balance_low(&self, _account_name: &str) {}
}

/// A place in send, poll and apply at which the kill test ends the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Point {
    /// The job with its operations and messages is committed; nothing is on the wire.
    SendApproved,
    /// The attempt is committed as `prepared`.
    SendPrepared,
    /// The attempt is committed as `dispatching`; no connection was made yet.
    SendDispatching,
    /// The vendor's reply is in memory only.
    SendReplied,
    /// The outcome is committed.
    SendSettled,
    /// The intent to poll is committed; no connection was made yet.
    PollIntent,
    /// The vendor's reply is in memory only, and the vendor will not give it again.
    PollFetched,
    /// The raw reply is committed; nobody has looked at it.
    PollRaw,
    /// Every item is written, nothing of it committed.
    ApplyWritten,
    /// The items are committed.
    ApplyCommitted,
}

impl Point {
    /// All points, in the order in which a send and its report pass them.
    pub const ALL: [Self; 10] = [
        Self::SendApproved,
        Self::SendPrepared,
        Self::SendDispatching,
        Self::SendReplied,
        Self::SendSettled,
        Self::PollIntent,
        Self::PollFetched,
        Self::PollRaw,
        Self::ApplyWritten,
        Self::ApplyCommitted,
    ];
}

/// Hears that a named point was reached.
pub trait Points: Send + Sync {
    /// `point` was reached.
    fn reach(&self, point: Point);
}

/// What the product uses: points pass unheard.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoPoints;

impl Points for NoPoints {
    fn reach(&self, _point: Point) {}
}

/// Everything the core is given.
#[derive(Clone)]
pub struct Surroundings {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Randomness>,
    /// Where secrets are.
    pub keychain: Arc<dyn Keychain>,
    /// The way to the vendors.
    pub door: Arc<dyn Door>,
    /// Who hears of changes.
    pub events: Arc<dyn EventSink>,
    /// Who hears of named points.
    pub points: Arc<dyn Points>,
}

impl Surroundings {
    /// Now, in milliseconds.
    pub fn now(&self) -> Millis {
        self.clock.now().timestamp_millis()
    }
}
