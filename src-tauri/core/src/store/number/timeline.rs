//! A number's timeline: of every kind the newest rows before a cursor, each kind through its own index.

use rusqlite::{Connection, params};

use super::super::StoreError;
use crate::contract::number::NumberCursor;
pub use crate::contract::number::NumberKind as Kind;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Message, Self::Reply, Self::Call, Self::Binding, Self::Check];

    /// Where this kind goes on.
    pub fn cursor(self, cursor: &mut NumberCursor) -> &mut Id {
        match self {
            Self::Message => &mut cursor.message,
            Self::Reply => &mut cursor.reply,
            Self::Call => &mut cursor.call,
            Self::Binding => &mut cursor.binding,
            Self::Check => &mut cursor.check,
        }
    }

    /// Ids and times of the rows that name ?1 before ?2, newest id first, at most ?3.
    fn query(self) -> &'static str {
        match self {
            Self::Message => {
                "SELECT id, approved_at FROM message WHERE msisdn = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
            }
            Self::Reply => {
                "SELECT id, received_at FROM reply WHERE msisdn = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
            }
            // Either side, or the X itself; each by its own index and none further than the page.
            Self::Call => {
                "SELECT id, coalesce(began_at, received_at) FROM x_call WHERE id IN (
                    SELECT id FROM (SELECT id FROM x_call WHERE caller = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
                    UNION
                    SELECT id FROM (SELECT id FROM x_call WHERE callee = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
                    UNION
                    SELECT id FROM (SELECT id FROM x_call WHERE x_number = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3))
                 ORDER BY id DESC LIMIT ?3"
            }
            Self::Binding => {
                "SELECT id, approved_at FROM binding WHERE id IN (
                    SELECT id FROM (SELECT id FROM binding WHERE a_number = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
                    UNION
                    SELECT id FROM (SELECT id FROM binding WHERE b_number = ?1 AND b_number <> '' AND id < ?2
                        ORDER BY id DESC LIMIT ?3)
                    UNION
                    SELECT id FROM (SELECT id FROM binding WHERE x_number = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3))
                 ORDER BY id DESC LIMIT ?3"
            }
            Self::Check => {
                "SELECT id, at FROM number_check WHERE msisdn = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
            }
        }
    }
}

/// A row of the timeline, before it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Which kind.
    pub kind: Kind,
    /// Its id; larger is newer.
    pub id: Id,
    /// When it happened, by whatever clock there was.
    pub at: Millis,
}

/// The newest rows of every kind before a cursor, each kind in the order of its ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads(Vec<Vec<Head>>);

