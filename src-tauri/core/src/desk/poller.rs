//! The pollers: one task per account, which asks for each kind when that is due, and sleeps otherwise.
//!
//! What is due is due by the time of day. Tokio's clock stands still while the computer sleeps, so one look a minute
//! compares the two and wakes the pollers when they disagree.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use super::ingest::Applied;
use super::polling::{NO_REPORT_AFTER, NO_REPORT_AFTER_QUERIES, capabilities, polled};
use super::{Desk, DeskError};
use crate::contract::account::BalanceUnit;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::profile::ProfileKind;
use crate::contract::{Id, Millis};
use crate::store::account::AccountRow;
use crate::store::balance::{self, BalanceRow};
use crate::store::{account, message, poll_interval};

/// Reports are awaited this long with short intervals: most arrive within seconds.
const FRESH: Millis = 15 * 60 * 1000;
/// Between looks at which accounts are there to be polled, and at the clock.
const LOOK: Duration = Duration::from_secs(60);
/// Between looks for messages whose report does not come any more, which takes days.
const EXPIRE_EVERY: Millis = 10 * 60 * 1000;
/// What fails is tried again within so long of its last try when something was sent meanwhile.
const TRIED_WITHIN: Duration = Duration::from_secs(60);
/// The time of day and the time that was slept may differ by this much before the clock is said to have jumped.
const JUMP: Millis = 5_000;
/// Jitter: each wait is longer or shorter by up to one part in so many, so that accounts do not ask in step.
const JITTER: Millis = 20;

/// Seconds between two polls of a kind while nothing is awaited, where nobody set it.
pub(super) fn default_seconds(kind: PollKind) -> u32 {
    match kind {
        PollKind::Reports | PollKind::Replies | PollKind::Status => 60,
        PollKind::Balance => 600,
    }
}

/// When each kind of an account is due, by the time of day.
type Due = HashMap<PollKind, Option<Millis>>;

impl Desk {
    /// Starts the pollers; they end when the desk is closed.
    pub fn start_polling(&self) {
        let desk = self.clone();
        self.spawn(async move { desk.keep_polling().await });
        self.take_up_releases();
        self.keep_house();
    }

    async fn keep_polling(&self) {
        self.apply_pushes().await;
        if let Err(error) = self.start_receiver_if_live().await {
            tracing::warn!(%error, "the callback receiver could not be started");
        }
        let mut pollers: HashMap<Id, Arc<()>> = HashMap::new();
        let mut expired_at = None;
        let mut changed = true;
        let woken = self.inner.poll_now.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        // From one look to the next, what is done between two sleeps included: a clock that is set meanwhile jumped too.
        let mut looked_at = self.now();
        loop {
            let now = self.now();
            if let Err(error) = self.end_bindings(now).await {
                tracing::warn!(%error, "bindings whose time is over could not be ended");
            }
            if expired_at.is_none_or(|at| !(0..EXPIRE_EVERY).contains(&(now - at))) {
                expired_at = Some(now);
                if let Err(error) = self.expire_waiting(now).await {
                    tracing::warn!(%error, "messages without a report could not be marked");
                }
                if let Err(error) = self.apply_raw().await {
                    tracing::warn!(%error, "what was fetched before could not be looked at");
                }
            }
            // A poller that ended has let go of its mark.
            pollers.retain(|_, mark| Arc::strong_count(mark) > 1);
            for row in self.store().read(account::all).await.unwrap_or_default() {
                if changed && let Err(error) = self.make_paths(row.id).await {
                    tracing::warn!(%error, account = row.id, "no paths for its pushes");
                }
                if watched(&row) && !pollers.contains_key(&row.id) {
                    let (desk, id, mark) = (self.clone(), row.id, Arc::new(()));
                    pollers.insert(id, mark.clone());
                    self.spawn(async move {
                        desk.poll_account(id).await;
                        desk.nothing_next(id);
                        drop(mark);
                    });
                }
            }
            changed = false;
            tokio::select! {
                () = self.around().clock.sleep(LOOK) => {
                    let passed = self.now() - looked_at;
                    looked_at = self.now();
                    if (passed - millis(LOOK)).abs() > JUMP {
                        tracing::info!(passed, "the clock jumped, or the computer slept");
                        self.hurry();
                    }
                }
                () = &mut woken => {
                    woken.set(self.inner.poll_now.notified());
                    woken.as_mut().enable();
                    looked_at = self.now();
                    changed = true;
                }
                () = self.closed() => break,
            }
        }
    }

