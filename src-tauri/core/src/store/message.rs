//! Messages: one text to one recipient.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::{StoreError, json, unjson, unword, word};
use crate::contract::account::{Reason, SendMode};
use crate::contract::message::{MessageQuery, MessageState};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES job (id),
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    msisdn TEXT NOT NULL,
    msisdn_reversed TEXT NOT NULL,
    variables TEXT,
    text_hash INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    approved_at INTEGER NOT NULL,
    submitted_at INTEGER,
    state_at INTEGER NOT NULL,
    verdict_code TEXT,
    decided_by_hand INTEGER NOT NULL DEFAULT 0,
    contradicted INTEGER NOT NULL DEFAULT 0,
    sent_again_for INTEGER REFERENCES message (id)
) STRICT;
CREATE INDEX message_state ON message (state, id);
CREATE INDEX message_account ON message (account_id, id);
CREATE INDEX message_job ON message (job_id, id);
CREATE INDEX message_operation ON message (operation_id, msisdn);
CREATE INDEX message_msisdn ON message (msisdn, id);
CREATE INDEX message_msisdn_reversed ON message (msisdn_reversed, id);
CREATE INDEX message_sent_again ON message (sent_again_for) WHERE sent_again_for IS NOT NULL;
CREATE INDEX message_settled ON message (state, state_at);
CREATE INDEX message_awaited ON message (account_id, coalesce(submitted_at, approved_at))
    WHERE state IN ('sending', 'accepted', 'unknown');
";

/// Message ids per recipient (LinkAccount), and when a vendor was last asked about one (International SMS).
pub(super) const VERSION_2: &str = "
ALTER TABLE message ADD COLUMN msg_id TEXT;
ALTER TABLE message ADD COLUMN asked_at INTEGER;
CREATE INDEX message_msg_id ON message (msg_id) WHERE msg_id IS NOT NULL;
CREATE INDEX message_open ON message (account_id, asked_at) WHERE state IN ('accepted', 'unknown', 'no_report');
";

/// A message to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// To whom.
    pub msisdn: Msisdn,
    /// The values of the template's places; none in a plain send.
    pub variables: Option<Vec<String>>,
    /// First eight bytes of the SHA-256 of the text as the customer gets it.
    pub text_hash: i64,
    /// Billed segments, as estimated.
    pub segments: u32,
}

/// What a new message belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Belongs {
    /// Its job.
    pub job_id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Its account.
    pub account_id: Id,
    /// When its job was approved.
    pub approved_at: Millis,
    /// The message it is sent again for.
    pub sent_again_for: Option<Id>,
}

/// A message as it stands in the ledger, with what a list shows of its job and account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its id.
    pub id: Id,
    /// Its job.
    pub job_id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Its account.
    pub account_id: Id,
    /// To whom.
    pub msisdn: Msisdn,
    /// The values of the template's places.
    pub variables: Option<Vec<String>>,
    /// Billed segments, as estimated.
    pub segments: u32,
    /// Where it stands.
    pub state: MessageState,
    /// Why.
    pub reason: Option<Reason>,
    /// When it was approved.
    pub approved_at: Millis,
    /// When it was submitted.
    pub submitted_at: Option<Millis>,
    /// When its state last changed.
    pub state_at: Millis,
    /// Whether a person decided its state.
    pub decided_by_hand: bool,
    /// Whether a later report said something else than the first.
    pub contradicted: bool,
    /// The message it was sent again for.
    pub sent_again_for: Option<Id>,
    /// The job's text.
    pub text: String,
    /// The job's template variables.
    pub template_variables: Option<Vec<crate::contract::template::TemplateVariable>>,
    /// The job's reference.
    pub reference: String,
    /// The account's vendor.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Whether the account's reports can reach this computer: polled here, or pushed here before.
    pub reports_here: bool,
    /// Whether it is polled here.
    pub fetches_reports: bool,
    /// How it was sent.
    pub mode: SendMode,
    /// When it was scheduled for.
    pub scheduled_for: Option<Millis>,
    /// The vendor's message id of this recipient, where it has one of its own.
    pub msg_id: Option<String>,
}

