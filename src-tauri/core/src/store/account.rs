//! Vendor accounts. Secrets are not here: only the name of their keychain entry and a fingerprint.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, json, unjson, unword, word};
use crate::contract::account::{ProxyMode, Reason};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    vendor TEXT NOT NULL,
    name TEXT NOT NULL,
    base_url TEXT NOT NULL,
    vendor_account TEXT NOT NULL,
    extension TEXT NOT NULL,
    signature TEXT NOT NULL,
    operation_size INTEGER NOT NULL,
    key_case TEXT NOT NULL,
    fetches_reports INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    secret_name TEXT,
    secret_fingerprint TEXT,
    http_acknowledged_at INTEGER,
    paused_at INTEGER,
    paused_reason TEXT,
    last_success_at INTEGER,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
";

/// What each vendor needs beside the first one's fields.
pub(super) const VERSION_2: &str = "
ALTER TABLE account ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
UPDATE account SET settings = json_object('key_case', key_case);
ALTER TABLE account DROP COLUMN key_case;
ALTER TABLE account ADD COLUMN appids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN x_numbers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN proxy_mode TEXT NOT NULL DEFAULT 'system';
ALTER TABLE account ADD COLUMN proxy_url TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN proxy_user TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN proxy_secret_name TEXT;
ALTER TABLE account ADD COLUMN public_url TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN last_push_at INTEGER;
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: Id,
    /// What the form says.
    pub form: AccountForm,
    /// Whether it may be used.
    pub enabled: bool,
    /// The keychain entry of its secret.
    pub secret_name: Option<String>,
    /// By which two secrets are told apart.
    pub secret_fingerprint: Option<String>,
    /// When plain http was acknowledged.
    pub http_acknowledged_at: Option<Millis>,
    /// Since when and why it is paused.
    pub paused: Option<(Millis, Reason)>,
    /// When a request last went well.
    pub last_success_at: Option<Millis>,
    /// Whether it was deleted.
    pub deleted: bool,
    /// The keychain entry of its proxy's password.
    pub proxy_secret_name: Option<String>,
    /// When a push last arrived.
    pub last_push_at: Option<Millis>,
}

/// The part of an account that a person fills in; see `contract::account::Account`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// The vendor's id.
    pub vendor: String,
    /// Its name here.
    pub name: String,
    /// Without a trailing slash.
    pub base_url: String,
    /// The user name at the vendor.
    pub vendor_account: String,
    /// Extension number.
    pub extension: String,
    /// Signature offered by default.
    pub signature: String,
    /// Recipients per operation.
    pub operation_size: u32,
    /// The vendor's settings, by name.
    pub settings: BTreeMap<String, String>,
    /// Whether reports and replies are fetched here.
    pub fetches_reports: bool,
    /// `appid`s.
    pub appids: Vec<String>,
    /// X numbers.
    pub x_numbers: Vec<String>,
    /// How the vendor is reached.
    pub proxy_mode: ProxyMode,
    /// The proxy's URL.
    pub proxy_url: String,
    /// The proxy's user.
    pub proxy_user: String,
    /// Under which URL the callback receiver is reached from outside.
    pub public_url: String,
}

const COLUMNS: &str =
    "id, vendor, name, base_url, vendor_account, extension, signature, operation_size, settings,
    fetches_reports, enabled, secret_name, secret_fingerprint, http_acknowledged_at, paused_at, paused_reason,
    last_success_at, deleted_at, appids, x_numbers, proxy_mode, proxy_url, proxy_user, public_url, proxy_secret_name,
    last_push_at";

fn read(row: &Row<'_>) -> Result<AccountRow, StoreError> {
    let paused_at: Option<Millis> = row.get(14)?;
    let reason: Option<Reason> = unjson(row.get(15)?)?;
    Ok(AccountRow {
        id: row.get(0)?,
        form: AccountForm {
            vendor: row.get(1)?,
            name: row.get(2)?,
            base_url: row.get(3)?,
            vendor_account: row.get(4)?,
            extension: row.get(5)?,
            signature: row.get(6)?,
            operation_size: row.get(7)?,
            settings: unjson(row.get(8)?)?.unwrap_or_default(),
            fetches_reports: row.get(9)?,
            appids: unjson(row.get(18)?)?.unwrap_or_default(),
            x_numbers: unjson(row.get(19)?)?.unwrap_or_default(),
            proxy_mode: unword(row.get(20)?)?,
            proxy_url: row.get(21)?,
            proxy_user: row.get(22)?,
            public_url: row.get(23)?,
        },
        enabled: row.get(10)?,
        secret_name: row.get(11)?,
        secret_fingerprint: row.get(12)?,
        http_acknowledged_at: row.get(13)?,
        paused: paused_at.zip(reason),
        last_success_at: row.get(16)?,
        deleted: row.get::<_, Option<Millis>>(17)?.is_some(),
        proxy_secret_name: row.get(24)?,
        last_push_at: row.get(25)?,
    })
}

