//! What is told to the customer afterwards (短信回调通知, 语音回调通知).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::codes::{TEXT_REPORT, text_of};
use super::recipients;
use super::settings::PushFormat;
use crate::push::{Push, Repeats};
use crate::vendor::Vendor;

/// The number that calls come from.
const CALLER: &str = "+861065712345";

/// Where pushes go and what they carry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    pub(super) url: &'a str,
    pub(super) extend: Option<&'a str>,
    pub(super) format: PushFormat,
}

/// A message's pushes, one for each segment.
pub(super) fn text(
    address: Address,
    id: &str,
    number: &str,
    codes: &[String],
    at: DateTime<Utc>,
) -> Vec<Push> {
    let body = |(index, code): (usize, &String)| {
        json!({
            "smsMsgId": id,
            "total": codes.len().to_string(),
            "sequence": (index + 1).to_string(),
            "status": code,
            "msg": text_of(TEXT_REPORT, code),
            "source": source(code),
            // The example shows a bare date, though the table speaks of a time.
            "updateTime": in_shanghai(at).format("%Y-%m-%d").to_string(),
            "to": recipients::global(number),
        })
    };
    codes
        .iter()
        .enumerate()
        .map(|segment| address.push("sms_status", body(segment)))
        .collect()
}

/// A call's push.
pub(super) fn call(
    address: Address,
    id: &str,
    number: &str,
    status: u8,
    began: DateTime<Utc>,
    ended: DateTime<Utc>,
) -> Push {
    let time = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M:%S").to_string();
    let body = json!({
        "msgId": id,
        "status": status,
        "callerNum": CALLER,
        "to": recipients::global(number),
        "callOutStartTime": time(began),
        "callEndTime": time(ended),
    });
    address.push("voice_status", body)
}

impl Address<'_> {
    fn push(self, kind: &str, mut body: Value) -> Push {
        if let Some(extend) = self.extend {
            body["extend"] = Value::from(extend);
        }
        let (content_type, body) = match (self.format, body) {
            (PushFormat::Form, Value::Object(fields)) => ("application/x-www-form-urlencoded", form(&fields)),
            (_, body) => ("application/json;charset=UTF-8", body.to_string()),
        };
        Push {
            vendor: Vendor::Linkaccount,
            kind: kind.to_owned(),
            url: self.url.to_owned(),
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body: body.into_bytes(),
            // The document names no acknowledgement.
            repeats: Repeats::Never,
        }
    }
}

/// 1：短信平台自行产生 2：短信中心返回 3：短信安全管控产生
fn source(code: &str) -> &'static str {
    match code {
        "1300008" | "1300009" | "1300010" | "1300013" => "1",
        "1300011" | "1300012" => "3",
        _ => "2",
    }
}

fn in_shanghai(at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::hours(8)
}

/// `application/x-www-form-urlencoded` (WHATWG URL, 5.2).
fn form(fields: &Map<String, Value>) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("{name}={}", encoded(&text))
        })
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'*' | b'-' | b'.' | b'_' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(encoded("+86 1:a_b.c*~好&="), "%2B86+1%3Aa_b.c*%7E%E5%A5%BD%26%3D");
    }
}
