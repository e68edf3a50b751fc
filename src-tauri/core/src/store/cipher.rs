//! Connections to encrypted files: every one is made here.

use std::path::Path;
use std::sync::Once;

use data_encoding::HEXLOWER;
use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret, SecretSlice, SecretString};

/// What gives a connection its key: 256 bits, raw.
pub(super) fn key_pragma(key: &SecretSlice<u8>) -> SecretString {
    format!("PRAGMA key = \"x'{}'\";", HEXLOWER.encode(key.expose_secret())).into()
}

/// Opens the file at `path` with its key. Nothing of the file was looked at yet: a wrong key shows at the first question.
pub(super) fn connect(path: &Path, flags: OpenFlags, key: &SecretString) -> rusqlite::Result<Connection> {
    begin();
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // What it would say on stderr is told by the errors.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(key.expose_secret())?;
    Ok(connection)
}

/// Makes the process's first connection alone. SQLite calls itself ready before SQLCipher's own beginning has run
/// (`SQLITE_EXTRA_INIT` comes after `isInit` in `sqlite3_initialize`, 4.14.0): of two first connections at the same moment
/// the second is refused its key.
fn begin() {
    static BEGUN: Once = Once::new();
    // One that fails fails again for whoever asked, who says so.
    BEGUN.call_once(|| drop(Connection::open_in_memory()));
}

/// A connection to no file and without a key, for tests of single statements.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
// The reason: in a test, what is not as expected ends the test.
pub(crate) fn in_memory() -> Connection {
    begin();
    Connection::open_in_memory().unwrap()
}

#[cfg(test)]
mod tests {
    use super::in_memory;

    /// With it, connections take each other's room for pages (`.cargo/config.toml`).
    #[test]
    fn connections_share_no_pages() {
        let connection = in_memory();
        let options: Vec<String> = connection
            .prepare("PRAGMA compile_options")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(options.iter().any(|option| option.starts_with("THREADSAFE")));
        assert!(!options.iter().any(|option| option == "ENABLE_MEMORY_MANAGEMENT"));
    }
}
