//! Delivery reports. The unique key makes applying twice change nothing (`design.md`, idea 3).

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{StoreError, json, unjson, unword, word};
use crate::contract::binding::Field;
use crate::contract::message::{OfferedReport, StoryEvent, StoryWhat};
use crate::contract::{Id, Millis};
use crate::msisdn::{Msisdn, mask_field};
use crate::vendors::{ReportItem, ReportVerdict};

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

/// Reports come by polls, queries and pushes; what makes two the same is the vendor's rule.
pub(super) const VERSION_2: &str = "
CREATE TABLE report_2 (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER REFERENCES poll (id),
    push_id INTEGER REFERENCES push (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    msg_id TEXT NOT NULL,
    msisdn TEXT,
    code TEXT NOT NULL,
    code_table TEXT NOT NULL,
    verdict TEXT NOT NULL,
    vendor_time TEXT NOT NULL,
    echo TEXT NOT NULL,
    part INTEGER,
    parts INTEGER,
    channel TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    fields TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    message_id INTEGER REFERENCES message (id),
    decided INTEGER NOT NULL DEFAULT 0,
    fit TEXT NOT NULL,
    UNIQUE (account_id, dedupe)
) STRICT;
INSERT INTO report_2 (id, poll_id, account_id, msg_id, msisdn, code, code_table, verdict, vendor_time, echo, channel,
    dedupe, fields, received_at, message_id, decided, fit)
SELECT id, poll_id, account_id, msg_id, msisdn, code, '',
    CASE code WHEN 'DELIVRD' THEN 'delivered' WHEN 'ACCEPTD' THEN 'none' WHEN 'UNKNOWN' THEN 'none' ELSE 'failed' END,
    vendor_time, echo, 'poll', msg_id || '|' || msisdn || '|' || code || '|' || vendor_time,
    json_object('msgId', msg_id, 'mobile', msisdn, 'code', code, 'time', vendor_time, 'ext', echo),
    received_at, message_id, decided, fit FROM report;
DROP TABLE report;
ALTER TABLE report_2 RENAME TO report;
CREATE INDEX report_message ON report (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX report_unmatched ON report (account_id, msg_id) WHERE fit = 'unmatched';
CREATE INDEX report_foreign ON report (id) WHERE fit = 'foreign';
";

/// A token as `desk::token` makes it, for the rows that are there; nothing behind it, or a dot.
pub(super) const TOKEN: &str = const_format::concatcp!(
    "[A-Z0-9][A-Z0-9][A-Z0-9]",
    const_format::str_repeat!("[0-9a-hjkmnp-tv-z]", 9)
);

/// The desk whose token a report carries that fits nothing, empty where it carries none; and the hand over by which it
/// went to that desk, or came from another. What fits nothing is counted in the indexes alone.
pub(super) const VERSION_3: &str = const_format::formatcp!(
    "
ALTER TABLE report ADD COLUMN desk TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN given_id INTEGER REFERENCES hand_over (id);
ALTER TABLE report ADD COLUMN taken_id INTEGER REFERENCES hand_over (id);
UPDATE report SET desk = substr(echo, 1, 3)
    WHERE fit = 'foreign' AND (echo GLOB '{TOKEN}' OR echo GLOB '{TOKEN}.*');
UPDATE report SET desk = substr(echo, 1, 3)
    WHERE fit = 'unmatched' AND (echo GLOB '{TOKEN}' OR echo GLOB '{TOKEN}.*');
DROP INDEX report_unmatched;
DROP INDEX report_foreign;
CREATE INDEX report_unmatched ON report (account_id, msg_id, desk, received_at) WHERE fit = 'unmatched';
CREATE INDEX report_foreign ON report (account_id, desk, given_id, received_at) WHERE fit = 'foreign';
CREATE INDEX report_stray ON report (received_at) WHERE fit = 'unmatched' AND desk <> '';
"
);

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

/// Where a report came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A poll, or a query for single messages.
    Poll(Id),
    /// A push.
    Push(Id),
    /// Another desk, which had fetched it.
    HandOver(Id),
}

/// Keeps a report that fits no message yet; `None` when it was here already.
pub fn insert(
    connection: &Connection,
    source: Source,
    account_id: Id,
    item: &ReportItem,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    insert_as(
        connection,
        source,
        account_id,
        item,
        (Fit::Unmatched, None, false),
        now,
    )
}

/// Keeps a report about a message, and whether it decides it; `None` when it was here already. The same as [`insert`]
/// and [`set_fit`], written once.
pub fn insert_about(
    connection: &Connection,
    source: Source,
    account_id: Id,
    item: &ReportItem,
    (message_id, decided): (Id, bool),
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let fit = (Fit::Matched, Some(message_id), decided);
    insert_as(connection, source, account_id, item, fit, now)
}

fn insert_as(
    connection: &Connection,
    source: Source,
    account_id: Id,
    item: &ReportItem,
    (fit, message_id, decided): (Fit, Option<Id>, bool),
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let (poll_id, push_id, taken_id) = match source {
        Source::Poll(id) => (Some(id), None, None),
        Source::Push(id) => (None, Some(id), None),
        Source::HandOver(id) => (None, None, Some(id)),
    };
    let added = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO report (poll_id, push_id, account_id, msg_id, msisdn, code, code_table, verdict,
                vendor_time, echo, part, parts, channel, dedupe, fields, received_at, taken_id, fit, message_id, decided)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(params![
            poll_id,
            push_id,
            account_id,
            item.msg_id,
            item.msisdn.as_ref().map(Msisdn::reveal),
            item.code,
            item.table,
            verdict_word(item.verdict),
            item.time,
            item.echo,
            item.part.map(|(part, _)| part),
            item.part.map(|(_, parts)| parts),
            word(&item.channel)?,
            item.dedupe,
            json(&item.fields)?,
            now,
            taken_id,
            word(&fit)?,
            message_id,
            decided
        ])?;
    Ok((added > 0).then(|| connection.last_insert_rowid()))
}

fn verdict_word(verdict: ReportVerdict) -> &'static str {
    match verdict {
        ReportVerdict::Delivered => "delivered",
        ReportVerdict::Failed => "failed",
        ReportVerdict::None => "none",
    }
}

