//! Bindings by the time at which they held, or may have held, their X.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::StoreError;
use super::{BindingRow, many, one};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// What never reached the vendor, or was refused, held nothing.
const WENT_OUT: &str =
    "binding.first_attempt_at IS NOT NULL AND binding.state NOT IN ('rejected', 'not_sent')";

/// When a binding was over at the latest; none while it is not, or may not be.
const OVER_AT: &str = "CASE WHEN binding.state = 'released'
    THEN min(binding.state_at, coalesce(binding.ends_at, binding.state_at))
    WHEN binding.state = 'ended' THEN coalesce(binding.reserved_until, binding.ends_at, binding.state_at)
    ELSE coalesce(binding.reserved_until, binding.ends_at) END";

/// Most bindings of one X at one time that are looked at.
const MOST: u32 = 50;

/// A binding, with what the vendor's answers say of when it began and ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The binding.
    pub row: BindingRow,
    /// When the vendor said that it is bound.
    pub bound_at: Option<Millis>,
    /// When the first release went out that the vendor carried out, or may have.
    pub release_at: Option<Millis>,
}

/// The bindings of an X that held it, or may have held it, at a time, newest first.
pub fn at(connection: &Connection, x_number: &Msisdn, at: Millis) -> Result<Vec<Stay>, StoreError> {
    let rows = many(
        connection,
        &format!(
            "binding.x_number = ?1 AND {WENT_OUT} AND binding.first_attempt_at <= ?2
                AND coalesce({OVER_AT}, 9223372036854775807) > ?2 ORDER BY binding.id DESC LIMIT ?3"
        ),
        params![x_number.reveal(), at, MOST],
    )?;
    rows.into_iter().map(|row| stay(connection, row)).collect()
}

/// The binding of an X that was over last before a time.
pub fn before(
    connection: &Connection,
    x_number: &Msisdn,
    at: Millis,
) -> Result<Option<BindingRow>, StoreError> {
    one(
        connection,
        &format!(
            "binding.x_number = ?1 AND {WENT_OUT} AND binding.first_attempt_at <= ?2 AND {OVER_AT} <= ?2
             ORDER BY {OVER_AT} DESC, binding.id DESC LIMIT 1"
        ),
        params![x_number.reveal(), at],
    )
}

/// The binding of an X that began next after a time.
pub fn after(
    connection: &Connection,
    x_number: &Msisdn,
    at: Millis,
) -> Result<Option<BindingRow>, StoreError> {
    one(
        connection,
        &format!(
            "binding.x_number = ?1 AND {WENT_OUT} AND binding.first_attempt_at > ?2
             ORDER BY binding.first_attempt_at, binding.id LIMIT 1"
        ),
        params![x_number.reveal(), at],
    )
}

fn stay(connection: &Connection, row: BindingRow) -> Result<Stay, StoreError> {
    let bound_at = first(
        connection,
        "SELECT min(attempt.settled_at) FROM operation JOIN attempt ON attempt.operation_id = operation.id
         WHERE operation.binding_id = ?1 AND operation.kind = 'bind' AND attempt.state = 'accepted'",
        row.id,
    )?;
    let release_at = first(
        connection,
        "SELECT min(attempt.dispatched_at) FROM operation JOIN attempt ON attempt.operation_id = operation.id
         WHERE operation.binding_id = ?1 AND operation.kind = 'release'
            AND attempt.state IN ('accepted', 'unknown', 'dispatching')",
        row.id,
    )?;
    Ok(Stay {
        row,
        bound_at,
        release_at,
    })
}

fn first(connection: &Connection, query: &str, binding_id: Id) -> Result<Option<Millis>, StoreError> {
    Ok(connection
        .prepare_cached(query)?
        .query_row([binding_id], |row| row.get(0))
        .optional()?
        .flatten())
}
