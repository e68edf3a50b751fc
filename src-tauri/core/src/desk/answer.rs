//! Answers: a send to the number of a conversation, from its account and extension.

use super::{Desk, DeskError};
use crate::contract::conversation::{AnswerDraft, ApproveAnswer};
use crate::contract::send::{ApproveResult, SendPlan};

impl Desk {
    /// What an answer would be. Sends nothing.
    pub async fn plan_answer(&self, _request: AnswerDraft) -> Result<SendPlan, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Approves exactly the answer whose fingerprint is given.
    pub async fn approve_answer(&self, _request: ApproveAnswer) -> Result<ApproveResult, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
