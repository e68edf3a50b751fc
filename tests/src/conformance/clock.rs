//! A clock that waits for nobody: what sleeps moves it on and wakes at once.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use switchboard_core::surroundings::Clock;

/// Starts at the time of day and stands still but for what sleeps, so that the pauses between
/// retries are always of the same number and take no time.
#[derive(Debug)]
pub struct SteppedClock {
    start: DateTime<Utc>,
    ahead: AtomicI64,
}

impl SteppedClock {
    /// A clock at the time of day.
    pub fn now() -> Self {
        Self {
            start: Utc::now(),
            ahead: AtomicI64::new(0),
        }
    }

    /// Moves it on.
    pub fn advance(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).expect("a time that fits");
        self.ahead.fetch_add(millis, Ordering::SeqCst);
    }

    /// Sets it back.
    pub fn set_back(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).expect("a time that fits");
        self.ahead.fetch_sub(millis, Ordering::SeqCst);
    }
}

impl Clock for SteppedClock {
    fn now(&self) -> DateTime<Utc> {
        self.start + TimeDelta::milliseconds(self.ahead.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.advance(time);
        // A turn for everyone else, as a real pause gives.
        Box::pin(tokio::time::sleep(Duration::from_millis(1)))
    }
}
