//! Calls and short messages through X numbers, from call starts and call detail records.

use rusqlite::{Connection, OptionalExtension, params};

use super::report::TOKEN;
use super::{StoreError, json, unjson, unword, word};
use crate::contract::binding::{Field, XCall};
use crate::contract::number::NumberCall;
use crate::contract::{Id, Millis};
use crate::msisdn::{Msisdn, mask, mask_field};
use crate::vendors::{CallItem, Fields};

/// The table.
pub(super) const VERSION_2: &str = "
CREATE TABLE x_call (
    id INTEGER PRIMARY KEY,
    push_id INTEGER NOT NULL REFERENCES push (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    binding_id INTEGER REFERENCES binding (id),
    kind TEXT NOT NULL,
    task_id TEXT NOT NULL,
    subid TEXT NOT NULL,
    caller TEXT NOT NULL,
    caller_reversed TEXT NOT NULL,
    x_number TEXT NOT NULL,
    callee TEXT NOT NULL,
    callee_reversed TEXT NOT NULL,
    began_at INTEGER,
    duration_seconds INTEGER,
    result TEXT,
    released_by TEXT,
    recording TEXT,
    sms_content TEXT,
    echo TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    fields TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    UNIQUE (account_id, kind, dedupe)
) STRICT;
CREATE INDEX x_call_binding ON x_call (binding_id, id) WHERE binding_id IS NOT NULL;
CREATE INDEX x_call_x ON x_call (x_number, began_at);
CREATE INDEX x_call_caller ON x_call (caller, id);
CREATE INDEX x_call_caller_reversed ON x_call (caller_reversed, id);
CREATE INDEX x_call_callee ON x_call (callee, id);
CREATE INDEX x_call_callee_reversed ON x_call (callee_reversed, id);
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// The desk whose token a call carries that is another's, empty where it carries none or one of this desk's; and the hand
/// over by which it went to that desk, or came from another, which has no push here. The columns stand in a table made
/// anew: that a call has a push cannot be taken back otherwise. Those of other desks are counted in an index alone.
pub(super) const VERSION_4: &str = const_format::formatcp!(
    "
CREATE TABLE x_call_4 (
    id INTEGER PRIMARY KEY,
    push_id INTEGER REFERENCES push (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    binding_id INTEGER REFERENCES binding (id),
    kind TEXT NOT NULL,
    task_id TEXT NOT NULL,
    subid TEXT NOT NULL,
    caller TEXT NOT NULL,
    caller_reversed TEXT NOT NULL,
    x_number TEXT NOT NULL,
    callee TEXT NOT NULL,
    callee_reversed TEXT NOT NULL,
    began_at INTEGER,
    duration_seconds INTEGER,
    result TEXT,
    released_by TEXT,
    recording TEXT,
    sms_content TEXT,
    echo TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    fields TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    desk TEXT NOT NULL DEFAULT '',
    given_id INTEGER REFERENCES hand_over (id),
    taken_id INTEGER REFERENCES hand_over (id),
    UNIQUE (account_id, kind, dedupe)
) STRICT;
INSERT INTO x_call_4 (id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, x_number, callee,
    callee_reversed, began_at, duration_seconds, result, released_by, recording, sms_content, echo, dedupe, fields,
    received_at, desk)
SELECT id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, x_number, callee,
    callee_reversed, began_at, duration_seconds, result, released_by, recording, sms_content, echo, dedupe, fields,
    received_at,
    CASE WHEN binding_id IS NULL AND (echo GLOB '{TOKEN}' OR echo GLOB '{TOKEN}.*')
        AND substr(echo, 1, 3) <> (SELECT value FROM setting WHERE name = 'desk') THEN substr(echo, 1, 3) ELSE '' END
FROM x_call;
DROP TABLE x_call;
ALTER TABLE x_call_4 RENAME TO x_call;
CREATE INDEX x_call_binding ON x_call (binding_id, id) WHERE binding_id IS NOT NULL;
CREATE INDEX x_call_x ON x_call (x_number, began_at);
CREATE INDEX x_call_x_number ON x_call (x_number, id);
CREATE INDEX x_call_caller ON x_call (caller, id);
CREATE INDEX x_call_caller_reversed ON x_call (caller_reversed, id);
CREATE INDEX x_call_callee ON x_call (callee, id);
CREATE INDEX x_call_callee_reversed ON x_call (callee_reversed, id);
CREATE INDEX x_call_foreign ON x_call (account_id, desk, given_id, received_at) WHERE desk <> '';
"
);

/// Where a call came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A push.
    Push(Id),
    /// Another desk, to which it was pushed.
    HandOver {
        /// The hand over.
        id: Id,
        /// When it came to that desk.
        came_at: Millis,
    },
}

/// Calls of one binding that its story shows.
const SHOWN: u32 = 200;

/// Keeps a call; `None` when it was here before.
pub fn insert(
    connection: &Connection,
    source: Source,
    account_id: Id,
    item: &CallItem,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let (push_id, taken_id) = match source {
        Source::Push(id) => (Some(id), None),
        Source::HandOver { id, .. } => (None, Some(id)),
    };
    Ok(connection
        .prepare_cached(
            "INSERT INTO x_call (push_id, account_id, kind, task_id, subid, caller, caller_reversed, x_number, callee,
                callee_reversed, began_at, duration_seconds, result, released_by, recording, sms_content, echo,
                dedupe, fields, received_at, taken_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
             ON CONFLICT (account_id, kind, dedupe) DO NOTHING RETURNING id",
        )?
        .query_row(
            params![
                push_id,
                account_id,
                word(&item.kind)?,
                item.task_id,
                item.subid,
                item.caller.reveal(),
                item.caller.reversed(),
                Msisdn::folded(&item.x_number).reveal(),
                item.callee.reveal(),
                item.callee.reversed(),
                item.began.map(|seconds| seconds.saturating_mul(1000)),
                item.duration,
                item.result,
                item.released_by,
                item.recording,
                item.sms_content,
                item.echo,
                item.dedupe,
                json(&item.fields)?,
                now,
                taken_id
            ],
            |row| row.get(0),
        )
        .optional()?)
}

/// Notes which binding a call went through.
pub fn set_binding(connection: &Connection, id: Id, binding_id: Id) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE x_call SET binding_id = ?2 WHERE id = ?1",
        params![id, binding_id],
    )?;
    Ok(())
}

