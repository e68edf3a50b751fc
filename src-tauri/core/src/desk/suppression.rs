//! The suppression list: numbers nothing is sent to.

use super::{Desk, DeskError};
use crate::contract::conversation::{
    Suppress, SuppressResult, SuppressionPage, SuppressionQuery, Unsuppress,
};
use crate::contract::problem::FieldProblem;

impl Desk {
    /// A page of the suppression list, newest first.
    pub async fn list_suppressed(&self, _request: SuppressionQuery) -> Result<SuppressionPage, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Puts a number on the suppression list.
    pub async fn suppress(&self, _request: Suppress) -> Result<SuppressResult, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Takes a number from the suppression list.
    pub async fn unsuppress(&self, _request: Unsuppress) -> Result<Vec<FieldProblem>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
