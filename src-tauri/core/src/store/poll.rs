//! Polls: the intent, then the raw reply, then what became of it. Raw first: nothing is looked at
//! before it is here.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, json, unjson, unword, word};
use crate::contract::account::Reason;
use crate::contract::desk::PollKind;
use crate::contract::{Id, Millis};
use crate::vendors::http::{HttpReply, StoredRequest};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE poll (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    intent_at INTEGER NOT NULL,
    fetched_at INTEGER,
    reply_status INTEGER,
    raw BLOB,
    outcome TEXT NOT NULL,
    reason TEXT,
    items INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX poll_good ON poll (account_id, kind, id) WHERE outcome IN ('applied', 'empty');
CREATE INDEX poll_nothing ON poll (account_id, kind, id) WHERE outcome IN ('empty', 'no_gap');
CREATE INDEX poll_open ON poll (outcome) WHERE outcome IN ('intent', 'raw');
";

/// Polls that did not go well, or brought what could not be read: in the query as in its indexes.
pub(super) const TROUBLED: &str = "(outcome IN ('no_gap', 'gap') OR bad > 0)";

/// What went out, when a request without a reply ended, and how many items could not be read.
pub(super) const VERSION_3: &str = const_format::formatcp!(
    "
ALTER TABLE poll ADD COLUMN method TEXT;
ALTER TABLE poll ADD COLUMN url TEXT;
ALTER TABLE poll ADD COLUMN headers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE poll ADD COLUMN request_body TEXT;
ALTER TABLE poll ADD COLUMN signed TEXT;
ALTER TABLE poll ADD COLUMN signed_with TEXT;
ALTER TABLE poll ADD COLUMN ended_at INTEGER;
ALTER TABLE poll ADD COLUMN bad INTEGER NOT NULL DEFAULT 0;
UPDATE poll SET bad = (SELECT count(*) FROM quarantine WHERE quarantine.poll_id = poll.id);
CREATE INDEX poll_kind ON poll (kind, id);
CREATE INDEX poll_account_kind ON poll (account_id, kind, id);
CREATE INDEX poll_troubled ON poll (kind, id) WHERE {TROUBLED};
CREATE INDEX poll_account_troubled ON poll (account_id, kind, id) WHERE {TROUBLED};
"
);

/// Outcomes that are not the last. Written as the index `poll_open` has it, so that the index is used.
const OPEN: &str = "poll.outcome IN ('intent', 'raw')";

/// What became of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollOutcome {
    /// Written down before connecting: the vendor may have handed something out.
    Intent,
    /// The raw reply is here, nobody has looked at it.
    Raw,
    /// Looked at; it brought something.
    Applied,
    /// Looked at; it brought nothing.
    Empty,
    /// It failed in a way that cannot have lost anything.
    NoGap,
    /// It may have lost something.
    Gap,
}

/// A poll whose raw reply nobody has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPoll {
    /// The poll.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// Its account's vendor.
    pub vendor: String,
    /// What was polled.
    pub kind: PollKind,
    /// When the reply came.
    pub fetched_at: Millis,
    /// The reply.
    pub reply: HttpReply,
}

/// Writes down that a poll is about to go out, with the request as it may be stored.
pub fn intend(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
    request: &StoredRequest,
    now: Millis,
) -> Result<Id, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO poll (account_id, kind, intent_at, outcome, method, url, headers, request_body, signed,
                signed_with)
             VALUES (?1, ?2, ?3, 'intent', ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            account_id,
            word(&kind)?,
            now,
            request.method,
            request.url,
            json(&request.headers)?,
            request.body,
            request.signed,
            request.signed_with.as_ref().map(json).transpose()?
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Writes down when a request ended that brought no reply.
pub fn ended(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute("UPDATE poll SET ended_at = ?2 WHERE id = ?1", params![id, now])?;
    Ok(())
}

/// Keeps the raw reply.
pub fn keep_raw(connection: &Connection, id: Id, reply: &HttpReply, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE poll SET fetched_at = ?2, reply_status = ?3, raw = ?4, outcome = 'raw' WHERE id = ?1",
        params![id, now, reply.status, reply.body],
    )?;
    Ok(())
}

