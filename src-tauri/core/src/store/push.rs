//! Pushes: raw rows first, then what each item changed; and the unguessable paths they arrive at.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::report::{self, Fit};
use super::{StoreError, json, unjson, unword, word};
use crate::contract::account::PushKind;
use crate::contract::binding::Field;
use crate::contract::push::{Push, PushEffect, PushQuery, PushWhat};
use crate::contract::{Id, Millis};
use crate::msisdn::{mask_field, mask_in_text};

/// Characters of a body that are shown.
const SHOWN: usize = 4_000;

/// The tables.
pub(super) const VERSION_2: &str = "
CREATE TABLE callback (
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    PRIMARY KEY (account_id, kind)
) STRICT;
CREATE TABLE push (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    pasted INTEGER NOT NULL,
    content_type TEXT,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    applied INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX push_account ON push (account_id, kind, id);
CREATE INDEX push_raw ON push (id) WHERE applied = 0;
CREATE TABLE push_effect (
    push_id INTEGER NOT NULL REFERENCES push (id),
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    report_id INTEGER,
    x_call_id INTEGER,
    why TEXT,
    fields TEXT NOT NULL,
    PRIMARY KEY (push_id, position)
) STRICT;
CREATE INDEX push_effect_unreadable ON push_effect (push_id) WHERE what = 'unreadable';
";

/// Pushes with items that could not be read: in the query as in its indexes.
pub(super) const TROUBLED: &str = "push.unreadable > 0";

/// What the interface log finds pushes by.
pub(super) const VERSION_3: &str = "
ALTER TABLE push ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
UPDATE push SET unreadable = (SELECT count(*) FROM push_effect
    WHERE push_effect.push_id = push.id AND push_effect.what = 'unreadable');
CREATE INDEX push_account_id ON push (account_id, id);
CREATE INDEX push_troubled ON push (id) WHERE unreadable > 0;
CREATE INDEX push_account_troubled ON push (account_id, id) WHERE unreadable > 0;
";

/// Where pushes of a kind are received for an account: `/push/…`.
pub fn path(connection: &Connection, account_id: Id, kind: PushKind) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT path FROM callback WHERE account_id = ?1 AND kind = ?2")?
        .query_row(params![account_id, word(&kind)?], |row| row.get(0))
        .optional()?)
}

/// Stores the path of an account's kind; one that is there stays.
pub fn set_path(
    connection: &Connection,
    account_id: Id,
    kind: PushKind,
    path: &str,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR IGNORE INTO callback (account_id, kind, path) VALUES (?1, ?2, ?3)",
        params![account_id, word(&kind)?, path],
    )?;
    Ok(())
}

/// Whose path this is: an account that was not deleted, and what is pushed there.
pub fn of_path(connection: &Connection, path: &str) -> Result<Option<(Id, PushKind)>, StoreError> {
    let found: Option<(Id, String)> = connection
        .prepare_cached(
            "SELECT callback.account_id, callback.kind FROM callback JOIN account ON account.id = callback.account_id
             WHERE callback.path = ?1 AND account.deleted_at IS NULL",
        )?
        .query_row([path], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(id, kind)| Ok((id, unword(kind)?))).transpose()
}

/// How many pushes of a kind arrived for an account, and when the last one did. Pasted ones did not arrive.
pub fn arrived(
    connection: &Connection,
    account_id: Id,
    kind: PushKind,
) -> Result<(u32, Option<Millis>), StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*), max(received_at) FROM push WHERE account_id = ?1 AND kind = ?2 AND pasted = 0",
        )?
        .query_row(params![account_id, word(&kind)?], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?)
}

/// A push to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPush {
    /// The account.
    pub account_id: Id,
    /// What it is.
    pub kind: PushKind,
    /// When it came.
    pub received_at: Millis,
    /// Whether a person pasted it in.
    pub pasted: bool,
    /// Its content type.
    pub content_type: Option<String>,
    /// Its headers, without what authenticates.
    pub headers: Vec<(String, String)>,
    /// Its body, bytes as they came.
    pub body: Vec<u8>,
}

/// Keeps a push before anybody looks at it.
pub fn keep(connection: &Connection, push: &NewPush) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO push (account_id, kind, received_at, pasted, content_type, headers, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            push.account_id,
            word(&push.kind)?,
            push.received_at,
            push.pasted,
            push.content_type,
            json(&push.headers)?,
            push.body
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// A push nobody has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPush {
    /// Its id.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// Its account's vendor.
    pub vendor: String,
    /// What it is.
    pub kind: PushKind,
    /// Its content type.
    pub content_type: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

/// Pushes that are read at once.
const READ_AT_ONCE: u32 = 200;

/// Pushes nobody has looked at that came after one, oldest first: the next of them.
pub fn raw(connection: &Connection, after: Id) -> Result<Vec<RawPush>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT push.id, push.account_id, account.vendor, push.kind, push.content_type, push.body
         FROM push JOIN account ON account.id = push.account_id WHERE push.applied = 0 AND push.id > ?1
         ORDER BY push.id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, READ_AT_ONCE])?;
    let mut pushes = Vec::new();
    while let Some(row) = rows.next()? {
        pushes.push(RawPush {
            id: row.get(0)?,
            account_id: row.get(1)?,
            vendor: row.get(2)?,
            kind: unword(row.get(3)?)?,
            content_type: row.get(4)?,
            body: row.get(5)?,
        });
    }
    Ok(pushes)
}

/// What an item of a push came to, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A report, new.
    Report(Id),
    /// A call, new.
    Call(Id),
    /// A call that carries another desk's token, new.
    ForeignCall(Id),
    /// It was here before.
    Duplicate,
    /// It could not be read.
    Unreadable(String),
}

