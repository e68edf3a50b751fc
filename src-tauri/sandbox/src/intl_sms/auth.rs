//! The headers `appKey` and `appSecret` (intl-sms.md, 1.1 请求头).

use super::codes::Refusal;
use super::credentials::Credentials;
use crate::play::Received;

/// Checks who is asking.
pub(super) fn check(request: &Received, credentials: &Credentials) -> Result<(), Refusal> {
    if request.header("appKey") != Some(&credentials.app_key) {
        return Err(Refusal::AppKey);
    }
    if request.header("appSecret") != Some(&credentials.app_secret()) {
        return Err(Refusal::Password);
    }
    Ok(())
}
