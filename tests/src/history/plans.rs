//! Plans of statements: nothing goes through a whole table, and nothing is sorted to find its newest rows. The accounts
//! are all asked for: there are as many as somebody set up by hand.

use rusqlite::{Connection, params_from_iter};

use super::bare::Statement;

/// What is wrong with a statement's plan.
pub fn complaint(connection: &Connection, statement: &Statement) -> Option<String> {
    let mut explain = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql))
        .expect("a plan");
    let steps: Vec<String> = explain
        .query_map(params_from_iter(&statement.values), |row| row.get(3))
        .expect("a plan")
        .collect::<Result<_, _>>()
        .expect("a plan");
    steps
        .iter()
        .find(|step| is_bad(connection, step))
        .map(|step| format!("{step}, in {}", statement.sql))
}

/// The table whose rows are all wanted, and few.
const SET_UP_BY_HAND: &str = "account";

fn is_bad(connection: &Connection, step: &str) -> bool {
    if step.starts_with("USE TEMP B-TREE") {
        return true;
    }
    let Some(scanned) = step.strip_prefix("SCAN ") else {
        return false;
    };
    let name = scanned.split(' ').next().unwrap_or_default();
    // A virtual table is searched by what it is asked for; the names that are no tables are parts of the statement.
    name != SET_UP_BY_HAND
        && !scanned.contains("VIRTUAL TABLE INDEX")
        && connection
            .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")
            .and_then(|mut look| look.exists([name]))
            .expect("the schema")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_through_a_table_or_sorting_it_is_complained_of() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); CREATE INDEX t_a ON t (a);")
            .unwrap();
        let said = |sql: &str| {
            let statement = Statement {
                sql: sql.to_owned(),
                values: Vec::new(),
            };
            complaint(&connection, &statement).is_some()
        };
        assert!(said("SELECT id FROM t WHERE b = 1"));
        assert!(said("SELECT id FROM t ORDER BY b"));
        assert!(said("SELECT id FROM t WHERE a > 1 ORDER BY id DESC LIMIT 3"));
        assert!(said("SELECT count(*) FROM t"));
        assert!(!said("SELECT id FROM t WHERE a = 1 ORDER BY id DESC LIMIT 3"));
        assert!(!said("SELECT id FROM t WHERE id < 7 ORDER BY id DESC LIMIT 3"));
        assert!(!said(
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3) SELECT x FROM n"
        ));
    }
}
