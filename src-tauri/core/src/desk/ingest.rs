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
use crate::store::report::{self, Fit, Source, Waiting};
use crate::store::{
    Connection, StoreError, Transaction, account, message, operation, poll_interval, quarantine, reply,
    setting,
};
use crate::surroundings::Point;
use crate::vendors::door::Outcome;
use crate::vendors::verdict::{self, PollVerdict};
use crate::vendors::{self, Batch, ReplyItem, ReportItem, ReportVerdict, Vendor};

/// Raw replies that are applied in one transaction: others wait no longer than for some thousand reports.
const TOGETHER: usize = 25;

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
    /// Applies every raw reply nobody has looked at: after a restart, and now and then what could not be taken in when
    /// it came. Several go into one transaction, which is less to write; where one of them cannot be applied, each goes
    /// into its own.
    pub(super) async fn apply_raw(&self) -> Result<(), DeskError> {
        let waiting = self
            .store()
            .read(|connection| poll::raw(connection, false))
            .await?;
        for together in waiting.chunks(TOGETHER) {
            if together.len() > 1 {
                match self.apply_together(together.to_vec()).await {
                    Ok(()) => continue,
                    Err(error) => tracing::warn!(%error, "raw replies could not be applied together"),
                }
            }
            for id in together {
                if let Err(error) = self.apply_one(*id).await {
                    // It stays raw and is tried again; the others must not wait for it.
                    tracing::error!(%error, poll = id, "a raw reply could not be applied");
                }
            }
        }
        Ok(())
    }

    async fn apply_together(&self, ids: Vec<Id>) -> Result<(), DeskError> {
        let points = self.around().points.clone();
        let now = self.now();
        self.store()
            .write(move |transaction| {
                for id in ids {
                    if let Some(raw) = poll::raw_one(transaction, id)? {
                        apply(transaction, vendor_of(&raw)?, &raw, now)?;
                    }
                }
                points.reach(Point::ApplyWritten);
                Ok(())
            })
            .await?;
        self.around().points.reach(Point::ApplyCommitted);
        self.changed(&[
            Topic::Messages,
            Topic::Replies,
            Topic::Jobs,
            Topic::Accounts,
            Topic::Exchanges,
            Topic::Status,
        ]);
        Ok(())
    }

    /// Applies a poll's raw reply, unless that happened already; what it came to. When it cannot be applied it stays
    /// raw, and that is what the poll came to.
    pub(super) async fn apply_one(&self, poll_id: Id) -> Result<Applied, DeskError> {
        let raw = self
            .store()
            .read(move |connection| poll::raw_one(connection, poll_id))
            .await?;
        if let Some(raw) = raw {
            return self.apply(raw).await;
        }
        self.store()
            .read(move |connection| became(connection, poll_id))
            .await?
            .ok_or(DeskError::NotFound("the poll"))
    }

    async fn apply(&self, raw: RawPoll) -> Result<Applied, DeskError> {
        let vendor = vendor_of(&raw)?;
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
            // A poll that brought nothing is told with its pace, not every two seconds.
            (Applied::Items(0), _) => &[Topic::Status],
            (Applied::Items(_), PollKind::Reports | PollKind::Status) => {
                &[Topic::Messages, Topic::Jobs, Topic::Exchanges, Topic::Status]
            }
            (Applied::Items(_), PollKind::Balance) => &[Topic::Balances, Topic::Exchanges, Topic::Status],
            (Applied::Items(_), PollKind::Replies) => &[Topic::Replies, Topic::Exchanges, Topic::Status],
            (Applied::Failed(_), _) => &[Topic::Accounts, Topic::Jobs, Topic::Status],
        };
        self.changed(topics);
        Ok(applied)
    }
}

fn vendor_of(raw: &RawPoll) -> Result<&'static dyn Vendor, StoreError> {
    vendors::by_id(&raw.vendor).ok_or_else(|| StoreError::Value("an account of no known vendor".to_owned()))
}

/// What a poll came to whose reply was looked at before.
fn became(connection: &Connection, poll_id: Id) -> Result<Option<Applied>, StoreError> {
    Ok(
        poll::became(connection, poll_id)?.map(|(outcome, reason, items)| match (outcome, reason) {
            (PollOutcome::NoGap | PollOutcome::Gap, Some(reason)) => Applied::Failed(reason),
            _ => Applied::Items(items),
        }),
    )
}

