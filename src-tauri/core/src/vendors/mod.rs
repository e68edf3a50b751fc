//! The vendors: what each can do, how a request is made, how a reply is read.
//!
//! May enter: pure functions from typed calls to [`http::HttpRequest`] and from
//! [`http::HttpReply`] to typed readings; each vendor's codes, limits and quirks, in its own
//! folder and nowhere else. May call: nothing but `contract` types and `msisdn`. Only
//! [`door`] touches the network.
//!
//! One folder per vendor, with the same file names in each (`mod`, `sign`, `request`, `parse`,
//! `codes`); a file a vendor has no use for is absent.

pub mod door;
pub mod http;
pub mod lianjiang;
pub mod verdict;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::contract::account::{Capabilities, HexCase};
use crate::contract::desk::PollKind;
use crate::msisdn::Msisdn;
use http::{HttpReply, HttpRequest};

/// A vendor, pure at the edges: no clock, no network, no store.
pub trait Vendor: Send + Sync {
    /// Its id, as in code, file names and the database.
    fn id(&self) -> &'static str;
    /// What it can do.
    fn capabilities(&self) -> Capabilities;
    /// The body of a send without what authenticates it: frozen at approval.
    fn freeze(&self, send: &SendOperation) -> FrozenBody;
    /// A request, signed for `now`.
    fn request(
        &self,
        call: &Call<'_>,
        access: &Access,
        now: DateTime<Utc>,
    ) -> Result<HttpRequest, RequestError>;
    /// Reads the reply to a send.
    fn read_send(&self, reply: &HttpReply) -> Reading<SendAccepted>;
    /// Reads the reply to a balance query.
    fn read_balance(&self, reply: &HttpReply) -> Reading<MessagesLeft>;
    /// Reads a batch of delivery reports.
    fn read_reports(&self, reply: &HttpReply) -> Reading<Batch<ReportItem>>;
    /// Reads a batch of MO replies.
    fn read_replies(&self, reply: &HttpReply) -> Reading<Batch<ReplyItem>>;
    /// What a code of its tables means for us; any other code is [`CodeClass::Open`].
    fn class_of(&self, code: &str) -> CodeClass;
    /// What a delivery report's code means.
    fn report_verdict(&self, code: &str) -> ReportVerdict;
}

/// Every vendor this build knows, in the order the window shows them.
pub fn all() -> Vec<&'static dyn Vendor> {
    vec![&lianjiang::Lianjiang]
}

/// The vendor with this id.
pub fn by_id(id: &str) -> Option<&'static dyn Vendor> {
    all().into_iter().find(|vendor| vendor.id() == id)
}

/// A send to many, as approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendOperation {
    /// What is sent.
    pub body: OperationBody,
    /// Extension number, may be empty.
    pub extension: String,
    /// What the vendor echoes in reports: our token, alone or followed by `.` and the operator's text.
    pub echo: String,
}

/// The text and the recipients of a [`SendOperation`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperationBody {
    /// One text for all.
    Plain {
        /// The whole text, signature included.
        content: String,
        /// The recipients.
        recipients: Vec<Msisdn>,
    },
    /// A registered template, filled per recipient.
    Template {
        /// The vendor's id of the template.
        template_id: String,
        /// Its exact text.
        text: String,
        /// Each recipient with its values, one per place in the text.
        recipients: Vec<(Msisdn, Vec<String>)>,
    },
}

/// A request's body without what authenticates it, as canonical JSON, and the operation it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenBody {
    /// Path below the base URL.
    pub path: String,
    /// JSON object.
    pub json: String,
}

/// What is asked of a vendor.
#[derive(Debug, Clone, Copy)]
pub enum Call<'a> {
    /// A send, as frozen.
    Send(&'a FrozenBody),
    /// The balance.
    Balance,
    /// Reports or replies.
    Poll(PollKind),
}

/// What it takes to be let in by a vendor.
#[derive(Debug)]
pub struct Access {
    /// Without a trailing slash.
    pub base_url: String,
    /// The user name at the vendor.
    pub vendor_account: String,
    /// How digests are written.
    pub key_case: HexCase,
    /// The secret, from the keychain.
    pub secret: SecretString,
}

/// Why a request could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// What was frozen is not a JSON object: the database was changed by something else.
    #[error("the frozen body is not a JSON object")]
    FrozenBody,
}

/// What a reply with status 2xx says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// The operation went well.
    Success(T),
    /// A code that is not success.
    Code {
        /// As printed.
        code: String,
        /// The vendor's own words.
        said: Option<String>,
    },
    /// Not what the document describes.
    Unreadable {
        /// Why, in English, without what the reply held.
        why: &'static str,
    },
}

/// A send the vendor took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendAccepted {
    /// The vendor's message id; missing is no reason to send again.
    pub msg_id: Option<String>,
}

/// Messages left on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessagesLeft(pub i64);

/// What a poll brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch<T> {
    /// Items that could be read.
    pub items: Vec<T>,
    /// Items that could not: each is kept aside alone.
    pub bad: Vec<BadItem>,
}

/// An item of a batch that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadItem {
    /// Where it stood, from 0.
    pub index: usize,
    /// As it came.
    pub raw: String,
    /// Why, in English.
    pub why: String,
}

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportItem {
    /// The vendor's message id.
    pub msg_id: String,
    /// The number it is about, as given.
    pub msisdn: Msisdn,
    /// The carrier's code, as printed.
    pub code: String,
    /// The time, as it came.
    pub time: String,
    /// What the vendor echoed.
    pub echo: String,
}

/// An MO reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReplyItem {
    /// Who wrote, as given.
    pub msisdn: Msisdn,
    /// The text, as it came.
    pub content: String,
    /// The time, as it came.
    pub time: String,
    /// The extension it was sent to.
    pub extension: String,
    /// The vendor's message id.
    pub msg_id: String,
}

/// What a vendor's code means for us (`design.md`, idea 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeClass {
    /// Went well.
    Success,
    /// Final refusal of this operation.
    Verdict,
    /// Credential, signature, IP, permission, money: nothing else will pass either.
    Account,
    /// There is nothing, which is an answer.
    NoData,
    /// No verdict.
    Open,
}

/// What a report's code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportVerdict {
    /// It arrived.
    Delivered,
    /// It did not.
    Failed,
    /// Says nothing final.
    None,
}
