//! What was typed into the search: the start or the end of a number, a message id, a reference, words of a text.

use std::collections::HashSet;

use rusqlite::{Connection, Row, params};

use super::super::StoreError;
use super::super::digits::Digits;
use super::super::text_index::{JobText, Term};
use super::condition::{Condition, Sql};
use super::way::{Walk, Way};
use crate::contract::Id;
use crate::msisdn::Msisdn;

/// Fewest digits a number is searched by its start.
const START: usize = 3;
/// Up to so many characters of a start, an index holds the messages in the order of their ids.
const WALKED: usize = 4;
/// Messages that are collected by their number before it is better to go through all.
const COLLECTED: usize = 5_000;
/// From so many characters on, what is a vendor's message id is looked for as that alone: nobody types so long a number of
/// anything else that happens to be one, and going through the texts for it would find the same messages again.
const LONG: usize = 14;
/// Messages that are rather stepped over than sought one by one.
const SKIPPED: usize = 4;

/// What was typed.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    /// As it was typed, for message ids and references.
    text: String,
    /// How numbers may begin, in the forms they are kept in.
    starts: Vec<String>,
    /// How numbers may end, from the last digit on.
    end: Option<String>,
    term: Term,
}

impl Typed {
    /// None where nothing can be seen of it.
    pub fn of(search: &str) -> Option<Self> {
        let term = Term::of(search)?;
        let text = search.trim().to_owned();
        let digits = Digits::of(&text);
        Some(Self {
            starts: digits.as_ref().map(Digits::starts).unwrap_or_default(),
            end: digits.filter(Digits::are_enough).and_then(|digits| digits.end()),
            text,
            term,
        })
    }

    /// Whether it is a single character, for which there is no index.
    pub fn is_single(&self) -> bool {
        !self.term.is_indexed()
    }

    /// Whether the ways lead to nothing else.
    pub fn is_exact(&self) -> bool {
        self.term.is_exact()
    }

    /// The ways to what was typed, as far as `condition` holds.
    pub fn ways(
        &self,
        connection: &Connection,
        condition: Option<&Condition<'_>>,
    ) -> Result<Vec<Way>, StoreError> {
        let named = self.named(connection)?;
        if self.is_long() && !named.is_empty() {
            return Ok(vec![Way::collected(named, condition, None)]);
        }
        let mut ways = Vec::new();
        for start in &self.starts {
            ways.push(start_way(connection, start, condition)?);
        }
        if let Some(end) = &self.end {
            ways.push(self.end_way(connection, end, condition)?);
        }
        ways.push(Way::collected(named, condition, None));
        let mut reference = Sql::default();
        reference.add(
            "job.reference = ? AND job.reference <> ''",
            [self.text.clone().into()],
        );
        ways.push(Way::Walk(Walk::jobs(reference, condition, None)));
        ways.extend(Way::texts(&self.term, condition));
        Ok(ways)
    }

    fn end_way(
        &self,
        connection: &Connection,
        end: &str,
        condition: Option<&Condition<'_>>,
    ) -> Result<Way, StoreError> {
        // A whole number is found by its start; here only longer ones are wanted, which end like it.
        let side = if self.starts.iter().any(|start| is_whole(start)) {
            ">"
        } else {
            ">="
        };
        let collected = collect(connection, "msisdn_reversed", side, end)?;
        Ok(match collected {
            Some(ids) => Way::collected(ids, condition, None),
            None => {
                let mut lead = Sql::default();
                lead.add(
                    &format!("+message.msisdn_reversed {side} ? AND +message.msisdn_reversed < ?"),
                    [end.to_owned().into(), behind(end).into()],
                );
                Way::Walk(Walk::messages(lead, condition, None))
            }
        })
    }

    /// Whether a message id like this is nothing else by chance.
    fn is_long(&self) -> bool {
        self.text.len() >= LONG
    }

    /// The messages the vendor knows by this id, their own or their operation's.
    fn named(&self, connection: &Connection) -> Result<Vec<Id>, StoreError> {
        let mut ids = connection
            .prepare_cached("SELECT id FROM message WHERE msg_id = ?1")?
            .query_map([&self.text], |row| row.get(0))?
            .collect::<Result<Vec<Id>, _>>()?;
        for operation in self.operations(connection)? {
            let of = connection
                .prepare_cached("SELECT id FROM message WHERE operation_id = ?1")?
                .query_map([operation], |row| row.get(0))?
                .collect::<Result<Vec<Id>, _>>()?;
            ids.extend(of);
        }
        Ok(ids)
    }

    fn operations(&self, connection: &Connection) -> Result<HashSet<Id>, StoreError> {
        let ids = connection
            .prepare_cached("SELECT id FROM operation WHERE msg_id = ?1")?
            .query_map([&self.text], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(ids)
    }

    /// Looks at messages one by one.
    pub fn look(&self, connection: &Connection) -> Result<Look<'_>, StoreError> {
        Ok(Look {
            typed: self,
            operations: self.operations(connection)?,
            by_id_alone: self.is_long() && !self.named(connection)?.is_empty(),
            job: None,
        })
    }
}

/// Says of single messages whether they have what was typed.
pub(super) struct Look<'t> {
    typed: &'t Typed,
    operations: HashSet<Id>,
    /// Whether it is a vendor's message id, and nothing else is looked for.
    by_id_alone: bool,
    /// The job of the message before: as a rule the next is of the same.
    job: Option<(Id, JobText, bool)>,
}