    async fn poll_account(&self, account_id: Id) {
        let mut due = Due::new();
        let mut waits: HashMap<PollKind, ExponentialBackoff> = HashMap::new();
        let mut hurried = self.hurries();
        // Listened for without a break: what is submitted while the polls below run is not missed.
        let woken = self.inner.poll_now.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        loop {
            let row = self
                .store()
                .read(move |connection| account::get(connection, account_id))
                .await;
            let Some(row) = row.ok().flatten().filter(watched) else {
                break;
            };
            let kinds = asked(&row);
            due.retain(|kind, _| kinds.contains(kind));
            let mut paused = false;
            for kind in kinds {
                let now = self.now();
                if self.is_closing() {
                    return;
                }
                // What was never asked for is due.
                if due.get(&kind).is_some_and(|at| at.is_none_or(|at| at > now)) {
                    continue;
                }
                let ended = match self.ask(account_id, kind).await {
                    Ok(ended) => ended,
                    Err(DeskError::AccountPaused) => {
                        paused = true;
                        break;
                    }
                    Err(error) => {
                        tracing::warn!(%error, account = account_id, "a poll could not be made");
                        Applied::Failed(error.reason())
                    }
                };
                self.note_pace(account_id, kind, &ended);
                let next = if matches!(ended, Applied::Failed(_)) {
                    let wait = waits.entry(kind).or_insert_with(back_off).next();
                    Some(self.now() + wait.map_or(millis(LOOK), millis))
                } else {
                    waits.remove(&kind);
                    self.next_due(account_id, kind).await
                };
                due.insert(kind, next);
            }
            if paused {
                // The next look at the account ends this.
                continue;
            }
            let next: Vec<_> = due.iter().map(|(kind, at)| (*kind, *at)).collect();
            self.note_next(account_id, &next);
            let first = due.values().flatten().min().copied();
            tokio::select! {
                biased;
                () = &mut woken => {
                    woken.set(self.inner.poll_now.notified());
                    woken.as_mut().enable();
                    let hurries = self.hurries();
                    self.due_again(account_id, &mut due, hurries != hurried).await;
                    hurried = hurries;
                }
                () = self.wait_until(first) => {}
                () = self.closed() => break,
            }
        }
    }

    /// Comes back at a time of day, by the time until then as it is now; never where there is none.
    async fn wait_until(&self, at: Option<Millis>) {
        match at {
            Some(at) => {
                let wait = u64::try_from(at - self.now()).unwrap_or_default();
                self.around().clock.sleep(Duration::from_millis(wait)).await;
            }
            None => std::future::pending().await,
        }
    }

    /// Asks for one kind.
    async fn ask(&self, account_id: Id, kind: PollKind) -> Result<Applied, DeskError> {
        if kind == PollKind::Balance {
            self.refresh_old_balance(account_id).await
        } else {
            self.poll(account_id, kind).await
        }
    }

    /// Wakes the pollers: something was submitted, so that reports are awaited. What fails is tried within a minute.
    pub(super) fn wake_pollers(&self) {
        self.inner.poll_now.notify_waiters();
    }

    /// Wakes the pollers, and has them try at once what failed: a person changed something, or the clock jumped, and the
    /// network may be another.
    pub(super) fn hurry(&self) {
        self.inner.hurries.fetch_add(1, Ordering::Relaxed);
        self.wake_pollers();
    }

    fn hurries(&self) -> u64 {
        self.inner.hurries.load(Ordering::Relaxed)
    }

    /// When each kind is due after something changed: see [`Desk::wake_pollers`] and [`Desk::hurry`].
    async fn due_again(&self, account_id: Id, due: &mut Due, hurried: bool) {
        let now = self.now();
        for (kind, at) in due.iter_mut() {
            let pace = self.pace(account_id, *kind);
            let Some(last) = pace.last_at else {
                *at = Some(now);
                continue;
            };
            let wait = if pace.trouble.is_some() {
                if hurried { self.shortest() } else { TRIED_WITHIN }
            } else {
                self.wait_after(account_id, *kind, pace.brought).await
            };
            // By a clock that was set back since, it was now.
            let next = last.min(now) + millis(wait);
            // What fails is not put off by something that was sent meanwhile.
            *at = Some(match *at {
                Some(planned) if pace.trouble.is_some() && !hurried => planned.min(next),
                _ => next,
            });
        }
    }

    /// When a kind that went well is due next; none when nothing will be until something happens.
    async fn next_due(&self, account_id: Id, kind: PollKind) -> Option<Millis> {
        let now = self.now();
        let brought = self.pace(account_id, kind).brought;
        let wait = millis(self.wait_after(account_id, kind, brought).await);
        let next = now + wait;
        match kind {
            PollKind::Reports | PollKind::Replies => Some(next),
            // A question is about single messages, each of which has its own time.
            PollKind::Status => {
                let shortest = self.shortest();
                let due = self
                    .store()
                    .read(move |connection| message::next_ask(connection, account_id, now, shortest))
                    .await;
                due.unwrap_or(Some(next)).map(|at| at.max(next))
            }
            // It may have been asked for after a send.
            PollKind::Balance => {
                let known = self
                    .store()
                    .read(move |connection| balance::get(connection, account_id))
                    .await
                    .unwrap_or_default();
                Some(last_asked(&known).map_or(next, |last| last.min(now) + wait))
            }
        }
    }

