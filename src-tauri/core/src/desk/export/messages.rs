//! Messages as rows.

use super::cell::Cell;
use super::reason;
use super::rows::{At, How, PAGE, Row, maybe_time, time};
use crate::contract::Id;
use crate::contract::message::{MessageFilter, MessageQuery};
use crate::desk::history::{reports_here, text_of};
use crate::desk::{Desk, DeskError};
use crate::store::message::{self, MessageRecord, Page};
use crate::store::{Connection, StoreError, operation};

/// The messages of a filter.
pub struct Messages {
    filter: MessageFilter,
    how: How,
    at: At<Id>,
}

impl Messages {
    /// From the newest.
    pub fn of(filter: MessageFilter, how: How) -> Self {
        Self {
            filter,
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
        let query = MessageQuery {
            filter: self.filter.clone(),
            before,
            limit: PAGE,
        };
        let (records, next) = desk
            .store()
            .read(move |connection| page(connection, &query))
            .await?;
        self.at = At::after(next);
        let rows = records
            .iter()
            .map(|(record, msg_id)| self.row(record, msg_id.as_deref()));
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    fn row(&self, record: &MessageRecord, msg_id: Option<&str>) -> Result<Row, DeskError> {
        let how = &self.how;
        let [reason, code, code_text, code_text_en] = reason::cells(&how.words, record.reason.as_ref());
        Ok(vec![
            how.word("state", &record.state)?,
            reason,
            code,
            code_text,
            code_text_en,
            how.number(&record.msisdn),
            how.named("vendor", &record.vendor),
            Cell::text(&record.account_name),
            how.word("mode", &record.mode)?,
            Cell::text(text_of(record)),
            Cell::Count(record.segments.into()),
            time(record.approved_at),
            maybe_time(record.submitted_at),
            time(record.state_at),
            maybe_time(record.scheduled_for),
            Cell::text(&record.reference),
            Cell::text(&record.operator),
            how.whether("decided_by_hand", record.decided_by_hand),
            how.whether("reports_here", reports_here(record)),
            Cell::maybe(msg_id),
            Cell::text(record.job_id.to_string()),
        ])
    }
}

/// A page of records, each with the vendor's message id, and where the next one begins.
#[allow(clippy::type_complexity)]
fn page(
    connection: &Connection,
    query: &MessageQuery,
) -> Result<(Vec<(MessageRecord, Option<String>)>, Option<Id>), StoreError> {
    let Page { records, more, .. } = message::page(connection, query)?;
    let next = records.last().map(|record| record.id).filter(|_| more);
    // Messages of one operation stand together.
    let mut last: Option<(Id, Option<String>)> = None;
    let mut named = Vec::with_capacity(records.len());
    for record in records {
        let of_operation = match &last {
            Some((id, msg_id)) if *id == record.operation_id => msg_id.clone(),
            _ => {
                let names = operation::names(connection, record.operation_id)?;
                let msg_id = names.and_then(|(_, msg_id)| msg_id);
                last = Some((record.operation_id, msg_id.clone()));
                msg_id
            }
        };
        let msg_id = record.msg_id.clone().or(of_operation);
        named.push((record, msg_id));
    }
    Ok((named, next))
}
