//! Number checks: one request each, which costs; written down before it goes, like a send.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::account_form::{check_text, problem};
use super::history::mask_by_fields;
use super::ledger::{self, TRIES};
use super::send::hash;
use super::send::numbers::normalise;
use super::{Desk, DeskError, access, token};
use crate::contract::Id;
use crate::contract::account::{CheckKind, Reason};
use crate::contract::check::{CheckDraft, CheckResult, CheckState, NumberCheck};
use crate::contract::desk::Topic;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::msisdn::Msisdn;
use crate::store::attempt::{self, AttemptState};
use crate::store::check::{self, NewCheck};
use crate::store::job::{self, OtherJob};
use crate::store::operation::{self, NewOperation, OperationKind, OperationRow, OperationState};
use crate::store::reveal::{self, Revealed};
use crate::store::{Connection, StoreError, Transaction, account};
use crate::surroundings::Point;
use crate::vendors::http::HttpReply;
use crate::vendors::verdict::{self, Costly, Pause};
use crate::vendors::{self, CheckAnswer, CheckOperation, Settings, Vendor};

const LONGEST_TOKEN: usize = 1_024;
const LONGEST_AUTH_CODE: usize = 128;
const LONGEST_REFERENCE: usize = 64;
const LISTED: u32 = 100;
/// The channel whose phone info needs a check code: telecom (`vendors.md`, LinkAccount).
const NEEDS_AUTH_CODE: &str = "1";

enum Begun {
    Known(Id),
    New(Id, OperationRow),
    NotThere,
    NotUsable,
    NotOffered,
}

impl Desk {
    /// Asks which number a token belongs to, or whether it belongs to a number. Costs.
    pub async fn check_number(&self, draft: CheckDraft) -> Result<CheckResult, DeskError> {
        let identity = self.known_identity().await?;
        let (msisdn, problems) = checked(&draft);
        if !problems.is_empty() {
            return Ok(CheckResult::Invalid { problems });
        }
        let (now, random) = (self.now(), self.around().random.clone());
        let draft_account = draft.account_id;
        let begun = self
            .store()
            .write(move |transaction| {
                if let Some(id) = check::by_draft(transaction, &draft.draft_id)? {
                    return Ok(Begun::Known(id));
                }
                let Some(row) = account::get(transaction, draft.account_id)?.filter(|row| !row.deleted)
                else {
                    return Ok(Begun::NotThere);
                };
                if !row.enabled
                    || row.paused.is_some()
                    || !access::missing_secrets(transaction, &row)?.is_empty()
                {
                    return Ok(Begun::NotUsable);
                }
                let asked = CheckOperation {
                    kind: draft.kind,
                    channel: draft.channel,
                    platform: draft.platform,
                    auth_code: draft.auth_code.trim().to_owned(),
                    token: draft.token.trim().to_owned(),
                    msisdn: msisdn.clone(),
                    vendor_account: row.form.vendor_account,
                };
                let frozen = vendors::by_id(&row.form.vendor)
                    .filter(|vendor| vendor.capabilities().checks.contains(&draft.kind))
                    .and_then(|vendor| vendor.freeze_check(&asked, &Settings(row.form.settings)));
                let Some(frozen) = frozen else {
                    return Ok(Begun::NotOffered);
                };
                let job_id = job::insert_other(
                    transaction,
                    &OtherJob {
                        draft_id: draft.draft_id,
                        account_id: row.id,
                        kind: OperationKind::Check,
                        operator: identity.operator.clone(),
                        desk: identity.desk.clone(),
                        reference: draft.reference.trim().to_owned(),
                        approved_at: now,
                    },
                )?;
                let operation_id = operation::insert(
                    transaction,
                    &NewOperation {
                        job_id,
                        account_id: row.id,
                        token: token::new(&identity.desk, random.as_ref()),
                        body_hash: hash(&frozen.path, &frozen.json),
                        frozen,
                        recipients: 1,
                        kind: OperationKind::Check,
                        binding_id: None,
                    },
                )?;
                let id = check::insert(
                    transaction,
                    &NewCheck {
                        account_id: row.id,
                        operation_id,
                        kind: draft.kind,
                        msisdn,
                        reference: draft.reference.trim().to_owned(),
                        operator: identity.operator,
                        desk: identity.desk,
                        at: now,
                    },
                )?;
                let row = operation::get(transaction, operation_id)?
                    .ok_or_else(|| StoreError::Value("an operation that was just written".to_owned()))?;
                Ok(Begun::New(id, row))
            })
            .await?;
        let id = match begun {
            Begun::NotThere => return Err(DeskError::NotFound("the account")),
            Begun::NotUsable => {
                return Err(DeskError::WrongState(
                    "the account is paused, off or without its keys",
                ));
            }
            Begun::NotOffered => return Err(DeskError::WrongState("the vendor has no such check")),
            Begun::Known(id) => id,
            Begun::New(id, row) => {
                self.around().points.reach(Point::SendApproved);
                // Among the desk's own tasks: closing waits for it, whoever asked.
                let desk = self.clone();
                let asking = self.inner.tasks.spawn(async move { desk.ask_check(row).await });
                let asked = asking
                    .await
                    .map_err(|_| DeskError::Internal("a check ended before its time"))?;
                self.tell_if_low(draft_account).await?;
                self.changed(&[
                    Topic::Checks,
                    Topic::Accounts,
                    Topic::Balances,
                    Topic::Exchanges,
                    Topic::Status,
                ]);
                asked?;
                id
            }
        };
        let check = self.check_shown(id).await?;
        Ok(CheckResult::Made {
            check: Box::new(check),
        })
    }

