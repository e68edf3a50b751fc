//! Approval: exactly the plan that was shown goes into the ledger, once per draft.

use crate::store::Transaction;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::plan::{PlannedBody, plan};
use crate::contract::Id;
use crate::contract::desk::Topic;
use crate::contract::send::{ApproveResult, ApproveSend};
use crate::desk::{Desk, DeskError, token};
use crate::msisdn::Msisdn;
use crate::store::StoreError;
use crate::store::job::{self, NewJob};
use crate::store::message::{self, Belongs, NewMessage};
use crate::store::operation::{self, NewOperation};
use crate::surroundings::{Point, Randomness};
use crate::vendors::{OperationBody, SendOperation, Vendor};

impl Desk {
    /// Approves the plan whose fingerprint is given, and sets it going. Anything else than what
    /// was shown comes back as the plan it is now, and nothing is sent.
    pub async fn approve_send(&self, approval: ApproveSend) -> Result<ApproveResult, DeskError> {
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let (result, account_id) = self
            .store()
            .write(move |transaction| {
                if let Some(job_id) = job::by_draft(transaction, &approval.draft.draft_id)? {
                    return Ok((Some(ApproveResult::Approved { job_id }), None));
                }
                let Some(planned) = plan(transaction, &approval.draft, now)? else {
                    return Ok((None, None));
                };
                let view = &planned.view;
                let as_shown = view.fingerprint == approval.fingerprint
                    && view.blockers.is_empty()
                    && view
                        .confirmations
                        .iter()
                        .all(|needed| approval.confirmed.contains(needed));
                if !as_shown {
                    return Ok((
                        Some(ApproveResult::NotAsShown {
                            plan: Box::new(planned.view),
                        }),
                        None,
                    ));
                }
                let Some(vendor) = crate::vendors::by_id(&planned.account.form.vendor) else {
                    return Ok((None, None));
                };
                let approved = Approved {
                    job: NewJob {
                        draft_id: approval.draft.draft_id,
                        account_id: planned.account.id,
                        text: planned.body.text().to_owned(),
                        variables: planned.body.variables().map(<[_]>::to_vec),
                        template_id: match &planned.body {
                            PlannedBody::Plain { .. } => None,
                            PlannedBody::Template(template) => Some(template.template_id.clone()),
                        },
                        extension: planned.account.form.extension.clone(),
                        operator: identity.operator.clone(),
                        desk: identity.desk.clone(),
                        reference: approval.draft.reference.trim().to_owned(),
                        approved_at: now,
                        recipients: planned.view.numbers,
                        segments: planned.view.segments_total,
                    },
                    messages: planned.messages,
                    operation_size: planned.operation_size,
                    echo: approval.draft.echo,
                    sent_again_for: None,
                };
                let (job_id, _) = write(transaction, vendor, &approved, random.as_ref())?;
                Ok((Some(ApproveResult::Approved { job_id }), Some(planned.account.id)))
            })
            .await?;
        let result = result.ok_or(DeskError::NotFound("the account"))?;
        if let Some(account_id) = account_id {
            self.set_going(account_id);
        }
        Ok(result)
    }

    /// A job was written down: it may be submitted now.
    pub(super) fn set_going(&self, account_id: Id) {
        self.around().points.reach(Point::SendApproved);
        self.changed(&[Topic::Jobs, Topic::Messages, Topic::Status]);
        self.submit(account_id);
    }
}

/// What an operator approved, complete.
pub(super) struct Approved {
    pub job: NewJob,
    pub messages: Vec<NewMessage>,
    pub operation_size: usize,
    pub echo: String,
    pub sent_again_for: Option<Id>,
}

/// Writes a job with its operations, frozen, and its messages. Gives the job and the last message.
pub(super) fn write(
    transaction: &Transaction<'_>,
    vendor: &dyn Vendor,
    approved: &Approved,
    random: &dyn Randomness,
) -> Result<(Id, Id), StoreError> {
    let job = &approved.job;
    let job_id = job::insert(transaction, job)?;
    for chunk in approved.messages.chunks(approved.operation_size.max(1)) {
        let token = token::new(&job.desk, random);
        let frozen = vendor.freeze(&SendOperation {
            body: body_of(job, chunk),
            extension: job.extension.clone(),
            echo: token::echo(&token, &approved.echo),
        });
        let body_hash = hash(&frozen.path, &frozen.json);
        let operation_id = operation::insert(
            transaction,
            &NewOperation {
                job_id,
                account_id: job.account_id,
                token,
                frozen,
                body_hash,
                recipients: u32::try_from(chunk.len()).unwrap_or(u32::MAX),
            },
        )?;
        let belongs = Belongs {
            job_id,
            operation_id,
            account_id: job.account_id,
            approved_at: job.approved_at,
            sent_again_for: approved.sent_again_for,
        };
        message::insert_all(transaction, belongs, chunk)?;
    }
    Ok((job_id, transaction.last_insert_rowid()))
}

fn body_of(job: &NewJob, chunk: &[NewMessage]) -> OperationBody {
    match &job.template_id {
        None => OperationBody::Plain {
            content: job.text.clone(),
            recipients: chunk.iter().map(|message| message.msisdn.clone()).collect(),
        },
        Some(template_id) => OperationBody::Template {
            template_id: template_id.clone(),
            text: job.text.clone(),
            recipients: chunk.iter().map(with_values).collect(),
        },
    }
}

fn with_values(message: &NewMessage) -> (Msisdn, Vec<String>) {
    (
        message.msisdn.clone(),
        message.variables.clone().unwrap_or_default(),
    )
}

/// SHA-256 over path and body: what was approved is what is dispatched.
pub(super) fn hash(path: &str, body: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(path.as_bytes());
    digest.update([0]);
    digest.update(body.as_bytes());
    HEXLOWER.encode(&digest.finalize())
}
