//! Number checks.

use rusqlite::Connection;

use super::super::StoreError;
use super::{delete, found, remove_operations, run_with};
use crate::contract::Id;

/// A check that may have been answered, and charged, or not is kept.
pub(super) const DUE: &str =
    "number_check.at < ?1 AND number_check.state IN ('answered', 'rejected', 'not_sent')";

pub(super) fn remove(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    let operations = found(
        connection,
        "SELECT operation_id FROM number_check WHERE id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE reveal SET check_id = NULL WHERE check_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    delete(connection, "number_check", ids)?;
    remove_operations(connection, &operations)
}