/// Writes messages down as queued.
pub fn insert_all(
    connection: &Connection,
    belongs: Belongs,
    messages: &[NewMessage],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, variables, text_hash, segments,
            state, approved_at, state_at, sent_again_for)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, ?9, ?10)",
    )?;
    for message in messages {
        statement.execute(params![
            belongs.job_id,
            belongs.operation_id,
            belongs.account_id,
            message.msisdn.reveal(),
            message.msisdn.reversed(),
            message.variables.as_ref().map(json).transpose()?,
            message.text_hash,
            message.segments,
            belongs.approved_at,
            belongs.sent_again_for
        ])?;
    }
    Ok(())
}

/// Moves the messages of an operation that stand at one of `from` to `to`.
pub fn move_operation(
    connection: &Connection,
    operation_id: Id,
    from: &[MessageState],
    to: MessageState,
    reason: Option<&Reason>,
    now: Millis,
) -> Result<usize, StoreError> {
    let submitted = matches!(to, MessageState::Sending | MessageState::Accepted);
    let mut moved = 0;
    for state in from {
        moved += connection
            .prepare_cached(
                "UPDATE message SET state = ?3, reason = ?4, state_at = ?5,
                    submitted_at = CASE WHEN ?6 THEN coalesce(submitted_at, ?5) ELSE submitted_at END
                 WHERE operation_id = ?1 AND state = ?2",
            )?
            .execute(params![
                operation_id,
                word(state)?,
                word(&to)?,
                reason.map(json).transpose()?,
                now,
                submitted
            ])?;
    }
    Ok(moved)
}

/// Gives up every queued message of a job.
pub fn give_up_queued(
    connection: &Connection,
    job_id: Id,
    reason: &Reason,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE message SET state = 'not_sent', reason = ?2, state_at = ?3 WHERE job_id = ?1 AND state = 'queued'",
        params![job_id, json(reason)?, now],
    )?;
    Ok(())
}

/// An account's accepted messages without a report since `before` are `no_report`, which is not final.
pub fn expire(
    connection: &Connection,
    account_id: Id,
    before: Millis,
    now: Millis,
) -> Result<usize, StoreError> {
    Ok(connection.execute(
        "UPDATE message SET state = 'no_report', reason = ?3, state_at = ?4
         WHERE account_id = ?1 AND state = 'accepted' AND coalesce(submitted_at, approved_at) < ?2
           AND coalesce((SELECT send_at FROM job WHERE job.id = message.job_id), 0) < ?2",
        params![account_id, before, json(&Reason::NoReportInTime)?, now],
    )?)
}

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
    let mut statement = connection.prepare_cached(
        "SELECT message.id, operation.msg_id, message.msisdn, message.asked_at
         FROM message JOIN operation ON operation.id = message.operation_id JOIN job ON job.id = message.job_id
         WHERE message.account_id = ?1 AND message.state IN ('accepted', 'unknown', 'no_report')
           AND operation.msg_id IS NOT NULL AND coalesce(job.send_at, 0) <= ?2
           AND max(coalesce(message.submitted_at, message.approved_at), coalesce(job.send_at, 0)) > ?2 - ?3
           AND (message.asked_at IS NULL OR message.asked_at > ?2 OR ?2 - message.asked_at >=
                max(?4, (message.asked_at - max(coalesce(message.submitted_at, message.approved_at),
                    coalesce(job.send_at, 0))) / 4))
         ORDER BY message.asked_at IS NOT NULL, message.asked_at, message.id LIMIT ?5",
    )?;
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

/// Makes a message due to be asked about at once.
pub fn ask_again(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE message SET asked_at = NULL WHERE id = ?1", [id])?;
    Ok(())
}

/// Moves one message.
pub fn set_state(
    connection: &Connection,
    id: Id,
    state: MessageState,
    reason: Option<&Reason>,
    by_hand: bool,
    now: Millis,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE message SET state = ?2, reason = ?3, state_at = ?4, decided_by_hand = ?5 WHERE id = ?1",
        params![id, word(&state)?, reason.map(json).transpose()?, now, by_hand],
    )?;
    Ok(())
}

/// Moves one message that stands at one of `from` to `to`.
pub fn move_one(
    connection: &Connection,
    id: Id,
    from: &[MessageState],
    to: MessageState,
    now: Millis,
) -> Result<(), StoreError> {
    for state in from {
        connection
            .prepare_cached(
                "UPDATE message SET state = ?3, reason = NULL, state_at = ?4, submitted_at = coalesce(submitted_at, ?4)
                 WHERE id = ?1 AND state = ?2",
            )?
            .execute(params![id, word(state)?, word(&to)?, now])?;
    }
    Ok(())
}

