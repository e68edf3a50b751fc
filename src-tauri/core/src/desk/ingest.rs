//! Ingest: raw replies of polls become reports and MO replies. Raw first, then this, in one
//! transaction per poll; applying twice changes nothing.

use std::collections::HashMap;

use super::ledger;
use super::token;
use crate::contract::account::Reason;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::message::MessageState;
use crate::contract::{Id, Millis};
use crate::desk::{Desk, DeskError};
use crate::store::message::Reported;
use crate::store::poll::{self, PollOutcome, RawPoll};
use crate::store::report::{self, Fit};
use crate::store::{StoreError, Transaction, account, message, operation, quarantine, reply, setting};
use crate::surroundings::Point;
use crate::vendors::door::Outcome;
use crate::vendors::verdict::{self, PollVerdict};
use crate::vendors::{self, Batch, ReplyItem, ReportItem, ReportVerdict, Vendor};

/// What applying a raw reply came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Applied {
    /// It brought this many items.
    Items(usize),
    /// It did not go well.
    Failed(Reason),
}

/// A batch of either kind.
enum Read {
    Reports(PollVerdict<Batch<ReportItem>>),
    Replies(PollVerdict<Batch<ReplyItem>>),
}

impl Desk {
    /// Applies every raw reply nobody has looked at: after a restart, and after each poll.
    pub(super) async fn apply_raw(&self) -> Result<Vec<(Id, PollKind, Applied)>, DeskError> {
        let mut all = Vec::new();
        for raw in self.store().read(poll::raw).await? {
            let (id, account_id, kind) = (raw.id, raw.account_id, raw.kind);
            match self.apply(raw).await {
                Ok(applied) => all.push((account_id, kind, applied)),
                // It stays raw and is tried again; the others must not wait for it.
                Err(error) => tracing::error!(%error, poll = id, "a raw reply could not be applied"),
            }
        }
        Ok(all)
    }

