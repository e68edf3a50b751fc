//! Number checks: which number a token belongs to, or whether it belongs to a number.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::operation::{self, OperationState};
use super::{StoreError, job, json, unjson, unword, word};
use crate::contract::account::{CheckKind, Reason};
use crate::contract::check::{CheckState, NumberCheck};
use crate::contract::send::JobState;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The table.
pub(super) const VERSION_2: &str = "
CREATE TABLE number_check (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    msisdn TEXT,
    msisdn_reversed TEXT,
    matches INTEGER,
    reference TEXT NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX number_check_account ON number_check (account_id, id);
CREATE INDEX number_check_operation ON number_check (operation_id);
CREATE INDEX number_check_msisdn ON number_check (msisdn, id) WHERE msisdn IS NOT NULL;
CREATE INDEX number_check_msisdn_reversed ON number_check (msisdn_reversed, id) WHERE msisdn_reversed IS NOT NULL;
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// A check to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCheck {
    /// The account.
    pub account_id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Which check.
    pub kind: CheckKind,
    /// The number asked about, to verify.
    pub msisdn: Option<Msisdn>,
    /// Ticket or order number.
    pub reference: String,
    /// Who asks.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// When.
    pub at: Millis,
}

/// Writes a check down, on its way.
pub fn insert(connection: &Connection, check: &NewCheck) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO number_check (account_id, operation_id, kind, state, msisdn, msisdn_reversed, reference, operator,
            desk, at)
         VALUES (?1, ?2, ?3, 'asking', ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            check.account_id,
            check.operation_id,
            word(&check.kind)?,
            check.msisdn.as_ref().map(Msisdn::reveal),
            check.msisdn.as_ref().map(Msisdn::reversed),
            check.reference,
            check.operator,
            check.desk,
            check.at
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Moves the check of an operation.
pub fn set_state(
    connection: &Connection,
    operation_id: Id,
    state: CheckState,
    reason: Option<&Reason>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE number_check SET state = ?2, reason = ?3 WHERE operation_id = ?1",
        params![operation_id, word(&state)?, reason.map(json).transpose()?],
    )?;
    Ok(())
}

/// Keeps what was found.
pub fn answer(
    connection: &Connection,
    operation_id: Id,
    msisdn: Option<&Msisdn>,
    matches: Option<bool>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE number_check SET state = 'answered', reason = NULL, msisdn = coalesce(?2, msisdn),
            msisdn_reversed = coalesce(?3, msisdn_reversed), matches = ?4 WHERE operation_id = ?1",
        params![
            operation_id,
            msisdn.map(Msisdn::reveal),
            msisdn.map(Msisdn::reversed),
            matches
        ],
    )?;
    Ok(())
}

/// The check that was made of a draft.
pub fn by_draft(connection: &Connection, draft_id: &str) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT number_check.id FROM job JOIN operation ON operation.job_id = job.id
                JOIN number_check ON number_check.operation_id = operation.id WHERE job.draft_id = ?1",
            [draft_id],
            |row| row.get(0),
        )
        .optional()?)
}

const COLUMNS: &str = "id, account_id, kind, state, reason, msisdn, matches, at, operator, reference, operation_id FROM number_check";

/// A check without its attempts, and its operation.
fn read(row: &Row<'_>) -> Result<(NumberCheck, Id), StoreError> {
    let msisdn: Option<String> = row.get(5)?;
    let check = NumberCheck {
        id: row.get(0)?,
        account_id: row.get(1)?,
        kind: unword(row.get(2)?)?,
        state: unword(row.get(3)?)?,
        reason: unjson(row.get(4)?)?,
        number_masked: msisdn.map(|number| Msisdn::as_given(&number).masked()),
        matches: row.get(6)?,
        at: row.get(7)?,
        operator: row.get(8)?,
        reference: row.get(9)?,
        attempts: Vec::new(),
    };
    Ok((check, row.get(10)?))
}

/// One check, and its operation.
pub fn get(connection: &Connection, id: Id) -> Result<Option<(NumberCheck, Id)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// An account's checks, newest first, each with its operation.
pub fn of_account(
    connection: &Connection,
    account_id: Id,
    limit: u32,
) -> Result<Vec<(NumberCheck, Id)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE account_id = ?1 ORDER BY id DESC LIMIT ?2"
    ))?;
    let mut rows = statement.query(params![account_id, limit])?;
    let mut checks = Vec::new();
    while let Some(row) = rows.next()? {
        checks.push(read(row)?);
    }
    Ok(checks)
}

/// The number of a check.
pub fn msisdn(connection: &Connection, id: Id) -> Result<Option<Msisdn>, StoreError> {
    Ok(connection
        .query_row("SELECT msisdn FROM number_check WHERE id = ?1", [id], |row| {
            row.get::<_, Option<String>>(0)
        })
        .optional()?
        .flatten()
        .map(|number| Msisdn::as_given(&number)))
}

/// Checks that were approved but never dispatched when the program ended. They are looked for among the checks: there
/// are far more operations.
pub fn never_left(connection: &Connection, reason: &Reason) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT operation.id, operation.job_id
         FROM number_check JOIN operation ON operation.id = number_check.operation_id
         WHERE number_check.state = 'asking' AND operation.state = 'queued'",
    )?;
    let waiting = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(Id, Id)>, _>>()?;
    for (operation_id, job_id) in waiting {
        set_state(connection, operation_id, CheckState::NotSent, Some(reason))?;
        operation::set_state(connection, operation_id, OperationState::NotSent, None)?;
        job::set_state(connection, job_id, JobState::Done, None)?;
    }
    Ok(())
}