/// Keeps the vendor's message id of one recipient; one that is known stays.
pub fn set_msg_id(connection: &Connection, id: Id, msg_id: &str) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE message SET msg_id = coalesce(msg_id, ?2) WHERE id = ?1",
        params![id, msg_id],
    )?;
    Ok(())
}

/// Stores the code that decided it.
pub fn set_verdict(connection: &Connection, id: Id, code: &str) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE message SET verdict_code = ?2 WHERE id = ?1",
        params![id, code],
    )?;
    Ok(())
}

/// Notes that a later report said something else.
pub fn contradict(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE message SET contradicted = 1 WHERE id = ?1", [id])?;
    Ok(())
}

/// What a report needs to know of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The message.
    pub id: Id,
    /// Its operation.
    pub operation_id: Id,
    /// Where it stands.
    pub state: MessageState,
    /// The code that decided it, if a report did.
    pub verdict_code: Option<String>,
}

fn reported(row: &Row<'_>) -> rusqlite::Result<(Id, Id, String, Option<String>)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

/// The message of an operation to a number. An operation of one message names it alone, however the vendor writes the
/// number.
pub fn of_operation(
    connection: &Connection,
    operation_id: Id,
    msisdn: Option<&Msisdn>,
) -> Result<Option<Reported>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, operation_id, state, verdict_code FROM message
         WHERE operation_id = ?1 AND (?2 IS NULL OR msisdn = ?2) LIMIT 2",
    )?;
    let mut look = |number: Option<&str>| {
        statement
            .query_map(params![operation_id, number], reported)?
            .collect::<Result<Vec<_>, _>>()
    };
    let mut found = look(msisdn.map(Msisdn::reveal))?;
    if found.is_empty() {
        found = look(None)?;
    }
    only(found)
}

/// The message an account submitted under a vendor's message id: the recipient's own, or the operation's together with
/// the number.
pub fn by_msg_id(
    connection: &Connection,
    account_id: Id,
    msg_id: &str,
    msisdn: Option<&Msisdn>,
) -> Result<Option<Reported>, StoreError> {
    let own = connection
        .prepare_cached(
            "SELECT id, operation_id, state, verdict_code FROM message
             WHERE msg_id = ?2 AND account_id = ?1 AND (?3 IS NULL OR msisdn = ?3) LIMIT 2",
        )?
        .query_map(params![account_id, msg_id, msisdn.map(Msisdn::reveal)], reported)?
        .collect::<Result<Vec<_>, _>>()?;
    if !own.is_empty() {
        return only(own);
    }
    let found = connection
        .prepare_cached(
            "SELECT message.id, message.operation_id, message.state, message.verdict_code
             FROM operation JOIN message ON message.operation_id = operation.id
             WHERE operation.msg_id = ?2 AND operation.account_id = ?1 AND (?3 IS NULL OR message.msisdn = ?3) LIMIT 2",
        )?
        .query_map(params![account_id, msg_id, msisdn.map(Msisdn::reveal)], reported)?
        .collect::<Result<Vec<_>, _>>()?;
    only(found)
}

/// What the vendor answered for one recipient of an operation, while it is on the wire.
pub fn answer(
    connection: &Connection,
    operation_id: Id,
    msisdn: &Msisdn,
    msg_id: Option<&str>,
    to: MessageState,
    reason: Option<&Reason>,
    now: Millis,
) -> Result<(), StoreError> {
    let accepted = to == MessageState::Accepted;
    connection
        .prepare_cached(
            "UPDATE message SET state = ?4, reason = ?5, state_at = ?6, msg_id = coalesce(msg_id, ?3),
                submitted_at = CASE WHEN ?7 THEN coalesce(submitted_at, ?6) ELSE submitted_at END
             WHERE operation_id = ?1 AND msisdn = ?2 AND state = 'sending'",
        )?
        .execute(params![
            operation_id,
            msisdn.reveal(),
            msg_id,
            word(&to)?,
            reason.map(json).transpose()?,
            now,
            accepted
        ])?;
    if let Some(msg_id) = msg_id {
        // A report may have said more already: the id is kept all the same.
        connection
            .prepare_cached(
                "UPDATE message SET msg_id = ?3 WHERE operation_id = ?1 AND msisdn = ?2 AND msg_id IS NULL",
            )?
            .execute(params![operation_id, msisdn.reveal(), msg_id])?;
    }
    Ok(())
}

