//! Exports that were made.

/// The table.
pub(super) const VERSION_3: &str = "";
