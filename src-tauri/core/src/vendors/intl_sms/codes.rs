//! 第六章 ResultCode定义 (2.5 and 4.5 name it; 4.5 calls it the seventh chapter), and the values of
//! `status` (4.5, 5.4), which are no table of the document but are looked up like one.
//!
//! The document gives each code an English name and a Chinese explanation; the explanation is the
//! Chinese text here.

use crate::vendors::codes::{CodeActor, CodeClass, CodeEntry, CodeTable, CodeTopic};
use CodeActor::{Administrator, Nobody, Operator, Vendor};
use CodeClass::{Account, NoData, Open, Success, Verdict};

/// The one table of the document.
pub const CODES: &str = "codes";
/// `status` in a reply to a query (4.5).
pub const QUERY_STATUS: &str = "query_status";
/// `status` in a push (5.4).
pub const PUSH_STATUS: &str = "push_status";

/// Every table.
#[rustfmt::skip]
pub const TABLES: &[CodeTable] = &[
    CodeTable {
        id: CODES,
        entries: &[
            CodeEntry::new("0", "操作成功", "done", Success, Nobody, false),
            CodeEntry::new("1001", "参数错误", "a parameter is wrong", Verdict, Operator, false),
            CodeEntry::new("1002", "用户名错误", "the appKey is wrong", Account, Administrator, false).about(CodeTopic::Signature),
            CodeEntry::new("1003", "密码错误", "the secret is wrong", Account, Administrator, false).about(CodeTopic::Signature),
            CodeEntry::new("1004", "IP绑定错误", "this computer's address is not on the vendor's list", Account, Administrator, false).about(CodeTopic::AddressNotListed),
            CodeEntry::new("1005", "帐户已停用", "the account has been stopped", Account, Vendor, false),
            CodeEntry::new("1006", "内容错误", "the text was refused", Verdict, Operator, false),
            CodeEntry::new("1007", "手机号码错误", "a phone number is wrong", Verdict, Operator, false),
            CodeEntry::new("1008", "扩展错误", "the extension or sender ID was refused", Verdict, Operator, false),
            CodeEntry::new("1009", "额度不足", "not enough credit", Account, Administrator, false).about(CodeTopic::OutOfMoney),
            CodeEntry::new("1010", "查询时间超出范围", "asked about a time the vendor no longer keeps (30 days)", Verdict, Nobody, false),
            CodeEntry::new("1011", "发送时间格式错误", "the form of the send time is wrong", Verdict, Operator, false),
            CodeEntry::new("1012", "未查询到状态报告", "no delivery report yet", NoData, Nobody, true),
            CodeEntry::new("9999", "未知错误，请联系管理员", "unknown error: ask the vendor", Open, Vendor, true),
        ],
    },
    CodeTable {
        id: QUERY_STATUS,
        entries: &[
            CodeEntry::new("0", "发送成功", "delivered", Success, Nobody, false),
            CodeEntry::new("1", "状态没返回", "no report from the carrier yet", Open, Nobody, true),
            CodeEntry::new("2", "发送失败", "delivery failed", Verdict, Nobody, false),
        ],
    },
    CodeTable {
        id: PUSH_STATUS,
        entries: &[
            CodeEntry::new("0", "发送成功", "delivered", Success, Nobody, false),
            CodeEntry::new("1", "发送失败", "delivery failed", Verdict, Nobody, false),
        ],
    },
];
