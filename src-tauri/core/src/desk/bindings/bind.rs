//! Binding: the same request with the same `reqid` until it is settled or its time is over. Every
//! step is on disk before the next: `prepared`, then `dispatching` before connecting, then the outcome.

use std::time::Duration;

use super::ledger::{self, Next};
use super::{TOPICS, waits};
use crate::contract::account::Reason;
use crate::contract::{Id, Millis};
use crate::desk::{Desk, DeskError};
use crate::store::operation::{self, OperationKind};
use crate::store::{Transaction, binding};
use crate::surroundings::Point;
use crate::vendors::verdict;

/// Longest pause between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl Desk {
    /// Sets a binding that was approved going.
    pub(super) fn set_binding(&self, binding_id: Id) {
        let desk = self.clone();
        self.spawn(async move {
            if let Err(error) = desk.keep_binding(binding_id).await {
                desk.binding_failed(binding_id, &error).await;
            }
        });
    }

    async fn keep_binding(&self, binding_id: Id) -> Result<(), DeskError> {
        let mut waits = waits(LONGEST_WAIT);
        while !self.is_closing() {
            if self.bind_once(binding_id).await? == Next::Done {
                break;
            }
            let wait = waits.next().unwrap_or(LONGEST_WAIT);
            if !self.has_time(binding_id, wait).await? {
                self.give_up_binding(binding_id, &Reason::RetryTimeOver).await?;
                break;
            }
            tokio::select! {
                () = self.around().clock.sleep(wait) => {}
                () = self.closed() => break,
            }
        }
        Ok(())
    }

    /// Whether another attempt after `wait` would still be in time.
    async fn has_time(&self, binding_id: Id, wait: Duration) -> Result<bool, DeskError> {
        let then = self.now() + Millis::try_from(wait.as_millis()).unwrap_or(Millis::MAX / 2);
        let row = self
            .store()
            .read(move |connection| binding::get(connection, binding_id))
            .await?;
        Ok(row.is_some_and(|row| ledger::may_be_tried(&row, then)))
    }

    /// One attempt, written down with what came of it.
    async fn bind_once(&self, binding_id: Id) -> Result<Next, DeskError> {
        let found = self
            .store()
            .read(move |connection| operation::of_binding(connection, binding_id, OperationKind::Bind))
            .await?;
        let Some(operation) = found else {
            return Ok(Next::Done);
        };
        let account_id = operation.account_id;
        let exchanged = self
            .exchange(
                &operation,
                &TOPICS,
                move |transaction, now| ledger::prepare_bind(transaction, binding_id, now),
                move |transaction, attempt_id, request, now| {
                    ledger::dispatch_bind(transaction, binding_id, attempt_id, request, now)
                },
            )
            .await?;
        let Some(exchange) = exchanged else {
            self.changed(&TOPICS);
            return Ok(Next::Done);
        };
        let (vendor, attempt_id, reply) = (exchange.vendor, exchange.attempt_id, exchange.reply());
        let verdict = verdict::bind(vendor, &exchange.outcome);
        let (verdict, reply, now) = (&verdict, &reply, self.now());
        let next = self
            .write_until_taken(|| {
                let (verdict, reply) = (verdict.clone(), reply.clone());
                move |transaction: &Transaction<'_>| {
                    let reply = reply.as_ref();
                    ledger::settle_bind(transaction, vendor, binding_id, attempt_id, &verdict, reply, now)
                }
            })
            .await?;
        tracing::info!(
            binding = binding_id,
            attempt = attempt_id,
            ?next,
            "an attempt to bind ended"
        );
        self.tell_if_low(account_id).await?;
        self.around().points.reach(Point::SendSettled);
        self.changed(&TOPICS);
        Ok(next)
    }

    async fn give_up_binding(&self, binding_id: Id, reason: &Reason) -> Result<(), DeskError> {
        let now = self.now();
        self.write_until_taken(|| {
            let reason = reason.clone();
            move |transaction: &Transaction<'_>| ledger::give_up_bind(transaction, binding_id, &reason, now)
        })
        .await?;
        self.changed(&TOPICS);
        Ok(())
    }

    /// The binding cannot be tried any more: it says so instead of standing at *binding* for ever.
    async fn binding_failed(&self, binding_id: Id, error: &DeskError) {
        if self.is_closing() {
            return;
        }
        tracing::error!(%error, binding = binding_id, "binding stopped");
        if let Err(error) = self.give_up_binding(binding_id, &error.reason()).await {
            tracing::error!(%error, binding = binding_id, "a binding could not be given up");
        }
    }
}
