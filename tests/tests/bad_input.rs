//! Bad input from vendors and phones: shown as text, counted once, nothing lost.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::time::Duration;

use futures::stream::{self, StreamExt};
use serde_json::{Value, json};
use switchboard_core::contract::account::SendMode;
use switchboard_core::contract::conversation::{
    Conversation, ConversationItem, ConversationQuery, ConversationShow, ConversationStoryQuery,
};
use switchboard_core::contract::message::{MessageState, Reply, ReplyQuery, StoryWhat};
use switchboard_core::contract::push::{PushQuery, PushWhat};
use switchboard_core::desk::Desk;
use switchboard_core::vendors;
use switchboard_tests::conformance::Bench;
use switchboard_tests::headless;
use switchboard_tests::scene::{Scene, scene};

/// Every reply, oldest first.
async fn replies(desk: &Desk) -> Vec<Reply> {
    let query = ReplyQuery {
        before: None,
        limit: 500,
    };
    let mut rows = desk.list_replies(query).await.unwrap().rows;
    rows.reverse();
    rows
}

async fn conversations(desk: &Desk, search: &str) -> Vec<Conversation> {
    let query = ConversationQuery {
        show: ConversationShow::All,
        account_id: None,
        search: search.into(),
        before: None,
        limit: 500,
    };
    desk.list_conversations(query).await.unwrap().rows
}

async fn poll(scene: &Scene) {
    let account = headless::account_id(&scene.desk).await;
    scene.desk.poll_now(account).await.unwrap();
}

/// The vendor's next reply to a poll is exactly this.
async fn says(scene: &Scene, operation: &str, body: Value) {
    scene
        .fault(operation, json!({ "kind": "reply", "body": body }))
        .await;
    poll(scene).await;
}

fn written(number: &str, content: &str) -> Value {
    json!({ "mobile": number, "content": content, "time": "2026-01-05 16:00:02", "expand": "12", "msgId": "1" })
}

