//! Conversations follow what phones write.

use serde_json::json;
use switchboard_core::contract::conversation::{
    ConversationItem, ConversationShow, ConversationStoryQuery, SetHandled,
};
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_tests::headless;
use switchboard_tests::scene::scene;

use crate::phones::{batch, conversations, newest, replies, story, writes};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_is_seen_read_handled_and_the_next_one_opens_its_conversation_again() {
    let scene = scene().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    let sent = headless::submitted(&scene.desk).await.remove(0);
    writes(&scene, "13800000001", "什么时候到？", "12").await;

    let seen = newest(&scene).await;
    assert_eq!((&*seen.number_masked, &*seen.extension), ("138****0001", "12"));
    assert_eq!((&*seen.last_text, seen.unread), ("什么时候到？", 1));
    assert!(seen.written_to && seen.can_answer && !seen.suppressed && seen.handled.is_none());
    let reply = replies(&scene).await.remove(0);
    assert_eq!(
        (reply.conversation_id, reply.account_id),
        (seen.id, seen.account_id)
    );
    assert_eq!((reply.unread, reply.message_id), (true, Some(sent.id)));
    assert_eq!(scene.desk.desk_status().await.unwrap().unread_replies, 1);

    scene.desk.mark_read(seen.id).await.unwrap();
    assert_eq!(scene.desk.desk_status().await.unwrap().unread_replies, 0);
    assert!(!replies(&scene).await[0].unread);
    assert!(conversations(&scene, ConversationShow::Unread).await.is_empty());

    scene.desk.mark_read(seen.id).await.unwrap();
    let missing = scene.desk.mark_read(99).await.unwrap_err();
    assert_eq!(Problem::from(missing).code, ProblemCode::NotFound);

    let handled = |handled, seen_reply| SetHandled {
        id: seen.id,
        handled,
        seen: Some(seen_reply),
    };
    scene.desk.set_handled(handled(true, reply.id)).await.unwrap();
    let row = conversations(&scene, ConversationShow::Handled).await.remove(0);
    assert_eq!(row.handled.unwrap().operator, "Li Min");
    assert!(conversations(&scene, ConversationShow::Open).await.is_empty());

    writes(&scene, "13800000001", "还没到", "12").await;
    let open = conversations(&scene, ConversationShow::Open).await.remove(0);
    assert_eq!((open.id, open.unread, open.handled), (seen.id, 1, None));
    let refused = scene.desk.set_handled(handled(true, reply.id)).await.unwrap_err();
    assert_eq!(
        Problem::from(refused).code,
        ProblemCode::WrongState,
        "a reply came that nobody saw"
    );
    assert_eq!(conversations(&scene, ConversationShow::Open).await.len(), 1);
    scene
        .desk
        .set_handled(handled(true, open.last_reply_id))
        .await
        .unwrap();
    scene
        .desk
        .set_handled(handled(false, open.last_reply_id))
        .await
        .unwrap();

    let acts: Vec<String> = headless::database(scene.folder.path())
        .prepare("SELECT kind || ' ' || operator || ' ' || desk FROM act WHERE kind LIKE 'conversation%' ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(
        acts,
        [
            "conversation_handled Li Min T01",
            "conversation_handled Li Min T01",
            "conversation_opened Li Min T01"
        ]
    );
}

/// What stands in a story, in order: `<` is the customer's, `>` ours.
fn shown(items: &[ConversationItem]) -> Vec<String> {
    items
        .iter()
        .map(|item| match item {
            ConversationItem::Reply(reply) => format!("< {}", reply.content),
            ConversationItem::Message(row) => format!("> {}", row.text),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_what_was_written_to_and_fro_a_page_at_a_time() {
    let scene = scene().await;
    writes(&scene, "13800000001", "第一", "").await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    // Of one batch by the vendor's times, however it is sorted.
    let item = |time: &str, content: &str| json!({ "mobile": "+8613800000001", "content": content, "time": time, "expand": "", "msgId": "7" });
    batch(
        &scene,
        json!([
            item("2026-01-05 16:00:09", "第三"),
            item("2026-01-05 16:00:01", "第二")
        ]),
    )
    .await;
    let id = newest(&scene).await.id;
    let whole = story(&scene, id).await;
    let wanted = ["< 第一", "> 【总机】您的订单已发货", "< 第二", "< 第三"];
    assert_eq!(shown(&whole.items), wanted, "{:?}", whole.items);
    assert_eq!((whole.earlier, &*whole.conversation.last_text), (false, "第三"));
    writes(&scene, "13900000002", "别人", "").await;
    assert_eq!(story(&scene, id).await.items.len(), 4, "nobody else's");

    let many = (0..220)
        .map(|index| item(&format!("2026-01-06 16:{index:04}"), &format!("{index}")))
        .collect();
    batch(&scene, many).await;
    let (mut query, mut all) = (
        ConversationStoryQuery {
            id,
            before_reply: None,
            before_message: None,
        },
        Vec::new(),
    );
    loop {
        let page = scene.desk.conversation_story(query.clone()).await.unwrap();
        assert!(page.items.len() <= 100);
        for item in page.items.iter().rev() {
            match item {
                ConversationItem::Reply(reply) => query.before_reply = Some(reply.id),
                ConversationItem::Message(row) => query.before_message = Some(row.id),
            }
        }
        all.splice(0..0, shown(&page.items));
        if !page.earlier {
            break;
        }
    }
    assert_eq!(all[..4], wanted.map(str::to_owned));
    assert_eq!((all.len(), &*all[4], &*all[223]), (224, "< 0", "< 219"));
}
