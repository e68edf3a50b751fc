//! Balance and the two polls (lianjiang.md, chapters 三 to 五).

use std::time::Instant;

use serde::Serialize;
use serde_json::json;

use super::Accepted;
use super::account::Account;
use super::codes;
use crate::log::Particulars;

/// The most one poll hands out. The document gives no figure.
const MOST_ITEMS: usize = 500;

/// 余额查询接口
pub(crate) fn balance(account: &Account) -> Accepted {
    let mut reply = codes::reply(codes::SUCCESS);
    if let Some(reply) = reply.as_object_mut() {
        reply.insert("smsNum".to_owned(), json!(account.balance));
    }
    Accepted {
        reply,
        particulars: Particulars::default(),
    }
}

/// 状态报告接口
pub(crate) fn report_poll(account: &mut Account) -> Accepted {
    handed_out(&account.reports.take(MOST_ITEMS, Instant::now()))
}

/// 上行回复接口
pub(crate) fn reply_poll(account: &mut Account) -> Accepted {
    handed_out(&account.replies.take(MOST_ITEMS))
}

fn handed_out<Item: Serialize>(items: &[Item]) -> Accepted {
    let particulars = Particulars::default().with("items", items.len());
    if items.is_empty() {
        return Accepted {
            reply: codes::reply(codes::NO_DATA),
            particulars,
        };
    }
    let mut reply = codes::reply(codes::SUCCESS);
    if let Some(reply) = reply.as_object_mut() {
        reply.insert("list".to_owned(), json!(items));
    }
    Accepted { reply, particulars }
}
