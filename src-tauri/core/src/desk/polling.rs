//! Polling: reports and replies of every account this computer fetches for. Intent, raw reply,
//! then ingest. At most one poll in flight per account and kind.

use super::ingest::Applied;
use super::poller::watched;
use super::{Desk, DeskError, Turn, ledger, locked};
use crate::contract::account::Capabilities;
use crate::contract::desk::{PollKind, Topic};
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

/// A report that has not come within 72 hours is not expected any more (a late one still counts).
pub const NO_REPORT_AFTER: Millis = 72 * 60 * 60 * 1000;
/// Where a vendor can be asked about a message for 30 days (intl-sms.md, 第四章).
pub const NO_REPORT_AFTER_QUERIES: Millis = 30 * 24 * 60 * 60 * 1000;

impl Desk {
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
        // What could not be taken in before may be now.
        self.apply_raw().await?;
        for kind in polled(&row) {
            match self.poll(account_id, kind).await {
                Ok(ended) => self.note_pace(account_id, kind, &ended),
                // The poll before paused it.
                Err(DeskError::AccountPaused) => break,
                Err(error) => return Err(error),
            }
        }
        // The poller counts from here.
        self.hurry();
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

    /// What is held while a poll of a kind is in flight.
    pub(super) fn turn(&self, account_id: Id, kind: PollKind) -> Turn {
        locked(&self.inner.polling)
            .entry((account_id, kind))
            .or_default()
            .clone()
    }

    /// Intent, request, raw reply, ingest.
    async fn poll_once(&self, account_id: Id, kind: PollKind) -> Result<Applied, DeskError> {
        let turn = self.turn(account_id, kind);
        let _turn = turn.lock().await;
        let _in_flight = self.in_flight(account_id, kind);
        let access = self.open_access(account_id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let intent_at = self.now();
        let (shortest, signed_at) = (self.shortest(), self.vendor_now(account_id));
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
                let about: Vec<_> = asked.iter().map(|asked| asked.about.clone()).collect();
                let call = match kind {
                    PollKind::Status => Call::Status(&about),
                    PollKind::Reports | PollKind::Replies | PollKind::Balance => Call::Poll(kind),
                };
                match vendor.request(&call, &access.access, signed_at) {
                    Ok(request) => {
                        let stored = request.stored();
                        let poll_id = poll::intend(transaction, account_id, kind, &stored, intent_at)?;
                        Ok(Some(Ok((poll_id, asked, request, access))))
                    }
                    Err(error) => {
                        message::not_asked(transaction, &asked)?;
                        Ok(Some(Err(error)))
                    }
                }
            })
            .await?;
        let Some(intended) = intended else {
            return Ok(Applied::Items(0));
        };
        let (poll_id, asked, request, access) = intended?;
        self.around().points.reach(Point::PollIntent);
        let outcome = self.around().door.send(&request, &access.route).await;
        self.around().points.reach(Point::PollFetched);
        self.note_skew(account_id, &outcome);
        if let Outcome::Reply(reply) = outcome {
            self.keep_raw(poll_id, reply).await?;
            self.around().points.reach(Point::PollRaw);
            let own = self.apply_one(poll_id).await;
            if !matches!(own, Ok(Applied::Items(_))) {
                self.not_asked(asked).await?;
            }
            return own;
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
    pub(super) async fn keep_raw(&self, poll_id: Id, reply: HttpReply) -> Result<(), DeskError> {
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
            move |transaction: &Transaction<'_>| {
                poll::ended(transaction, poll_id, now)?;
                match &verdict {
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
            }
        })
        .await?;
        self.changed(&[Topic::Accounts, Topic::Jobs, Topic::Status]);
        Ok(Applied::Failed(reason))
    }
}

pub(super) fn capabilities(row: &AccountRow) -> Option<Capabilities> {
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
