//! The error codes (privacy-numbers.md, 1、错误码定义).

use serde_json::{Value, json};

/// HTTP 401: 认证失败
pub(super) const UNAUTHORIZED: i64 = 401;

/// Every code of the table with its 描述.
const TABLE: [(i64, &str); 23] = [
    (0, "成功"),
    (1000, "访问服务异常"),
    (1001, "URL 映射不匹配"),
    (1002, "访问参数错误"),
    (1003, "验证码不正确"),
    (1004, "重复提交"),
    (1100, "账号不存在"),
    (1101, "账号认证失败"),
    (1102, "账号已停用"),
    (1103, "账号权限未开通"),
    (1104, "ACL 限制"),
    (1105, "Rate 限制、流控"),
    (1110, "账号余额不足"),
    (1200, "任务不存在"),
    (1201, "任务冲突或重复"),
    (1300, "资源不存在"),
    (1301, "资源不足"),
    (1302, "资源配置冲突"),
    (1400, "任务发起失败"),
    (1401, "任务发起超时"),
    (1500, "系统临时故障"),
    (1501, "系统维护"),
    (1502, "系统操作失败"),
];

/// What the sandbox itself refuses with; the rest of the table only a fault can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// URL 映射不匹配
    Unmapped = 1001,
    /// 访问参数错误
    Parameter = 1002,
    /// 重复提交
    Repeated = 1004,
    /// 账号认证失败; with HTTP 401
    Unauthorized = 1101,
    /// 账号已停用
    Stopped = 1102,
    /// 账号权限未开通
    NotAllowed = 1103,
    /// 账号余额不足
    NoMoney = 1110,
    /// 任务不存在
    NoTask = 1200,
    /// 任务冲突或重复
    TaskConflict = 1201,
    /// 资源不存在
    NoResource = 1300,
    /// 资源配置冲突
    ResourceConflict = 1302,
}

impl Refusal {
    /// The number in the table.
    pub(super) fn number(self) -> i64 {
        self as i64
    }
}

/// A reply that carries nothing but a code.
pub(super) fn reply(code: i64) -> Value {
    written(&code.into(), &code.to_string())
}

/// The same, with the code written as it was given.
pub(super) fn written(code: &Value, text: &str) -> Value {
    let reason = TABLE
        .iter()
        .find(|(number, _)| number.to_string() == text)
        .map_or("unknown", |(_, reason)| reason);
    json!({ "error": code, "reason": reason })
}
