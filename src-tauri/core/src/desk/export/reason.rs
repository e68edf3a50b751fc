//! A reason as cells: its word, the code it comes from, and what the vendor's document says of that.

use super::cell::Cell;
use super::columns::Words;
use crate::contract::account::Reason;
use crate::vendors;
use crate::vendors::codes::{self, CodeEntry};

/// Four cells: `reason`, `code`, `code_text`, `code_text_en`.
pub fn cells(words: &Words, reason: Option<&Reason>) -> [Cell; 4] {
    let Some(reason) = reason else {
        return [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    };
    let (code, entry, said) = match reason {
        Reason::VendorCode {
            vendor,
            table,
            code,
            said,
        } => (Some(code.clone()), entry(vendor, table, code), said.clone()),
        Reason::ReportCode { code, vendor, table } => (Some(code.clone()), entry(vendor, table, code), None),
        Reason::HttpStatus { status } => (Some(status.to_string()), None, None),
        _ => (None, None, None),
    };
    [
        Cell::text(words.word("reason", &word(reason))),
        Cell::maybe(code),
        Cell::maybe(entry.map(|entry| entry.zh.to_owned()).or(said)),
        Cell::maybe(entry.map(|entry| entry.en)),
    ]
}

fn entry(vendor: &str, table: &str, code: &str) -> Option<&'static CodeEntry> {
    codes::entry(vendors::by_id(vendor)?, table, code)
}

/// The word a reason has in the database and in the window.
fn word(reason: &Reason) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value["kind"].as_str().unwrap_or_default().to_owned()
}