    /// How long to wait after a poll that went well.
    async fn wait_after(&self, account_id: Id, kind: PollKind, brought: bool) -> Duration {
        let since = self.now() - FRESH;
        let (seconds, awaited) = self
            .store()
            .read(move |connection| {
                Ok((
                    poll_interval::get(connection, account_id, kind)?,
                    kind != PollKind::Balance && message::awaits_reports(connection, account_id, since)?,
                ))
            })
            .await
            .unwrap_or_default();
        // A full hand may be followed by another; an answer to a question is followed by nothing.
        let more = brought && matches!(kind, PollKind::Reports | PollKind::Replies);
        if awaited || more {
            return self.shortest();
        }
        self.jittered(Duration::from_secs(
            seconds.unwrap_or_else(|| default_seconds(kind)).into(),
        ))
    }

    fn jittered(&self, wait: Duration) -> Duration {
        let mut random = [0_u8; 4];
        self.around().random.fill(&mut random);
        let whole = millis(wait);
        let spread = whole / JITTER;
        let off = Millis::from(u32::from_le_bytes(random)) % (2 * spread + 1) - spread;
        Duration::from_millis(u64::try_from(whole + off).unwrap_or_default())
    }

    pub(super) fn shortest(&self) -> Duration {
        match self.inner.kind {
            ProfileKind::Practice => Duration::from_millis(500),
            ProfileKind::Live => Duration::from_secs(2),
        }
    }

    async fn expire_waiting(&self, now: Millis) -> Result<(), DeskError> {
        let expired = self
            .store()
            .write(move |transaction| {
                let mut expired = 0;
                for row in account::all(transaction)? {
                    let Some(known) = capabilities(&row) else { continue };
                    // Where no report can come, none is late.
                    let after = if known.queries_reports {
                        NO_REPORT_AFTER_QUERIES
                    } else if row.form.fetches_reports || row.last_push_at.is_some() {
                        NO_REPORT_AFTER
                    } else {
                        continue;
                    };
                    expired += message::expire(transaction, row.id, now - after, now)?;
                }
                Ok(expired)
            })
            .await?;
        if expired > 0 {
            self.changed(&[Topic::Messages, Topic::Status]);
        }
        Ok(())
    }

    /// Asks for the balance, unless it was asked for meanwhile: a send is followed by the same question.
    async fn refresh_old_balance(&self, account_id: Id) -> Result<Applied, DeskError> {
        let (row, seconds) = self
            .store()
            .read(move |connection| {
                Ok((
                    balance::get(connection, account_id)?,
                    poll_interval::get(connection, account_id, PollKind::Balance)?,
                ))
            })
            .await?;
        // A clock that was set back asks too.
        let age = last_asked(&row).map(|at| self.now() - at);
        let every = Millis::from(seconds.unwrap_or_else(|| default_seconds(PollKind::Balance))) * 1000;
        let fresh = age.is_some_and(|age| (0..every - every / JITTER).contains(&age));
        let troubled = self.pace(account_id, PollKind::Balance).trouble.is_some();
        // What is signed with the time waits for the vendor's clock.
        if fresh && !troubled && self.knows_clock(account_id) {
            return Ok(Applied::Items(0));
        }
        let answered = self.refresh_balance(account_id).await?;
        Ok(answered.failed.map_or(Applied::Items(0), Applied::Failed))
    }
}

fn millis(time: Duration) -> Millis {
    Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX)
}

/// The later of the last answer and the last failure.
fn last_asked(known: &BalanceRow) -> Option<Millis> {
    known.at.max(known.failed.as_ref().map(|(at, _)| *at))
}

/// What is asked for of an account without an operator. First what costs nothing to ask twice: it tells how far this
/// computer's clock is off.
pub(super) fn asked(row: &AccountRow) -> Vec<PollKind> {
    let asks_balance = capabilities(row)
        .is_some_and(|known| known.balance != BalanceUnit::NotOffered && fetches_balance(row));
    asks_balance
        .then_some(PollKind::Balance)
        .into_iter()
        .chain(polled(row))
        .collect()
}

/// Whether anything of an account is asked for without an operator.
pub(super) fn watched(row: &AccountRow) -> bool {
    row.enabled && !row.deleted && row.paused.is_none() && !asked(row).is_empty()
}

/// Balances are watched where this computer does the account's other asking, or where nothing
/// else is polled at all.
fn fetches_balance(row: &AccountRow) -> bool {
    let polls = capabilities(row).is_some_and(|known| known.polls_reports || known.polls_replies);
    row.form.fetches_reports || !polls
}

fn back_off() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(2))
        .with_max_delay(Duration::from_secs(300))
        .with_jitter()
        .without_max_times()
        .build()
}
