//! Attempts: exactly one HTTP request and one row each.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, json, unjson, word};
use crate::contract::account::Reason;
use crate::contract::binding::Field;
use crate::contract::message::AttemptDetail;
use crate::contract::{Id, Millis};
use crate::vendors::http::{HttpReply, HttpRequest};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    state TEXT NOT NULL,
    prepared_at INTEGER NOT NULL,
    dispatched_at INTEGER,
    settled_at INTEGER,
    method TEXT,
    url TEXT,
    request_body TEXT,
    reply_status INTEGER,
    reply_body BLOB,
    reason TEXT
) STRICT;
CREATE INDEX attempt_operation ON attempt (operation_id);
CREATE INDEX attempt_open ON attempt (state) WHERE state IN ('prepared', 'dispatching');
";

/// Headers, and what was signed.
pub(super) const VERSION_2: &str = "
ALTER TABLE attempt ADD COLUMN headers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE attempt ADD COLUMN signed TEXT;
";

/// Attempts that did not go well: in the query as in its indexes.
pub(super) const TROUBLED: &str = "attempt.state IN ('rejected', 'not_sent', 'unknown')";

/// What the interface log finds attempts by, and how they were signed.
pub(super) const VERSION_3: &str = "
ALTER TABLE attempt ADD COLUMN account_id INTEGER;
ALTER TABLE attempt ADD COLUMN kind TEXT;
ALTER TABLE attempt ADD COLUMN signed_with TEXT;
ALTER TABLE attempt ADD COLUMN numbers_gone INTEGER NOT NULL DEFAULT 0;
UPDATE attempt SET (account_id, kind) =
    (SELECT operation.account_id, operation.kind FROM operation WHERE operation.id = attempt.operation_id);
CREATE INDEX attempt_kind ON attempt (kind, id);
CREATE INDEX attempt_account_kind ON attempt (account_id, kind, id);
CREATE INDEX attempt_troubled ON attempt (kind, id) WHERE state IN ('rejected', 'not_sent', 'unknown');
CREATE INDEX attempt_account_troubled ON attempt (account_id, kind, id)
    WHERE state IN ('rejected', 'not_sent', 'unknown');
";

/// States that are not yet settled. Written as the index `attempt_open` has it, so that the index is used.
const OPEN: &str = "state IN ('prepared', 'dispatching')";

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    /// Written down, nothing left this computer.
    Prepared,
    /// Written down before connecting: from here on the vendor may act.
    Dispatching,
    /// The vendor took it.
    Accepted,
    /// The vendor refused it.
    Rejected,
    /// Nothing left this computer.
    NotSent,
    /// The vendor may have acted or not.
    Unknown,
}

/// Writes an attempt down as prepared.
pub fn prepare(connection: &Connection, operation_id: Id, now: Millis) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO attempt (operation_id, account_id, kind, state, prepared_at)
         SELECT id, account_id, kind, 'prepared', ?2 FROM operation WHERE id = ?1",
        params![operation_id, now],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Writes down that it goes on the wire, with the request as it may be stored.
pub fn dispatch(
    connection: &Connection,
    id: Id,
    request: &HttpRequest,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE attempt SET state = 'dispatching', dispatched_at = ?2, method = ?3, url = ?4, request_body = ?5,
            headers = ?6, signed = ?7, signed_with = ?8 WHERE id = ?1",
        params![
            id,
            now,
            request.method.as_str(),
            request.url,
            request.shown_body,
            json(&request.shown_headers())?,
            request.signed,
            json(&request.signed_with)?
        ],
    )?;
    Ok(())
}

/// Writes down how it ended.
pub fn settle(
    connection: &Connection,
    id: Id,
    state: AttemptState,
    reply: Option<&HttpReply>,
    reason: Option<&Reason>,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE attempt SET state = ?2, settled_at = ?3, reply_status = ?4, reply_body = ?5, reason = ?6 WHERE id = ?1",
        params![
            id,
            word(&state)?,
            now,
            reply.map(|reply| reply.status),
            reply.map(|reply| &reply.body),
            reason.map(json).transpose()?
        ],
    )?;
    Ok(())
}

/// Attempts that stood at `dispatching` when the program ended become unknown; prepared ones never
/// left. Gives the operations of the first.
pub fn cut_off(connection: &Connection, now: Millis) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare(&format!(
        "SELECT operation_id FROM attempt WHERE {OPEN} AND state = 'dispatching'"
    ))?;
    let operations = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    for (from, to) in [
        (AttemptState::Dispatching, AttemptState::Unknown),
        (AttemptState::Prepared, AttemptState::NotSent),
    ] {
        connection.execute(
            &format!(
                "UPDATE attempt SET state = ?2, settled_at = ?3, reason = ?4 WHERE {OPEN} AND state = ?1"
            ),
            params![word(&from)?, word(&to)?, now, json(&Reason::CutOffByExit)?],
        )?;
    }
    Ok(operations)
}

/// An operation's attempts, oldest first. Bodies are as stored: mask them before they are shown.
pub fn of_operation(connection: &Connection, operation_id: Id) -> Result<Vec<AttemptDetail>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, state, dispatched_at, settled_at, coalesce(method, ''), coalesce(url, ''),
            coalesce(request_body, ''), reply_status, reply_body, reason, headers, signed
         FROM attempt WHERE operation_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([operation_id])?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        let body: Option<Vec<u8>> = row.get(8)?;
        let headers: Option<Vec<(String, String)>> = unjson(row.get(10)?)?;
        attempts.push(AttemptDetail {
            id: row.get(0)?,
            state: row.get(1)?,
            dispatched_at: row.get(2)?,
            settled_at: row.get(3)?,
            method: row.get(4)?,
            url: row.get(5)?,
            request_body: row.get(6)?,
            reply_status: row.get(7)?,
            reply_body: body.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            reason: unjson(row.get(9)?)?,
            headers: headers
                .unwrap_or_default()
                .into_iter()
                .map(|(name, value)| Field { name, value })
                .collect(),
            signed: row.get(11)?,
        });
    }
    Ok(attempts)
}

/// How many tries of an operation never connected.
pub fn not_sent_count(connection: &Connection, operation_id: Id) -> Result<u32, StoreError> {
    Ok(connection.query_row(
        "SELECT count(*) FROM attempt WHERE operation_id = ?1 AND state = 'not_sent'",
        [operation_id],
        |row| row.get(0),
    )?)
}

/// Why an operation is in doubt: the reason of its last attempt that may have been acted upon.
pub fn doubt(connection: &Connection, operation_id: Id) -> Result<Option<Reason>, StoreError> {
    let found: Option<Option<String>> = connection
        .query_row(
            "SELECT reason FROM attempt WHERE operation_id = ?1 AND state = 'unknown' ORDER BY id DESC LIMIT 1",
            [operation_id],
            |row| row.get(0),
        )
        .optional()?;
    Ok(match found {
        None => None,
        // Every unknown attempt was written with its reason; one without is in doubt all the same.
        Some(reason) => Some(unjson(reason)?.unwrap_or(Reason::CutOffByExit)),
    })
}
