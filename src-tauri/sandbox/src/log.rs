//! What the vendors were asked, in order.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::vendor::Vendor;

/// What one request asked for and what came of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Counts every request since the start or the last reset, refused ones too.
    pub(crate) seq: u64,
    #[serde(serialize_with = "rfc3339")]
    pub(crate) at: DateTime<Utc>,
    pub(crate) vendor: Vendor,
    pub(crate) operation: &'static str,
    pub(crate) accepted: bool,
    #[serde(flatten)]
    pub(crate) particulars: Particulars,
    /// The vendor code of a refusal, a number or a string as that vendor writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<Value>,
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
    /// What only this vendor or operation has, under names of its own.
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Particulars {
    /// Those of a request to these recipients.
    pub(crate) fn to(recipients: Vec<String>) -> Particulars {
        Particulars {
            recipients,
            ..Particulars::default()
        }
    }

    /// With these recipients.
    pub(crate) fn for_recipients(mut self, recipients: Vec<String>) -> Particulars {
        self.recipients = recipients;
        self
    }

    /// With the message id that was given out.
    pub(crate) fn with_msg_id(mut self, msg_id: impl Into<String>) -> Particulars {
        self.msg_id = Some(msg_id.into());
        self
    }

    /// With one more field; null leaves it out. Names of [`Entry`] itself must not be used.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Particulars {
        match value.into() {
            Value::Null => {}
            value => {
                self.extra.insert(name.to_owned(), value);
            }
        }
        self
    }
}

/// What came of a request.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It took effect.
    Accepted(Particulars),
    /// It was refused with a vendor code; the recipients are those that could be read.
    Refused(Value, Particulars),
    /// A fault kept it from being looked at.
    Unseen(Particulars),
}

/// All requests since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Vec<Entry>,
}

impl Log {
    /// Adds a request.
    pub(crate) fn add(
        &mut self,
        vendor: Vendor,
        operation: &'static str,
        outcome: Outcome,
        fault: Option<&'static str>,
    ) {
        let (accepted, refused, particulars) = match outcome {
            Outcome::Accepted(particulars) => (true, None, particulars),
            Outcome::Refused(code, particulars) => (false, Some(code), particulars),
            Outcome::Unseen(particulars) => (false, None, particulars),
        };
        self.entries.push(Entry {
            seq: self.entries.len() as u64 + 1,
            at: Utc::now(),
            vendor,
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

/// A time as control writes it.
pub(crate) fn rfc3339<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
