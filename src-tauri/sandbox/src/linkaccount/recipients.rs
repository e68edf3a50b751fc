//! `recipient`: 国家码+手机号码, 以英文逗号分隔 (linkaccount.md, 短信通知 表3 and 语音通知 表3).

/// 最多允许携带1000个号码
pub(super) const MOST: usize = 1000;
/// 每个号码最大长度为21位
const LONGEST: usize = 21;
/// 目前只支持国内号码
const COUNTRY: &str = "+86";

/// The bare number of a mainland mobile, written with its country code or, as in the document's voice
/// example, without; `None` for anything else.
pub(super) fn bare(recipient: &str) -> Option<&str> {
    let number = recipient.strip_prefix(COUNTRY).unwrap_or(recipient);
    (recipient.len() <= LONGEST && is_mobile(number)).then_some(number)
}

/// The number with its country code, as pushes write it (号码为全局号码格式（包含国家码）).
pub(super) fn global(bare: &str) -> String {
    format!("{COUNTRY}{bare}")
}

/// Mainland mobiles (vendors.md, Counting), bare 11 digits.
pub(super) fn is_mobile(number: &str) -> bool {
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..]
        if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_mainland_mobile_with_or_without_its_country_code() {
        assert_eq!(bare("+8613412345678"), Some("13412345678"));
        assert_eq!(bare("13412345678"), Some("13412345678"));
        for wrong in [
            "",
            " 13412345678",
            "8613412345678",
            "008613412345678",
            "+8512345678",
            "12412345678",
            "+861341234567",
            "1341234567８",
            "+86+8613412345678",
        ] {
            assert_eq!(bare(wrong), None, "{wrong}");
        }
    }
}
