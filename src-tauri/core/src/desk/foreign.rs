//! What was fetched here for other desks, and what could not be read.

use super::{Desk, DeskError};
use crate::contract::exchange::{ForeignItems, Quarantined};

impl Desk {
    /// What was fetched here for other desks, or for nobody known.
    pub async fn list_foreign(&self) -> Result<Vec<ForeignItems>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Items that could not be read, newest first, at most 100.
    pub async fn list_quarantined(&self) -> Result<Vec<Quarantined>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
