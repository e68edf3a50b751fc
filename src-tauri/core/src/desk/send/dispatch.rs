//! Dispatch: one worker per account takes queued operations one after the other. Every step is on
//! disk before the next: `prepared`, then `dispatching` before connecting, then the outcome.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use crate::contract::Id;
use crate::contract::account::{BalanceUnit, Reason};
use crate::contract::desk::Topic;
use crate::contract::send::JobState;
use crate::desk::ledger::{self, Next};
use crate::desk::{Desk, DeskError, UnderWay, ingest};
use crate::store::operation::OperationRow;
use crate::store::{StoreError, Transaction, account, attempt, job, operation, suppression};
use crate::surroundings::Point;
use crate::vendors::http::HttpReply;
use crate::vendors::verdict::{self, SendVerdict};
use crate::vendors::{self, Vendor};

impl Desk {
    /// Makes sure a worker submits what the account's running jobs have queued.
    pub(in crate::desk) fn submit(&self, account_id: Id) {
        let Some(under_way) = UnderWay::begin(self, |inner| &inner.submitting, account_id) else {
            return;
        };
        let desk = self.clone();
        self.spawn(async move {
            let mut under_way = Some(under_way);
            while under_way.is_some() {
                if let Err(error) = desk.submit_queued(account_id).await {
                    desk.submission_failed(account_id, &error).await;
                }
                drop(under_way.take());
                // Something may have been queued after the last look and before the line above.
                let more = desk
                    .next_operation(account_id)
                    .await
                    .is_ok_and(|next| next.is_some());
                if more && !desk.is_closing() {
                    under_way = UnderWay::begin(&desk, |inner| &inner.submitting, account_id);
                }
            }
            desk.balance_after_sending(account_id).await;
        });
    }

    /// A send changed the balance; without a figure the next send is planned with the old one.
    async fn balance_after_sending(&self, account_id: Id) {
        let row = self
            .store()
            .read(move |connection| account::get(connection, account_id))
            .await;
        let row = row.ok().flatten();
        let paused = row.as_ref().is_none_or(|row| row.paused.is_some());
        let asks_balance = row
            .and_then(|row| vendors::by_id(&row.form.vendor))
            .is_some_and(|vendor| vendor.capabilities().balance != BalanceUnit::NotOffered);
        if self.is_closing() {
            return;
        }
        if let Err(error) = self.tell_if_low(account_id).await {
            tracing::warn!(%error, account = account_id, "whether the money is out could not be told");
        }
        if paused || !asks_balance {
            return;
        }
        if let Err(error) = self.refresh_balance(account_id).await {
            tracing::warn!(%error, account = account_id, "the balance could not be asked for after a send");
        }
    }

    async fn next_operation(&self, account_id: Id) -> Result<Option<OperationRow>, StoreError> {
        self.store()
            .read(move |connection| operation::next_queued(connection, account_id))
            .await
    }

    async fn submit_queued(&self, account_id: Id) -> Result<(), DeskError> {
        let mut waits = waits();
        while !self.is_closing() {
            let Some(row) = self.next_operation(account_id).await? else {
                break;
            };
            match self.attempt(row).await? {
                Next::GoOn => waits = self::waits(),
                Next::TryAgain => {
                    let wait = waits.next().unwrap_or(Duration::from_secs(5));
                    tokio::select! {
                        () = self.around().clock.sleep(wait) => {}
                        () = self.closed() => break,
                    }
                }
            }
        }
        Ok(())
    }

    /// One attempt, and what is to be done after it.
    async fn attempt(&self, row: OperationRow) -> Result<Next, DeskError> {
        let (operation_id, job_id) = (row.id, row.job_id);
        if let Some(reason) = self.left_out(job_id, operation_id).await? {
            self.leave_out(job_id, operation_id, reason).await?;
            return Ok(Next::GoOn);
        }
        let exchanged = self
            .exchange(
                &row,
                &[Topic::Messages, Topic::Exchanges, Topic::Status],
                move |transaction, now| {
                    // The operator may have held the job since it was looked at.
                    let running =
                        job::state(transaction, job_id)?.is_some_and(|(state, _)| state == JobState::Running);
                    if running {
                        attempt::prepare(transaction, operation_id, now).map(Some)
                    } else {
                        Ok(None)
                    }
                },
                move |transaction, attempt_id, request, now| {
                    ledger::dispatch(transaction, operation_id, attempt_id, request, now)
                },
            )
            .await?;
        let Some(exchange) = exchanged else {
            return Ok(Next::GoOn);
        };
        let (vendor, attempt_id, reply) = (exchange.vendor, exchange.attempt_id, exchange.reply());
        let verdict = verdict::send(vendor, &row.frozen.path, &exchange.outcome);
        tracing::info!(
            operation = row.id,
            attempt = attempt_id,
            verdict = word(&verdict),
            "an attempt ended"
        );
        let next = self.settle(vendor, row, attempt_id, verdict, reply).await?;
        self.around().points.reach(Point::SendSettled);
        self.changed(&[
            Topic::Jobs,
            Topic::Messages,
            Topic::Accounts,
            Topic::Exchanges,
            Topic::Status,
        ]);
        self.wake_pollers();
        Ok(next)
    }

