//! Messages by the time they came to their state.

use rusqlite::{Connection, params};

use super::super::StoreError;
use crate::contract::{Id, Millis};

/// Messages of one state that are collected; of more, the newest are near at hand in every other order too.
pub(super) const COLLECTED: usize = 20_000;
/// By the index `message_settled`.
const QUERY: &str = "SELECT id FROM message WHERE state = ?1 AND state_at >= ?2 LIMIT ?3";

/// Messages that came to one of `states` at `from` or later, in no order; none at all when there are too many.
pub(super) fn collect(
    connection: &Connection,
    states: &[String],
    from: Millis,
) -> Result<Option<Vec<Id>>, StoreError> {
    let most = i64::try_from(COLLECTED + 1).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(QUERY)?;
    let mut ids = Vec::new();
    for state in states {
        let before = ids.len();
        for id in statement.query_map(params![state, from, most], |row| row.get::<_, Id>(0))? {
            ids.push(id?);
        }
        if ids.len() - before > COLLECTED {
            return Ok(None);
        }
    }
    Ok(Some(ids))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::in_memory;

    #[test]
    fn the_times_of_a_state_are_read_from_their_index_alone() {
        let connection = in_memory();
        let plan: Vec<String> = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {QUERY}"))
            .unwrap()
            .query_map(params!["failed", 1, 2], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(
            plan,
            ["SEARCH message USING COVERING INDEX message_settled (state=? AND state_at>?)"]
        );
    }
}
