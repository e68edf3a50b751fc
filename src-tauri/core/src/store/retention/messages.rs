//! Messages: with their reports and decisions, and the operation and the job when their last message goes.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::super::message::OPEN;
use super::super::{StoreError, json, text_index};
use super::{delete, list, remove_operations, run_with};
use crate::contract::account::Reason;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// A message is old by the last thing that happened to it, and by the time it was scheduled for. One that was sent again
/// for another stays as long as the other, whose story tells of it. One that was accepted waits for its report: it goes
/// when it has waited too long for that, see [`give_up_waiting`].
pub(super) const DUE: &str = "message.state IN ('delivered', 'failed', 'rejected', 'not_sent', 'no_report')
    AND message.state_at < ?1 AND coalesce(message.submitted_at, message.approved_at) < ?1
    AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = message.job_id
        AND (job.state IN ('running', 'paused') OR job.send_at >= ?1))
    AND NOT EXISTS (SELECT 1 FROM report WHERE report.message_id = message.id AND report.received_at >= ?2)
    AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.new_message_id = message.id)";

/// What fits no message after so long will fit none. What carries another desk's token is kept until it is handed over.
pub(super) const REPORTS_DUE: &str = "report.message_id IS NULL AND report.received_at < ?1
    AND (report.fit = 'unmatched' OR (report.fit = 'foreign' AND report.given_id IS NOT NULL))";

/// Accepted messages that no report comes for any more are `no_report` from here on, which is seen and not final: after
/// 30 days no vendor tells of them, and where none ever told (this computer does not fetch for the account, or it was
/// deleted) nothing else ends them. At most [`BATCH`](super::BATCH); gives how many.
pub fn give_up_waiting(connection: &Connection, before: Millis, now: Millis) -> Result<usize, StoreError> {
    Ok(connection
        .prepare_cached(const_format::formatcp!(
            "UPDATE message SET state = 'no_report', reason = ?2, state_at = ?3 WHERE id IN
                (SELECT message.id FROM account CROSS JOIN message ON message.account_id = account.id
                 WHERE {OPEN} AND +message.state = 'accepted'
                    AND coalesce(message.submitted_at, message.approved_at) < ?1
                    AND coalesce((SELECT send_at FROM job WHERE job.id = message.job_id), 0) < ?1 LIMIT ?4)"
        ))?
        .execute(params![before, json(&Reason::NoReportInTime)?, now, super::BATCH])?)
}

pub(super) fn remove(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    let numbers = numbers(connection, ids)?;
    // The text index is told what it held, while that is still there.
    text_index::forget_messages(connection, ids)?;
    run_with(
        connection,
        "UPDATE reply SET message_id = NULL WHERE message_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE reveal SET message_id = NULL WHERE message_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE push_effect SET report_id = NULL, fields = '{}' WHERE (push_id, report_id) IN
            (SELECT push_id, id FROM report WHERE message_id IN (SELECT value FROM json_each(?1)))",
        ids,
    )?;
    run_with(
        connection,
        "DELETE FROM report WHERE message_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "DELETE FROM decision WHERE message_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE message SET sent_again_for = NULL WHERE sent_again_for IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    delete(connection, "message", ids)?;
    let mut empty = Vec::new();
    for (operation_id, numbers) in numbers {
        if has_messages(connection, operation_id)? {
            hide(connection, operation_id, &numbers)?;
        } else {
            empty.push(operation_id);
        }
    }
    remove_operations(connection, &empty)
}

pub(super) fn remove_reports(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE push_effect SET report_id = NULL, fields = '{}' WHERE (push_id, report_id) IN
            (SELECT push_id, id FROM report WHERE id IN (SELECT value FROM json_each(?1)))",
        ids,
    )?;
    delete(connection, "report", ids)
}

/// The numbers of messages, by operation.
fn numbers(connection: &Connection, ids: &[Id]) -> Result<BTreeMap<Id, Vec<Msisdn>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT operation_id, msisdn FROM message WHERE id IN (SELECT value FROM json_each(?1))",
    )?;
    let mut rows = statement.query([list(ids)?])?;
    let mut numbers: BTreeMap<Id, Vec<Msisdn>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let number = Msisdn::as_given(&row.get::<_, String>(1)?);
        numbers.entry(row.get(0)?).or_default().push(number);
    }
    Ok(numbers)
}

fn has_messages(connection: &Connection, operation_id: Id) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM message WHERE operation_id = ?1)")?
        .query_row([operation_id], |row| row.get(0))?)
}

/// An operation that still has messages keeps its requests, as evidence for these, but not the numbers of those that are
/// gone. It is settled: its frozen body never goes out again.
fn hide(connection: &Connection, operation_id: Id, numbers: &[Msisdn]) -> Result<(), StoreError> {
    let body: String = connection
        .prepare_cached("SELECT body FROM operation WHERE id = ?1")?
        .query_row([operation_id], |row| row.get(0))?;
    connection
        .prepare_cached("UPDATE operation SET body = ?2 WHERE id = ?1")?
        .execute(params![operation_id, hidden(&body, numbers)])?;
    let mut attempts = connection.prepare_cached(
        "SELECT id, request_body, signed, reply_body, url FROM attempt WHERE operation_id = ?1",
    )?;
    let mut rows = attempts.query([operation_id])?;
    while let Some(row) = rows.next()? {
        let text = |at| -> Result<Option<String>, StoreError> {
            let text: Option<String> = row.get(at)?;
            Ok(text.map(|text| hidden(&text, numbers)))
        };
        let reply: Option<Vec<u8>> = row.get(3)?;
        let reply = reply.map(|bytes| hidden(&String::from_utf8_lossy(&bytes), numbers).into_bytes());
        connection
            .prepare_cached(
                "UPDATE attempt SET request_body = ?2, signed = ?3, reply_body = ?4, url = ?5,
                    numbers_gone = 1 WHERE id = ?1",
            )?
            .execute(params![row.get::<_, Id>(0)?, text(1)?, text(2)?, reply, text(4)?])?;
    }
    Ok(())
}

/// A text without numbers: in place of each what it is shown as.
fn hidden(text: &str, numbers: &[Msisdn]) -> String {
    let mut text = text.to_owned();
    for number in numbers {
        let digits = number.reveal().trim_start_matches('+');
        if !digits.is_empty() && text.contains(digits) {
            text = text.replace(digits, &Msisdn::as_given(digits).masked());
        }
    }
    text
}
