//! The result codes (intl-sms.md, 第六章 ResultCode定义).

use serde_json::{Value, json};

/// Every code of the table with its 定义, except that of success: examples answer `ok`.
const TABLE: [(i64, &str); 14] = [
    (0, "ok"),
    (1001, "ParamError"),
    (1002, "AppKeyError"),
    (1003, "PasswordError"),
    (1004, "BindIpError"),
    (1005, "AccountStop"),
    (1006, "ContentError"),
    (1007, "MobileError"),
    (1008, "ExtNumberError"),
    (1009, "AmountNotEnough"),
    (1010, "TimeSuperRange"),
    (1011, "SendTimeError"),
    (1012, "NoReportError"),
    (9999, "other"),
];

/// What the sandbox itself refuses with; the rest of the table only a fault can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// 参数错误
    Param = 1001,
    /// 用户名错误
    AppKey = 1002,
    /// 密码错误
    Password = 1003,
    /// 内容错误
    Content = 1006,
    /// 手机号码错误
    Mobile = 1007,
    /// 额度不足
    AmountNotEnough = 1009,
    /// 查询时间超出范围
    TimeSuperRange = 1010,
    /// 发送时间格式错误
    SendTime = 1011,
    /// 未查询到状态报告
    NoReport = 1012,
}

impl Refusal {
    /// The number in the table.
    pub(super) fn number(self) -> i64 {
        self as i64
    }
}

/// The reply of a success (1.2: `code` 0).
pub(super) fn success(data: Value) -> Value {
    json!({ "code": 0, "msg": "ok", "data": data })
}

/// A reply without `data`. The code is written as it was given, a number everywhere in the document.
pub(super) fn reply(code: &Value, text: &str) -> Value {
    let msg = TABLE
        .iter()
        .find(|(number, _)| number.to_string() == text)
        .map_or("unknown", |(_, msg)| msg);
    json!({ "code": code, "msg": msg })
}
