//! What texts and calls have in common: who asks, `extend`, the log and the form of refusals.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::account::Account;
use super::auth::{self, Signature};
use super::codes::{TEXT, Table, VOICE};
use super::credentials::Credentials;
use super::fields::Fields;
use super::settings::VoiceRefusal;
use super::{Accepted, Refusal, base_string, ids, reply, text, voice};
use crate::faults::Code;
use crate::log::{Outcome, Particulars};
use crate::play::{Played, Received};
use crate::push::Push;

const APP_KEY_EMPTY: Refusal = Refusal("19");
const SIGNATURE_WRONG: Refusal = Refusal("21");
const SIGNATURE_EMPTY: Refusal = Refusal("24");
const APP_KEY_WRONG: Refusal = Refusal("1100008");

/// 是否必选：否
const OPTIONAL: [&str; 2] = ["extend", "status_callback_url"];

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    /// 短信通知
    Text,
    /// 语音通知
    Voice,
}

impl Message {
    /// Processes a request; the pushes are for later.
    pub(super) fn play(
        self,
        request: &Received,
        credentials: &Credentials,
        account: &mut Account,
        now: DateTime<Utc>,
    ) -> (Played, Vec<Vec<Push>>) {
        let fields = Fields::parse(request.content_type(), &request.body);
        let result = match (self, &fields) {
            (Message::Text, Some(fields)) => text::send(fields, credentials, account, now),
            (Message::Text, None) => Err(text::NOTHING_TO_SEND),
            (Message::Voice, Some(fields)) => voice::send(fields, credentials, account, now),
            (Message::Voice, None) => Err(voice::MALFORMED),
        };
        match result {
            Ok(accepted) => accepted.split(),
            Err(refusal) => (self.refused(refusal, fields.as_ref(), account, now), Vec::new()),
        }
    }

    /// The recipients as far as they can be made out, for the log of requests that are not accepted.
    pub(super) fn readable(request: &Received) -> Particulars {
        let fields = Fields::parse(request.content_type(), &request.body);
        Particulars::to(fields.as_ref().map(recipients).unwrap_or_default())
    }

    /// The reply that carries nothing but a code. `place` is `result` for the status of each recipient of a
    /// text, `body` for the status of a call, and the header otherwise.
    pub(super) fn code_reply(self, request: &Received, code: &Code, now: DateTime<Utc>) -> Value {
        let text = code.text();
        match (self, code.place.as_deref()) {
            (Message::Text, Some("result")) => {
                let result = |recipient: &String| reply::result(recipient, &ids::new_id(), &text, now);
                let recipients = Message::readable(request).recipients;
                reply::results(recipients.iter().map(result).collect(), now)
            }
            (Message::Voice, Some("body")) => reply::call(&ids::new_id(), &text, now),
            _ => self.header_reply(code.value.clone(), &text, now),
        }
    }

    fn refused(
        self,
        refusal: Refusal,
        fields: Option<&Fields>,
        account: &Account,
        now: DateTime<Utc>,
    ) -> Played {
        let mut particulars = Particulars::to(fields.map(recipients).unwrap_or_default());
        if let (SIGNATURE_WRONG, Some(fields)) = (refusal, fields) {
            let expected = base_string::candidates(fields, &OPTIONAL, &account.settings);
            particulars = particulars.with("expected_signed", expected);
        }
        let code = reply::code_value(refusal.0);
        let reply = match (self, account.settings.voice_refusal) {
            (Message::Voice, VoiceRefusal::Body) => reply::call("", refusal.0, now),
            _ => self.header_reply(code.clone(), refusal.0, now),
        };
        Played {
            reply: reply.into(),
            outcome: Outcome::Refused(code, particulars),
        }
    }

    /// 当返回响应出现异常时不包含此字段: there is nothing but the header.
    fn header_reply(self, code: Value, printed: &str, now: DateTime<Utc>) -> Value {
        let text = reply::header_text(self.table(), printed);
        json!({ "header": reply::message_header(code, text, now) })
    }

    fn table(self) -> Table {
        match self {
            Message::Text => TEXT,
            Message::Voice => VOICE,
        }
    }
}

/// Checks who is asking and gives the string that was signed.
pub(super) fn authenticate(
    fields: &Fields,
    credentials: &Credentials,
    account: &Account,
    malformed: Refusal,
) -> Result<String, Refusal> {
    let app_key = fields.text("app_key").map_err(|_| malformed)?;
    if app_key.text().ok_or(APP_KEY_EMPTY)? != credentials.app {
        return Err(APP_KEY_WRONG);
    }
    let checked = auth::check(fields, &OPTIONAL, credentials, &account.settings);
    match checked.map_err(|_| malformed)? {
        Signature::Missing => Err(SIGNATURE_EMPTY),
        Signature::Wrong => Err(SIGNATURE_WRONG),
        Signature::Of(signed) => Ok(signed),
    }
}

/// What is echoed and where to: `extend` and `status_callback_url`.
pub(super) fn optional(
    fields: &Fields,
    malformed: Refusal,
) -> Result<(Option<String>, Option<String>), Refusal> {
    let text = |name| {
        let given = fields.text(name).map_err(|_| malformed)?;
        Ok(given.text().map(Cow::into_owned))
    };
    let extend: Option<String> = text("extend")?;
    // 不允许携带以下字符：“{”，“}”
    if extend.as_ref().is_some_and(|extend| extend.contains(['{', '}'])) {
        return Err(malformed);
    }
    Ok((extend, text("status_callback_url")?))
}

fn recipients(fields: &Fields) -> Vec<String> {
    let given = fields.text("recipient").ok();
    let list = given.and_then(|given| given.text()).unwrap_or_default();
    list.split(',')
        .filter(|recipient| !recipient.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Accepted {
    /// What is answered now, and what is pushed later.
    pub(super) fn split(self) -> (Played, Vec<Vec<Push>>) {
        let played = Played {
            reply: self.reply.into(),
            outcome: Outcome::Accepted(self.particulars),
        };
        (played, self.pushes)
    }
}
