//! The operations that are played, by the names used in faults and in the log.

use serde::{Deserialize, Serialize};

/// An operation of Lianjiang (lianjiang.md, chapters 一 to 五).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Operation {
    /// 普通信息单群发接口
    PlainSend,
    /// 模板信息单群发接口
    TemplateSend,
    /// 余额查询接口
    Balance,
    /// 状态报告接口
    ReportPoll,
    /// 上行回复接口
    ReplyPoll,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [Operation; 5] = [
        Operation::PlainSend,
        Operation::TemplateSend,
        Operation::Balance,
        Operation::ReportPoll,
        Operation::ReplyPoll,
    ];

    /// The path under the base URL (lianjiang.md, 提交地址 of each chapter).
    pub(crate) fn path(self) -> &'static str {
        match self {
            Operation::PlainSend => "/api/v1/sms",
            Operation::TemplateSend => "/api/v1/smsTp",
            Operation::Balance => "/api/v1/accountNum",
            Operation::ReportPoll => "/api/v1/report",
            Operation::ReplyPoll => "/api/v1/reply",
        }
    }
}
