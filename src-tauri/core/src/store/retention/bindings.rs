//! Bindings that have ended, with the calls through them, and calls through no binding known here.

use rusqlite::Connection;

use super::super::StoreError;
use super::{delete, found, remove_operations, run_with};
use crate::contract::Id;

/// A binding is old by the end of whatever it may have held, and stays as long as one of its calls may come again.
pub(super) const DUE: &str =
    "binding.state IN ('rejected', 'not_sent', 'released', 'ended') AND binding.state_at < ?1
    AND coalesce(binding.reserved_until, 0) < ?1
    AND (binding.state <> 'ended' OR coalesce(binding.ends_at, 0) < ?1)
    AND NOT EXISTS (SELECT 1 FROM x_call WHERE x_call.binding_id = binding.id AND x_call.received_at >= ?2)";

/// One with another desk's token is kept until it is handed over.
pub(super) const CALLS_DUE: &str = "x_call.binding_id IS NULL AND x_call.received_at < ?1
    AND (x_call.desk = '' OR x_call.given_id IS NOT NULL)";

pub(super) fn remove(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    let calls = found(
        connection,
        "SELECT id FROM x_call WHERE binding_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    remove_calls(connection, &calls)?;
    run_with(
        connection,
        "DELETE FROM binding_decision WHERE binding_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE reveal SET binding_id = NULL WHERE binding_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    let operations = found(
        connection,
        "SELECT id FROM operation WHERE binding_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    delete(connection, "binding", ids)?;
    remove_operations(connection, &operations)
}

pub(super) fn remove_calls(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE push_effect SET x_call_id = NULL, fields = '{}' WHERE (push_id, x_call_id) IN
            (SELECT push_id, id FROM x_call WHERE id IN (SELECT value FROM json_each(?1)))",
        ids,
    )?;
    run_with(
        connection,
        "DELETE FROM act WHERE kind = 'recording_fetched' AND about IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE reveal SET call_id = NULL WHERE call_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    delete(connection, "x_call", ids)
}