    /// Tries until something is known, or it never left this computer three times.
    async fn ask_check(&self, row: OperationRow) -> Result<(), DeskError> {
        let mut waits = ExponentialBuilder::default()
            .with_min_delay(Duration::from_secs(1))
            .with_max_times(TRIES as usize)
            .build();
        loop {
            if let Err(error) = self.attempt_check(&row).await {
                let reason = error.reason();
                let operation_id = row.id;
                self.write_until_taken(|| {
                    let reason = reason.clone();
                    move |transaction: &Transaction<'_>| give_up(transaction, operation_id, &reason)
                })
                .await?;
                return Err(error);
            }
            let operation_id = row.id;
            let stands = self
                .store()
                .read(move |connection| operation::get(connection, operation_id))
                .await?;
            if stands.is_none_or(|row| row.state != OperationState::Queued) {
                return Ok(());
            }
            let wait = waits.next().unwrap_or(Duration::from_secs(5));
            tokio::select! {
                () = self.around().clock.sleep(wait) => {}
                () = self.closed() => return Ok(()),
            }
        }
    }

    /// One attempt, written down with what came of it.
    async fn attempt_check(&self, row: &OperationRow) -> Result<(), DeskError> {
        let operation_id = row.id;
        let exchange = self
            .exchange(
                row,
                &[Topic::Checks, Topic::Exchanges],
                move |transaction, now| attempt::prepare(transaction, operation_id, now).map(Some),
                move |transaction, attempt_id, request, now| {
                    ledger::dispatch(transaction, operation_id, attempt_id, request, now)
                },
            )
            .await?
            .ok_or(DeskError::WrongState("the check was given up"))?;
        let (vendor, attempt_id, reply) = (exchange.vendor, exchange.attempt_id, exchange.reply());
        let access = &exchange.access.access;
        let verdict = verdict::check(vendor, &row.frozen.path, access, &exchange.outcome);
        let now = self.now();
        let (verdict, reply) = (&verdict, &reply);
        self.write_until_taken(|| {
            let (row, verdict, reply) = (row.clone(), verdict.clone(), reply.clone());
            move |transaction: &Transaction<'_>| {
                settle(
                    transaction,
                    vendor,
                    &row,
                    attempt_id,
                    &verdict,
                    reply.as_ref(),
                    now,
                )
            }
        })
        .await?;
        self.around().points.reach(Point::SendSettled);
        Ok(())
    }

    async fn check_shown(&self, id: Id) -> Result<NumberCheck, DeskError> {
        self.store()
            .read(move |connection| {
                check::get(connection, id)?
                    .map(|(check, operation_id)| with_attempts(connection, check, operation_id))
                    .transpose()
            })
            .await?
            .ok_or(DeskError::NotFound("the check"))
    }

    /// The account's number checks, newest first; at most 100.
    pub async fn list_checks(&self, account_id: Id) -> Result<Vec<NumberCheck>, DeskError> {
        Ok(self
            .store()
            .read(move |connection| {
                check::of_account(connection, account_id, LISTED)?
                    .into_iter()
                    .map(|(check, operation_id)| with_attempts(connection, check, operation_id))
                    .collect()
            })
            .await?)
    }

    /// The full number of a check. The look is recorded.
    pub async fn reveal_check_number(&self, id: Id) -> Result<String, DeskError> {
        let identity = self.known_identity().await?;
        let now = self.now();
        let number = self
            .store()
            .write(move |transaction| {
                let number = check::msisdn(transaction, id)?;
                if number.is_some() {
                    let what = Revealed::Check(id);
                    reveal::insert(transaction, what, &identity.operator, &identity.desk, now)?;
                }
                Ok(number)
            })
            .await?;
        number
            .map(|number| number.reveal().to_owned())
            .ok_or(DeskError::NotFound("the number of the check"))
    }
}

