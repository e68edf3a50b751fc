//! Conversations: one per account and number that wrote.

/// The table.
pub(super) const VERSION_3: &str = "";
