//! Messages: one text to one recipient.

mod asking;
mod carry_over;
mod changed;
mod choices;
mod condition;
mod fit;
mod record;
mod search;
mod to_number;
mod typed;
mod way;

use rusqlite::{Connection, OptionalExtension, params};

pub use asking::{Asked, ask, ask_again, ask_anew, next_ask, not_asked, open, was_asked};
pub use carry_over::carry_over;
pub use choices::codes;
pub use fit::{Reported, answer, by_msg_id, of_operation};
pub use record::{MessageRecord, get};
pub use search::{COUNTED, Page, page, total};
pub use to_number::to_number;

use super::message_hour::{self, Run};
use super::text_index::{self, JobText};
use super::{StoreError, json, word};
use crate::contract::account::Reason;
use crate::contract::message::MessageState;
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

/// What version 3 adds: every filter of the list has an index that holds its messages in the order of their ids.
///
/// `code` is what the result says, as printed; an HTTP status that decided is one too.
///
/// The indexes of what waits are made anew: where `IN` names more than two values SQLite puts them into a table of their own
/// whenever a row is written, which took a quarter of what a report costs.
pub(super) const VERSION_3: &str = const_format::formatcp!(
    "
DROP INDEX message_awaited;
DROP INDEX message_open;
CREATE INDEX message_awaited ON message (account_id, coalesce(submitted_at, approved_at)) WHERE {AWAITED};
CREATE INDEX message_open ON message (account_id, asked_at) WHERE {OPEN};
ALTER TABLE message ADD COLUMN code TEXT
    AS (coalesce(json_extract(reason, '$.code'), CAST(json_extract(reason, '$.status') AS TEXT))) VIRTUAL;
CREATE INDEX message_account_state ON message (account_id, state, id);
CREATE INDEX message_code ON message (code, id) WHERE code IS NOT NULL;
CREATE INDEX message_start ON message (substr(msisdn, 1, 3), id, msisdn);
"
);

/// States of messages a report may come about any moment. Written as the index `message_awaited` has it, so that the
/// index is used; so is [`OPEN`].
const AWAITED: &str =
    "(message.state = 'sending' OR message.state = 'accepted' OR message.state = 'unknown')";
/// States of messages a vendor can be asked about.
pub(in super::super) const OPEN: &str =
    "(message.state = 'accepted' OR message.state = 'unknown' OR message.state = 'no_report')";

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

/// Writes messages down as queued, in the transaction that writes their job: so messages stand in the order of their
/// jobs, which the list makes use of. Gives the last one's id.
pub fn insert_all(
    connection: &Connection,
    belongs: Belongs,
    messages: &[NewMessage],
) -> Result<Option<Id>, StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, variables, text_hash, segments,
            state, approved_at, state_at, sent_again_for)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, ?9, ?10)",
    )?;
    let text = JobText::of(connection, belongs.job_id)?;
    let mut written: Option<(Id, Id)> = None;
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
        let id = connection.last_insert_rowid();
        written = Some((written.map_or(id, |(first, _)| first), id));
        let own = text
            .as_ref()
            .and_then(|text| text.with(message.variables.as_deref()));
        if let Some(own) = own {
            text_index::add_message(connection, id, &own)?;
        }
    }
    if let Some(span) = written {
        message_hour::note(connection, Run::of(span, belongs.approved_at))?;
    }
    Ok(written.map(|(_, last)| last))
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

/// By the index `message_awaited`: its states are named as it names them, so that what was sent lately is not gone
/// through.
const EXPIRE: &str = const_format::formatcp!(
    "UPDATE message SET state = 'no_report', reason = ?3, state_at = ?4
    WHERE account_id = ?1 AND {AWAITED} AND +state = 'accepted'
      AND coalesce(submitted_at, approved_at) < ?2
      AND coalesce((SELECT send_at FROM job WHERE job.id = message.job_id), 0) < ?2"
);

/// An account's accepted messages without a report since `before` are `no_report`, which is not final.
pub fn expire(
    connection: &Connection,
    account_id: Id,
    before: Millis,
    now: Millis,
) -> Result<usize, StoreError> {
    Ok(connection.execute(
        EXPIRE,
        params![account_id, before, json(&Reason::NoReportInTime)?, now],
    )?)
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
    connection
        .prepare_cached("UPDATE message SET msg_id = ?2 WHERE id = ?1 AND msg_id IS NULL")?
        .execute(params![id, msg_id])?;
    Ok(())
}

/// Moves one message to what a report said of it, and keeps the code that decided it.
pub fn set_verdict(
    connection: &Connection,
    id: Id,
    state: MessageState,
    reason: Option<&Reason>,
    code: &str,
    now: Millis,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE message SET state = ?2, reason = ?3, state_at = ?4, decided_by_hand = 0, verdict_code = ?5
             WHERE id = ?1",
        )?
        .execute(params![id, word(&state)?, reason.map(json).transpose()?, now, code])?;
    Ok(())
}

/// Notes that a later report said something else.
pub fn contradict(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE message SET contradicted = 1 WHERE id = ?1", [id])?;
    Ok(())
}

/// The newest message an account approved for a number. By its id: a clock that was set back knows
/// nothing of what is newest.
pub fn latest_to(connection: &Connection, account_id: Id, msisdn: &Msisdn) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM message WHERE msisdn = ?2 AND +account_id = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![account_id, msisdn.reveal()], |row| row.get(0))
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
        .prepare_cached(const_format::formatcp!(
            "SELECT 1 FROM message WHERE account_id = ?1 AND {AWAITED}
               AND coalesce(submitted_at, approved_at) >= ?2 LIMIT 1"
        ))?
        .query_row(params![account_id, since], |_| Ok(()))
        .optional()?
        .is_some())
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

#[cfg(test)]
mod tests {
    use super::super::in_memory;
    use super::*;

    #[test]
    fn only_what_waited_too_long_is_gone_through_to_expire_it() {
        let connection = in_memory();
        let plan: Vec<String> = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {EXPIRE}"))
            .unwrap()
            .query_map(params![1, 2, "{}", 3], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(
            plan[0],
            "SEARCH message USING INDEX message_awaited (account_id=? AND <expr><?)"
        );
        assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{plan:?}");
    }
}
