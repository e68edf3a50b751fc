//! The five tables of the document (平台返回码说明 under each operation and push), in its order.

use crate::vendors::ReportVerdict;
use crate::vendors::codes::{CodeActor, CodeClass, CodeEntry, CodeTable, CodeTopic};
use CodeActor::{Administrator, Nobody, Operator, Recipient, Vendor};
use CodeClass::{Account, Open, Success, Verdict};
use CodeTopic::{AddressNotListed, OutOfMoney, Signature};

/// 移动认证: phone info and phone verify.
pub const NUMBER_AUTHENTICATION: &str = "number_authentication";
/// 短信通知: `header.code` and each recipient's `status`.
pub const TEXT: &str = "text";
/// 短信回调通知.
pub const TEXT_PUSH: &str = "text_push";
/// 语音通知: `header.code` and `body.status`.
pub const VOICE: &str = "voice";
/// 语音回调通知.
pub const VOICE_PUSH: &str = "voice_push";

/// What a send's `status` is when it was taken.
pub const ACCEPTED: &str = "000000";

/// What refuses the application's name, its key or a signature.
pub fn refuse_credentials(table: &str, code: &str) -> bool {
    match table {
        NUMBER_AUTHENTICATION => ["900009", "900011"].contains(&code),
        TEXT | VOICE => [
            "19", "21", "24", "1100008", "1100042", "-10003", "-10005", "-10006",
        ]
        .contains(&code),
        _ => false,
    }
}

/// What a push's code says; one in no table says nothing.
pub fn push_verdict(table: &str, code: &str) -> ReportVerdict {
    let class = TABLES
        .iter()
        .find(|known| known.id == table)
        .and_then(|known| known.entries.iter().find(|entry| entry.code == code))
        .map(|entry| entry.class);
    match class {
        Some(Success) => ReportVerdict::Delivered,
        Some(Verdict) => ReportVerdict::Failed,
        _ => ReportVerdict::None,
    }
}

/// Every table.
#[rustfmt::skip] // A table is read by its rows, here and below.
pub const TABLES: &[CodeTable] = &[
    CodeTable { id: NUMBER_AUTHENTICATION, entries: NUMBER_AUTHENTICATION_CODES },
    CodeTable { id: TEXT, entries: TEXT_CODES },
    CodeTable { id: TEXT_PUSH, entries: TEXT_PUSH_CODES },
    CodeTable { id: VOICE, entries: VOICE_CODES },
    CodeTable { id: VOICE_PUSH, entries: VOICE_PUSH_CODES },
];

/// The table of the number operations; the legacy document prints the same one.
#[rustfmt::skip]
pub const NUMBER_AUTHENTICATION_CODES: &[CodeEntry] = &[
    CodeEntry::new("900001", "解密运营商返回结果错误", "the carrier's answer could not be decrypted", Verdict, Vendor, true),
    CodeEntry::new("900002", "加签运营商请求错误", "the request to the carrier could not be signed", Verdict, Vendor, true),
    CodeEntry::new("900003", "xxtea加密请求参数错误", "the parameters could not be encrypted (xxtea)", Verdict, Vendor, true),
    CodeEntry::new("900004", "运营商参数3DesAndBase64加密错误", "the carrier's parameters could not be encrypted (3DES and Base64)", Verdict, Vendor, true),
    CodeEntry::new("900005", "channel来源渠道参数错误", "the channel is wrong", Verdict, Operator, false),
    CodeEntry::new("900006", "platform平台类型参数错误", "the platform is wrong", Verdict, Operator, false),
    CodeEntry::new("900007", "authCode校验码参数错误", "the check code (auth_code) is wrong or missing", Verdict, Operator, false),
    CodeEntry::new("900008", "手机号格式不正确", "the number has the wrong form", Verdict, Operator, false),
    CodeEntry::new("900009", "appId错误", "the application's id or key is wrong", Account, Administrator, false),
    CodeEntry::new("900010", "token参数错误", "the token is wrong", Verdict, Operator, false),
    CodeEntry::new("900011", "验签失败", "the signature was refused", Account, Administrator, false).about(Signature),
    CodeEntry::new("900012", "token失效", "the token is not valid any more", Verdict, Operator, false),
    CodeEntry::new("900013", "权限不足", "the account has no right to this", Account, Administrator, false),
    CodeEntry::new("900014", "应用未授权", "the application is not authorised", Account, Administrator, false),
    CodeEntry::new("900015", "参数异常", "a parameter is wrong", Verdict, Operator, false),
    CodeEntry::new("900016", "ip白名单校验失败", "this address is not on the vendor's list", Account, Administrator, false).about(AddressNotListed),
    CodeEntry::new("900017", "加密失败", "the answer could not be encrypted", Verdict, Vendor, true),
    CodeEntry::new("900018", "无法获取手机号", "the number could not be found", Verdict, Operator, false),
    CodeEntry::new("900019", "次数不足", "the number of calls is used up", Account, Administrator, false).about(OutOfMoney),
    CodeEntry::new("900020", "内部错误", "internal error at the vendor", Open, Vendor, true),
];

