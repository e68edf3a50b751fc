//! Ways to messages: each gives ids, newest first, by an index that has them in that order.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::super::StoreError;
use super::super::text_index::{self, Term};
use super::condition::{Condition, Filter, Sql};
use crate::contract::Id;

/// Texts that are asked for at once, at most.
const TEXTS: usize = 2_000;

/// Ids from the first on and before the second.
pub(super) type Range = (Id, Id);

/// A way to messages.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// One query that goes through an index.
    Walk(Walk),
    /// Few ids that were collected, newest first, and what else must hold of one.
    Collected(Vec<Id>, Option<Walk>),
    /// Jobs with a term in their text or reference, and the messages of one job.
    JobTexts(Term, Walk),
    /// Messages with a term in a text of their own, and what else must hold of one.
    MessageTexts(Term, Option<Walk>),
}

/// A query for ids: `?1` the id before which, `?2` the id from which on, `?3` how many, then its own values. The last
/// of these may be left to whoever asks.
#[derive(Debug, Clone)]
pub(super) struct Walk(Sql);

impl Walk {
    /// Through messages for which `lead` holds.
    pub fn messages(lead: Sql, condition: Option<&Condition<'_>>, leads: Option<Filter>) -> Self {
        let mut sql = Sql {
            text: format!(
                "SELECT message.id FROM message WHERE {} AND message.id < ?1 AND message.id >= ?2",
                lead.text
            ),
            values: lead.values,
        };
        if let Some(condition) = condition {
            condition.add_to(&mut sql, leads, false);
        }
        sql.text.push_str(" ORDER BY message.id DESC LIMIT ?3");
        Self(sql)
    }

    /// Through the messages of sends for which `lead` holds. A send's messages are written down with it, in one
    /// transaction, so the order of the jobs is the order of their messages.
    pub fn jobs(lead: Sql, condition: Option<&Condition<'_>>, leads: Option<Filter>) -> Self {
        let mut sql = Sql {
            text: format!(
                "SELECT message.id FROM job CROSS JOIN message ON message.job_id = job.id
                 WHERE job.kind = 'send' AND {}
                   AND job.id <= (SELECT newest.job_id FROM message AS newest WHERE newest.id < ?1
                                  ORDER BY newest.id DESC LIMIT 1)
                   AND job.id >= (SELECT oldest.job_id FROM message AS oldest WHERE oldest.id >= ?2
                                  ORDER BY oldest.id LIMIT 1)
                   AND message.id < ?1 AND message.id >= ?2",
                lead.text
            ),
            values: lead.values,
        };
        if let Some(condition) = condition {
            condition.add_to(&mut sql, leads, true);
        }
        sql.text
            .push_str(" ORDER BY job.id DESC, message.id DESC LIMIT ?3");
        Self(sql)
    }

    /// What must hold of one message beside what led to it.
    fn check(condition: Option<&Condition<'_>>, leads: Option<Filter>) -> Option<Self> {
        let mut added = Sql::default();
        condition?.add_to(&mut added, leads, false);
        (!added.text.is_empty()).then(|| Self::of_one("message.id", condition, leads))
    }

    /// The messages of one job or one message by itself; `column` is compared with what is asked about.
    fn of_one(column: &str, condition: Option<&Condition<'_>>, leads: Option<Filter>) -> Self {
        let mut sql = Sql::new(&format!(
            "SELECT message.id FROM message WHERE {column} = ?4 AND message.id < ?1 AND message.id >= ?2"
        ));
        sql.values.push(Value::Null);
        if let Some(condition) = condition {
            condition.add_to(&mut sql, leads, false);
        }
        sql.text.push_str(" ORDER BY message.id DESC LIMIT ?3");
        Self(sql)
    }

    fn below(
        &self,
        connection: &Connection,
        (oldest, before): Range,
        limit: usize,
    ) -> Result<Vec<Id>, StoreError> {
        self.ask(connection, (oldest, before), limit, &self.0.values)
    }

    fn about(
        &self,
        connection: &Connection,
        one: Id,
        range: Range,
        limit: usize,
    ) -> Result<Vec<Id>, StoreError> {
        let mut values = self.0.values.clone();
        if let Some(first) = values.first_mut() {
            *first = one.into();
        }
        self.ask(connection, range, limit, &values)
    }

