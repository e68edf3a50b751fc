//! Polling: reports and replies of every account this computer fetches for. Intent, raw reply,
//! then ingest. At most one poll in flight per account and kind.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::ingest::Applied;
use super::{Desk, DeskError, ledger, locked};
use crate::contract::account::{BalanceUnit, Capabilities, Reason};
use crate::contract::desk::{PollKind, Topic};
use crate::contract::profile::ProfileKind;
use crate::contract::{Id, Millis};
use crate::store::account::AccountRow;
use crate::store::message::Asked;
use crate::store::poll::{self, PollOutcome};
use crate::store::{Transaction, account, message};
use crate::surroundings::Point;
use crate::vendors::door::Outcome;
use crate::vendors::http::HttpReply;
use crate::vendors::verdict::{self, PollVerdict};
use crate::vendors::{self, Call, Reading};

/// Reports are awaited this long with short intervals: most arrive within seconds.
const FRESH: Millis = 15 * 60 * 1000;
/// A report that has not come within 72 hours is not expected any more (a late one still counts).
pub const NO_REPORT_AFTER: Millis = 72 * 60 * 60 * 1000;
/// Where a vendor can be asked about a message for 30 days (intl-sms.md, 第四章).
pub const NO_REPORT_AFTER_QUERIES: Millis = 30 * 24 * 60 * 60 * 1000;
/// While nothing is awaited.
const IDLE: Duration = Duration::from_secs(60);
/// Between looks at which accounts are there to be polled.
const LOOK: Duration = Duration::from_secs(60);
const BALANCE_EVERY: Millis = 10 * 60 * 1000;

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
        loop {
            if let Err(error) = self.expire_waiting().await {
                tracing::warn!(%error, "messages without a report could not be marked");
            }
            // A poller that ended has let go of its mark.
            pollers.retain(|_, mark| Arc::strong_count(mark) > 1);
            for row in self.store().read(account::all).await.unwrap_or_default() {
                if let Err(error) = self.make_paths(row.id).await {
                    tracing::warn!(%error, account = row.id, "no paths for its pushes");
                }
                if watched(&row) && !pollers.contains_key(&row.id) {
                    let (desk, id, mark) = (self.clone(), row.id, Arc::new(()));
                    pollers.insert(id, mark.clone());
                    self.spawn(async move {
                        desk.poll_account(id).await;
                        drop(mark);
                    });
                }
            }
            tokio::select! {
                () = self.around().clock.sleep(LOOK) => {}
                () = self.inner.poll_now.notified() => {}
                () = self.closed() => break,
            }
        }
    }

    async fn poll_account(&self, account_id: Id) {
        let mut failing = None;
        loop {
            // Listened for from here on: what is submitted while the polls below run is not missed.
            let woken = self.inner.poll_now.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let row = self
                .store()
                .read(move |connection| account::get(connection, account_id))
                .await;
            let Some(row) = row.ok().flatten().filter(watched) else {
                break;
            };
            // First: what costs nothing to ask twice tells how far this computer's clock is off.
            if capabilities(&row).is_some_and(|known| known.balance != BalanceUnit::NotOffered) {
                self.refresh_old_balance(account_id).await;
            }
            let mut trouble = None;
            let mut brought = false;
            for kind in polled(&row) {
                if self.is_closing() {
                    return;
                }
                match self.poll(account_id, kind).await {
                    Ok(Applied::Items(items)) => brought |= items > 0,
                    Ok(Applied::Failed(reason)) => trouble = Some(reason),
                    Err(DeskError::AccountPaused) => break,
                    Err(error) => {
                        tracing::warn!(%error, account = account_id, "a poll could not be made");
                        trouble = Some(error.reason());
                    }
                }
            }
            self.note_trouble(account_id, trouble.clone());
            let wait = match trouble {
                Some(_) => failing.get_or_insert_with(back_off).next().unwrap_or(IDLE),
                None => {
                    failing = None;
                    // A full hand may be followed by another.
                    if brought {
                        self.shortest()
                    } else {
                        self.interval(account_id).await
                    }
                }
            };
            tokio::select! {
                () = self.around().clock.sleep(wait) => {}
                () = &mut woken => {}
                () = self.closed() => break,
            }
        }
    }

    fn shortest(&self) -> Duration {
        match self.inner.kind {
            ProfileKind::Practice => Duration::from_millis(500),
            ProfileKind::Live => Duration::from_secs(2),
        }
    }

    async fn interval(&self, account_id: Id) -> Duration {
        let since = self.now() - FRESH;
        let awaited = self
            .store()
            .read(move |connection| message::awaits_reports(connection, account_id, since))
            .await
            .unwrap_or(false);
        if awaited { self.shortest() } else { IDLE }
    }

    async fn expire_waiting(&self) -> Result<(), DeskError> {
        let now = self.now();
        self.end_bindings(now).await?;
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

    /// Polls an account's reports and replies now.
    pub async fn poll_now(&self, account_id: Id) -> Result<(), DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, account_id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if !watched(&row) {
            return Err(DeskError::WrongState(
                "this computer does not fetch for this account now",
            ));
        }
        let mut trouble = None;
        for kind in polled(&row) {
            match self.poll(account_id, kind).await {
                Ok(Applied::Failed(reason)) => trouble = Some(reason),
                Ok(Applied::Items(_)) => {}
                // The poll before paused it.
                Err(DeskError::AccountPaused) => break,
                Err(error) => return Err(error),
            }
        }
        self.note_trouble(account_id, trouble);
        Ok(())
    }

    /// One poll. It runs among the desk's own tasks, so that closing waits for what it fetched,
    /// whoever asked for it.
    pub(super) async fn poll(&self, account_id: Id, kind: PollKind) -> Result<Applied, DeskError> {
        let desk = self.clone();
        let poll = self
            .inner
            .tasks
            .spawn(async move { desk.poll_once(account_id, kind).await });
        poll.await
            .map_err(|_| DeskError::Internal("a poll ended before its time"))?
    }

    /// Intent, request, raw reply, ingest.
    async fn poll_once(&self, account_id: Id, kind: PollKind) -> Result<Applied, DeskError> {
        let turn = locked(&self.inner.polling)
            .entry((account_id, kind))
            .or_default()
            .clone();
        let _turn = turn.lock().await;
        let access = self.open_access(account_id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let intent_at = self.now();
        let shortest = self.shortest();
        let intended = self
            .store()
            .write(move |transaction| {
                let asked = match kind {
                    PollKind::Status => message::ask(transaction, account_id, intent_at, shortest)?,
                    PollKind::Reports | PollKind::Replies | PollKind::Balance => Vec::new(),
                };
                if kind == PollKind::Status && asked.is_empty() {
                    return Ok(None);
                }
                let poll_id = poll::intend(transaction, account_id, kind, intent_at)?;
                Ok(Some((poll_id, asked)))
            })
            .await?;
        let Some((poll_id, asked)) = intended else {
            return Ok(Applied::Items(0));
        };
        self.around().points.reach(Point::PollIntent);
        let about: Vec<_> = asked.iter().map(|asked| asked.about.clone()).collect();
        let call = match kind {
            PollKind::Status => Call::Status(&about),
            PollKind::Reports | PollKind::Replies | PollKind::Balance => Call::Poll(kind),
        };
        let request = vendor.request(&call, &access.access, self.vendor_now(account_id))?;
        let outcome = self.around().door.send(&request, &access.route).await;
        self.around().points.reach(Point::PollFetched);
        self.note_skew(account_id, &outcome);
        if let Outcome::Reply(reply) = outcome {
            self.keep_raw(poll_id, reply).await?;
            self.around().points.reach(Point::PollRaw);
            let applied = self.apply_raw().await?;
            let own = applied
                .into_iter()
                .rev()
                .find(|(id, of, _)| (*id, *of) == (account_id, kind))
                .map_or(Applied::Items(0), |(_, _, applied)| applied);
            if matches!(own, Applied::Failed(_)) {
                self.not_asked(asked).await?;
            }
            return Ok(own);
        }
        self.not_asked(asked).await?;
        let verdict: PollVerdict<()> =
            verdict::poll(vendor, &outcome, |_| Reading::Unreadable { why: "no reply" }, ());
        self.poll_failed(poll_id, account_id, kind, intent_at, verdict)
            .await
    }

    /// What was asked about without an answer is asked about again as if it had not been.
    async fn not_asked(&self, asked: Vec<Asked>) -> Result<(), DeskError> {
        if !asked.is_empty() {
            self.store()
                .write(move |transaction| message::not_asked(transaction, &asked))
                .await?;
        }
        Ok(())
    }

    /// Keeps the raw reply: the vendor will not give it again.
    async fn keep_raw(&self, poll_id: Id, reply: HttpReply) -> Result<(), DeskError> {
        let (reply, now) = (&reply, self.now());
        self.write_until_taken(|| {
            let reply = reply.clone();
            move |transaction: &Transaction<'_>| poll::keep_raw(transaction, poll_id, &reply, now)
        })
        .await
    }

    async fn poll_failed(
        &self,
        poll_id: Id,
        account_id: Id,
        kind: PollKind,
        intent_at: Millis,
        verdict: PollVerdict<()>,
    ) -> Result<Applied, DeskError> {
        let now = self.now();
        let reason = match &verdict {
            PollVerdict::NoGap(reason) | PollVerdict::Gap(reason) | PollVerdict::Paused(reason) => {
                reason.clone()
            }
            PollVerdict::Items(()) => return Ok(Applied::Items(0)),
        };
        let verdict = &verdict;
        self.write_until_taken(|| {
            let verdict = verdict.clone();
            move |transaction: &Transaction<'_>| match &verdict {
                PollVerdict::Gap(reason) => {
                    ledger::lose(transaction, poll_id, account_id, kind, intent_at, now, reason)
                }
                PollVerdict::Paused(reason) => {
                    ledger::pause_account(transaction, account_id, reason, now)?;
                    poll::finish(transaction, poll_id, PollOutcome::NoGap, Some(reason), 0)
                }
                PollVerdict::NoGap(reason) => {
                    poll::finish(transaction, poll_id, PollOutcome::NoGap, Some(reason), 0)
                }
                PollVerdict::Items(()) => Ok(()),
            }
        })
        .await?;
        self.changed(&[Topic::Accounts, Topic::Jobs, Topic::Status]);
        Ok(Applied::Failed(reason))
    }

    async fn refresh_old_balance(&self, account_id: Id) {
        let now = self.now();
        let row = self
            .store()
            .read(move |connection| crate::store::balance::get(connection, account_id))
            .await
            .unwrap_or_default();
        // By the later of the last answer and the last failure; a clock that was set back asks too.
        let last = row.at.max(row.failed.map(|(at, _)| at));
        // What is signed with the time waits for the vendor's clock.
        let old =
            last.is_none_or(|at| now - at >= BALANCE_EVERY || at > now) || !self.knows_clock(account_id);
        if old && let Err(error) = self.refresh_balance(account_id).await {
            tracing::warn!(%error, account = account_id, "the balance could not be asked for");
        }
    }

    fn note_trouble(&self, account_id: Id, trouble: Option<Reason>) {
        let mut all = locked(&self.inner.poll_trouble);
        let changed = all.get(&account_id) != trouble.as_ref();
        match trouble {
            Some(reason) => all.insert(account_id, reason),
            None => all.remove(&account_id),
        };
        drop(all);
        if changed {
            self.changed(&[Topic::Status]);
        }
    }
}