    /// Writes the outcome down: what the vendor said is known now and must not turn into doubt
    /// because a disk was full for a while.
    async fn settle(
        &self,
        vendor: &'static dyn Vendor,
        row: OperationRow,
        attempt_id: Id,
        verdict: SendVerdict,
        reply: Option<HttpReply>,
    ) -> Result<Next, DeskError> {
        let (row, verdict, reply, now) = (&row, &verdict, &reply, self.now());
        self.write_until_taken(|| {
            let (row, verdict, reply) = (row.clone(), verdict.clone(), reply.clone());
            move |transaction: &Transaction<'_>| {
                let next = ledger::settle(
                    transaction,
                    vendor,
                    &row,
                    attempt_id,
                    &verdict,
                    reply.as_ref(),
                    now,
                )?;
                if let SendVerdict::Accepted { msg_id, each } = &verdict {
                    let own = each.iter().flatten().filter_map(|answer| answer.msg_id.as_ref());
                    for msg_id in msg_id.iter().chain(own) {
                        ingest::match_waiting(transaction, row.account_id, msg_id, now)?;
                    }
                }
                Ok(next)
            }
        })
        .await
    }

    /// Why an operation does not go out although it was approved. What was to be sent at a time that has passed is not
    /// sent at another: the operator plans it anew. Who asked meanwhile for nothing more gets nothing more; a request to
    /// others as well is frozen and goes out as it was approved.
    async fn left_out(&self, job_id: Id, operation_id: Id) -> Result<Option<Reason>, DeskError> {
        let now = self.now();
        Ok(self
            .store()
            .read(move |connection| {
                let way = job::sent_with(connection, job_id)?;
                if way.and_then(|way| way.send_time).is_some_and(|(_, at)| at <= now) {
                    return Ok(Some(Reason::SendTimePassed));
                }
                let suppressed = suppression::holds_all_of(connection, operation_id)?;
                Ok(suppressed.then_some(Reason::Suppressed))
            })
            .await?)
    }

    async fn leave_out(&self, job_id: Id, operation_id: Id, reason: Reason) -> Result<(), DeskError> {
        let now = self.now();
        self.write_until_taken(|| {
            let reason = reason.clone();
            move |transaction: &Transaction<'_>| {
                ledger::leave_out(transaction, job_id, operation_id, &reason, now)
            }
        })
        .await?;
        self.changed(&[Topic::Jobs, Topic::Messages, Topic::Status]);
        Ok(())
    }

    async fn hold_account_jobs(&self, account_id: Id, reason: &Reason) -> Result<(), DeskError> {
        self.write_until_taken(|| {
            let reason = reason.clone();
            move |transaction: &Transaction<'_>| {
                // A paused account says more than the lack of its secret.
                let paused = account::get(transaction, account_id)?.is_some_and(|row| row.paused.is_some());
                let reason = if paused { Reason::AccountPaused } else { reason };
                job::pause_running(transaction, Some(account_id), &reason)
            }
        })
        .await?;
        self.changed(&[Topic::Jobs, Topic::Status]);
        Ok(())
    }

    /// A worker stopped: its jobs wait for a person, with the reason.
    async fn submission_failed(&self, account_id: Id, error: &DeskError) {
        if self.is_closing() {
            return;
        }
        tracing::error!(%error, account = account_id, "submitting stopped");
        let reason = error.reason();
        if let Err(error) = self.hold_account_jobs(account_id, &reason).await {
            tracing::error!(%error, account = account_id, "a job could not be paused");
        }
    }
}

fn waits() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(1))
        .with_max_times(ledger::TRIES as usize)
        .build()
}

fn word(verdict: &SendVerdict) -> &'static str {
    match verdict {
        SendVerdict::Accepted { .. } => "accepted",
        SendVerdict::Rejected { .. } => "rejected",
        SendVerdict::NotSent { .. } => "not_sent",
        SendVerdict::Unknown { .. } => "unknown",
    }
}
