//! Everything that names one phone number: what a reference stands for, its timeline, and the search by digits.

mod find;
mod timeline;

use rusqlite::{Connection, OptionalExtension};

pub use find::{Found, Sought, find};
pub use timeline::{Head, Heads, Kind, heads};

use super::{StoreError, account};
use crate::contract::Id;
use crate::contract::number::NumberRef;
use crate::msisdn::Msisdn;

/// Calls through an X, newest first: its index by time leaves the order of arrival out.
pub(super) const VERSION_3: &str = "
CREATE INDEX x_call_x_number ON x_call (x_number, id);
";

/// The number that stands at a place; none where nothing stands there, or no number. What was typed has to be its
/// digits alone, with or without a plus.
pub fn resolve(connection: &Connection, of: &NumberRef) -> Result<Option<Msisdn>, StoreError> {
    let at = |sql: &str, id: Id| {
        connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get::<_, Option<String>>(0))
            .optional()
    };
    let found = match of {
        NumberRef::Message { id } => at("SELECT msisdn FROM message WHERE id = ?1", *id)?,
        NumberRef::Reply { id } => at("SELECT msisdn FROM reply WHERE id = ?1", *id)?,
        NumberRef::Conversation { id } => at("SELECT msisdn FROM conversation WHERE id = ?1", *id)?,
        NumberRef::BindingA { id } => at("SELECT a_number FROM binding WHERE id = ?1", *id)?,
        NumberRef::BindingB { id } => at("SELECT b_number FROM binding WHERE id = ?1", *id)?,
        NumberRef::BindingX { id } => at("SELECT x_number FROM binding WHERE id = ?1", *id)?,
        NumberRef::Check { id } => at("SELECT msisdn FROM number_check WHERE id = ?1", *id)?,
        NumberRef::Caller { id } => at("SELECT caller FROM x_call WHERE id = ?1", *id)?,
        NumberRef::Callee { id } => at("SELECT callee FROM x_call WHERE id = ?1", *id)?,
        NumberRef::Suppressed { id } => at("SELECT msisdn FROM suppression WHERE id = ?1", *id)?,
        NumberRef::Typed { digits } => return typed(connection, digits),
    };
    Ok(found
        .flatten()
        .map(|number| Msisdn::folded(&number))
        .filter(|number| !number.reveal().is_empty()))
}

/// A number that was typed without a plus may be one with its country code: as it stands here, if it does.
fn typed(connection: &Connection, digits: &str) -> Result<Option<Msisdn>, StoreError> {
    let number = Msisdn::folded(digits);
    let unsigned = number.reveal();
    if unsigned.is_empty() {
        return Ok(None);
    }
    if unsigned.starts_with('+') || Msisdn::mainland(unsigned).is_some() || is_known(connection, &number)? {
        return Ok(Some(number));
    }
    let abroad = Msisdn::abroad(unsigned);
    Ok(Some(if is_known(connection, &abroad)? {
        abroad
    } else {
        number
    }))
}

/// Whether anything here names a number.
fn is_known(connection: &Connection, number: &Msisdn) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM message WHERE msisdn = ?1)
                OR EXISTS (SELECT 1 FROM reply WHERE msisdn = ?1)
                OR EXISTS (SELECT 1 FROM number_check WHERE msisdn = ?1)
                OR EXISTS (SELECT 1 FROM binding WHERE a_number = ?1)
                OR EXISTS (SELECT 1 FROM binding WHERE b_number = ?1 AND b_number <> '')
                OR EXISTS (SELECT 1 FROM binding WHERE x_number = ?1)
                OR EXISTS (SELECT 1 FROM x_call WHERE caller = ?1)
                OR EXISTS (SELECT 1 FROM x_call WHERE callee = ?1)
                OR EXISTS (SELECT 1 FROM x_call WHERE x_number = ?1)",
        )?
        .query_row([number.reveal()], |row| row.get(0))?)
}

/// Whether a number is, or was, an X number: bound here, called through, or on an account's list.
pub fn is_x(connection: &Connection, number: &Msisdn) -> Result<bool, StoreError> {
    let used: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM binding WHERE x_number = ?1)
                OR EXISTS (SELECT 1 FROM x_call WHERE x_number = ?1)",
        )?
        .query_row([number.reveal()], |row| row.get(0))?;
    Ok(used || x_numbers(connection)?.contains(number))
}

/// The X numbers on the accounts' lists.
fn x_numbers(connection: &Connection) -> Result<Vec<Msisdn>, StoreError> {
    Ok(account::x_numbers(connection)?
        .iter()
        .map(|number| Msisdn::folded(number))
        .collect())
}
