//! Requests of the five operations (一.2, 二.2, 三.2, 四.2, 五.2).

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use super::sign;
use crate::contract::desk::PollKind;
use crate::msisdn::Msisdn;
use crate::vendors::http::{HttpRequest, Method, SignedWith};
use crate::vendors::{Access, Call, FrozenBody, OperationBody, RequestError, SendOperation};

const PLAIN: &str = "/api/v1/sms";
const TEMPLATE: &str = "/api/v1/smsTp";
const BALANCE: &str = "/api/v1/accountNum";
const REPORTS: &str = "/api/v1/report";
const REPLIES: &str = "/api/v1/reply";

/// What stands in stored copies for what authenticates.
pub const KEY_PLACEHOLDER: &str = "{{key}}";

/// The body of a send without `account`, `key` and `timestamp`.
pub fn freeze(send: &SendOperation) -> FrozenBody {
    let (path, mut body) = match &send.body {
        OperationBody::Plain { content, recipients } => {
            let mobile = recipients
                .iter()
                .map(Msisdn::reveal)
                .collect::<Vec<_>>()
                .join(",");
            (PLAIN, json!({ "content": content, "mobile": mobile }))
        }
        OperationBody::Template {
            template_id,
            text,
            recipients,
            ..
        } => {
            let list: Vec<Value> = recipients
                .iter()
                .map(|(msisdn, values)| json!({ "mobile": msisdn.reveal(), "content": values }))
                .collect();
            (
                TEMPLATE,
                json!({ "template": text, "templateId": template_id, "list": list }),
            )
        }
        // Capabilities do not offer it, so no plan holds one.
        OperationBody::Voice { .. } | OperationBody::International { .. } => (PLAIN, json!({})),
    };
    body["code"] = Value::String(send.extension.clone());
    body["ext"] = Value::String(send.echo.clone());
    FrozenBody {
        path: path.to_owned(),
        json: body.to_string(),
    }
}

/// A request, signed for `now`.
pub fn request(call: &Call<'_>, access: &Access, now: DateTime<Utc>) -> Result<HttpRequest, RequestError> {
    let (path, mut fields) = match call {
        Call::Send(frozen) => {
            let fields: Map<String, Value> =
                serde_json::from_str(&frozen.json).map_err(|_| RequestError::FrozenBody)?;
            (frozen.path.as_str(), fields)
        }
        Call::Balance => (BALANCE, Map::new()),
        Call::Poll(PollKind::Reports) => (REPORTS, Map::new()),
        Call::Poll(PollKind::Replies) => (REPLIES, Map::new()),
        Call::Check(_)
        | Call::Bind(_)
        | Call::Release(_)
        | Call::Status(_)
        | Call::Poll(PollKind::Status | PollKind::Balance) => {
            return Err(RequestError::NotOffered);
        }
    };
    let timestamp = now.timestamp();
    let key = sign::key(&access.secret, timestamp, sign::case(&access.settings));
    fields.insert("account".to_owned(), Value::String(access.vendor_account.clone()));
    fields.insert("timestamp".to_owned(), Value::from(timestamp));
    fields.insert("key".to_owned(), Value::String(KEY_PLACEHOLDER.to_owned()));
    let shown_body = Value::Object(fields.clone()).to_string();
    fields.insert("key".to_owned(), Value::String(key.expose_secret().to_owned()));
    Ok(HttpRequest {
        method: Method::Post,
        url: format!("{}{path}", access.base_url),
        headers: vec![("content-type", "application/json; charset=UTF-8".to_owned())],
        secret_headers: Vec::new(),
        body: Value::Object(fields).to_string().into(),
        shown_body,
        // It begins with the secret.
        signed: None,
        signed_with: SignedWith {
            at: Some(timestamp * 1_000),
            settings: access.settings.of(&sign::settings()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        Access {
            base_url: "http://vendor.test".to_owned(),
            vendor_account: "user".to_owned(),
            secret: "s3cret".into(),
            ..Access::default()
        }
    }

    #[test]
    fn the_stored_copy_holds_a_placeholder_and_the_sent_one_the_digest() {
        let frozen = freeze(&SendOperation {
            body: OperationBody::Plain {
                content: "【总机】你好".to_owned(),
                recipients: vec![
                    Msisdn::mainland("13800000001").unwrap(),
                    Msisdn::mainland("13800000002").unwrap(),
                ],
            },
            extension: "12".to_owned(),
            echo: "P01abcdefghi".to_owned(),
            callback_url: String::new(),
            vendor_account: "user".to_owned(),
        });
        let now = DateTime::from_timestamp(1_528_807_644, 0).unwrap();
        let request = request(&Call::Send(&frozen), &access(), now).unwrap();
        let shown: Value = serde_json::from_str(&request.shown_body).unwrap();
        let sent: Value = serde_json::from_str(request.body.expose_secret()).unwrap();
        assert_eq!(shown["key"], "{{key}}");
        assert_eq!(sent["key"].as_str().unwrap().len(), 32);
        assert_eq!(sent["mobile"], "13800000001,13800000002");
        assert_eq!(sent["code"], "12");
        assert_eq!(sent["timestamp"], 1_528_807_644);
        assert_eq!(request.url, "http://vendor.test/api/v1/sms");
        assert!(!format!("{request:?}").contains(sent["key"].as_str().unwrap()));
    }
}
