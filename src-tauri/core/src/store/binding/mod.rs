//! Bindings of privacy numbers: the only record of what is bound, since the vendor lists nothing.

pub mod held;
mod search;

pub use search::{page, total};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::decision::Decided;
use super::{StoreError, json, unjson, unword, word};
use crate::contract::account::Reason;
use crate::contract::binding::{BindingEvent, BindingKind, BindingState, BindingWhat};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// The table.
pub(super) const VERSION_2: &str = "
CREATE TABLE binding (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    appid TEXT NOT NULL,
    x_number TEXT NOT NULL,
    x_number_reversed TEXT NOT NULL,
    a_number TEXT NOT NULL,
    a_number_reversed TEXT NOT NULL,
    b_number TEXT NOT NULL,
    b_number_reversed TEXT NOT NULL,
    ttl_seconds INTEGER NOT NULL,
    record INTEGER NOT NULL,
    shows_a_to_b INTEGER NOT NULL,
    shows_caller_to_a INTEGER NOT NULL,
    anucode TEXT NOT NULL,
    ansanu TEXT NOT NULL,
    reqid TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    first_attempt_at INTEGER,
    last_attempt_at INTEGER,
    state TEXT NOT NULL,
    state_at INTEGER NOT NULL,
    reason TEXT,
    subid TEXT,
    confirmed_at INTEGER,
    ends_at INTEGER,
    reserved_until INTEGER
) STRICT;
CREATE INDEX binding_x ON binding (x_number, id);
CREATE INDEX binding_x_reversed ON binding (x_number_reversed, id);
CREATE INDEX binding_a ON binding (a_number, id);
CREATE INDEX binding_a_reversed ON binding (a_number_reversed, id);
CREATE INDEX binding_b ON binding (b_number, id) WHERE b_number <> '';
CREATE INDEX binding_b_reversed ON binding (b_number_reversed, id) WHERE b_number <> '';
CREATE INDEX binding_subid ON binding (subid) WHERE subid IS NOT NULL;
CREATE INDEX binding_reference ON binding (reference) WHERE reference <> '';
CREATE INDEX binding_live ON binding (account_id, id)
    WHERE state IN ('binding', 'bound', 'unconfirmed', 'unknown', 'releasing', 'still_bound');
CREATE TABLE binding_decision (
    id INTEGER PRIMARY KEY,
    binding_id INTEGER NOT NULL REFERENCES binding (id),
    bound INTEGER NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX binding_decision_binding ON binding_decision (binding_id);
";

/// What version 3 adds: bindings whose time is over are looked for with every look at the list.
pub(super) const VERSION_3: &str = "
CREATE INDEX binding_end ON binding (coalesce(reserved_until, ends_at, 9223372036854775807))
    WHERE state IN ('bound', 'unconfirmed', 'unknown', 'still_bound');
";

/// States that hold an X. Written as the index `binding_live` has it, so that the index is used.
const HOLDS: &str =
    "binding.state IN ('binding', 'bound', 'unconfirmed', 'unknown', 'releasing', 'still_bound')";

/// A binding whose time is over by `?now`, although its state does not say so yet. One that is on
/// its way, in or out, has no end of its own.
const PAST: &str = "binding.state NOT IN ('binding', 'releasing')
    AND coalesce(binding.reserved_until, binding.ends_at, 9223372036854775807) <= ";

/// The same of bindings that end by themselves, written as the index `binding_end` has it.
const OVER: &str = "binding.state IN ('bound', 'unconfirmed', 'unknown', 'still_bound')
    AND coalesce(binding.reserved_until, binding.ends_at, 9223372036854775807) <= ";

/// A binding to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBinding {
    /// The account.
    pub account_id: Id,
    /// What was approved.
    pub terms: Terms,
    /// The same on every retry.
    pub reqid: String,
    /// Comes back with its calls.
    pub token: String,
    /// Ticket or order number.
    pub reference: String,
    /// Who approved it.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// When.
    pub approved_at: Millis,
}