#[rustfmt::skip]
const TEXT_CODES: &[CodeEntry] = &[
    CodeEntry::new(ACCEPTED, "成功", "submitted", Success, Nobody, false),
    CodeEntry::new("19", "appKey不能为空", "the application's key is empty", Account, Administrator, false),
    CodeEntry::new("21", "验签失败", "the signature was refused", Account, Administrator, false).about(Signature),
    CodeEntry::new("24", "验签签名为空", "the signature of the request is empty", Account, Administrator, false).about(Signature),
    CodeEntry::new("1100008", "app_key无效", "the application's key is not valid", Account, Administrator, false),
    CodeEntry::new("1100016", "消息发送为空", "there is nothing to send", Verdict, Operator, false),
    CodeEntry::new("1100018", "签名名称为空", "the text's signature is empty", Verdict, Operator, false),
    CodeEntry::new("1100020", "短信接收方号码格式错误", "the recipient's number has the wrong form", Verdict, Operator, false),
    CodeEntry::new("1100021", "短信签名无效", "the text's signature is not registered", Verdict, Operator, false),
    CodeEntry::new("1100022", "模版ID无效", "the template is not registered", Verdict, Operator, false),
    CodeEntry::new("1100023", "模版参数个数不匹配", "the template has another number of variables", Verdict, Operator, false),
    CodeEntry::new("1100024", "参数值长度超过预设值", "a variable is longer than allowed", Verdict, Operator, false),
    CodeEntry::new("1100025", "日期格式错误", "a date has the wrong form", Verdict, Operator, false),
    CodeEntry::new("1100026", "模版数字格式错误", "a number in the template has the wrong form", Verdict, Operator, false),
    CodeEntry::new("1100030", "模版ID为空", "the template's id is empty", Verdict, Operator, false),
    CodeEntry::new("1100041", "ip白名单校验失败", "this address is not on the vendor's list", Account, Administrator, false).about(AddressNotListed),
    CodeEntry::new("1100042", "公钥为空", "the vendor has no public key of this account", Account, Administrator, false).about(Signature),
    CodeEntry::new("1300014", "该号码超出当日发送限制", "this number has had all it may get today", Verdict, Operator, true),
    CodeEntry::new("1300015", "该号码超出小时发送限制", "this number has had all it may get this hour", Verdict, Operator, true),
    CodeEntry::new("1300016", "该号码超出分钟发送限制", "this number has had all it may get this minute", Verdict, Operator, true),
    CodeEntry::new("200000", "签名名称不能为空", "the text's signature may not be empty", Verdict, Operator, false),
    CodeEntry::new("300005", "模板Code为空", "the template's code is empty", Verdict, Operator, false),
    CodeEntry::new("900019", "余额不足", "the balance is used up", Account, Administrator, false).about(OutOfMoney),
    CodeEntry::new("-10003", "验签失败", "the signature was refused", Account, Administrator, false).about(Signature),
    CodeEntry::new("-10004", "ip白名单校验失败", "this address is not on the vendor's list", Account, Administrator, false).about(AddressNotListed),
    CodeEntry::new("-10005", "公钥为空", "the vendor has no public key of this account", Account, Administrator, false).about(Signature),
    CodeEntry::new("-10006", "验签签名为空", "the signature of the request is empty", Account, Administrator, false).about(Signature),
];