fn apply(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    raw: &RawPoll,
    now: Millis,
) -> Result<Applied, StoreError> {
    // Somebody else may have looked at it meanwhile; then it is not raw any more, and may be gone when it was empty.
    if poll::raw_one(transaction, raw.id)?.is_none() {
        return Ok(became(transaction, raw.id)?.unwrap_or(Applied::Items(0)));
    }
    let outcome = Outcome::Reply(raw.reply.clone());
    let read = match raw.kind {
        PollKind::Reports => Read::Reports(verdict::poll(
            vendor,
            &outcome,
            |reply| vendor.read_reports(reply),
            Batch::default(),
        )),
        PollKind::Status => Read::Reports(verdict::ask(
            vendor,
            &outcome,
            |reply| vendor.read_reports(reply),
            Batch::default(),
        )),
        // Not looked at here: see `balances`.
        PollKind::Balance => return Ok(Applied::Items(0)),
        PollKind::Replies => Read::Replies(verdict::poll(
            vendor,
            &outcome,
            |reply| vendor.read_replies(reply),
            Batch::default(),
        )),
    };
    match read {
        Read::Reports(PollVerdict::Items(batch)) => {
            let mut known = Known::default();
            for item in &batch.items {
                take_in(
                    transaction,
                    Source::Poll(raw.id),
                    raw.account_id,
                    item,
                    &mut known,
                    now,
                )?;
            }
            note_lag(
                transaction,
                vendor,
                raw,
                batch.items.iter().map(|item| item.time.as_str()),
            )?;
            kept(transaction, raw, &batch, now)
        }
        Read::Replies(PollVerdict::Items(batch)) => {
            keep_replies(transaction, raw, &batch.items, now)?;
            let times = batch.items.iter().map(|item| item.time.as_str());
            note_lag(transaction, vendor, raw, times)?;
            kept(transaction, raw, &batch, now)
        }
        Read::Reports(PollVerdict::NoGap(reason)) | Read::Replies(PollVerdict::NoGap(reason)) => {
            asked_in_vain(transaction, raw)?;
            poll::finish(transaction, raw.id, PollOutcome::NoGap, Some(&reason), 0)?;
            Ok(Applied::Failed(reason))
        }
        Read::Reports(PollVerdict::Paused(reason)) | Read::Replies(PollVerdict::Paused(reason)) => {
            asked_in_vain(transaction, raw)?;
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

/// What a question was about that was refused is asked about again.
fn asked_in_vain(transaction: &Transaction<'_>, raw: &RawPoll) -> Result<(), StoreError> {
    if raw.kind == PollKind::Status {
        message::ask_anew(transaction, raw.id)?;
    }
    Ok(())
}

/// Notes how long the newest item was on its way, where the vendor's times say.
fn note_lag<'t>(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    raw: &RawPoll,
    times: impl Iterator<Item = &'t str>,
) -> Result<(), StoreError> {
    let Some(newest) = times.filter_map(|time| vendor.told_at(time)).max() else {
        return Ok(());
    };
    // A clock that is off does not make the way shorter than none.
    let lag = (raw.fetched_at - newest.timestamp_millis()).max(0);
    poll_interval::set_lag(transaction, raw.id, lag)
}

/// Keeps the replies that are new, by the vendor's times: what a customer wrote last is the newest,
/// whichever end of the batch it stands at. Identical ones are told apart by how many stood in the batch
/// before, so of a batch that comes again with one more in front only that one is new.
fn keep_replies(
    transaction: &Transaction<'_>,
    raw: &RawPoll,
    items: &[ReplyItem],
    now: Millis,
) -> Result<(), StoreError> {
    let mut in_time: Vec<&ReplyItem> = items.iter().collect();
    in_time.sort_by_key(|item| item.time.as_str());
    let mut ordinals: HashMap<&ReplyItem, u32> = HashMap::new();
    for item in in_time {
        let ordinal = ordinals.entry(item).or_insert(0);
        let about = message::latest_to(transaction, raw.account_id, &item.msisdn)?;
        reply::insert(transaction, raw.id, raw.account_id, item, *ordinal, about, now)?;
        *ordinal += 1;
    }
    Ok(())
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

/// What was looked up for the report before, in the same transaction: hundreds are about one operation.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// A token, and its operation.
    token: Option<(String, Id)>,
    /// An operation that reports say nothing new of.
    settled: Option<Id>,
}

impl Known {
    fn by_token(&mut self, connection: &Connection, token: &str) -> Result<Option<Id>, StoreError> {
        if let Some((known, id)) = &self.token
            && known == token
        {
            return Ok(Some(*id));
        }
        let found = operation::by_token(connection, token)?;
        self.token = found.map(|id| (token.to_owned(), id));
        Ok(found)
    }

    fn seen_at_vendor(
        &mut self,
        transaction: &Transaction<'_>,
        about: &Reported,
        msg_id: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        let accepted = matches!(about.state, MessageState::Accepted | MessageState::Delivered);
        if accepted && self.settled == Some(about.operation_id) {
            return Ok(());
        }
        let settled = ledger::seen_at_vendor(transaction, about, msg_id, now)?;
        self.settled = settled.then_some(about.operation_id);
        Ok(())
    }
}

/// Keeps a report and lets it say what became of its message. `None` when it was here already.
pub(super) fn take_in(
    transaction: &Transaction<'_>,
    source: Source,
    account_id: Id,
    item: &ReportItem,
    known: &mut Known,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let mut report = Waiting::of(0, item);
    // What a segment says depends on the others, itself among them: it has to be there first.
    if report.part.is_none()
        && let Found::Message(about) = find(transaction, account_id, &report, known)?
    {
        let said = said(transaction, &report, about.id)?;
        let fit = (about.id, said.is_some() && about.verdict_code.is_none());
        let id = report::insert_about(transaction, source, account_id, item, fit, now)?;
        if id.is_some() {
            known.seen_at_vendor(transaction, &about, &report.msg_id, now)?;
            hear(transaction, &report, &about, said, now)?;
        }
        return Ok(id);
    }
    let Some(id) = report::insert(transaction, source, account_id, item, now)? else {
        return Ok(None);
    };
    report.id = id;
    fit(transaction, account_id, &report, now)?;
    Ok(Some(id))
}

/// Finds the message of a report that is kept, and lets the report say what became of it.
pub(super) fn fit(
    transaction: &Transaction<'_>,
    account_id: Id,
    report: &Waiting,
    now: Millis,
) -> Result<(), StoreError> {
    let of_desk = of_desk(report);
    match find(transaction, account_id, report, &mut Known::default())? {
        Found::Foreign => report::set_unfit(transaction, report.id, Fit::Foreign, of_desk),
        Found::Nothing => report::set_unfit(transaction, report.id, Fit::Unmatched, of_desk),
        Found::Message(about) => {
            ledger::seen_at_vendor(transaction, &about, &report.msg_id, now)?;
            report::set_fit(transaction, report.id, Fit::Matched, Some(about.id), false)?;
            let said = said(transaction, report, about.id)?;
            if hear(transaction, report, &about, said, now)? {
                report::set_fit(transaction, report.id, Fit::Matched, Some(about.id), true)?;
            }
            Ok(())
        }
    }
}

/// What a report was found to be about.
enum Found {
    Message(Reported),
    /// Another desk's.
    Foreign,
    Nothing,
}

fn find(
    transaction: &Transaction<'_>,
    account_id: Id,
    report: &Waiting,
    known: &mut Known,
) -> Result<Found, StoreError> {
    let msisdn = report.msisdn.as_ref();
    let mut about = None;
    if let Some(token) = token::of_echo(&report.echo) {
        match known.by_token(transaction, token)? {
            Some(operation_id) => about = message::of_operation(transaction, operation_id, msisdn)?,
            // Our own token without its operation is a ledger that was set back; another desk's
            // prefix is that desk's report.
            None => {
                let desk = setting::get(transaction, setting::DESK)?.unwrap_or_default();
                if !token.starts_with(&desk) {
                    return Ok(Found::Foreign);
                }
            }
        }
    }
    if about.is_none() {
        about = message::by_msg_id(transaction, account_id, &report.msg_id, msisdn)?;
    }
    Ok(about.map_or(Found::Nothing, Found::Message))
}

/// The desk whose token a report carries.
fn of_desk(report: &Waiting) -> &str {
    token::of_echo(&report.echo)
        .and_then(|token| token.get(..token::DESK_LENGTH))
        .unwrap_or_default()
}

/// Of two different verdicts the first stays, and both are shown. A report overrules doubt, the
/// lack of a report, and what an operator decided by hand. A message of several segments is
/// delivered when all are, and failed when one is. Gives whether this one decided.
fn hear(
    transaction: &Transaction<'_>,
    report: &Waiting,
    about: &Reported,
    said: Option<(MessageState, Option<Reason>)>,
    now: Millis,
) -> Result<bool, StoreError> {
    let Some((state, reason)) = said else {
        return Ok(false);
    };
    if about.verdict_code.is_some() {
        if about.state != state {
            message::contradict(transaction, about.id)?;
        }
        return Ok(false);
    }
    message::set_verdict(transaction, about.id, state, reason.as_ref(), &report.code, now)?;
    Ok(true)
}

/// What a report says about its message; `None` when it says nothing final yet.
fn said(
    transaction: &Transaction<'_>,
    report: &Waiting,
    message_id: Id,
) -> Result<Option<(MessageState, Option<Reason>)>, StoreError> {
    Ok(match report.verdict {
        ReportVerdict::None => None,
        ReportVerdict::Failed => Some((
            MessageState::Failed,
            Some(Reason::ReportCode {
                code: report.code.clone(),
                vendor: if report.table.is_empty() {
                    String::new()
                } else {
                    report_vendor(transaction, message_id)?
                },
                table: report.table.clone(),
            }),
        )),
        ReportVerdict::Delivered => match report.part {
            Some((_, parts)) if report::parts(transaction, message_id)?.delivered < parts => None,
            _ => Some((MessageState::Delivered, None)),
        },
    })
}

fn report_vendor(transaction: &Transaction<'_>, message_id: Id) -> Result<String, StoreError> {
    Ok(message::get(transaction, message_id)?
        .map(|message| message.vendor)
        .unwrap_or_default())
}

/// Reports that came before the vendor's own reply told the message id.
pub(super) fn match_waiting(
    transaction: &Transaction<'_>,
    account_id: Id,
    msg_id: &str,
    now: Millis,
) -> Result<(), StoreError> {
    for report in report::unmatched(transaction, account_id, msg_id)? {
        fit(transaction, account_id, &report, now)?;
    }
    Ok(())
}
