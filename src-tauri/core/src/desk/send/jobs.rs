//! Jobs under way: hold, go on, give up.

use crate::contract::Id;
use crate::contract::account::Reason;
use crate::contract::desk::Topic;
use crate::contract::message::MessageState;
use crate::contract::send::{Job, JobState};
use crate::desk::{Desk, DeskError};
use crate::store::act::{self, Act};
use crate::store::{StoreError, account, job, message, operation};

const TOPICS: [Topic; 3] = [Topic::Jobs, Topic::Messages, Topic::Status];

impl Desk {
    /// Jobs that are running or paused, newest first.
    pub async fn list_open_jobs(&self) -> Result<Vec<Job>, DeskError> {
        Ok(self.store().read(job::open).await?)
    }

    /// Holds a running job; the operation under way is finished.
    pub async fn pause_job(&self, id: Id) -> Result<(), DeskError> {
        self.change_job(id, JobState::Running, Act::JobHeld, move |transaction, _| {
            job::set_state(transaction, id, JobState::Paused, Some(&Reason::HeldByOperator))
        })
        .await
        .map(|_| ())
    }

    /// Goes on with a paused job. What never left this computer is queued again; what is in doubt is not.
    pub async fn resume_job(&self, id: Id) -> Result<(), DeskError> {
        let now = self.now();
        self.refuse_if_account_is_paused(id).await?;
        let account_id = self
            .change_job(id, JobState::Paused, Act::JobResumed, move |transaction, _| {
                for operation_id in operation::queue_not_sent(transaction, id)? {
                    let from = [MessageState::NotSent];
                    message::move_operation(
                        transaction,
                        operation_id,
                        &from,
                        MessageState::Queued,
                        None,
                        now,
                    )?;
                }
                job::set_state(transaction, id, JobState::Running, None)
            })
            .await?;
        self.submit(account_id);
        Ok(())
    }

    async fn refuse_if_account_is_paused(&self, id: Id) -> Result<(), DeskError> {
        let paused = self
            .store()
            .read(move |connection| {
                let Some((_, account_id)) = job::state(connection, id)? else {
                    return Ok(false);
                };
                Ok(account::get(connection, account_id)?.is_some_and(|row| row.paused.is_some()))
            })
            .await?;
        if paused {
            Err(DeskError::AccountPaused)
        } else {
            Ok(())
        }
    }

    /// Gives up what a paused job has not submitted.
    pub async fn cancel_job(&self, id: Id) -> Result<(), DeskError> {
        let now = self.now();
        self.change_job(id, JobState::Paused, Act::JobGivenUp, move |transaction, _| {
            operation::give_up_queued(transaction, id)?;
            message::give_up_queued(transaction, id, &Reason::CancelledByOperator, now)?;
            job::set_state(transaction, id, JobState::Cancelled, None)
        })
        .await
        .map(|_| ())
    }

    async fn change_job(
        &self,
        id: Id,
        must_be: JobState,
        act: Act,
        change: impl FnOnce(&crate::store::Transaction<'_>, Id) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<Id, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let found = self
            .store()
            .write(move |transaction| {
                let Some((state, account_id)) = job::state(transaction, id)? else {
                    return Ok(None);
                };
                if state != must_be {
                    return Ok(Some(None));
                }
                change(transaction, account_id)?;
                act::insert(transaction, act, id, &identity, now)?;
                Ok(Some(Some(account_id)))
            })
            .await?;
        let account_id = found
            .ok_or(DeskError::NotFound("the job"))?
            .ok_or(DeskError::WrongState("the job has moved on meanwhile"))?;
        self.changed(&TOPICS);
        Ok(account_id)
    }
}
