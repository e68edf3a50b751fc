//! The interface log: attempts, polls and pushes as one list. It has no table of its own.

mod row;

use rusqlite::{Connection, OptionalExtension, Row, Rows, params};

use super::{StoreError, attempt, poll, push, unjson, unword, word};
use crate::contract::account::{PushKind, Reason, SendMode};
use crate::contract::exchange::{ExchangeCursor, ExchangeKind, ExchangeOutcome, ExchangeQuery, ExchangeRef};
use crate::contract::{Id, Millis};
use crate::vendors::http::{SignedWith, StoredRequest};

/// What version 3 adds: the columns and indexes stand in the three tables.
pub(super) const VERSION_3: &str = "";

/// Rows in a page.
const LARGEST_PAGE: u32 = 200;

/// An exchange in the list. Numbers are whole: mask them before they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRecord {
    /// Which.
    pub of: ExchangeRef,
    /// What for.
    pub kind: ExchangeKind,
    /// The account.
    pub account_id: Id,
    /// When it went out, or came in.
    pub at: Millis,
    /// `POST`; empty where nothing went out.
    pub method: String,
    /// The URL, or what is known of it: of a request that was never made its path, of a push nothing.
    pub url: String,
    /// The HTTP status of the reply.
    pub status: Option<u16>,
    /// How it ended.
    pub outcome: ExchangeOutcome,
    /// Why.
    pub reason: Option<Reason>,
    /// What it brought, or to how many it went.
    pub items: u32,
    /// How long it took.
    pub milliseconds: Option<i64>,
}

/// An exchange whole, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeExchange {
    /// As the list has it.
    pub record: ExchangeRecord,
    /// The request; none of a push, of a request that was never made, of polls before version 3, and where retention has
    /// removed it.
    pub request: Option<StoredRequest>,
    /// Whether retention took numbers out of the request: it is not the one that went out any more.
    pub numbers_gone: bool,
    /// The reply's body.
    pub reply: Option<Vec<u8>>,
    /// When it went on the wire.
    pub dispatched_at: Option<Millis>,
    /// When it was settled.
    pub settled_at: Option<Millis>,
    /// A message it carried.
    pub message_id: Option<Id>,
    /// The binding it was about.
    pub binding_id: Option<Id>,
    /// To how many it went.
    pub recipients: u32,
    /// How it was sent, if it was a send.
    pub mode: Option<SendMode>,
}

const KINDS: [ExchangeKind; 9] = [
    ExchangeKind::Send,
    ExchangeKind::Check,
    ExchangeKind::Bind,
    ExchangeKind::Release,
    ExchangeKind::Reports,
    ExchangeKind::Replies,
    ExchangeKind::Status,
    ExchangeKind::Balance,
    ExchangeKind::Push,
];

/// The table an exchange is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Attempt,
    Poll,
    Push,
}

impl Table {
    fn of(kind: ExchangeKind) -> Self {
        match kind {
            ExchangeKind::Send | ExchangeKind::Check | ExchangeKind::Bind | ExchangeKind::Release => {
                Self::Attempt
            }
            ExchangeKind::Reports | ExchangeKind::Replies | ExchangeKind::Status | ExchangeKind::Balance => {
                Self::Poll
            }
            ExchangeKind::Push => Self::Push,
        }
    }

    fn select(self) -> &'static str {
        match self {
            Self::Attempt => ATTEMPTS,
            Self::Poll => POLLS,
            Self::Push => PUSHES,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
            Self::Poll => "poll",
            Self::Push => "push",
        }
    }

    fn troubled(self) -> &'static str {
        match self {
            Self::Attempt => attempt::TROUBLED,
            Self::Poll => poll::TROUBLED,
            Self::Push => push::TROUBLED,
        }
    }

    fn read(self, row: &Row<'_>) -> Result<ExchangeRecord, StoreError> {
        match self {
            Self::Attempt => row::attempt(row),
            Self::Poll => row::poll(row),
            Self::Push => row::push(row),
        }
    }

    fn cursor(self, cursor: &mut ExchangeCursor) -> &mut Id {
        match self {
            Self::Attempt => &mut cursor.attempt,
            Self::Poll => &mut cursor.poll,
            Self::Push => &mut cursor.push,
        }
    }
}

// `CROSS JOIN` keeps the order of the tables: the log is walked, its operations are looked up.
const ATTEMPTS: &str = "SELECT attempt.id, attempt.kind, attempt.account_id, attempt.prepared_at, attempt.dispatched_at,
        attempt.settled_at, attempt.method, coalesce(attempt.url, operation.path), attempt.reply_status, attempt.state,
        attempt.reason, operation.recipients
     FROM attempt CROSS JOIN operation ON operation.id = attempt.operation_id";