/// Who is bound to whom, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Which kind.
    pub kind: BindingKind,
    /// `appid`.
    pub appid: String,
    /// The X number.
    pub x_number: Msisdn,
    /// A's number.
    pub a_number: Msisdn,
    /// B's number; empty for XA.
    pub b_number: Msisdn,
    /// In seconds; 0 is for ever.
    pub ttl_seconds: u32,
    /// Whether calls are recorded.
    pub record: bool,
    /// B sees A's real number.
    pub shows_a_to_b: bool,
    /// A sees the caller's real number.
    pub shows_caller_to_a: bool,
    /// `anucode`.
    pub anucode: String,
    /// `ansanu`.
    pub ansanu: String,
}

/// A binding as it stands in the ledger, with what a list shows of its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingRow {
    /// Its id.
    pub id: Id,
    /// The account.
    pub account_id: Id,
    /// What was approved.
    pub terms: Terms,
    /// The same on every retry.
    pub reqid: String,
    /// Comes back with its calls.
    pub token: String,
    /// Ticket or order number.
    pub reference: String,
    /// Who approved it.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// When.
    pub approved_at: Millis,
    /// When its first request went on the wire.
    pub first_attempt_at: Option<Millis>,
    /// When its last request went on the wire.
    pub last_attempt_at: Option<Millis>,
    /// Where it stands.
    pub state: BindingState,
    /// Since when.
    pub state_at: Millis,
    /// Why.
    pub reason: Option<Reason>,
    /// The vendor's id of it.
    pub subid: Option<String>,
    /// When a call showed that it is bound.
    pub confirmed_at: Option<Millis>,
    /// When it ends by itself at the latest.
    pub ends_at: Option<Millis>,
    /// Until when X is reserved although nothing is known to be bound.
    pub reserved_until: Option<Millis>,
    /// The account's vendor.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Whether the account may be used now.
    pub account_works: bool,
}

impl BindingRow {
    /// Whether its time is over, whatever its state says.
    pub fn is_past(&self, now: Millis) -> bool {
        !matches!(self.state, BindingState::Binding | BindingState::Releasing) && self.time_is_over(now)
    }

    /// Whether it has ended by itself, if it was bound, even while its release is on its way.
    pub fn time_is_over(&self, now: Millis) -> bool {
        self.reserved_until.or(self.ends_at).is_some_and(|end| end <= now)
    }
}

const COLUMNS: &str = "binding.id, binding.account_id, binding.kind, binding.appid, binding.x_number,
    binding.a_number, binding.b_number, binding.ttl_seconds, binding.record, binding.shows_a_to_b,
    binding.shows_caller_to_a, binding.anucode, binding.ansanu, binding.reqid, binding.token, binding.reference,
    binding.operator, binding.desk, binding.approved_at, binding.first_attempt_at, binding.last_attempt_at,
    binding.state, binding.state_at, binding.reason, binding.subid, binding.confirmed_at, binding.ends_at,
    binding.reserved_until, account.vendor, account.name,
    account.enabled AND account.deleted_at IS NULL AND account.paused_at IS NULL";

const FROM: &str = "FROM binding JOIN account ON account.id = binding.account_id";

fn read(row: &Row<'_>) -> Result<BindingRow, StoreError> {
    let number = |at| Ok::<_, rusqlite::Error>(Msisdn::as_given(&row.get::<_, String>(at)?));
    Ok(BindingRow {
        id: row.get(0)?,
        account_id: row.get(1)?,
        terms: Terms {
            kind: unword(row.get(2)?)?,
            appid: row.get(3)?,
            x_number: number(4)?,
            a_number: number(5)?,
            b_number: number(6)?,
            ttl_seconds: row.get(7)?,
            record: row.get(8)?,
            shows_a_to_b: row.get(9)?,
            shows_caller_to_a: row.get(10)?,
            anucode: row.get(11)?,
            ansanu: row.get(12)?,
        },
        reqid: row.get(13)?,
        token: row.get(14)?,
        reference: row.get(15)?,
        operator: row.get(16)?,
        desk: row.get(17)?,
        approved_at: row.get(18)?,
        first_attempt_at: row.get(19)?,
        last_attempt_at: row.get(20)?,
        state: unword(row.get(21)?)?,
        state_at: row.get(22)?,
        reason: unjson(row.get(23)?)?,
        subid: row.get(24)?,
        confirmed_at: row.get(25)?,
        ends_at: row.get(26)?,
        reserved_until: row.get(27)?,
        vendor: row.get(28)?,
        account_name: row.get(29)?,
        account_works: row.get(30)?,
    })
}

