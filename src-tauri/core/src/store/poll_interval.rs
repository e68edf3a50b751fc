//! How often something is polled, where an operator set it.

/// The table.
pub(super) const VERSION_3: &str = "";
