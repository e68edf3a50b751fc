//! Lianjiang (联江·云通讯): plain send, template send, balance, report poll, reply poll.
//!
//! Source: `lianjiang.md` in the vendors' documents, corrected by `vendors.md`. JSON over plain
//! http; the account's key authenticates inside the body.

mod codes;
mod parse;
mod request;
mod sign;

use chrono::{DateTime, Utc};

use super::http::{HttpReply, HttpRequest};
use super::{
    Access, Batch, Call, CodeClass, FrozenBody, MessagesLeft, Reading, ReplyItem, ReportItem, ReportVerdict,
    RequestError, SendAccepted, SendOperation, Vendor,
};
use crate::contract::account::Capabilities;

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
            // 一.2: at most 2000 numbers; 二.2: at most 1000 groups.
            plain_recipients: 2_000,
            template_recipients: 1_000,
            polls_reports: true,
            polls_replies: true,
            balance: true,
            // 一.2: digits, cut after 8.
            extension_digits: 8,
            // 二.2: `ext` holds 40, of which the token takes 12 and the dot one.
            echo_characters: 27,
        }
    }

    fn freeze(&self, send: &SendOperation) -> FrozenBody {
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

    fn read_send(&self, reply: &HttpReply) -> Reading<SendAccepted> {
        parse::send(reply)
    }

    fn read_balance(&self, reply: &HttpReply) -> Reading<MessagesLeft> {
        parse::balance(reply)
    }

    fn read_reports(&self, reply: &HttpReply) -> Reading<Batch<ReportItem>> {
        parse::reports(reply)
    }

    fn read_replies(&self, reply: &HttpReply) -> Reading<Batch<ReplyItem>> {
        parse::replies(reply)
    }

    fn class_of(&self, code: &str) -> CodeClass {
        codes::class_of(code)
    }

    fn report_verdict(&self, code: &str) -> ReportVerdict {
        codes::report_verdict(code)
    }
}