fn verdict_of(word: &str) -> ReportVerdict {
    match word {
        "delivered" => ReportVerdict::Delivered,
        "failed" => ReportVerdict::Failed,
        _ => ReportVerdict::None,
    }
}

/// What the reports about the segments of one message say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Segments that arrived.
    pub delivered: u32,
    /// Whether one failed.
    pub failed: bool,
}

/// The segments of a message that were reported on.
pub fn parts(connection: &Connection, message_id: Id) -> Result<Parts, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(DISTINCT CASE WHEN verdict = 'delivered' THEN part END),
                count(CASE WHEN verdict = 'failed' THEN 1 END) > 0
             FROM report WHERE message_id = ?1",
        )?
        .query_row([message_id], |row| {
            Ok(Parts {
                delivered: row.get(0)?,
                failed: row.get(1)?,
            })
        })?)
}

/// A report that fits no message yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The report.
    pub id: Id,
    /// The vendor's message id.
    pub msg_id: String,
    /// The number it is about.
    pub msisdn: Option<Msisdn>,
    /// The code, as printed.
    pub code: String,
    /// The vendor's table the code stands in; empty for the carriers' codes.
    pub table: String,
    /// What it says.
    pub verdict: ReportVerdict,
    /// What the vendor echoed.
    pub echo: String,
    /// Which segment of how many.
    pub part: Option<(u32, u32)>,
}

impl Waiting {
    /// A report that was just kept.
    pub fn of(id: Id, item: &ReportItem) -> Self {
        Self {
            id,
            msg_id: item.msg_id.clone(),
            msisdn: item.msisdn.clone(),
            code: item.code.clone(),
            table: item.table.to_owned(),
            verdict: item.verdict,
            echo: item.echo.clone(),
            part: item.part,
        }
    }
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

/// Writes down that a report fits nothing here, and whose token it carries: empty where it carries none.
pub fn set_unfit(connection: &Connection, id: Id, fit: Fit, desk: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE report SET fit = ?2, message_id = NULL, decided = 0, desk = ?3 WHERE id = ?1",
        )?
        .execute(params![id, word(&fit)?, desk])?;
    Ok(())
}

