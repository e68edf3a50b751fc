//! What was handed over to other desks, and taken in from them.

/// The table.
pub(super) const VERSION_3: &str = "";
