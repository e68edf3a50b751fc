//! Replies of the five operations (3.1, 4.1–4.4): `error` decides, 0 is success.

use serde_json::{Map, Value};

use super::codes::CODES;
use crate::contract::account::BalanceAmount;
use crate::vendors::http::HttpReply;
use crate::vendors::read::{self, decimal, integer, maybe};
use crate::vendors::{BindAccepted, Reading, VendorCode};

const SUCCESS: &str = "0";

/// The account's status. Every field but `error` is optional.
pub fn account(reply: &HttpReply) -> Reading<BalanceAmount> {
    with_success(reply, |fields| BalanceAmount::Account {
        balance: decimal(fields, "balance"),
        overdraft: decimal(fields, "overdraft"),
        state: integer(fields, "state"),
        role: maybe(fields, "role"),
        created_at: integer(fields, "createTime"),
        updated_at: integer(fields, "updateTime"),
    })
}

/// The reply to a bind: an AXB's `subid` is optional, an XA's reply has none.
pub fn bind(reply: &HttpReply) -> Reading<BindAccepted> {
    with_success(reply, |fields| BindAccepted {
        subid: maybe(fields, "subid"),
    })
}

/// The reply to a release.
pub fn release(reply: &HttpReply) -> Reading<()> {
    with_success(reply, |_| ())
}

fn with_success<T>(reply: &HttpReply, read: impl FnOnce(&Map<String, Value>) -> T) -> Reading<T> {
    let Some(fields) = read::object(&reply.body) else {
        return Reading::Unreadable {
            why: "not a JSON object",
        };
    };
    let Some(code) = read::code(&fields, "error") else {
        return Reading::Unreadable { why: "no error" };
    };
    if code == SUCCESS {
        Reading::Success(read(&fields))
    } else {
        Reading::Code(VendorCode {
            table: CODES,
            code,
            said: maybe(&fields, "reason"),
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

    #[test]
    fn the_account_is_read_as_it_was_printed() {
        let number = r#"{"error":0,"reason":"","state":1,"role":"dev","balance":1234.50,"overdraft":0.00,
            "createTime":1622020210513,"updateTime":1622020210514,"more":[1]}"#;
        let text = r#"{"error":"0","state":"1","role":"dev","balance":"1234.50","overdraft":"0.00",
            "createTime":"1622020210513","updateTime":"1622020210514"}"#;
        for body in [number, text] {
            assert_eq!(
                account(&reply(body)),
                Reading::Success(BalanceAmount::Account {
                    balance: Some("1234.50".to_owned()),
                    overdraft: Some("0.00".to_owned()),
                    state: Some(1),
                    role: Some("dev".to_owned()),
                    created_at: Some(1_622_020_210_513),
                    updated_at: Some(1_622_020_210_514),
                })
            );
        }
        assert_eq!(
            account(&reply(r#"{"error":0,"balance":"much","state":null}"#)),
            Reading::Success(BalanceAmount::Account {
                balance: None,
                overdraft: None,
                state: None,
                role: None,
                created_at: None,
                updated_at: None,
            })
        );
    }

    #[test]
    fn a_bind_may_come_without_its_id() {
        for (body, subid) in [
            (r#"{"error":0,"subid":"s-1"}"#, Some("s-1")),
            (
                r#"{"error":"0","subid":1528098299119933961234567}"#,
                Some("1528098299119933961234567"),
            ),
            (
                r#"{"error":0,"subid":9007199254740993}"#,
                Some("9007199254740993"),
            ),
            (r#"{"error":0}"#, None),
            (r#"{"error":0,"subid":""}"#, None),
            (r#"{"error":0,"subid":null}"#, None),
        ] {
            assert_eq!(
                bind(&reply(body)),
                Reading::Success(BindAccepted {
                    subid: subid.map(str::to_owned)
                }),
                "{body}"
            );
        }
    }

    #[test]
    fn a_refusal_keeps_its_code_and_words() {
        let refused = VendorCode {
            table: CODES,
            code: "1302".to_owned(),
            said: Some("conflict".to_owned()),
        };
        for body in [
            r#"{"error":1302,"reason":"conflict"}"#,
            r#"{"error":"1302","reason":"conflict"}"#,
        ] {
            assert_eq!(bind(&reply(body)), Reading::Code(refused.clone()));
            assert_eq!(release(&reply(body)), Reading::Code(refused.clone()));
            assert_eq!(account(&reply(body)), Reading::Code(refused.clone()));
        }
    }

    #[test]
    fn what_is_not_the_vendors_reply_is_unreadable() {
        let deep = format!(
            "{{\"error\":0,\"a\":{}{}}}",
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        for body in [
            "",
            "<html></html>",
            "[]",
            "{}",
            r#"{"error":null}"#,
            r#"{"error":false}"#,
            "{\"error\":0",
            &deep,
        ] {
            let reply = reply(body);
            assert!(matches!(bind(&reply), Reading::Unreadable { .. }));
            assert!(matches!(release(&reply), Reading::Unreadable { .. }));
            assert!(matches!(account(&reply), Reading::Unreadable { .. }));
        }
        let gbk = HttpReply {
            status: 200,
            date: None,
            body: b"{\"error\":0,\"reason\":\"\xb3\xc9\xb9\xa6\"}".to_vec(),
        };
        assert!(matches!(release(&gbk), Reading::Unreadable { .. }));
    }
}
