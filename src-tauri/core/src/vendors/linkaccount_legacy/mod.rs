//! LinkAccount's older dialect: phone info and phone verify.
//!
//! Source: `linkaccount-legacy.md` in the vendors' documents, corrected by `vendors.md`. Signature, encryption, replies
//! and codes are LinkAccount's; only what parameters are called differs. The document lists `sign` inside its own
//! signature, which cannot be: it is left out.

mod codes;
mod request;

use chrono::{DateTime, Utc};

use super::codes::CodeTable;
use super::http::{HttpReply, HttpRequest, StoredRequest};
use super::linkaccount::{self, curl, parse, request::VERIFY, sign};
use super::numbers::Numbers;
use super::shell::Script;
use super::signing::Signing;
use super::{
    Access, Call, CheckAnswer, CheckOperation, FrozenBody, Reading, RequestError, SendAccepted,
    SendOperation, Settings, Vendor,
};
use crate::contract::account::{BalanceUnit, Capabilities, CheckKind, SecretKind, VendorSetting};

/// The vendor.
#[derive(Debug, Clone, Copy)]
pub struct LinkAccountLegacy;

impl Vendor for LinkAccountLegacy {
    fn id(&self) -> &'static str {
        "linkaccount_legacy"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            default_base_url: linkaccount::BASE_URL.to_owned(),
            plain_http: false,
            account_field: "appId".to_owned(),
            secrets: vec![SecretKind::SigningKey, SecretKind::DecryptionKey],
            settings: self.signing_settings(),
            sends: Vec::new(),
            checks: vec![CheckKind::PhoneInfo, CheckKind::PhoneVerify],
            bindings: false,
            balance: BalanceUnit::NotOffered,
            polls_reports: false,
            queries_reports: false,
            polls_replies: false,
            pushes: Vec::new(),
            callback_in_request: false,
            template_signature: false,
            timed_signature: false,
            extension_digits: 0,
            echo_characters: 0,
            echo_refuses: String::new(),
        }
    }

    fn codes(&self) -> &'static [CodeTable] {
        codes::TABLES
    }

    /// Capabilities offer no send, so no plan holds one.
    fn freeze_send(&self, _send: &SendOperation, _settings: &Settings) -> FrozenBody {
        FrozenBody {
            path: String::new(),
            json: "{}".to_owned(),
        }
    }

    fn freeze_check(&self, check: &CheckOperation, settings: &Settings) -> Option<FrozenBody> {
        Some(request::freeze_check(check, settings))
    }

    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        _now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError> {
        match call {
            Call::Check(frozen) => {
                let mut signed = linkaccount::request::signed(call, access)?;
                signed
                    .signed_with
                    .settings
                    .extend(request::names_in(&frozen.json));
                Ok(signed)
            }
            _ => Err(RequestError::NotOffered),
        }
    }

    /// The names are signed too.
    fn signing_settings(&self) -> Vec<VendorSetting> {
        [sign::settings(), vec![request::names_setting()]].concat()
    }

    fn signing(&self, request: &StoredRequest, settings: Option<&Settings>) -> Option<Signing> {
        request::signing(request, settings)
    }

    fn refuses_credentials(&self, table: &str, code: &str) -> bool {
        linkaccount::codes::refuse_credentials(table, code)
    }

    fn numbers(&self, request: &StoredRequest) -> Numbers {
        curl::numbers(request)
    }

    fn curl(&self, request: &StoredRequest) -> Option<Script> {
        curl::script(request)
    }

    fn read_send(&self, _path: &str, _reply: &HttpReply) -> Reading<SendAccepted> {
        Reading::not_offered()
    }

    fn read_check(&self, path: &str, reply: &HttpReply, access: &Access) -> Reading<CheckAnswer> {
        match path {
            VERIFY => parse::verify(reply, access),
            _ => parse::info(reply, access),
        }
    }
}
