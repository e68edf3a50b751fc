//! What went to the vendors and what they answered, in each vendor's own form.

use serde_json::{Value, json};

use super::accounts::{INTL_SMS, LIANJIANG};
use super::reports::beijing;
use super::sends::{Job, Mode};

/// One recipient of a job.
pub(super) struct Recipient {
    pub msisdn: String,
    /// What fills the places of its template.
    pub values: Option<Vec<String>>,
    /// The vendor's id of this recipient, where it gives one.
    pub msg_id: Option<String>,
}

/// The frozen body of a job's operation, and where it goes.
pub(super) fn frozen(job: &Job) -> (&'static str, String) {
    let numbers = job
        .recipients
        .iter()
        .map(|to| to.msisdn.trim_start_matches('+'))
        .collect::<Vec<_>>()
        .join(",");
    let values = job.recipients.first().and_then(|to| to.values.clone());
    let template = job.template.map_or("", |template| template.id);
    let (path, body) = match (job.mode, job.account) {
        (Mode::Plain, _) => (
            "/api/v1/sms",
            json!({ "content": job.text, "mobile": numbers, "code": "", "ext": job.token }),
        ),
        (Mode::Template, LIANJIANG) => {
            let list: Vec<Value> = job
                .recipients
                .iter()
                .map(|to| json!({ "mobile": to.msisdn, "content": to.values }))
                .collect();
            (
                "/api/v1/smsTp",
                json!({ "template": job.text, "templateId": template, "list": list, "code": "", "ext": job.token }),
            )
        }
        (Mode::Template, _) => (
            "/sms/text/send",
            json!({ "app_key": "7e289a24", "extend": job.token, "recipient": numbers, "sign_name": "总机",
                "template_id": template, "template_params": values }),
        ),
        (Mode::Voice, _) => (
            "/sms/voice/send",
            json!({ "app_key": "7e289a24", "extend": job.token, "recipient": numbers, "template_id": template,
                "template_params": values }),
        ),
        (Mode::International, _) => (
            "/api/v1/international/sms/send",
            json!({ "content": job.text, "mobile": numbers }),
        ),
    };
    (path, body.to_string())
}

/// The body as the interface log holds it: with a placeholder for what authenticates.
pub(super) fn shown(account: i64, frozen: &str, at: i64) -> String {
    let more = match account {
        LIANJIANG => format!(
            r#","account":"switchboard01","timestamp":{},"key":"{{{{key}}}}"}}"#,
            at / 1_000
        ),
        INTL_SMS => "}".to_owned(),
        _ => r#","sign":"{{sign}}"}"#.to_owned(),
    };
    frozen.strip_suffix('}').unwrap_or(frozen).to_owned() + &more
}

/// Headers as the interface log holds them.
pub(super) fn headers(account: i64) -> &'static str {
    match account {
        INTL_SMS => {
            r#"[["accept","application/json"],["content-type","application/json;charset=utf-8"],["appKey","{{appKey}}"],["appSecret","{{appSecret}}"]]"#
        }
        _ => r#"[["content-type","application/json; charset=UTF-8"]]"#,
    }
}

/// What the vendor answers when it took a send.
pub(super) fn accepted(job: &Job) -> String {
    let answer = match job.account {
        LIANJIANG => json!({ "code": 20000, "desc": "提交成功", "msgId": job.msg_id }),
        INTL_SMS => json!({ "code": "0", "desc": "success", "msgId": job.msg_id }),
        _ => {
            let each: Vec<Value> = job
                .recipients
                .iter()
                .map(|to| json!({ "smsMsgId": to.msg_id, "to": to.msisdn, "status": "000000", "createTime": beijing(job.at) }))
                .collect();
            json!({ "header": { "code": 200, "msg": "成功" }, "body": { "code": "000000", "result": each } })
        }
    };
    answer.to_string()
}

/// What the vendor answers when it refused a send, and what the ledger makes of it.
pub(super) fn rejected(account: i64) -> (&'static str, Value) {
    let (reply, vendor, table, code, said) = match account {
        LIANJIANG => (
            r#"{"code":40010,"desc":"签名错误"}"#,
            "lianjiang",
            "codes",
            "40010",
            "签名错误",
        ),
        INTL_SMS => (
            r#"{"code":"1007","desc":"手机号码错误"}"#,
            "intl_sms",
            "codes",
            "1007",
            "手机号码错误",
        ),
        _ => (
            r#"{"header":{"code":200,"msg":"成功"},"body":{"code":"1100021","message":"短信签名无效"}}"#,
            "linkaccount",
            "text",
            "1100021",
            "短信签名无效",
        ),
    };
    let reason =
        json!({ "kind": "vendor_code", "vendor": vendor, "table": table, "code": code, "said": said });
    (reply, reason)
}
