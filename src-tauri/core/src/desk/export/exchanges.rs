//! The interface log as rows: what its list shows. Headers and bodies are not in it, nor what stands behind a path.

use super::cell::Cell;
use super::reason;
use super::rows::{At, How, Row, time};
use crate::contract::exchange::{ExchangeCursor, ExchangeQuery, ExchangeRow};
use crate::desk::exchanges::exchange_rows;
use crate::desk::{Desk, DeskError};

/// Rows of a page of the interface log.
const PAGE: u32 = 200;

/// The exchanges of a query.
pub struct Exchanges {
    query: ExchangeQuery,
    how: How,
    at: At<ExchangeCursor>,
}

impl Exchanges {
    /// From the newest.
    pub fn of(query: ExchangeQuery, how: How) -> Self {
        Self {
            query,
            how,
            at: At::Beginning,
        }
    }

    /// The next page.
    pub async fn next(&mut self, desk: &Desk) -> Result<Option<Vec<Row>>, DeskError> {
        let before = match self.at {
            At::Over => return Ok(None),
            At::Beginning => None,
            At::Before(cursor) => Some(cursor),
        };
        let query = ExchangeQuery {
            before,
            limit: PAGE,
            ..self.query.clone()
        };
        let full = self.how.full_numbers;
        let page = desk
            .store()
            .read(move |connection| exchange_rows(connection, &query, full))
            .await?;
        self.at = At::after(page.next);
        let rows = page.rows.iter().map(|row| self.row(row));
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    fn row(&self, row: &ExchangeRow) -> Result<Row, DeskError> {
        let how = &self.how;
        let [reason, code, code_text, code_text_en] = reason::cells(&how.words, row.reason.as_ref());
        Ok(vec![
            time(row.at),
            how.word("exchange", &row.kind)?,
            how.named("vendor", &row.vendor),
            Cell::text(&row.account_name),
            Cell::text(&row.method),
            Cell::text(&row.path),
            Cell::maybe(row.status.map(|status| status.to_string())),
            how.word("outcome", &row.outcome)?,
            reason,
            code,
            code_text,
            code_text_en,
            Cell::Count(row.items.into()),
            row.milliseconds.map_or(Cell::Empty, Cell::Count),
        ])
    }
}
