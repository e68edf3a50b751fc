//! Retention: what is removed, and what was.

/// The table.
pub(super) const VERSION_3: &str = "";
