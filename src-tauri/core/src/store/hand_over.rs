//! What was fetched here for other desks, what was handed over to them, and what was taken in from them.

mod calls;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

pub use calls::HandedCall;

use super::{StoreError, unjson, unword};
use crate::contract::message::ReportChannel;
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};
use crate::vendors::{Fields, ReportVerdict};

/// The table: `way` is `given` or `taken`.
pub(super) const VERSION_3: &str = "
CREATE TABLE hand_over (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    way TEXT NOT NULL,
    other_desk TEXT NOT NULL,
    reports INTEGER NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
";

/// How many calls it was, beside the reports.
pub(super) const VERSION_4: &str = "
ALTER TABLE hand_over ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
";

/// Message ids that are not known here are counted up to so many: more say nothing more.
const MOST_COUNTED: u32 = 10_000;

/// Which way something was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To another desk.
    Given,
    /// From another desk.
    Taken,
}

/// Writes a hand over down: with which desk, who did it and when.
pub fn insert(
    connection: &Connection,
    account_id: Id,
    way: Way,
    other_desk: &str,
    by: &Identity,
    now: Millis,
) -> Result<Id, StoreError> {
    let way = match way {
        Way::Given => "given",
        Way::Taken => "taken",
    };
    connection.execute(
        "INSERT INTO hand_over (account_id, way, other_desk, reports, operator, desk, at)
         VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
        params![account_id, way, other_desk, by.operator, by.desk, now],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Notes how many reports and how many calls it was.
pub fn set_counts(connection: &Connection, id: Id, reports: usize, calls: usize) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE hand_over SET reports = ?2, calls = ?3 WHERE id = ?1",
        params![id, limit(reports), limit(calls)],
    )?;
    Ok(())
}

/// A number of rows as SQLite counts them.
fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Reports and calls of one account that are no business of this desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignRow {
    /// The account they came to.
    pub account_id: Id,
    /// The desk whose token they carry; none where they carry none.
    pub desk: Option<String>,
    /// How many reports.
    pub reports: u32,
    /// How many call records and call starts.
    pub calls: u32,
    /// How many of all these were not handed over.
    pub not_handed_over: u32,
    /// When the first came.
    pub first_at: Millis,
    /// When the last came.
    pub last_at: Millis,
}

/// What was fetched here for other desks, and what came before `before` about message ids that are not known here.
pub fn foreign(connection: &Connection, before: Millis) -> Result<Vec<ForeignRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT account_id, desk, sum(reports), sum(calls), sum(waiting), min(first_at), max(last_at) FROM (
            SELECT account_id, desk, count(*) AS reports, 0 AS calls, count(*) - count(given_id) AS waiting,
                min(received_at) AS first_at, max(received_at) AS last_at
            FROM report WHERE fit = 'foreign' GROUP BY account_id, desk
            UNION ALL
            SELECT account_id, desk, 0, count(*), count(*) - count(given_id), min(received_at), max(received_at)
            FROM x_call WHERE desk <> '' GROUP BY account_id, desk)
         GROUP BY account_id, desk
         UNION ALL
         SELECT account_id, NULL, count(*), 0, count(*), min(received_at), max(received_at) FROM report
         WHERE fit = 'unmatched' AND desk = '' AND received_at <= ?1 GROUP BY account_id
         ORDER BY 1, 2",
    )?;
    let rows = statement
        .query_map([before], |row| {
            Ok(ForeignRow {
                account_id: row.get(0)?,
                desk: row.get(1)?,
                reports: row.get(2)?,
                calls: row.get(3)?,
                not_handed_over: row.get(4)?,
                first_at: row.get(5)?,
                last_at: row.get(6)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(rows)
}

/// How many reports and calls are another desk's and were not handed over, of one account or of all.
pub fn not_given(connection: &Connection, account_id: Option<Id>) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM report
                WHERE fit = 'foreign' AND given_id IS NULL AND (?1 IS NULL OR account_id = ?1))
             + (SELECT count(*) FROM x_call
                WHERE desk <> '' AND given_id IS NULL AND (?1 IS NULL OR account_id = ?1))",
        )?
        .query_row([account_id], |row| row.get(0))?)
}

/// How many reports came before `before` about message ids that are not known here, and carry no token, of one account
/// or of all; counting stops at 10,000.
pub fn of_nobody(connection: &Connection, account_id: Option<Id>, before: Millis) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM report
             WHERE fit = 'unmatched' AND desk = '' AND received_at <= ?2 AND (?1 IS NULL OR account_id = ?1) LIMIT ?3)",
        )?
        .query_row(params![account_id, before, MOST_COUNTED], |row| row.get(0))?)
}