    fn ask(
        &self,
        connection: &Connection,
        (oldest, before): Range,
        limit: usize,
        values: &[Value],
    ) -> Result<Vec<Id>, StoreError> {
        let own = [before, oldest, i64::try_from(limit).unwrap_or(i64::MAX)].map(Value::from);
        let mut statement = connection.prepare_cached(&self.0.text)?;
        let ids = statement
            .query_map(params_from_iter(own.iter().chain(values)), |row| row.get(0))?
            .collect::<Result<Vec<Id>, _>>()?;
        Ok(ids)
    }
}

impl Way {
    /// Ids that were collected, of which `condition` must hold but for what led to them.
    pub fn collected(mut ids: Vec<Id>, condition: Option<&Condition<'_>>, leads: Option<Filter>) -> Self {
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids.dedup();
        Self::Collected(ids, Walk::check(condition, leads))
    }

    /// The two ways by a term of the text.
    pub fn texts(term: &Term, condition: Option<&Condition<'_>>) -> [Self; 2] {
        [
            Self::JobTexts(term.clone(), Walk::of_one("message.job_id", condition, None)),
            Self::MessageTexts(term.clone(), Walk::check(condition, None)),
        ]
    }

    /// The newest `limit` of its ids before `before`, from `oldest` on.
    pub fn below(&self, connection: &Connection, range: Range, limit: usize) -> Result<Vec<Id>, StoreError> {
        match self {
            Self::Walk(walk) => walk.below(connection, range, limit),
            Self::Collected(ids, check) => {
                let (oldest, before) = range;
                let mut found = Vec::new();
                for id in ids.iter().filter(|id| (oldest..before).contains(id)) {
                    match check {
                        Some(check) => found.extend(check.about(connection, *id, range, 1)?),
                        None => found.push(*id),
                    }
                    if found.len() == limit {
                        break;
                    }
                }
                Ok(found)
            }
            Self::JobTexts(term, messages) => {
                let Some(jobs) = jobs_of(connection, range)? else {
                    return Ok(Vec::new());
                };
                through(
                    jobs,
                    limit,
                    |jobs, limit| text_index::jobs(connection, term, jobs, limit),
                    |job, left| messages.about(connection, job, range, left),
                )
            }
            Self::MessageTexts(term, check) => {
                let (oldest, before) = range;
                let ids = (oldest, before.saturating_sub(1));
                let Some(check) = check else {
                    return text_index::messages(connection, term, ids, limit);
                };
                through(
                    ids,
                    limit,
                    |ids, limit| text_index::messages(connection, term, ids, limit),
                    |id, _| check.about(connection, id, range, 1),
                )
            }
        }
    }
}

/// The oldest and the newest job with messages in a range.
fn jobs_of(connection: &Connection, (oldest, before): Range) -> Result<Option<Range>, StoreError> {
    let job = |sql, id| {
        connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get::<_, Id>(0))
            .optional()
    };
    let newest = job(
        "SELECT job_id FROM message WHERE id < ?1 ORDER BY id DESC LIMIT 1",
        before,
    )?;
    let oldest = job(
        "SELECT job_id FROM message WHERE id >= ?1 ORDER BY id LIMIT 1",
        oldest,
    )?;
    Ok(oldest.zip(newest))
}

/// Takes what the index finds in batches until there are enough: a word that stands in every text costs no more than a
/// page of it.
fn through(
    (oldest, mut newest): Range,
    limit: usize,
    hits: impl Fn(Range, usize) -> Result<Vec<Id>, StoreError>,
    mut messages: impl FnMut(Id, usize) -> Result<Vec<Id>, StoreError>,
) -> Result<Vec<Id>, StoreError> {
    let mut found = Vec::new();
    let mut batch = limit.min(TEXTS);
    loop {
        let hit = hits((oldest, newest), batch)?;
        for one in &hit {
            found.extend(messages(*one, limit - found.len())?);
            if found.len() >= limit {
                return Ok(found);
            }
        }
        match hit.last() {
            Some(last) if hit.len() == batch && *last > oldest => newest = last - 1,
            _ => return Ok(found),
        }
        batch = (batch * 2).min(TEXTS);
    }
}

/// The newest `limit` ids of several ways together, each once.
pub(super) fn merged(
    ways: &[Way],
    connection: &Connection,
    range: Range,
    limit: usize,
) -> Result<Vec<Id>, StoreError> {
    let mut ids = Vec::new();
    for way in ways {
        ids.extend(way.below(connection, range, limit)?);
    }
    ids.sort_unstable_by(|one, other| other.cmp(one));
    ids.dedup();
    ids.truncate(limit);
    Ok(ids)
}
