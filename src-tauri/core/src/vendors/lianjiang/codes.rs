//! 六. 响应代码表, and the carriers' report codes of `vendors.md`.

use crate::vendors::{CodeClass, ReportVerdict};

/// The whole table.
const CODES: [(&str, CodeClass); 22] = [
    ("20000", CodeClass::Success), // 提交成功
    ("40000", CodeClass::Verdict), // json 数据为空
    ("40001", CodeClass::Verdict), // json 解析错误
    ("40002", CodeClass::Account), // 账户信息为空或错误
    ("40003", CodeClass::Account), // IP 鉴权错误
    ("40004", CodeClass::Account), // 账户禁用
    ("40005", CodeClass::Account), // 非开发者模式
    ("40006", CodeClass::Account), // key 为空
    ("40007", CodeClass::Account), // 时间戳错误
    ("40008", CodeClass::Account), // key 错误
    ("40009", CodeClass::Verdict), // 内容为空
    ("40010", CodeClass::Verdict), // 签名错误
    ("40011", CodeClass::Verdict), // 内容超限
    ("40012", CodeClass::Verdict), // 手机号为空
    ("40013", CodeClass::Verdict), // 手机号码超过 2000 个
    ("40014", CodeClass::Verdict), // 扩展号错误
    ("40015", CodeClass::Verdict), // 模板为空
    ("40016", CodeClass::Verdict), // 与报备模板不匹配
    ("40017", CodeClass::Verdict), // 模板变量为空
    ("40018", CodeClass::Verdict), // 模板变量超过 1000 个
    ("40999", CodeClass::NoData),  // 暂无数据
    ("49999", CodeClass::Open),    // 系统繁忙
];

/// What a code means for us; one in no table has no verdict.
pub fn class_of(printed: &str) -> CodeClass {
    CODES
        .iter()
        .find(|(code, _)| *code == printed)
        .map_or(CodeClass::Open, |(_, class)| *class)
}

/// Any code but DELIVRD, ACCEPTD and UNKNOWN is a failure (`vendors.md`, *Report codes*).
pub fn report_verdict(printed: &str) -> ReportVerdict {
    match printed {
        "DELIVRD" => ReportVerdict::Delivered,
        "ACCEPTD" | "UNKNOWN" => ReportVerdict::None,
        _ => ReportVerdict::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_no_table_is_no_verdict() {
        assert_eq!(class_of("40010"), CodeClass::Verdict);
        assert_eq!(class_of("49998"), CodeClass::Open);
        assert_eq!(class_of(""), CodeClass::Open);
    }
}