#[rustfmt::skip]
const TEXT_PUSH_CODES: &[CodeEntry] = &[
    CodeEntry::new("1300001", "用户已成功收到短信", "delivered", Success, Nobody, false),
    CodeEntry::new("1300002", "短信已超时", "not reached before its time was over", Verdict, Recipient, true),
    CodeEntry::new("1300003", "短信已删除", "deleted on the way", Verdict, Nobody, true),
    CodeEntry::new("1300004", "短信递送失败", "could not be delivered", Verdict, Recipient, true),
    // 已接收 is what the carrier's centre did, not the phone: not final (`vendors.md`, *LinkAccount*).
    CodeEntry::new("1300005", "短信已接收", "taken by the carrier", Open, Nobody, false),
    CodeEntry::new("1300006", "短信发送失败", "could not be sent", Verdict, Vendor, true),
    CodeEntry::new("1300007", "短信被拒绝", "refused by the carrier", Verdict, Vendor, false),
    CodeEntry::new("1300008", "平台内部路由错误", "routing error at the vendor", Verdict, Vendor, true),
    CodeEntry::new("1300009", "号码达到分钟下发限制", "this number has had all it may get this minute", Verdict, Operator, true),
    CodeEntry::new("1300010", "号码达到下发限制", "this number has had all it may get", Verdict, Operator, true),
    CodeEntry::new("1300011", "短信关键字拦截", "stopped for a word in it", Verdict, Operator, false),
    CodeEntry::new("1300012", "号码黑名单", "this number is on a blacklist", Verdict, Recipient, false),
    CodeEntry::new("1300013", "手机号码不合法", "not a valid number", Verdict, Operator, false),
];

#[rustfmt::skip]
const VOICE_CODES: &[CodeEntry] = &[
    CodeEntry::new(ACCEPTED, "SUCCESS", "submitted", Success, Nobody, false),
    CodeEntry::new("19", "appKey不能为空", "the application's key is empty", Account, Administrator, false),
    CodeEntry::new("21", "验签失败", "the signature was refused", Account, Administrator, false).about(Signature),
    CodeEntry::new("24", "验签签名为空", "the signature of the request is empty", Account, Administrator, false).about(Signature),
    CodeEntry::new("300006", "参数格式不正确", "a parameter has the wrong form", Verdict, Operator, false),
    CodeEntry::new("300007", "模版ID不能为空", "the template's id may not be empty", Verdict, Operator, false),
    CodeEntry::new("300008", "模版不存在", "the template is not registered", Verdict, Operator, false),
    CodeEntry::new("900019", "余额不足", "the balance is used up", Account, Administrator, false).about(OutOfMoney),
    CodeEntry::new("1100008", "app_key无效", "the application's key is not valid", Account, Administrator, false),
    CodeEntry::new("1100017", "短信接收方号码为空", "the recipient's number is empty", Verdict, Operator, false),
    CodeEntry::new("1100020", "短信接收方号码格式错误", "the recipient's number has the wrong form", Verdict, Operator, false),
    CodeEntry::new("1100039", "语音信息设置失败", "the call could not be set up", Verdict, Vendor, true),
    CodeEntry::new("1100041", "ip白名单校验失败", "this address is not on the vendor's list", Account, Administrator, false).about(AddressNotListed),
    CodeEntry::new("1100042", "公钥为空", "the vendor has no public key of this account", Account, Administrator, false).about(Signature),
    CodeEntry::new("110036", "语音播放信息为空", "there is nothing to read out", Verdict, Operator, false),
    CodeEntry::new("-10006", "验签签名为空", "the signature of the request is empty", Account, Administrator, false).about(Signature),
];

#[rustfmt::skip]
const VOICE_PUSH_CODES: &[CodeEntry] = &[
    CodeEntry::new("0", "成功接听", "answered", Success, Nobody, false),
    CodeEntry::new("1", "未接听", "not answered", Verdict, Recipient, true),
    CodeEntry::new("2", "其他原因", "not reached for another reason", Verdict, Recipient, true),
];
