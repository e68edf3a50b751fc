//! Call records and call starts as one desk hands them to another.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::super::{StoreError, unjson, unword};
use super::{give_each, limit};
use crate::contract::account::PushKind;
use crate::contract::{Id, Millis};
use crate::vendors::Fields;

/// A call as one desk hands it to another: everything that reading its push brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedCall {
    /// `CallRecord` or `CallStart`.
    pub kind: PushKind,
    /// The task.
    pub task_id: String,
    /// The binding's id at the vendor.
    pub subid: String,
    /// The caller.
    pub caller: String,
    /// The X number.
    pub x_number: String,
    /// The callee.
    pub callee: String,
    /// When it began, epoch seconds.
    pub began: Option<i64>,
    /// How long it was spoken, in seconds.
    pub duration: Option<i64>,
    /// How it ended.
    pub result: Option<String>,
    /// Who ended it.
    pub released_by: Option<String>,
    /// Where the recording is.
    pub recording: Option<String>,
    /// The short message, if it was one.
    pub sms_content: Option<String>,
    /// What the vendor echoed.
    pub echo: String,
    /// What makes it the same call when it comes again.
    pub dedupe: String,
    /// Every field, as it came.
    pub fields: Fields,
    /// When it came to the desk it was pushed to.
    pub received_at: Millis,
}

/// Calls of another desk, the newest `most`, in the order they came, each with its id.
pub(super) fn of_desk(
    connection: &Connection,
    account_id: Id,
    desk: &str,
    most: usize,
    but: &str,
) -> Result<Vec<(Id, HandedCall)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, kind, task_id, subid, caller, x_number, callee, began_at, duration_seconds, result, released_by,
            recording, sms_content, echo, dedupe, fields, received_at
         FROM x_call WHERE desk <> '' AND account_id = ?1 AND desk = ?2 {but} ORDER BY id DESC LIMIT ?3"
    ))?;
    let mut rows = statement.query(params![account_id, desk, limit(most)])?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        let began_at: Option<Millis> = row.get(7)?;
        let handed = HandedCall {
            kind: unword(row.get(1)?)?,
            task_id: row.get(2)?,
            subid: row.get(3)?,
            caller: row.get(4)?,
            x_number: row.get(5)?,
            callee: row.get(6)?,
            began: began_at.map(|millis| millis / 1000),
            duration: row.get(8)?,
            result: row.get(9)?,
            released_by: row.get(10)?,
            recording: row.get(11)?,
            sms_content: row.get(12)?,
            echo: row.get(13)?,
            dedupe: row.get(14)?,
            fields: unjson(row.get(15)?)?.unwrap_or_default(),
            received_at: row.get(16)?,
        };
        calls.push((row.get(0)?, handed));
    }
    calls.reverse();
    Ok(calls)
}

/// Marks calls as handed over. They stay.
pub(super) fn give(connection: &Connection, id: Id, calls: &[Id]) -> Result<(), StoreError> {
    give_each(
        connection,
        "UPDATE x_call SET given_id = ?2 WHERE id = ?1",
        id,
        calls,
    )
}
