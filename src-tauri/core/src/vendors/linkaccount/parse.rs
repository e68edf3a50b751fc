//! Replies of the four operations (`linkaccount.md`, 返回参数 and 响应参数 of each).
//!
//! A refusal stands in `header.code`; a single recipient's in `result[].status`; a call's also in `body.status`. Each
//! is looked up in that operation's own table: 900019 means two things.

use serde_json::{Map, Value};

use super::{codes, sign};
use crate::msisdn::Msisdn;
use crate::vendors::http::HttpReply;
use crate::vendors::read::{self, maybe};
use crate::vendors::{Access, CheckAnswer, Reading, RecipientAnswer, SendAccepted, VendorCode};

/// `header.code` of what went well.
const SUCCESS: &str = "200";

/// The reply to a text send. A recipient that `result` does not name is unknown, each for itself.
pub fn text(reply: &HttpReply) -> Reading<SendAccepted> {
    with_success(reply, codes::TEXT, |body| {
        let items = match body.get("result") {
            None | Some(Value::Null) => &[],
            Some(Value::Array(items)) => items.as_slice(),
            Some(_) => {
                return Reading::Unreadable {
                    why: "result is no array",
                };
            }
        };
        Reading::Success(SendAccepted {
            msg_id: None,
            each: Some(items.iter().filter_map(answer).collect()),
        })
    })
}

/// What was said of one recipient; nothing where it is not said whose answer it is, or what it says.
fn answer(item: &Value) -> Option<RecipientAnswer> {
    let fields = item.as_object()?;
    let status = status(fields)?;
    Some(RecipientAnswer {
        msisdn: Msisdn::folded(&maybe(fields, "originTo")?),
        msg_id: maybe(fields, "smsMsgId"),
        refused: (status != codes::ACCEPTED).then_some(VendorCode {
            table: codes::TEXT,
            code: status,
            said: None,
        }),
    })
}

/// The reply to a voice send.
pub fn voice(reply: &HttpReply) -> Reading<SendAccepted> {
    with_success(reply, codes::VOICE, |body| {
        let msg_id = maybe(body, "sms_msg_id");
        match status(body) {
            Some(status) if status != codes::ACCEPTED => Reading::Code(VendorCode {
                table: codes::VOICE,
                code: status,
                said: None,
            }),
            // A call that is refused has no id: one that has is taken, whether its status came or not.
            None if msg_id.is_none() => Reading::Unreadable {
                why: "neither sms_msg_id nor status",
            },
            _ => Reading::Success(SendAccepted { msg_id, each: None }),
        }
    })
}

/// A `status`; `000000` written as a number is `0`.
fn status(fields: &Map<String, Value>) -> Option<String> {
    match fields.get("status")? {
        Value::Number(number) if number.as_u64() == Some(0) => Some(codes::ACCEPTED.to_owned()),
        _ => read::code(fields, "status"),
    }
}

/// The reply to phone info: the number, encrypted.
pub fn info(reply: &HttpReply, access: &Access) -> Reading<CheckAnswer> {
    encrypted(reply, access, |plain| number(plain).map(CheckAnswer::Number))
}

/// The reply to phone verify: `true` or `false`, encrypted.
pub fn verify(reply: &HttpReply, access: &Access) -> Reading<CheckAnswer> {
    encrypted(reply, access, |plain| {
        [("true", true), ("false", false)]
            .into_iter()
            .find(|(word, _)| plain.eq_ignore_ascii_case(word))
            .map(|(_, matches)| CheckAnswer::Matches(matches))
    })
}

