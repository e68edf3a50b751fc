//! Full-text search over the texts of sends: every part of a text of two characters or more is found.
//!
//! A text without values for each recipient stands once, under its job; a text with values under each message, as the
//! customer got it. The index holds no text itself (`content = ''`), so what is taken out of it has to be said again:
//! [`forget_messages`] and [`forget_jobs`] come before the rows are removed. FTS5 would take rows out without being
//! told their text too (`contentless_delete`), but then only marks them and leaves their words in the file until some
//! later merge; told, and with `secure-delete`, nothing of them stays.

mod grams;

use rusqlite::{Connection, OptionalExtension, params};

pub use grams::Term;
use grams::tokens;

use super::{StoreError, unjson};
use crate::contract::Id;
use crate::contract::template::TemplateVariable;
use crate::render::render;

/// The tables. `columnsize` is what ranking by relevance needs; here the newest comes first.
pub(super) const VERSION_3: &str = "
CREATE VIRTUAL TABLE job_text USING fts5 (text, reference, content = '', columnsize = 0, tokenize = 'ascii');
INSERT INTO job_text (job_text, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE message_text USING fts5 (text, content = '', columnsize = 0, tokenize = 'ascii');
INSERT INTO message_text (message_text, rank) VALUES ('secure-delete', 1);
";

/// What FTS5 keeps in memory of new texts, as a rule.
const USUAL_BYTES: u32 = 1024 * 1024;
/// The same while very many are taken in.
const BULK_BYTES: u32 = 64 * 1024 * 1024;

/// A job's text and its places.
pub(super) struct JobText {
    text: String,
    places: Option<Vec<TemplateVariable>>,
}

impl JobText {
    /// Of a job that is there.
    pub(super) fn of(connection: &Connection, job_id: Id) -> Result<Option<Self>, StoreError> {
        Ok(Self::with_reference(connection, job_id)?.map(|(text, _)| text))
    }

    /// The same, and the job's reference.
    pub(super) fn with_reference(
        connection: &Connection,
        job_id: Id,
    ) -> Result<Option<(Self, String)>, StoreError> {
        let found: Option<(String, Option<String>, String)> = connection
            .prepare_cached("SELECT text, variables, reference FROM job WHERE id = ?1")?
            .query_row([job_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        found
            .map(|(text, places, reference)| {
                let places = unjson(places)?;
                Ok((Self { text, places }, reference))
            })
            .transpose()
    }

    /// The text, if it is the same for all recipients.
    pub(super) fn shared(&self) -> Option<&str> {
        self.places.is_none().then_some(self.text.as_str())
    }

    /// The text with these values, if it is one of its own.
    pub(super) fn with(&self, values: Option<&[String]>) -> Option<String> {
        Some(render(&self.text, self.places.as_ref()?, values?))
    }
}

/// Runs what takes in very many texts: more of them are kept in memory before they go into the file, so that less has
/// to be merged there.
pub(super) fn in_bulk(
    connection: &Connection,
    act: impl FnOnce() -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let keep = |bytes: u32| {
        ["job_text", "message_text"].iter().try_for_each(|table| {
            let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?1)");
            connection.execute(&sql, [bytes]).map(|_| ())
        })
    };
    keep(BULK_BYTES)?;
    act()?;
    keep(USUAL_BYTES)?;
    Ok(())
}

/// Takes a job's reference in, and its text if it is the same for all recipients.
pub(super) fn add_job(
    connection: &Connection,
    id: Id,
    text: Option<&str>,
    reference: &str,
) -> Result<(), StoreError> {
    change_job(connection, ADD_JOB, id, text, reference)
}

const ADD_JOB: &str = "INSERT INTO job_text (rowid, text, reference) VALUES (?1, ?2, ?3)";
const FORGET_JOB: &str =
    "INSERT INTO job_text (job_text, rowid, text, reference) VALUES ('delete', ?1, ?2, ?3)";
const ADD_MESSAGE: &str = "INSERT INTO message_text (rowid, text) VALUES (?1, ?2)";
const FORGET_MESSAGE: &str = "INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', ?1, ?2)";

fn change_job(
    connection: &Connection,
    change: &str,
    id: Id,
    text: Option<&str>,
    reference: &str,
) -> Result<(), StoreError> {
    let (text, reference) = (text.map(tokens).unwrap_or_default(), tokens(reference));
    if !(text.is_empty() && reference.is_empty()) {
        connection
            .prepare_cached(change)?
            .execute(params![id, text, reference])?;
    }
    Ok(())
}

/// Takes in the text a message's recipient got.
pub(super) fn add_message(connection: &Connection, id: Id, text: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(ADD_MESSAGE)?
        .execute(params![id, tokens(text)])?;
    Ok(())
}

/// Takes the texts of messages out, while their rows are still there.
pub fn forget_messages(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    let mut look = connection.prepare_cached("SELECT job_id, variables FROM message WHERE id = ?1")?;
    for id in ids {
        let found: Option<(Id, Option<String>)> = look
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((job_id, Some(values))) = found else {
            continue;
        };
        let values: Option<Vec<String>> = unjson(Some(values))?;
        let text = JobText::of(connection, job_id)?.and_then(|job| job.with(values.as_deref()));
        if let Some(text) = text {
            connection
                .prepare_cached(FORGET_MESSAGE)?
                .execute(params![id, tokens(&text)])?;
        }
    }
    Ok(())
}

/// Takes the texts and references of jobs out, while their rows are still there.
pub fn forget_jobs(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    let mut look = connection.prepare_cached(
        "SELECT text, variables IS NULL, reference FROM job WHERE id = ?1 AND kind = 'send'",
    )?;
    for id in ids {
        let found: Option<(String, bool, String)> = look
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        if let Some((text, same_for_all, reference)) = found {
            change_job(
                connection,
                FORGET_JOB,
                *id,
                same_for_all.then_some(text.as_str()),
                &reference,
            )?;
        }
    }
    Ok(())
}

/// Jobs with a term in their text or reference, from `newest` down to `oldest`, at most `limit`.
pub(super) fn jobs(
    connection: &Connection,
    term: &Term,
    (oldest, newest): (Id, Id),
    limit: usize,
) -> Result<Vec<Id>, StoreError> {
    found(
        connection,
        "SELECT rowid FROM job_text WHERE job_text MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
         ORDER BY rowid DESC LIMIT ?4",
        term,
        (oldest, newest),
        limit,
    )
}

/// Messages with a term in a text of their own, from `newest` down to `oldest`, at most `limit`.
pub(super) fn messages(
    connection: &Connection,
    term: &Term,
    (oldest, newest): (Id, Id),
    limit: usize,
) -> Result<Vec<Id>, StoreError> {
    found(
        connection,
        "SELECT rowid FROM message_text WHERE message_text MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
         ORDER BY rowid DESC LIMIT ?4",
        term,
        (oldest, newest),
        limit,
    )
}

fn found(
    connection: &Connection,
    sql: &str,
    term: &Term,
    (oldest, newest): (Id, Id),
    limit: usize,
) -> Result<Vec<Id>, StoreError> {
    let Some(asked) = &term.asked else {
        return Ok(Vec::new());
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let ids = connection
        .prepare_cached(sql)?
        .query_map(params![asked, oldest, newest, limit], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok(ids)
}