/// One row, if there is exactly one: a report that could be about two messages is about none.
fn only(mut found: Vec<(Id, Id, String, Option<String>)>) -> Result<Option<Reported>, StoreError> {
    if found.len() > 1 {
        return Ok(None);
    }
    found.pop().map(as_reported).transpose()
}

fn as_reported(found: (Id, Id, String, Option<String>)) -> Result<Reported, StoreError> {
    let (id, operation_id, state, verdict_code) = found;
    Ok(Reported {
        id,
        operation_id,
        state: unword(state)?,
        verdict_code,
    })
}

/// The newest message an account approved for a number before `at`.
pub fn latest_to(
    connection: &Connection,
    account_id: Id,
    msisdn: &Msisdn,
    at: Millis,
) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM message WHERE msisdn = ?2 AND account_id = ?1 AND approved_at <= ?3
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![account_id, msisdn.reveal(), at], |row| row.get(0))
        .optional()?)
}

/// When the same text last went, or may have gone, to a number since `since`.
pub fn sent_since(
    connection: &Connection,
    msisdn: &Msisdn,
    text_hash: i64,
    since: Millis,
) -> Result<Option<Millis>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT max(coalesce(submitted_at, approved_at)) FROM message WHERE msisdn = ?1 AND text_hash = ?2
               AND state NOT IN ('rejected', 'not_sent')
               AND (coalesce(submitted_at, approved_at) >= ?3 OR state = 'queued')",
        )?
        .query_row(params![msisdn.reveal(), text_hash, since], |row| row.get(0))?)
}

/// How many messages stand at `state`.
pub fn count(connection: &Connection, state: MessageState) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM message WHERE state = ?1")?
        .query_row([word(&state)?], |row| row.get(0))?)
}

/// How many messages came to one of `states` since `since`.
pub fn count_since(
    connection: &Connection,
    states: &[MessageState],
    since: Millis,
) -> Result<u32, StoreError> {
    let mut total = 0;
    for state in states {
        total += connection
            .prepare_cached("SELECT count(*) FROM message WHERE state = ?1 AND state_at >= ?2")?
            .query_row(params![word(state)?, since], |row| row.get::<_, u32>(0))?;
    }
    Ok(total)
}

/// Whether an account has messages whose report may come any moment: in doubt, on the wire or
/// waiting, submitted since `since`.
pub fn awaits_reports(connection: &Connection, account_id: Id, since: Millis) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM message WHERE account_id = ?1 AND state IN ('sending', 'accepted', 'unknown')
               AND coalesce(submitted_at, approved_at) >= ?2 LIMIT 1",
        )?
        .query_row(params![account_id, since], |_| Ok(()))
        .optional()?
        .is_some())
}

const RECORD: &str = "SELECT message.id, message.job_id, message.operation_id, message.account_id, message.msisdn,
    message.variables, message.segments, message.state, message.reason, message.approved_at, message.submitted_at,
    message.state_at, message.decided_by_hand, message.contradicted, message.sent_again_for, job.text, job.variables,
    job.reference, account.vendor, account.name,
    account.fetches_reports AND account.enabled AND account.deleted_at IS NULL, account.last_push_at IS NOT NULL,
    job.mode, job.send_at, message.msg_id
    FROM message JOIN job ON job.id = message.job_id JOIN account ON account.id = message.account_id";

fn read(row: &Row<'_>) -> Result<MessageRecord, StoreError> {
    Ok(MessageRecord {
        id: row.get(0)?,
        job_id: row.get(1)?,
        operation_id: row.get(2)?,
        account_id: row.get(3)?,
        msisdn: Msisdn::as_given(&row.get::<_, String>(4)?),
        variables: unjson(row.get(5)?)?,
        segments: row.get(6)?,
        state: unword(row.get(7)?)?,
        reason: unjson(row.get(8)?)?,
        approved_at: row.get(9)?,
        submitted_at: row.get(10)?,
        state_at: row.get(11)?,
        decided_by_hand: row.get(12)?,
        contradicted: row.get(13)?,
        sent_again_for: row.get(14)?,
        text: row.get(15)?,
        template_variables: unjson(row.get(16)?)?,
        reference: row.get(17)?,
        vendor: row.get(18)?,
        account_name: row.get(19)?,
        fetches_reports: row.get(20)?,
        reports_here: row.get::<_, bool>(20)? || row.get::<_, bool>(21)?,
        mode: unword(row.get(22)?)?,
        scheduled_for: row.get(23)?,
        msg_id: row.get(24)?,
    })
}

