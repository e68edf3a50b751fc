//! Replies of the three operations (2.5, 3.4, 4.5).

use serde_json::{Map, Value};

use super::codes::CODES;
use super::report;
use crate::contract::account::BalanceAmount;
use crate::contract::message::ReportChannel;
use crate::vendors::http::HttpReply;
use crate::vendors::read::{self, maybe, optional};
use crate::vendors::{Batch, Reading, ReportItem, SendAccepted, VendorCode};

const SUCCESS: &str = "0";

/// The reply to a send: one `msgId` for all its numbers.
pub fn send(reply: &HttpReply) -> Reading<SendAccepted> {
    with_success(reply, |fields| {
        Reading::Success(SendAccepted {
            msg_id: data(fields).and_then(|data| maybe(data, "msgId")),
            each: None,
        })
    })
}

/// The reply to a balance query.
pub fn balance(reply: &HttpReply) -> Reading<BalanceAmount> {
    with_success(reply, |fields| {
        let Some(data) = data(fields) else {
            return Reading::Unreadable { why: "no data" };
        };
        match read::decimal(data, "balance") {
            Some(amount) => Reading::Success(BalanceAmount::Money {
                amount,
                currency_name: optional(data, "currencyName"),
                currency_code: optional(data, "currencyCode"),
            }),
            None => Reading::Unreadable {
                why: "balance is missing or no number",
            },
        }
    })
}

/// The reply to a status query.
pub fn reports(reply: &HttpReply) -> Reading<Batch<ReportItem>> {
    let read = |fields: &Map<String, Value>| report::read(fields, ReportChannel::Query);
    with_success(reply, |fields| match fields.get("data") {
        None | Some(Value::Null) => Reading::Success(Batch::default()),
        Some(Value::Array(items)) => Reading::Success(read::batch(items, read)),
        Some(item @ Value::Object(_)) => Reading::Success(read::batch(std::slice::from_ref(item), read)),
        Some(_) => Reading::Unreadable {
            why: "data is neither array nor object",
        },
    })
}

