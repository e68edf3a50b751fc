//! LinkAccount (移动认证, 短信, 语音): text send, voice send, phone info, phone verify, and the pushes that tell what
//! became of texts and calls.
//!
//! Source: `linkaccount.md` in the vendors' documents, corrected by `vendors.md`. JSON over https; requests are signed
//! with the account's RSA key, the answers to number checks are encrypted for another one of its keys.

pub(super) mod codes;
pub(super) mod curl;
pub(super) mod parse;
mod push;
pub(super) mod request;
pub(super) mod sign;

use chrono::{DateTime, Utc};

use super::codes::CodeTable;
use super::http::{HttpReply, HttpRequest, StoredRequest};
use super::numbers::Numbers;
use super::shell::Script;
use super::signing::Signing;
use super::{
    Access, Batch, Call, CheckAnswer, CheckOperation, FrozenBody, PushBody, PushItem, Reading, RequestError,
    SendAccepted, SendOperation, Settings, Vendor,
};
use crate::contract::account::{
    BalanceUnit, Capabilities, CheckKind, PushKind, SecretKind, SendMode, SendWay, VendorSetting,
};

/// Where both dialects are (请求URL).
pub(super) const BASE_URL: &str = "https://account.linkedme.cc";

/// The vendor.
#[derive(Debug, Clone, Copy)]
pub struct LinkAccount;

impl Vendor for LinkAccount {
    fn id(&self) -> &'static str {
        "linkaccount"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            default_base_url: BASE_URL.to_owned(),
            plain_http: false,
            account_field: "app_key".to_owned(),
            secrets: vec![SecretKind::SigningKey, SecretKind::DecryptionKey],
            settings: sign::settings(),
            sends: vec![
                // 短信通知, 表3: at most 1000 numbers, one list of values.
                SendWay {
                    mode: SendMode::Template,
                    recipients: 1_000,
                    answers_each: true,
                    shared_values: true,
                    fewest_values: 0,
                    most_values: None,
                },
                // 语音通知, 表3: one number, `String[1-10]`.
                SendWay {
                    mode: SendMode::Voice,
                    recipients: 1,
                    answers_each: false,
                    shared_values: true,
                    fewest_values: 1,
                    most_values: Some(10),
                },
            ],
            checks: vec![CheckKind::PhoneInfo, CheckKind::PhoneVerify],
            bindings: false,
            balance: BalanceUnit::NotOffered,
            polls_reports: false,
            queries_reports: false,
            polls_replies: false,
            pushes: vec![PushKind::SmsStatus, PushKind::VoiceStatus],
            callback_in_request: true,
            template_signature: true,
            timed_signature: false,
            extension_digits: 0,
            // The document names no limit for `extend`: what fits beside the token in a line of a log.
            echo_characters: 64,
            echo_refuses: "{}".to_owned(),
        }
    }

    fn codes(&self) -> &'static [CodeTable] {
        codes::TABLES
    }

    fn freeze_send(&self, send: &SendOperation, settings: &Settings) -> FrozenBody {
        request::freeze_send(send, settings)
    }

    fn freeze_check(&self, check: &CheckOperation, settings: &Settings) -> Option<FrozenBody> {
        Some(request::freeze_check(check, &request::NAMES, settings))
    }

    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        _now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError> {
        request::signed(call, access)
    }

    fn signing_settings(&self) -> Vec<VendorSetting> {
        sign::settings()
    }

    fn signing(&self, request: &StoredRequest, settings: Option<&Settings>) -> Option<Signing> {
        request::signing(request, settings)
    }

    fn refuses_credentials(&self, table: &str, code: &str) -> bool {
        codes::refuse_credentials(table, code)
    }

    fn numbers(&self, request: &StoredRequest) -> Numbers {
        curl::numbers(request)
    }

    fn curl(&self, request: &StoredRequest) -> Option<Script> {
        curl::script(request)
    }

    fn read_send(&self, path: &str, reply: &HttpReply) -> Reading<SendAccepted> {
        match path {
            request::VOICE => parse::voice(reply),
            _ => parse::text(reply),
        }
    }

    fn read_check(&self, path: &str, reply: &HttpReply, access: &Access) -> Reading<CheckAnswer> {
        match path {
            request::VERIFY => parse::verify(reply, access),
            _ => parse::info(reply, access),
        }
    }

    fn read_push(&self, kind: PushKind, push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
        push::read(kind, push)
    }
}
