//! Bindings as rows.

use super::cell::Cell;
use super::reason;
use super::rows::{At, How, PAGE, Row, maybe_time, time};
use crate::contract::Id;
use crate::contract::binding::{Binding, BindingQuery};
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::{Connection, StoreError, binding};

/// The bindings of a query.
pub struct Bindings {
    query: BindingQuery,
    how: How,
    at: At<Id>,
}

/// The full numbers of a binding: A's and B's.
pub type Ends = (Msisdn, Msisdn);

impl Bindings {
    /// From the newest.
    pub fn of(query: BindingQuery, how: How) -> Self {
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
            At::Before(id) => Some(id),
        };
        let page = desk
            .list_bindings(BindingQuery {
                before,
                limit: PAGE,
                ..self.query.clone()
            })
            .await?;
        self.at = At::after(page.next);
        let full = self.how.full_numbers;
        let rows = desk
            .store()
            .read(move |connection| {
                let ends = |row: Binding| Ok((if full { ends(connection, row.id)? } else { None }, row));
                page.rows
                    .into_iter()
                    .map(ends)
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        let rows = rows.iter().map(|(ends, row)| self.row(row, ends.as_ref()));
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    fn row(&self, row: &Binding, ends: Option<&Ends>) -> Result<Row, DeskError> {
        let how = &self.how;
        let [reason, code, code_text, code_text_en] = reason::cells(&how.words, row.reason.as_ref());
        let (a_number, b_number) = shown(row, ends);
        Ok(vec![
            how.word("state", &row.state)?,
            reason,
            code,
            code_text,
            code_text_en,
            how.word("kind", &row.kind)?,
            Cell::text(&row.x_number),
            a_number,
            b_number,
            how.named("vendor", &row.vendor),
            Cell::text(&row.account_name),
            Cell::text(&row.appid),
            Cell::maybe(row.subid.as_ref()),
            Cell::Count(row.ttl_seconds.into()),
            maybe_time(row.ends_at),
            maybe_time(row.reserved_until),
            how.whether("record", row.record),
            how.whether("shows_a_to_b", row.shows_a_to_b),
            how.whether("shows_caller_to_a", row.shows_caller_to_a),
            Cell::text(&row.reference),
            Cell::text(&row.operator),
            time(row.approved_at),
            time(row.state_at),
        ])
    }
}

/// A's and B's numbers: in full where they are given.
pub fn shown(row: &Binding, ends: Option<&Ends>) -> (Cell, Cell) {
    match ends {
        Some((a_number, b_number)) => (Cell::text(a_number.reveal()), Cell::text(b_number.reveal())),
        None => (Cell::text(&row.a_number_masked), Cell::text(&row.b_number_masked)),
    }
}

/// The full numbers of a binding.
pub fn ends(connection: &Connection, id: Id) -> Result<Option<Ends>, StoreError> {
    Ok(binding::get(connection, id)?.map(|row| (row.terms.a_number, row.terms.b_number)))
}
