//! 平台返回码说明: the one table of the document, word for word LinkAccount's table of the same operations.

use crate::vendors::codes::CodeTable;
use crate::vendors::linkaccount::codes::{NUMBER_AUTHENTICATION, NUMBER_AUTHENTICATION_CODES};

/// Every table.
pub const TABLES: &[CodeTable] = &[CodeTable {
    id: NUMBER_AUTHENTICATION,
    entries: NUMBER_AUTHENTICATION_CODES,
}];
