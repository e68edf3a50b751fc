//! The suppression list.

/// The table.
pub(super) const VERSION_3: &str = "";
