//! Releasing: an AXB by the vendor's id of it, an XA by its X number, which is safe only as long as
//! nothing newer is bound there.

use std::time::Duration;

use data_encoding::HEXLOWER;

use super::ledger::{self, Next};
use super::list::{can_release, view};
use super::{TOPICS, waits};
use crate::contract::account::Reason;
use crate::contract::binding::{Binding, BindingKind, BindingState};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};
use crate::desk::access::missing_secrets;
use crate::desk::send::hash;
use crate::desk::{Desk, DeskError, UnderWay, token};
use crate::store::binding::{self, BindingRow};
use crate::store::job::{self, OtherJob};
use crate::store::operation::{self, NewOperation, OperationKind};
use crate::store::{StoreError, Transaction, account};
use crate::surroundings::{Point, Randomness};
use crate::vendors::verdict;
use crate::vendors::{self, ReleaseOperation};

/// Tries of a release, before a person has to look at it.
const TRIES: u32 = 3;
/// Longest pause between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

enum Begun {
    /// It is on its way, or stands as it was refused.
    Stands(Box<Binding>, bool),
    NotThere,
    NotPossible,
    AccountOff,
    AccountPaused,
    SecretMissing,
}

impl Desk {
    /// Releases a binding. It comes back as *releasing*, or as *still bound* with
    /// [`Reason::NewerBinding`] when the release would remove something else.
    pub async fn release_binding(&self, id: Id) -> Result<Binding, DeskError> {
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let begun = self
            .store()
            .write(move |transaction| begin(transaction, id, &identity, random.as_ref(), now))
            .await?;
        match begun {
            Begun::Stands(binding, on_its_way) => {
                self.changed(&TOPICS);
                if on_its_way {
                    self.set_releasing(id);
                }
                Ok(*binding)
            }
            Begun::NotThere => Err(DeskError::NotFound("the binding")),
            Begun::NotPossible => Err(DeskError::WrongState(
                "there is nothing to release, or no id to release it by",
            )),
            Begun::AccountOff => Err(DeskError::WrongState("the account is switched off")),
            Begun::AccountPaused => Err(DeskError::AccountPaused),
            Begun::SecretMissing => Err(DeskError::SecretMissing),
        }
    }

    /// Takes up the releases that the end of the program cut off: repeating one costs nothing, and
    /// an XA's looks first whether something newer is bound.
    pub(in crate::desk) fn take_up_releases(&self) {
        let desk = self.clone();
        self.spawn(async move {
            let cut_off = desk
                .store()
                .read(|connection| binding::under_way(connection, BindingState::Releasing))
                .await;
            match cut_off {
                Ok(rows) => rows.iter().for_each(|row| desk.set_releasing(row.id)),
                Err(error) => tracing::error!(%error, "cut off releases could not be taken up"),
            }
        });
    }

    /// Makes sure a task carries a release out: one, however often it is asked for.
    fn set_releasing(&self, binding_id: Id) {
        let Some(under_way) = UnderWay::begin(self, |inner| &inner.releasing, binding_id) else {
            return;
        };
        let desk = self.clone();
        self.spawn(async move {
            let _under_way = under_way;
            if let Err(error) = desk.keep_releasing(binding_id).await {
                desk.release_failed(binding_id, &error).await;
            }
        });
    }

    async fn keep_releasing(&self, binding_id: Id) -> Result<(), DeskError> {
        let mut waits = waits(LONGEST_WAIT);
        for tried in 1..=TRIES {
            if self.is_closing() || self.release_once(binding_id).await? == Next::Done {
                return Ok(());
            }
            if tried < TRIES {
                tokio::select! {
                    () = self.around().clock.sleep(waits.next().unwrap_or(LONGEST_WAIT)) => {}
                    () = self.closed() => return Ok(()),
                }
            }
        }
        // The reason of the last try stands in the binding.
        let row = self
            .store()
            .read(move |connection| binding::get(connection, binding_id))
            .await?;
        let reason = row.and_then(|row| row.reason).unwrap_or(Reason::RetryTimeOver);
        self.give_up_releasing(binding_id, &reason).await
    }

