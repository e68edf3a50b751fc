//! Looking into a refused signature.

use super::{Desk, DeskError};
use crate::contract::exchange::{Diagnosis, ExchangeRef};

impl Desk {
    /// Looks into a refused signature.
    pub async fn diagnose(&self, _request: ExchangeRef) -> Result<Diagnosis, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
