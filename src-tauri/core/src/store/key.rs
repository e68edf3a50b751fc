//! RSA keys of accounts: their public halves, and the names of the keychain entries that hold the private ones.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, unword, word};
use crate::contract::account::SecretKind;
use crate::contract::key::KeySlot;
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_2: &str = "
CREATE TABLE account_key (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    slot TEXT NOT NULL,
    secret_name TEXT NOT NULL,
    bits INTEGER NOT NULL,
    public_der BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    UNIQUE (account_id, purpose, slot)
) STRICT;
";

/// A key of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Its id.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// What it is for.
    pub purpose: SecretKind,
    /// In use, or waiting.
    pub slot: KeySlot,
    /// The keychain entry of the private half.
    pub secret_name: String,
    /// Its length.
    pub bits: u32,
    /// The public half, SubjectPublicKeyInfo.
    pub public_der: Vec<u8>,
    /// When it came here.
    pub added_at: Millis,
}

fn read(row: &Row<'_>) -> Result<KeyRow, StoreError> {
    Ok(KeyRow {
        id: row.get(0)?,
        account_id: row.get(1)?,
        purpose: unword(row.get(2)?)?,
        slot: unword(row.get(3)?)?,
        secret_name: row.get(4)?,
        bits: row.get(5)?,
        public_der: row.get(6)?,
        added_at: row.get(7)?,
    })
}

/// An account's keys.
pub fn of_account(connection: &Connection, account_id: Id) -> Result<Vec<KeyRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, account_id, purpose, slot, secret_name, bits, public_der, added_at FROM account_key
         WHERE account_id = ?1 ORDER BY purpose DESC, slot",
    )?;
    let mut rows = statement.query([account_id])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.push(read(row)?);
    }
    Ok(keys)
}

/// Puts a key where it belongs; gives the name of the keychain entry it replaces, if any.
pub fn put(connection: &Connection, key: &KeyRow) -> Result<Option<String>, StoreError> {
    let replaced = remove(connection, key.account_id, key.purpose, key.slot)?;
    connection.execute(
        "INSERT INTO account_key (account_id, purpose, slot, secret_name, bits, public_der, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            key.account_id,
            word(&key.purpose)?,
            word(&key.slot)?,
            key.secret_name,
            key.bits,
            key.public_der,
            key.added_at
        ],
    )?;
    Ok(replaced)
}

/// Takes a key away; gives the name of its keychain entry.
pub fn remove(
    connection: &Connection,
    account_id: Id,
    purpose: SecretKind,
    slot: KeySlot,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row(
            "DELETE FROM account_key WHERE account_id = ?1 AND purpose = ?2 AND slot = ?3 RETURNING secret_name",
            params![account_id, word(&purpose)?, word(&slot)?],
            |row| row.get(0),
        )
        .optional()?)
}

/// The new key takes the place of the old one, which must have been removed.
pub fn promote(connection: &Connection, account_id: Id, purpose: SecretKind) -> Result<bool, StoreError> {
    let moved = connection.execute(
        "UPDATE account_key SET slot = 'current' WHERE account_id = ?1 AND purpose = ?2 AND slot = 'next'",
        params![account_id, word(&purpose)?],
    )?;
    Ok(moved > 0)
}
