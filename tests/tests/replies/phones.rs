//! Phones that write, and what the desk makes of it.

use serde_json::{Value, json};
use switchboard_core::contract::conversation::{
    AnswerDraft, ApproveAnswer, Conversation, ConversationQuery, ConversationShow, ConversationStory,
    ConversationStoryQuery, Suppress, SuppressResult,
};
use switchboard_core::contract::message::{Reply, ReplyQuery};
use switchboard_core::contract::number::NumberRef;
use switchboard_core::contract::send::{ApproveResult, SendPlan};
use switchboard_tests::headless;
use switchboard_tests::scene::Scene;

/// A phone writes to an extension, and the desk fetches it.
pub async fn writes(scene: &Scene, number: &str, content: &str, extension: &str) {
    let reply = json!([{ "mobile": number, "content": content, "expand": extension }]);
    scene.control.post("replies", reply).await;
    poll(scene).await;
}

/// The vendor's next batch of replies is exactly this.
pub async fn batch(scene: &Scene, items: Value) {
    let body = json!({ "code": 20000, "desc": "success", "list": items });
    let fault = json!({ "operation": "reply_poll", "kind": "reply", "body": body });
    scene.control.post("faults", fault).await;
    poll(scene).await;
}

/// Fetches what is there.
pub async fn poll(scene: &Scene) {
    let account = headless::account_id(&scene.desk).await;
    scene.desk.poll_now(account).await.unwrap();
}

/// Every conversation of these, the one with the newest reply first.
pub async fn conversations(scene: &Scene, show: ConversationShow) -> Vec<Conversation> {
    let query = ConversationQuery {
        show,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 500,
    };
    scene.desk.list_conversations(query).await.unwrap().rows
}

/// The conversation with the newest reply.
pub async fn newest(scene: &Scene) -> Conversation {
    conversations(scene, ConversationShow::All).await.remove(0)
}

/// A conversation's story, from its end.
pub async fn story(scene: &Scene, id: i64) -> ConversationStory {
    let query = ConversationStoryQuery {
        id,
        before_reply: None,
        before_message: None,
    };
    scene.desk.conversation_story(query).await.unwrap()
}

/// Every reply, oldest first.
pub async fn replies(scene: &Scene) -> Vec<Reply> {
    let query = ReplyQuery {
        before: None,
        limit: 500,
    };
    let mut rows = scene.desk.list_replies(query).await.unwrap().rows;
    rows.reverse();
    rows
}

/// An answer in a conversation.
pub fn answer(conversation: &Conversation, content: &str) -> AnswerDraft {
    AnswerDraft {
        draft_id: format!("answer-{content}"),
        conversation_id: conversation.id,
        content: content.into(),
        signature: "总机".into(),
        reference: "A-20611".into(),
    }
}

/// Approves an answer as its plan was shown.
pub async fn approve(scene: &Scene, draft: AnswerDraft, plan: SendPlan) -> ApproveResult {
    let approval = ApproveAnswer {
        draft,
        fingerprint: plan.fingerprint,
        confirmed: plan.confirmations,
    };
    scene.desk.approve_answer(approval).await.unwrap()
}

/// Puts a number on the suppression list; gives its row.
pub async fn suppress(scene: &Scene, of: NumberRef) -> i64 {
    let why = "asked to".into();
    match scene.desk.suppress(Suppress { of, why }).await.unwrap() {
        SuppressResult::Listed { id } => id,
        SuppressResult::Invalid { problems } => panic!("{problems:?}"),
    }
}

/// A number as an operator types it.
pub fn typed(digits: &str) -> NumberRef {
    NumberRef::Typed {
        digits: digits.into(),
    }
}
