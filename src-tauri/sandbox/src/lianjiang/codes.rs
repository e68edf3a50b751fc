//! The response codes (lianjiang.md, 六. 响应代码表).

use serde_json::{Value, json};

/// 提交成功
pub(crate) const SUCCESS: i64 = 20000;

/// Every code of the table with its `desc`.
const TABLE: [(i64, &str); 22] = [
    (SUCCESS, "success"),
    (40000, "json empty"),
    (40001, "json error"),
    (40002, "account error"),
    (40003, "ip error"),
    (40004, "account disabled"),
    (40005, "non developer"),
    (40006, "key empty"),
    (40007, "timestamp error"),
    (40008, "key error"),
    (40009, "content empty"),
    (40010, "sign error"),
    (40011, "content & sign out"),
    (40012, "mobile empty"),
    (40013, "mobile out"),
    (40014, "code error"),
    (40015, "template empty"),
    (40016, "template error"),
    (40017, "list empty"),
    (40018, "list out"),
    (40999, "no data"),
    (49999, "system is busy"),
];

/// What the sandbox itself refuses with; the rest of the table only a fault can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    JsonEmpty = 40000,
    JsonError = 40001,
    AccountError = 40002,
    KeyEmpty = 40006,
    TimestampError = 40007,
    KeyError = 40008,
    ContentEmpty = 40009,
    SignError = 40010,
    ContentOut = 40011,
    MobileEmpty = 40012,
    MobileOut = 40013,
    ExtensionError = 40014,
    TemplateEmpty = 40015,
    TemplateError = 40016,
    ListEmpty = 40017,
    ListOut = 40018,
    SystemBusy = 49999,
}

impl Refusal {
    /// The number in the table.
    pub(crate) fn number(self) -> i64 {
        self as i64
    }
}

/// 暂无数据: an answer to a poll, not a refusal.
pub(crate) const NO_DATA: i64 = 40999;

/// A reply that carries nothing but a code, as a number like in the document's examples.
pub(crate) fn reply(code: i64) -> Value {
    let desc = TABLE
        .iter()
        .find(|(number, _)| *number == code)
        .map_or("unknown", |(_, desc)| desc);
    json!({ "code": code, "desc": desc })
}
