//! Pages of bindings: what is live, and the search by number, `subid` and reference.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::StoreError;
use super::super::digits::Digits;
use super::{BindingRow, HOLDS, PAST, many};
use crate::contract::binding::BindingQuery;
use crate::contract::{Id, Millis};

/// What a query asks for, as a condition and its values. `before` and `limit` are left out.
fn condition(query: &BindingQuery, now: Millis) -> (String, Vec<Value>) {
    let mut parts = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if query.live_only {
        values.push(now.into());
        // Few are live, many are not: the index knows which.
        parts.push(format!(
            "binding.id IN (SELECT id FROM binding WHERE {HOLDS} AND NOT ({PAST} ?{}))",
            values.len()
        ));
    }
    if let Some(id) = query.account_id {
        values.push(id.into());
        parts.push(format!("binding.account_id = ?{}", values.len()));
    }
    let search = query.search.trim();
    if !search.is_empty() {
        parts.push(search_condition(search, &mut values));
    }
    (parts.join(" AND "), values)
}

fn search_condition(search: &str, values: &mut Vec<Value>) -> String {
    let mut ways = Vec::new();
    let digits = Digits::of(search);
    let starts = digits.as_ref().map(Digits::starts).unwrap_or_default();
    let end = digits.and_then(|digits| digits.end());
    let begins = starts.into_iter().map(|start| ("", start));
    for (suffix, text) in begins.chain(end.map(|end| ("_reversed", end))) {
        values.push(format!("{text}*").into());
        let at = values.len();
        for number in ["a_number", "b_number", "x_number"] {
            // Said twice, since the index of B's numbers leaves XA out.
            let but = if number == "b_number" {
                " AND b_number <> ''"
            } else {
                ""
            };
            ways.push(format!(
                "SELECT id FROM binding WHERE {number}{suffix} GLOB ?{at}{but}"
            ));
        }
    }
    values.push(search.to_owned().into());
    let at = values.len();
    ways.push(format!(
        "SELECT id FROM binding WHERE subid = ?{at} AND subid IS NOT NULL"
    ));
    ways.push(format!(
        "SELECT id FROM binding WHERE reference = ?{at} AND reference <> ''"
    ));
    format!("binding.id IN ({})", ways.join(" UNION "))
}

/// A page, newest first, and whether there is more.
pub fn page(
    connection: &Connection,
    query: &BindingQuery,
    now: Millis,
) -> Result<(Vec<BindingRow>, bool), StoreError> {
    let (condition, mut values) = condition(query, now);
    let limit = i64::from(query.limit.clamp(1, 500));
    values.push(query.before.unwrap_or(Id::MAX).into());
    let before = values.len();
    values.push((limit + 1).into());
    let mut page = many(
        connection,
        &format!(
            "{condition} AND binding.id < ?{before} ORDER BY binding.id DESC LIMIT ?{}",
            before + 1
        ),
        params_from_iter(values),
    )?;
    let more = page.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        page.pop();
    }
    Ok((page, more))
}

/// How many bindings a query matches.
pub fn total(connection: &Connection, query: &BindingQuery, now: Millis) -> Result<u32, StoreError> {
    let (condition, values) = condition(query, now);
    Ok(connection
        .prepare_cached(&format!("SELECT count(*) FROM binding WHERE {condition}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}
