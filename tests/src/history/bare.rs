//! The product's statements, captured and run again by themselves.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// A statement as it ran.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// With its parameters as `?1`.
    pub sql: String,
    /// Their values.
    pub values: Vec<Value>,
}

thread_local! {
    static HEARD: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn hear(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(statement, _) = event
        && let Some(expanded) = statement.expanded_sql()
    {
        HEARD.with_borrow_mut(|heard| heard.push((statement.sql().into_owned(), expanded)));
    }
}

/// What `act` asks a connection.
pub fn captured(connection: &Connection, act: impl FnOnce(&Connection)) -> Vec<Statement> {
    HEARD.with_borrow_mut(Vec::clear);
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(hear));
    act(connection);
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, None);
    HEARD
        .with_borrow_mut(std::mem::take)
        .into_iter()
        // What full-text search asks its own tables is part of the statement that searches.
        .filter(|(sql, _)| !sql.contains("_text_") && !sql.starts_with("PRAGMA"))
        .map(|(sql, expanded)| Statement {
            values: values(&sql, &expanded),
            sql,
        })
        .collect()
}

/// The values of a statement's parameters, from its text before and after they were put in.
fn values(sql: &str, expanded: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let (mut rest, mut put_in) = (sql, expanded);
    while let Some(letter) = rest.chars().next() {
        if letter != '?' {
            let same = &rest[..letter.len_utf8()];
            put_in = put_in
                .strip_prefix(same)
                .expect("the same text between parameters");
            rest = &rest[letter.len_utf8()..];
            continue;
        }
        let digits = rest[1..].chars().take_while(char::is_ascii_digit).count();
        let number: usize = rest[1..=digits].parse().expect("numbered parameters");
        rest = &rest[1 + digits..];
        let (value, length) = literal(put_in);
        put_in = &put_in[length..];
        if values.len() < number {
            values.resize(number, Value::Null);
        }
        values[number - 1] = value;
    }
    values
}

/// The literal a text begins with, and its length.
fn literal(text: &str) -> (Value, usize) {
    if text.starts_with("NULL") {
        return (Value::Null, 4);
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let mut content = String::new();
        let mut letters = rest.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter != '\'' {
                content.push(letter);
            } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
                content.push('\'');
            } else {
                return (Value::Text(content), at + 2);
            }
        }
        panic!("a text without an end: {text}");
    }
    if let Some(rest) = text.strip_prefix("x'") {
        let end = rest.find('\'').expect("a blob's end");
        let bytes = data_encoding::HEXLOWER_PERMISSIVE
            .decode(&rest.as_bytes()[..end])
            .expect("hexadecimal digits");
        return (Value::Blob(bytes), end + 3);
    }
    let end = text
        .find(|letter: char| !matches!(letter, '0'..='9' | '-' | '+' | '.' | 'e'))
        .unwrap_or(text.len());
    let number = &text[..end];
    let value = number
        .parse()
        .map(Value::Integer)
        .or_else(|_| number.parse().map(Value::Real));
    (value.expect("a number"), end)
}

/// Runs statements in one transaction, as the product does, and reads every column of every row; gives how long that took.
pub fn run(connection: &Connection, statements: &[Statement]) -> Duration {
    let begun = Instant::now();
    let transaction = connection.unchecked_transaction().expect("a transaction");
    for Statement { sql, values } in statements {
        let mut statement = connection.prepare_cached(sql).expect("a statement");
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values)).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for at in 0..columns {
                std::hint::black_box(row.get::<_, Value>(at).expect("a column"));
            }
        }
    }
    transaction.commit().expect("an end");
    begun.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_is_what_runs_again() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE t (a, b, c, d); INSERT INTO t VALUES (1, 'it''s ?2', x'00ff', -2.5)")
            .unwrap();
        let asked = |connection: &Connection| {
            connection
                .query_row(
                    "SELECT a FROM t WHERE b = ?2 AND a = ?1 AND c = ?3 AND d = ?4 AND ?5 IS NULL AND a < ?1 + 1",
                    (1, "it's ?2", [0_u8, 255], -2.5, Option::<i64>::None),
                    |_| Ok(()),
                )
                .unwrap();
        };
        let heard = captured(&connection, asked);
        assert_eq!(
            heard[0].values,
            [
                Value::Integer(1),
                Value::Text("it's ?2".into()),
                Value::Blob(vec![0, 255]),
                Value::Real(-2.5),
                Value::Null
            ]
        );
        let again = captured(&connection, |connection| {
            run(connection, &heard);
        });
        let sql: Vec<&str> = again.iter().map(|statement| statement.sql.as_str()).collect();
        assert_eq!(sql, ["BEGIN DEFERRED", &heard[0].sql, "COMMIT"]);
        assert_eq!(again[1], heard[0]);
    }
}
