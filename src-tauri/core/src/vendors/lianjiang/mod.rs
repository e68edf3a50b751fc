//! Lianjiang (联江·云通讯): plain send, template send, balance, report poll, reply poll.
//!
//! Source: `lianjiang.md` in the vendors' documents, corrected by `vendors.md`. JSON over plain
//! http; the account's key authenticates inside the body.

mod codes;
mod curl;
mod parse;
mod request;
mod sign;

use chrono::{DateTime, Utc};

use super::codes::CodeTable;
use super::http::{HttpReply, HttpRequest, StoredRequest};
use super::numbers::Numbers;
use super::shell::Script;
use super::signing::Signing;
use super::{
    Access, Batch, Call, FrozenBody, Reading, ReplyItem, ReportItem, RequestError, SendAccepted,
    SendOperation, Settings, Vendor, as_sent,
};
use crate::contract::account::{
    BalanceAmount, BalanceUnit, Capabilities, SecretKind, SendMode, SendWay, VendorSetting,
};

/// The vendor.
#[derive(Debug, Clone, Copy)]
pub struct Lianjiang;

impl Vendor for Lianjiang {
    fn id(&self) -> &'static str {
        "lianjiang"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            default_base_url: "http://ljioe.cn".to_owned(),
            plain_http: true,
            account_field: "account".to_owned(),
            secrets: vec![SecretKind::Secret],
            settings: sign::settings(),
            // 一.2: at most 2000 numbers; 二.2: at most 1000 groups.
            sends: vec![
                SendWay {
                    mode: SendMode::Plain,
                    recipients: 2_000,
                    answers_each: false,
                    shared_values: true,
                    fewest_values: 0,
                    most_values: None,
                },
                SendWay {
                    mode: SendMode::Template,
                    recipients: 1_000,
                    answers_each: false,
                    shared_values: false,
                    fewest_values: 0,
                    most_values: None,
                },
            ],
            checks: Vec::new(),
            bindings: false,
            balance: BalanceUnit::Messages,
            polls_reports: true,
            queries_reports: false,
            polls_replies: true,
            pushes: Vec::new(),
            callback_in_request: false,
            template_signature: false,
            timed_signature: true,
            // 一.2: digits, cut after 8.
            extension_digits: 8,
            // 二.2: `ext` holds 40, of which the token takes 12 and the dot one.
            echo_characters: 27,
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
        now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError> {
        request::request(call, access, now)
    }

    fn signing_settings(&self) -> Vec<VendorSetting> {
        sign::settings()
    }

    fn signing(&self, request: &StoredRequest, settings: Option<&Settings>) -> Option<Signing> {
        Some(sign::signing(request, &as_sent(request, settings)))
    }

    /// The window behind 40007 is not given (`vendors.md`): what clocks that are kept right never reach.
    fn clock_tolerance(&self) -> Option<i64> {
        Some(10 * 60)
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

    fn read_send(&self, _path: &str, reply: &HttpReply) -> Reading<SendAccepted> {
        parse::send(reply)
    }

    fn read_balance(&self, reply: &HttpReply) -> Reading<BalanceAmount> {
        parse::balance(reply)
    }

    fn read_reports(&self, reply: &HttpReply) -> Reading<Batch<ReportItem>> {
        parse::reports(reply)
    }

    fn told_at(&self, time: &str) -> Option<DateTime<Utc>> {
        parse::told_at(time)
    }

    fn read_replies(&self, reply: &HttpReply) -> Reading<Batch<ReplyItem>> {
        parse::replies(reply)
    }
}
