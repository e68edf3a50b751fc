//! Filters of the message list that were saved.

/// The table.
pub(super) const VERSION_3: &str = "";
