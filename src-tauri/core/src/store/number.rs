//! Everything that names one phone number.

use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use crate::contract::Id;
use crate::contract::number::NumberRef;
use crate::msisdn::Msisdn;

/// The table.
pub(super) const VERSION_3: &str = "";

/// The number that stands at a place; none where nothing stands there, or no number.
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
        NumberRef::Typed { digits } => Some(Some(digits.clone())),
    };
    Ok(found
        .flatten()
        .map(|number| Msisdn::folded(&number))
        .filter(|number| !number.reveal().is_empty()))
}