/// A phone number: digits, with an optional plus.
fn number(plain: &str) -> Option<Msisdn> {
    let digits = plain.strip_prefix('+').unwrap_or(plain);
    ((7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| Msisdn::folded(plain))
}

fn encrypted(
    reply: &HttpReply,
    access: &Access,
    understand: impl Fn(&str) -> Option<CheckAnswer>,
) -> Reading<CheckAnswer> {
    with_header(reply, codes::NUMBER_AUTHENTICATION, |fields| {
        match fields.get("body") {
            // It was answered, and so charged, whatever became of the answer.
            Some(Value::String(sealed)) if !sealed.trim().is_empty() => Reading::Success(
                sign::opened(sealed, &access.decryption, understand).unwrap_or(CheckAnswer::NotDecrypted),
            ),
            _ => Reading::Unreadable {
                why: "body is missing or no text",
            },
        }
    })
}

/// With `body` as an object; one that is missing is empty.
fn with_success<T>(
    reply: &HttpReply,
    table: &'static str,
    read: impl FnOnce(&Map<String, Value>) -> Reading<T>,
) -> Reading<T> {
    with_header(reply, table, |fields| match fields.get("body") {
        None | Some(Value::Null) => read(&Map::new()),
        Some(Value::Object(body)) => read(body),
        Some(_) => Reading::Unreadable {
            why: "body is no object",
        },
    })
}

fn with_header<T>(
    reply: &HttpReply,
    table: &'static str,
    read: impl FnOnce(&Map<String, Value>) -> Reading<T>,
) -> Reading<T> {
    let Some(fields) = read::object(&reply.body) else {
        return Reading::Unreadable {
            why: "not a JSON object",
        };
    };
    let Some(header) = fields.get("header").and_then(Value::as_object) else {
        return Reading::Unreadable { why: "no header" };
    };
    match read::code(header, "code") {
        None => Reading::Unreadable { why: "no code" },
        Some(code) if code == SUCCESS => read(&fields),
        Some(code) => Reading::Code(VendorCode {
            table,
            code,
            said: maybe(header, "msg"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::{HEXLOWER, HEXUPPER};

    use super::*;
    use crate::secrets::keys::PrivateKey;
    use crate::surroundings::SystemRandomness;

    fn reply(body: &str) -> HttpReply {
        HttpReply {
            status: 200,
            date: None,
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn each_recipient_has_its_own_answer() {
        let body = r#"{"header":{"code":200,"msg":"操作成功","success":true,"alert":true,"time":1564486490320},"body":{"result":[
            {"smsMsgId":"7524a9aa","originTo":"+8613412345678","createTime":1564486490192,"status":"000000"},
            {"smsMsgId":9007199254740993,"originTo":13412345679,"createTime":"1564486490192","status":0,"more":{"a":[1]}},
            {"smsMsgId":"","originTo":"8613412345670","status":"1300014"},
            {"originTo":"13412345671","status":-10003},
            {"originTo":"13412345672"}, {"status":"000000"}, 7, null]}}"#;
        let Reading::Success(SendAccepted {
            msg_id: None,
            each: Some(each),
        }) = text(&reply(body))
        else {
            panic!("readable")
        };
        let shown: Vec<_> = each
            .iter()
            .map(|answer| {
                (
                    answer.msisdn.reveal(),
                    answer.msg_id.as_deref(),
                    answer.refused.as_ref().map(|code| code.code.as_str()),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("13412345678", Some("7524a9aa"), None),
                ("13412345679", Some("9007199254740993"), None),
                ("13412345670", None, Some("1300014")),
                ("13412345671", None, Some("-10003")),
            ]
        );
        assert_eq!(each[2].refused.as_ref().unwrap().table, "text");
    }

    #[test]
    fn a_refusal_is_looked_up_in_the_operations_own_table() {
        let refused = reply(r#"{"header":{"code":"900019","msg":"余额不足","success":false}}"#);
        let said = Some("余额不足".to_owned());
        let code = |table| VendorCode {
            table,
            code: "900019".into(),
            said: said.clone(),
        };
        assert_eq!(text(&refused), Reading::Code(code("text")));
        assert_eq!(voice(&refused), Reading::Code(code("voice")));
        assert_eq!(
            info(&refused, &Access::default()),
            Reading::Code(code("number_authentication"))
        );
    }

    #[test]
    fn a_call_is_refused_in_its_body_too() {
        let taken = voice(&reply(
            r#"{"header":{"code":200},"body":{"sms_msg_id":"977713dc","status":"000000"}}"#,
        ));
        let accepted = |id: Option<&str>| {
            Reading::Success(SendAccepted {
                msg_id: id.map(str::to_owned),
                each: None,
            })
        };
        assert_eq!(taken, accepted(Some("977713dc")));
        for (body, expected) in [
            (r#"{"sms_msg_id":977713}"#, accepted(Some("977713"))),
            (r#"{"status":0}"#, accepted(None)),
            (
                r#"{"sms_msg_id":"","status":"110036"}"#,
                Reading::Code(VendorCode {
                    table: "voice",
                    code: "110036".into(),
                    said: None,
                }),
            ),
        ] {
            let whole = format!(r#"{{"header":{{"code":"200"}},"body":{body}}}"#);
            assert_eq!(voice(&reply(&whole)), expected, "{body}");
        }
        for unclear in ["{}", "null", "[]", r#""text""#, r#"{"status":{}}"#] {
            let whole = format!(r#"{{"header":{{"code":200}},"body":{unclear}}}"#);
            assert!(
                matches!(voice(&reply(&whole)), Reading::Unreadable { .. }),
                "{unclear}"
            );
        }
    }

    #[test]
    fn a_success_without_a_result_leaves_every_recipient_unknown() {
        for body in [
            r#"{"header":{"code":200}}"#,
            r#"{"header":{"code":200},"body":{"result":[]}}"#,
            r#"{"header":{"code":200},"body":null}"#,
        ] {
            assert_eq!(
                text(&reply(body)),
                Reading::Success(SendAccepted {
                    msg_id: None,
                    each: Some(Vec::new())
                }),
                "{body}"
            );
        }
    }

    #[test]
    fn what_is_not_the_vendors_reply_is_unreadable() {
        let deep = format!(
            r#"{{"header":{{"code":200}},"body":{}{}}}"#,
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        for body in [
            "",
            "<html><body>502</body></html>",
            "[]",
            "{}",
            "null",
            r#"{"code":200}"#,
            r#"{"header":200}"#,
            r#"{"header":{"code":null}}"#,
            r#"{"header":{"code":{"a":1}}}"#,
            r#"{"header":{"code":"a code that is longer than any"}}"#,
            r#"{"header":{"code":200},"body":"#,
            r#"{"header":{"code":200},"body":{"result":"000000"}}"#,
            deep.as_str(),
        ] {
            assert!(
                matches!(text(&reply(body)), Reading::Unreadable { .. }),
                "{body:.60}"
            );
        }
        let gbk = HttpReply {
            body: b"{\"header\":{\"code\":200,\"msg\":\"\xb2\xd9\xd7\xf7\"}}".to_vec(),
            ..reply("")
        };
        assert!(matches!(text(&gbk), Reading::Unreadable { .. }));
    }

    #[test]
    fn an_answer_is_opened_by_whichever_key_fits() {
        let (old, new) = (
            PrivateKey::generate(1_024, &SystemRandomness).unwrap(),
            PrivateKey::generate(1_024, &SystemRandomness).unwrap(),
        );
        let sealed = |plain: &str| new.public().encrypt(plain.as_bytes()).unwrap();
        let answered = |body: &str| reply(&format!(r#"{{"header":{{"code":200}},"body":"{body}"}}"#));
        let both = Access {
            decryption: vec![old.clone(), new.clone()],
            ..Access::default()
        };
        let number = sealed("18123972798");
        let found = Reading::Success(CheckAnswer::Number(Msisdn::mainland("18123972798").unwrap()));
        assert_eq!(info(&answered(&HEXUPPER.encode(&number)), &both), found);
        assert_eq!(info(&answered(&HEXLOWER.encode(&number)), &both), found);
        for (word, matches) in [("true", true), ("false", false), ("TRUE", true)] {
            assert_eq!(
                verify(&answered(&HEXUPPER.encode(&sealed(word))), &both),
                Reading::Success(CheckAnswer::Matches(matches))
            );
        }
        let not_opened = Reading::Success(CheckAnswer::NotDecrypted);
        let only_old = Access {
            decryption: vec![old],
            ..Access::default()
        };
        assert_eq!(info(&answered(&HEXUPPER.encode(&number)), &only_old), not_opened);
        // Opened, but not what was asked for.
        assert_eq!(verify(&answered(&HEXUPPER.encode(&number)), &both), not_opened);
        assert_eq!(
            info(&answered(&HEXUPPER.encode(&sealed("true"))), &both),
            not_opened
        );
        assert_eq!(info(&answered("not hexadecimal"), &both), not_opened);
        assert_eq!(info(&answered("4B36"), &both), not_opened);
        for body in ["\"\"", "null", "{}", "true"] {
            let whole = reply(&format!(r#"{{"header":{{"code":200}},"body":{body}}}"#));
            assert!(
                matches!(info(&whole, &both), Reading::Unreadable { .. }),
                "{body}"
            );
        }
    }
}
