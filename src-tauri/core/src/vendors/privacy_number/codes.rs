//! 1、错误码定义 (the HTTP status 401 and the platform's own codes) and 5.2、呼叫结果（result）取值.
//!
//! 其他 in 5.2 is no code: a result in no table comes from a carrier and is shown as it came.

use crate::vendors::codes::{CodeActor, CodeClass, CodeEntry, CodeTable, CodeTopic};
use CodeActor::{Administrator, Nobody, Operator, Recipient, Vendor};
use CodeClass::{Account, Busy, Open, Success, Verdict};

/// `error` in a reply, and HTTP 401.
pub const CODES: &str = "codes";
/// `result` in a call detail record.
pub const RESULTS: &str = "results";

/// What refuses the account's name, its key or the time.
pub const CREDENTIALS: [&str; 4] = ["401", "1003", "1100", "1101"];
/// A refused release that says that there is nothing to release (任务不存在, 资源不存在).
pub const NOT_THERE: [&str; 2] = ["1200", "1300"];
/// A repeated bind that was refused because the first one was taken (重复提交, 任务冲突或重复).
pub const THERE_ALREADY: [&str; 2] = ["1004", "1201"];

/// Every table.
#[rustfmt::skip]
pub const TABLES: &[CodeTable] = &[
    CodeTable {
        id: CODES,
        entries: &[
            CodeEntry::new("401", "认证失败", "the signature was refused (HTTP 401): the developer id, the auth key or the clock is wrong", Account, Administrator, false).about(CodeTopic::Signature),
            CodeEntry::new("0", "成功", "done", Success, Nobody, false),
            CodeEntry::new("1000", "访问服务异常", "the service could not be reached behind the platform", Open, Vendor, true),
            CodeEntry::new("1001", "URL 映射不匹配", "the platform knows no such address", Verdict, Administrator, false),
            CodeEntry::new("1002", "访问参数错误", "a parameter is wrong", Verdict, Operator, false),
            CodeEntry::new("1003", "验证码不正确", "the verification code is wrong", Account, Administrator, false).about(CodeTopic::Signature),
            CodeEntry::new("1004", "重复提交", "submitted before", Verdict, Nobody, false),
            CodeEntry::new("1100", "账号不存在", "the account does not exist", Account, Administrator, false),
            CodeEntry::new("1101", "账号认证失败", "the account's signature was refused", Account, Administrator, false).about(CodeTopic::Signature),
            CodeEntry::new("1102", "账号已停用", "the account has been stopped", Account, Vendor, false),
            CodeEntry::new("1103", "账号权限未开通", "the account has no permission for this", Account, Vendor, false),
            CodeEntry::new("1104", "ACL 限制", "this computer's address is not on the vendor's list", Account, Administrator, false).about(CodeTopic::AddressNotListed),
            CodeEntry::new("1105", "Rate 限制、流控", "too many requests at once", Busy, Nobody, true),
            CodeEntry::new("1110", "账号余额不足", "not enough money in the account", Account, Administrator, false).about(CodeTopic::OutOfMoney),
            CodeEntry::new("1200", "任务不存在", "there is no such task", Verdict, Nobody, false),
            CodeEntry::new("1201", "任务冲突或重复", "the task is there already or conflicts with another", Verdict, Operator, false),
            CodeEntry::new("1300", "资源不存在", "there is no such number or binding", Verdict, Administrator, false),
            CodeEntry::new("1301", "资源不足", "the platform has nothing left to give", Verdict, Vendor, true),
            CodeEntry::new("1302", "资源配置冲突", "conflicts with what is bound to the number", Verdict, Operator, false),
            CodeEntry::new("1400", "任务发起失败", "the task could not be started", Open, Vendor, true),
            CodeEntry::new("1401", "任务发起超时", "starting the task took too long", Open, Vendor, true),
            CodeEntry::new("1500", "系统临时故障", "the system is out of order for a while", Open, Vendor, true),
            CodeEntry::new("1501", "系统维护", "the system is under maintenance", Open, Vendor, true),
            CodeEntry::new("1502", "系统操作失败", "the system could not do it", Open, Vendor, true),
        ],
    },
    // A result is always final: `again` says whether calling once more can help.
    CodeTable {
        id: RESULTS,
        entries: &[
            CodeEntry::new("answered", "呼叫成功", "answered", Success, Nobody, false),
            CodeEntry::new("1", "未分配的号码 (被叫手机号码为空号)", "no such number", Verdict, Operator, false),
            CodeEntry::new("2", "无路由到指定的转接网", "no route to the transit network", Verdict, Vendor, true),
            CodeEntry::new("3", "无路由到目的地", "no route to the number", Verdict, Vendor, true),
            CodeEntry::new("4", "发送专用信息音", "an announcement was played instead", Verdict, Nobody, true),
            CodeEntry::new("16", "正常的呼叫拆线", "hung up", Verdict, Nobody, true),
            CodeEntry::new("17", "用户忙", "busy", Verdict, Recipient, true),
            CodeEntry::new("18", "用户未响应", "the phone did not respond", Verdict, Recipient, true),
            CodeEntry::new("19", "用户未应答", "not answered", Verdict, Recipient, true),
            CodeEntry::new("20", "用户缺席", "switched off or out of coverage", Verdict, Recipient, true),
            CodeEntry::new("21", "呼叫拒收", "declined", Verdict, Recipient, true),
            CodeEntry::new("22", "号码改变", "the number has changed", Verdict, Operator, false),
            CodeEntry::new("27", "目的地不可达", "the number cannot be reached", Verdict, Vendor, true),
            CodeEntry::new("28", "无效的号码格式 (地址不全)", "the number is incomplete or malformed", Verdict, Operator, false),
            CodeEntry::new("29", "性能拒绝", "the network refused a facility", Verdict, Vendor, false),
            CodeEntry::new("31", "正常—未指定", "ended normally, no cause given", Verdict, Nobody, true),
            CodeEntry::new("34", "无电路/通路可用", "no line free", Verdict, Vendor, true),
            CodeEntry::new("42", "交换设备拥塞", "the exchange is congested", Verdict, Vendor, true),
            CodeEntry::new("50", "所请求的性能未预定", "a facility of the call is not subscribed to", Verdict, Vendor, false),
            CodeEntry::new("53", "CUG 中限制去呼叫", "outgoing calls are barred in the closed user group", Verdict, Vendor, false),
            CodeEntry::new("55", "CUG 中限制来呼叫", "incoming calls are barred in the closed user group", Verdict, Vendor, false),
            CodeEntry::new("57", "承载能力无权 (被叫手机号码未开通呼叫权限)", "the number called may not take calls", Verdict, Recipient, false),
            CodeEntry::new("58", "承载能力目前不可用", "the network cannot carry the call for now", Verdict, Vendor, true),
            CodeEntry::new("65", "承载能力未实现", "the network cannot carry this kind of call", Verdict, Vendor, false),
            CodeEntry::new("69", "所请求的性能未实现", "the network has no such facility", Verdict, Vendor, false),
            CodeEntry::new("87", "被叫用户不是 CUG 的成员", "the number called is not in the closed user group", Verdict, Vendor, false),
            CodeEntry::new("88", "不兼容的目的地", "the phone called cannot take this kind of call", Verdict, Recipient, false),
            CodeEntry::new("90", "不存在的 CUG", "there is no such closed user group", Verdict, Vendor, false),
            CodeEntry::new("91", "无效的转接网选择", "the transit network is invalid", Verdict, Vendor, false),
            CodeEntry::new("95", "无效的消息, 未指定", "an invalid message between exchanges", Verdict, Vendor, true),
            CodeEntry::new("97", "消息类型不存在或未实现", "a message between exchanges of an unknown type", Verdict, Vendor, true),
            CodeEntry::new("99", "参数不存在或未实现", "a parameter between exchanges that is unknown", Verdict, Vendor, true),
            CodeEntry::new("102", "定时器终了时恢复", "an exchange waited too long", Verdict, Vendor, true),
            CodeEntry::new("103", "参数不存在或未实现—传递", "a parameter between exchanges that is unknown, passed on", Verdict, Vendor, true),
            CodeEntry::new("110", "消息带有未被识别的参数—舍弃", "a message between exchanges with an unknown parameter, dropped", Verdict, Vendor, true),
            CodeEntry::new("111", "协议错误, 未指定", "a protocol error between exchanges", Verdict, Vendor, true),
            CodeEntry::new("127", "互通, 未指定", "ended in another network, no cause given", Verdict, Nobody, true),
            CodeEntry::new("202", "用户忙, MSRN 获取失败, 平台挂机", "busy: the phone could not be located, the platform hung up", Verdict, Recipient, true),
            CodeEntry::new("203", "用户去活, 平台挂机", "the number is not active, the platform hung up", Verdict, Recipient, false),
            CodeEntry::new("204", "用户在平台侧关机，平台挂机", "switched off at the platform, the platform hung up", Verdict, Recipient, true),
            CodeEntry::new("205", "用户未开户，平台挂机", "the number is not registered, the platform hung up", Verdict, Vendor, false),
            CodeEntry::new("206", "小号不允许呼叫，平台挂机", "the X number may not call, the platform hung up", Verdict, Administrator, false),
            CodeEntry::new("207", "主号拨打小号，平台挂机", "a number called its own X number, the platform hung up", Verdict, Recipient, false),
            CodeEntry::new("209", "主叫打小号带原始被叫，平台挂机", "the call to X was forwarded from another number, the platform hung up", Verdict, Recipient, false),
        ],
    },
];
