//! Requests of the four operations (`linkaccount.md`, 请求参数 of each): flat JSON bodies.
//!
//! What is signed is what is sent: the frozen body holds every parameter but `sign`, and signing adds nothing else.

use std::collections::BTreeMap;

use serde_json::Value;

use super::sign;
use crate::contract::account::CheckKind;
use crate::msisdn::Msisdn;
use crate::vendors::http::{HttpRequest, Method, SignedWith, StoredRequest};
use crate::vendors::signing::Signing;
use crate::vendors::{
    Access, Call, CheckOperation, FrozenBody, OperationBody, RequestError, SendOperation, Settings, as_sent,
};

/// 短信通知.
pub const TEXT: &str = "/sms/text/send";
/// 语音通知.
pub const VOICE: &str = "/sms/voice/send";
/// 获取用户登录手机号码的接口.
pub const INFO: &str = "/phone/info";
/// 校验用户登录号码接口.
pub const VERIFY: &str = "/phone/verify";

/// The parameter that holds the signature.
pub const SIGN: &str = "sign";
/// What stands in stored copies for the signature.
const SIGN_PLACEHOLDER: &str = "{{sign}}";

/// What the dialects call the same parameters of a number check.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The application.
    pub app: &'static str,
    /// The check code.
    pub auth_code: &'static str,
    /// The number.
    pub phone_num: &'static str,
}

/// This vendor's own.
pub const NAMES: Names = Names {
    app: "app_key",
    auth_code: "auth_code",
    phone_num: "phone_num",
};

/// Collects parameters; sorted, so that the frozen body is the same whenever it is made.
struct Parameters {
    fields: BTreeMap<String, Value>,
    sends_empty: bool,
}

impl Parameters {
    fn new(settings: &Settings) -> Self {
        Self {
            fields: BTreeMap::new(),
            sends_empty: sign::sends_empty(settings),
        }
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    fn put_optional(&mut self, name: &str, value: &str) {
        if !value.is_empty() || self.sends_empty {
            self.put(name, value);
        }
    }

    fn frozen(self, path: &str) -> FrozenBody {
        FrozenBody {
            path: path.to_owned(),
            json: json(&self.fields),
        }
    }
}

/// The body of a send without `sign`.
pub fn freeze_send(send: &SendOperation, settings: &Settings) -> FrozenBody {
    let mut body = Parameters::new(settings);
    body.put("app_key", send.vendor_account.as_str());
    body.put_optional("extend", &send.echo);
    body.put_optional("status_callback_url", &send.callback_url);
    let path = match &send.body {
        OperationBody::Template {
            template_id,
            signature,
            recipients,
            ..
        } => {
            let numbers: Vec<String> = recipients.iter().map(|(msisdn, _)| called(msisdn)).collect();
            // One request's recipients share their values (`Capabilities::sends`), so the first one's are everybody's.
            let values = recipients
                .first()
                .map(|(_, values)| values.clone())
                .unwrap_or_default();
            body.put("recipient", numbers.join(","));
            body.put("sign_name", signature.as_str());
            body.put("template_id", template_id.as_str());
            body.put("template_params", values);
            TEXT
        }
        OperationBody::Voice {
            template_id,
            recipient,
            values,
        } => {
            body.put("recipient", called(recipient));
            body.put("template_id", template_id.as_str());
            body.put("template_params", values.clone());
            VOICE
        }
        // Capabilities do not offer it, so no plan holds one.
        OperationBody::Plain { .. } | OperationBody::International { .. } => TEXT,
    };
    body.frozen(path)
}

/// The body of a number check without `sign`.
pub fn freeze_check(check: &CheckOperation, names: &Names, settings: &Settings) -> FrozenBody {
    let mut body = Parameters::new(settings);
    body.put(names.app, check.vendor_account.as_str());
    body.put("channel", check.channel.as_str());
    body.put("platform", check.platform.as_str());
    body.put("token", check.token.as_str());
    match check.kind {
        CheckKind::PhoneInfo => {
            body.put_optional(names.auth_code, &check.auth_code);
            body.frozen(INFO)
        }
        CheckKind::PhoneVerify => {
            // Bare digits here, unlike `recipient`.
            body.put(names.phone_num, check.msisdn.as_ref().map_or("", Msisdn::reveal));
            body.frozen(VERIFY)
        }
    }
}

/// A frozen body, signed.
pub fn signed(call: &Call<'_>, access: &Access) -> Result<HttpRequest, RequestError> {
    let (Call::Send(frozen) | Call::Check(frozen)) = call else {
        return Err(RequestError::NotOffered);
    };
    let mut fields: BTreeMap<String, Value> =
        serde_json::from_str(&frozen.json).map_err(|_| RequestError::FrozenBody)?;
    let string = sign::string_to_sign(&fields, &access.settings);
    let signature = sign::signature(&string, access)?;
    fields.insert(SIGN.to_owned(), SIGN_PLACEHOLDER.into());
    let shown_body = json(&fields);
    fields.insert(SIGN.to_owned(), signature.into());
    Ok(HttpRequest {
        method: Method::Post,
        url: format!("{}{}", access.base_url, frozen.path),
        headers: vec![("content-type", "application/json; charset=UTF-8".to_owned())],
        secret_headers: Vec::new(),
        body: json(&fields).into(),
        shown_body,
        signed: Some(string),
        signed_with: SignedWith {
            at: None,
            settings: access.settings.of(&sign::settings()),
        },
    })
}

/// Every parameter of a stored request but the signature.
pub fn stored(request: &StoredRequest) -> Option<BTreeMap<String, Value>> {
    let mut fields: BTreeMap<String, Value> = serde_json::from_str(&request.body).ok()?;
    fields.remove(SIGN);
    Some(fields)
}

/// The optional parameters of a stored request's operation.
pub fn optional(request: &StoredRequest, names: &Names) -> Vec<&'static str> {
    if request.url.ends_with(INFO) {
        vec![names.auth_code]
    } else if request.url.ends_with(VERIFY) {
        Vec::new()
    } else {
        vec!["extend", "status_callback_url"]
    }
}