    async fn apply(&self, raw: RawPoll) -> Result<Applied, DeskError> {
        let vendor =
            vendors::by_id(&raw.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let points = self.around().points.clone();
        let now = self.now();
        let kind = raw.kind;
        let applied = self
            .store()
            .write(move |transaction| {
                let applied = apply(transaction, vendor, &raw, now)?;
                points.reach(Point::ApplyWritten);
                Ok(applied)
            })
            .await?;
        self.around().points.reach(Point::ApplyCommitted);
        let topics: &[Topic] = match (&applied, kind) {
            (Applied::Items(0), _) => &[Topic::Status],
            (Applied::Items(_), PollKind::Reports) => &[Topic::Messages, Topic::Jobs, Topic::Status],
            (Applied::Items(_), PollKind::Replies) => &[Topic::Replies, Topic::Status],
            (Applied::Failed(_), _) => &[Topic::Accounts, Topic::Jobs, Topic::Status],
        };
        self.changed(topics);
        Ok(applied)
    }
}

fn apply(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    raw: &RawPoll,
    now: Millis,
) -> Result<Applied, StoreError> {
    let outcome = Outcome::Reply(raw.reply.clone());
    let read = match raw.kind {
        PollKind::Reports => Read::Reports(verdict::poll(
            vendor,
            &outcome,
            |reply| vendor.read_reports(reply),
            empty(),
        )),
        PollKind::Replies => Read::Replies(verdict::poll(
            vendor,
            &outcome,
            |reply| vendor.read_replies(reply),
            empty(),
        )),
    };
    match read {
        Read::Reports(PollVerdict::Items(batch)) => {
            for item in &batch.items {
                if let Some(id) = report::insert(transaction, raw.id, raw.account_id, item, now)? {
                    fit(transaction, vendor, raw.account_id, id, item, now)?;
                }
            }
            kept(transaction, raw, &batch, now)
        }
        Read::Replies(PollVerdict::Items(batch)) => {
            let mut ordinals: HashMap<&ReplyItem, u32> = HashMap::new();
            for item in &batch.items {
                let ordinal = ordinals.entry(item).or_insert(0);
                let about = message::latest_to(transaction, raw.account_id, &item.msisdn, now)?;
                reply::insert(transaction, raw.id, raw.account_id, item, *ordinal, about, now)?;
                *ordinal += 1;
            }
            kept(transaction, raw, &batch, now)
        }
        Read::Reports(PollVerdict::NoGap(reason)) | Read::Replies(PollVerdict::NoGap(reason)) => {
            poll::finish(transaction, raw.id, PollOutcome::NoGap, Some(&reason), 0)?;
            Ok(Applied::Failed(reason))
        }
        Read::Reports(PollVerdict::Paused(reason)) | Read::Replies(PollVerdict::Paused(reason)) => {
            poll::finish(transaction, raw.id, PollOutcome::NoGap, Some(&reason), 0)?;
            ledger::pause_account(transaction, raw.account_id, &reason, now)?;
            Ok(Applied::Failed(reason))
        }
        Read::Reports(PollVerdict::Gap(reason)) | Read::Replies(PollVerdict::Gap(reason)) => {
            ledger::lose(
                transaction,
                raw.id,
                raw.account_id,
                raw.kind,
                raw.fetched_at,
                now,
                &reason,
            )?;
            Ok(Applied::Failed(reason))
        }
    }
}

fn empty<T>() -> Batch<T> {
    Batch {
        items: Vec::new(),
        bad: Vec::new(),
    }
}

fn kept<T>(
    transaction: &Transaction<'_>,
    raw: &RawPoll,
    batch: &Batch<T>,
    now: Millis,
) -> Result<Applied, StoreError> {
    for bad in &batch.bad {
        quarantine::keep(transaction, raw.id, bad)?;
    }
    let items = batch.items.len() + batch.bad.len();
    let outcome = if items == 0 {
        PollOutcome::Empty
    } else {
        PollOutcome::Applied
    };
    poll::finish(transaction, raw.id, outcome, None, items)?;
    account::succeeded(transaction, raw.account_id, now)?;
    Ok(Applied::Items(items))
}

/// Finds the message a report is about, and lets it say what became of it.
fn fit(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    account_id: Id,
    report_id: Id,
    item: &ReportItem,
    now: Millis,
) -> Result<(), StoreError> {
    let token = token::of_echo(&item.echo);
    let desk = setting::get(transaction, setting::DESK)?.unwrap_or_default();
    let mut about = match token {
        Some(token) => match operation::by_token(transaction, token)? {
            Some((operation_id, _)) => message::of_operation(transaction, operation_id, &item.msisdn)?,
            // Our own token without its operation is a ledger that was set back; another desk's
            // prefix is that desk's report.
            None if !token.starts_with(&desk) => {
                return report::set_fit(transaction, report_id, Fit::Foreign, None, false);
            }
            None => None,
        },
        None => None,
    };
    if about.is_none() {
        about = message::by_msg_id(transaction, account_id, &item.msg_id, &item.msisdn)?;
    }
    match about {
        None => report::set_fit(transaction, report_id, Fit::Unmatched, None, false),
        Some(message) => decide(transaction, vendor, report_id, &message, item, now),
    }
}

/// Of two different verdicts the first stays, and both are shown. A report overrules doubt, the
/// lack of a report, and what an operator decided by hand.
fn decide(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    report_id: Id,
    about: &Reported,
    item: &ReportItem,
    now: Millis,
) -> Result<(), StoreError> {
    ledger::seen_at_vendor(transaction, about.operation_id, &item.msg_id, now)?;
    let verdict = vendor.report_verdict(&item.code);
    let decided = match (&about.verdict_code, verdict) {
        (_, ReportVerdict::None) => false,
        (Some(first), verdict) => {
            if vendor.report_verdict(first) != verdict {
                message::contradict(transaction, about.id)?;
            }
            false
        }
        (None, verdict) => {
            let (state, reason) = if verdict == ReportVerdict::Delivered {
                (MessageState::Delivered, None)
            } else {
                (
                    MessageState::Failed,
                    Some(Reason::ReportCode {
                        code: item.code.clone(),
                    }),
                )
            };
            message::set_state(transaction, about.id, state, reason.as_ref(), false, now)?;
            message::set_verdict(transaction, about.id, &item.code)?;
            true
        }
    };
    report::set_fit(transaction, report_id, Fit::Matched, Some(about.id), decided)
}

/// Reports that came before the vendor's own reply told the message id.
pub(super) fn match_waiting(
    transaction: &Transaction<'_>,
    account_id: Id,
    msg_id: &str,
    now: Millis,
) -> Result<(), StoreError> {
    let Some(row) = account::get(transaction, account_id)? else {
        return Ok(());
    };
    let Some(vendor) = vendors::by_id(&row.form.vendor) else {
        return Ok(());
    };
    for (report_id, item) in report::unmatched(transaction, account_id, msg_id)? {
        fit(transaction, vendor, account_id, report_id, &item, now)?;
    }
    Ok(())
}
