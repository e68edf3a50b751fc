//! The ledger: how job, operation, attempt and message move together. Each function is called
//! inside one transaction, so that the four never disagree.
//!
//! An operation is as uncertain as its most uncertain attempt: one that is `unknown` is never
//! dispatched again, so no later refusal can hide the doubt.

use super::{checks, polling};
use crate::contract::account::{BalanceUnit, Reason, SendMode};
use crate::contract::desk::PollKind;
use crate::contract::message::MessageState;
use crate::contract::profile::Identity;
use crate::contract::send::JobState;
use crate::contract::{Id, Millis};
use crate::store::Transaction;
use crate::store::account::AccountRow;
use crate::store::act::{self, Act};
use crate::store::attempt::{self, AttemptState};
use crate::store::message::Reported;
use crate::store::operation::{self, OperationKind, OperationRow, OperationState};
use crate::store::{StoreError, account, balance, check, gap, job, message, poll, setting};
use crate::vendors::codes::{self, CodeClass, CodeTopic};
use crate::vendors::http::{HttpReply, HttpRequest};
use crate::vendors::verdict::{self, Pause, SendVerdict};
use crate::vendors::{self, RecipientAnswer, Vendor};

/// Tries of an operation that never connected, before its job waits for a person.
pub const TRIES: u32 = 3;

/// Writes down that the request is about to go on the wire: from here on the vendor may act. The
/// last word before it is the operator's: a job that was held or given up meanwhile, or an
/// operation that is not queued any more, does not go, which gives `false`.
pub fn dispatch(
    transaction: &Transaction<'_>,
    operation_id: Id,
    attempt_id: Id,
    request: &HttpRequest,
    now: Millis,
) -> Result<bool, StoreError> {
    let row = operation::get(transaction, operation_id)?.filter(|row| row.state == OperationState::Queued);
    let running = match &row {
        Some(row) => {
            let paused = account::get(transaction, row.account_id)?.is_none_or(|row| row.paused.is_some());
            !paused
                && job::state(transaction, row.job_id)?.is_some_and(|(state, _)| state == JobState::Running)
        }
        None => false,
    };
    if !running {
        let reason = Some(&Reason::HeldByOperator);
        attempt::settle(transaction, attempt_id, AttemptState::NotSent, None, reason, now)?;
        return Ok(false);
    }
    attempt::dispatch(transaction, attempt_id, request, now)?;
    operation::set_state(transaction, operation_id, OperationState::Dispatching, None)?;
    message::move_operation(
        transaction,
        operation_id,
        &[MessageState::Queued],
        MessageState::Sending,
        None,
        now,
    )?;
    Ok(true)
}

/// What is to be done after an attempt was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next operation.
    GoOn,
    /// The same operation again, after a while.
    TryAgain,
}

/// Writes down what became of an attempt.
pub fn settle(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    row: &OperationRow,
    attempt_id: Id,
    verdict: &SendVerdict,
    reply: Option<&HttpReply>,
    now: Millis,
) -> Result<Next, StoreError> {
    let next = match verdict {
        SendVerdict::Accepted { msg_id, each } => {
            accept(transaction, row, attempt_id, msg_id.as_deref(), reply, now)?;
            let taken = each
                .as_ref()
                .is_none_or(|each| each.iter().any(|answer| answer.refused.is_none()));
            if taken {
                money_is_there(transaction, vendor, row.account_id)?;
            }
            if let Some(answers) = each {
                accept_each(transaction, vendor, row, answers, now)?;
            } else {
                move_sending(transaction, row.id, MessageState::Accepted, None, now)?;
            }
            Next::GoOn
        }
        SendVerdict::Rejected { reason, pause } => {
            attempt::settle(
                transaction,
                attempt_id,
                AttemptState::Rejected,
                reply,
                Some(reason),
                now,
            )?;
            operation::set_state(transaction, row.id, OperationState::Rejected, None)?;
            move_sending(transaction, row.id, MessageState::Rejected, Some(reason), now)?;
            note_money(transaction, vendor, row.account_id, reason, now)?;
            hold(transaction, row, *pause, reason, now)?;
            Next::GoOn
        }
        SendVerdict::NotSent { reason, pause } => {
            attempt::settle(
                transaction,
                attempt_id,
                AttemptState::NotSent,
                reply,
                Some(reason),
                now,
            )?;
            let cancelled =
                job::state(transaction, row.job_id)?.is_some_and(|(state, _)| state == JobState::Cancelled);
            let reason = if cancelled {
                &Reason::CancelledByOperator
            } else {
                reason
            };
            let again = *pause == Pause::Nothing
                && !cancelled
                && attempt::not_sent_count(transaction, row.id)? % TRIES != 0;
            let (operation_to, message_to) = if again {
                (OperationState::Queued, MessageState::Queued)
            } else {
                (OperationState::NotSent, MessageState::NotSent)
            };
            operation::set_state(transaction, row.id, operation_to, None)?;
            let moved = [MessageState::Sending, MessageState::Queued];
            message::move_operation(
                transaction,
                row.id,
                &moved,
                message_to,
                (!again).then_some(reason),
                now,
            )?;
            if !again {
                hold(
                    transaction,
                    row,
                    if *pause == Pause::Nothing {
                        Pause::Job
                    } else {
                        *pause
                    },
                    reason,
                    now,
                )?;
            }
            if again { Next::TryAgain } else { Next::GoOn }
        }
        SendVerdict::Unknown { reason } => {
            doubt(transaction, row, attempt_id, reason, reply, now)?;
            Next::GoOn
        }
    };
    finish_job(transaction, row.job_id)?;
    Ok(next)
}

