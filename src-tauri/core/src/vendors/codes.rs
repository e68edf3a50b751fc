//! What a vendor's code table holds, and the carriers' report codes that several vendors share.

use serde::Serialize;

use super::{ReportVerdict, Vendor};
pub use crate::contract::codes::{CodeActor, CodeClass, CodeTopic};

/// A table of a vendor's document.
#[derive(Debug, Clone, Copy)]
pub struct CodeTable {
    /// Its name here: `send`, `text`, `voice_push`.
    pub id: &'static str,
    /// Its codes, in the document's order.
    pub entries: &'static [CodeEntry],
}

/// A code of a table.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct CodeEntry {
    /// As printed.
    pub code: &'static str,
    /// The document's own text.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// What it means for us.
    pub class: CodeClass,
    /// Who must act.
    pub actor: CodeActor,
    /// Whether trying the same thing again can help.
    pub again: bool,
    /// What it has in common with other vendors' codes.
    pub topic: Option<CodeTopic>,
}

impl CodeEntry {
    /// An entry without a topic.
    pub const fn new(
        code: &'static str,
        zh: &'static str,
        en: &'static str,
        class: CodeClass,
        actor: CodeActor,
        again: bool,
    ) -> Self {
        Self {
            code,
            zh,
            en,
            class,
            actor,
            again,
            topic: None,
        }
    }

    /// The same about `topic`.
    pub const fn about(mut self, topic: CodeTopic) -> Self {
        self.topic = Some(topic);
        self
    }

    /// As a JSON object.
    pub fn as_json(&self) -> String {
        // It holds nothing that could fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is known of a code of a vendor's table.
pub fn entry(vendor: &dyn Vendor, table: &str, code: &str) -> Option<&'static CodeEntry> {
    vendor
        .codes()
        .iter()
        .find(|known| known.id == table)
        .and_then(|known| known.entries.iter().find(|entry| entry.code == code))
}

/// What a code means for us; one in no table has no verdict.
pub fn class_of(vendor: &dyn Vendor, table: &str, code: &str) -> CodeClass {
    entry(vendor, table, code).map_or(CodeClass::Open, |entry| entry.class)
}

/// Any code but DELIVRD, ACCEPTD and UNKNOWN is a failure (`vendors.md`, *Report codes*).
pub fn carrier_verdict(printed: &str) -> ReportVerdict {
    match printed {
        "DELIVRD" => ReportVerdict::Delivered,
        "ACCEPTD" | "UNKNOWN" => ReportVerdict::None,
        _ => ReportVerdict::Failed,
    }
}
