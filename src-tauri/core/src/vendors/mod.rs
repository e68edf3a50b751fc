//! The vendors: what each can do, how a request is made, how a reply is read.
//!
//! May enter: pure functions from typed calls to [`http::HttpRequest`] and from
//! [`http::HttpReply`] and pushes to typed readings; each vendor's codes, limits and quirks, in its
//! own folder and nowhere else. May call: nothing but `contract` types, `msisdn` and the key types
//! of `secrets`. Only [`door`] touches the network.
//!
//! One folder per vendor, with the same file names in each (`mod`, `sign`, `request`, `curl`, `parse`,
//! `push`, `codes`); a file a vendor has no use for is absent.

pub mod codes;
pub mod door;
pub mod http;
mod intl_sms;
pub mod lianjiang;
mod linkaccount;
mod linkaccount_legacy;
pub mod numbers;
mod privacy_number;
mod read;
pub mod shell;
pub mod signing;
mod types;
pub mod verdict;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::contract::account::{BalanceAmount, Capabilities, PushKind, VendorSetting};
use codes::{CodeTable, CodeTopic};
use http::{HttpReply, HttpRequest, StoredRequest};
use numbers::Numbers;
use shell::Script;
use signing::Signing;
pub use types::*;

/// A vendor, pure at the edges: no clock, no network, no store.
pub trait Vendor: Send + Sync {
    /// Its id, as in code, file names and the database.
    fn id(&self) -> &'static str;
    /// What it can do.
    fn capabilities(&self) -> Capabilities;
    /// Its code tables, as printed in its document.
    fn codes(&self) -> &'static [CodeTable];
    /// The body of a send without what authenticates it: frozen at approval.
    fn freeze_send(&self, send: &SendOperation, settings: &Settings) -> FrozenBody;
    /// The body of a number check without what authenticates it; `None` where there is none.
    fn freeze_check(&self, _check: &CheckOperation, _settings: &Settings) -> Option<FrozenBody> {
        None
    }
    /// The request of a bind without what authenticates it; `None` where there is none.
    fn freeze_bind(&self, _bind: &BindOperation) -> Option<FrozenBody> {
        None
    }
    /// The request of a release without what authenticates it; `None` where there is none.
    fn freeze_release(&self, _release: &ReleaseOperation) -> Option<FrozenBody> {
        None
    }
    /// A request, signed for `now` by the vendor's clock.
    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError>;
    /// The settings that change what is signed, or how what authenticates is written.
    fn signing_settings(&self) -> Vec<VendorSetting> {
        Vec::new()
    }
    /// How a stored request was signed, or would have been with other settings; `None` where it cannot be told.
    fn signing(&self, _request: &StoredRequest, _settings: Option<&Settings>) -> Option<Signing> {
        None
    }
    /// How many seconds the time in a signature may be off; `None` where it carries none.
    fn clock_tolerance(&self) -> Option<i64> {
        None
    }
    /// Whether a code refuses what authenticates: the account's name, its key, a signature, the time.
    fn refuses_credentials(&self, table: &str, code: &str) -> bool {
        let table = self.codes().iter().find(|known| known.id == table);
        let entry = table.and_then(|known| known.entries.iter().find(|entry| entry.code == code));
        entry.is_some_and(|entry| entry.topic == Some(CodeTopic::Signature))
    }
    /// The phone numbers of a stored request.
    fn numbers(&self, _request: &StoredRequest) -> Numbers {
        Numbers::default()
    }
    /// A stored request as a script that signs and sends it again; `None` where it cannot be made.
    fn curl(&self, _request: &StoredRequest) -> Option<Script> {
        None
    }
    /// Whether a readable code decides before the HTTP status does (privacy numbers, but for 401).
    fn code_before_status(&self) -> bool {
        false
    }
    /// Reads the reply to a send; `path` is the frozen body's.
    fn read_send(&self, path: &str, reply: &HttpReply) -> Reading<SendAccepted>;
    /// Reads the reply to a balance query.
    fn read_balance(&self, _reply: &HttpReply) -> Reading<BalanceAmount> {
        Reading::not_offered()
    }
    /// Reads a batch of delivery reports: polled, or asked for message by message.
    fn read_reports(&self, _reply: &HttpReply) -> Reading<Batch<ReportItem>> {
        Reading::not_offered()
    }
    /// When a polled report or reply says that it came about. `None` where the text is none of the vendor's times, or
    /// its document leaves open what they mean.
    fn told_at(&self, _time: &str) -> Option<DateTime<Utc>> {
        None
    }
    /// Reads a batch of MO replies.
    fn read_replies(&self, _reply: &HttpReply) -> Reading<Batch<ReplyItem>> {
        Reading::not_offered()
    }
    /// Reads the reply to a number check; `path` is the frozen body's.
    fn read_check(&self, _path: &str, _reply: &HttpReply, _access: &Access) -> Reading<CheckAnswer> {
        Reading::not_offered()
    }
    /// Reads the reply to a bind.
    fn read_bind(&self, _reply: &HttpReply) -> Reading<BindAccepted> {
        Reading::not_offered()
    }
    /// Reads the reply to a release.
    fn read_release(&self, _reply: &HttpReply) -> Reading<()> {
        Reading::not_offered()
    }
    /// Whether a code of a refused release says that nothing is bound any more.
    fn release_is_gone(&self, _code: &str) -> bool {
        false
    }
    /// Whether a code of a repeated bind says that the first one was taken.
    fn bind_is_there(&self, _code: &str) -> bool {
        false
    }
    /// Reads a push: JSON or form encoded.
    fn read_push(&self, _kind: PushKind, _push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
        Reading::not_offered()
    }
    /// Whether a push's headers carry what the vendor sends to show that it is itself; names are
    /// lower case. True where it sends nothing of that kind.
    fn push_is_authentic(&self, _headers: &BTreeMap<String, String>, _access: &Access) -> bool {
        true
    }
    /// The header names of a push that are never stored, lower case.
    fn push_secret_headers(&self) -> &'static [&'static str] {
        &[]
    }
    /// The body that acknowledges a push, JSON.
    fn push_acknowledgement(&self) -> &'static str {
        r#"{"code":0,"msg":"ok"}"#
    }
}

/// Settings that were asked for, or those a stored request was signed with.
fn as_sent(request: &StoredRequest, settings: Option<&Settings>) -> Settings {
    match (settings, &request.signed_with) {
        (Some(settings), _) => settings.clone(),
        (None, Some(with)) => Settings(with.settings.clone()),
        (None, None) => Settings::default(),
    }
}

/// Every vendor this build knows, in the order the window shows them.
pub fn all() -> Vec<&'static dyn Vendor> {
    vec![
        &lianjiang::Lianjiang,
        &linkaccount::LinkAccount,
        &linkaccount_legacy::LinkAccountLegacy,
        &intl_sms::InternationalSms,
        &privacy_number::PrivacyNumber,
    ]
}

/// The vendor with this id.
pub fn by_id(id: &str) -> Option<&'static dyn Vendor> {
    all().into_iter().find(|vendor| vendor.id() == id)
}
