//! Jobs: what an operator approved. The text is stored here once, not per recipient.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::operation::OperationKind;
use super::{StoreError, json, text_index, unjson, unword, word};
use crate::contract::account::{Reason, SendMode};
use crate::contract::send::{Job, JobState};
use crate::contract::template::TemplateVariable;
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    draft_id TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    variables TEXT,
    template_id TEXT,
    extension TEXT NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    reference TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    recipients INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    state TEXT NOT NULL,
    paused_reason TEXT
) STRICT;
CREATE INDEX job_open ON job (state) WHERE state IN ('running', 'paused');
CREATE INDEX job_reference ON job (reference) WHERE reference <> '';
";

/// What the other vendors' sends need, and jobs that are no sends: binds, releases, number checks.
pub(super) const VERSION_2: &str = "
ALTER TABLE job ADD COLUMN kind TEXT NOT NULL DEFAULT 'send';
ALTER TABLE job ADD COLUMN mode TEXT NOT NULL DEFAULT 'plain';
UPDATE job SET mode = 'template' WHERE template_id IS NOT NULL;
ALTER TABLE job ADD COLUMN signature TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN sender_id TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN send_time TEXT;
ALTER TABLE job ADD COLUMN send_at INTEGER;
ALTER TABLE job ADD COLUMN callback_url TEXT NOT NULL DEFAULT '';
";

/// What version 3 adds: the filters of the message list that are the job's.
pub(super) const VERSION_3: &str = "
CREATE INDEX job_operator ON job (operator, id) WHERE kind = 'send';
CREATE INDEX job_mode ON job (mode, id) WHERE kind = 'send';
";

/// States of jobs that are not over. Written as the index `job_open` has it, so that the index is used.
const OPEN: &str = "job.state IN ('running', 'paused')";

/// A job to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Made by the form once.
    pub draft_id: String,
    /// The account it goes out by.
    pub account_id: Id,
    /// The whole text, signature included; for a template its exact text.
    pub text: String,
    /// The template's variables; none in a plain send.
    pub variables: Option<Vec<TemplateVariable>>,
    /// Who approved it.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// Ticket or order number.
    pub reference: String,
    /// When.
    pub approved_at: Millis,
    /// How many recipients.
    pub recipients: u32,
    /// Billed segments, as estimated.
    pub segments: u32,
    /// How it is sent, with what goes out beside the text.
    pub way: SentWay,
}

/// How a job is sent, with what goes out beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentWay {
    /// How.
    pub mode: SendMode,
    /// The vendor's id of the template; none without one.
    pub template_id: Option<String>,
    /// Extension number.
    pub extension: String,
    /// The signature, where the vendor takes it apart from the text.
    pub signature: String,
    /// Who it is shown to come from.
    pub sender_id: String,
    /// When it is to leave the vendor, as it goes out, and the same moment in milliseconds.
    pub send_time: Option<(String, Millis)>,
    /// Where the vendor pushes reports to.
    pub callback_url: String,
}

/// Writes a job down as running.
pub fn insert(connection: &Connection, job: &NewJob) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO job (draft_id, account_id, text, variables, template_id, extension, operator, desk, reference,
            approved_at, recipients, segments, state, mode, signature, sender_id, send_time, send_at, callback_url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'running', ?13, ?14, ?15, ?16, ?17, ?18)",
        params![
            job.draft_id,
            job.account_id,
            job.text,
            job.variables.as_ref().map(json).transpose()?,
            job.way.template_id,
            job.way.extension,
            job.operator,
            job.desk,
            job.reference,
            job.approved_at,
            job.recipients,
            job.segments,
            word(&job.way.mode)?,
            job.way.signature,
            job.way.sender_id,
            job.way.send_time.as_ref().map(|(text, _)| text),
            job.way.send_time.as_ref().map(|(_, at)| at),
            job.way.callback_url
        ],
    )?;
    let id = connection.last_insert_rowid();
    let shared = job.variables.is_none().then_some(job.text.as_str());
    text_index::add_job(connection, id, shared, &job.reference)?;
    Ok(id)
}

/// The job that was made of a draft.
pub fn by_draft(connection: &Connection, draft_id: &str) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .query_row("SELECT id FROM job WHERE draft_id = ?1", [draft_id], |row| {
            row.get(0)
        })
        .optional()?)
}

/// Every operator who ever approved a send, in order. The index is asked for the next one, so that it costs as many
/// steps as there are operators.
pub fn operators(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE operator (name) AS (
             SELECT min(operator) FROM job WHERE kind = 'send'
             UNION ALL
             SELECT (SELECT min(job.operator) FROM job WHERE job.kind = 'send' AND job.operator > operator.name)
             FROM operator WHERE operator.name IS NOT NULL)
         SELECT name FROM operator WHERE name IS NOT NULL",
    )?;
    let names = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    Ok(names)
}

