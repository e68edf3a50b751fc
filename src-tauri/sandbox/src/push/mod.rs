//! Pushes to the customer: what is waiting, and what became of each attempt.

mod courier;
mod delivery;
mod target;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use tokio::sync::Notify;
use tokio::time::Instant;

pub(crate) use courier::Courier;
pub(crate) use target::Target;

use crate::vendor::Vendor;

/// One push, ready to be posted.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub(crate) vendor: Vendor,
    /// What is told, in a word, such as `sms_status`; for the record.
    pub(crate) kind: String,
    /// As it was given; whether it may be delivered to is checked on the way out.
    pub(crate) url: String,
    pub(crate) content_type: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) repeats: Repeats,
}

/// When a push is posted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// Never: the document does not speak of it.
    Never,
    /// So many times more, after a pause each, until the reply is JSON whose `code` is 0.
    UntilCodeZero { more: u32, pause: Duration },
}

/// One attempt to deliver a push.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Delivery {
    pub(crate) seq: u64,
    #[serde(serialize_with = "crate::log::rfc3339")]
    pub(crate) at: DateTime<Utc>,
    pub(crate) vendor: Vendor,
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) content_type: String,
    /// The body that was posted.
    pub(crate) body: String,
    /// 1 for the first.
    pub(crate) attempt: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply: Option<String>,
    /// Why there is no reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
}

/// All pushes since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Pushes {
    waiting: Vec<(Instant, Vec<Push>)>,
    deliveries: Vec<Delivery>,
    /// Tells attempts that began before a reset from later ones.
    age: u64,
    wake: Arc<Notify>,
}

impl Pushes {
    /// No pushes, for the same courier.
    pub(crate) fn renewed(&self) -> Pushes {
        Pushes {
            age: self.age + 1,
            wake: Arc::clone(&self.wake),
            ..Pushes::default()
        }
    }

    /// Has pushes delivered after a while, one after the other: the next leaves once the one before it was
    /// answered, given up or refused.
    pub(crate) fn queue(&mut self, after: Duration, pushes: Vec<Push>) {
        self.waiting.push((Instant::now() + after, pushes));
        self.wake.notify_one();
    }

    /// Every attempt, in the order in which they ended.
    pub(crate) fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// Takes what is due, and says when more will be.
    fn take_due(&mut self, now: Instant) -> (Vec<Vec<Push>>, Option<Instant>) {
        let (due, later) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.waiting = later;
        let next = self.waiting.iter().map(|(at, _)| *at).min();
        let due: Vec<(Instant, Vec<Push>)> = due;
        (due.into_iter().map(|(_, pushes)| pushes).collect(), next)
    }

    /// Keeps what became of an attempt, unless there was a reset meanwhile.
    fn record(&mut self, age: u64, mut delivery: Delivery) {
        if age == self.age {
            delivery.seq = self.deliveries.len() as u64 + 1;
            self.deliveries.push(delivery);
        }
    }
}
