//! Approval of a bind: exactly the plan that was shown goes into the ledger, once per draft.

use data_encoding::HEXLOWER;

use super::TOPICS;
use super::plan::{Planned, plan};
use crate::contract::binding::{ApproveBind, ApproveBindResult};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};
use crate::desk::send::hash;
use crate::desk::{Desk, DeskError, token};
use crate::store::binding::{self, NewBinding};
use crate::store::job::{self, OtherJob};
use crate::store::operation::{self, NewOperation, OperationKind};
use crate::store::{StoreError, Transaction};
use crate::surroundings::{Point, Randomness};
use crate::vendors::{self, BindOperation};

/// Bytes of a `reqid`; it is written as twice as many hexadecimal digits.
const REQID_BYTES: usize = 16;

enum Approval {
    /// Written down now.
    New(Id),
    /// The same draft was approved before.
    Known(Id),
    NotAsShown(Box<Planned>),
    NoAccount,
    NotOffered,
}

impl Desk {
    /// Approves exactly the plan whose fingerprint is given, and sets it going. Anything else than
    /// what was shown comes back as the plan it is now, and nothing is bound.
    pub async fn approve_bind(&self, approval: ApproveBind) -> Result<ApproveBindResult, DeskError> {
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let approved = self
            .store()
            .write(move |transaction| {
                let draft = &approval.draft;
                if let Some(id) = binding::by_draft(transaction, &draft.draft_id)? {
                    return Ok(Approval::Known(id));
                }
                let Some(planned) = plan(transaction, draft, now)? else {
                    return Ok(Approval::NoAccount);
                };
                let view = &planned.view;
                let as_shown = view.fingerprint == approval.fingerprint
                    && view.blockers.is_empty()
                    && view
                        .confirmations
                        .iter()
                        .all(|needed| approval.confirmed.contains(needed));
                if !as_shown {
                    return Ok(Approval::NotAsShown(Box::new(planned)));
                }
                let written = write(
                    transaction,
                    &draft.draft_id,
                    planned,
                    &identity,
                    random.as_ref(),
                    now,
                )?;
                Ok(written.map_or(Approval::NotOffered, Approval::New))
            })
            .await?;
        match approved {
            Approval::New(binding_id) => {
                self.around().points.reach(Point::SendApproved);
                self.changed(&TOPICS);
                self.set_binding(binding_id);
                Ok(ApproveBindResult::Approved { binding_id })
            }
            Approval::Known(binding_id) => Ok(ApproveBindResult::Approved { binding_id }),
            Approval::NotAsShown(planned) => Ok(ApproveBindResult::NotAsShown {
                plan: Box::new(planned.view),
            }),
            Approval::NoAccount => Err(DeskError::NotFound("the account")),
            Approval::NotOffered => Err(DeskError::Internal("a vendor that binds has no request for it")),
        }
    }
}

/// Writes job, binding and operation; `None` when the vendor has no such request.
fn write(
    transaction: &Transaction<'_>,
    draft_id: &str,
    planned: Planned,
    identity: &Identity,
    random: &dyn Randomness,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let mut bytes = [0_u8; REQID_BYTES];
    random.fill(&mut bytes);
    let reqid = HEXLOWER.encode(&bytes);
    let token = token::new(&identity.desk, random);
    let terms = &planned.terms;
    let bind = BindOperation {
        kind: terms.kind,
        appid: terms.appid.clone(),
        x_number: terms.x_number.reveal().to_owned(),
        a_number: terms.a_number.reveal().to_owned(),
        b_number: terms.b_number.reveal().to_owned(),
        reqid: reqid.clone(),
        ttl_seconds: terms.ttl_seconds,
        record: terms.record,
        shows_a_to_b: terms.shows_a_to_b,
        shows_caller_to_a: terms.shows_caller_to_a,
        anucode: terms.anucode.clone(),
        ansanu: terms.ansanu.clone(),
        echo: token::echo(&token, &planned.user_text),
    };
    let frozen = vendors::by_id(&planned.account.form.vendor).and_then(|vendor| vendor.freeze_bind(&bind));
    let Some(frozen) = frozen else {
        return Ok(None);
    };
    let account_id = planned.account.id;
    let job_id = job::insert_other(
        transaction,
        &OtherJob {
            draft_id: draft_id.to_owned(),
            account_id,
            kind: OperationKind::Bind,
            operator: identity.operator.clone(),
            desk: identity.desk.clone(),
            reference: planned.reference.clone(),
            approved_at: now,
        },
    )?;
    let binding_id = binding::insert(
        transaction,
        &NewBinding {
            account_id,
            terms: planned.terms,
            reqid,
            token: token.clone(),
            reference: planned.reference,
            operator: identity.operator.clone(),
            desk: identity.desk.clone(),
            approved_at: now,
        },
    )?;
    let body_hash = hash(&frozen.path, &frozen.json);
    operation::insert(
        transaction,
        &NewOperation {
            job_id,
            account_id,
            token,
            frozen,
            body_hash,
            recipients: 1,
            kind: OperationKind::Bind,
            binding_id: Some(binding_id),
        },
    )?;
    Ok(Some(binding_id))
}
