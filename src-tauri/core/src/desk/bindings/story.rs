//! One binding's whole story.

use super::list::view;
use crate::contract::binding::{BindingEvent, BindingState, BindingStory, BindingWhat};
use crate::contract::message::AttemptDetail;
use crate::contract::{Id, Millis};
use crate::desk::history::mask_attempt;
use crate::desk::{Desk, DeskError};
use crate::msisdn::{Msisdn, mask, mask_in_text};
use crate::store::binding::{self, BindingRow};
use crate::store::operation::OperationKind;
use crate::store::{Connection, StoreError, attempt, reveal, x_call};

/// Digits from which a number is told from a parameter that happens to look like it.
const TELLING: usize = 5;

impl Desk {
    /// One binding's whole story.
    pub async fn binding_story(&self, id: Id) -> Result<BindingStory, DeskError> {
        let now = self.now();
        self.end_bindings(now).await?;
        self.store()
            .read(move |connection| story(connection, id, now))
            .await?
            .ok_or(DeskError::NotFound("the binding"))
    }
}

fn story(connection: &Connection, id: Id, now: Millis) -> Result<Option<BindingStory>, StoreError> {
    let Some(row) = binding::get(connection, id)? else {
        return Ok(None);
    };
    let mut events = Vec::new();
    let mut attempts = Vec::new();
    for approved in binding::operations(connection, id)? {
        let bind = approved.kind == OperationKind::Bind;
        let operator = approved.operator;
        events.push(BindingEvent {
            at: approved.at,
            what: if bind {
                BindingWhat::Approved { operator }
            } else {
                BindingWhat::ReleaseApproved { operator }
            },
        });
        for mut attempt in attempt::of_operation(connection, approved.operation_id)? {
            events.extend(ended(&attempt, bind));
            mask_attempt(&mut attempt, |text| hide(text, &row));
            attempts.push(attempt);
        }
    }
    events.extend(row.confirmed_at.map(|at| BindingEvent {
        at,
        what: BindingWhat::Confirmed,
    }));
    if row.state == BindingState::Ended {
        events.push(BindingEvent {
            at: row.reserved_until.or(row.ends_at).unwrap_or(row.state_at),
            what: BindingWhat::Ended,
        });
    }
    events.extend(binding::decisions(connection, id)?);
    events.extend(reveal::binding_events(connection, id)?);
    events.sort_by_key(|event| event.at);
    Ok(Some(BindingStory {
        binding: view(&row, now),
        reqid: row.reqid,
        token: row.token,
        anucode: row.terms.anucode,
        ansanu: row.terms.ansanu,
        desk: row.desk,
        events,
        calls: x_call::of_binding(connection, id)?,
        attempts,
    }))
}

/// How an attempt ended, if it has.
fn ended(attempt: &AttemptDetail, bind: bool) -> Option<BindingEvent> {
    let outcome = attempt.state.clone();
    if !matches!(outcome.as_str(), "accepted" | "rejected" | "not_sent" | "unknown") {
        return None;
    }
    let reason = attempt.reason.clone();
    Some(BindingEvent {
        at: attempt.settled_at?,
        what: if bind {
            BindingWhat::BindAttempt { outcome, reason }
        } else {
            BindingWhat::ReleaseAttempt { outcome, reason }
        },
    })
}

/// The real numbers are masked whatever their length, and with them every other that looks like one.
pub(in crate::desk) fn hide(text: &str, row: &BindingRow) -> String {
    let known = [&row.terms.a_number, &row.terms.b_number];
    let shown = known
        .into_iter()
        .fold(text.to_owned(), |text, number| hidden(&text, number));
    mask_in_text(&shown)
}

fn hidden(text: &str, number: &Msisdn) -> String {
    // A plus is written as `%2B` in a form.
    let digits = number.reveal().trim_start_matches('+');
    if digits.len() < TELLING {
        return text.to_owned();
    }
    text.replace(digits, &mask(digits))
}