fn accept(
    transaction: &Transaction<'_>,
    row: &OperationRow,
    attempt_id: Id,
    msg_id: Option<&str>,
    reply: Option<&HttpReply>,
    now: Millis,
) -> Result<(), StoreError> {
    attempt::settle(transaction, attempt_id, AttemptState::Accepted, reply, None, now)?;
    operation::set_state(transaction, row.id, OperationState::Accepted, msg_id)?;
    account::succeeded(transaction, row.account_id, now)
}

/// The vendor answered recipient by recipient: one that it left out is unknown, one by one.
fn accept_each(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    row: &OperationRow,
    answers: &[RecipientAnswer],
    now: Millis,
) -> Result<(), StoreError> {
    let mut stop: Option<(Pause, Reason)> = None;
    for answer in answers {
        let (state, reason) = match &answer.refused {
            None => (MessageState::Accepted, None),
            Some(code) => {
                let (reason, class) = verdict::judged(vendor, code.clone());
                match class {
                    CodeClass::Account => {
                        note_money(transaction, vendor, row.account_id, &reason, now)?;
                        stop = Some((Pause::Account, reason.clone()));
                        (MessageState::Rejected, Some(reason))
                    }
                    CodeClass::Verdict => (MessageState::Rejected, Some(reason)),
                    _ => {
                        stop.get_or_insert((Pause::Job, reason.clone()));
                        (MessageState::Unknown, Some(reason))
                    }
                }
            }
        };
        let msg_id = answer.msg_id.as_deref();
        message::answer(
            transaction,
            row.id,
            &answer.msisdn,
            msg_id,
            state,
            reason.as_ref(),
            now,
        )?;
    }
    let left_out = Some(&Reason::NotInReply);
    let moved = message::move_operation(
        transaction,
        row.id,
        &[MessageState::Sending],
        MessageState::Unknown,
        left_out,
        now,
    )?;
    if moved > 0 {
        stop.get_or_insert((Pause::Job, Reason::NotInReply));
    }
    if let Some((pause, reason)) = stop {
        hold(transaction, row, pause, &reason, now)?;
    }
    Ok(())
}

/// Something that costs went well at a vendor that tells no balance: the money is not out any more.
pub fn money_is_there(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    account_id: Id,
) -> Result<(), StoreError> {
    if vendor.capabilities().balance == BalanceUnit::NotOffered {
        balance::out_of_money(transaction, account_id, None)?;
        balance::told(transaction, account_id, None)?;
    }
    Ok(())
}

/// Whether a vendor said that the money is out: the account says so from here on.
pub fn note_money(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    account_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    let Reason::VendorCode { table, code, .. } = reason else {
        return Ok(());
    };
    let out =
        codes::entry(vendor, table, code).is_some_and(|entry| entry.topic == Some(CodeTopic::OutOfMoney));
    if out {
        balance::out_of_money(transaction, account_id, Some(now))?;
    }
    Ok(())
}

fn doubt(
    transaction: &Transaction<'_>,
    row: &OperationRow,
    attempt_id: Id,
    reason: &Reason,
    reply: Option<&HttpReply>,
    now: Millis,
) -> Result<(), StoreError> {
    attempt::settle(
        transaction,
        attempt_id,
        AttemptState::Unknown,
        reply,
        Some(reason),
        now,
    )?;
    let stands = operation::get(transaction, row.id)?.map(|row| row.state);
    if stands == Some(OperationState::Accepted) {
        // A report with our token was faster than the reply that got lost: the vendor has it.
        return move_sending(transaction, row.id, MessageState::Accepted, None, now);
    }
    operation::set_state(transaction, row.id, OperationState::Unknown, None)?;
    move_sending(transaction, row.id, MessageState::Unknown, Some(reason), now)?;
    hold(transaction, row, Pause::Job, reason, now)
}

