//! What becomes of messages and calls, as control set it.

use std::collections::HashMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::codes::TAKEN;
use super::recipients;
use crate::control::{Misunderstood, parse_value, present};
use crate::faults::LONGEST_MS;

/// What a message's pushes report: one code for each segment, or one for all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum TextReport {
    All(String),
    Each(Vec<String>),
}

/// A change to what becomes of later messages and calls; what is left out stays.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Orders {
    /// Of text messages, by number; null is never reported.
    outcomes: Option<HashMap<String, Option<TextReport>>>,
    #[serde(default, deserialize_with = "present")]
    default: Option<Option<TextReport>>,
    /// How many segments a message is reported in; null counts its text.
    #[serde(default, deserialize_with = "present")]
    segments: Option<Option<u8>>,
    /// Of calls, by number; null is never reported.
    calls: Option<HashMap<String, Option<u8>>>,
    #[serde(default, deserialize_with = "present")]
    call_default: Option<Option<u8>>,
    /// What a text send answers for one recipient, by number; null leaves it out of `result`.
    results: Option<HashMap<String, Option<String>>>,
    after_ms: Option<u64>,
}

impl Orders {
    /// Reads what control was told.
    pub(crate) fn read(object: Value) -> Result<Orders, Misunderstood> {
        let orders: Orders = parse_value(object)?;
        if orders.after_ms.is_some_and(|ms| ms > LONGEST_MS) {
            return Err(Misunderstood(format!("\"after_ms\" is at most {LONGEST_MS}.")));
        }
        Ok(orders)
    }
}

/// What a text send answers for one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is sent.
    Taken,
    /// It is not sent, and `status` says why.
    Refused(String),
    /// It is sent, and not a word is said of it.
    Unmentioned,
}

/// What becomes of messages and calls.
#[derive(Debug)]
pub(super) struct Outcomes {
    texts: HashMap<String, Option<TextReport>>,
    text_default: Option<TextReport>,
    segments: Option<u8>,
    calls: HashMap<String, Option<u8>>,
    call_default: Option<u8>,
    results: HashMap<String, Option<String>>,
    pub(super) after: Duration,
}

impl Default for Outcomes {
    fn default() -> Outcomes {
        Outcomes {
            texts: HashMap::new(),
            // 用户已成功收到短信
            text_default: Some(TextReport::All("1300001".to_owned())),
            segments: None,
            calls: HashMap::new(),
            // 成功接听
            call_default: Some(0),
            results: HashMap::new(),
            after: Duration::from_secs(1),
        }
    }
}

impl Outcomes {
    /// Sets what the orders name.
    pub(super) fn order(&mut self, orders: Orders) {
        self.texts.extend(by_bare_number(orders.outcomes));
        if let Some(default) = orders.default {
            self.text_default = default;
        }
        if let Some(segments) = orders.segments {
            self.segments = segments;
        }
        self.calls.extend(by_bare_number(orders.calls));
        if let Some(default) = orders.call_default {
            self.call_default = default;
        }
        self.results.extend(by_bare_number(orders.results));
        if let Some(ms) = orders.after_ms {
            self.after = Duration::from_millis(ms);
        }
    }

    /// What a text send answers for a bare number.
    pub(super) fn answer(&self, number: &str) -> Answer {
        match self.results.get(number) {
            None => Answer::Taken,
            Some(None) => Answer::Unmentioned,
            Some(Some(status)) if status == TAKEN => Answer::Taken,
            Some(Some(status)) => Answer::Refused(status.clone()),
        }
    }

    /// What a message to a bare number reports, segment by segment; nothing if it never reports.
    pub(super) fn text_reports(&self, number: &str, segments: u64) -> Vec<String> {
        let segments = self.segments.map_or(segments, u64::from);
        match self.texts.get(number).unwrap_or(&self.text_default) {
            None => Vec::new(),
            Some(TextReport::Each(codes)) => codes.clone(),
            Some(TextReport::All(code)) => (0..segments).map(|_| code.clone()).collect(),
        }
    }

    /// What a call to a bare number reports, if it does.
    pub(super) fn call_report(&self, number: &str) -> Option<u8> {
        *self.calls.get(number).unwrap_or(&self.call_default)
    }
}

/// Numbers may be written with their country code or without.
fn by_bare_number<T>(set: Option<HashMap<String, T>>) -> impl Iterator<Item = (String, T)> {
    let bare = |number: String| recipients::bare(&number).unwrap_or(&number).to_owned();
    set.into_iter()
        .flatten()
        .map(move |(number, outcome)| (bare(number), outcome))
}