/// A report as one desk hands it to another: everything that reading it brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// The vendor's message id.
    pub msg_id: String,
    /// The number it is about.
    pub msisdn: Option<String>,
    /// The code, as printed.
    pub code: String,
    /// The vendor's table the code stands in.
    pub table: String,
    /// What it says.
    pub verdict: ReportVerdict,
    /// The time, as it came.
    pub vendor_time: String,
    /// What the vendor echoed.
    pub echo: String,
    /// Which segment of how many.
    pub part: Option<(u32, u32)>,
    /// How it came.
    pub channel: ReportChannel,
    /// What makes it the same report when it comes again.
    pub dedupe: String,
    /// Every field, as it came.
    pub fields: Fields,
    /// When it came to the desk that fetched it.
    pub received_at: Millis,
}

/// What goes to another desk, each with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToGive {
    /// Reports, in the order they came.
    pub reports: Vec<(Id, Handed)>,
    /// Calls, in the order they came.
    pub calls: Vec<(Id, HandedCall)>,
}

impl ToGive {
    /// Whether it is nothing.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty() && self.calls.is_empty()
    }
}

/// Another desk's reports and calls that were not handed over yet, or, where all were, all of them again: the file may
/// have been lost. The newest `most` of both together.
pub fn to_give(
    connection: &Connection,
    account_id: Id,
    desk: &str,
    most: usize,
) -> Result<ToGive, StoreError> {
    let those = |but: &str| -> Result<ToGive, StoreError> {
        let reports = of_desk(connection, account_id, desk, most, but)?;
        let calls = calls::of_desk(connection, account_id, desk, most - reports.len(), but)?;
        Ok(ToGive { reports, calls })
    };
    let new = those("AND given_id IS NULL")?;
    if new.is_empty() { those("") } else { Ok(new) }
}

fn of_desk(
    connection: &Connection,
    account_id: Id,
    desk: &str,
    most: usize,
    but: &str,
) -> Result<Vec<(Id, Handed)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, msg_id, msisdn, code, code_table, verdict, vendor_time, echo, part, parts, channel, dedupe, fields,
            received_at
         FROM report WHERE fit = 'foreign' AND account_id = ?1 AND desk = ?2 {but} ORDER BY id DESC LIMIT ?3"
    ))?;
    let mut rows = statement.query(params![account_id, desk, limit(most)])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let (part, parts): (Option<u32>, Option<u32>) = (row.get(8)?, row.get(9)?);
        let handed = Handed {
            msg_id: row.get(1)?,
            msisdn: row.get(2)?,
            code: row.get(3)?,
            table: row.get(4)?,
            verdict: unword(row.get(5)?)?,
            vendor_time: row.get(6)?,
            echo: row.get(7)?,
            part: part.zip(parts),
            channel: unword(row.get(10)?)?,
            dedupe: row.get(11)?,
            fields: unjson(row.get(12)?)?.unwrap_or_default(),
            received_at: row.get(13)?,
        };
        reports.push((row.get(0)?, handed));
    }
    reports.reverse();
    Ok(reports)
}

/// Marks reports and calls as handed over. They stay.
pub fn give(connection: &Connection, id: Id, reports: &[Id], calls: &[Id]) -> Result<(), StoreError> {
    give_each(
        connection,
        "UPDATE report SET given_id = ?2 WHERE id = ?1",
        id,
        reports,
    )?;
    calls::give(connection, id, calls)?;
    set_counts(connection, id, reports.len(), calls.len())
}

fn give_each(connection: &Connection, sql: &str, id: Id, rows: &[Id]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    for row in rows {
        statement.execute(params![row, id])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::in_memory;

    #[test]
    fn what_fits_nothing_is_counted_in_the_index_alone() {
        let connection = in_memory();
        for (query, index) in [
            (
                "SELECT 1 FROM report WHERE fit = 'unmatched' AND desk = '' AND received_at <= 5 LIMIT 10",
                "report_unmatched",
            ),
            (
                "SELECT count(*) FROM report WHERE fit = 'foreign' AND given_id IS NULL",
                "report_foreign",
            ),
            (
                "SELECT account_id, desk, count(*), count(given_id), min(received_at) FROM report
                 WHERE fit = 'foreign' GROUP BY account_id, desk",
                "report_foreign",
            ),
            (
                "SELECT count(*) FROM x_call WHERE desk <> '' AND given_id IS NULL",
                "x_call_foreign",
            ),
            (
                "SELECT account_id, desk, count(*), count(given_id), min(received_at) FROM x_call
                 WHERE desk <> '' GROUP BY account_id, desk",
                "x_call_foreign",
            ),
        ] {
            let plan: String = connection
                .query_row(&format!("EXPLAIN QUERY PLAN {query}"), [], |row| row.get(3))
                .unwrap();
            assert!(
                plan.contains(&format!("COVERING INDEX {index}")),
                "{query}: {plan}"
            );
        }
    }
}
