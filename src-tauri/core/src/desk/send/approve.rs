//! Approval: exactly the plan that was shown goes into the ledger, once per draft.

use crate::store::Transaction;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::plan::plan;
use crate::contract::account::SendMode;
use crate::contract::desk::Topic;
use crate::contract::profile::Identity;
use crate::contract::send::{ApproveResult, ApproveSend, Confirmation, SendDraft};
use crate::contract::{Id, Millis};
use crate::desk::{Desk, DeskError, token};
use crate::msisdn::Msisdn;
use crate::store::StoreError;
use crate::store::job::{self, NewJob};
use crate::store::message::{self, Belongs, NewMessage};
use crate::store::operation::{self, NewOperation, OperationKind};
use crate::surroundings::{Point, Randomness};
use crate::vendors::{OperationBody, SendOperation, Settings, Vendor};

impl Desk {
    /// Approves the plan whose fingerprint is given, and sets it going. Anything else than what
    /// was shown comes back as the plan it is now, and nothing is sent.
    pub async fn approve_send(&self, approved: ApproveSend) -> Result<ApproveResult, DeskError> {
        let identity = self.known_identity().await?;
        let (now, random) = (self.now(), self.around().random.clone());
        let ended = self
            .store()
            .write(move |transaction| {
                let approval = Approval {
                    draft: approved.draft,
                    extension: None,
                    fingerprint: approved.fingerprint,
                    confirmed: approved.confirmed,
                };
                approve(transaction, approval, &identity, random.as_ref(), now)
            })
            .await?;
        let (result, account_id) = ended.ok_or(DeskError::NotFound("the account"))?;
        if let Some(account_id) = account_id {
            self.set_going(account_id);
        }
        Ok(result)
    }

    /// A job was written down: it may be submitted now.
    pub(in crate::desk) fn set_going(&self, account_id: Id) {
        self.around().points.reach(Point::SendApproved);
        self.changed(&[Topic::Jobs, Topic::Messages, Topic::Status]);
        self.submit(account_id);
    }
}

/// What an operator approves: a draft, as its plan was shown.
pub(in crate::desk) struct Approval {
    pub draft: SendDraft,
    /// The extension it goes out by, where it is not the account's own.
    pub extension: Option<String>,
    pub fingerprint: String,
    pub confirmed: Vec<Confirmation>,
}

/// Plans a draft again and writes it down, if it is what was shown; `None` when its account does not
/// exist. Gives the account if something new is to be submitted.
pub(in crate::desk) fn approve(
    transaction: &Transaction<'_>,
    approval: Approval,
    identity: &Identity,
    random: &dyn Randomness,
    now: Millis,
) -> Result<Option<(ApproveResult, Option<Id>)>, StoreError> {
    if let Some(job_id) = job::by_draft(transaction, &approval.draft.draft_id)? {
        return Ok(Some((ApproveResult::Approved { job_id }, None)));
    }
    let Some(planned) = plan(transaction, &approval.draft, approval.extension.as_deref(), now)? else {
        return Ok(None);
    };
    let view = &planned.view;
    let as_shown = view.fingerprint == approval.fingerprint
        && view.blockers.is_empty()
        && view
            .confirmations
            .iter()
            .all(|needed| approval.confirmed.contains(needed));
    if !as_shown {
        let plan = Box::new(planned.view);
        return Ok(Some((ApproveResult::NotAsShown { plan }, None)));
    }
    let Some(vendor) = crate::vendors::by_id(&planned.account.form.vendor) else {
        return Ok(None);
    };
    let approved = Approved {
        job: NewJob {
            draft_id: approval.draft.draft_id,
            account_id: planned.account.id,
            text: planned.body.text.clone(),
            variables: planned.body.variables.clone(),
            way: planned.way,
            operator: identity.operator.clone(),
            desk: identity.desk.clone(),
            reference: approval.draft.reference.trim().to_owned(),
            approved_at: now,
            recipients: planned.view.numbers,
            segments: planned.view.segments_total,
        },
        messages: planned.messages,
        operation_size: planned.operation_size,
        shared_values: planned.shared_values,
        vendor_account: planned.account.form.vendor_account.clone(),
        settings: Settings(planned.account.form.settings.clone()),
        echo: approval.draft.echo,
        sent_again_for: None,
    };
    let (job_id, _) = write(transaction, vendor, &approved, random)?;
    Ok(Some((
        ApproveResult::Approved { job_id },
        Some(planned.account.id),
    )))
}

/// What an operator approved, complete.
pub(super) struct Approved {
    pub job: NewJob,
    pub messages: Vec<NewMessage>,
    pub operation_size: usize,
    /// Whether the recipients of one operation must have the same values.
    pub shared_values: bool,
    /// The account's name at the vendor.
    pub vendor_account: String,
    /// The account's settings.
    pub settings: Settings,
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
    let mut last = None;
    for chunk in chunks(
        &approved.messages,
        approved.operation_size,
        approved.shared_values,
    ) {
        let token = token::new(&job.desk, random);
        let frozen = vendor.freeze_send(
            &SendOperation {
                body: body_of(job, chunk),
                extension: job.way.extension.clone(),
                echo: token::echo(&token, &approved.echo),
                callback_url: job.way.callback_url.clone(),
                vendor_account: approved.vendor_account.clone(),
            },
            &approved.settings,
        );
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
                kind: OperationKind::Send,
                binding_id: None,
            },
        )?;
        let belongs = Belongs {
            job_id,
            operation_id,
            account_id: job.account_id,
            approved_at: job.approved_at,
            sent_again_for: approved.sent_again_for,
        };
        last = message::insert_all(transaction, belongs, chunk)?.or(last);
    }
    let last = last.ok_or_else(|| StoreError::Value("a job without messages".to_owned()))?;
    Ok((job_id, last))
}

/// Cuts messages into operations. Where an operation's recipients share their values, the messages
/// stand sorted by them (`plan`), and a new value begins a new operation.
pub(super) fn chunks(
    messages: &[NewMessage],
    size: usize,
    shared_values: bool,
) -> impl Iterator<Item = &[NewMessage]> {
    let size = size.max(1);
    messages
        .chunk_by(move |one, next| !shared_values || one.variables == next.variables)
        .flat_map(move |group| group.chunks(size))
}

fn body_of(job: &NewJob, chunk: &[NewMessage]) -> OperationBody {
    let recipients = || chunk.iter().map(|message| message.msisdn.clone()).collect();
    let way = &job.way;
    let template_id = way.template_id.clone().unwrap_or_default();
    match (way.mode, chunk) {
        (SendMode::Template, _) => OperationBody::Template {
            template_id,
            text: job.text.clone(),
            signature: way.signature.clone(),
            recipients: chunk.iter().map(with_values).collect(),
        },
        // A call goes to one: the plan cuts voice into operations of one.
        (SendMode::Voice, [message, ..]) => OperationBody::Voice {
            template_id,
            recipient: message.msisdn.clone(),
            values: message.variables.clone().unwrap_or_default(),
        },
        (SendMode::International, _) => OperationBody::International {
            content: job.text.clone(),
            recipients: recipients(),
            sender_id: way.sender_id.clone(),
            send_time: way.send_time.as_ref().map(|(text, _)| text.clone()),
        },
        (SendMode::Plain | SendMode::Voice, _) => OperationBody::Plain {
            content: job.text.clone(),
            recipients: recipients(),
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
pub(in crate::desk) fn hash(path: &str, body: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(path.as_bytes());
    digest.update([0]);
    digest.update(body.as_bytes());
    HEXLOWER.encode(&digest.finalize())
}
