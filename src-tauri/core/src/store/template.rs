//! Templates registered at a vendor, per account.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{StoreError, json, unjson};
use crate::contract::template::{Template, TemplateVariable};
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE template (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    template_id TEXT NOT NULL,
    text TEXT NOT NULL,
    variables TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX template_account ON template (account_id, name);
";

/// Voice templates.
pub(super) const VERSION_2: &str = "
ALTER TABLE template ADD COLUMN voice INTEGER NOT NULL DEFAULT 0;
";

const COLUMNS: &str = "id, account_id, name, template_id, text, variables, voice";

fn read(row: &Row<'_>) -> Result<Template, StoreError> {
    let variables: Option<Vec<TemplateVariable>> = unjson(row.get(5)?)?;
    Ok(Template {
        id: row.get(0)?,
        account_id: row.get(1)?,
        name: row.get(2)?,
        template_id: row.get(3)?,
        text: row.get(4)?,
        variables: variables.unwrap_or_default(),
        voice: row.get(6)?,
    })
}

/// An account's templates that were not deleted, by name.
pub fn of_account(connection: &Connection, account_id: Id) -> Result<Vec<Template>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM template WHERE account_id = ?1 AND deleted_at IS NULL ORDER BY name, id"
    ))?;
    let mut rows = statement.query([account_id])?;
    let mut templates = Vec::new();
    while let Some(row) = rows.next()? {
        templates.push(read(row)?);
    }
    Ok(templates)
}

/// One template that was not deleted.
pub fn get(connection: &Connection, id: Id) -> Result<Option<Template>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM template WHERE id = ?1 AND deleted_at IS NULL"
    ))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

/// Adds a template, or changes the one with `template.id`.
pub fn save(connection: &Connection, template: &Template, new: bool, now: Millis) -> Result<Id, StoreError> {
    let variables = json(&template.variables)?;
    if new {
        connection.execute(
            "INSERT INTO template (account_id, name, template_id, text, variables, created_at, voice)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                template.account_id,
                template.name,
                template.template_id,
                template.text,
                variables,
                now,
                template.voice
            ],
        )?;
        return Ok(connection.last_insert_rowid());
    }
    connection.execute(
        "UPDATE template SET name = ?2, template_id = ?3, text = ?4, variables = ?5, voice = ?6 WHERE id = ?1",
        params![
            template.id,
            template.name,
            template.template_id,
            template.text,
            variables,
            template.voice
        ],
    )?;
    Ok(template.id)
}

/// Deletes it; what was sent keeps its text.
pub fn delete(connection: &Connection, id: Id, now: Millis) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE template SET deleted_at = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

/// Whether another template of the account has this name.
pub fn name_taken(
    connection: &Connection,
    account_id: Id,
    name: &str,
    but: Option<Id>,
) -> Result<bool, StoreError> {
    Ok(connection
        .query_row(
            "SELECT 1 FROM template WHERE account_id = ?1 AND name = ?2 AND deleted_at IS NULL AND id IS NOT ?3",
            params![account_id, name, but],
            |_| Ok(()),
        )
        .optional()?
        .is_some())
}
