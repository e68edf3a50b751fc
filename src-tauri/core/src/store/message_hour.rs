//! Which messages were approved in which hour: bounds of their ids for a search by time.
//!
//! Messages stand in the order of their ids, which is the order they were written down in, not that of the clock: a
//! clock jumps. So each run of messages that were approved in the same hour has a row, and a time range is the runs of
//! its hours: one stretch of ids as a rule, several where the clock jumped.

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use crate::contract::{Id, Millis};

/// The table.
pub(super) const VERSION_3: &str = "
CREATE TABLE message_hour (
    first_id INTEGER PRIMARY KEY,
    last_id INTEGER NOT NULL,
    hour INTEGER NOT NULL
) STRICT;
CREATE INDEX message_hour_hour ON message_hour (hour, first_id, last_id);
";

const HOUR: Millis = 60 * 60 * 1000;
/// Messages of other hours that are rather looked at than stepped over.
const STEP: Id = 5_000;

/// Ids from the first to the second, both included.
pub(super) type Span = (Id, Id);

/// Every id.
pub(super) const ALL: Span = (Id::MIN, Id::MAX);

/// Messages that were written down one after the other and approved in the same hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    first: Id,
    last: Id,
    hour: i64,
}

impl Run {
    /// New messages, all approved at one time.
    pub(super) fn of((first, last): Span, approved_at: Millis) -> Self {
        Self {
            first,
            last,
            hour: approved_at.div_euclid(HOUR),
        }
    }

    /// One run, if `next` follows in the same hour.
    pub(super) fn and(self, next: Self) -> Option<Self> {
        (self.hour == next.hour && next.first > self.last).then_some(Self {
            last: next.last,
            ..self
        })
    }

    /// Writes it down. A run that begins with the same id was of messages that are gone.
    pub(super) fn write(self, connection: &Connection) -> Result<(), StoreError> {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO message_hour (first_id, last_id, hour) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.first, self.last, self.hour])?;
        Ok(())
    }
}

/// Notes new messages.
pub(super) fn note(connection: &Connection, new: Run) -> Result<(), StoreError> {
    let newest = connection
        .prepare_cached("SELECT first_id, last_id, hour FROM message_hour ORDER BY first_id DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Run {
                first: row.get(0)?,
                last: row.get(1)?,
                hour: row.get(2)?,
            })
        })
        .optional()?;
    newest
        .and_then(|run| run.and(new))
        .unwrap_or(new)
        .write(connection)
}

/// Where messages that were approved from `from` on and before `to` can be, newest first. There may be others.
pub(super) fn spans(
    connection: &Connection,
    from: Option<Millis>,
    to: Option<Millis>,
) -> Result<Vec<Span>, StoreError> {
    if from.is_none() && to.is_none() {
        return Ok(vec![ALL]);
    }
    let first = from.map_or(i64::MIN, |from| from.div_euclid(HOUR));
    let last = to.map_or(i64::MAX, |to| to.saturating_sub(1).div_euclid(HOUR));
    let (oldest, newest, messages): (Option<Id>, Option<Id>, Option<i64>) = connection
        .prepare_cached(
            "SELECT min(first_id), max(last_id), sum(last_id - first_id + 1) FROM message_hour
             WHERE hour >= ?1 AND hour <= ?2",
        )?
        .query_row([first, last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (Some(oldest), Some(newest), Some(messages)) = (oldest, newest, messages) else {
        return Ok(Vec::new());
    };
    if newest - oldest < messages + STEP {
        return Ok(vec![(oldest, newest)]);
    }
    let mut statement = connection.prepare_cached(
        "SELECT first_id, last_id FROM message_hour WHERE hour >= ?1 AND hour <= ?2 ORDER BY first_id DESC",
    )?;
    let mut rows = statement.query([first, last])?;
    let mut spans: Vec<Span> = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last): Span = (row.get(0)?, row.get(1)?);
        match spans.last_mut() {
            Some(newer) if newer.0 - last <= STEP => newer.0 = newer.0.min(first),
            _ => spans.push((first, last)),
        }
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::in_memory;

    const YEAR: Millis = 365 * 24 * HOUR;

    fn noted(runs: &[(Id, Id, Millis)]) -> Connection {
        let connection = in_memory();
        for (first, last, at) in runs {
            note(&connection, Run::of((*first, *last), *at)).unwrap();
        }
        connection
    }

    #[test]
    fn an_hour_is_one_run() {
        let connection = noted(&[(1, 10, 5), (11, 11, HOUR - 1), (12, 40, HOUR)]);
        let runs: i64 = connection
            .query_row("SELECT count(*) FROM message_hour", [], |row| row.get(0))
            .unwrap();
        assert_eq!(runs, 2);
        let of = |from, to| spans(&connection, from, to).unwrap();
        assert_eq!(of(None, None), [ALL]);
        assert_eq!(of(Some(0), Some(HOUR)), [(1, 11)]);
        assert_eq!(of(Some(HOUR), None), [(12, 40)]);
        assert_eq!(of(None, Some(1)), [(1, 11)]);
        assert_eq!(of(Some(2 * HOUR), None), []);
    }

    #[test]
    fn a_clock_that_jumps_ahead_and_back_makes_several_stretches() {
        let (now, ahead) = (3 * YEAR, 4 * YEAR);
        let connection = noted(&[
            (1, 100, now),
            (101, 50_000, ahead),
            (50_001, 50_010, now + 60_000),
            (50_011, 50_020, now + HOUR),
        ]);
        let of = |from: Millis, to: Millis| spans(&connection, Some(from), Some(to)).unwrap();
        assert_eq!(of(now, now + HOUR), [(50_001, 50_010), (1, 100)]);
        assert_eq!(of(now, now + 2 * HOUR), [(50_001, 50_020), (1, 100)]);
        assert_eq!(of(ahead, ahead + 1), [(101, 50_000)]);
    }

    #[test]
    fn few_messages_of_other_hours_are_not_stepped_over() {
        let connection = noted(&[(1, 100, 0), (101, 110, HOUR), (111, 200, 0)]);
        assert_eq!(spans(&connection, Some(0), Some(HOUR)).unwrap(), [(1, 200)]);
    }
}