const POLLS: &str =
    "SELECT poll.id, poll.kind, poll.account_id, poll.intent_at, poll.fetched_at, poll.ended_at,
        poll.method, poll.url, poll.reply_status, poll.outcome, poll.reason, poll.items, poll.bad FROM poll";
const PUSHES: &str = "SELECT push.id, push.account_id, push.received_at, push.pasted, push.applied, push.unreadable,
        (SELECT count(*) FROM push_effect WHERE push_effect.push_id = push.id),
        (SELECT count(*) FROM push_effect WHERE push_effect.push_id = push.id AND push_effect.what <> 'duplicate')
     FROM push";

/// The kinds' own queries, walked side by side.
struct Stream<'s> {
    table: Table,
    rows: Rows<'s>,
    head: Option<ExchangeRecord>,
}

impl Stream<'_> {
    fn step(&mut self) -> Result<Option<ExchangeRecord>, StoreError> {
        let next = self.rows.next()?.map(|row| self.table.read(row)).transpose()?;
        Ok(std::mem::replace(&mut self.head, next))
    }
}

/// A page of the log, newest first, and where the next one begins. Every kind is walked through an index of its own,
/// no further than what is shown: within a table by id, between the tables by time.
pub fn page(
    connection: &Connection,
    query: &ExchangeQuery,
) -> Result<(Vec<ExchangeRecord>, Option<ExchangeCursor>), StoreError> {
    let limit = query.limit.clamp(1, LARGEST_PAGE) as usize;
    // What arrives while pages are turned stands above the first one.
    let mut cursor = match query.before {
        Some(cursor) => cursor,
        None => newest(connection)?,
    };
    let mut statements = Vec::new();
    for kind in KINDS {
        if query.kinds.is_empty() || query.kinds.contains(&kind) {
            let table = Table::of(kind);
            statements.push((kind, table, connection.prepare_cached(&sql(table, query))?));
        }
    }
    let mut streams = Vec::new();
    for (kind, table, statement) in &mut statements {
        let before = *table.cursor(&mut cursor);
        let rows = match (*table, query.account_id) {
            (Table::Push, None) => statement.query(params![before])?,
            (Table::Push, Some(account)) => statement.query(params![before, account])?,
            (_, None) => statement.query(params![before, word(kind)?])?,
            (_, Some(account)) => statement.query(params![before, word(kind)?, account])?,
        };
        let mut stream = Stream {
            table: *table,
            rows,
            head: None,
        };
        stream.step()?;
        streams.push(stream);
    }
    let mut page = Vec::with_capacity(limit);
    while page.len() < limit {
        let Some(at) = newest_of(&streams) else {
            return Ok((page, None));
        };
        let table = streams[at].table;
        if let Some(record) = streams[at].step()? {
            *table.cursor(&mut cursor) = id(record.of);
            page.push(record);
        }
    }
    let more = streams.iter().any(|stream| stream.head.is_some());
    Ok((page, more.then_some(cursor)))
}

fn sql(table: Table, query: &ExchangeQuery) -> String {
    let (select, name) = (table.select(), table.name());
    let mut sql = format!("{select} WHERE {name}.id < ?1");
    // A push has one kind, and its account takes the second place.
    let account = if table == Table::Push {
        "?2"
    } else {
        sql.push_str(&format!(" AND {name}.kind = ?2"));
        "?3"
    };
    if query.account_id.is_some() {
        sql.push_str(&format!(" AND {name}.account_id = {account}"));
    }
    if query.troubled_only {
        sql.push_str(&format!(" AND {}", table.troubled()));
    }
    sql.push_str(&format!(" ORDER BY {name}.id DESC"));
    sql
}