/// The newest rows of `kinds`, or of every kind where none is named, that name `number`: enough for a page of `limit`,
/// and to know whether there are more.
pub fn heads(
    connection: &Connection,
    number: &Msisdn,
    kinds: &[Kind],
    mut before: NumberCursor,
    limit: usize,
) -> Result<Heads, StoreError> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = Vec::with_capacity(Kind::ALL.len());
    let wanted = |kind: &Kind| kinds.is_empty() || kinds.contains(kind);
    for kind in Kind::ALL.into_iter().filter(wanted) {
        let mut statement = connection.prepare_cached(kind.query())?;
        let rows = statement
            .query_map(params![number.reveal(), *kind.cursor(&mut before), most], |row| {
                Ok(Head {
                    kind,
                    id: row.get(0)?,
                    at: row.get(1)?,
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        found.push(rows);
    }
    Ok(Heads(found))
}

impl Heads {
    /// The newest `limit` rows, newest first, and where the next page begins.
    ///
    /// The rows of a kind are taken in the order of their ids, whatever their times say: a clock that jumped can
    /// neither hide a row from the cursor nor show it twice. A row that stands behind one of another time is as new as
    /// the newest that it hides.
    pub fn page(self, before: NumberCursor, limit: usize) -> (Vec<Head>, Option<NumberCursor>) {
        let mut next = before;
        let mut waiting: Vec<Vec<(Millis, Head)>> = self.0.into_iter().map(newest_hidden).collect();
        let mut page = Vec::with_capacity(limit);
        while page.len() < limit {
            let newest = waiting
                .iter_mut()
                .filter(|kind| !kind.is_empty())
                .max_by_key(|kind| kind.last().map(|(key, _)| *key));
            let Some((_, head)) = newest.and_then(Vec::pop) else {
                break;
            };
            *head.kind.cursor(&mut next) = head.id;
            page.push(head);
        }
        page.sort_by_key(|head| std::cmp::Reverse(head.at));
        let more = waiting.iter().any(|kind| !kind.is_empty());
        (page, more.then_some(next))
    }
}

/// Each row with the newest time of what stands at or behind it; the next row to be taken is the last.
fn newest_hidden(rows: Vec<Head>) -> Vec<(Millis, Head)> {
    let mut newest = Millis::MIN;
    rows.into_iter()
        .rev()
        .map(|head| {
            newest = newest.max(head.at);
            (newest, head)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::in_memory;
    use super::*;

    const FIRST: NumberCursor = NumberCursor {
        message: Id::MAX,
        reply: Id::MAX,
        call: Id::MAX,
        binding: Id::MAX,
        check: Id::MAX,
    };

    /// Rows of a kind in the order of their ids, newest first, with these times.
    fn rows(kind: Kind, before: Id, times: &[Millis], limit: usize) -> Vec<Head> {
        let all: Vec<Head> = times
            .iter()
            .zip(1..)
            .map(|(at, id)| Head { kind, id, at: *at })
            .collect();
        all.into_iter()
            .rev()
            .filter(|head| head.id < before)
            .take(limit + 1)
            .collect()
    }

    /// Every page, by `limit`.
    fn pages(messages: &[Millis], replies: &[Millis], limit: usize) -> Vec<Vec<(Kind, Id, Millis)>> {
        let (mut pages, mut cursor) = (Vec::new(), Some(FIRST));
        while let Some(before) = cursor {
            let heads = Heads(vec![
                rows(Kind::Message, before.message, messages, limit),
                rows(Kind::Reply, before.reply, replies, limit),
            ]);
            let (page, next) = heads.page(before, limit);
            pages.push(page.iter().map(|head| (head.kind, head.id, head.at)).collect());
            cursor = next;
        }
        pages
    }

    #[test]
    fn every_kind_goes_through_its_own_index_and_no_further_than_the_page() {
        let connection = in_memory();
        for kind in Kind::ALL {
            let plan: Vec<String> = connection
                .prepare(&format!("EXPLAIN QUERY PLAN {}", kind.query()))
                .unwrap()
                .query_map(params!["13800000001", 100, 50], |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            for line in &plan {
                assert!(
                    !line.starts_with("SCAN") || line.starts_with("SCAN (subquery"),
                    "{kind:?}: {plan:?}"
                );
                // The rows of one number lie in the order of their ids: nothing but the number is looked for.
                let found = line.starts_with("SEARCH") && !line.contains("PRIMARY KEY");
                assert!(
                    !found || line.contains("=? AND id<?)") || line.contains("=? AND rowid<?)"),
                    "{kind:?}: {plan:?}"
                );
            }
        }
    }

    #[test]
    fn pages_are_newest_first_over_all_kinds() {
        let all = pages(&[10, 30, 50], &[20, 40], 2);
        let times: Vec<Vec<Millis>> = all
            .iter()
            .map(|page| page.iter().map(|(_, _, at)| *at).collect())
            .collect();
        assert_eq!(times, [vec![50, 40], vec![30, 20], vec![10]]);
    }

    #[test]
    fn clocks_that_jump_neither_lose_nor_double_a_row() {
        // Set ahead for the third message, back for the fourth; the replies run the other way.
        let messages = [10, 20, 9_000, 5, 30, 40];
        let replies = [8_000, 7, 6, 35];
        for limit in 1..=11 {
            let all: Vec<_> = pages(&messages, &replies, limit).concat();
            let mut seen: Vec<(u8, Id)> = all.iter().map(|(kind, id, _)| (*kind as u8, *id)).collect();
            assert_eq!(seen.len(), 10, "by {limit}: {all:?}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), 10, "by {limit}: {all:?}");
        }
        // What the clock of its time calls the newest is on the first page, although its id is not the newest.
        assert!(
            pages(&messages, &replies, 4)[0]
                .iter()
                .any(|(_, _, at)| *at == 9_000)
        );
    }
}
