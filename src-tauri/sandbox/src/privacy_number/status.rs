//! 查询账号状态 (privacy-numbers.md, 3.1).

use serde_json::json;

use super::Accepted;
use super::account::Account;
use crate::log::Particulars;

/// Every field of the table.
pub(super) fn status(account: &Account) -> Accepted {
    let fields = json!({
        "state": account.settings.state.0,
        "role": "developer",
        "balance": account.balance,
        "overdraft": account.settings.overdraft,
        "createTime": account.created.timestamp_millis(),
        "updateTime": account.updated.timestamp_millis(),
    });
    Accepted {
        fields: fields.as_object().cloned().unwrap_or_default(),
        particulars: Particulars::default(),
    }
}
