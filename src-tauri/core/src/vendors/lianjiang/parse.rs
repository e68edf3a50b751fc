//! Replies of the five operations (一.3, 二.3, 三.3, 四.3, 五.3).
//!
//! `code` comes as a number in the examples and as a string in the tables: both are taken, here
//! and for every other field.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Utc};
use serde_json::{Map, Value};

use super::codes::CODES;
use crate::contract::account::BalanceAmount;
use crate::contract::message::ReportChannel;
use crate::msisdn::Msisdn;
use crate::vendors::codes::carrier_verdict;
use crate::vendors::http::HttpReply;
use crate::vendors::read::{self, integer, maybe, optional, required};
use crate::vendors::{Batch, Reading, ReplyItem, ReportItem, SendAccepted, VendorCode};

const SUCCESS: &str = "20000";

/// The reply to a send.
pub fn send(reply: &HttpReply) -> Reading<SendAccepted> {
    with_success(reply, |fields| {
        Reading::Success(SendAccepted {
            msg_id: maybe(fields, "msgId"),
            each: None,
        })
    })
}

/// The reply to a balance query.
pub fn balance(reply: &HttpReply) -> Reading<BalanceAmount> {
    with_success(reply, |fields| match integer(fields, "smsNum") {
        Some(left) => Reading::Success(BalanceAmount::Messages { left }),
        None => Reading::Unreadable {
            why: "smsNum is missing or no whole number",
        },
    })
}

/// A batch of delivery reports.
pub fn reports(reply: &HttpReply) -> Reading<Batch<ReportItem>> {
    batch(reply, |fields| {
        let (msg_id, mobile, code) = (
            required(fields, "msgId")?,
            required(fields, "mobile")?,
            required(fields, "code")?,
        );
        let time = optional(fields, "time");
        Ok(ReportItem {
            dedupe: [&msg_id, &mobile, &code, &time].map(String::as_str).join("|"),
            verdict: carrier_verdict(&code),
            msg_id,
            msisdn: Some(Msisdn::folded(&mobile)),
            code,
            table: "",
            time,
            echo: optional(fields, "ext"),
            part: None,
            channel: ReportChannel::Poll,
            fields: read::all(fields),
        })
    })
}

/// A batch of MO replies.
pub fn replies(reply: &HttpReply) -> Reading<Batch<ReplyItem>> {
    batch(reply, |fields| {
        Ok(ReplyItem {
            // One number is one number: the suppression list and the conversation know it by one form.
            msisdn: Msisdn::folded(&required(fields, "mobile")?),
            content: optional(fields, "content"),
            time: optional(fields, "time"),
            extension: optional(fields, "expand"),
            msg_id: optional(fields, "msgId"),
        })
    })
}

/// A `time` of a report or a reply: Asia/Shanghai, which has no summer time (the example's msgId and time agree on it,
/// `vendors.md`).
pub fn told_at(time: &str) -> Option<DateTime<Utc>> {
    let written = NaiveDateTime::parse_from_str(time.trim(), "%Y-%m-%d %H:%M:%S").ok()?;
    let shanghai = FixedOffset::east_opt(8 * 60 * 60)?;
    Some(shanghai.from_local_datetime(&written).single()?.to_utc())
}

fn with_success<T>(reply: &HttpReply, read: impl FnOnce(&Map<String, Value>) -> Reading<T>) -> Reading<T> {
    let Some(fields) = read::object(&reply.body) else {
        return Reading::Unreadable {
            why: "not a JSON object",
        };
    };
    let Some(code) = read::code(&fields, "code") else {
        return Reading::Unreadable { why: "no code" };
    };
    if code == SUCCESS {
        read(&fields)
    } else {
        Reading::Code(VendorCode {
            table: CODES,
            code,
            said: maybe(&fields, "desc"),
        })
    }
}

fn batch<T>(reply: &HttpReply, read: impl Fn(&Map<String, Value>) -> Result<T, String>) -> Reading<Batch<T>> {
    with_success(reply, |fields| match fields.get("list") {
        None | Some(Value::Null) => Reading::Success(Batch::default()),
        Some(Value::Array(items)) => Reading::Success(read::batch(items, read)),
        Some(_) => Reading::Unreadable {
            why: "list is no array",
        },
    })
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
            let Reading::Success(SendAccepted { msg_id, .. }) = send(&reply(body)) else {
                panic!("{body}")
            };
            assert_eq!(msg_id.as_deref(), Some("152880982911993396"));
        }
        assert_eq!(
            send(&reply(r#"{"code":"40008","desc":"key error"}"#)),
            Reading::Code(VendorCode {
                table: CODES,
                code: "40008".into(),
                said: Some("key error".into())
            })
        );
    }

    #[test]
    fn times_are_those_of_shanghai() {
        let told = told_at("2018-06-12 21:41:54").unwrap();
        assert_eq!(told.to_rfc3339(), "2018-06-12T13:41:54+00:00");
        for nothing in ["", "2018-06-12", "2018-13-12 21:41:54", "20180612214154", "now"] {
            assert_eq!(told_at(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn success_without_an_id_is_still_success() {
        assert_eq!(
            send(&reply(r#"{"code":20000}"#)),
            Reading::Success(SendAccepted::default())
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
        assert_eq!(batch.items[1].msisdn.as_ref().unwrap().reveal(), "13000000001");
        assert_eq!(batch.bad.iter().map(|bad| bad.index).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn ids_of_any_length_and_fields_nobody_knows_are_no_trouble() {
        let body = r#"{"code":20000.0,"list":[]}"#;
        // 20000.0 is not what the document prints: it decides nothing.
        assert!(matches!(reports(&reply(body)), Reading::Code(_)));
        let body = r#"{"code":20000,"msgId":15288098291199339612345678,"new":{"a":[1.5]}}"#;
        let Reading::Success(accepted) = send(&reply(body)) else {
            panic!("readable")
        };
        assert_eq!(accepted.msg_id.as_deref(), Some("15288098291199339612345678"));
    }

    #[test]
    fn a_reply_in_another_charset_is_unreadable_and_a_byte_order_mark_is_no_trouble() {
        let of = |body: &[u8]| HttpReply {
            status: 200,
            date: None,
            body: body.to_vec(),
        };
        let gbk = of(b"{\"code\":20000,\"desc\":\"\xb3\xc9\xb9\xa6\"}");
        assert!(matches!(send(&gbk), Reading::Unreadable { .. }));
        let marked = of(b"\xef\xbb\xbf{\"code\":20000,\"smsNum\":\"7\"}");
        assert_eq!(
            balance(&marked),
            Reading::Success(BalanceAmount::Messages { left: 7 })
        );
    }

    #[test]
    fn a_list_that_is_missing_is_empty_and_one_of_another_shape_unreadable() {
        for body in [
            r#"{"code":20000}"#,
            r#"{"code":20000,"list":null}"#,
            r#"{"code":20000,"list":[]}"#,
        ] {
            assert_eq!(
                replies(&reply(body)),
                Reading::Success(Batch::default()),
                "{body}"
            );
        }
        for body in [r#"{"code":20000,"list":{}}"#, r#"{"code":20000,"list":"none"}"#] {
            assert!(
                matches!(replies(&reply(body)), Reading::Unreadable { .. }),
                "{body}"
            );
        }
    }
}
