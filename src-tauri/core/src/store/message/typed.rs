//! What was typed into the search: the start or the end of a number, a message id, a reference, words of a text.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

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
        let mut ways = Vec::new();
        for start in &self.starts {
            ways.push(start_way(connection, start, condition)?);
        }
        if let Some(end) = &self.end {
            ways.push(self.end_way(connection, end, condition)?);
        }
        ways.push(self.msg_id_way(connection, condition)?);
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

    fn msg_id_way(
        &self,
        connection: &Connection,
        condition: Option<&Condition<'_>>,
    ) -> Result<Way, StoreError> {
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
        Ok(Way::collected(ids, condition, None))
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
            job: None,
        })
    }
}

/// Says of single messages whether they have what was typed.
pub(super) struct Look<'t> {
    typed: &'t Typed,
    operations: HashSet<Id>,
    /// The job of the message before: as a rule the next is of the same.
    job: Option<(Id, JobText, bool)>,
}

impl Look<'_> {
    /// Whether this one has it.
    pub fn at(&mut self, connection: &Connection, id: Id) -> Result<bool, StoreError> {
        let found = connection
            .prepare_cached(
                "SELECT msisdn, msisdn_reversed, msg_id, operation_id, job_id, variables FROM message WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, Id>(3)?,
                    row.get::<_, Id>(4)?,
                    row.get::<_, Option<String>>(5)?,
                ))
            })
            .optional()?;
        let Some((msisdn, reversed, msg_id, operation_id, job_id, values)) = found else {
            return Ok(false);
        };
        let typed = self.typed;
        if typed.starts.iter().any(|start| msisdn.starts_with(start))
            || typed.end.as_ref().is_some_and(|end| reversed.starts_with(end))
            || msg_id.is_some_and(|msg_id| msg_id == typed.text)
            || self.operations.contains(&operation_id)
        {
            return Ok(true);
        }
        self.text_has_it(connection, job_id, values)
    }

    fn text_has_it(
        &mut self,
        connection: &Connection,
        job_id: Id,
        values: Option<String>,
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
        let values: Option<Vec<String>> = super::super::unjson(values)?;
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
