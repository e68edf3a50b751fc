//! Full-text search over overlapping pairs of characters, so that two Chinese characters already find.

/// The table.
pub(super) const VERSION_3: &str = "";
