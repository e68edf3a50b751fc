//! The suppression list: numbers nothing is sent to, over all accounts. A row that was taken from the
//! list stays, with who did it and why.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::StoreError;
use super::decision::Decided;
use super::digits::Digits;
use crate::contract::conversation::{Suppressed, SuppressionQuery};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The table. `reply_id` outlives its reply, which retention may remove.
pub(super) const VERSION_3: &str = "
CREATE TABLE suppression (
    id INTEGER PRIMARY KEY,
    msisdn TEXT NOT NULL,
    msisdn_reversed TEXT NOT NULL,
    why TEXT NOT NULL,
    reply_id INTEGER,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL,
    removed_why TEXT,
    removed_operator TEXT,
    removed_desk TEXT,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX suppression_msisdn ON suppression (msisdn) WHERE removed_at IS NULL;
CREATE INDEX suppression_msisdn_reversed ON suppression (msisdn_reversed) WHERE removed_at IS NULL;
CREATE INDEX suppression_newest ON suppression (id) WHERE removed_at IS NULL;
";

/// Puts a number on the list; gives its row, which may have been there.
pub fn insert(
    connection: &Connection,
    msisdn: &Msisdn,
    reply_id: Option<Id>,
    by: &Decided,
) -> Result<Id, StoreError> {
    if let Some((id, _)) = listed(connection, msisdn)? {
        return Ok(id);
    }
    connection.execute(
        "INSERT INTO suppression (msisdn, msisdn_reversed, why, reply_id, operator, desk, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            msisdn.reveal(),
            msisdn.reversed(),
            by.why,
            reply_id,
            by.operator,
            by.desk,
            by.at
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Takes a number from the list; whether it was there.
pub fn remove(connection: &Connection, id: Id, by: &Decided) -> Result<bool, StoreError> {
    let removed = connection.execute(
        "UPDATE suppression SET removed_why = ?2, removed_operator = ?3, removed_desk = ?4, removed_at = ?5
         WHERE id = ?1 AND removed_at IS NULL",
        params![id, by.why, by.operator, by.desk, by.at],
    )?;
    Ok(removed > 0)
}

/// A number's row on the list, and since when it is there.
pub fn listed(connection: &Connection, msisdn: &Msisdn) -> Result<Option<(Id, Millis)>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id, at FROM suppression WHERE msisdn = ?1 AND removed_at IS NULL")?
        .query_row([msisdn.reveal()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Whether every recipient of an operation is on the list.
pub fn holds_all_of(connection: &Connection, operation_id: Id) -> Result<bool, StoreError> {
    if is_empty(connection)? {
        return Ok(false);
    }
    Ok(connection
        .prepare_cached(
            "SELECT NOT EXISTS (SELECT 1 FROM message WHERE operation_id = ?1 AND NOT EXISTS (
                SELECT 1 FROM suppression WHERE suppression.msisdn = message.msisdn AND removed_at IS NULL))",
        )?
        .query_row([operation_id], |row| row.get(0))?)
}

const ROW: &str = "SELECT suppression.id, suppression.msisdn, why, reply_id, operator, at, conversation.id
    FROM suppression LEFT JOIN reply ON reply.id = suppression.reply_id
    LEFT JOIN conversation ON conversation.account_id = reply.account_id AND conversation.msisdn = reply.msisdn";

fn read(row: &Row<'_>) -> rusqlite::Result<Suppressed> {
    Ok(Suppressed {
        id: row.get(0)?,
        number_masked: Msisdn::as_given(&row.get::<_, String>(1)?).masked(),
        why: row.get(2)?,
        reply_id: row.get(3)?,
        operator: row.get(4)?,
        at: row.get(5)?,
        conversation_id: row.get(6)?,
    })
}

/// A number's row on the list.
pub fn of_number(connection: &Connection, msisdn: &Msisdn) -> Result<Option<Suppressed>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "{ROW} WHERE suppression.msisdn = ?1 AND removed_at IS NULL"
        ))?
        .query_row([msisdn.reveal()], read)
        .optional()?)
}

/// Whether no number is on the list.
pub fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM suppression WHERE removed_at IS NULL)")?
        .query_row([], |row| row.get(0))?)
}

/// How many numbers are on the list.
pub fn total(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM suppression WHERE removed_at IS NULL")?
        .query_row([], |row| row.get(0))?)
}

/// A page of the list, newest first, and whether there is more.
pub fn page(
    connection: &Connection,
    query: &SuppressionQuery,
) -> Result<(Vec<Suppressed>, bool), StoreError> {
    let limit = query.limit.clamp(1, 500);
    let mut values: Vec<Value> = vec![query.before.unwrap_or(Id::MAX).into(), (limit + 1).into()];
    let searched = match Digits::of(&query.search) {
        _ if query.search.trim().is_empty() => String::new(),
        Some(digits) if digits.are_enough() => format!(
            "AND suppression.id IN ({})",
            digits.ids("suppression", "removed_at IS NULL", &mut values)
        ),
        // Numbers are all there is to search by.
        _ => return Ok((Vec::new(), false)),
    };
    let mut statement = connection.prepare_cached(&format!(
        "{ROW} WHERE removed_at IS NULL AND suppression.id < ?1 {searched} ORDER BY suppression.id DESC LIMIT ?2"
    ))?;
    let mut page = statement
        .query_map(params_from_iter(values), read)?
        .collect::<Result<Vec<_>, _>>()?;
    let more = page.len() > limit as usize;
    page.truncate(limit as usize);
    Ok((page, more))
}
