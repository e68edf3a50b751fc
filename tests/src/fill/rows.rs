//! Rows of one table, written many at a time.

use rusqlite::types::Value;
use rusqlite::{Connection, Result, params_from_iter};

/// Rows in one statement.
const AT_ONCE: usize = 64;

/// Collects rows and writes them when there are enough.
pub(super) struct Rows<'c> {
    connection: &'c Connection,
    head: String,
    columns: usize,
    waiting: Vec<Value>,
}

impl<'c> Rows<'c> {
    /// For these columns, which every row names in this order.
    pub fn of(connection: &'c Connection, table: &str, columns: &str) -> Self {
        let count = columns.split(',').count();
        Self {
            connection,
            head: format!("INSERT INTO {table} ({columns}) VALUES "),
            columns: count,
            waiting: Vec::with_capacity(AT_ONCE * count),
        }
    }

    /// One more row.
    pub fn add<const N: usize>(&mut self, row: [Value; N]) -> Result<()> {
        assert_eq!(N, self.columns, "{}", self.head);
        self.waiting.extend(row);
        if self.waiting.len() == AT_ONCE * self.columns {
            self.write()?;
        }
        Ok(())
    }

    /// Writes what is left.
    pub fn finish(mut self) -> Result<()> {
        self.write()
    }

    fn write(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let row = format!("({})", vec!["?"; self.columns].join(", "));
        let rows = vec![row; self.waiting.len() / self.columns].join(", ");
        self.connection
            .prepare_cached(&format!("{}{rows}", self.head))?
            .execute(params_from_iter(self.waiting.drain(..)))?;
        Ok(())
    }
}

/// A value, or nothing.
pub(super) fn maybe<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, Into::into)
}
