//! `account`, `timestamp` and `key` (lianjiang.md, 提交参数 of each chapter).

use chrono::{DateTime, Utc};
use md5::{Digest, Md5};
use serde::Deserialize;
use serde_json::Value;

use super::codes::Refusal;
use super::credentials::Credentials;
use super::fields::{self, Fields};

/// How far a timestamp may be off, in seconds. The document gives no figure (vendors.md, Lianjiang).
const WINDOW: u64 = 600;

/// How both digests of the key are written. The document does not say (vendors.md, Lianjiang).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeyCase {
    #[default]
    Lower,
    Upper,
}

/// Checks who is asking.
pub(crate) fn check(
    fields: &Fields,
    credentials: &Credentials,
    case: KeyCase,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let account = fields::text(fields, "account")?;
    let key = fields::text(fields, "key")?;
    if account != Some(&credentials.account) {
        return Err(Refusal::AccountError);
    }
    let key = key.ok_or(Refusal::KeyEmpty)?;
    let timestamp = fields
        .get("timestamp")
        .and_then(seconds)
        .ok_or(Refusal::TimestampError)?;
    if now.timestamp().abs_diff(timestamp) > WINDOW {
        return Err(Refusal::TimestampError);
    }
    if key == expected(&credentials.key, timestamp, case) {
        Ok(())
    } else {
        Err(Refusal::KeyError)
    }
}

/// 时间戳精确到秒: a Long, by the table; a string of digits is taken too.
fn seconds(timestamp: &Value) -> Option<i64> {
    match timestamp {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

/// MD5(key + MD5(timestamp))
fn expected(secret: &str, timestamp: i64, case: KeyCase) -> String {
    digest(&format!("{secret}{}", digest(&timestamp.to_string(), case)), case)
}

fn digest(text: &str, case: KeyCase) -> String {
    let bytes = Md5::digest(text.as_bytes());
    match case {
        KeyCase::Lower => format!("{bytes:x}"),
        KeyCase::Upper => format!("{bytes:X}"),
    }
}
