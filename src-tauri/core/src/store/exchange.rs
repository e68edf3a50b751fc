//! The interface log: attempts, polls and pushes as one list.

/// The table.
pub(super) const VERSION_3: &str = "";
