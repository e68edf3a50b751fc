//! The number view: one phone number over all vendors.

use super::bindings::view;
use super::history::{LIST_TEXT, row_of};
use super::send::numbers::{as_sent_to, folded};
use super::{Desk, DeskError};
use crate::contract::desk::Topic;
use crate::contract::number::{
    FoundNumber, NumberCursor, NumberItem, NumberQuery, NumberRef, NumberView, NumberWhat,
};
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;
use crate::store::digits::Digits;
use crate::store::number::{self, Head, Kind, Sought};
use crate::store::reveal::{self, Revealed};
use crate::store::{Connection, StoreError, binding, check, message, reply, suppression, x_call};

/// Most rows of a page.
const MOST: u32 = 200;
/// Most numbers of a search.
const FOUND: usize = 20;
/// Digits a number can have: of a service at least, with a prefix at most.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=24;

/// Where the first page begins.
const NEWEST: NumberCursor = NumberCursor {
    message: Id::MAX,
    reply: Id::MAX,
    call: Id::MAX,
    binding: Id::MAX,
    check: Id::MAX,
};

/// A whole number that a person typed, in the form it stands in here: any kind, X numbers and landlines too. `None`
/// where something else than one number was typed.
pub(super) fn typed(text: &str) -> Option<Msisdn> {
    let (digits, plus) = folded(text).ok()?;
    if !DIGITS.contains(&digits.len()) {
        return None;
    }
    let number = Msisdn::folded(&format!("{}{digits}", if plus { "+" } else { "" }));
    Some(match number.reveal().strip_prefix("00") {
        Some(abroad) => Msisdn::abroad(abroad),
        None => number,
    })
}

/// The number a reference stands for.
fn resolve(connection: &Connection, of: &NumberRef) -> Result<Option<Msisdn>, StoreError> {
    match of {
        NumberRef::Typed { digits } => match typed(digits) {
            Some(number) => {
                let digits = number.reveal().to_owned();
                number::resolve(connection, &NumberRef::Typed { digits })
            }
            None => Ok(None),
        },
        _ => number::resolve(connection, of),
    }
}

fn shown(number: &Msisdn, is_x: bool) -> String {
    if is_x {
        number.reveal().to_owned()
    } else {
        number.masked()
    }
}

impl Desk {
    /// A page of everything that happened with one number, newest first.
    pub async fn number_view(&self, query: NumberQuery) -> Result<NumberView, DeskError> {
        let now = self.now();
        self.end_bindings(now).await?;
        self.store()
            .read(move |connection| page(connection, &query, now))
            .await?
            .ok_or(DeskError::NotFound("the number"))
    }

    /// The full number. The look is recorded, but for an X number, which is nobody's own, and for what the operator
    /// typed.
    pub async fn reveal_ref(&self, of: NumberRef) -> Result<String, DeskError> {
        let topics = topics(&of);
        let number = match Revealed::of(&of) {
            None => {
                self.store()
                    .read(move |connection| resolve(connection, &of))
                    .await?
            }
            Some(what) => {
                let (identity, now) = (self.known_identity().await?, self.now());
                let number = self
                    .store()
                    .write(move |transaction| {
                        let number = resolve(transaction, &of)?;
                        if number.is_some() {
                            reveal::insert(transaction, what, &identity.operator, &identity.desk, now)?;
                        }
                        Ok(number)
                    })
                    .await?;
                // The look stands in the story, and among what was disclosed.
                self.changed(topics);
                number
            }
        };
        number
            .map(|number| number.reveal().to_owned())
            .ok_or(DeskError::NotFound("the number"))
    }

    /// Numbers that start (3 digits or more) or end (4 or more) with typed digits, at most 20, newest first.
    pub async fn find_numbers(&self, digits: String) -> Result<Vec<FoundNumber>, DeskError> {
        let sought = Digits::of(&digits).and_then(|digits| Sought::of(&digits));
        let Some(sought) = sought else {
            return Ok(Vec::new());
        };
        Ok(self
            .store()
            .read(move |connection| {
                let found = number::find(connection, &sought, FOUND)?;
                Ok(found
                    .into_iter()
                    .map(|found| FoundNumber {
                        number_masked: shown(&found.number, found.is_x),
                        of: found.of,
                        is_x: found.is_x,
                        last_at: found.last_at,
                    })
                    .collect())
            })
            .await?)
    }
}

/// What changes with a look at a number.
fn topics(of: &NumberRef) -> &'static [Topic] {
    match of {
        NumberRef::Message { .. } => &[Topic::Messages, Topic::Work],
        NumberRef::BindingA { .. } | NumberRef::BindingB { .. } => &[Topic::Bindings, Topic::Work],
        _ => &[Topic::Work],
    }
}

/// A page of everything that happened with one number, as the database has it now.
pub fn page(
    connection: &Connection,
    query: &NumberQuery,
    now: Millis,
) -> Result<Option<NumberView>, StoreError> {
    let Some(number) = resolve(connection, &query.of)? else {
        return Ok(None);
    };
    let limit = query.limit.clamp(1, MOST) as usize;
    let before = query.before.unwrap_or(NEWEST);
    let (heads, next) = number::heads(connection, &number, &query.kinds, before, limit)?.page(before, limit);
    let mut rows = Vec::with_capacity(heads.len());
    for head in heads {
        // A row that was removed between the two looks is left out.
        if let Some(what) = built(connection, head, now)? {
            rows.push(NumberItem { at: head.at, what });
        }
    }
    let is_x = number::is_x(connection, &number)?;
    Ok(Some(NumberView {
        number_masked: shown(&number, is_x),
        is_x,
        suppressed: suppression::of_number(connection, &as_sent_to(&number))?,
        rows,
        next,
    }))
}

fn built(connection: &Connection, head: Head, now: Millis) -> Result<Option<NumberWhat>, StoreError> {
    let id = head.id;
    Ok(match head.kind {
        Kind::Message => message::get(connection, id)?
            .map(|record| NumberWhat::Message(Box::new(row_of(record, Some(LIST_TEXT))))),
        Kind::Reply => reply::get(connection, id)?.map(|row| NumberWhat::Reply(Box::new(row))),
        Kind::Call => x_call::number_call(connection, id)?.map(|call| NumberWhat::Call(Box::new(call))),
        Kind::Binding => {
            binding::get(connection, id)?.map(|row| NumberWhat::Binding(Box::new(view(&row, now))))
        }
        Kind::Check => check::get(connection, id)?.map(|(check, _)| NumberWhat::Check(Box::new(check))),
    })
}
