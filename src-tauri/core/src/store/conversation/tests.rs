use super::super::{in_memory, reply, schema};
use super::*;
use crate::contract::conversation::{ConversationQuery, ConversationShow};
use crate::contract::message::ReplyQuery;
use crate::vendors::ReplyItem;

const ACCOUNTS: &str = "
    INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
        fetches_reports, enabled, created_at)
    VALUES (1, 'lianjiang', 'Support', 'http://ljioe.cn', 'user', '12', '总机', 500, 1, 1, 100),
           (2, 'lianjiang', 'Other', 'http://ljioe.cn', 'other', '', '', 500, 0, 1, 100);
    INSERT INTO poll (id, account_id, kind, intent_at, outcome) VALUES (1, 1, 'replies', 100, 'applied');
";

fn item(number: &str, content: &str, extension: &str) -> ReplyItem {
    ReplyItem {
        msisdn: Msisdn::as_given(number),
        content: content.to_owned(),
        time: "2026-01-05 16:00:02".to_owned(),
        extension: extension.to_owned(),
        msg_id: content.to_owned(),
    }
}

fn desk() -> Connection {
    let connection = in_memory();
    connection.execute_batch(ACCOUNTS).unwrap();
    connection
}

/// A reply comes; gives the id of its conversation.
fn comes(connection: &Connection, account_id: Id, number: &str, content: &str) -> Id {
    assert!(
        reply::insert(
            connection,
            1,
            account_id,
            &item(number, content, ""),
            0,
            None,
            500
        )
        .unwrap()
    );
    connection
        .query_row(
            "SELECT id FROM conversation WHERE account_id = ?1 AND msisdn = ?2",
            params![account_id, number],
            |row| row.get(0),
        )
        .unwrap()
}

fn query(show: ConversationShow, search: &str) -> ConversationQuery {
    ConversationQuery {
        show,
        account_id: None,
        search: search.to_owned(),
        before: None,
        limit: 500,
    }
}

fn ids(connection: &Connection, query: &ConversationQuery) -> Vec<Id> {
    let page = page(connection, query).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn replies_of_the_version_before_have_their_conversations() {
    let mut connection = crate::store::cipher::in_memory();
    schema::migrations(crate::store::untold())
        .to_version(&mut connection, 2)
        .unwrap();
    connection.execute_batch(ACCOUNTS).unwrap();
    connection
        .execute_batch(
            "INSERT INTO reply (id, poll_id, account_id, msisdn, content, vendor_time, msg_id, extension, ordinal,
                received_at)
             VALUES (1, 1, 1, '13800000001', '好', 't', '1', '12', 0, 200),
                    (2, 1, 2, '13800000001', '好', 't', '1', '7', 0, 210),
                    (3, 1, 1, '13912345678', 'TD', 't', '1', '', 0, 220),
                    (4, 1, 1, '13800000001', '谢谢', 't', '1', '34', 0, 230);",
        )
        .unwrap();
    schema::migrations(crate::store::untold())
        .to_latest(&mut connection)
        .unwrap();

    let page = page(&connection, &query(ConversationShow::Open, "")).unwrap();
    let seen: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let number = row.msisdn.reveal();
            (
                row.account_id,
                number,
                &*row.extension,
                row.last_reply_id,
                row.unread,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (1, "13800000001", "34", 4, 0),
            (1, "13912345678", "", 3, 0),
            (2, "13800000001", "7", 2, 0)
        ],
        "one for each account and number, open, with nothing that was there counted as new"
    );
    assert_eq!(
        ids(&connection, &query(ConversationShow::All, "5678")),
        [page.rows[1].id],
        "the last digits are searched"
    );
    assert_eq!(unread_replies(&connection).unwrap(), 0);
    let replies = reply::page(
        &connection,
        &ReplyQuery {
            before: None,
            limit: 10,
        },
    )
    .unwrap()
    .0;
    assert!(replies.iter().all(|reply| !reply.unread));
    assert_eq!(replies[0].conversation_id, replies[3].conversation_id);

    comes(&connection, 1, "13800000001", "还在吗");
    assert_eq!(
        unread_replies(&connection).unwrap(),
        1,
        "one that comes after is new"
    );
}

#[test]
fn a_reply_that_was_here_moves_nothing_and_a_new_one_opens_what_was_handled() {
    let connection = desk();
    let id = comes(&connection, 1, "13800000001", "好");
    assert_eq!(
        handle(&connection, id, None, "Li Min", 600).unwrap(),
        Marked::Done
    );
    assert_eq!(
        handle(&connection, id, None, "Wang", 700).unwrap(),
        Marked::WasSo,
        "who handled it first did"
    );
    let again = reply::insert(&connection, 1, 1, &item("13800000001", "好", ""), 0, None, 800).unwrap();
    assert!(!again);
    let row = get(&connection, id).unwrap().unwrap();
    assert_eq!(
        row.handled.as_ref().map(|by| (&*by.operator, by.at)),
        Some(("Li Min", 600))
    );
    assert_eq!((row.unread, row.last_reply_id), (0, 1));

    comes(&connection, 1, "13800000001", "还在吗");
    let row = get(&connection, id).unwrap().unwrap();
    assert_eq!((row.handled, row.unread, &*row.last_text), (None, 1, "还在吗"));
    assert_eq!(
        handle(&connection, id, Some(1), "Li Min", 900).unwrap(),
        Marked::NewerReply,
        "nobody handles what nobody saw"
    );
    assert_eq!(
        handle(&connection, id, Some(row.last_reply_id), "Li Min", 900).unwrap(),
        Marked::Done
    );
    assert_eq!(unread_replies(&connection).unwrap(), 0);
    assert_eq!(open_again(&connection, id).unwrap(), Marked::Done);
    assert_eq!(open_again(&connection, id).unwrap(), Marked::WasSo);
    assert_eq!(open_again(&connection, 99).unwrap(), Marked::NotThere);
}

