//! Messages a vendor is asked about one by one (International SMS): which are due, and when each was last asked about.

use const_format::formatcp;
use rusqlite::{Connection, params};

use super::super::StoreError;
use super::OPEN;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The longest a vendor can be asked about a message: 30 days (intl-sms.md, 第四章).
const ASKED_FOR: Millis = 30 * 24 * 60 * 60 * 1000;
/// Messages in one question (intl-sms.md, 第四章).
const ASKED_AT_ONCE: u32 = 500;

/// A message that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The message.
    pub id: Id,
    /// When it was asked about before.
    pub before: Option<Millis>,
    /// The vendor's message id, and the number.
    pub about: (String, Msisdn),
}

/// A question that got no answer was not asked.
pub fn not_asked(connection: &Connection, asked: &[Asked]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("UPDATE message SET asked_at = ?2 WHERE id = ?1")?;
    for asked in asked {
        statement.execute(params![asked.id, asked.before])?;
    }
    Ok(())
}

/// A question whose answer never came was not asked: what it was about, by the time at which it was noted, is asked about
/// at once.
pub fn ask_anew(connection: &Connection, poll_id: Id) -> Result<(), StoreError> {
    connection
        .prepare_cached(formatcp!(
            "UPDATE message SET asked_at = NULL
             WHERE account_id = (SELECT account_id FROM poll WHERE id = ?1)
               AND {OPEN} AND asked_at = (SELECT intent_at FROM poll WHERE id = ?1)"
        ))?
        .execute([poll_id])?;
    Ok(())
}

/// Whether a message was asked about since [`ask_again`].
pub fn was_asked(connection: &Connection, id: Id) -> Result<bool, StoreError> {
    Ok(connection.query_row(
        "SELECT asked_at IS NOT NULL FROM message WHERE id = ?1",
        [id],
        |row| row.get(0),
    )?)
}

/// Messages of an account that are still open and due to be asked about, with the vendor's message id: at most 500,
/// the longest unasked first. Each is asked about again after a quarter of its age, so that the questions spread out
/// over its 30 days; a scheduled one not before its time. They are noted as asked now.
pub fn ask(
    connection: &Connection,
    account_id: Id,
    now: Millis,
    shortest: std::time::Duration,
) -> Result<Vec<Asked>, StoreError> {
    let shortest = i64::try_from(shortest.as_millis()).unwrap_or(Millis::MAX);
    let mut statement = connection.prepare_cached(formatcp!(
        "SELECT message.id, operation.msg_id, message.msisdn, message.asked_at
         FROM message JOIN operation ON operation.id = message.operation_id JOIN job ON job.id = message.job_id
         WHERE message.account_id = ?1 AND {OPEN}
           AND operation.msg_id IS NOT NULL AND coalesce(job.send_at, 0) <= ?2
           AND max(coalesce(message.submitted_at, message.approved_at), coalesce(job.send_at, 0)) > ?2 - ?3
           AND (message.asked_at IS NULL OR message.asked_at > ?2 OR ?2 - message.asked_at >=
                max(?4, (message.asked_at - max(coalesce(message.submitted_at, message.approved_at),
                    coalesce(job.send_at, 0))) / 4))
         ORDER BY message.asked_at IS NOT NULL, message.asked_at, message.id LIMIT ?5"
    ))?;
    let due = statement
        .query_map(
            params![account_id, now, ASKED_FOR, shortest, ASKED_AT_ONCE],
            |row| {
                Ok((
                    row.get::<_, Id>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, Option<Millis>>(3)?,
                ))
            },
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let mut note = connection.prepare_cached("UPDATE message SET asked_at = ?2 WHERE id = ?1")?;
    let mut asked = Vec::with_capacity(due.len());
    for (id, msg_id, msisdn, before) in due {
        note.execute(params![id, now])?;
        asked.push(Asked {
            id,
            before,
            about: (msg_id, Msisdn::as_given(&msisdn)),
        });
    }
    Ok(asked)
}

/// When the next message of an account is due to be asked about; none while none is open. See [`ask`].
pub fn next_ask(
    connection: &Connection,
    account_id: Id,
    now: Millis,
    shortest: std::time::Duration,
) -> Result<Option<Millis>, StoreError> {
    let shortest = i64::try_from(shortest.as_millis()).unwrap_or(Millis::MAX);
    Ok(connection
        .prepare_cached(formatcp!(
            "SELECT min(due) FROM (
                SELECT begin, CASE WHEN asked_at IS NULL OR asked_at > ?2 THEN begin
                    ELSE asked_at + max(?4, (asked_at - begin) / 4) END AS due
                FROM (
                    SELECT message.asked_at, max(coalesce(message.submitted_at, message.approved_at),
                        coalesce(job.send_at, 0)) AS begin
                    FROM message JOIN operation ON operation.id = message.operation_id
                        JOIN job ON job.id = message.job_id
                    WHERE message.account_id = ?1 AND {OPEN}
                        AND operation.msg_id IS NOT NULL)
                WHERE begin > ?2 - ?3)
             WHERE due < begin + ?3"
        ))?
        .query_row(params![account_id, now, ASKED_FOR, shortest], |row| row.get(0))?)
}

/// How many messages of an account wait for an answer to a question about them; counting stops at `most`.
pub fn open(connection: &Connection, account_id: Id, now: Millis, most: u32) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(formatcp!(
            "SELECT count(*) FROM (
                SELECT 1 FROM message JOIN operation ON operation.id = message.operation_id
                    JOIN job ON job.id = message.job_id
                WHERE message.account_id = ?1 AND {OPEN}
                    AND operation.msg_id IS NOT NULL
                    AND max(coalesce(message.submitted_at, message.approved_at), coalesce(job.send_at, 0)) > ?2 - ?3
                LIMIT ?4)"
        ))?
        .query_row(params![account_id, now, ASKED_FOR, most], |row| row.get(0))?)
}

/// Makes a message due to be asked about at once.
pub fn ask_again(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE message SET asked_at = NULL WHERE id = ?1", [id])?;
    Ok(())
}