fn capabilities(row: &AccountRow) -> Option<Capabilities> {
    vendors::by_id(&row.form.vendor).map(|vendor| vendor.capabilities())
}

/// What is fetched of an account.
pub(super) fn polled(row: &AccountRow) -> Vec<PollKind> {
    let Some(known) = capabilities(row) else {
        return Vec::new();
    };
    // A poll takes its items away from every other computer, a question does not.
    let polls = row.form.fetches_reports;
    let kinds = [
        (known.polls_reports && polls, PollKind::Reports),
        (known.polls_replies && polls, PollKind::Replies),
        (known.queries_reports, PollKind::Status),
    ];
    kinds
        .into_iter()
        .filter_map(|(wanted, kind)| wanted.then_some(kind))
        .collect()
}

/// Whether anything of an account is asked for without an operator.
fn watched(row: &AccountRow) -> bool {
    let asks_balance = capabilities(row)
        .is_some_and(|known| known.balance != BalanceUnit::NotOffered && fetches_balance(row));
    row.enabled && !row.deleted && row.paused.is_none() && (asks_balance || !polled(row).is_empty())
}

/// Balances are watched where this computer does the account's other asking, or where nothing
/// else is polled at all.
fn fetches_balance(row: &AccountRow) -> bool {
    let polls = capabilities(row).is_some_and(|known| known.polls_reports || known.polls_replies);
    row.form.fetches_reports || !polls
}

fn back_off() -> backon::ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(2))
        .with_max_delay(Duration::from_secs(300))
        .with_jitter()
        .without_max_times()
        .build()
}