#[test]
fn every_filter_is_read_from_an_index_in_the_order_of_the_page() {
    let connection = desk();
    for show in [
        ConversationShow::All,
        ConversationShow::Open,
        ConversationShow::Unread,
        ConversationShow::Handled,
    ] {
        for account_id in [None, Some(1)] {
            let query = ConversationQuery {
                account_id,
                ..query(show, "")
            };
            let (sql, values) = page::in_order_query(&query, None, 50);
            let plan: Vec<String> = connection
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap()
                .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(
                plan[0].starts_with("SEARCH conversation USING INDEX"),
                "{show:?} {account_id:?}: {plan:?}"
            );
            for step in &plan {
                assert!(
                    !step.starts_with("SCAN") && !step.contains("TEMP B-TREE"),
                    "{plan:?}"
                );
            }
        }
    }
}

#[test]
fn filters_and_pages_show_each_conversation_once() {
    let connection = desk();
    let all: Vec<Id> = (0..7)
        .map(|index| comes(&connection, 1 + index % 2, &format!("1380000000{index}"), "好"))
        .collect();
    handle(&connection, all[2], None, "Li Min", 600).unwrap();
    mark_read(&connection, all[3]).unwrap();

    let newest_first: Vec<Id> = all.iter().rev().copied().collect();
    assert_eq!(ids(&connection, &query(ConversationShow::All, "")), newest_first);
    assert_eq!(ids(&connection, &query(ConversationShow::Handled, "")), [all[2]]);
    let open = ids(&connection, &query(ConversationShow::Open, ""));
    assert_eq!((open.len(), open.contains(&all[2])), (6, false));
    let unread = ids(&connection, &query(ConversationShow::Unread, ""));
    assert_eq!((unread.len(), unread.contains(&all[3])), (5, false));

    for search in ["", "138", "好"] {
        let mut query = ConversationQuery {
            limit: 2,
            account_id: Some(1),
            ..query(ConversationShow::All, search)
        };
        let mut paged = Vec::new();
        loop {
            let page = page(&connection, &query).unwrap();
            assert!(page.rows.len() <= 2);
            paged.extend(page.rows.iter().map(|row| row.id));
            query.before = page.next;
            if page.next.is_none() {
                break;
            }
        }
        assert_eq!(paged, [all[6], all[4], all[2], all[0]], "{search}");
    }
}

#[test]
fn conversations_are_found_by_digits_and_by_words_of_any_reply() {
    let connection = desk();
    let first = comes(&connection, 1, "13800000001", "请问ＡＢＣ什么时候发货");
    let second = comes(&connection, 1, "13912345678", "\u{202E}发货了吗");
    comes(&connection, 1, "13800000001", "谢谢");
    comes(&connection, 1, "13800000001", "到底什么时候发货");
    let search = |text: &str| ids(&connection, &query(ConversationShow::All, text));
    assert_eq!(
        search("发货"),
        [first, second],
        "by its newest reply with the words"
    );
    assert_eq!(search("abc"), [first]);
    assert_eq!(search("谢谢"), [first]);
    assert_eq!(search("138"), [first]);
    assert_eq!(search("5678"), [second]);
    assert_eq!(search("+86 139"), [second]);
    assert_eq!(search("没有"), Vec::<Id>::new());
    assert_eq!(search("%"), Vec::<Id>::new(), "no character is a wildcard");
}

#[test]
fn a_look_for_words_ends_somewhere_and_says_where() {
    let connection = desk();
    let wanted = comes(&connection, 1, "13800000001", "发货");
    let mut other = item("13900000002", "好", "");
    for index in 0..10_000 {
        other.msg_id = index.to_string();
        assert!(reply::insert(&connection, 1, 1, &other, 0, None, 500).unwrap());
    }
    let mut asked = query(ConversationShow::All, "发货");
    let first = page(&connection, &asked).unwrap();
    assert_eq!((first.rows.len(), first.next), (0, Some(2)));
    asked.before = first.next;
    let second = page(&connection, &asked).unwrap();
    assert_eq!(second.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [wanted]);
    assert_eq!(second.next, None);
}

#[test]
fn a_conversation_ends_with_its_last_reply() {
    let connection = desk();
    let id = comes(&connection, 1, "13800000001", "一");
    mark_read(&connection, id).unwrap();
    comes(&connection, 1, "13800000001", "二");
    comes(&connection, 1, "13800000001", "三");
    let remove = |reply: Id| {
        connection
            .execute("DELETE FROM reply WHERE id = ?1", [reply])
            .unwrap()
    };
    let stands = || {
        let row = get(&connection, id).unwrap();
        row.map(|row| (row.last_reply_id, row.unread))
    };
    assert_eq!(stands(), Some((3, 2)));
    remove(1);
    assert_eq!(stands(), Some((3, 2)), "one that was read leaves no trace");
    remove(3);
    assert_eq!(stands(), Some((2, 1)));
    remove(2);
    assert_eq!(stands(), None);
    let left: u32 = connection
        .query_row("SELECT count(*) FROM conversation", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
