//! Pages of messages: filters, and the search by number, message id and reference.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::{StoreError, word};
use super::{MessageRecord, RECORD, read};
use crate::contract::Id;
use crate::contract::message::{MessageFilter, MessageQuery};

/// What a query asks for, as a condition and its values. `before` and `limit` are left out.
fn condition(query: &MessageFilter) -> Result<(String, Vec<Value>), StoreError> {
    let mut parts = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if !query.states.is_empty() {
        let mut marks = Vec::new();
        for state in &query.states {
            values.push(word(state)?.into());
            marks.push(format!("?{}", values.len()));
        }
        parts.push(format!("message.state IN ({})", marks.join(", ")));
    }
    for (column, id) in [("account_id", query.account_id), ("job_id", query.job_id)] {
        if let Some(id) = id {
            values.push(id.into());
            parts.push(format!("message.{column} = ?{}", values.len()));
        }
    }
    let search = query.search.trim();
    if !search.is_empty() {
        parts.push(search_condition(search, &mut values));
    }
    Ok((parts.join(" AND "), values))
}

fn search_condition(search: &str, values: &mut Vec<Value>) -> String {
    let mut ways = Vec::new();
    let written: String = search
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .collect();
    let digits = written.strip_prefix('+').unwrap_or(&written);
    if !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit()) {
        if digits.len() >= 3 {
            // A mainland mobile stands without its country code, any other number with a plus.
            let mainland = ["0086", "86"]
                .into_iter()
                .find_map(|code| digits.strip_prefix(code));
            let forms = [Some(digits), mainland.filter(|rest| rest.len() >= 3)];
            let plus = format!("+{digits}");
            for form in forms.into_iter().flatten().chain([plus.as_str()]) {
                values.push(format!("{form}*").into());
                ways.push(format!(
                    "SELECT id FROM message WHERE msisdn GLOB ?{}",
                    values.len()
                ));
            }
        }
        if digits.len() >= 4 {
            values.push(format!("{}*", digits.chars().rev().collect::<String>()).into());
            ways.push(format!(
                "SELECT id FROM message WHERE msisdn_reversed GLOB ?{}",
                values.len()
            ));
        }
    }
    values.push(search.to_owned().into());
    let at = values.len();
    ways.push(format!("SELECT id FROM message WHERE msg_id = ?{at}"));
    ways.push(format!(
        "SELECT message.id FROM operation JOIN message ON message.operation_id = operation.id WHERE operation.msg_id = ?{at}"
    ));
    ways.push(format!(
        "SELECT message.id FROM job JOIN message ON message.job_id = job.id WHERE job.reference = ?{at} AND job.reference <> ''"
    ));
    format!("message.id IN ({})", ways.join(" UNION "))
}

/// A page, newest first, and whether there is more.
pub fn page(connection: &Connection, query: &MessageQuery) -> Result<(Vec<MessageRecord>, bool), StoreError> {
    let (condition, mut values) = condition(&query.filter)?;
    let limit = i64::from(query.limit.clamp(1, 500));
    values.push(query.before.unwrap_or(Id::MAX).into());
    let before = values.len();
    values.push((limit + 1).into());
    let mut statement = connection.prepare_cached(&format!(
        "{RECORD} WHERE {condition} AND message.id < ?{before} ORDER BY message.id DESC LIMIT ?{}",
        before + 1
    ))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        page.push(read(row)?);
    }
    let more = page.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        page.pop();
    }
    Ok((page, more))
}

/// How many messages a query matches.
pub fn total(connection: &Connection, query: &MessageFilter) -> Result<u32, StoreError> {
    let (condition, values) = condition(query)?;
    Ok(connection
        .prepare_cached(&format!("SELECT count(*) FROM message WHERE {condition}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}