/// Notes that a call carries another desk's token.
pub fn set_foreign(connection: &Connection, id: Id, desk: &str) -> Result<(), StoreError> {
    connection.execute("UPDATE x_call SET desk = ?2 WHERE id = ?1", params![id, desk])?;
    Ok(())
}

/// Calls through an X that came before the vendor's own reply told the `subid`; gives how many.
pub fn match_waiting(
    connection: &Connection,
    account_id: Id,
    x_number: &Msisdn,
    subid: &str,
    binding_id: Id,
) -> Result<usize, StoreError> {
    Ok(connection.execute(
        "UPDATE x_call SET binding_id = ?4
         WHERE x_number = ?2 AND account_id = ?1 AND subid = ?3 AND binding_id IS NULL AND desk = ''",
        params![account_id, x_number.reveal(), subid, binding_id],
    )?)
}

/// A call as a number's timeline shows it, numbers masked.
pub fn number_call(connection: &Connection, id: Id) -> Result<Option<NumberCall>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT x_call.id, x_call.kind, account.vendor, account.name, x_call.binding_id, x_call.caller, x_call.callee,
            x_call.x_number, x_call.began_at, x_call.duration_seconds, x_call.result, x_call.recording IS NOT NULL,
            x_call.sms_content, x_call.received_at
         FROM x_call JOIN account ON account.id = x_call.account_id WHERE x_call.id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(NumberCall {
        id: row.get(0)?,
        kind: unword(row.get(1)?)?,
        vendor: row.get(2)?,
        account_name: row.get(3)?,
        binding_id: row.get(4)?,
        caller_masked: mask(&row.get::<_, String>(5)?),
        callee_masked: mask(&row.get::<_, String>(6)?),
        x_number: row.get(7)?,
        began_at: row.get(8)?,
        duration_seconds: row.get(9)?,
        result: row.get(10)?,
        has_recording: row.get(11)?,
        sms_content: row.get(12)?,
        received_at: row.get(13)?,
    }))
}

/// The calls through a binding, newest first, numbers masked.
pub fn of_binding(connection: &Connection, binding_id: Id) -> Result<Vec<XCall>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, caller, callee, x_number, began_at, duration_seconds, result, released_by,
            recording IS NOT NULL, sms_content, fields, received_at
         FROM x_call WHERE binding_id = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![binding_id, SHOWN])?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        let (caller, callee): (String, String) = (row.get(2)?, row.get(3)?);
        let x_number: String = row.get(4)?;
        let fields: Option<Fields> = unjson(row.get(11)?)?;
        calls.push(XCall {
            id: row.get(0)?,
            kind: unword(row.get(1)?)?,
            caller_masked: mask(&caller),
            callee_masked: mask(&callee),
            began_at: row.get(5)?,
            duration_seconds: row.get(6)?,
            result: row.get(7)?,
            released_by: row.get(8)?,
            has_recording: row.get(9)?,
            sms_content: row.get(10)?,
            fields: shown(fields.unwrap_or_default(), [&caller, &callee], &x_number),
            received_at: row.get::<_, Millis>(12)?,
            x_number,
        });
    }
    Ok(calls)
}

/// Who called, and who was called.
pub fn ends(connection: &Connection, id: Id) -> Result<Option<(Msisdn, Msisdn)>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT caller, callee FROM x_call WHERE id = ?1")?
        .query_row([id], |row| {
            let number = |at| Ok::<_, rusqlite::Error>(Msisdn::as_given(&row.get::<_, String>(at)?));
            Ok((number(0)?, number(1)?))
        })
        .optional()?)
}

/// Where a call's recording is, and the account it came to.
pub fn recording(connection: &Connection, id: Id) -> Result<Option<(Id, String)>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT account_id, recording FROM x_call WHERE id = ?1 AND recording IS NOT NULL",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
}

/// Every field as it came, but nobody's own number: X is no one's.
fn shown(fields: Fields, hidden: [&str; 2], x_number: &str) -> Vec<Field> {
    fields
        .into_iter()
        .map(|(name, value)| {
            let is = |number: &str| Msisdn::folded(number) == Msisdn::folded(&value);
            let value = if is(x_number) {
                value
            } else if hidden.into_iter().any(is) {
                mask(&value)
            } else {
                mask_field(&name, &value)
            };
            Field { name, value }
        })
        .collect()
}