    /// One attempt, written down with what came of it.
    async fn release_once(&self, binding_id: Id) -> Result<Next, DeskError> {
        let found = self
            .store()
            .read(move |connection| {
                let row = binding::get(connection, binding_id)?;
                Ok(row.zip(operation::of_binding(
                    connection,
                    binding_id,
                    OperationKind::Release,
                )?))
            })
            .await?;
        let Some((row, operation)) = found else {
            return Ok(Next::Done);
        };
        let by_subid = row.terms.kind == BindingKind::Axb;
        let account_id = operation.account_id;
        let exchanged = self
            .exchange(
                &operation,
                &TOPICS,
                move |transaction, now| ledger::prepare_release(transaction, binding_id, now),
                move |transaction, attempt_id, request, now| {
                    ledger::dispatch_release(transaction, binding_id, attempt_id, request, now)
                },
            )
            .await?;
        let Some(exchange) = exchanged else {
            self.changed(&TOPICS);
            return Ok(Next::Done);
        };
        let (vendor, attempt_id, reply) = (exchange.vendor, exchange.attempt_id, exchange.reply());
        let verdict = verdict::release(vendor, by_subid, &exchange.outcome);
        let (verdict, reply, now) = (&verdict, &reply, self.now());
        let next = self
            .write_until_taken(|| {
                let (verdict, reply) = (verdict.clone(), reply.clone());
                move |transaction: &Transaction<'_>| {
                    let reply = reply.as_ref();
                    ledger::settle_release(transaction, vendor, binding_id, attempt_id, &verdict, reply, now)
                }
            })
            .await?;
        tracing::info!(
            binding = binding_id,
            attempt = attempt_id,
            ?next,
            "an attempt to release ended"
        );
        self.tell_if_low(account_id).await?;
        self.around().points.reach(Point::SendSettled);
        self.changed(&TOPICS);
        Ok(next)
    }

    async fn give_up_releasing(&self, binding_id: Id, reason: &Reason) -> Result<(), DeskError> {
        let now = self.now();
        self.write_until_taken(|| {
            let reason = reason.clone();
            move |transaction: &Transaction<'_>| {
                ledger::give_up_release(transaction, binding_id, &reason, now)
            }
        })
        .await?;
        self.changed(&TOPICS);
        Ok(())
    }

    async fn release_failed(&self, binding_id: Id, error: &DeskError) {
        if self.is_closing() {
            return;
        }
        tracing::error!(%error, binding = binding_id, "releasing stopped");
        if let Err(error) = self.give_up_releasing(binding_id, &error.reason()).await {
            tracing::error!(%error, binding = binding_id, "a release could not be given up");
        }
    }
}

/// Looks whether a binding can be released, and writes its release down with who wanted it.
fn begin(
    transaction: &Transaction<'_>,
    id: Id,
    identity: &Identity,
    random: &dyn Randomness,
    now: Millis,
) -> Result<Begun, StoreError> {
    let Some(row) = binding::get(transaction, id)? else {
        return Ok(Begun::NotThere);
    };
    if row.state == BindingState::Releasing {
        return Ok(Begun::Stands(Box::new(view(&row, now)), true));
    }
    if !can_release(&row, now) {
        return Ok(Begun::NotPossible);
    }
    let account =
        account::get(transaction, row.account_id)?.filter(|account| account.enabled && !account.deleted);
    let Some(account) = account else {
        return Ok(Begun::AccountOff);
    };
    if account.paused.is_some() {
        return Ok(Begun::AccountPaused);
    }
    if !missing_secrets(transaction, &account)?.is_empty() {
        return Ok(Begun::SecretMissing);
    }
    if !write(transaction, &row, identity, random, now)? {
        return Ok(Begun::NotPossible);
    }
    let newer = ledger::newer_is_bound(transaction, &row, now)?;
    if newer {
        ledger::give_up_release(transaction, id, &Reason::NewerBinding, now)?;
    }
    let stands = binding::get(transaction, id)?.unwrap_or(row);
    Ok(Begun::Stands(Box::new(view(&stands, now)), !newer))
}

/// Writes job and operation of a release; `false` when the vendor has no such request.
fn write(
    transaction: &Transaction<'_>,
    row: &BindingRow,
    identity: &Identity,
    random: &dyn Randomness,
    now: Millis,
) -> Result<bool, StoreError> {
    let release = match row.terms.kind {
        BindingKind::Axb => ReleaseOperation::Axb {
            appid: row.terms.appid.clone(),
            subid: row.subid.clone().unwrap_or_default(),
        },
        BindingKind::Xa => ReleaseOperation::Xa {
            appid: row.terms.appid.clone(),
            x_number: row.terms.x_number.reveal().to_owned(),
        },
    };
    let Some(frozen) = vendors::by_id(&row.vendor).and_then(|vendor| vendor.freeze_release(&release)) else {
        return Ok(false);
    };
    // A release has no form and no draft: its job is told from others by chance.
    let mut bytes = [0_u8; 16];
    random.fill(&mut bytes);
    let job_id = job::insert_other(
        transaction,
        &OtherJob {
            draft_id: format!("release-{}", HEXLOWER.encode(&bytes)),
            account_id: row.account_id,
            kind: OperationKind::Release,
            operator: identity.operator.clone(),
            desk: identity.desk.clone(),
            reference: row.reference.clone(),
            approved_at: now,
        },
    )?;
    let body_hash = hash(&frozen.path, &frozen.json);
    operation::insert(
        transaction,
        &NewOperation {
            job_id,
            account_id: row.account_id,
            token: token::new(&identity.desk, random),
            frozen,
            body_hash,
            recipients: 1,
            kind: OperationKind::Release,
            binding_id: Some(row.id),
        },
    )?;
    binding::set_state(
        transaction,
        row.id,
        BindingState::Releasing,
        None,
        row.reserved_until,
        now,
    )?;
    Ok(true)
}
