//! MO replies.

use rusqlite::Connection;

use super::super::StoreError;
use super::{delete, run_with};
use crate::contract::Id;

/// A reply is old by its arrival. What nobody has read is kept, and so is every conversation that is open: a wish to get
/// no more may stand in it. That holds for those from before version 3 too, which nobody could mark as handled: they are
/// kept until somebody does.
pub(super) const DUE: &str = "reply.received_at < ?1
    AND NOT EXISTS (SELECT 1 FROM conversation WHERE conversation.account_id = reply.account_id
        AND conversation.msisdn = reply.msisdn AND (conversation.handled_at IS NULL OR conversation.read_to < reply.id))";

pub(super) fn remove(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE reveal SET reply_id = NULL WHERE reply_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    // The number stays suppressed, and why; an id that is given again must not explain it.
    run_with(
        connection,
        "UPDATE suppression SET reply_id = NULL WHERE reply_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    // A trigger takes conversations along.
    delete(connection, "reply", ids)
}
