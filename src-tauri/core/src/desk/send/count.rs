//! The messages of a planned send: how long each is, and what all are billed.

use super::body::{Length, PlannedBody};
use super::recipients::Recipients;
use super::text;
use crate::store::message::NewMessage;

/// The messages of a planned send, counted.
pub(super) struct Counted {
    pub messages: Vec<NewMessage>,
    /// The longest of them.
    pub longest: Length,
    /// Billed segments of all.
    pub total: u32,
}

/// Counts what each recipient would get.
pub(super) fn count(body: &PlannedBody, found: &Recipients) -> Counted {
    // Without a number the text alone is counted, so that the count lives while it is typed.
    let own = body.length(&body.text);
    let mut longest = if found.list.is_empty() {
        own
    } else {
        Length {
            units: 0,
            segments: 0,
            left: 0,
        }
    };
    let mut total: u32 = 0;
    let shared = body.variables.is_none().then(|| (own, text::hash(&body.text)));
    let mut messages = Vec::with_capacity(found.list.len());
    for (msisdn, values) in &found.list {
        let (length, text_hash) = shared.unwrap_or_else(|| {
            let rendered = body.rendered(values);
            (body.length(&rendered), text::hash(&rendered))
        });
        if (length.segments, length.units) >= (longest.segments, longest.units) {
            longest = length;
        }
        total = total.saturating_add(length.segments);
        messages.push(NewMessage {
            msisdn: msisdn.clone(),
            variables: body.variables.as_ref().map(|_| values.clone()),
            text_hash,
            segments: length.segments,
        });
    }
    Counted {
        messages,
        longest,
        total,
    }
}