/// What a draft holds, and what has to be mended first.
fn checked(draft: &CheckDraft) -> (Option<Msisdn>, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    check_text(&mut problems, "token", draft.token.trim(), LONGEST_TOKEN, true);
    let needs_code = draft.kind == CheckKind::PhoneInfo && draft.channel == NEEDS_AUTH_CODE;
    check_text(
        &mut problems,
        "auth_code",
        draft.auth_code.trim(),
        LONGEST_AUTH_CODE,
        needs_code,
    );
    check_text(
        &mut problems,
        "reference",
        draft.reference.trim(),
        LONGEST_REFERENCE,
        false,
    );
    if !["0", "1", "2"].contains(&draft.channel.as_str()) {
        problems.push(problem("channel", FieldReason::NotOffered));
    }
    if !["0", "1"].contains(&draft.platform.as_str()) {
        problems.push(problem("platform", FieldReason::NotOffered));
    }
    let mut msisdn = None;
    if draft.kind == CheckKind::PhoneVerify {
        match normalise(&draft.number) {
            Ok(number) => msisdn = Some(number),
            Err(_) if draft.number.trim().is_empty() => {
                problems.push(problem("number", FieldReason::Required));
            }
            Err(_) => problems.push(problem("number", FieldReason::NotANumber)),
        }
    }
    (msisdn, problems)
}

fn with_attempts(
    connection: &Connection,
    mut check: NumberCheck,
    operation_id: Id,
) -> Result<NumberCheck, StoreError> {
    check.attempts = attempt::of_operation(connection, operation_id)?;
    let vendor = account::get(connection, check.account_id)?.map(|row| row.form.vendor);
    for attempt in &mut check.attempts {
        mask_by_fields(attempt, vendor.as_deref().unwrap_or_default());
    }
    Ok(check)
}

fn settle(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    row: &OperationRow,
    attempt_id: Id,
    verdict: &Costly<CheckAnswer>,
    reply: Option<&HttpReply>,
    now: crate::contract::Millis,
) -> Result<(), StoreError> {
    let end = |attempt_state, operation_state, check_state, reason: Option<&Reason>| {
        attempt::settle(transaction, attempt_id, attempt_state, reply, reason, now)?;
        operation::set_state(transaction, row.id, operation_state, None)?;
        check::set_state(transaction, row.id, check_state, reason)
    };
    match verdict {
        Costly::Done(answer) => {
            let not_opened = (*answer == CheckAnswer::NotDecrypted).then_some(Reason::NotDecrypted);
            end(
                AttemptState::Accepted,
                OperationState::Accepted,
                CheckState::Answered,
                not_opened.as_ref(),
            )?;
            account::succeeded(transaction, row.account_id, now)?;
            ledger::money_is_there(transaction, vendor, row.account_id)?;
            match answer {
                CheckAnswer::Number(msisdn) => check::answer(transaction, row.id, Some(msisdn), None)?,
                CheckAnswer::Matches(matches) => check::answer(transaction, row.id, None, Some(*matches))?,
                CheckAnswer::NotDecrypted => {}
            }
        }
        Costly::Rejected { reason, pause } => {
            end(
                AttemptState::Rejected,
                OperationState::Rejected,
                CheckState::Rejected,
                Some(reason),
            )?;
            ledger::note_money(transaction, vendor, row.account_id, reason, now)?;
            if *pause == Pause::Account {
                ledger::pause_account(transaction, row.account_id, reason, now)?;
            }
        }
        Costly::NotSent { reason, pause } => {
            attempt::settle(
                transaction,
                attempt_id,
                AttemptState::NotSent,
                reply,
                Some(reason),
                now,
            )?;
            let again = *pause == Pause::Nothing && attempt::not_sent_count(transaction, row.id)? < TRIES;
            let (operation_to, check_to) = if again {
                (OperationState::Queued, CheckState::Asking)
            } else {
                (OperationState::NotSent, CheckState::NotSent)
            };
            operation::set_state(transaction, row.id, operation_to, None)?;
            check::set_state(transaction, row.id, check_to, Some(reason))?;
            if *pause == Pause::Account {
                ledger::pause_account(transaction, row.account_id, reason, now)?;
            }
        }
        Costly::Unknown { reason } => end(
            AttemptState::Unknown,
            OperationState::Unknown,
            CheckState::Unknown,
            Some(reason),
        )?,
    }
    ledger::finish_job(transaction, row.job_id)
}

/// A check that could not even be tried.
fn give_up(transaction: &Transaction<'_>, operation_id: Id, reason: &Reason) -> Result<(), StoreError> {
    let Some(row) = operation::get(transaction, operation_id)? else {
        return Ok(());
    };
    if row.state == OperationState::Queued {
        operation::set_state(transaction, operation_id, OperationState::NotSent, None)?;
        check::set_state(transaction, operation_id, CheckState::NotSent, Some(reason))?;
    }
    ledger::finish_check(transaction, row.job_id)
}

/// After a restart: a check that was on the wire is unknown, one that never left was not sent.
pub(super) fn cut_off(transaction: &Transaction<'_>, row: &OperationRow) -> Result<(), StoreError> {
    check::set_state(
        transaction,
        row.id,
        CheckState::Unknown,
        Some(&Reason::CutOffByExit),
    )
}