/// One message.
pub fn get(connection: &Connection, id: Id) -> Result<Option<MessageRecord>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{RECORD} WHERE message.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// The message that was sent again for `id`.
pub fn sent_again_as(connection: &Connection, id: Id) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT max(id) FROM message WHERE sent_again_for = ?1",
            [id],
            |row| row.get(0),
        )
        .optional()?
        .flatten())
}

/// What a query asks for, as a condition and its values. `before` and `limit` are left out.
fn condition(query: &MessageQuery) -> Result<(String, Vec<Value>), StoreError> {
    let mut parts = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if !query.states.is_empty() {
        let mut marks = Vec::new();
        for state in &query.states {
            values.push(word(state)?.into());
            marks.push(format!("?{}", values.len()));
        }
        parts.push(format!("message.state IN ({})", marks.join(", ")));
    }
    for (column, id) in [("account_id", query.account_id), ("job_id", query.job_id)] {
        if let Some(id) = id {
            values.push(id.into());
            parts.push(format!("message.{column} = ?{}", values.len()));
        }
    }
    let search = query.search.trim();
    if !search.is_empty() {
        parts.push(search_condition(search, &mut values));
    }
    Ok((parts.join(" AND "), values))
}

fn search_condition(search: &str, values: &mut Vec<Value>) -> String {
    let mut ways = Vec::new();
    let written: String = search
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .collect();
    let digits = written.strip_prefix('+').unwrap_or(&written);
    if !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit()) {
        if digits.len() >= 3 {
            // A mainland mobile stands without its country code, any other number with a plus.
            let mainland = ["0086", "86"]
                .into_iter()
                .find_map(|code| digits.strip_prefix(code));
            let forms = [Some(digits), mainland.filter(|rest| rest.len() >= 3)];
            let plus = format!("+{digits}");
            for form in forms.into_iter().flatten().chain([plus.as_str()]) {
                values.push(format!("{form}*").into());
                ways.push(format!(
                    "SELECT id FROM message WHERE msisdn GLOB ?{}",
                    values.len()
                ));
            }
        }
        if digits.len() >= 4 {
            values.push(format!("{}*", digits.chars().rev().collect::<String>()).into());
            ways.push(format!(
                "SELECT id FROM message WHERE msisdn_reversed GLOB ?{}",
                values.len()
            ));
        }
    }
    values.push(search.to_owned().into());
    let at = values.len();
    ways.push(format!("SELECT id FROM message WHERE msg_id = ?{at}"));
    ways.push(format!(
        "SELECT message.id FROM operation JOIN message ON message.operation_id = operation.id WHERE operation.msg_id = ?{at}"
    ));
    ways.push(format!(
        "SELECT message.id FROM job JOIN message ON message.job_id = job.id WHERE job.reference = ?{at} AND job.reference <> ''"
    ));
    format!("message.id IN ({})", ways.join(" UNION "))
}

/// A page, newest first, and whether there is more.
pub fn page(connection: &Connection, query: &MessageQuery) -> Result<(Vec<MessageRecord>, bool), StoreError> {
    let (condition, mut values) = condition(query)?;
    let limit = i64::from(query.limit.clamp(1, 500));
    values.push(query.before.unwrap_or(Id::MAX).into());
    let before = values.len();
    values.push((limit + 1).into());
    let mut statement = connection.prepare_cached(&format!(
        "{RECORD} WHERE {condition} AND message.id < ?{before} ORDER BY message.id DESC LIMIT ?{}",
        before + 1
    ))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        page.push(read(row)?);
    }
    let more = page.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        page.pop();
    }
    Ok((page, more))
}

/// How many messages a query matches.
pub fn total(connection: &Connection, query: &MessageQuery) -> Result<u32, StoreError> {
    let (condition, values) = condition(query)?;
    Ok(connection
        .prepare_cached(&format!("SELECT count(*) FROM message WHERE {condition}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}