/// A report shows that the vendor has a message, whatever was thought of it before. Where it answers
/// for all recipients at once, it has them all; where it answers for each alone, one says nothing
/// about the others. Gives whether its operation was known to be accepted, and under which id: then another report about
/// it says nothing new.
pub fn seen_at_vendor(
    transaction: &Transaction<'_>,
    about: &Reported,
    msg_id: &str,
    now: Millis,
) -> Result<bool, StoreError> {
    let operation_id = about.operation_id;
    let Some(operation) = operation::standing(transaction, operation_id)? else {
        return Ok(false);
    };
    let doubtful = [
        MessageState::Unknown,
        MessageState::Queued,
        MessageState::NotSent,
        MessageState::Rejected,
    ];
    if doubtful.contains(&about.state) {
        message::move_one(transaction, about.id, &doubtful, MessageState::Accepted, now)?;
    }
    if answers_each(&operation.vendor, operation.mode) {
        message::set_msg_id(transaction, about.id, msg_id)?;
        return Ok(false);
    }
    if operation.state == OperationState::Accepted {
        if operation.has_msg_id {
            return Ok(true);
        }
        // A success without its id learns it from the report.
        operation::set_state(transaction, operation_id, operation.state, Some(msg_id))?;
        return Ok(false);
    }
    operation::set_state(transaction, operation_id, OperationState::Accepted, Some(msg_id))?;
    message::move_operation(
        transaction,
        operation_id,
        &doubtful,
        MessageState::Accepted,
        None,
        now,
    )?;
    if operation.state != OperationState::Dispatching {
        finish_job(transaction, operation.job_id)?;
    }
    Ok(false)
}

/// Whether a vendor answers for each recipient of an operation alone.
fn answers_each(vendor: &str, mode: SendMode) -> bool {
    vendors::by_id(vendor).is_some_and(|vendor| {
        let sends = vendor.capabilities().sends;
        sends.iter().any(|send| send.mode == mode && send.answers_each)
    })
}

fn move_sending(
    transaction: &Transaction<'_>,
    operation_id: Id,
    to: MessageState,
    reason: Option<&Reason>,
    now: Millis,
) -> Result<(), StoreError> {
    // Only what is still on the wire: a report may already have said what became of one.
    message::move_operation(
        transaction,
        operation_id,
        &[MessageState::Sending],
        to,
        reason,
        now,
    )?;
    Ok(())
}

fn hold(
    transaction: &Transaction<'_>,
    row: &OperationRow,
    pause: Pause,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    match pause {
        Pause::Nothing => {}
        Pause::Job => {
            // A job that an operator gave up meanwhile stays given up.
            if job::state(transaction, row.job_id)?.is_some_and(|(state, _)| state == JobState::Running) {
                job::set_state(transaction, row.job_id, JobState::Paused, Some(reason))?;
            }
        }
        Pause::Account => pause_account(transaction, row.account_id, reason, now)?,
    }
    Ok(())
}

/// Stops all verbs of an account until an operator clears it.
pub fn pause_account(
    transaction: &Transaction<'_>,
    account_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    account::pause(transaction, account_id, reason, now)?;
    job::pause_running(transaction, Some(account_id), &Reason::AccountPaused)?;
    Ok(())
}

/// An operation that must not go out any more, now or later: its time has passed, or its recipients are suppressed.
pub fn leave_out(
    transaction: &Transaction<'_>,
    job_id: Id,
    operation_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    operation::set_state(transaction, operation_id, OperationState::Rejected, None)?;
    message::move_operation(
        transaction,
        operation_id,
        &[MessageState::Queued],
        MessageState::NotSent,
        Some(reason),
        now,
    )?;
    finish_job(transaction, job_id)
}

/// A job of which nothing can go out any more is done, paused or not.
pub fn finish_job(transaction: &Transaction<'_>, job_id: Id) -> Result<(), StoreError> {
    if operation::unfinished(transaction, job_id)? > 0 {
        return Ok(());
    }
    if let Some((JobState::Running | JobState::Paused, _)) = job::state(transaction, job_id)? {
        job::set_state(transaction, job_id, JobState::Done, None)?;
    }
    Ok(())
}

