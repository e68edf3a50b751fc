//! Saved filters, and what the operator and code filters can be set to.

use super::account_form::check_text;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::desk::Topic;
use crate::contract::message::{FilterChoices, SaveFilter, SaveFilterResult, SavedFilter};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::store::{job, message, saved_filter};

const LONGEST_NAME: usize = 40;
/// Codes a person can choose from.
const CODES: u32 = 200;

impl Desk {
    /// What the operator and code filters can be set to.
    pub async fn filter_choices(&self) -> Result<FilterChoices, DeskError> {
        Ok(self
            .store()
            .read(|connection| {
                Ok(FilterChoices {
                    operators: job::operators(connection)?,
                    codes: message::codes(connection, CODES)?,
                })
            })
            .await?)
    }

    /// Filters that were saved, by name.
    pub async fn list_saved_filters(&self) -> Result<Vec<SavedFilter>, DeskError> {
        Ok(self.store().read(saved_filter::all).await?)
    }

    /// Saves a filter.
    pub async fn save_filter(&self, request: SaveFilter) -> Result<SaveFilterResult, DeskError> {
        let now = self.now();
        let result = self
            .store()
            .write(move |transaction| {
                let name = request.name.trim();
                let mut problems = Vec::new();
                check_text(&mut problems, "name", name, LONGEST_NAME, true);
                if saved_filter::name_taken(transaction, name, request.id)? {
                    problems.push(FieldProblem {
                        field: "name".to_owned(),
                        reason: FieldReason::Taken,
                    });
                }
                if !problems.is_empty() {
                    return Ok(Some(SaveFilterResult::Invalid { problems }));
                }
                let saved = saved_filter::save(transaction, request.id, name, &request.filter, now)?;
                Ok(saved.map(|id| SaveFilterResult::Saved { id }))
            })
            .await?
            .ok_or(DeskError::NotFound("the filter"))?;
        self.changed(&[Topic::Filters]);
        Ok(result)
    }

    /// Deletes a saved filter.
    pub async fn delete_filter(&self, id: Id) -> Result<(), DeskError> {
        self.store()
            .write(move |transaction| saved_filter::delete(transaction, id))
            .await?;
        self.changed(&[Topic::Filters]);
        Ok(())
    }
}
