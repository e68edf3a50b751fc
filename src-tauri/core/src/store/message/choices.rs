//! What the code filter can be set to.

use rusqlite::Connection;

use super::super::StoreError;

/// Codes of results, in order, at most `limit`. The index is asked for the next one, so that it costs as many steps as
/// there are codes.
pub fn codes(connection: &Connection, limit: u32) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE result (code) AS (
             SELECT min(code) FROM message WHERE code IS NOT NULL
             UNION ALL
             SELECT (SELECT min(message.code) FROM message WHERE message.code > result.code)
             FROM result WHERE result.code IS NOT NULL)
         SELECT code FROM result WHERE code IS NOT NULL LIMIT ?1",
    )?;
    let codes = statement
        .query_map([limit], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    Ok(codes)
}