fn one(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Option<BindingRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} {FROM} WHERE {condition}"))?;
    let mut rows = statement.query(values)?;
    rows.next()?.map(read).transpose()
}

fn many(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<BindingRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} {FROM} WHERE {condition}"))?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Writes a binding down, its request not yet on the wire.
pub fn insert(connection: &Connection, new: &NewBinding) -> Result<Id, StoreError> {
    let terms = &new.terms;
    connection.execute(
        "INSERT INTO binding (account_id, kind, appid, x_number, x_number_reversed, a_number, a_number_reversed,
            b_number, b_number_reversed, ttl_seconds, record, shows_a_to_b, shows_caller_to_a, anucode, ansanu,
            reqid, token, reference, operator, desk, approved_at, state, state_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
            'binding', ?21)",
        params![
            new.account_id,
            word(&terms.kind)?,
            terms.appid,
            terms.x_number.reveal(),
            terms.x_number.reversed(),
            terms.a_number.reveal(),
            terms.a_number.reversed(),
            terms.b_number.reveal(),
            terms.b_number.reversed(),
            terms.ttl_seconds,
            terms.record,
            terms.shows_a_to_b,
            terms.shows_caller_to_a,
            terms.anucode,
            terms.ansanu,
            new.reqid,
            new.token,
            new.reference,
            new.operator,
            new.desk,
            new.approved_at
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// One binding.
pub fn get(connection: &Connection, id: Id) -> Result<Option<BindingRow>, StoreError> {
    one(connection, "binding.id = ?1", [id])
}

/// The binding that was made of a draft.
pub fn by_draft(connection: &Connection, draft_id: &str) -> Result<Option<Id>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT operation.binding_id FROM job JOIN operation ON operation.job_id = job.id
             WHERE job.draft_id = ?1 AND operation.kind = 'bind'",
            [draft_id],
            |row| row.get(0),
        )
        .optional()?
        .flatten())
}

/// The binding that carries a token.
pub fn by_token(connection: &Connection, token: &str) -> Result<Option<BindingRow>, StoreError> {
    one(connection, "binding.token = ?1", [token])
}

/// The newest binding of an account that the vendor calls `subid`.
pub fn by_subid(
    connection: &Connection,
    account_id: Id,
    subid: &str,
) -> Result<Option<BindingRow>, StoreError> {
    one(
        connection,
        "binding.subid = ?2 AND binding.account_id = ?1 ORDER BY binding.id DESC LIMIT 1",
        params![account_id, subid],
    )
}

/// The bindings of an X that hold it now, or may hold it, newest first.
pub fn holding(
    connection: &Connection,
    x_number: &Msisdn,
    now: Millis,
) -> Result<Vec<BindingRow>, StoreError> {
    many(
        connection,
        &format!("binding.x_number = ?1 AND {HOLDS} AND NOT ({PAST} ?2) ORDER BY binding.id DESC"),
        params![x_number.reveal(), now],
    )
}

/// The XA bindings of an X that were, or may have been, in force at `at`.
pub fn forwarding_at(
    connection: &Connection,
    x_number: &Msisdn,
    at: Millis,
) -> Result<Vec<BindingRow>, StoreError> {
    many(
        connection,
        "binding.x_number = ?1 AND binding.kind = 'xa' AND binding.first_attempt_at <= ?2
            AND coalesce(binding.reserved_until, binding.ends_at, ?2) >= ?2
            AND binding.state NOT IN ('rejected', 'not_sent')
            AND NOT (binding.state = 'released' AND binding.state_at < ?2)
         ORDER BY binding.id DESC",
        params![x_number.reveal(), at],
    )
}

/// Bindings at one of the two states that are on their way.
pub fn under_way(connection: &Connection, state: BindingState) -> Result<Vec<BindingRow>, StoreError> {
    many(
        connection,
        &format!("{HOLDS} AND binding.state = ?1 ORDER BY binding.id"),
        [word(&state)?],
    )
}

