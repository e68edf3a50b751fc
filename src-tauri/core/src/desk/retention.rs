//! Retention: removes what is older than the rules say.

use super::{Desk, DeskError};
use crate::contract::keeping::{Retention, SetRetention, WorkStarted};
use crate::contract::problem::FieldProblem;

impl Desk {
    /// How long what is kept, what is due, and what was removed.
    pub async fn retention(&self) -> Result<Retention, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Sets how long what is kept.
    pub async fn set_retention(&self, _request: SetRetention) -> Result<Vec<FieldProblem>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Removes what is due now.
    pub async fn run_retention(&self) -> Result<WorkStarted, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
