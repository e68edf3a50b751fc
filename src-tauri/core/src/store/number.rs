//! Everything that names one phone number.

/// The table.
pub(super) const VERSION_3: &str = "";