/// A check that did not leave is over: it has no Resume.
pub fn finish_check(transaction: &Transaction<'_>, job_id: Id) -> Result<(), StoreError> {
    job::set_state(transaction, job_id, JobState::Done, None)
}

/// After a restart: what was on the wire is unknown, what was running waits for Resume, and a poll
/// without its reply is a gap.
pub fn restart(transaction: &Transaction<'_>, now: Millis) -> Result<(), StoreError> {
    for operation_id in attempt::cut_off(transaction, now)? {
        let Some(row) = operation::get(transaction, operation_id)? else {
            continue;
        };
        if row.kind == OperationKind::Check {
            operation::set_state(transaction, row.id, OperationState::Unknown, None)?;
            checks::cut_off(transaction, &row)?;
        } else if row.state == OperationState::Accepted {
            // A report had shown that the vendor has it before its own reply came.
            move_sending(transaction, row.id, MessageState::Accepted, None, now)?;
        } else {
            operation::set_state(transaction, row.id, OperationState::Unknown, None)?;
            let reason = Some(&Reason::CutOffByExit);
            move_sending(transaction, row.id, MessageState::Unknown, reason, now)?;
        }
        finish_job(transaction, row.job_id)?;
    }
    check::never_left(transaction, &Reason::Restarted)?;
    job::pause_running(transaction, None, &Reason::Restarted)?;
    super::bindings::restart(transaction, now)?;
    for (poll_id, account_id, kind, intent_at) in poll::cut_off(transaction)? {
        lose(
            transaction,
            poll_id,
            account_id,
            kind,
            intent_at,
            now,
            &Reason::CutOffByExit,
        )?;
    }
    Ok(())
}

/// A profile that was brought back from a backup: nothing of it goes out by itself. Its jobs are held, those that were
/// paused before too, since the other computer may have gone on with them; what was on its way is in doubt or stays as
/// it is, every account is paused until an operator lets it work, what the other computer may have fetched meanwhile is
/// a gap, and what the desk does once a day it does not do.
pub fn restored(transaction: &Transaction<'_>, now: Millis) -> Result<(), StoreError> {
    let reason = &Reason::RestoredFromBackup;
    job::hold_open(transaction, reason)?;
    restart(transaction, now)?;
    super::bindings::restored(transaction, reason, now)?;
    for row in account::all(transaction)? {
        fetched_elsewhere(transaction, &row, now)?;
        // Whatever it was paused for before was on another computer.
        account::clear_pause(transaction, row.id)?;
        account::pause(transaction, row.id, reason, now)?;
    }
    setting::remove(transaction, setting::BACKUP)?;
    setting::remove(transaction, setting::RETENTION)?;
    setting::remove(transaction, setting::RETENTION_AT)?;
    let operator = setting::get(transaction, setting::OPERATOR)?;
    let desk = setting::get(transaction, setting::DESK)?;
    if let Some((operator, desk)) = operator.zip(desk) {
        act::insert(transaction, Act::Restored, 0, &Identity { operator, desk }, now)?;
    }
    Ok(())
}

/// What an account's vendor handed out between the last good poll of a backup and its restore is on the other computer
/// alone, and is not handed out again.
fn fetched_elsewhere(transaction: &Transaction<'_>, row: &AccountRow, now: Millis) -> Result<(), StoreError> {
    if !row.enabled {
        return Ok(());
    }
    // One that was never polled may have been since it was there.
    let since = account::created_at(transaction, row.id)?;
    // The gap goes on until a poll of the copy went well.
    let next_poll = poll::newest(transaction)? + 1;
    for kind in polling::polled(row) {
        if matches!(kind, PollKind::Reports | PollKind::Replies) {
            gap::extend(transaction, row.id, kind, next_poll, since, now)?;
        }
    }
    Ok(())
}

/// A poll may have lost something.
pub fn lose(
    transaction: &Transaction<'_>,
    poll_id: Id,
    account_id: Id,
    kind: PollKind,
    intent_at: Millis,
    now: Millis,
    reason: &Reason,
) -> Result<(), StoreError> {
    if matches!(kind, PollKind::Status | PollKind::Balance) {
        // A question may be asked again: nothing is handed out by it.
        if kind == PollKind::Status {
            message::ask_anew(transaction, poll_id)?;
        }
        return poll::finish(transaction, poll_id, poll::PollOutcome::NoGap, Some(reason), 0);
    }
    gap::extend(transaction, account_id, kind, poll_id, intent_at, now)?;
    poll::finish(transaction, poll_id, poll::PollOutcome::Gap, Some(reason), 0)
}
