//! MO replies.

use rusqlite::Connection;

use super::super::StoreError;
use super::{delete, run_with};
use crate::contract::Id;

/// A reply is old by its arrival.
pub(super) const DUE: &str = "reply.received_at < ?1";

pub(super) fn remove(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE reveal SET reply_id = NULL WHERE reply_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    delete(connection, "reply", ids)
}
