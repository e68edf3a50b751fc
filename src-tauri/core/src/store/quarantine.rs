//! Items of polls that could not be read: each kept aside alone, with the rest applied.

use rusqlite::{Connection, params};

use super::StoreError;
use crate::contract::Id;
use crate::contract::exchange::{ExchangeRef, Quarantined};
use crate::msisdn::mask_in_text;
use crate::vendors::BadItem;

/// The table.
pub(super) const VERSION_1: &str = "
CREATE TABLE quarantine (
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (poll_id, position)
) STRICT;
";

/// What version 3 adds.
pub(super) const VERSION_3: &str = "";

/// Keeps an item aside, and says so at its poll.
pub fn keep(connection: &Connection, poll_id: Id, item: &BadItem) -> Result<(), StoreError> {
    let kept = connection.execute(
        "INSERT OR IGNORE INTO quarantine (poll_id, position, raw, why) VALUES (?1, ?2, ?3, ?4)",
        params![
            poll_id,
            i64::try_from(item.index).unwrap_or(i64::MAX),
            item.raw,
            item.why
        ],
    )?;
    if kept > 0 {
        connection.execute("UPDATE poll SET bad = bad + 1 WHERE id = ?1", [poll_id])?;
    }
    Ok(())
}

/// Characters of an item that are shown.
const SHOWN: usize = 1_000;

/// Items of polls and pushes that could not be read, newest first, numbers masked. Of a push the whole body is shown:
/// where its item stands in it is what could not be read.
pub fn newest(connection: &Connection, limit: u32) -> Result<Vec<Quarantined>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM (
            SELECT 0 AS pushed, quarantine.poll_id AS id, account.vendor, account.name,
                coalesce(poll.fetched_at, poll.intent_at) AS at, CAST(quarantine.raw AS BLOB) AS raw, quarantine.why,
                quarantine.position
            FROM quarantine JOIN poll ON poll.id = quarantine.poll_id JOIN account ON account.id = poll.account_id
            ORDER BY quarantine.poll_id DESC, quarantine.position LIMIT ?1)
         UNION ALL SELECT * FROM (
            SELECT 1, push.id, account.vendor, account.name, push.received_at, push.body, push_effect.why,
                push_effect.position
            FROM push_effect JOIN push ON push.id = push_effect.push_id JOIN account ON account.id = push.account_id
            WHERE push_effect.what = 'unreadable'
            ORDER BY push_effect.push_id DESC, push_effect.position LIMIT ?1)
         ORDER BY at DESC, id DESC, position LIMIT ?1",
    )?;
    let items = statement
        .query_map([limit], |row| {
            let id: Id = row.get(1)?;
            let raw: Vec<u8> = row.get(5)?;
            let raw: String = String::from_utf8_lossy(&raw).chars().take(SHOWN).collect();
            Ok(Quarantined {
                of: if row.get(0)? {
                    ExchangeRef::Push { id }
                } else {
                    ExchangeRef::Poll { id }
                },
                vendor: row.get(2)?,
                account_name: row.get(3)?,
                at: row.get(4)?,
                raw: mask_in_text(&raw),
                why: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(items)
}

/// How many are kept.
pub fn count(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))?)
}