impl Look<'_> {
    /// The first `limit` of these ids, newest first, that have it.
    pub fn among(
        &mut self,
        connection: &Connection,
        ids: &[Id],
        limit: usize,
    ) -> Result<Vec<Id>, StoreError> {
        let mut found = Vec::new();
        let Some((newest, oldest)) = ids.first().zip(ids.last()) else {
            return Ok(found);
        };
        let mut all = ids.iter().copied().peekable();
        let together = usize::try_from(newest - oldest).is_ok_and(|span| span < ids.len() * SKIPPED);
        let runs = if together {
            vec![(*newest, *oldest)]
        } else {
            ids.iter().map(|id| (*id, *id)).collect()
        };
        let mut look = connection.prepare_cached(
            "SELECT id, msisdn, msisdn_reversed, msg_id, operation_id, job_id, variables FROM message
             WHERE id <= ?1 AND id >= ?2 ORDER BY id DESC",
        )?;
        for run in runs {
            let mut rows = look.query(run)?;
            while let Some(row) = rows.next()? {
                let id: Id = row.get(0)?;
                while all.next_if(|other| *other > id).is_some() {}
                if all.next_if_eq(&id).is_some() && self.has_it(connection, row)? {
                    found.push(id);
                    if found.len() == limit {
                        return Ok(found);
                    }
                }
            }
        }
        Ok(found)
    }

    fn has_it(&mut self, connection: &Connection, row: &Row<'_>) -> Result<bool, StoreError> {
        let typed = self.typed;
        let text = |column| {
            Ok::<_, StoreError>(
                row.get_ref(column)?
                    .as_str_or_null()
                    .map_err(rusqlite::Error::from)?,
            )
        };
        let (msisdn, reversed) = (text(1)?.unwrap_or_default(), text(2)?.unwrap_or_default());
        if text(3)?.is_some_and(|msg_id| msg_id == typed.text) || self.operations.contains(&row.get(4)?) {
            return Ok(true);
        }
        if self.by_id_alone {
            return Ok(false);
        }
        if typed.starts.iter().any(|start| msisdn.starts_with(start))
            || typed.end.as_ref().is_some_and(|end| reversed.starts_with(end))
        {
            return Ok(true);
        }
        self.text_has_it(connection, row.get(5)?, text(6)?)
    }

    fn text_has_it(
        &mut self,
        connection: &Connection,
        job_id: Id,
        values: Option<&str>,
    ) -> Result<bool, StoreError> {
        if self.job.as_ref().is_none_or(|(id, ..)| *id != job_id) {
            let Some((text, reference)) = JobText::with_reference(connection, job_id)? else {
                return Ok(false);
            };
            let all = reference == self.typed.text
                || self.typed.term.is_in(&reference)
                || text.shared().is_some_and(|text| self.typed.term.is_in(text));
            self.job = Some((job_id, text, all));
        }
        let Some((_, text, all)) = &self.job else {
            return Ok(false);
        };
        if *all {
            return Ok(true);
        }
        if text.shared().is_some() {
            return Ok(false);
        }
        let values: Option<Vec<String>> = values.map(serde_json::from_str).transpose()?;
        Ok(text
            .with(values.as_deref())
            .is_some_and(|text| self.typed.term.is_in(&text)))
    }
}

/// Whether a start is a whole number.
fn is_whole(start: &str) -> bool {
    Msisdn::mainland(start).is_some()
}

/// What comes behind everything that begins with `start`: no number holds a character behind the colon, which is
/// behind the nine.
fn behind(start: &str) -> String {
    format!("{start}:")
}

fn start_way(
    connection: &Connection,
    start: &str,
    condition: Option<&Condition<'_>>,
) -> Result<Way, StoreError> {
    let mut lead = Sql::default();
    if is_whole(start) {
        lead.add("message.msisdn = ?", [start.to_owned().into()]);
        return Ok(Way::Walk(Walk::messages(lead, condition, None)));
    }
    if start.len() > WALKED
        && let Some(ids) = collect(connection, "msisdn", ">=", start)?
    {
        return Ok(Way::collected(ids, condition, None));
    }
    let first: String = start.chars().take(START).collect();
    lead.add(
        "substr(message.msisdn, 1, 3) = ? AND +message.msisdn >= ? AND +message.msisdn < ?",
        [first.into(), start.to_owned().into(), behind(start).into()],
    );
    Ok(Way::Walk(Walk::messages(lead, condition, None)))
}

/// The messages whose number begins, or reversed begins, with `start`; none when there are too many.
fn collect(
    connection: &Connection,
    column: &str,
    side: &str,
    start: &str,
) -> Result<Option<Vec<Id>>, StoreError> {
    let sql = format!("SELECT id FROM message WHERE {column} {side} ?1 AND {column} < ?2 LIMIT ?3");
    let most = i64::try_from(COLLECTED + 1).unwrap_or(i64::MAX);
    let ids = connection
        .prepare_cached(&sql)?
        .query_map(params![start, behind(start), most], |row| row.get(0))?
        .collect::<Result<Vec<Id>, _>>()?;
    Ok((ids.len() <= COLLECTED).then_some(ids))
}
