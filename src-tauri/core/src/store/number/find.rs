//! Numbers that begin or end with typed digits: distinct, newest first, with bounded work however many rows there are.
//!
//! Every place is walked through its index from number to number, not from row to row, and not further than
//! [`WALKED`] numbers. Where there are more, the newest rows of that place are looked through as well, so that what
//! happened lately is found under any three digits.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::super::StoreError;
use super::super::digits::Digits;
use super::x_numbers;
use crate::contract::number::NumberRef;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;

/// Numbers of one place and one beginning that are walked.
const WALKED: usize = 100;
/// Rows of one place that are looked through where that was not all.
const LOOKED_THROUGH: u32 = 2_000;

/// What numbers are sought by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Beginnings, in each form that a number with these digits can stand in.
    starts: Vec<String>,
    /// An end, from last to first.
    end: Option<String>,
}

impl Sought {
    /// What these digits may be the beginning or the end of; `None` where they are too few.
    pub fn of(digits: &Digits) -> Option<Self> {
        digits.are_enough().then(|| Self {
            starts: digits.starts(),
            end: digits.end(),
        })
    }

    fn fits(&self, number: &Msisdn) -> bool {
        let reversed = number.reversed();
        self.starts
            .iter()
            .any(|start| number.reveal().starts_with(start.as_str()))
            || self
                .end
                .as_ref()
                .is_some_and(|end| reversed.starts_with(end.as_str()))
    }
}

/// A number that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The number.
    pub number: Msisdn,
    /// Where it last stood.
    pub of: NumberRef,
    /// When that was.
    pub last_at: Millis,
    /// Whether it is an X number.
    pub is_x: bool,
}

/// A column that holds numbers, and its indexes.
struct Place {
    table: &'static str,
    number: &'static str,
    /// The column with the characters from last to first, if it has one.
    reversed: Option<&'static str>,
    /// When a row happened.
    at: &'static str,
    /// The column by which the last row is the newest.
    newest: &'static str,
    /// What a partial index asks for.
    but: &'static str,
    is_x: bool,
    of: fn(Id) -> NumberRef,
}

const PLACES: [Place; 9] = [
    Place {
        table: "message",
        number: "msisdn",
        reversed: Some("msisdn_reversed"),
        at: "approved_at",
        newest: "id",
        but: "",
        is_x: false,
        of: |id| NumberRef::Message { id },
    },
    // Every number that wrote has a conversation, which is found by its end too.
    Place {
        table: "conversation",
        number: "msisdn",
        reversed: Some("msisdn_reversed"),
        at: "coalesce((SELECT received_at FROM reply WHERE reply.id = conversation.last_reply_id), 0)",
        newest: "last_reply_id",
        but: "",
        is_x: false,
        of: |id| NumberRef::Conversation { id },
    },
    Place {
        table: "suppression",
        number: "msisdn",
        reversed: Some("msisdn_reversed"),
        at: "at",
        newest: "id",
        but: " AND removed_at IS NULL",
        is_x: false,
        of: |id| NumberRef::Suppressed { id },
    },
    Place {
        table: "number_check",
        number: "msisdn",
        reversed: Some("msisdn_reversed"),
        at: "at",
        newest: "id",
        but: "",
        is_x: false,
        of: |id| NumberRef::Check { id },
    },
    Place {
        table: "binding",
        number: "a_number",
        reversed: Some("a_number_reversed"),
        at: "approved_at",
        newest: "id",
        but: "",
        is_x: false,
        of: |id| NumberRef::BindingA { id },
    },
    Place {
        table: "binding",
        number: "b_number",
        reversed: Some("b_number_reversed"),
        at: "approved_at",
        newest: "id",
        but: " AND b_number <> ''",
        is_x: false,
        of: |id| NumberRef::BindingB { id },
    },
    Place {
        table: "binding",
        number: "x_number",
        reversed: Some("x_number_reversed"),
        at: "approved_at",
        newest: "id",
        but: "",
        is_x: true,
        of: |id| NumberRef::BindingX { id },
    },
    Place {
        table: "x_call",
        number: "caller",
        reversed: Some("caller_reversed"),
        at: "received_at",
        newest: "id",
        but: "",
        is_x: false,
        of: |id| NumberRef::Caller { id },
    },
    Place {
        table: "x_call",
        number: "callee",
        reversed: Some("callee_reversed"),
        at: "received_at",
        newest: "id",
        but: "",
        is_x: false,
        of: |id| NumberRef::Callee { id },
    },
];

