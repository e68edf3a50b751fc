//! Everything of one number as rows.

use super::bindings::{Ends, ends, shown};
use super::cell::Cell;
use super::reason;
use super::rows::{At, How, Row, time};
use crate::contract::account::Reason;
use crate::contract::number::{NumberCursor, NumberItem, NumberKind, NumberQuery, NumberRef, NumberWhat};
use crate::desk::history::text_of;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::{self, Connection, StoreError, check, message, reply, x_call};

/// Rows of a page of the number view.
const PAGE: u32 = 200;

/// What happened with a number.
pub struct Number {
    of: NumberRef,
    kinds: Vec<NumberKind>,
    how: How,
    at: At<NumberCursor>,
}

/// What a row of the number view leaves out: numbers in full, and a message's whole text.
#[derive(Default)]
struct More {
    number: Option<Msisdn>,
    ends: Option<Ends>,
    text: Option<String>,
}

impl Number {
    /// From the newest.
    pub fn of(of: NumberRef, kinds: Vec<NumberKind>, how: How) -> Self {
        Self {
            of,
            kinds,
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
        let view = desk
            .number_view(NumberQuery {
                of: self.of.clone(),
                kinds: self.kinds.clone(),
                before,
                limit: PAGE,
            })
            .await?;
        self.at = At::after(view.next);
        let full = self.how.full_numbers;
        let items = desk
            .store()
            .read(move |connection| {
                let more = |item: NumberItem| Ok((more(connection, &item.what, full)?, item));
                view.rows
                    .into_iter()
                    .map(more)
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        let rows = items
            .iter()
            .map(|(more, item)| self.row(item, more, &view.number_masked));
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    fn row(&self, item: &NumberItem, more: &More, masked: &str) -> Result<Row, DeskError> {
        let how = &self.how;
        let mut cells = Cells::new(masked, more);
        match &item.what {
            NumberWhat::Message(row) => {
                cells.what = how.named("what", "message");
                cells.state = how.word("state", &row.state)?;
                cells.reason = row.reason.as_ref();
                cells.of(how.named("vendor", &row.vendor), &row.account_name);
                cells.text = Cell::text(more.text.as_ref().unwrap_or(&row.text));
                cells.segments = Cell::Count(row.segments.into());
                cells.by(&row.reference, &row.operator);
            }
            NumberWhat::Reply(row) => {
                cells.what = how.named("what", "reply");
                cells.of(how.named("vendor", &row.vendor), &row.account_name);
                cells.text = Cell::text(&row.content);
            }
            NumberWhat::Call(row) => {
                cells.what = how.named("what", &store::word(&row.kind)?);
                cells.of(how.named("vendor", &row.vendor), &row.account_name);
                (cells.number, cells.other_number) = match &more.ends {
                    Some((caller, callee)) => (Cell::text(caller.reveal()), Cell::text(callee.reveal())),
                    None => (Cell::text(&row.caller_masked), Cell::text(&row.callee_masked)),
                };
                cells.x_number = Cell::text(&row.x_number);
                cells.text = Cell::maybe(row.sms_content.as_ref());
                cells.duration = row.duration_seconds.map_or(Cell::Empty, Cell::Count);
                cells.result = Cell::maybe(row.result.as_ref());
            }
            NumberWhat::Binding(row) => {
                cells.what = how.named("what", "binding");
                cells.state = how.word("state", &row.state)?;
                cells.reason = row.reason.as_ref();
                cells.of(how.named("vendor", &row.vendor), &row.account_name);
                (cells.number, cells.other_number) = shown(row, more.ends.as_ref());
                cells.x_number = Cell::text(&row.x_number);
                cells.by(&row.reference, &row.operator);
            }
            NumberWhat::Check(row) => {
                cells.what = how.named("what", "check");
                cells.state = how.word("state", &row.state)?;
                cells.reason = row.reason.as_ref();
                if let Some(matches) = row.matches {
                    cells.result = how.whether("result", matches);
                }
                cells.by(&row.reference, &row.operator);
            }
        }
        Ok(cells.row(how, time(item.at)))
    }
}

fn more(connection: &Connection, what: &NumberWhat, full: bool) -> Result<More, StoreError> {
    let mut more = More::default();
    match what {
        NumberWhat::Message(row) => {
            // A list's text is cut, a file's is not.
            let record = message::get(connection, row.id)?;
            more.text = record.as_ref().map(text_of);
            more.number = record.map(|record| record.msisdn);
        }
        NumberWhat::Reply(row) => more.number = reply::msisdn(connection, row.id)?,
        NumberWhat::Call(row) => more.ends = x_call::ends(connection, row.id)?,
        NumberWhat::Binding(row) => more.ends = ends(connection, row.id)?,
        NumberWhat::Check(row) => more.number = check::msisdn(connection, row.id)?,
    }
    if !full {
        (more.number, more.ends) = (None, None);
    }
    Ok(more)
}

/// The cells of a row while they are found.
struct Cells<'a> {
    what: Cell,
    state: Cell,
    reason: Option<&'a Reason>,
    number: Cell,
    other_number: Cell,
    x_number: Cell,
    vendor: Cell,
    account: Cell,
    text: Cell,
    segments: Cell,
    duration: Cell,
    result: Cell,
    reference: Cell,
    operator: Cell,
}

impl<'a> Cells<'a> {
    fn new(masked: &str, more: &More) -> Self {
        Self {
            what: Cell::Empty,
            state: Cell::Empty,
            reason: None,
            number: Cell::text(more.number.as_ref().map_or(masked, Msisdn::reveal)),
            other_number: Cell::Empty,
            x_number: Cell::Empty,
            vendor: Cell::Empty,
            account: Cell::Empty,
            text: Cell::Empty,
            segments: Cell::Empty,
            duration: Cell::Empty,
            result: Cell::Empty,
            reference: Cell::Empty,
            operator: Cell::Empty,
        }
    }

    fn of(&mut self, vendor: Cell, account: &str) {
        (self.vendor, self.account) = (vendor, Cell::text(account));
    }

    fn by(&mut self, reference: &str, operator: &str) {
        (self.reference, self.operator) = (Cell::text(reference), Cell::text(operator));
    }

    fn row(self, how: &How, at: Cell) -> Row {
        let [reason, code, code_text, code_text_en] = reason::cells(&how.words, self.reason);
        vec![
            at,
            self.what,
            self.state,
            reason,
            code,
            code_text,
            code_text_en,
            self.number,
            self.other_number,
            self.x_number,
            self.vendor,
            self.account,
            self.text,
            self.segments,
            self.duration,
            self.result,
            self.reference,
            self.operator,
        ]
    }
}
