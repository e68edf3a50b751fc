//! `Authorization: Keytime …` (privacy-numbers.md, 2.1).

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::codes::Refusal;
use super::credentials::Credentials;
use crate::play::Received;

/// 时间戳需要保证为三分钟内的时间戳
const WINDOW_MS: u64 = 3 * 60 * 1000;

/// Checks who is asking.
pub(super) fn check(
    request: &Received,
    credentials: &Credentials,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let said = request.header("Authorization").unwrap_or_default();
    let parts: Option<Vec<&str>> = said
        .strip_prefix("Keytime ")
        .map(|rest| rest.split(',').collect());
    let Some(&[developer_id, stamp, tag]) = parts.as_deref() else {
        return Err(Refusal::Unauthorized);
    };
    let fits = developer_id == credentials.developer_id
        && is_recent(stamp, now)
        && tag == expected(&credentials.auth_key, stamp);
    if fits { Ok(()) } else { Err(Refusal::Unauthorized) }
}

fn is_recent(stamp: &str, now: DateTime<Utc>) -> bool {
    stamp.bytes().all(|byte| byte.is_ascii_digit())
        && stamp
            .parse::<i64>()
            .is_ok_and(|millis| now.timestamp_millis().abs_diff(millis) <= WINDOW_MS)
}

/// sha256(开发者认证 key+时间戳).substring(24,40), lower case
fn expected(auth_key: &str, stamp: &str) -> String {
    let digest = format!("{:x}", Sha256::digest(format!("{auth_key}{stamp}")));
    digest.chars().skip(24).take(16).collect()
}