/// Writes down what became of a poll. Of polls that brought nothing only the newest stays, which tells how fresh the
/// account is; of those that in a row did not get through, the first and the last.
pub fn finish(
    connection: &Connection,
    id: Id,
    outcome: PollOutcome,
    reason: Option<&Reason>,
    items: usize,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE poll SET outcome = ?2, reason = ?3, items = ?4 WHERE id = ?1",
        params![
            id,
            word(&outcome)?,
            reason.map(json).transpose()?,
            i64::try_from(items).unwrap_or(i64::MAX)
        ],
    )?;
    // `IN` is what makes the partial index usable, `=` what is meant.
    let let_go = match outcome {
        PollOutcome::Empty => {
            "DELETE FROM poll WHERE account_id = ?1 AND kind = ?2 AND id < ?3
               AND outcome IN ('empty', 'no_gap') AND outcome = 'empty'"
        }
        // A reply with a code that says nothing is kept: something may stand in it.
        PollOutcome::NoGap => {
            "DELETE FROM poll WHERE account_id = ?1 AND kind = ?2 AND id < ?3
               AND outcome IN ('empty', 'no_gap') AND outcome = 'no_gap' AND raw IS NULL
               AND id > (SELECT first.id FROM poll first WHERE first.account_id = ?1 AND first.kind = ?2
                 AND first.outcome IN ('empty', 'no_gap') AND first.outcome = 'no_gap' AND first.raw IS NULL
                 AND first.id > coalesce((SELECT good.id FROM poll good WHERE good.account_id = ?1 AND good.kind = ?2
                     AND good.outcome IN ('applied', 'empty') ORDER BY good.id DESC LIMIT 1), 0)
                 ORDER BY first.id LIMIT 1)"
        }
        _ => return Ok(()),
    };
    let (account_id, kind): (Id, String) =
        connection.query_row("SELECT account_id, kind FROM poll WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    connection
        .prepare_cached(let_go)?
        .execute(params![account_id, kind, id])?;
    Ok(())
}

const RAW: &str = const_format::formatcp!(
    "SELECT poll.id, poll.account_id, account.vendor, poll.kind, poll.fetched_at, poll.reply_status, poll.raw
     FROM poll JOIN account ON account.id = poll.account_id
     WHERE {OPEN} AND poll.outcome = 'raw'"
);

/// Polls whose raw reply nobody has looked at, oldest first: of balances, or of anything else.
pub fn raw(connection: &Connection, balances: bool) -> Result<Vec<Id>, StoreError> {
    let ids = connection
        .prepare_cached(&format!(
            "SELECT id FROM poll WHERE {OPEN} AND outcome = 'raw' AND (kind = 'balance') = ?1 ORDER BY id"
        ))?
        .query_map([balances], |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids)
}

/// One poll, if nobody has looked at its raw reply.
pub fn raw_one(connection: &Connection, id: Id) -> Result<Option<RawPoll>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{RAW} AND poll.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read_raw).transpose()
}

fn read_raw(row: &rusqlite::Row<'_>) -> Result<RawPoll, StoreError> {
    Ok(RawPoll {
        id: row.get(0)?,
        account_id: row.get(1)?,
        vendor: row.get(2)?,
        kind: unword(row.get(3)?)?,
        fetched_at: row.get(4)?,
        reply: HttpReply {
            status: row.get(5)?,
            date: None,
            body: row.get(6)?,
        },
    })
}

/// Whether a raw reply of an account is older than `before` and could not be taken in yet.
pub fn is_not_taken_in(connection: &Connection, account_id: Id, before: Millis) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM poll WHERE {OPEN} AND outcome = 'raw' AND account_id = ?1
                AND fetched_at < ?2)"
        ))?
        .query_row([account_id, before], |row| row.get(0))?)
}

