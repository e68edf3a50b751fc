//! 六. 响应代码表.

use crate::vendors::codes::{CodeActor, CodeClass, CodeEntry, CodeTable, CodeTopic};
use CodeActor::{Administrator, Nobody, Operator, Vendor};
use CodeClass::{Account, NoData, Open, Success, Verdict};

/// The one table of the document.
pub const CODES: &str = "codes";

/// What refuses the account's name, its key or the time.
pub const CREDENTIALS: [&str; 4] = ["40002", "40006", "40007", "40008"];

/// Every table.
#[rustfmt::skip]
pub const TABLES: &[CodeTable] = &[CodeTable {
    id: CODES,
    entries: &[
        CodeEntry::new("20000", "提交成功", "submitted", Success, Nobody, false),
        CodeEntry::new("40000", "json 数据为空", "the request was empty", Verdict, Vendor, false),
        CodeEntry::new("40001", "json 解析错误", "the request could not be read", Verdict, Vendor, false),
        CodeEntry::new("40002", "账户信息为空或错误", "the account name is empty or wrong", Account, Administrator, false),
        CodeEntry::new("40003", "IP 鉴权错误", "this computer's address is not on the vendor's list", Account, Administrator, false).about(CodeTopic::AddressNotListed),
        CodeEntry::new("40004", "账户禁用", "the account has been disabled", Account, Vendor, false),
        CodeEntry::new("40005", "非开发者模式", "the account is not set up for the API (developer mode)", Account, Administrator, false),
        CodeEntry::new("40006", "key 为空", "the key is missing", Account, Administrator, false).about(CodeTopic::Signature),
        CodeEntry::new("40007", "时间戳错误", "the time is wrong: this computer's clock, or the vendor's", Account, Operator, true),
        CodeEntry::new("40008", "key 错误", "the key is wrong", Account, Administrator, false).about(CodeTopic::Signature),
        CodeEntry::new("40009", "内容为空", "the text is empty", Verdict, Operator, false),
        CodeEntry::new("40010", "签名错误", "the 【signature】 is missing or not registered", Verdict, Operator, false),
        CodeEntry::new("40011", "内容超限", "text and signature are too long", Verdict, Operator, false),
        CodeEntry::new("40012", "手机号为空", "no phone number", Verdict, Operator, false),
        CodeEntry::new("40013", "手机号码超过 2000 个", "more than 2,000 phone numbers", Verdict, Operator, false),
        CodeEntry::new("40014", "扩展号错误", "the extension number is wrong", Verdict, Operator, false),
        CodeEntry::new("40015", "模板为空", "no template", Verdict, Operator, false),
        CodeEntry::new("40016", "与报备模板不匹配", "the text differs from the template registered at the vendor", Verdict, Operator, false),
        CodeEntry::new("40017", "模板变量为空", "no values for the template", Verdict, Operator, false),
        CodeEntry::new("40018", "模板变量超过 1000 个", "more than 1,000 recipients with values", Verdict, Operator, false),
        CodeEntry::new("40999", "暂无数据", "nothing there for now", NoData, Nobody, true),
        CodeEntry::new("49999", "系统繁忙", "the system is busy: whether it was taken is not known", Open, Vendor, true),
    ],
}];