/// Numbers that begin or end so, the one with the newest row first, at most `limit`.
pub fn find(connection: &Connection, sought: &Sought, limit: usize) -> Result<Vec<Found>, StoreError> {
    let mut found: HashMap<Msisdn, Found> = HashMap::new();
    let mut add = |new: Found| {
        let is_x = new.is_x;
        let known = found.entry(new.number.clone()).or_insert_with(|| new.clone());
        if new.last_at > known.last_at {
            *known = Found {
                is_x: known.is_x,
                ..new
            };
        }
        known.is_x |= is_x;
    };
    for place in &PLACES {
        let mut all = true;
        for start in &sought.starts {
            all &= walk(connection, place, place.number, start, false, &mut add)?;
        }
        if let (Some(column), Some(end)) = (place.reversed, &sought.end) {
            all &= walk(connection, place, column, end, true, &mut add)?;
        }
        if !all {
            look_through(connection, place, sought, &mut add)?;
        }
    }
    called_through(connection, sought, &mut add)?;
    let mut found: Vec<Found> = found.into_values().collect();
    found.sort_by(|one, other| (other.last_at, &other.number).cmp(&(one.last_at, &one.number)));
    found.truncate(limit);
    Ok(found)
}

/// The numbers of a column that begin with `start`, each with its newest row; whether that was all of them.
fn walk(
    connection: &Connection,
    place: &Place,
    column: &str,
    start: &str,
    reversed: bool,
    add: &mut impl FnMut(Found),
) -> Result<bool, StoreError> {
    let Place {
        table,
        at,
        newest,
        but,
        ..
    } = place;
    // The last of a number's entries is its newest row: one step to each number.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {column}, id, {at} FROM {table} WHERE {column} >= ?1 AND {column} < ?2{but}
         ORDER BY {column} DESC, {newest} DESC LIMIT 1"
    ))?;
    // The colon stands behind the nine.
    let mut end = format!("{start}:");
    for _ in 0..WALKED {
        let mut rows = statement.query(params![start, end])?;
        let Some(row) = rows.next()? else {
            return Ok(true);
        };
        let text: String = row.get(0)?;
        let number = Msisdn::as_given(&text);
        let number = if reversed {
            Msisdn::as_given(&number.reversed())
        } else {
            number
        };
        add(as_found(place, number, row)?);
        end = text;
    }
    Ok(false)
}

/// The newest rows of a place whose number fits.
fn look_through(
    connection: &Connection,
    place: &Place,
    sought: &Sought,
    add: &mut impl FnMut(Found),
) -> Result<(), StoreError> {
    let Place {
        table,
        number,
        at,
        newest,
        but,
        ..
    } = place;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {number}, id, {at} FROM {table} WHERE {number} IS NOT NULL{but} ORDER BY {newest} DESC LIMIT ?1"
    ))?;
    let mut rows = statement.query([LOOKED_THROUGH])?;
    while let Some(row) = rows.next()? {
        let number = Msisdn::as_given(&row.get::<_, String>(0)?);
        if sought.fits(&number) {
            add(as_found(place, number, row)?);
        }
    }
    Ok(())
}

/// X numbers that were called through: those on the accounts' lists may have been bound elsewhere.
fn called_through(
    connection: &Connection,
    sought: &Sought,
    add: &mut impl FnMut(Found),
) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT received_at FROM x_call WHERE x_number = ?1 ORDER BY id DESC LIMIT 1")?;
    for number in x_numbers(connection)? {
        if !sought.fits(&number) {
            continue;
        }
        let mut rows = statement.query([number.reveal()])?;
        if let Some(row) = rows.next()? {
            add(Found {
                of: NumberRef::Typed {
                    digits: number.reveal().to_owned(),
                },
                last_at: row.get(0)?,
                is_x: true,
                number,
            });
        }
    }
    Ok(())
}

fn as_found(place: &Place, number: Msisdn, row: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found {
        number,
        of: (place.of)(row.get(1)?),
        last_at: row.get(2)?,
        is_x: place.is_x,
    })
}
