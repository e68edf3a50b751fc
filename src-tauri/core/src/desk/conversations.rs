//! Conversations: MO replies and messages of one number and account.

use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::conversation::{
    ConversationPage, ConversationQuery, ConversationStory, ConversationStoryQuery, SetHandled,
};

impl Desk {
    /// A page of conversations, the one with the newest reply first.
    pub async fn list_conversations(
        &self,
        _request: ConversationQuery,
    ) -> Result<ConversationPage, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// What was written to and fro in a conversation.
    pub async fn conversation_story(
        &self,
        _request: ConversationStoryQuery,
    ) -> Result<ConversationStory, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Marks a conversation's replies as read.
    pub async fn mark_read(&self, _request: Id) -> Result<(), DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Marks a conversation as handled, or opens it again.
    pub async fn set_handled(&self, _request: SetHandled) -> Result<(), DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Words that ask to stop, as they are set.
    pub async fn stop_words(&self) -> Result<Vec<String>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Sets the words that ask to stop; gives them as they were taken.
    pub async fn set_stop_words(&self, _request: Vec<String>) -> Result<Vec<String>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