/// Every account that was not deleted, by name.
pub fn all(connection: &Connection) -> Result<Vec<AccountRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM account WHERE deleted_at IS NULL ORDER BY name, id"
    ))?;
    let mut rows = statement.query([])?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next()? {
        accounts.push(read(row)?);
    }
    Ok(accounts)
}

/// When an account was added.
pub fn created_at(connection: &Connection, id: Id) -> Result<Millis, StoreError> {
    Ok(connection
        .prepare_cached("SELECT created_at FROM account WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// The X numbers on the lists of all accounts but deleted ones, as they are written there.
pub fn x_numbers(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT x_numbers FROM account WHERE deleted_at IS NULL AND x_numbers <> '[]'")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.extend(unjson::<Vec<String>>(row.get(0)?)?.unwrap_or_default());
    }
    Ok(all)
}

/// One account, deleted or not.
pub fn get(connection: &Connection, id: Id) -> Result<Option<AccountRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM account WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// Adds an account, switched on, without a secret.
pub fn insert(connection: &Connection, form: &AccountForm, now: Millis) -> Result<Id, StoreError> {
    connection.execute(
        "INSERT INTO account (vendor, name, base_url, vendor_account, extension, signature, operation_size, settings,
            fetches_reports, enabled, created_at, appids, x_numbers, proxy_mode, proxy_url, proxy_user, public_url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            form.vendor,
            form.name,
            form.base_url,
            form.vendor_account,
            form.extension,
            form.signature,
            form.operation_size,
            json(&form.settings)?,
            form.fetches_reports,
            now,
            json(&form.appids)?,
            json(&form.x_numbers)?,
            word(&form.proxy_mode)?,
            form.proxy_url,
            form.proxy_user,
            form.public_url
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Changes what the form says; the vendor stays.
pub fn update(connection: &Connection, id: Id, form: &AccountForm) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET name = ?2, base_url = ?3, vendor_account = ?4, extension = ?5, signature = ?6,
            operation_size = ?7, settings = ?8, fetches_reports = ?9, appids = ?10, x_numbers = ?11, proxy_mode = ?12,
            proxy_url = ?13, proxy_user = ?14, public_url = ?15 WHERE id = ?1",
        params![
            id,
            form.name,
            form.base_url,
            form.vendor_account,
            form.extension,
            form.signature,
            form.operation_size,
            json(&form.settings)?,
            form.fetches_reports,
            json(&form.appids)?,
            json(&form.x_numbers)?,
            word(&form.proxy_mode)?,
            form.proxy_url,
            form.proxy_user,
            form.public_url
        ],
    )?;
    Ok(())
}

/// Notes which keychain entry holds the secret.
pub fn set_secret(
    connection: &Connection,
    id: Id,
    name: Option<&str>,
    fingerprint: Option<&str>,
) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET secret_name = ?2, secret_fingerprint = ?3 WHERE id = ?1",
        params![id, name, fingerprint],
    )?;
    Ok(())
}

/// Notes which keychain entry holds the password of its proxy.
pub fn set_proxy_secret(connection: &Connection, id: Id, name: Option<&str>) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET proxy_secret_name = ?2 WHERE id = ?1",
        params![id, name],
    )?;
    Ok(())
}

/// Notes that a push arrived.
pub fn pushed(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET last_push_at = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

/// Notes that plain http was acknowledged, or takes that back.
pub fn acknowledge_http(connection: &Connection, id: Id, at: Option<Millis>) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET http_acknowledged_at = ?2 WHERE id = ?1",
        params![id, at],
    )?;
    Ok(())
}

/// Switches it on or off.
pub fn set_enabled(connection: &Connection, id: Id, enabled: bool) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET enabled = ?2 WHERE id = ?1",
        params![id, enabled],
    )?;
    Ok(())
}

/// Deletes it; the row stays for the history, without its secret's name.
pub fn delete(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET deleted_at = ?2, enabled = 0, secret_name = NULL, secret_fingerprint = NULL,
            proxy_secret_name = NULL WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

/// Pauses it; the first reason stays.
pub fn pause(connection: &Connection, id: Id, reason: &Reason, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET paused_at = ?2, paused_reason = ?3 WHERE id = ?1 AND paused_at IS NULL",
        params![id, now, json(reason)?],
    )?;
    Ok(())
}

/// Lets it work again.
pub fn clear_pause(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET paused_at = NULL, paused_reason = NULL WHERE id = ?1",
        [id],
    )?;
    Ok(())
}

/// Notes that a request went well.
pub fn succeeded(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE account SET last_success_at = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

/// Whether another account that was not deleted has this name.
pub fn name_taken(connection: &Connection, name: &str, but: Option<Id>) -> Result<bool, StoreError> {
    Ok(connection
        .query_row(
            "SELECT 1 FROM account WHERE name = ?1 AND deleted_at IS NULL AND id IS NOT ?2",
            params![name, but],
            |_| Ok(()),
        )
        .optional()?
        .is_some())
}