/// Writes down what an item changed.
pub fn add_effect(
    connection: &Connection,
    push_id: Id,
    position: usize,
    effect: &Effect,
    fields: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let (what, report_id, x_call_id, why) = match effect {
        Effect::Report(id) => ("report", Some(id), None, None),
        Effect::Call(id) => ("call", None, Some(id), None),
        Effect::ForeignCall(id) => ("foreign", None, Some(id), None),
        Effect::Duplicate => ("duplicate", None, None, None),
        Effect::Unreadable(why) => ("unreadable", None, None, Some(why)),
    };
    connection.execute(
        "INSERT OR REPLACE INTO push_effect (push_id, position, what, report_id, x_call_id, why, fields)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            push_id,
            i64::try_from(position).unwrap_or(i64::MAX),
            what,
            report_id,
            x_call_id,
            why,
            json(fields)?
        ],
    )?;
    if what == "unreadable" {
        connection.execute(
            "UPDATE push SET unreadable = unreadable + 1 WHERE id = ?1",
            [push_id],
        )?;
    }
    Ok(())
}

/// Whether nobody has looked at a push yet.
pub fn is_waiting(connection: &Connection, push_id: Id) -> Result<bool, StoreError> {
    Ok(connection
        .query_row(
            "SELECT 1 FROM push WHERE id = ?1 AND applied = 0",
            [push_id],
            |_| Ok(()),
        )
        .optional()?
        .is_some())
}

/// Marks a push as looked at.
pub fn applied(connection: &Connection, push_id: Id) -> Result<(), StoreError> {
    connection.execute("UPDATE push SET applied = 1 WHERE id = ?1", [push_id])?;
    Ok(())
}

/// How many items of pushes could not be read.
pub fn unreadable_count(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row(
        "SELECT count(*) FROM push_effect WHERE what = 'unreadable'",
        [],
        |row| row.get(0),
    )?)
}

const COLUMNS: &str = "push.id, push.account_id, account.vendor, account.name, push.kind, push.received_at,
    push.pasted, push.headers, push.body, push.applied FROM push JOIN account ON account.id = push.account_id";

fn read(connection: &Connection, row: &Row<'_>) -> Result<Push, StoreError> {
    let id: Id = row.get(0)?;
    let headers: Option<Vec<(String, String)>> = unjson(row.get(7)?)?;
    let body: Vec<u8> = row.get(8)?;
    let body: String = String::from_utf8_lossy(&body).chars().take(SHOWN).collect();
    let applied: bool = row.get(9)?;
    let effects = if applied {
        effects(connection, id)?
    } else {
        vec![PushEffect {
            what: PushWhat::Waiting,
            fields: Vec::new(),
        }]
    };
    Ok(Push {
        id,
        account_id: row.get(1)?,
        vendor: row.get(2)?,
        account_name: row.get(3)?,
        kind: unword(row.get(4)?)?,
        received_at: row.get(5)?,
        pasted: row.get(6)?,
        headers: headers
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| Field {
                value: mask_field(&name, &value),
                name,
            })
            .collect(),
        body: mask_in_text(&body),
        effects,
    })
}

fn effects(connection: &Connection, push_id: Id) -> Result<Vec<PushEffect>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT push_effect.what, push_effect.why, push_effect.fields, report.fit, report.message_id,
            x_call.binding_id
         FROM push_effect LEFT JOIN report ON report.id = push_effect.report_id
            LEFT JOIN x_call ON x_call.id = push_effect.x_call_id
         WHERE push_effect.push_id = ?1 ORDER BY push_effect.position",
    )?;
    let mut rows = statement.query([push_id])?;
    let mut effects = Vec::new();
    while let Some(row) = rows.next()? {
        let what: String = row.get(0)?;
        let fields: Option<BTreeMap<String, String>> = unjson(row.get(2)?)?;
        let fit: Option<Fit> = row.get::<_, Option<String>>(3)?.map(unword).transpose()?;
        let what = match (what.as_str(), row.get(4)?, row.get(5)?) {
            ("duplicate", _, _) => PushWhat::Duplicate,
            ("foreign", _, _) => PushWhat::Foreign,
            ("unreadable", _, _) => PushWhat::Unreadable {
                why: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            },
            (_, Some(message_id), _) => PushWhat::Message { message_id },
            (_, None, Some(binding_id)) => PushWhat::Binding { binding_id },
            _ if fit == Some(Fit::Foreign) => PushWhat::Foreign,
            _ => PushWhat::Unmatched,
        };
        effects.push(PushEffect {
            what,
            fields: report::shown(fields.unwrap_or_default()),
        });
    }
    Ok(effects)
}

/// One push.
pub fn get(connection: &Connection, id: Id) -> Result<Option<Push>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE push.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(|row| read(connection, row)).transpose()
}

/// A page of pushes, newest first, and whether there are more.
pub fn page(connection: &Connection, query: &PushQuery) -> Result<(Vec<Push>, bool), StoreError> {
    let limit = query.limit.clamp(1, 500);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE (?1 IS NULL OR push.account_id = ?1) AND (?2 IS NULL OR push.id < ?2)
         ORDER BY push.id DESC LIMIT ?3"
    ))?;
    let mut rows = statement.query(params![query.account_id, query.before, limit + 1])?;
    let mut pushes = Vec::new();
    while let Some(row) = rows.next()? {
        pushes.push(read(connection, row)?);
    }
    let more = pushes.len() > limit as usize;
    pushes.truncate(limit as usize);
    Ok((pushes, more))
}
