//! The form of replies (返回示例 and 响应实例 of each operation).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::codes::{self, DONE, TAKEN, Table};

/// A code in `header.code`, which the tables call an int; what is none, such as `000000`, stays text.
pub(super) fn code_value(code: &str) -> Value {
    match code.parse::<i64>() {
        Ok(number) if number.to_string() == code => Value::from(number),
        _ => Value::from(code),
    }
}

/// The header of number authentication.
pub(super) fn number_header(code: Value, text: &str, now: DateTime<Utc>) -> Value {
    json!({ "code": code, "msg": text, "time": now.timestamp_millis() })
}

/// The header of text and voice.
pub(super) fn message_header(code: Value, text: &str, now: DateTime<Utc>) -> Value {
    let success = code == code_value(DONE);
    json!({
        "code": code, "msg": text, "success": success, "alert": true, "time": now.timestamp_millis(),
    })
}

/// A message header that says that all went well.
pub(super) fn done_header(now: DateTime<Utc>) -> Value {
    message_header(code_value(DONE), DONE_TEXT, now)
}

/// A number header that says that all went well.
pub(super) fn number_done_header(now: DateTime<Utc>) -> Value {
    number_header(code_value(DONE), DONE_TEXT, now)
}

const DONE_TEXT: &str = "操作成功";

/// The text of a code in a header.
pub(super) fn header_text(table: Table, code: &str) -> &'static str {
    if code == DONE {
        DONE_TEXT
    } else {
        codes::text_of(table, code)
    }
}

/// One recipient's part of a text send's reply (表5 SmsResult 定义).
pub(super) fn result(recipient: &str, id: &str, status: &str, now: DateTime<Utc>) -> Value {
    json!({
        "smsMsgId": id, "originTo": recipient, "createTime": now.timestamp_millis(), "status": status,
    })
}

/// A text send's reply with a part for each recipient.
pub(super) fn results(results: Vec<Value>, now: DateTime<Utc>) -> Value {
    json!({ "header": done_header(now), "body": { "result": results } })
}

/// A voice send's reply (表4 响应结果参数).
pub(super) fn call(id: &str, status: &str, now: DateTime<Utc>) -> Value {
    // 如果请求失败,则sms_msg_id为空
    let id = if status == TAKEN { id } else { "" };
    json!({ "header": done_header(now), "body": { "sms_msg_id": id, "status": status } })
}