/// Notes that a request to bind goes on the wire, and when it would end.
pub fn attempted(
    connection: &Connection,
    id: Id,
    at: Millis,
    ends_at: Option<Millis>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE binding SET first_attempt_at = coalesce(first_attempt_at, ?2), last_attempt_at = ?2, ends_at = ?3
         WHERE id = ?1",
        params![id, at, ends_at],
    )?;
    Ok(())
}

/// Moves a binding; what it ends at and is reserved until go with its state.
pub fn set_state(
    connection: &Connection,
    id: Id,
    state: BindingState,
    reason: Option<&Reason>,
    reserved_until: Option<Millis>,
    now: Millis,
) -> Result<(), StoreError> {
    // What never was has no end.
    let never_was = matches!(state, BindingState::Rejected | BindingState::NotSent);
    connection.execute(
        "UPDATE binding SET state = ?2, state_at = ?3, reason = ?4, reserved_until = ?5,
            ends_at = CASE WHEN ?6 THEN NULL ELSE ends_at END WHERE id = ?1",
        params![
            id,
            word(&state)?,
            now,
            reason.map(json).transpose()?,
            reserved_until,
            never_was
        ],
    )?;
    Ok(())
}

/// Sets when it ends: what was taken for refused turned out to be bound.
pub fn set_end(connection: &Connection, id: Id, ends_at: Option<Millis>) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE binding SET ends_at = ?2 WHERE id = ?1",
        params![id, ends_at],
    )?;
    Ok(())
}

/// Keeps the vendor's id of it; one that is known stays.
pub fn set_subid(connection: &Connection, id: Id, subid: &str) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE binding SET subid = coalesce(subid, ?2) WHERE id = ?1",
        params![id, subid],
    )?;
    Ok(())
}

/// Notes that a call showed that it is bound.
pub fn confirm(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE binding SET confirmed_at = coalesce(confirmed_at, ?2) WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

/// Whether there are bindings whose time is over and whose state does not say so.
pub fn any_past(connection: &Connection, now: Millis) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(&format!("SELECT 1 FROM binding WHERE {OVER} ?1 LIMIT 1"))?
        .query_row([now], |_| Ok(()))
        .optional()?
        .is_some())
}

/// Ends the bindings whose time is over; gives how many.
pub fn end(connection: &Connection, now: Millis) -> Result<usize, StoreError> {
    Ok(connection.execute(
        &format!("UPDATE binding SET state = 'ended', state_at = ?1, reason = NULL WHERE {OVER} ?1"),
        [now],
    )?)
}

/// How many are not known to be bound, or not known to be released.
pub fn in_doubt(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT count(*) FROM binding WHERE {HOLDS} AND state IN ('unknown', 'still_bound')"
        ))?
        .query_row([], |row| row.get(0))?)
}

/// Writes down what was decided by hand.
pub fn decide(connection: &Connection, id: Id, bound: bool, by: &Decided) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO binding_decision (binding_id, bound, operator, desk, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, bound, by.operator, by.desk, by.why, by.at],
    )?;
    Ok(())
}

/// What was decided about a binding, as events of its story.
pub fn decisions(connection: &Connection, id: Id) -> Result<Vec<BindingEvent>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT bound, operator, why, at FROM binding_decision WHERE binding_id = ?1 ORDER BY id",
    )?;
    let events = statement
        .query_map([id], |row| {
            Ok(BindingEvent {
                at: row.get(3)?,
                what: BindingWhat::Decided {
                    bound: row.get(0)?,
                    operator: row.get(1)?,
                    why: row.get(2)?,
                },
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(events)
}

/// Who approved the bind and the releases of a binding, with the operation that carried it out,
/// oldest first.
pub fn operations(connection: &Connection, id: Id) -> Result<Vec<Approved>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT operation.id, operation.kind, job.operator, job.approved_at
         FROM operation JOIN job ON job.id = operation.job_id
         WHERE operation.binding_id = ?1 ORDER BY operation.id",
    )?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Approved {
            operation_id: row.get(0)?,
            kind: unword(row.get(1)?)?,
            operator: row.get(2)?,
            at: row.get(3)?,
        });
    }
    Ok(found)
}

/// An operation of a binding, and who approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// The operation.
    pub operation_id: Id,
    /// A bind or a release.
    pub kind: super::operation::OperationKind,
    /// Who.
    pub operator: String,
    /// When.
    pub at: Millis,
}
