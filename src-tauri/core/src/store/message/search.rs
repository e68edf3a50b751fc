//! Pages of messages, newest first, and how many there are.
//!
//! A query is a set of ways (`way.rs`): each gives ids, newest first, from an index that holds them in that order, so
//! that a page costs as much at the start of a million messages as at their end. Of the filters that are set one leads
//! and the others are looked at message by message; which one, a short look at each decides. Rows are read last, by id.

use rusqlite::{Connection, OptionalExtension};

use super::super::{StoreError, message_hour, word};
use super::changed;
use super::condition::{Condition, Filter, Sql};
use super::typed::Typed;
use super::way::{Range, Walk, Way, merged};
use super::{MessageRecord, get};
use crate::contract::message::{MessageFilter, MessageQuery, MessageState};
use crate::contract::{Id, Millis};

/// Largest page.
const LARGEST_PAGE: u32 = 500;
/// Messages at which counting stops.
pub const COUNTED: usize = 10_000;
/// Messages that are looked at to see how close together those of a filter stand.
const PROBED: usize = 200;
/// Messages that are looked at one by one at once.
const LOOKED_AT: usize = 500;
/// How far back a search for a single character looks, in messages.
const LOOKED_BACK: Id = 10_000;
/// Ids that are met with those of what was typed at once, at most.
const MET: usize = 4_000;
/// Steps through an index that cost as much as looking at one message.
const STEPS: Id = 40;

/// A page of messages.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its messages, newest first.
    pub records: Vec<MessageRecord>,
    /// Whether older ones follow.
    pub more: bool,
    /// When the oldest message was approved that a search for a single character looked at, if it did not look at all.
    pub looked_back_to: Option<Millis>,
}

/// A page, newest first.
pub fn page(connection: &Connection, query: &MessageQuery) -> Result<Page, StoreError> {
    let limit = usize::try_from(query.limit.clamp(1, LARGEST_PAGE)).unwrap_or(1);
    let before = query.before.unwrap_or(Id::MAX);
    let search = Search::of(connection, &query.filter)?;
    let mut ids = search.ids(connection, before, limit + 1)?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        records.extend(get(connection, id)?);
    }
    Ok(Page {
        records,
        more,
        looked_back_to: search.looked_back_to,
    })
}

/// How many messages a filter matches; counting stops behind [`COUNTED`].
pub fn total(connection: &Connection, filter: &MessageFilter) -> Result<usize, StoreError> {
    let search = Search::of(connection, filter)?;
    Ok(search.ids(connection, Id::MAX, COUNTED + 1)?.len())
}

struct Search<'f> {
    condition: Condition<'f>,
    typed: Option<Typed>,
    /// Where its messages can be, newest first.
    ranges: Vec<Range>,
    looked_back_to: Option<Millis>,
}

/// What goes ahead.
struct Plan {
    ways: Vec<Way>,
    /// Ways to what was typed: what goes ahead is met with what these give between the same ids, which is less work than
    /// looking at each message where both stand close together.
    meets: Option<Vec<Way>>,
    /// Whether what is left has to be looked at for what was typed.
    look: bool,
}

/// What can lead.
#[derive(Debug, Clone, Copy)]
enum Lead {
    Filter(Filter),
    Typed,
}

/// How far the newest of what can lead reach.
struct Reach {
    lead: Lead,
    /// How many there are. Fewer than were looked for are all there are.
    count: usize,
    first: Id,
    last: Id,
}

impl Reach {
    fn of(lead: Lead, ids: &[Id]) -> Self {
        Self {
            lead,
            count: ids.len(),
            first: ids.first().copied().unwrap_or(Id::MIN),
            last: ids.last().copied().unwrap_or(Id::MIN),
        }
    }

    fn span(&self) -> Id {
        self.first - self.last
    }
}

impl<'f> Search<'f> {
    fn of(connection: &Connection, filter: &'f MessageFilter) -> Result<Self, StoreError> {
        let mut search = Self {
            condition: Condition::of(filter)?,
            typed: Typed::of(&filter.search),
            ranges: message_hour::spans(connection, filter.from_at, filter.to_at)?
                .into_iter()
                .map(|(first, last)| (first, last.saturating_add(1)))
                .collect(),
            looked_back_to: None,
        };
        if search.typed.as_ref().is_some_and(Typed::is_single) {
            search.look_back(connection)?;
        }
        Ok(search)
    }

    /// A single character is in no index: only the newest messages are looked at.
    fn look_back(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let newest: Option<Id> = connection.query_row("SELECT max(id) FROM message", [], |row| row.get(0))?;
        let from = newest.unwrap_or_default() - LOOKED_BACK + 1;
        let older = connection
            .prepare_cached("SELECT 1 FROM message WHERE id < ?1 LIMIT 1")?
            .exists([from])?;
        if !older {
            return Ok(());
        }
        self.looked_back_to = connection
            .prepare_cached("SELECT approved_at FROM message WHERE id >= ?1 ORDER BY id LIMIT 1")?
            .query_row([from], |row| row.get(0))
            .optional()?;
        for range in &mut self.ranges {
            range.0 = range.0.max(from);
        }
        Ok(())
    }

