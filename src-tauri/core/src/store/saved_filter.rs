//! Filters of the message list that were saved.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::{StoreError, json};
use crate::contract::message::{MessageFilter, SavedFilter};
use crate::contract::{Id, Millis};

/// The table. The filter that was set last has no name, so that nobody can give its name to another.
pub(super) const VERSION_3: &str = "
CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY,
    name TEXT UNIQUE,
    filter TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_filter_last ON saved_filter (name IS NULL) WHERE name IS NULL;
";

/// All, by name.
pub fn all(connection: &Connection) -> Result<Vec<SavedFilter>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, filter FROM saved_filter ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut filters = Vec::new();
    while let Some(row) = rows.next()? {
        filters.push(SavedFilter {
            id: row.get(0)?,
            name: row.get(1)?,
            filter: understood(&row.get::<_, String>(2)?)?,
        });
    }
    Ok(filters)
}

/// Whether another filter has this name.
pub fn name_taken(connection: &Connection, name: &str, but: Option<Id>) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM saved_filter WHERE name = ?1 AND id IS NOT ?2")?
        .exists(params![name, but])?)
}

/// Keeps a filter as the one that was set last.
pub fn save_last(connection: &Connection, filter: &MessageFilter, now: Millis) -> Result<Id, StoreError> {
    Ok(connection.query_row(
        "INSERT INTO saved_filter (name, filter, saved_at) VALUES (NULL, ?1, ?2)
         ON CONFLICT (name IS NULL) WHERE name IS NULL
         DO UPDATE SET filter = excluded.filter, saved_at = excluded.saved_at RETURNING id",
        params![json(filter)?, now],
        |row| row.get(0),
    )?)
}

/// Writes a filter down, or over the one with this id. None when that is not there.
pub fn save(
    connection: &Connection,
    id: Option<Id>,
    name: &str,
    filter: &MessageFilter,
    now: Millis,
) -> Result<Option<Id>, StoreError> {
    let filter = json(filter)?;
    Ok(match id {
        None => connection
            .query_row(
                "INSERT INTO saved_filter (name, filter, saved_at) VALUES (?1, ?2, ?3) RETURNING id",
                params![name, filter, now],
                |row| row.get(0),
            )
            .optional()?,
        Some(id) => connection
            .query_row(
                "UPDATE saved_filter SET name = ?2, filter = ?3, saved_at = ?4 WHERE id = ?1 RETURNING id",
                params![id, name, filter, now],
                |row| row.get(0),
            )
            .optional()?,
    })
}

/// Deletes a filter.
pub fn delete(connection: &Connection, id: Id) -> Result<(), StoreError> {
    connection.execute("DELETE FROM saved_filter WHERE id = ?1", [id])?;
    Ok(())
}

/// A filter as it was saved, by this version or another: what this one does not know is left out, what the other did
/// not know is not set.
fn understood(text: &str) -> Result<MessageFilter, StoreError> {
    let mut filter = serde_json::to_value(MessageFilter::default())?;
    let Value::Object(saved) = serde_json::from_str(text)? else {
        return Ok(MessageFilter::default());
    };
    for (field, value) in saved {
        let mut tried = filter.clone();
        tried[field.as_str()] = value;
        if serde_json::from_value::<MessageFilter>(tried.clone()).is_ok() {
            filter = tried;
        }
    }
    Ok(serde_json::from_value(filter)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::message::MessageState;

    #[test]
    fn there_is_one_filter_that_was_set_last_and_no_name_is_its_own() {
        let connection = crate::store::in_memory();
        let of = |code: &str| MessageFilter {
            code: code.to_owned(),
            ..MessageFilter::default()
        };
        let first = save_last(&connection, &of("1"), 1).unwrap();
        assert_eq!(save_last(&connection, &of("2"), 2).unwrap(), first);
        let named = save(&connection, None, "#last", &of("3"), 3).unwrap();
        let kept: Vec<_> = all(&connection)
            .unwrap()
            .into_iter()
            .map(|saved| (Some(saved.id), saved.name, saved.filter.code))
            .collect();
        assert_eq!(
            kept,
            [
                (Some(first), None, "2".to_owned()),
                (named, Some("#last".to_owned()), "3".to_owned())
            ]
        );
        assert!(!name_taken(&connection, "", None).unwrap());
    }

    #[test]
    fn what_another_version_saved_is_understood_as_far_as_it_goes() {
        let older = r#"{"states":["unknown"],"account_id":7,"colour":"red","search":"退款"}"#;
        let wanted = MessageFilter {
            states: vec![MessageState::Unknown],
            account_id: Some(7),
            search: "退款".to_owned(),
            ..MessageFilter::default()
        };
        assert_eq!(understood(older).unwrap(), wanted);
        let newer = r#"{"states":["teleported"],"operator":"Li Min","from_at":"yesterday"}"#;
        let wanted = MessageFilter {
            operator: "Li Min".to_owned(),
            ..MessageFilter::default()
        };
        assert_eq!(understood(newer).unwrap(), wanted);
    }
}
