//! Replies of the five operations (一.3, 二.3, 三.3, 四.3, 五.3).
//!
//! `code` comes as a number in the examples and as a string in the tables: both are taken, here
//! and for every other field.

use serde_json::{Map, Value};

use crate::msisdn::Msisdn;
use crate::vendors::http::HttpReply;
use crate::vendors::{BadItem, Batch, MessagesLeft, Reading, ReplyItem, ReportItem, SendAccepted};

const SUCCESS: &str = "20000";
/// Longest code that is taken for one; anything else is not this vendor's reply.
const LONGEST_CODE: usize = 16;

/// The reply to a send.
pub fn send(reply: &HttpReply) -> Reading<SendAccepted> {
    with_success(reply, |fields| {
        let msg_id = fields.get("msgId").and_then(text).filter(|id| !id.is_empty());
        Reading::Success(SendAccepted { msg_id })
    })
}

/// The reply to a balance query.
pub fn balance(reply: &HttpReply) -> Reading<MessagesLeft> {
    with_success(reply, |fields| {
        match fields
            .get("smsNum")
            .and_then(text)
            .and_then(|number| number.trim().parse().ok())
        {
            Some(left) => Reading::Success(MessagesLeft(left)),
            None => Reading::Unreadable {
                why: "smsNum is missing or no whole number",
            },
        }
    })
}

/// A batch of delivery reports.
pub fn reports(reply: &HttpReply) -> Reading<Batch<ReportItem>> {
    batch(reply, |fields| {
        Ok(ReportItem {
            msg_id: required(fields, "msgId")?,
            msisdn: Msisdn::as_given(&required(fields, "mobile")?),
            code: required(fields, "code")?,
            time: optional(fields, "time"),
            echo: optional(fields, "ext"),
        })
    })
}

/// A batch of MO replies.
pub fn replies(reply: &HttpReply) -> Reading<Batch<ReplyItem>> {
    batch(reply, |fields| {
        Ok(ReplyItem {
            msisdn: Msisdn::as_given(&required(fields, "mobile")?),
            content: optional(fields, "content"),
            time: optional(fields, "time"),
            extension: optional(fields, "expand"),
            msg_id: optional(fields, "msgId"),
        })
    })
}

fn with_success<T>(reply: &HttpReply, read: impl FnOnce(&Map<String, Value>) -> Reading<T>) -> Reading<T> {
    let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(&reply.body) else {
        return Reading::Unreadable {
            why: "not a JSON object",
        };
    };
    let Some(code) = fields
        .get("code")
        .and_then(text)
        .filter(|code| code.len() <= LONGEST_CODE)
    else {
        return Reading::Unreadable { why: "no code" };
    };
    if code == SUCCESS {
        read(&fields)
    } else {
        Reading::Code {
            code,
            said: fields.get("desc").and_then(text),
        }
    }
}

fn batch<T>(reply: &HttpReply, read: impl Fn(&Map<String, Value>) -> Result<T, String>) -> Reading<Batch<T>> {
    with_success(reply, |fields| {
        let mut batch = Batch {
            items: Vec::new(),
            bad: Vec::new(),
        };
        let items = match fields.get("list") {
            None | Some(Value::Null) => return Reading::Success(batch),
            Some(Value::Array(items)) => items,
            Some(_) => {
                return Reading::Unreadable {
                    why: "list is no array",
                };
            }
        };
        for (index, item) in items.iter().enumerate() {
            let read = match item {
                Value::Object(fields) => read(fields),
                _ => Err("not an object".to_owned()),
            };
            match read {
                Ok(item) => batch.items.push(item),
                Err(why) => batch.bad.push(BadItem {
                    index,
                    raw: item.to_string(),
                    why,
                }),
            }
        }
        Reading::Success(batch)
    })
}

fn required(fields: &Map<String, Value>, name: &str) -> Result<String, String> {
    fields
        .get(name)
        .and_then(text)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| format!("{name} is missing or no text"))
}

fn optional(fields: &Map<String, Value>, name: &str) -> String {
    fields.get(name).and_then(text).unwrap_or_default()
}

/// A string or a number, as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(body: &str) -> HttpReply {
        HttpReply {
            status: 200,
            date: None,
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn codes_come_as_number_or_text() {
        for body in [
            r#"{"msgId":"152880982911993396","code":20000,"desc":"success"}"#,
            r#"{"msgId":152880982911993396,"code":"20000","desc":"success","more":[1]}"#,
        ] {
            let Reading::Success(SendAccepted { msg_id }) = send(&reply(body)) else {
                panic!("{body}")
            };
            assert_eq!(msg_id.as_deref(), Some("152880982911993396"));
        }
        assert_eq!(
            send(&reply(r#"{"code":"40008","desc":"key error"}"#)),
            Reading::Code {
                code: "40008".into(),
                said: Some("key error".into())
            }
        );
    }

    #[test]
    fn success_without_an_id_is_still_success() {
        assert_eq!(
            send(&reply(r#"{"code":20000}"#)),
            Reading::Success(SendAccepted { msg_id: None })
        );
    }

    #[test]
    fn what_is_not_the_vendors_reply_is_unreadable() {
        for body in [
            "",
            "<html></html>",
            "[]",
            "{}",
            r#"{"code":null}"#,
            r#"{"code":{"a":1}}"#,
            "{\"code\":20000",
        ] {
            assert!(matches!(send(&reply(body)), Reading::Unreadable { .. }), "{body}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(send(&reply(&deep)), Reading::Unreadable { .. }));
    }

    #[test]
    fn a_bad_item_is_kept_aside_alone() {
        let body = r#"{"code":20000,"list":[
            {"msgId":"1","mobile":"13000000000","code":"DELIVRD","time":"2018-06-12 21:41:54","ext":""},
            {"msgId":"2","code":"DELIVRD"}, 7,
            {"msgId":3,"mobile":13000000001,"code":"MK:0001"}]}"#;
        let Reading::Success(batch) = reports(&reply(body)) else {
            panic!("readable")
        };
        assert_eq!(batch.items.len(), 2);
        assert_eq!(batch.items[1].msisdn.reveal(), "13000000001");
        assert_eq!(batch.bad.iter().map(|bad| bad.index).collect::<Vec<_>>(), [1, 2]);
    }
}
