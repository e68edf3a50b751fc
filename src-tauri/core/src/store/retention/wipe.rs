//! What was removed is gone from the disk: from the database's file, and from its write-ahead log.
//!
//! `secure_delete` overwrites what is deleted with zeros, always. It does not reach the bytes that stay behind where
//! SQLite moved rows between pages, so a database that is small enough is rewritten whole as well; a large one would
//! hold everybody up for too long.

use std::time::Duration;

use rusqlite::Connection;

use super::super::StoreError;

/// Up to this size the database is rewritten: it takes a moment, and as much memory.
const SMALL_BYTES: i64 = 128 * 1024 * 1024;
/// What the log's end is waited for at once; whoever reads meanwhile is not disturbed.
const PATIENCE: Duration = Duration::from_millis(500);
/// What the connection waits for otherwise.
const USUAL: Duration = Duration::from_secs(10);

/// Rewrites the database, if it is small. Outside of any transaction.
pub fn rewrite(connection: &Connection) -> Result<(), StoreError> {
    // SQLCipher says the size of a page as a text.
    let sql = "SELECT page_count * CAST(page_size AS INTEGER) FROM pragma_page_count, pragma_page_size";
    let bytes: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    if bytes <= SMALL_BYTES {
        connection.execute_batch("VACUUM;")?;
    }
    Ok(())
}

/// Empties the write-ahead log; whether it is empty now. It is not while somebody reads what stands in it.
pub fn empty_log(connection: &Connection) -> Result<bool, StoreError> {
    connection.busy_timeout(PATIENCE)?;
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(USUAL)?;
    Ok(busy? == 0)
}
