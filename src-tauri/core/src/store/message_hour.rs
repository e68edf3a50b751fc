//! Which message ids fall into which hour: bounds for a search by time.

/// The table.
pub(super) const VERSION_3: &str = "";
