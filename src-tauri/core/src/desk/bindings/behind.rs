//! Who was behind an X number at a time: the ledger is the only record of it, and what the vendor confirmed is told
//! from what may have been.

use super::list::view;
use super::plan::end_of;
use crate::contract::Millis;
use crate::contract::account::Reason;
use crate::contract::binding::{BindingKind, BindingState};
use crate::contract::number::{BehindX, BehindXQuery, Held};
use crate::desk::{Desk, DeskError, numbers};
use crate::store::binding::held::{self, Stay};
use crate::store::{Connection, StoreError};

impl Desk {
    /// Who was behind an X number at a time. What is no number was nobody's.
    pub async fn behind_x(&self, query: BehindXQuery) -> Result<BehindX, DeskError> {
        let now = self.now();
        self.end_bindings(now).await?;
        Ok(self
            .store()
            .read(move |connection| behind(connection, query, now))
            .await?)
    }
}

fn behind(connection: &Connection, query: BehindXQuery, now: Millis) -> Result<BehindX, StoreError> {
    let at = query.at;
    let Some(x_number) = numbers::typed(&query.x_number) else {
        return Ok(BehindX {
            x_number: query.x_number,
            held: Vec::new(),
            ended_before: None,
            began_after: None,
        });
    };
    let mut held: Vec<Held> = held::at(connection, &x_number, at)?
        .iter()
        .filter_map(|stay| held_at(stay, at, now))
        .collect();
    // The sort keeps the order of those that are alike: newest first.
    held.sort_by_key(|held| !held.certain);
    let (mut ended_before, mut began_after) = (None, None);
    if held.is_empty() {
        ended_before = held::before(connection, &x_number, at)?.map(|row| view(&row, now));
        began_after = held::after(connection, &x_number, at)?.map(|row| view(&row, now));
    }
    Ok(BehindX {
        x_number: x_number.reveal().to_owned(),
        held,
        ended_before,
        began_after,
    })
}

/// How a binding that was not over at `at` stood then; `None` where its request had not gone out.
fn held_at(stay: &Stay, at: Millis, now: Millis) -> Option<Held> {
    let row = &stay.row;
    let from_at = row.first_attempt_at.filter(|from| *from <= at)?;
    let certain = certainly(stay).is_some_and(|(from, to)| from <= at && to.is_none_or(|to| at < to));
    Some(Held {
        from_at,
        to_at: over_at(stay).filter(|over| *over <= now),
        certain,
        binding: view(row, now),
    })
}

/// When it is over at the latest.
fn over_at(stay: &Stay) -> Option<Millis> {
    let row = &stay.row;
    let by_itself = row.reserved_until.or(row.ends_at);
    match row.state {
        BindingState::Released => Some(by_itself.map_or(row.state_at, |end| end.min(row.state_at))),
        _ => by_itself,
    }
}

/// From when to when the vendor's own answers leave no doubt that it was bound. What a person decided is no answer of
/// the vendor's; an AXB that was taken without an id is not confirmed.
fn certainly(stay: &Stay) -> Option<(Millis, Option<Millis>)> {
    let row = &stay.row;
    let named = row.terms.kind == BindingKind::Xa || row.subid.is_some();
    let from = match stay.bound_at.filter(|_| named) {
        Some(at) => at,
        // A call went through it: whichever request bound it, the last one was out by then.
        None => {
            row.confirmed_at?;
            row.last_attempt_at?
        }
    };
    // Its time runs from the first request that may have bound it, and ends with the first that may have released it.
    let by_itself = end_of(row.first_attempt_at?, row.terms.ttl_seconds);
    let by_hand = (row.state == BindingState::Released && row.reason == Some(Reason::DecidedByHand))
        .then_some(row.state_at);
    let to = [by_itself, stay.release_at, by_hand].into_iter().flatten().min();
    Some((from, to))
}
