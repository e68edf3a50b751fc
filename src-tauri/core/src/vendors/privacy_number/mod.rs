//! Privacy numbers (云通信平台, 隐私业务-移动号码): account status, AXB and XA bind and release, and
//! the pushes of call detail records and call starts.
//!
//! Source: `privacy-numbers.md` in the vendors' documents, corrected by `vendors.md`. Forms over
//! https, or over plain http for an address that the vendor has listed; a header with the time
//! authenticates.

mod call;
mod codes;
mod curl;
mod parse;
mod push;
mod request;
mod sign;

use chrono::{DateTime, Utc};

use super::codes::CodeTable;
use super::http::{HttpReply, HttpRequest, StoredRequest};
use super::numbers::Numbers;
use super::shell::Script;
use super::signing::Signing;
use super::{
    Access, Batch, BindAccepted, BindOperation, Call, FrozenBody, PushBody, PushItem, Reading,
    ReleaseOperation, RequestError, SendAccepted, SendOperation, Settings, Vendor,
};
use crate::contract::account::{
    BalanceAmount, BalanceUnit, Capabilities, PushKind, SecretKind, VendorSetting,
};

/// The vendor.
#[derive(Debug, Clone, Copy)]
pub struct PrivacyNumber;

impl Vendor for PrivacyNumber {
    fn id(&self) -> &'static str {
        "privacy_number"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            // The document names none: the account has to.
            default_base_url: String::new(),
            plain_http: true,
            account_field: "developer id".to_owned(),
            secrets: vec![SecretKind::Secret],
            // Unconfirmed: the document does not say whether one X may carry several pairs.
            settings: vec![VendorSetting {
                name: "bindings_per_x".to_owned(),
                values: vec!["one".to_owned(), "several".to_owned()],
            }],
            sends: Vec::new(),
            checks: Vec::new(),
            bindings: true,
            balance: BalanceUnit::Account,
            polls_reports: false,
            queries_reports: false,
            polls_replies: false,
            pushes: vec![PushKind::CallRecord, PushKind::CallStart],
            callback_in_request: false,
            template_signature: false,
            // 2.1: the stamp has to lie within three minutes.
            timed_signature: true,
            extension_digits: 0,
            // The document names no limit for `userData`; the bind form has its own.
            echo_characters: 100,
            echo_refuses: String::new(),
        }
    }

    fn codes(&self) -> &'static [CodeTable] {
        codes::TABLES
    }

    /// It sends nothing; no way to send is offered, so no plan comes here.
    fn freeze_send(&self, _send: &SendOperation, _settings: &Settings) -> FrozenBody {
        FrozenBody {
            path: String::new(),
            json: "{}".to_owned(),
        }
    }

    fn freeze_bind(&self, bind: &BindOperation) -> Option<FrozenBody> {
        Some(request::freeze_bind(bind))
    }

    fn freeze_release(&self, release: &ReleaseOperation) -> Option<FrozenBody> {
        Some(request::freeze_release(release))
    }

    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError> {
        request::request(call, access, now)
    }

    fn signing(&self, request: &StoredRequest, _settings: Option<&Settings>) -> Option<Signing> {
        Some(sign::signing(request))
    }

    /// 2.1: within three minutes.
    fn clock_tolerance(&self) -> Option<i64> {
        Some(3 * 60)
    }

    fn refuses_credentials(&self, table: &str, code: &str) -> bool {
        table == codes::CODES && codes::CREDENTIALS.contains(&code)
    }

    fn numbers(&self, request: &StoredRequest) -> Numbers {
        curl::numbers(request)
    }

    fn curl(&self, request: &StoredRequest) -> Option<Script> {
        curl::script(request)
    }

    fn code_before_status(&self) -> bool {
        true
    }

    fn read_send(&self, _path: &str, _reply: &HttpReply) -> Reading<SendAccepted> {
        Reading::not_offered()
    }

    fn read_balance(&self, reply: &HttpReply) -> Reading<BalanceAmount> {
        parse::account(reply)
    }

    fn read_bind(&self, reply: &HttpReply) -> Reading<BindAccepted> {
        parse::bind(reply)
    }

    fn read_release(&self, reply: &HttpReply) -> Reading<()> {
        parse::release(reply)
    }

    fn release_is_gone(&self, code: &str) -> bool {
        codes::NOT_THERE.contains(&code)
    }

    fn bind_is_there(&self, code: &str) -> bool {
        codes::THERE_ALREADY.contains(&code)
    }

    fn read_push(&self, kind: PushKind, push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
        match kind {
            PushKind::CallRecord | PushKind::CallStart => push::read(kind, push),
            PushKind::SmsStatus | PushKind::VoiceStatus | PushKind::InternationalStatus => {
                Reading::not_offered()
            }
        }
    }

    fn push_acknowledgement(&self) -> &'static str {
        // The document names none; its own replies begin with `error`, 0 for success.
        r#"{"error":0}"#
    }
}