/// What a stored request was signed by, or would be with other settings.
pub fn signing(request: &StoredRequest, settings: Option<&Settings>) -> Option<Signing> {
    let set = as_sent(request, settings);
    if let (None, Some(signed)) = (settings, &request.signed) {
        return Some(sign::signing(signed.clone(), &set));
    }
    let mut fields = stored(request)?;
    sign::with_optional(&mut fields, &optional(request, &NAMES), &set);
    Some(sign::signing(sign::string_to_sign(&fields, &set), &set))
}

/// `recipient`: country code and number (`+8613423222222`).
fn called(msisdn: &Msisdn) -> String {
    format!("+{}", msisdn.with_country_code())
}

fn json(fields: &BTreeMap<String, Value>) -> String {
    // Text keys and JSON values: nothing in it could fail to serialise.
    serde_json::to_string(fields).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;
    use serde_json::json;

    use super::*;
    use crate::secrets::keys::PrivateKey;
    use crate::surroundings::SystemRandomness;

    fn text() -> SendOperation {
        SendOperation {
            body: OperationBody::Template {
                template_id: "45".into(),
                text: "{1}{2}".into(),
                signature: "短信".into(),
                recipients: ["13412345678", "13412345679"]
                    .map(|digits| {
                        (
                            Msisdn::mainland(digits).unwrap(),
                            vec!["1224".into(), "你好".into()],
                        )
                    })
                    .to_vec(),
            },
            extension: String::new(),
            echo: "T01abcdefghi.note".into(),
            callback_url: String::new(),
            vendor_account: "7e28".into(),
        }
    }

    fn check(kind: CheckKind) -> CheckOperation {
        CheckOperation {
            kind,
            channel: "0".into(),
            platform: "1".into(),
            auth_code: String::new(),
            token: "nm89".into(),
            msisdn: Some(Msisdn::mainland("18123972798").unwrap()),
            vendor_account: "7e28".into(),
        }
    }

    #[test]
    fn an_optional_parameter_without_a_value_is_left_out_or_sent_empty() {
        let frozen = freeze_send(&text(), &Settings::default());
        assert_eq!(frozen.path, TEXT);
        assert_eq!(
            frozen.json,
            r#"{"app_key":"7e28","extend":"T01abcdefghi.note","recipient":"+8613412345678,+8613412345679","sign_name":"短信","template_id":"45","template_params":["1224","你好"]}"#
        );
        let empty = Settings([("empty_optional".to_owned(), "empty".to_owned())].into());
        assert!(
            freeze_send(&text(), &empty)
                .json
                .contains(r#""status_callback_url":"""#)
        );
        assert!(
            freeze_check(&check(CheckKind::PhoneInfo), &NAMES, &empty)
                .json
                .contains(r#""auth_code":"""#)
        );
    }

    #[test]
    fn a_call_goes_to_one_and_a_check_has_bare_digits() {
        let voice = SendOperation {
            body: OperationBody::Voice {
                template_id: "TTS01".into(),
                recipient: Msisdn::mainland("15970704470").unwrap(),
                values: vec!["2222".into()],
            },
            callback_url: "https://desk.test/v".into(),
            ..text()
        };
        let frozen = freeze_send(&voice, &Settings::default());
        assert_eq!(frozen.path, VOICE);
        let body: Value = serde_json::from_str(&frozen.json).unwrap();
        assert_eq!(
            body,
            json!({"app_key": "7e28", "extend": "T01abcdefghi.note", "recipient": "+8615970704470",
                "status_callback_url": "https://desk.test/v", "template_id": "TTS01", "template_params": ["2222"]})
        );
        assert_eq!(
            freeze_check(&check(CheckKind::PhoneVerify), &NAMES, &Settings::default()),
            FrozenBody {
                path: VERIFY.into(),
                json: r#"{"app_key":"7e28","channel":"0","phone_num":"18123972798","platform":"1","token":"nm89"}"#.into(),
            }
        );
        assert_eq!(
            freeze_check(&check(CheckKind::PhoneInfo), &NAMES, &Settings::default()).json,
            r#"{"app_key":"7e28","channel":"0","platform":"1","token":"nm89"}"#
        );
    }

    #[test]
    fn what_is_signed_is_what_is_sent_and_the_stored_copy_holds_a_placeholder() {
        let key = PrivateKey::generate(1_024, &SystemRandomness).unwrap();
        let public = key.public().clone();
        let access = Access {
            base_url: "https://vendor.test".into(),
            signing: Some(key),
            ..Access::default()
        };
        let frozen = freeze_send(&text(), &Settings::default());
        let request = signed(&Call::Send(&frozen), &access).unwrap();
        let string = request.signed.unwrap();
        assert_eq!(
            string,
            "app_key=7e28&extend=T01abcdefghi.note&recipient=+8613412345678,+8613412345679&sign_name=短信\
             &template_id=45&template_params=1224,你好"
        );
        let shown: Value = serde_json::from_str(&request.shown_body).unwrap();
        let mut sent: Value = serde_json::from_str(request.body.expose_secret()).unwrap();
        assert_eq!(shown["sign"], "{{sign}}");
        let hexadecimal = sent["sign"].as_str().unwrap().to_owned();
        let signature = data_encoding::HEXUPPER.decode(hexadecimal.as_bytes()).unwrap();
        assert!(public.verify(string.as_bytes(), &signature));
        sent.as_object_mut().unwrap().remove("sign");
        assert_eq!(sent, serde_json::from_str::<Value>(&frozen.json).unwrap());
    }

    #[test]
    fn without_a_key_nothing_is_made() {
        let frozen = freeze_send(&text(), &Settings::default());
        assert!(matches!(
            signed(&Call::Send(&frozen), &Access::default()),
            Err(RequestError::KeyMissing)
        ));
        assert!(matches!(
            signed(&Call::Balance, &Access::default()),
            Err(RequestError::NotOffered)
        ));
    }
}
