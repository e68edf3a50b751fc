//! International SMS: send now, send scheduled, balance, status query, status push.
//!
//! Source: `intl-sms.md` in the vendors' documents, corrected by `vendors.md`. JSON over plain
//! http; two headers authenticate, the same two on every request.

mod codes;
mod curl;
mod parse;
mod push;
mod report;
mod request;
mod sign;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::codes::CodeTable;
use super::http::{HttpReply, HttpRequest, StoredRequest};
use super::numbers::Numbers;
use super::shell::Script;
use super::signing::Signing;
use super::{
    Access, Batch, Call, FrozenBody, PushBody, PushItem, Reading, ReportItem, RequestError, SendAccepted,
    SendOperation, Settings, Vendor,
};
use crate::contract::account::{
    BalanceAmount, BalanceUnit, Capabilities, PushKind, SecretKind, SendMode, SendWay, VendorSetting,
};

/// The vendor.
#[derive(Debug, Clone, Copy)]
pub struct InternationalSms;

impl Vendor for InternationalSms {
    fn id(&self) -> &'static str {
        "intl_sms"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            default_base_url: "http://39.107.123.194:9118".to_owned(),
            plain_http: true,
            account_field: "appKey".to_owned(),
            secrets: vec![SecretKind::Secret],
            // Unconfirmed: the document names no zone for `sendTime`.
            settings: vec![VendorSetting {
                name: "send_time_zone".to_owned(),
                values: vec!["Asia/Shanghai".to_owned(), "UTC".to_owned()],
            }],
            // 2.3: at most 1000 recipients.
            sends: vec![SendWay {
                mode: SendMode::International,
                recipients: 1_000,
                answers_each: false,
                shared_values: true,
                fewest_values: 0,
                most_values: None,
            }],
            checks: Vec::new(),
            bindings: false,
            balance: BalanceUnit::Money,
            polls_reports: false,
            queries_reports: true,
            polls_replies: false,
            pushes: vec![PushKind::InternationalStatus],
            // 5.2: the customer names the URL to the vendor once.
            callback_in_request: false,
            template_signature: false,
            timed_signature: false,
            extension_digits: 0,
            // Nothing is echoed.
            echo_characters: 0,
            echo_refuses: String::new(),
        }
    }

    fn codes(&self) -> &'static [CodeTable] {
        codes::TABLES
    }

    fn freeze_send(&self, send: &SendOperation, _settings: &Settings) -> FrozenBody {
        request::freeze(send)
    }

    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        _now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError> {
        request::request(call, access)
    }

    fn signing(&self, _request: &StoredRequest, _settings: Option<&Settings>) -> Option<Signing> {
        Some(sign::signing())
    }

    fn numbers(&self, request: &StoredRequest) -> Numbers {
        curl::numbers(request)
    }

    fn curl(&self, request: &StoredRequest) -> Option<Script> {
        curl::script(request)
    }

    fn read_send(&self, _path: &str, reply: &HttpReply) -> Reading<SendAccepted> {
        parse::send(reply)
    }

    fn read_balance(&self, reply: &HttpReply) -> Reading<BalanceAmount> {
        parse::balance(reply)
    }

    fn read_reports(&self, reply: &HttpReply) -> Reading<Batch<ReportItem>> {
        parse::reports(reply)
    }

    fn read_push(&self, kind: PushKind, push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
        match kind {
            PushKind::InternationalStatus => push::read(push),
            _ => Reading::not_offered(),
        }
    }

    fn push_is_authentic(&self, headers: &BTreeMap<String, String>, access: &Access) -> bool {
        push::is_authentic(headers, access)
    }

    fn push_secret_headers(&self) -> &'static [&'static str] {
        &push::SECRET_HEADERS
    }
}
