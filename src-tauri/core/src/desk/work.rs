//! Long work: progress and cancelling.

use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::keeping::Work;

impl Desk {
    /// Exports, backups and clean-ups since the program started, newest first.
    pub async fn list_work(&self) -> Result<Vec<Work>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Stops long work.
    pub async fn cancel_work(&self, _request: Id) -> Result<(), DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Takes finished work off the list.
    pub async fn dismiss_work(&self, _request: Id) -> Result<(), DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
