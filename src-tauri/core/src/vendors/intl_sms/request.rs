//! Requests of the three operations (第2章, 第三章, 第四章).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::sign;
use crate::msisdn::Msisdn;
use crate::vendors::http::{HttpRequest, Method, SecretHeader, SignedWith};
use crate::vendors::{Access, Call, FrozenBody, OperationBody, RequestError, SendOperation};

const SEND: &str = "/api/v1/international/sms/send";
const BALANCE: &str = "/api/v1/international/sms/balance";
const STATUS: &str = "/api/v1/international/sms/status";

/// The headers that authenticate.
pub const KEY_HEADER: &str = "appKey";
pub const SECRET_HEADER: &str = "appSecret";
/// What stands in stored copies for them.
const KEY_PLACEHOLDER: &str = "{{appKey}}";
pub const SECRET_PLACEHOLDER: &str = "{{appSecret}}";

/// The body of a send. Nothing in it authenticates. What is optional and empty is left out: an
/// empty `sendTime` would mean now as well (2.3), and so says nothing more.
pub fn freeze(send: &SendOperation) -> FrozenBody {
    let mut body = BTreeMap::new();
    // Capabilities offer no other, so no plan holds one.
    if let OperationBody::International {
        content,
        recipients,
        sender_id,
        send_time,
    } = &send.body
    {
        let mobile = recipients
            .iter()
            .map(Msisdn::with_country_code)
            .collect::<Vec<_>>()
            .join(",");
        body.insert("content", content.clone());
        body.insert("mobile", mobile);
        if !sender_id.is_empty() {
            body.insert("senderID", sender_id.clone());
        }
        if let Some(send_time) = send_time {
            body.insert("sendTime", send_time.clone());
        }
    }
    FrozenBody {
        path: SEND.to_owned(),
        json: json!(body).to_string(),
    }
}

/// A request with its headers.
pub fn request(call: &Call<'_>, access: &Access) -> Result<HttpRequest, RequestError> {
    match call {
        Call::Send(frozen) => match serde_json::from_str(&frozen.json) {
            Ok(Value::Object(_)) => Ok(posted(access, &frozen.path, frozen.json.clone())),
            _ => Err(RequestError::FrozenBody),
        },
        Call::Status(messages) => {
            let data: Vec<Value> = messages
                .iter()
                .map(|(msg_id, msisdn)| json!({ "msgId": msg_id, "mobile": msisdn.with_country_code() }))
                .collect();
            Ok(posted(access, STATUS, json!({ "data": data }).to_string()))
        }
        // 3.3: no body.
        Call::Balance => Ok(with_headers(access, Method::Get, BALANCE, String::new())),
        Call::Check(_) | Call::Bind(_) | Call::Release(_) | Call::Poll(_) => Err(RequestError::NotOffered),
    }
}

fn posted(access: &Access, path: &str, body: String) -> HttpRequest {
    with_headers(access, Method::Post, path, body)
}

fn with_headers(access: &Access, method: Method, path: &str, body: String) -> HttpRequest {
    HttpRequest {
        method,
        url: format!("{}{path}", access.base_url),
        headers: vec![
            ("accept", "application/json".to_owned()),
            ("content-type", "application/json;charset=utf-8".to_owned()),
        ],
        secret_headers: vec![
            SecretHeader {
                name: KEY_HEADER,
                value: access.vendor_account.clone().into(),
                placeholder: KEY_PLACEHOLDER.to_owned(),
            },
            SecretHeader {
                name: SECRET_HEADER,
                value: sign::app_secret(&access.secret),
                placeholder: SECRET_PLACEHOLDER.to_owned(),
            },
        ],
        shown_body: body.clone(),
        body: body.into(),
        // It is the secret.
        signed: None,
        signed_with: SignedWith::default(),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn access() -> Access {
        Access {
            base_url: "http://vendor.test".to_owned(),
            vendor_account: "10002".to_owned(),
            secret: "abc123".into(),
            ..Access::default()
        }
    }

    fn send(sender_id: &str, send_time: Option<&str>) -> FrozenBody {
        freeze(&SendOperation {
            body: OperationBody::International {
                content: "【Univasa】The code is 279275".to_owned(),
                recipients: vec![
                    Msisdn::abroad("2347031231000"),
                    Msisdn::mainland("13800138000").unwrap(),
                ],
                sender_id: sender_id.to_owned(),
                send_time: send_time.map(str::to_owned),
            },
            extension: String::new(),
            echo: "P01abcdefghi".to_owned(),
            callback_url: String::new(),
            vendor_account: "10002".to_owned(),
        })
    }

    #[test]
    fn a_send_names_numbers_with_their_country_code_and_leaves_out_what_is_empty() {
        assert_eq!(
            send("", None).json,
            r#"{"content":"【Univasa】The code is 279275","mobile":"2347031231000,8613800138000"}"#
        );
        let scheduled: Value = serde_json::from_str(&send("Univasa", Some("20240924100212")).json).unwrap();
        assert_eq!(scheduled["senderID"], "Univasa");
        assert_eq!(scheduled["sendTime"], "20240924100212");
    }

    #[test]
    fn both_headers_stand_as_placeholders_in_stored_copies() {
        let frozen = send("", None);
        let request = request(&Call::Send(&frozen), &access()).unwrap();
        assert_eq!(request.url, "http://vendor.test/api/v1/international/sms/send");
        assert_eq!(request.body.expose_secret(), frozen.json);
        assert_eq!(request.shown_body, frozen.json);
        let sent: Vec<_> = request
            .secret_headers
            .iter()
            .map(|header| (header.name, header.value.expose_secret().to_owned()))
            .collect();
        assert_eq!(
            sent,
            [
                ("appKey", "10002".to_owned()),
                ("appSecret", "E99A18C428CB38D5F260853678922E03".to_owned())
            ]
        );
        let shown = format!("{:?} {request:?}", request.shown_headers());
        assert!(shown.contains("{{appKey}}") && shown.contains("{{appSecret}}"));
        assert!(!shown.contains("10002") && !shown.contains("E99A18"));
    }

    #[test]
    fn a_query_names_each_message_and_number() {
        let asked = [("240924170907169917".to_owned(), Msisdn::abroad("99121244155"))];
        let request = request(&Call::Status(&asked), &access()).unwrap();
        assert_eq!(
            request.body.expose_secret(),
            r#"{"data":[{"mobile":"99121244155","msgId":"240924170907169917"}]}"#
        );
    }

    #[test]
    fn a_balance_has_no_body() {
        let request = request(&Call::Balance, &access()).unwrap();
        assert_eq!(request.method, Method::Get);
        assert!(request.body.expose_secret().is_empty());
    }

    #[test]
    fn what_was_changed_in_the_database_is_not_sent() {
        for json in ["", "[]", "{\"a\":", "1"] {
            let frozen = FrozenBody {
                path: SEND.to_owned(),
                json: json.to_owned(),
            };
            assert!(matches!(
                request(&Call::Send(&frozen), &access()),
                Err(RequestError::FrozenBody)
            ));
        }
    }
}
