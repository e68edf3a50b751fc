//! The task that takes pushes out when they are due.

use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::Utc;
use serde_json::Value;
use tokio::sync::{Notify, Semaphore};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;

use super::delivery::{self, Answer};
use super::{Delivery, Push, Repeats};
use crate::state::Shared;

/// How many pushes are on the way at the same time, as from a vendor with a few workers.
const AT_ONCE: usize = 8;

/// How long to sleep when nothing is waiting; new pushes wake it.
const IDLE: Duration = Duration::from_secs(3600);

/// Delivers a sandbox's pushes until it is dropped.
#[derive(Debug)]
pub(crate) struct Courier {
    running: JoinHandle<()>,
}

impl Courier {
    /// Starts delivering.
    pub(crate) fn start(shared: &Arc<Shared>) -> Courier {
        let wake = Arc::clone(&shared.state().pushes.wake);
        Courier {
            running: tokio::spawn(run(Arc::downgrade(shared), wake)),
        }
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        // What is on the way lives in the task's own set and ends with it.
        self.running.abort();
    }
}

async fn run(shared: Weak<Shared>, wake: Arc<Notify>) {
    let workers = Arc::new(Semaphore::new(AT_ONCE));
    let mut on_the_way = JoinSet::new();
    loop {
        let Some(sandbox) = shared.upgrade() else { return };
        let (age, due, next) = {
            let pushes = &mut sandbox.state().pushes;
            let (due, next) = pushes.take_due(Instant::now());
            (pushes.age, due, next)
        };
        drop(sandbox);
        for pushes in due {
            on_the_way.spawn(deliver(shared.clone(), Arc::clone(&workers), age, pushes));
        }
        let next = next.unwrap_or_else(|| Instant::now() + IDLE);
        tokio::select! {
            () = wake.notified() => {}
            () = tokio::time::sleep_until(next) => {}
            Some(_) = on_the_way.join_next() => {}
        }
    }
}

async fn deliver(shared: Weak<Shared>, workers: Arc<Semaphore>, age: u64, pushes: Vec<Push>) {
    for push in pushes {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let posted = {
                // Held while it is posted only, so that pauses keep nobody waiting.
                let Ok(_worker) = workers.acquire().await else {
                    return;
                };
                delivery::post(&push).await
            };
            let again = pause_before_next(push.repeats, attempt, posted.as_ref().ok());
            let Some(sandbox) = shared.upgrade() else { return };
            sandbox
                .state()
                .pushes
                .record(age, delivered(&push, attempt, posted));
            drop(sandbox);
            match again {
                Some(pause) => tokio::time::sleep(pause).await,
                None => break,
            }
        }
    }
}

/// How long to wait before the next attempt; `None` if this one was the last.
fn pause_before_next(repeats: Repeats, attempt: u32, answer: Option<&Answer>) -> Option<Duration> {
    match repeats {
        Repeats::Never => None,
        Repeats::UntilCodeZero { more, pause } => {
            let acknowledged = answer.is_some_and(|answer| {
                let json: Option<Value> = serde_json::from_str(&answer.text).ok();
                json.is_some_and(|json| json["code"] == 0)
            });
            (!acknowledged && attempt <= more).then_some(pause)
        }
    }
}

fn delivered(push: &Push, attempt: u32, posted: Result<Answer, String>) -> Delivery {
    let (status, reply, error) = match posted {
        Ok(answer) => (Some(answer.status), Some(answer.text), None),
        Err(error) => (None, None, Some(error)),
    };
    Delivery {
        seq: 0,
        at: Utc::now(),
        vendor: push.vendor,
        kind: push.kind.clone(),
        url: push.url.clone(),
        content_type: push.content_type.clone(),
        body: String::from_utf8_lossy(&push.body).into_owned(),
        attempt,
        status,
        reply,
        error,
    }
}
