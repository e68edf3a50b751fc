//! Saved filters, and what the operator and code filters can be set to.

use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::message::{FilterChoices, SaveFilter, SaveFilterResult, SavedFilter};

impl Desk {
    /// What the operator and code filters can be set to.
    pub async fn filter_choices(&self) -> Result<FilterChoices, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Filters that were saved, by name.
    pub async fn list_saved_filters(&self) -> Result<Vec<SavedFilter>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Saves a filter.
    pub async fn save_filter(&self, _request: SaveFilter) -> Result<SaveFilterResult, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Deletes a saved filter.
    pub async fn delete_filter(&self, _request: Id) -> Result<(), DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
