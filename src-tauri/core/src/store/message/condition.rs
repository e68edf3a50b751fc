//! What a message must be like to be listed, apart from what was typed into the search.

use rusqlite::types::Value;

use super::super::{StoreError, word};
use crate::contract::message::MessageFilter;

/// Parameters that every query of a way has: `?1` the id before which, `?2` the id from which on, `?3` how many.
const OWN: usize = 3;

/// A filter that can lead: an index holds its messages, or their jobs, in the order of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    States,
    Account,
    Modes,
    Job,
    Operator,
    Code,
    /// When it came to its state; the states are asked for with it.
    Changed,
}

/// A filter, its words as they stand in the database.
#[derive(Debug, Clone)]
pub(super) struct Condition<'f> {
    pub filter: &'f MessageFilter,
    pub states: Vec<String>,
    pub modes: Vec<String>,
}

/// SQL, and the values of its parameters behind [`OWN`].
#[derive(Debug, Clone, Default)]
pub(super) struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Adds text; each `?` stands for the next value.
    pub fn add<const N: usize>(&mut self, text: &str, values: [Value; N]) -> &mut Self {
        let mut values = values.into_iter();
        for (at, part) in text.split('?').enumerate() {
            if at > 0 {
                self.values.extend(values.next());
                self.text.push_str(&format!("?{}", OWN + self.values.len()));
            }
            self.text.push_str(part);
        }
        self
    }

    fn one_of(&mut self, column: &str, words: &[String]) {
        self.text.push_str(&format!(" AND {column} IN ("));
        for (at, word) in words.iter().enumerate() {
            self.add(if at == 0 { "?" } else { ", ?" }, [word.clone().into()]);
        }
        self.text.push(')');
    }
}

impl<'f> Condition<'f> {
    pub fn of(filter: &'f MessageFilter) -> Result<Self, StoreError> {
        Ok(Self {
            filter,
            states: filter.states.iter().map(word).collect::<Result<_, _>>()?,
            modes: filter.modes.iter().map(word).collect::<Result<_, _>>()?,
        })
    }

    /// The filters that are set, those that leave the fewest as a rule first.
    pub fn set(&self) -> Vec<Filter> {
        let filter = self.filter;
        [
            (filter.job_id.is_some(), Filter::Job),
            (!filter.code.is_empty(), Filter::Code),
            (filter.changed_from_at.is_some(), Filter::Changed),
            (!self.states.is_empty(), Filter::States),
            (!filter.operator.is_empty(), Filter::Operator),
            // An account's messages in a state have an index of their own.
            (
                filter.account_id.is_some() && self.states.is_empty(),
                Filter::Account,
            ),
            (!self.modes.is_empty(), Filter::Modes),
        ]
        .into_iter()
        .filter_map(|(set, filter)| set.then_some(filter))
        .collect()
    }

    /// Adds every condition but that of the filter that leads. The plus keeps a condition from choosing the index. What
    /// holds of a job holds of its messages: account, mode, operator and time are the same in both, and where the job
    /// is at hand (`joined`) it is asked.
    pub fn add_to(&self, sql: &mut Sql, leads: Option<Filter>, joined: bool) {
        let filter = self.filter;
        let not = |other| leads != Some(other);
        let row = if joined { "job" } else { "message" };
        if !self.states.is_empty() && not(Filter::States) && not(Filter::Changed) {
            sql.one_of("+message.state", &self.states);
        }
        if let Some(id) = filter.account_id.filter(|_| not(Filter::Account)) {
            sql.add(&format!(" AND +{row}.account_id = ?"), [id.into()]);
        }
        if let Some(id) = filter.job_id.filter(|_| not(Filter::Job)) {
            sql.add(" AND +message.job_id = ?", [id.into()]);
        }
        if !filter.code.is_empty() && not(Filter::Code) {
            sql.add(" AND +message.code = ?", [filter.code.clone().into()]);
        }
        for (side, at) in [(">=", filter.from_at), ("<", filter.to_at)] {
            if let Some(at) = at {
                sql.add(&format!(" AND +{row}.approved_at {side} ?"), [at.into()]);
            }
        }
        if let Some(at) = filter.changed_from_at.filter(|_| not(Filter::Changed)) {
            sql.add(" AND +message.state_at >= ?", [at.into()]);
        }
        let operator = !filter.operator.is_empty() && not(Filter::Operator);
        let modes = !self.modes.is_empty() && not(Filter::Modes);
        if !(operator || modes) {
            return;
        }
        if !joined {
            sql.text
                .push_str(" AND EXISTS (SELECT 1 FROM job WHERE job.id = message.job_id");
        }
        if operator {
            sql.add(" AND +job.operator = ?", [filter.operator.clone().into()]);
        }
        if modes {
            sql.one_of("+job.mode", &self.modes);
        }
        if !joined {
            sql.text.push(')');
        }
    }
}
