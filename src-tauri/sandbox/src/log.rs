//! What the vendors were asked, in order.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

use crate::operation::Operation;

/// What one request asked for and what came of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Counts every request since the start or the last reset, refused ones too.
    pub(crate) seq: u64,
    #[serde(serialize_with = "rfc3339")]
    pub(crate) at: DateTime<Utc>,
    pub(crate) vendor: &'static str,
    pub(crate) operation: Operation,
    pub(crate) accepted: bool,
    #[serde(flatten)]
    pub(crate) particulars: Particulars,
    /// The vendor code of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<i64>,
    /// The kind of the fault that hit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<&'static str>,
}

/// The part of an entry that depends on the operation.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Particulars {
    pub(crate) recipients: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) msg_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ext: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content: Option<String>,
    /// The extension number as it is used, cut after eight digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) template_id: Option<String>,
    /// Per recipient, in the order of `recipients`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) params: Option<Vec<Vec<String>>>,
    /// How many items a poll handed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) items: Option<usize>,
}

/// What came of a request.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It took effect.
    Accepted(Particulars),
    /// It was refused with a vendor code; the recipients are those that could be read.
    Refused(i64, Particulars),
    /// A fault kept it from being looked at.
    Unseen(Particulars),
}

/// All requests since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Vec<Entry>,
}

impl Log {
    /// Adds a request to Lianjiang.
    pub(crate) fn add(&mut self, operation: Operation, outcome: Outcome, fault: Option<&'static str>) {
        let (accepted, refused, particulars) = match outcome {
            Outcome::Accepted(particulars) => (true, None, particulars),
            Outcome::Refused(code, particulars) => (false, Some(code), particulars),
            Outcome::Unseen(particulars) => (false, None, particulars),
        };
        self.entries.push(Entry {
            seq: self.entries.len() as u64 + 1,
            at: Utc::now(),
            vendor: "lianjiang",
            operation,
            accepted,
            particulars,
            refused,
            fault,
        });
    }

    /// The requests that took effect, or all.
    pub(crate) fn read(&self, all: bool) -> Vec<&Entry> {
        self.entries
            .iter()
            .filter(|entry| all || entry.accepted)
            .collect()
    }
}

fn rfc3339<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
