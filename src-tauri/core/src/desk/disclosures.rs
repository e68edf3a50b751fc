//! What left the program: exports, and looks at full numbers.

use super::{Desk, DeskError};
use crate::contract::Millis;
use crate::contract::keeping::DisclosurePage;

impl Desk {
    /// Exports and looks at full numbers before a time (none is now), newest first.
    pub async fn list_disclosures(&self, _request: Option<Millis>) -> Result<DisclosurePage, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
