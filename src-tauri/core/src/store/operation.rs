//! Operations: one chunk of a job, one request's worth, with its frozen body and its token.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, unword, word};
use crate::contract::Id;
use crate::contract::account::SendMode;
use crate::vendors::FrozenBody;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE operation (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES job (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    token TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    recipients INTEGER NOT NULL,
    state TEXT NOT NULL,
    msg_id TEXT
) STRICT;
CREATE INDEX operation_job ON operation (job_id, state);
CREATE INDEX operation_open ON operation (account_id, id) WHERE state = 'queued';
CREATE INDEX operation_msg_id ON operation (msg_id) WHERE msg_id IS NOT NULL;
";

/// Operations that are no sends.
pub(super) const VERSION_2: &str = "
ALTER TABLE operation ADD COLUMN kind TEXT NOT NULL DEFAULT 'send';
ALTER TABLE operation ADD COLUMN binding_id INTEGER;
CREATE INDEX operation_binding ON operation (binding_id) WHERE binding_id IS NOT NULL;
DROP INDEX operation_open;
CREATE INDEX operation_open ON operation (account_id, id) WHERE state = 'queued' AND kind = 'send';
";

/// What an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// A send to many.
    Send,
    /// A bind.
    Bind,
    /// A release.
    Release,
    /// A number check.
    Check,
}

/// Where an operation stands: as uncertain as its most uncertain attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Waits for its turn.
    Queued,
    /// Its request is, or may be, on the wire.
    Dispatching,
    /// The vendor took it.
    Accepted,
    /// The vendor refused it.
    Rejected,
    /// It did not leave this computer, and was given up.
    NotSent,
    /// The vendor may have acted or not.
    Unknown,
}

/// An operation to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOperation {
    /// Its job.
    pub job_id: Id,
    /// The account it goes out by.
    pub account_id: Id,
    /// Twelve characters the vendor echoes.
    pub token: String,
    /// The body without what authenticates it.
    pub frozen: FrozenBody,
    /// SHA-256 of path and body, hexadecimal.
    pub body_hash: String,
    /// How many recipients.
    pub recipients: u32,
    /// What it is.
    pub kind: OperationKind,
    /// The binding it is about.
    pub binding_id: Option<Id>,
}

/// An operation as it stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRow {
    /// Its id.
    pub id: Id,
    /// Its job.
    pub job_id: Id,
    /// The account it goes out by.
    pub account_id: Id,
    /// The body without what authenticates it.
    pub frozen: FrozenBody,
    /// SHA-256 of path and body at approval.
    pub body_hash: String,
    /// Where it stands.
    pub state: OperationState,
    /// What it is.
    pub kind: OperationKind,
    /// The binding it is about.
    pub binding_id: Option<Id>,
}

const COLUMNS: &str = "operation.id, operation.job_id, operation.account_id, operation.path, operation.body,
    operation.body_hash, operation.state, operation.kind, operation.binding_id";

fn read(row: &Row<'_>) -> Result<OperationRow, StoreError> {
    Ok(OperationRow {
        id: row.get(0)?,
        job_id: row.get(1)?,
        account_id: row.get(2)?,
        frozen: FrozenBody {
            path: row.get(3)?,
            json: row.get(4)?,
        },
        body_hash: row.get(5)?,
        state: unword(row.get(6)?)?,
        kind: unword(row.get(7)?)?,
        binding_id: row.get(8)?,
    })
}

/// Writes an operation down as queued.
pub fn insert(connection: &Connection, operation: &NewOperation) -> Result<Id, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO operation (job_id, account_id, token, path, body, body_hash, recipients, state, kind,
                binding_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9)",
        )?
        .execute(params![
            operation.job_id,
            operation.account_id,
            operation.token,
            operation.frozen.path,
            operation.frozen.json,
            operation.body_hash,
            operation.recipients,
            word(&operation.kind)?,
            operation.binding_id
        ])?;
    Ok(connection.last_insert_rowid())
}

/// The next queued operation of an account's running jobs, oldest first.
pub fn next_queued(connection: &Connection, account_id: Id) -> Result<Option<OperationRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operation JOIN job ON job.id = operation.job_id
         WHERE operation.account_id = ?1 AND operation.state = 'queued' AND operation.kind = 'send' AND job.state = 'running'
         ORDER BY operation.id LIMIT 1"
    ))?;
    let mut rows = statement.query([account_id])?;
    rows.next()?.map(read).transpose()
}

/// One operation.
pub fn get(connection: &Connection, id: Id) -> Result<Option<OperationRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM operation WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// Moves an operation to `state`; a message id that is known stays.
pub fn set_state(
    connection: &Connection,
    id: Id,
    state: OperationState,
    msg_id: Option<&str>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE operation SET state = ?2, msg_id = coalesce(msg_id, ?3) WHERE id = ?1",
        params![id, word(&state)?, msg_id],
    )?;
    Ok(())
}

/// How many operations of a job can still go out: queued, on the wire, or never left.
pub fn unfinished(connection: &Connection, job_id: Id) -> Result<u32, StoreError> {
    Ok(connection.query_row(
        "SELECT count(*) FROM operation WHERE job_id = ?1 AND state IN ('queued', 'dispatching', 'not_sent')",
        [job_id],
        |row| row.get(0),
    )?)
}

/// Queues the operations of a job that never left this computer; gives their ids.
pub fn queue_not_sent(connection: &Connection, job_id: Id) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE operation SET state = 'queued' WHERE job_id = ?1 AND state = 'not_sent' RETURNING id",
    )?;
    let ids = statement
        .query_map([job_id], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(ids)
}

/// An operation's token and the vendor's message id.
pub fn names(connection: &Connection, id: Id) -> Result<Option<(String, Option<String>)>, StoreError> {
    Ok(connection
        .query_row("SELECT token, msg_id FROM operation WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// Gives up every queued operation of a job.
pub fn give_up_queued(connection: &Connection, job_id: Id) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE operation SET state = 'not_sent' WHERE job_id = ?1 AND state = 'queued'",
        [job_id],
    )?;
    Ok(())
}

/// The operation that carries a token.
pub fn by_token(connection: &Connection, token: &str) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id FROM operation WHERE token = ?1")?
        .query_row([token], |row| row.get(0))
        .optional()?)
}

/// What a report needs to know of an operation: there may be hundreds about one, and its body is long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its job.
    pub job_id: Id,
    /// Where it stands.
    pub state: OperationState,
    /// Whether the vendor's message id is known.
    pub has_msg_id: bool,
    /// The account's vendor.
    pub vendor: String,
    /// How its job was sent.
    pub mode: SendMode,
}

/// Where an operation stands.
pub fn standing(connection: &Connection, id: Id) -> Result<Option<Standing>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT operation.job_id, operation.state, operation.msg_id IS NOT NULL, account.vendor, job.mode
         FROM operation JOIN job ON job.id = operation.job_id JOIN account ON account.id = operation.account_id
         WHERE operation.id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    rows.next()?
        .map(|row| {
            Ok(Standing {
                job_id: row.get(0)?,
                state: unword(row.get(1)?)?,
                has_msg_id: row.get(2)?,
                vendor: row.get(3)?,
                mode: unword(row.get(4)?)?,
            })
        })
        .transpose()
}

/// The newest operation of a kind that is about a binding.
pub fn of_binding(
    connection: &Connection,
    binding_id: Id,
    kind: OperationKind,
) -> Result<Option<OperationRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operation WHERE binding_id = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1"
    ))?;
    let mut rows = statement.query(params![binding_id, word(&kind)?])?;
    rows.next()?.map(read).transpose()
}
