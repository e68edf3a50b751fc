//! The suppression list as rows.

use super::cell::Cell;
use super::rows::{At, How, PAGE, Row, time};
use crate::contract::Id;
use crate::contract::conversation::{Suppressed, SuppressionQuery};
use crate::contract::number::NumberRef;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::{StoreError, number};

/// The numbers of the suppression list that a search finds.
pub struct Suppression {
    query: SuppressionQuery,
    how: How,
    at: At<Id>,
}

impl Suppression {
    /// From the one that was put there last.
    pub fn of(query: SuppressionQuery, how: How) -> Self {
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
            .list_suppressed(SuppressionQuery {
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
                let number = |row: Suppressed| {
                    let of = NumberRef::Suppressed { id: row.id };
                    let found = if full {
                        number::resolve(connection, &of)?
                    } else {
                        None
                    };
                    Ok((found, row))
                };
                page.rows
                    .into_iter()
                    .map(number)
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        Ok(Some(
            rows.iter()
                .map(|(number, row)| self.row(row, number.as_ref()))
                .collect(),
        ))
    }

    fn row(&self, row: &Suppressed, number: Option<&Msisdn>) -> Row {
        vec![
            number.map_or_else(
                || Cell::text(&row.number_masked),
                |number| self.how.number(number),
            ),
            Cell::text(&row.why),
            Cell::text(&row.operator),
            time(row.at),
            self.how.whether("asked_by_reply", row.reply_id.is_some()),
            Cell::maybe(row.conversation_id.map(|id| id.to_string())),
        ]
    }
}
