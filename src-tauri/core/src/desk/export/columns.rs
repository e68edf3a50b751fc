//! The columns of each list, by name. The window gives their headings, and may give the words that stand in them.

use std::collections::BTreeMap;

use super::sheet::Column;
use crate::contract::keeping::ExportList;

/// A column: its name and its width, in characters.
type Named = (&'static str, u16);

/// Columns that hold counts.
const COUNTS: [&str; 5] = [
    "segments",
    "duration_seconds",
    "ttl_seconds",
    "items",
    "milliseconds",
];

const MESSAGES: &[Named] = &[
    ("state", 12),
    ("reason", 18),
    ("code", 12),
    ("code_text", 28),
    ("code_text_en", 28),
    ("number", 18),
    ("vendor", 16),
    ("account", 18),
    ("mode", 12),
    ("text", 60),
    ("segments", 10),
    ("approved_at", 26),
    ("submitted_at", 26),
    ("state_at", 26),
    ("scheduled_for", 26),
    ("reference", 18),
    ("operator", 14),
    ("decided_by_hand", 12),
    ("reports_here", 12),
    ("msg_id", 24),
    ("job", 10),
];

const REPLIES: &[Named] = &[
    ("received_at", 26),
    ("vendor_time", 22),
    ("number", 18),
    ("vendor", 16),
    ("account", 18),
    ("extension", 12),
    ("text", 60),
    ("stop_word", 12),
    ("unread", 10),
    ("conversation", 12),
];

const BINDINGS: &[Named] = &[
    ("state", 12),
    ("reason", 18),
    ("code", 12),
    ("code_text", 28),
    ("code_text_en", 28),
    ("kind", 8),
    ("x_number", 18),
    ("a_number", 18),
    ("b_number", 18),
    ("vendor", 16),
    ("account", 18),
    ("appid", 18),
    ("subid", 24),
    ("ttl_seconds", 12),
    ("ends_at", 26),
    ("reserved_until", 26),
    ("record", 10),
    ("shows_a_to_b", 12),
    ("shows_caller_to_a", 12),
    ("reference", 18),
    ("operator", 14),
    ("approved_at", 26),
    ("state_at", 26),
];

const NUMBER: &[Named] = &[
    ("at", 26),
    ("what", 10),
    ("state", 12),
    ("reason", 18),
    ("code", 12),
    ("code_text", 28),
    ("code_text_en", 28),
    ("number", 18),
    ("other_number", 18),
    ("x_number", 18),
    ("vendor", 16),
    ("account", 18),
    ("text", 60),
    ("segments", 10),
    ("duration_seconds", 12),
    ("result", 14),
    ("reference", 18),
    ("operator", 14),
];

const SUPPRESSION: &[Named] = &[
    ("number", 18),
    ("why", 40),
    ("suppressed_by", 14),
    ("suppressed_at", 26),
    ("asked_by_reply", 12),
    ("conversation", 12),
];

const EXCHANGES: &[Named] = &[
    ("at", 26),
    ("exchange", 18),
    ("vendor", 16),
    ("account", 18),
    ("method", 8),
    ("path", 40),
    ("status", 8),
    ("outcome", 14),
    ("reason", 18),
    ("code", 12),
    ("code_text", 28),
    ("code_text_en", 28),
    ("items", 8),
    ("milliseconds", 12),
];

fn named(list: &ExportList) -> &'static [Named] {
    match list {
        ExportList::Messages { .. } => MESSAGES,
        ExportList::Replies { .. } => REPLIES,
        ExportList::Bindings { .. } => BINDINGS,
        ExportList::Number { .. } => NUMBER,
        ExportList::Suppression { .. } => SUPPRESSION,
        ExportList::Exchanges { .. } => EXCHANGES,
    }
}

/// What the window calls columns and words. A column without a heading stands under its own name, a word without
/// another as it stands in the database.
#[derive(Debug, Clone, Default)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// The columns of a list.
    pub fn columns(&self, list: &ExportList) -> Vec<Column> {
        let column = |(name, width): &Named| Column {
            heading: self.0.get(*name).cloned().unwrap_or_else(|| (*name).to_owned()),
            width: *width,
            counts: COUNTS.contains(name),
        };
        named(list).iter().map(column).collect()
    }

    /// A word of a column: `state.delivered` among the headings says what stands for `delivered`.
    pub fn word(&self, column: &str, word: &str) -> String {
        let said = self.0.get(&format!("{column}.{word}"));
        said.cloned().unwrap_or_else(|| word.to_owned())
    }
}

/// What a list is called where its export is recorded.
pub fn list_name(list: &ExportList) -> &'static str {
    match list {
        ExportList::Messages { .. } => "messages",
        ExportList::Replies { .. } => "replies",
        ExportList::Bindings { .. } => "bindings",
        ExportList::Number { .. } => "number",
        ExportList::Suppression { .. } => "suppression",
        ExportList::Exchanges { .. } => "exchanges",
    }
}