    /// The newest `limit` ids before `before`.
    fn ids(&self, connection: &Connection, before: Id, limit: usize) -> Result<Vec<Id>, StoreError> {
        let mut found = Vec::new();
        for (oldest, end) in &self.ranges {
            let range = (*oldest, before.min(*end));
            if range.0 < range.1 {
                let plan = self.plan(connection, range)?;
                self.follow(connection, &plan, range, limit - found.len(), &mut found)?;
            }
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    fn follow(
        &self,
        connection: &Connection,
        plan: &Plan,
        (oldest, mut before): Range,
        limit: usize,
        found: &mut Vec<Id>,
    ) -> Result<(), StoreError> {
        let Some(typed) = self.typed.as_ref().filter(|_| plan.look || plan.meets.is_some()) else {
            found.extend(merged(&plan.ways, connection, (oldest, before), limit)?);
            return Ok(());
        };
        let mut look = typed.look(connection)?;
        let mut left = limit;
        let mut batch = LOOKED_AT;
        loop {
            let mut ids = merged(&plan.ways, connection, (oldest, before), batch)?;
            let last = ids.last().copied().filter(|_| ids.len() == batch);
            if let (Some(meets), Some((first, last))) = (&plan.meets, ids.first().zip(ids.last())) {
                let of_typed = merged(meets, connection, (*last, first + 1), usize::MAX)?;
                ids.retain(|id| of_typed.binary_search_by(|other| id.cmp(other)).is_ok());
                batch = (batch * 2).min(MET);
            }
            if plan.look {
                ids = look.among(connection, &ids, left)?;
            }
            ids.truncate(left);
            left -= ids.len();
            found.extend(ids);
            match last {
                Some(last) if left > 0 => before = last,
                _ => return Ok(()),
            }
        }
    }

    /// Lets lead what leaves the fewest: that whose messages before the cursor lie furthest apart.
    fn plan(&self, connection: &Connection, range: Range) -> Result<Plan, StoreError> {
        let mut leads: Vec<Lead> = self.condition.set().into_iter().map(Lead::Filter).collect();
        if self.typed.as_ref().is_some_and(|typed| !typed.is_single()) {
            leads.insert(0, Lead::Typed);
        }
        let mut reaches = Vec::with_capacity(leads.len());
        if leads.len() > 1 {
            for lead in &leads {
                let ways = self.ways(connection, Some(*lead), None)?;
                reaches.push(Reach::of(*lead, &merged(&ways, connection, range, PROBED)?));
            }
        }
        let furthest = reaches.iter().min_by_key(|reach| (reach.count, reach.last));
        let lead = furthest.map(|reach| reach.lead).or(leads.first().copied());
        let exact = self.typed.as_ref().is_none_or(Typed::is_exact);
        let meets = match (furthest, reaches.first(), &self.typed) {
            (Some(furthest), Some(of_typed), Some(typed))
                if matches!(of_typed.lead, Lead::Typed)
                    && !matches!(furthest.lead, Lead::Typed)
                    && furthest.span() / STEPS <= of_typed.span() =>
            {
                Some(typed.ways(connection, None)?)
            }
            _ => None,
        };
        let look = match lead {
            Some(Lead::Typed) => !exact,
            _ if meets.is_some() => !exact,
            _ => self.typed.is_some(),
        };
        Ok(Plan {
            ways: self.ways(connection, lead, Some(&self.condition))?,
            meets,
            look,
        })
    }

    /// The ways by what leads, as far as `condition` holds.
    fn ways(
        &self,
        connection: &Connection,
        lead: Option<Lead>,
        condition: Option<&Condition<'_>>,
    ) -> Result<Vec<Way>, StoreError> {
        let filter = self.condition.filter;
        let one = |text: &str, value: rusqlite::types::Value| {
            let mut sql = Sql::default();
            sql.add(text, [value]);
            sql
        };
        let leads = match lead {
            None => {
                let all = Sql::new("1 = 1");
                return Ok(vec![Way::Walk(Walk::messages(all, condition, None))]);
            }
            Some(Lead::Typed) => {
                return match &self.typed {
                    Some(typed) => typed.ways(connection, condition),
                    None => Ok(Vec::new()),
                };
            }
            Some(Lead::Filter(leads)) => leads,
        };
        let messages = |sql| Way::Walk(Walk::messages(sql, condition, Some(leads)));
        let jobs = |sql| Way::Walk(Walk::jobs(sql, condition, Some(leads)));
        Ok(match leads {
            Filter::States => {
                let of_state = |state: &String| {
                    let mut sql = one("message.state = ?", state.clone().into());
                    if let Some(account) = filter.account_id {
                        sql.add(" AND message.account_id = ?", [account.into()]);
                    }
                    messages(sql)
                };
                self.condition.states.iter().map(of_state).collect()
            }
            Filter::Changed => vec![self.changed(connection, condition)?],
            Filter::Account => vec![messages(one("message.account_id = ?", filter.account_id.into()))],
            Filter::Job => vec![messages(one("message.job_id = ?", filter.job_id.into()))],
            Filter::Code => vec![messages(one("message.code = ?", filter.code.clone().into()))],
            Filter::Operator => vec![jobs(one("job.operator = ?", filter.operator.clone().into()))],
            Filter::Modes => {
                let of_mode = |mode: &String| jobs(one("job.mode = ?", mode.clone().into()));
                self.condition.modes.iter().map(of_mode).collect()
            }
        })
    }

    /// The way by when messages came to their states. Where those are too many, they are among the newest: all are
    /// gone through, and each is looked at.
    fn changed(&self, connection: &Connection, condition: Option<&Condition<'_>>) -> Result<Way, StoreError> {
        let every;
        let states = if self.condition.states.is_empty() {
            every = MessageState::ALL
                .iter()
                .map(word)
                .collect::<Result<Vec<_>, _>>()?;
            &every
        } else {
            &self.condition.states
        };
        let from = self.condition.filter.changed_from_at.unwrap_or(Millis::MIN);
        Ok(match changed::collect(connection, states, from)? {
            Some(ids) => Way::collected(ids, condition, Some(Filter::Changed)),
            None => Way::Walk(Walk::messages(Sql::new("1 = 1"), condition, None)),
        })
    }
}

#[cfg(test)]
mod tests;