/// Reports of an account that fit no message yet and name this message id.
pub fn unmatched(connection: &Connection, account_id: Id, msg_id: &str) -> Result<Vec<Waiting>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, msg_id, msisdn, code, code_table, verdict, echo, part, parts FROM report
         WHERE fit = 'unmatched' AND account_id = ?1 AND msg_id = ?2 ORDER BY id",
    )?;
    let reports = statement
        .query_map(params![account_id, msg_id], |row| {
            let (part, parts): (Option<u32>, Option<u32>) = (row.get(7)?, row.get(8)?);
            Ok(Waiting {
                id: row.get(0)?,
                msg_id: row.get(1)?,
                msisdn: row
                    .get::<_, Option<String>>(2)?
                    .map(|number| Msisdn::as_given(&number)),
                code: row.get(3)?,
                table: row.get(4)?,
                verdict: verdict_of(&row.get::<_, String>(5)?),
                echo: row.get(6)?,
                part: part.zip(parts),
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(reports)
}

/// Whether a report is about one of our messages.
pub fn is_matched(connection: &Connection, id: Id) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT fit = 'matched' FROM report WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// Reports that may be about a message whose outcome is unknown: they fit nothing, name its number, carry no token, came
/// after it went out, and no other operation in doubt holds that number.
pub fn offered(connection: &Connection, message_id: Id) -> Result<Vec<OfferedReport>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT report.code, report.code_table, report.msg_id, report.vendor_time, report.received_at
         FROM message JOIN report ON report.account_id = message.account_id AND report.msisdn = message.msisdn
         WHERE message.id = ?1 AND message.state = 'unknown' AND report.fit = 'unmatched' AND report.echo = ''
           AND report.received_at >= coalesce(message.submitted_at, message.approved_at)
           AND (SELECT count(*) FROM message AS other WHERE other.msisdn = message.msisdn
                AND other.account_id = message.account_id AND other.state = 'unknown') = 1
         ORDER BY report.id DESC LIMIT 10",
    )?;
    let offered = statement
        .query_map([message_id], |row| {
            Ok(OfferedReport {
                code: row.get(0)?,
                table: row.get(1)?,
                msg_id: row.get(2)?,
                vendor_time: row.get(3)?,
                received_at: row.get(4)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(offered)
}

/// A message's reports, as events of its story.
pub fn events(connection: &Connection, message_id: Id) -> Result<Vec<StoryEvent>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, code, vendor_time, decided, code_table, channel, part, parts, fields FROM report
         WHERE message_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([message_id])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let (part, parts): (Option<u32>, Option<u32>) = (row.get(6)?, row.get(7)?);
        let fields: Option<BTreeMap<String, String>> = unjson(row.get(8)?)?;
        events.push(StoryEvent {
            at: row.get(0)?,
            what: StoryWhat::Report {
                code: row.get(1)?,
                vendor_time: row.get(2)?,
                decided: row.get(3)?,
                table: row.get(4)?,
                channel: unword(row.get(5)?)?,
                part: part.zip(parts),
                fields: shown(fields.unwrap_or_default()),
            },
        });
    }
    Ok(events)
}

/// Fields as they came, numbers masked.
pub(crate) fn shown(fields: BTreeMap<String, String>) -> Vec<Field> {
    fields
        .into_iter()
        .map(|(name, value)| Field {
            value: mask_field(&name, &value),
            name,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::TOKEN;
    use crate::desk::token;
    use crate::surroundings::SystemRandomness;

    #[test]
    fn the_carried_over_reports_are_told_apart_as_the_desk_does() {
        let connection = crate::store::cipher::in_memory();
        let made = token::new("P01", &SystemRandomness);
        let long = token::echo(&made, "order.7");
        for echo in [
            made.as_str(),
            long.as_str(),
            "",
            "Z99abcdefghj",
            "Z99abcdefghj.",
            "Z99abcdefghj.订单",
            "Z99abcdefghjk",
            "z99abcdefghj",
            "Z99abcdefghi",
            "Z99abcdefghl",
            "Z99abcdefgho",
            "Z99abcdefghu",
            "Z9Zabcdefghz",
            "Z99abcdefgh",
            "Z99ABCDEFGHJ",
            "Z99abcdefgh_",
            "订单订单订单",
            "NO订单12345",
            "Z99abcdefg\u{1F600}",
        ] {
            let found: bool = connection
                .query_row(
                    &format!("SELECT ?1 GLOB '{TOKEN}' OR ?1 GLOB '{TOKEN}.*'"),
                    [echo],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(found, token::of_echo(echo).is_some(), "{echo}");
        }
    }
}
