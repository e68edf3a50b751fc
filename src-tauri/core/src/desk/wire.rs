//! The way onto the wire, for everything that costs or changes something: sends, number checks, binds
//! and releases. Every step is on disk before the next: `prepared`, then `dispatching` before
//! connecting; the outcome is written down by whoever asked, who knows what it means.

use super::access::AccountAccess;
use super::send::hash;
use super::{Desk, DeskError};
use crate::contract::desk::Topic;
use crate::contract::{Id, Millis};
use crate::store::attempt::{self, AttemptState};
use crate::store::operation::{OperationKind, OperationRow};
use crate::store::{StoreError, Transaction};
use crate::surroundings::Point;
use crate::vendors::door::Outcome;
use crate::vendors::http::{HttpReply, HttpRequest};
use crate::vendors::{self, Call, FrozenBody, Vendor};

/// One attempt that went out: exactly one request, and one row.
pub(super) struct Exchange {
    pub vendor: &'static dyn Vendor,
    pub access: AccountAccess,
    pub attempt_id: Id,
    pub outcome: Outcome,
}

impl Exchange {
    /// The reply, if there was one, to be kept with the attempt.
    pub fn reply(&self) -> Option<HttpReply> {
        match &self.outcome {
            Outcome::Reply(reply) => Some(reply.clone()),
            _ => None,
        }
    }
}

impl Desk {
    /// Makes one attempt at an operation, signed for the vendor's time. `prepare` writes it down, or
    /// says that there is nothing to try any more; `dispatch` has the last word before the wire.
    /// Either ends it without a request: `None`.
    pub(super) async fn exchange(
        &self,
        operation: &OperationRow,
        topics: &[Topic],
        prepare: impl FnOnce(&Transaction<'_>, Millis) -> Result<Option<Id>, StoreError> + Send + 'static,
        dispatch: impl FnOnce(&Transaction<'_>, Id, &HttpRequest, Millis) -> Result<bool, StoreError>
        + Send
        + 'static,
    ) -> Result<Option<Exchange>, DeskError> {
        let account_id = operation.account_id;
        let access = self.open_access(account_id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        if hash(&operation.frozen.path, &operation.frozen.json) != operation.body_hash {
            return Err(DeskError::Internal("a frozen body is not what was approved"));
        }
        let now = self.now();
        let prepared = self
            .store()
            .write(move |transaction| prepare(transaction, now))
            .await?;
        let Some(attempt_id) = prepared else {
            return Ok(None);
        };
        self.around().points.reach(Point::SendPrepared);

        let call = call(operation.kind, &operation.frozen);
        let request = match vendor.request(&call, &access.access, self.vendor_now(account_id)) {
            Ok(request) => request,
            Err(error) => {
                self.never_made(attempt_id).await?;
                return Err(error.into());
            }
        };
        let now = self.now();
        let dispatched = self
            .store()
            .write(move |transaction| {
                let goes = dispatch(transaction, attempt_id, &request, now)?;
                Ok(goes.then_some(request))
            })
            .await?;
        let Some(request) = dispatched else {
            return Ok(None);
        };
        self.around().points.reach(Point::SendDispatching);
        self.changed(topics);

        let outcome = self.around().door.send(&request, &access.route).await;
        self.around().points.reach(Point::SendReplied);
        self.note_skew(account_id, &outcome);
        Ok(Some(Exchange {
            vendor,
            access,
            attempt_id,
            outcome,
        }))
    }

    /// A request that could not be made left nothing behind but its row, which says so.
    async fn never_made(&self, attempt_id: Id) -> Result<(), DeskError> {
        let now = self.now();
        self.store()
            .write(move |transaction| {
                attempt::settle(transaction, attempt_id, AttemptState::NotSent, None, None, now)
            })
            .await?;
        Ok(())
    }
}

fn call(kind: OperationKind, frozen: &FrozenBody) -> Call<'_> {
    match kind {
        OperationKind::Send => Call::Send(frozen),
        OperationKind::Check => Call::Check(frozen),
        OperationKind::Bind => Call::Bind(frozen),
        OperationKind::Release => Call::Release(frozen),
    }
}
