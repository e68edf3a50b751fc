//! Delivery reports. The unique key makes applying twice change nothing (`design.md`, idea 3).

use rusqlite::{Connection, params};

use super::{StoreError, word};
use crate::contract::message::{StoryEvent, StoryWhat};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;
use crate::vendors::ReportItem;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    msg_id TEXT NOT NULL,
    msisdn TEXT NOT NULL,
    code TEXT NOT NULL,
    vendor_time TEXT NOT NULL,
    echo TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    message_id INTEGER REFERENCES message (id),
    decided INTEGER NOT NULL DEFAULT 0,
    fit TEXT NOT NULL,
    UNIQUE (account_id, msg_id, msisdn, code, vendor_time)
) STRICT;
CREATE INDEX report_message ON report (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX report_unmatched ON report (account_id, msg_id) WHERE fit = 'unmatched';
CREATE INDEX report_foreign ON report (id) WHERE fit = 'foreign';
";

/// Whether a report fits a message of this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It is about one of our messages.
    Matched,
    /// It fits none yet; it is matched later.
    Unmatched,
    /// It carries another desk's token.
    Foreign,
}

/// Keeps a report; `None` when it was here already.
pub fn insert(
    connection: &Connection,
    poll_id: Id,
    account_id: Id,
    item: &ReportItem,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let added = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO report (poll_id, account_id, msg_id, msisdn, code, vendor_time, echo, received_at, fit)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'unmatched')",
        )?
        .execute(params![
            poll_id,
            account_id,
            item.msg_id,
            item.msisdn.reveal(),
            item.code,
            item.time,
            item.echo,
            now
        ])?;
    Ok((added > 0).then(|| connection.last_insert_rowid()))
}

/// Writes down what a report is about.
pub fn set_fit(
    connection: &Connection,
    id: Id,
    fit: Fit,
    message_id: Option<Id>,
    decided: bool,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE report SET fit = ?2, message_id = ?3, decided = ?4 WHERE id = ?1")?
        .execute(params![id, word(&fit)?, message_id, decided])?;
    Ok(())
}

/// Reports of an account that fit no message yet and name this message id.
pub fn unmatched(
    connection: &Connection,
    account_id: Id,
    msg_id: &str,
) -> Result<Vec<(Id, ReportItem)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, msg_id, msisdn, code, vendor_time, echo FROM report
         WHERE fit = 'unmatched' AND account_id = ?1 AND msg_id = ?2 ORDER BY id",
    )?;
    let reports = statement
        .query_map(params![account_id, msg_id], |row| {
            Ok((
                row.get(0)?,
                ReportItem {
                    msg_id: row.get(1)?,
                    msisdn: Msisdn::as_given(&row.get::<_, String>(2)?),
                    code: row.get(3)?,
                    time: row.get(4)?,
                    echo: row.get(5)?,
                },
            ))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(reports)
}

/// How many carry another desk's token.
pub fn foreign_count(connection: &Connection) -> Result<u32, StoreError> {
    Ok(
        connection.query_row("SELECT count(*) FROM report WHERE fit = 'foreign'", [], |row| {
            row.get(0)
        })?,
    )
}

/// A message's reports, as events of its story.
pub fn events(connection: &Connection, message_id: Id) -> Result<Vec<StoryEvent>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, code, vendor_time, decided FROM report WHERE message_id = ?1 ORDER BY id",
    )?;
    let events = statement
        .query_map([message_id], |row| {
            Ok(StoryEvent {
                at: row.get(0)?,
                what: StoryWhat::Report {
                    code: row.get(1)?,
                    vendor_time: row.get(2)?,
                    decided: row.get(3)?,
                },
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(events)
}