/// How a job was sent: what it takes to send one message of it again.
pub fn sent_with(connection: &Connection, id: Id) -> Result<Option<SentWay>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT mode, template_id, extension, signature, sender_id, send_time, send_at, callback_url
         FROM job WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    rows.next()?
        .map(|row| {
            let (text, at): (Option<String>, Option<Millis>) = (row.get(5)?, row.get(6)?);
            Ok(SentWay {
                mode: unword(row.get(0)?)?,
                template_id: row.get(1)?,
                extension: row.get(2)?,
                signature: row.get(3)?,
                sender_id: row.get(4)?,
                send_time: text.zip(at),
                callback_url: row.get(7)?,
            })
        })
        .transpose()
}

/// Writes down a job that is no send: a bind, a release or a number check.
pub fn insert_other(connection: &Connection, job: &OtherJob) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO job (draft_id, account_id, text, extension, operator, desk, reference, approved_at, recipients,
            segments, state, kind)
         VALUES (?1, ?2, '', '', ?3, ?4, ?5, ?6, 1, 0, 'running', ?7)",
        params![
            job.draft_id,
            job.account_id,
            job.operator,
            job.desk,
            job.reference,
            job.approved_at,
            word(&job.kind)?
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// A job that is no send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherJob {
    /// Made by the form once.
    pub draft_id: String,
    /// The account.
    pub account_id: Id,
    /// What its one operation is.
    pub kind: OperationKind,
    /// Who approved it.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// Ticket or order number.
    pub reference: String,
    /// When.
    pub approved_at: Millis,
}

/// Who approved a job, at which desk, for how many, and where it stands.
pub fn approval(
    connection: &Connection,
    id: Id,
) -> Result<Option<(String, String, u32, JobState)>, StoreError> {
    let found: Option<(String, String, u32, String)> = connection
        .query_row(
            "SELECT operator, desk, recipients, state FROM job WHERE id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    found
        .map(|(operator, desk, recipients, state)| Ok((operator, desk, recipients, unword(state)?)))
        .transpose()
}

/// Where a job stands, and its account.
pub fn state(connection: &Connection, id: Id) -> Result<Option<(JobState, Id)>, StoreError> {
    let found: Option<(String, Id)> = connection
        .prepare_cached("SELECT state, account_id FROM job WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(state, account)| Ok((unword(state)?, account)))
        .transpose()
}

/// Moves a job to `state`, with the reason when it is paused.
pub fn set_state(
    connection: &Connection,
    id: Id,
    state: JobState,
    reason: Option<&Reason>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE job SET state = ?2, paused_reason = ?3 WHERE id = ?1",
        params![id, word(&state)?, reason.map(json).transpose()?],
    )?;
    Ok(())
}

/// Pauses every running job of an account, or of all accounts.
pub fn pause_running(
    connection: &Connection,
    account_id: Option<Id>,
    reason: &Reason,
) -> Result<usize, StoreError> {
    Ok(connection.execute(
        &format!(
            "UPDATE job SET state = 'paused', paused_reason = ?2
             WHERE {OPEN} AND state = 'running' AND kind = 'send' AND (?1 IS NULL OR account_id = ?1)"
        ),
        params![account_id, json(reason)?],
    )?)
}

/// Holds every send that is not over for one reason, those that were held for another too: what they say from here on
/// is why none of them may go on unasked.
pub fn hold_open(connection: &Connection, reason: &Reason) -> Result<usize, StoreError> {
    Ok(connection.execute(
        &format!("UPDATE job SET state = 'paused', paused_reason = ?1 WHERE {OPEN} AND kind = 'send'"),
        [json(reason)?],
    )?)
}

/// Accounts that have a running job.
pub fn accounts_running(connection: &Connection) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT DISTINCT account_id FROM job WHERE {OPEN} AND state = 'running' AND kind = 'send'"
    ))?;
    let ids = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(ids)
}

/// Jobs that are running or paused, newest first.
pub fn open(connection: &Connection) -> Result<Vec<Job>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT job.id, account.vendor, account.name, job.approved_at, job.operator, job.reference, job.state,
            job.paused_reason, job.recipients,
            (SELECT coalesce(sum(recipients), 0) FROM operation
             WHERE operation.job_id = job.id AND operation.state NOT IN ('queued', 'dispatching', 'not_sent')),
            (SELECT coalesce(sum(recipients), 0) FROM operation
             WHERE operation.job_id = job.id AND operation.state IN ('queued', 'not_sent'))
         FROM job JOIN account ON account.id = job.account_id
         WHERE {OPEN} AND job.kind = 'send' ORDER BY job.id DESC"
    ))?;
    let mut rows = statement.query([])?;
    let mut jobs = Vec::new();
    while let Some(row) = rows.next()? {
        jobs.push(read(row)?);
    }
    Ok(jobs)
}

fn read(row: &Row<'_>) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.get(0)?,
        vendor: row.get(1)?,
        account_name: row.get(2)?,
        approved_at: row.get(3)?,
        operator: row.get(4)?,
        reference: row.get(5)?,
        state: unword(row.get(6)?)?,
        paused: unjson(row.get(7)?)?,
        recipients: row.get(8)?,
        settled: row.get(9)?,
        remaining: row.get(10)?,
    })
}
