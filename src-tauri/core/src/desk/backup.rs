//! The daily backup, and bringing one back.

use super::{Desk, DeskError};
use crate::contract::keeping::{Backup, WorkStarted};

impl Desk {
    /// The daily backup.
    pub async fn backup(&self) -> Result<Backup, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Makes no backups any more.
    pub async fn stop_backups(&self) -> Result<Backup, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Makes a backup now.
    pub async fn back_up_now(&self) -> Result<WorkStarted, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