fn batch(items: &[Value]) -> Value {
    json!({ "code": 20000, "desc": "success", "list": items })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_phone_writes_is_kept_and_given_to_the_last_character() {
    let scene = scene().await;
    let long = "长😀".repeat(5_000);
    let texts = [
        "\u{202E}txt.exe\u{202C} \u{2066}ab\u{2069}",
        "zero\u{200B}width\u{200D}\u{FEFF}",
        "👨\u{200D}👩\u{200D}👧 🇨🇳 ✂\u{FE0F}",
        &long,
        "<img src=x onerror=alert(1)><script>alert(1)</script>",
        "=HYPERLINK(\"http://evil.test\",\"click\")",
        "+1-1@SUM(1)",
        "a\u{0}b\u{1}\u{1B}[31mred\u{7}\u{8}\u{7F}\u{85}",
        "line\r\nbreak\ttab\u{2028}",
        "'; DROP TABLE reply; --",
        "",
        "  ",
        "\u{FFFF}\u{10FFFF}",
    ];
    let queued: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| json!({ "mobile": format!("1380000{index:04}"), "content": text }))
        .collect();
    scene.control.post("replies", json!(queued)).await;
    poll(&scene).await;
    poll(&scene).await;

    let mut kept: Vec<_> = replies(&scene.desk)
        .await
        .into_iter()
        .map(|reply| reply.content)
        .collect();
    let mut wanted: Vec<String> = texts.map(str::to_owned).to_vec();
    kept.sort();
    wanted.sort();
    assert_eq!(kept, wanted);
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(
        (status.unread_replies, status.quarantined, status.gaps.len()),
        (13, 0, 0)
    );

    let all = conversations(&scene.desk, "").await;
    assert_eq!(all.len(), texts.len());
    for conversation in &all {
        assert!(
            !conversation.written_to,
            "nothing was ever sent to {conversation:?}"
        );
        assert!(conversation.last_text.chars().count() <= 200);
        let story = scene
            .desk
            .conversation_story(ConversationStoryQuery {
                id: conversation.id,
                before_reply: None,
                before_message: None,
            })
            .await
            .unwrap();
        let [ConversationItem::Reply(reply)] = &story.items[..] else {
            panic!("{:?}", story.items);
        };
        assert!(wanted.contains(&reply.content), "the whole text");
    }
    // What nobody sees does not hide a word from the search, and no character means anything to it.
    for (search, found) in [
        ("zerowidth", 1),
        ("HYPERLINK(", 1),
        ("<script>", 1),
        ("_", 0),
        ("长😀长", 1),
    ] {
        assert_eq!(conversations(&scene.desk, search).await.len(), found, "{search}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_bad_reply_takes_no_other_with_it() {
    let scene = scene().await;
    // Half an emoji, as a gateway cuts a long text; it cannot be written as JSON by a program that
    // knows better.
    let cut = r#"{"code":20000,"list":[
        {"mobile":"13800000001","content":"好\ud83d","time":"t","expand":"","msgId":"1"},
        {"mobile":"13800000002","content":"\ude00行","time":"t","expand":"","msgId":"2"},
        {"mobile":"13800000003","content":"\ud83d\ude00","time":"t","expand":"","msgId":"3"},
        {"mobile":"","content":"谁","time":"t","expand":"","msgId":"4"}, 7,
        {"mobile":13800000005,"content":5,"time":null,"msgId":5}]}"#;
    says(&scene, "reply_poll", json!(cut)).await;
    let mut kept: Vec<_> = replies(&scene.desk)
        .await
        .into_iter()
        .map(|reply| (reply.number_masked, reply.content))
        .collect();
    kept.sort();
    let wanted = [
        ("138****0001", "好\u{FFFD}"),
        ("138****0002", "\u{FFFD}行"),
        ("138****0003", "😀"),
        ("138****0005", "5"),
    ];
    assert_eq!(
        kept,
        wanted.map(|(number, text)| (number.to_owned(), text.to_owned()))
    );
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!((status.quarantined, status.gaps.len()), (2, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_comes_again_with_one_more_in_front_brings_one_more() {
    let scene = scene().await;
    let contents = async || {
        let mut contents: Vec<_> = replies(&scene.desk)
            .await
            .into_iter()
            .map(|reply| reply.content)
            .collect();
        contents.sort();
        contents
    };
    let (a, b) = (written("13800000001", "a"), written("13800000001", "b"));
    let first = [a.clone(), b.clone(), a.clone()];
    says(&scene, "reply_poll", batch(&first)).await;
    assert_eq!(
        contents().await,
        ["a", "a", "b"],
        "who wrote twice is heard twice"
    );
    for (what, more, wanted) in [
        ("the same", vec![], &["a", "a", "b"][..]),
        (
            "another one in front",
            vec![written("13800000001", "c")],
            &["a", "a", "b", "c"],
        ),
        (
            "an identical one in front",
            vec![a.clone()],
            &["a", "a", "a", "b", "c"],
        ),
        ("the first again", vec![], &["a", "a", "a", "b", "c"]),
    ] {
        let items: Vec<Value> = more.into_iter().chain(first.iter().cloned()).collect();
        says(&scene, "reply_poll", batch(&items)).await;
        assert_eq!(contents().await, wanted, "{what}");
    }
    // The country code in front is no other phone's.
    says(&scene, "reply_poll", batch(&[written("+8613800000001", "b")])).await;
    assert_eq!(contents().await.len(), 5);
    let conversation = conversations(&scene.desk, "").await.remove(0);
    assert_eq!(conversation.unread, 5);

    // Handled stays handled, whatever comes again.
    let handled = switchboard_core::contract::conversation::SetHandled {
        id: conversation.id,
        handled: true,
        seen: Some(conversation.last_reply_id),
    };
    scene.desk.set_handled(handled).await.unwrap();
    says(&scene, "reply_poll", batch(&first)).await;
    let conversation = conversations(&scene.desk, "").await.remove(0);
    assert!(conversation.handled.is_some() && conversation.unread == 0);

    // Reports go by the same rule without the ordinal: the vendor says nothing twice of one number.
    let report =
        |number: &str| json!({ "msgId": "7", "mobile": number, "code": "DELIVRD", "time": "t", "ext": "" });
    let reports = [report("13800000001"), report("13800000002")];
    says(&scene, "report_poll", batch(&reports)).await;
    let more = [
        report("13800000003"),
        report("13800000001"),
        report("13800000002"),
    ];
    says(&scene, "report_poll", batch(&more)).await;
    let kept: u32 = headless::database(scene.folder.path())
        .query_row("SELECT count(*) FROM report", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_back_loses_nothing_and_turns_nothing_around() {
    let bench = Bench::new().await;
    let vendor = vendors::by_id("lianjiang").unwrap();
    let account = bench.account(vendor);
    let write = async |content: &str| {
        let reply = json!([{ "mobile": "13800000001", "content": content, "time": "2026-01-05 16:00:00" }]);
        bench.control("replies", reply).await;
        // The balance tells how far off this clock is by now, as it does before every round of polls.
        bench.desk.refresh_balance(account).await.unwrap();
        bench.desk.poll_now(account).await.unwrap();
    };
    let send = async || {
        let mut draft = bench.send_draft(vendor, SendMode::Plain).await;
        draft.recipients = "13800000001".into();
        bench.sent(draft).await.remove(0).message.id
    };
    write("一").await;
    let first = send().await;
    bench.clock.set_back(Duration::from_secs(3 * 3600));
    write("二").await;
    let second = send().await;
    bench.clock.advance(Duration::from_secs(26 * 3600));
    write("三").await;

    let kept = replies(&bench.desk).await;
    let about: Vec<_> = kept
        .iter()
        .map(|reply| (&*reply.content, reply.message_id))
        .collect();
    assert_eq!(about, [("一", None), ("二", Some(first)), ("三", Some(second))]);
    assert!(
        kept[1].received_at < kept[0].received_at,
        "the clock was set back"
    );
    let conversation = conversations(&bench.desk, "").await.remove(0);
    assert_eq!((&*conversation.last_text, conversation.unread), ("三", 3));
    let query = ConversationStoryQuery {
        id: conversation.id,
        before_reply: None,
        before_message: None,
    };
    let story = bench.desk.conversation_story(query).await.unwrap();
    let order: Vec<String> = story
        .items
        .iter()
        .map(|item| match item {
            ConversationItem::Reply(reply) => reply.content.clone(),
            ConversationItem::Message(row) => row.id.to_string(),
        })
        .collect();
    let wanted = [
        "一".to_owned(),
        first.to_string(),
        "二".into(),
        second.to_string(),
        "三".into(),
    ];
    assert_eq!(order, wanted);
    let status = bench.desk.desk_status().await.unwrap();
    assert!(status.gaps.is_empty(), "{:?}", status.gaps);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_for_a_job_from_before_a_restore_is_kept_under_this_desks_name() {
    let scene = scene().await;
    let report = json!([{ "msgId": "100000000000000001", "mobile": "13900000001", "code": "DELIVRD",
        "ext": "T01abcdefghj" }]);
    scene.control.post("reports", report).await;
    poll(&scene).await;
    let kept: (String, String, String) = headless::database(scene.folder.path())
        .query_row(
            "SELECT report.echo, report.fit, poll.outcome FROM report JOIN poll ON poll.id = report.poll_id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(
        kept,
        ("T01abcdefghj".into(), "unmatched".into(), "applied".into()),
        "with its token and its raw poll, waiting for its message"
    );
    let status = scene.desk.desk_status().await.unwrap();
    assert_eq!(
        (status.foreign_items, status.quarantined),
        (0, 0),
        "no other desk's"
    );
}

/// Each is kept as it came, with its time: what a vendor pushed a thousand times is worth knowing, and
/// retention removes it. What it changes is counted once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_push_a_thousand_times_is_one_report() {
    let bench = Bench::receiving().await;
    let vendor = vendors::by_id("linkaccount").unwrap();
    let draft = bench.send_draft(vendor, SendMode::Template).await;
    let message = bench.sent(draft).await.remove(0).message;
    let push = headless::until(async || bench.look("pushes").await.pop()).await;
    let (url, body) = (push["url"].as_str().unwrap(), push["body"].as_str().unwrap());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let taken: Vec<u16> = stream::iter(0..1_000)
        .map(|_| {
            let post = client
                .post(url)
                .header("content-type", "application/json")
                .body(body.to_owned());
            async move { post.send().await.unwrap().status().as_u16() }
        })
        .buffer_unordered(8)
        .collect()
        .await;
    assert!(taken.iter().all(|status| *status == 200), "{taken:?}");

    let database = bench.database();
    let count = |sql: &str| -> u32 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
    headless::until(async || (count("SELECT count(*) FROM push WHERE applied = 0") == 0).then_some(())).await;
    assert_eq!(count("SELECT count(*) FROM push"), 1_001);
    assert_eq!(count("SELECT count(*) FROM report"), 1);
    assert_eq!(
        count("SELECT count(*) FROM push_effect WHERE what = 'duplicate'"),
        1_000
    );
    let story = bench.desk.message_story(message.id).await.unwrap();
    let reports = story
        .events
        .iter()
        .filter(|event| matches!(event.what, StoryWhat::Report { .. }));
    assert_eq!(
        (reports.count(), story.message.state),
        (1, MessageState::Delivered)
    );
    assert!(!story.contradicted);
    let query = PushQuery {
        account_id: None,
        before: None,
        limit: 1,
    };
    let page = bench.desk.list_pushes(query).await.unwrap();
    assert_eq!(page.rows[0].effects[0].what, PushWhat::Duplicate);
}
