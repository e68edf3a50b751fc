//! How each poll goes.

use super::{Desk, DeskError};
use crate::contract::exchange::{PollStatus, SetPollInterval};
use crate::contract::problem::FieldProblem;

impl Desk {
    /// How every poll of every account goes.
    pub async fn list_polls(&self) -> Result<Vec<PollStatus>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Sets how often something is polled while nothing is awaited.
    pub async fn set_poll_interval(&self, _request: SetPollInterval) -> Result<Vec<FieldProblem>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