/// `data` is an array in 3.4 and an object in 3.5: both are taken, here and in the reply to a send.
fn data(fields: &Map<String, Value>) -> Option<&Map<String, Value>> {
    match fields.get("data")? {
        Value::Object(data) => Some(data),
        Value::Array(items) => items.first()?.as_object(),
        _ => None,
    }
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
            said: maybe(&fields, "msg"),
        })
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

    fn money(amount: &str) -> Reading<BalanceAmount> {
        Reading::Success(BalanceAmount::Money {
            amount: amount.to_owned(),
            currency_name: "人民币".to_owned(),
            currency_code: "CNY".to_owned(),
        })
    }

    #[test]
    fn ids_and_codes_come_as_number_or_text() {
        for body in [
            r#"{"msg":"ok","code":0,"data":{"msgId":"240924162017564896"}}"#,
            r#"{"msg":"ok","code":"0","data":{"msgId":240924162017564896},"more":{}}"#,
            r#"{"code":0,"data":[{"msgId":240924162017564896}]}"#,
        ] {
            assert_eq!(
                send(&reply(body)),
                Reading::Success(SendAccepted {
                    msg_id: Some("240924162017564896".to_owned()),
                    each: None
                }),
                "{body}"
            );
        }
        assert_eq!(
            send(&reply(r#"{"code":"1009","msg":"AmountNotEnough"}"#)),
            Reading::Code(VendorCode {
                table: CODES,
                code: "1009".to_owned(),
                said: Some("AmountNotEnough".to_owned())
            })
        );
    }

    #[test]
    fn success_without_an_id_is_still_success() {
        for body in [
            r#"{"code":0}"#,
            r#"{"code":0,"data":null}"#,
            r#"{"code":0,"data":{}}"#,
            r#"{"code":0,"data":[]}"#,
            r#"{"code":0,"data":{"msgId":""}}"#,
            r#"{"code":0,"data":"ok"}"#,
        ] {
            assert_eq!(
                send(&reply(body)),
                Reading::Success(SendAccepted::default()),
                "{body}"
            );
        }
    }

    #[test]
    fn a_balance_is_the_text_that_was_printed() {
        for printed in ["1", "1.10", "100.00", "-0.5", "12345678901234567.89", "0.1"] {
            let rest = r#""currencyName":"人民币","currencyCode":"CNY""#;
            for body in [
                format!(r#"{{"code":0,"msg":"ok","data":{{"balance":{printed},{rest}}}}}"#),
                format!(r#"{{"code":0,"msg":"ok","data":[{{"balance":{printed},{rest}}}]}}"#),
                format!(r#"{{"code":0,"msg":"ok","data":{{"balance":"{printed}",{rest}}}}}"#),
            ] {
                assert_eq!(balance(&reply(&body)), money(printed), "{body}");
            }
        }
    }

    #[test]
    fn a_balance_without_a_figure_is_unreadable() {
        for body in [
            r#"{"code":0}"#,
            r#"{"code":0,"data":[]}"#,
            r#"{"code":0,"data":{"balance":null}}"#,
            r#"{"code":0,"data":{"balance":"plenty"}}"#,
            r#"{"code":0,"data":{"balance":[1]}}"#,
            r#"{"code":0,"data":7}"#,
        ] {
            assert!(
                matches!(balance(&reply(body)), Reading::Unreadable { .. }),
                "{body}"
            );
        }
    }

    #[test]
    fn what_is_not_the_vendors_reply_is_unreadable() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for body in [
            "",
            "<html>502</html>",
            "[]",
            "{}",
            r#"{"code":null}"#,
            r#"{"code":{}}"#,
            "{\"code\":0",
            &deep,
        ] {
            let reply = reply(body);
            assert!(matches!(send(&reply), Reading::Unreadable { .. }));
            assert!(matches!(balance(&reply), Reading::Unreadable { .. }));
            assert!(matches!(reports(&reply), Reading::Unreadable { .. }));
        }
        let gbk = HttpReply {
            status: 200,
            date: None,
            body: b"{\"code\":0,\"msg\":\"\xb3\xc9\xb9\xa6\"}".to_vec(),
        };
        assert!(matches!(send(&gbk), Reading::Unreadable { .. }));
    }

    #[test]
    fn a_query_brings_items_and_keeps_bad_ones_aside() {
        let item = r#"{"desc":"","errorCode":"16","mobile":"99121244155","msgId":"240924170907169917","status":2,"timestamp":"20240924050907"}"#;
        for (body, items, bad) in [
            (format!(r#"{{"code":0,"data":[{item}],"msg":"ok"}}"#), 1, 0),
            (format!(r#"{{"code":0,"data":{item}}}"#), 1, 0),
            (format!(r#"{{"code":0,"data":[7,{item},{{"msgId":"1"}}]}}"#), 1, 2),
            (r#"{"code":0}"#.to_owned(), 0, 0),
            (r#"{"code":0,"data":[]}"#.to_owned(), 0, 0),
        ] {
            let Reading::Success(batch) = reports(&reply(&body)) else {
                panic!("{body}")
            };
            assert_eq!((batch.items.len(), batch.bad.len()), (items, bad), "{body}");
        }
        assert!(matches!(
            reports(&reply(r#"{"code":0,"data":"none"}"#)),
            Reading::Unreadable { .. }
        ));
    }

    #[test]
    fn a_large_batch_is_read_whole() {
        let items: Vec<String> = (0..20_000)
            .map(|n| format!(r#"{{"mobile":"99121244155","msgId":"{n}","status":0,"x":0.5}}"#))
            .collect();
        let Reading::Success(batch) =
            reports(&reply(&format!(r#"{{"code":0,"data":[{}]}}"#, items.join(","))))
        else {
            panic!("readable")
        };
        assert_eq!(batch.items.len(), 20_000);
    }
}
