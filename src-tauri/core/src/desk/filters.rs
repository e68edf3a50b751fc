//! Saved filters, what the days of a filter are today, and what the operator and code filters can be set to.

use chrono::{Days, Local, NaiveTime};

use super::account_form::check_text;
use super::{Desk, DeskError};
use crate::contract::desk::Topic;
use crate::contract::message::{FilterChoices, MessageFilter, SaveFilter, SaveFilterResult, SavedFilter};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::{Id, Millis};
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

    /// A filter with times in the place of days, which are counted from today.
    pub(super) fn on_day(&self, filter: MessageFilter) -> MessageFilter {
        let begin = |days: u32| Some(self.beginning_of_day(days.saturating_sub(1)));
        let mut on_day = filter;
        if let Some(days) = on_day.last_days.take() {
            (on_day.from_at, on_day.to_at) = (begin(days), None);
        }
        if let Some(days) = on_day.changed_days.take() {
            on_day.changed_from_at = begin(days);
        }
        on_day
    }

    /// When the day so many days before today began, by this computer's calendar.
    pub(super) fn beginning_of_day(&self, days_ago: u32) -> Millis {
        let today = self.around().clock.now().with_timezone(&Local).date_naive();
        today
            .checked_sub_days(Days::new(days_ago.into()))
            .and_then(|day| day.and_time(NaiveTime::MIN).and_local_timezone(Local).earliest())
            .map_or(Millis::MIN, |at| at.timestamp_millis())
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
                let Some(name) = request.name.as_deref().map(str::trim) else {
                    let id = saved_filter::save_last(transaction, &request.filter, now)?;
                    return Ok(Some(SaveFilterResult::Saved { id }));
                };
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