fn newest(connection: &Connection) -> Result<ExchangeCursor, StoreError> {
    let above = |table: &str| -> Result<Id, StoreError> {
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
        Ok(connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    };
    Ok(ExchangeCursor {
        attempt: above("attempt")?,
        poll: above("poll")?,
        push: above("push")?,
    })
}

/// The stream whose head comes next. Within a table ids decide: a clock that was set back must not let a row fall
/// between two pages.
fn newest_of(streams: &[Stream<'_>]) -> Option<usize> {
    let mut best: [Option<(usize, &ExchangeRecord)>; 3] = [None; 3];
    for (at, stream) in streams.iter().enumerate() {
        let Some(head) = &stream.head else { continue };
        let of_table = &mut best[stream.table as usize];
        if of_table.is_none_or(|(_, known)| id(known.of) < id(head.of)) {
            *of_table = Some((at, head));
        }
    }
    best.into_iter()
        .flatten()
        .max_by_key(|(_, head)| head.at)
        .map(|(at, _)| at)
}

fn id(of: ExchangeRef) -> Id {
    match of {
        ExchangeRef::Attempt { id } | ExchangeRef::Poll { id } | ExchangeRef::Push { id } => id,
    }
}

/// One exchange in the list.
pub fn record(connection: &Connection, of: ExchangeRef) -> Result<Option<ExchangeRecord>, StoreError> {
    let table = match of {
        ExchangeRef::Attempt { .. } => Table::Attempt,
        ExchangeRef::Poll { .. } => Table::Poll,
        ExchangeRef::Push { .. } => Table::Push,
    };
    let sql = format!("{} WHERE {}.id = ?1", table.select(), table.name());
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id(of)])?;
    rows.next()?.map(|row| table.read(row)).transpose()
}

/// One exchange whole.
pub fn whole(connection: &Connection, of: ExchangeRef) -> Result<Option<WholeExchange>, StoreError> {
    let Some(record) = record(connection, of)? else {
        return Ok(None);
    };
    let mut whole = WholeExchange {
        dispatched_at: None,
        settled_at: None,
        request: None,
        numbers_gone: false,
        reply: None,
        message_id: None,
        binding_id: None,
        recipients: 0,
        mode: None,
        record,
    };
    match of {
        ExchangeRef::Attempt { id } => {
            let sql = "SELECT attempt.method, attempt.url, attempt.headers, attempt.request_body, attempt.signed,
                    attempt.signed_with, attempt.reply_body, attempt.dispatched_at, attempt.settled_at,
                    operation.binding_id, operation.recipients,
                    (SELECT min(message.id) FROM message WHERE message.operation_id = attempt.operation_id), job.mode,
                    attempt.numbers_gone
                 FROM attempt CROSS JOIN operation ON operation.id = attempt.operation_id
                    CROSS JOIN job ON job.id = operation.job_id WHERE attempt.id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([id])?;
            if let Some(row) = rows.next()? {
                whole.request = request(row)?;
                whole.reply = row.get(6)?;
                whole.dispatched_at = row.get(7)?;
                whole.settled_at = row.get(8)?;
                whole.binding_id = row.get(9)?;
                whole.recipients = row.get(10)?;
                whole.message_id = row.get(11)?;
                whole.numbers_gone = row.get(13)?;
                if whole.record.kind == ExchangeKind::Send {
                    whole.mode = Some(unword(row.get(12)?)?);
                }
            }
        }
        ExchangeRef::Poll { id } => {
            let sql = "SELECT method, url, headers, request_body, signed, signed_with, raw, intent_at,
                    coalesce(fetched_at, ended_at) FROM poll WHERE id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([id])?;
            if let Some(row) = rows.next()? {
                whole.request = request(row)?;
                whole.reply = row.get(6)?;
                whole.dispatched_at = row.get(7)?;
                whole.settled_at = row.get(8)?;
            }
        }
        ExchangeRef::Push { .. } => whole.settled_at = Some(whole.record.at),
    }
    Ok(Some(whole))
}

/// The request in a row's first six columns; none where nothing went out, or nothing was kept of it.
fn request(row: &Row<'_>) -> Result<Option<StoredRequest>, StoreError> {
    let (method, url): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
    // What retention has emptied keeps its method and the address: without the rest it is another request.
    let body: Option<String> = row.get(3)?;
    let (Some(method), Some(url), Some(body)) = (method, url, body) else {
        return Ok(None);
    };
    let signed_with: Option<SignedWith> = unjson(row.get(5)?)?;
    Ok(Some(StoredRequest {
        method,
        url,
        headers: unjson(row.get(2)?)?.unwrap_or_default(),
        body,
        signed: row.get(4)?,
        signed_with,
    }))
}

/// A push's kind and its body, bytes as they came.
pub fn push_body(connection: &Connection, id: Id) -> Result<Option<(PushKind, Vec<u8>)>, StoreError> {
    let found: Option<(String, Vec<u8>)> = connection
        .prepare_cached("SELECT kind, body FROM push WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(kind, body)| Ok((unword(kind)?, body))).transpose()
}

#[cfg(test)]
mod tests;