/// What became of a poll, why, and how many items it brought.
pub fn became(
    connection: &Connection,
    id: Id,
) -> Result<Option<(PollOutcome, Option<Reason>, usize)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT outcome, reason, items FROM poll WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let items: i64 = row.get(2)?;
    Ok(Some((
        unword(row.get(0)?)?,
        unjson(row.get(1)?)?,
        usize::try_from(items).unwrap_or_default(),
    )))
}

/// Polls that were cut off between intent and raw reply: id, account, kind, intent.
pub fn cut_off(connection: &Connection) -> Result<Vec<(Id, Id, PollKind, Millis)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, account_id, kind, intent_at FROM poll WHERE {OPEN} AND outcome = 'intent' ORDER BY id"
    ))?;
    let mut rows = statement.query([])?;
    let mut polls = Vec::new();
    while let Some(row) = rows.next()? {
        polls.push((row.get(0)?, row.get(1)?, unword(row.get(2)?)?, row.get(3)?));
    }
    Ok(polls)
}

/// The newest poll of any account; 0 before the first.
pub fn newest(connection: &Connection) -> Result<Id, StoreError> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(id), 0) FROM poll")?
        .query_row([], |row| row.get(0))?)
}

/// When a poll of an account last went well: intent and row id.
pub fn last_good(
    connection: &Connection,
    account_id: Id,
    kind: PollKind,
) -> Result<Option<(Id, Millis)>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id, intent_at FROM poll WHERE account_id = ?1 AND kind = ?2 AND outcome IN ('applied', 'empty')
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![account_id, word(&kind)?], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::in_memory;

    fn kept(outcomes: &[(PollOutcome, bool)]) -> Vec<usize> {
        let connection = in_memory();
        connection
            .execute_batch(
                "INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
                    fetches_reports, enabled, created_at) VALUES (1, 'lianjiang', 'a', '', '', '', '', 1, 1, 1, 0);",
            )
            .unwrap();
        let request = StoredRequest {
            method: "POST".into(),
            url: "http://vendor.test/".into(),
            headers: Vec::new(),
            body: "{}".into(),
            signed: None,
            signed_with: None,
        };
        let mut ids = Vec::new();
        for (outcome, replied) in outcomes {
            let id = intend(&connection, 1, PollKind::Reports, &request, 1).unwrap();
            if *replied {
                let reply = HttpReply {
                    status: 200,
                    date: None,
                    body: Vec::new(),
                };
                keep_raw(&connection, id, &reply, 2).unwrap();
            }
            finish(&connection, id, *outcome, None, 0).unwrap();
            ids.push(id);
        }
        let still = |id: &Id| {
            connection
                .query_row("SELECT count(*) FROM poll WHERE id = ?1", [id], |row| {
                    row.get::<_, u32>(0)
                })
                .unwrap()
                > 0
        };
        (0..ids.len()).filter(|at| still(&ids[*at])).collect()
    }

    #[test]
    fn of_what_brought_nothing_the_newest_stays_and_failures_stay() {
        use PollOutcome::{Applied, Empty, Gap, NoGap};
        let replied = |outcome| (outcome, true);
        assert_eq!(kept(&[replied(Empty), replied(Empty), replied(Empty)]), [2]);
        assert_eq!(
            kept(&[replied(Applied), replied(Empty), replied(Applied), replied(Empty)]),
            [0, 2, 3]
        );
        assert_eq!(
            kept(&[replied(NoGap), replied(NoGap), replied(Empty)]),
            [0, 1, 2],
            "a code was read"
        );
        assert_eq!(kept(&[(Gap, false), (Gap, false), replied(Empty)]), [0, 1, 2]);
        // Of a time in which nothing got through: when it began, and the last try.
        let cut = (NoGap, false);
        assert_eq!(kept(&[cut, cut, cut, cut]), [0, 3]);
        assert_eq!(
            kept(&[replied(Empty), cut, cut, cut, replied(Empty), cut, cut, cut]),
            [1, 3, 4, 5, 7]
        );
    }
}
