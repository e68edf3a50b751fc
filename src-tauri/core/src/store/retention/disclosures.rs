//! Records of exports and of looks at full numbers; and looks that outlive what was looked at.

use rusqlite::{Connection, params};

use super::super::{StoreError, reveal};
use crate::contract::Id;

/// A look keeps the masked number when what it stood in goes.
pub(super) const VERSION_3: &str = "
ALTER TABLE reveal ADD COLUMN masked TEXT;
CREATE INDEX reveal_unnamed ON reveal (id) WHERE masked IS NULL;
";

/// Exports are old by their beginning. One of which a part lies somewhere is kept until that is cleared away.
pub(super) const EXPORTS_DUE: &str = "export_record.at < ?1 AND export_record.part IS NULL";
/// Looks are old by their time.
pub(super) const LOOKS_DUE: &str = "reveal.at < ?1";

/// Looks learn the masked number while what it stands in is there.
pub(super) fn keep_names(connection: &Connection) -> Result<(), StoreError> {
    let unnamed = connection
        .prepare_cached("SELECT id FROM reveal WHERE masked IS NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    for id in unnamed {
        let masked = reveal::masked(connection, id)?;
        connection
            .prepare_cached("UPDATE reveal SET masked = ?2 WHERE id = ?1")?
            .execute(params![id, masked])?;
    }
    Ok(())
}

/// Looks at what is gone refer to nothing: an id may be given again.
pub(super) fn let_go(connection: &Connection) -> Result<(), StoreError> {
    // The others were told by id; a conversation goes with its last reply.
    connection
        .prepare_cached(
            "UPDATE reveal SET conversation_id = NULL WHERE conversation_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM conversation WHERE conversation.id = reveal.conversation_id)",
        )?
        .execute([])?;
    Ok(())
}
