//! The code tables (linkaccount.md, 平台返回码说明 of each chapter). Codes are text: `000000`, `-10003`
//! and `110036` mean something only as they are printed.

/// What a code table says.
pub(super) type Table = &'static [(&'static str, &'static str)];

/// A request went through; stands in `header.code` of every operation (返回示例 of each).
pub(super) const DONE: &str = "200";
/// One message or call was taken, in `result[].status` and in a call's `status`.
pub(super) const TAKEN: &str = "000000";

/// Number authentication; linkaccount-legacy.md prints the same one.
pub(super) const NUMBER: Table = &[
    ("900001", "解密运营商返回结果错误"),
    ("900002", "加签运营商请求错误"),
    ("900003", "xxtea加密请求参数错误"),
    ("900004", "运营商参数3DesAndBase64加密错误"),
    ("900005", "channel来源渠道参数错误"),
    ("900006", "platform平台类型参数错误"),
    ("900007", "authCode校验码参数错误"),
    ("900008", "手机号格式不正确"),
    ("900009", "appId错误"),
    ("900010", "token参数错误"),
    ("900011", "验签失败"),
    ("900012", "token失效"),
    ("900013", "权限不足"),
    ("900014", "应用未授权"),
    ("900015", "参数异常"),
    ("900016", "ip白名单校验失败"),
    ("900017", "加密失败"),
    ("900018", "无法获取手机号"),
    ("900019", "次数不足"),
    ("900020", "内部错误"),
];

/// Text messages.
pub(super) const TEXT: Table = &[
    (TAKEN, "成功"),
    ("19", "appKey不能为空"),
    ("21", "验签失败"),
    ("24", "验签签名为空"),
    ("1100008", "app_key无效"),
    ("1100016", "消息发送为空"),
    ("1100018", "签名名称为空"),
    ("1100020", "短信接收方号码格式错误"),
    ("1100021", "短信签名无效"),
    ("1100022", "模版ID无效"),
    ("1100023", "模版参数个数不匹配"),
    ("1100024", "参数值长度超过预设值"),
    ("1100025", "日期格式错误"),
    ("1100026", "模版数字格式错误"),
    ("1100030", "模版ID为空"),
    ("1100041", "ip白名单校验失败"),
    ("1100042", "公钥为空"),
    ("1300014", "该号码超出当日发送限制"),
    ("1300015", "该号码超出小时发送限制"),
    ("1300016", "该号码超出分钟发送限制"),
    ("200000", "签名名称不能为空"),
    ("300005", "模板Code为空"),
    ("900019", "余额不足"),
    ("-10003", "验签失败"),
    ("-10004", "ip白名单校验失败"),
    ("-10005", "公钥为空"),
    ("-10006", "验签签名为空"),
];

/// Voice calls.
pub(super) const VOICE: Table = &[
    (TAKEN, "SUCCESS"),
    ("19", "appKey不能为空"),
    ("21", "验签失败"),
    ("24", "验签签名为空"),
    ("300006", "参数格式不正确"),
    ("300007", "模版ID不能为空"),
    ("300008", "模版不存在"),
    ("900019", "余额不足"),
    ("1100008", "app_key无效"),
    ("1100017", "短信接收方号码为空"),
    ("1100020", "短信接收方号码格式错误"),
    ("1100039", "语音信息设置失败"),
    ("1100041", "ip白名单校验失败"),
    ("1100042", "公钥为空"),
    ("110036", "语音播放信息为空"),
    ("-10006", "验签签名为空"),
];

/// What a text message's push reports (短信回调通知).
pub(super) const TEXT_REPORT: Table = &[
    ("1300001", "用户已成功收到短信"),
    ("1300002", "短信已超时"),
    ("1300003", "短信已删除"),
    ("1300004", "短信递送失败"),
    ("1300005", "短信已接收"),
    ("1300006", "短信发送失败"),
    ("1300007", "短信被拒绝"),
    ("1300008", "平台内部路由错误"),
    ("1300009", "号码达到分钟下发限制"),
    ("1300010", "号码达到下发限制"),
    ("1300011", "短信关键字拦截"),
    ("1300012", "号码黑名单"),
    ("1300013", "手机号码不合法"),
];

/// The text that belongs to a code. A code that is not in the table has none, and gets `未知错误`.
pub(super) fn text_of(table: Table, code: &str) -> &'static str {
    table
        .iter()
        .find(|(listed, _)| *listed == code)
        .map_or("未知错误", |(_, text)| text)
}
