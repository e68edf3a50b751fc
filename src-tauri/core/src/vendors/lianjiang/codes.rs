//! 六. 响应代码表, and the carriers' report codes of `vendors.md`.

use crate::vendors::{CodeClass, ReportVerdict};

/// A code of the table with what it means for us.
pub struct Code {
    /// As printed.
    pub code: &'static str,
    /// 说明.
    pub zh: &'static str,
    /// What it means for us.
    pub class: CodeClass,
}

const fn code(code: &'static str, zh: &'static str, class: CodeClass) -> Code {
    Code { code, zh, class }
}

/// The whole table.
pub const CODES: [Code; 22] = [
    code("20000", "提交成功", CodeClass::Success),
    code("40000", "json 数据为空", CodeClass::Verdict),
    code("40001", "json 解析错误", CodeClass::Verdict),
    code("40002", "账户信息为空或错误", CodeClass::Account),
    code("40003", "IP 鉴权错误", CodeClass::Account),
    code("40004", "账户禁用", CodeClass::Account),
    code("40005", "非开发者模式", CodeClass::Account),
    code("40006", "key 为空", CodeClass::Account),
    code("40007", "时间戳错误", CodeClass::Account),
    code("40008", "key 错误", CodeClass::Account),
    code("40009", "内容为空", CodeClass::Verdict),
    code("40010", "签名错误", CodeClass::Verdict),
    code("40011", "内容超限", CodeClass::Verdict),
    code("40012", "手机号为空", CodeClass::Verdict),
    code("40013", "手机号码超过 2000 个", CodeClass::Verdict),
    code("40014", "扩展号错误", CodeClass::Verdict),
    code("40015", "模板为空", CodeClass::Verdict),
    code("40016", "与报备模板不匹配", CodeClass::Verdict),
    code("40017", "模板变量为空", CodeClass::Verdict),
    code("40018", "模板变量超过 1000 个", CodeClass::Verdict),
    code("40999", "暂无数据", CodeClass::NoData),
    code("49999", "系统繁忙", CodeClass::Open),
];

/// What a code means for us; one in no table has no verdict.
pub fn class_of(printed: &str) -> CodeClass {
    CODES.iter().find(|known| known.code == printed).map_or(CodeClass::Open, |known| known.class)
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

    #[test]
    fn every_code_has_its_words() {
        assert!(CODES.iter().all(|code| !code.zh.is_empty() && code.code.len() == 5));
    }
}
