//! Vendor accounts and what each vendor can do.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::problem::FieldProblem;
use super::{Id, Millis};

/// A vendor this build knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VendorInfo {
    /// The vendor's id, as in `vendors.md` (`lianjiang`).
    pub id: String,
    /// What it can do.
    pub capabilities: Capabilities,
}

/// What a vendor can do, as data: it selects what the window shows and which conformance tests run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Capabilities {
    /// The base URL a new account starts with.
    pub default_base_url: String,
    /// Whether plain http can be used at all.
    pub plain_http: bool,
    /// Recipients in one request of a plain send.
    pub plain_recipients: u32,
    /// Recipients in one request of a template send.
    pub template_recipients: u32,
    /// Whether reports are fetched by polling.
    pub polls_reports: bool,
    /// Whether MO replies are fetched by polling.
    pub polls_replies: bool,
    /// Whether the balance can be asked for.
    pub balance: bool,
    /// Digits an extension number may have.
    pub extension_digits: u32,
    /// Characters of the operator's own text that the vendor echoes beside the token.
    pub echo_characters: u32,
}

/// How the digest is written (Lianjiang: unconfirmed, lower case seen in public clients).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HexCase {
    /// `e99a…`
    Lower,
    /// `E99A…`
    Upper,
}

/// An account as the window sees it. The secret is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Its id.
    pub id: Id,
    /// The vendor's id.
    pub vendor: String,
    /// The name people here call it by.
    pub name: String,
    /// Where the vendor's API is, without a trailing slash.
    pub base_url: String,
    /// Whether `base_url` is plain http to another machine.
    pub plain_http: bool,
    /// The user name at the vendor.
    pub vendor_account: String,
    /// Extension number sent with every message, may be empty.
    pub extension: String,
    /// Signature offered by default, without 【】, may be empty.
    pub signature: String,
    /// Recipients per operation.
    pub operation_size: u32,
    /// How the digest is written.
    pub key_case: HexCase,
    /// Whether this computer fetches reports and replies.
    pub fetches_reports: bool,
    /// Whether it may be used.
    pub enabled: bool,
    /// Whether the keychain was given a secret for it.
    pub has_secret: bool,
    /// First eight characters of the SHA-256 of the secret together with a salt, to tell two apart.
    pub secret_fingerprint: Option<String>,
    /// Why it is paused; none when it is not.
    pub paused: Option<AccountPause>,
    /// When a poll or a request last went well.
    pub last_success_at: Option<Millis>,
}

/// Why an account does nothing until an operator clears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountPause {
    /// Since when.
    pub at: Millis,
    /// What happened.
    pub reason: Reason,
}

/// Why something is as it is, first thing a person reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A code of the vendor's table, or one in no table.
    VendorCode {
        /// The vendor's id.
        vendor: String,
        /// As printed.
        code: String,
        /// The vendor's own words, if any.
        said: Option<String>,
    },
    /// A carrier's report code.
    ReportCode {
        /// As printed, `MK:0001`.
        code: String,
    },
    /// An HTTP status that decides.
    HttpStatus {
        /// The status.
        status: u16,
    },
    /// The name could not be resolved.
    NameNotFound,
    /// Nothing listens there, or no route.
    ConnectionRefused,
    /// No connection within the time limit.
    ConnectTimeout,
    /// The server's certificate was refused (a company proxy?).
    CertificateRefused,
    /// Connected, but no complete answer came in time.
    ReplyTimeout,
    /// The connection broke before a complete answer.
    ConnectionCut,
    /// An answer came that cannot be read.
    UnreadableReply,
    /// The answer was larger than the program takes.
    ReplyTooLarge,
    /// The program ended while the request was under way.
    CutOffByExit,
    /// A job that had not finished when the program ended.
    Restarted,
    /// Held by an operator.
    HeldByOperator,
    /// Given up by an operator before it was submitted.
    CancelledByOperator,
    /// Decided by hand.
    DecidedByHand,
    /// The account is paused.
    AccountPaused,
    /// The account is switched off or deleted.
    AccountOff,
    /// Its secret is not in the keychain, or the keychain did not answer.
    SecretMissing,
    /// No report within the time a vendor needs at most.
    NoReportInTime,
    /// A defect of the program stopped it; the log says where.
    ProgramFault,
    /// The disk is full: nothing is sent that cannot be recorded.
    DiskFull,
}

/// What the account form holds.
#[derive(Debug, Deserialize, TS)]
pub struct AccountDraft {
    /// None adds one.
    pub id: Option<Id>,
    /// The vendor's id; cannot be changed later.
    pub vendor: String,
    /// See [`Account::name`].
    pub name: String,
    /// See [`Account::base_url`].
    pub base_url: String,
    /// See [`Account::vendor_account`].
    pub vendor_account: String,
    /// Goes to the keychain and never comes back. None keeps the one that is there.
    #[ts(type = "string | null")]
    pub secret: Option<SecretString>,
    /// See [`Account::extension`].
    pub extension: String,
    /// See [`Account::signature`].
    pub signature: String,
    /// See [`Account::operation_size`].
    pub operation_size: u32,
    /// See [`Account::key_case`].
    pub key_case: HexCase,
    /// None when the question was not answered yet.
    pub fetches_reports: Option<bool>,
    /// That plain http is readable on the way was acknowledged.
    pub http_acknowledged: bool,
}

/// What became of an account form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum SaveAccountResult {
    /// Stored.
    Saved {
        /// The account.
        account: Box<Account>,
    },
    /// Something has to be mended first; nothing was stored.
    Invalid {
        /// What.
        problems: Vec<FieldProblem>,
    },
}

/// Switches an account on or off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetAccountEnabled {
    /// The account.
    pub id: Id,
    /// On or off.
    pub enabled: bool,
}

/// What a test of the connection found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum ConnectionTest {
    /// The vendor knows the account.
    Works {
        /// Messages left.
        messages_left: Millis,
        /// How far this computer's clock is from the vendor's, in seconds, if its reply said.
        clock_skew_seconds: Option<i64>,
    },
    /// It does not work, and why.
    Fails {
        /// Why.
        reason: Reason,
        /// How far this computer's clock is from the vendor's, in seconds, if its reply said.
        clock_skew_seconds: Option<i64>,
    },
}

/// An account's balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Balance {
    /// The account.
    pub account_id: Id,
    /// The vendor's id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// Messages left, when last answered.
    pub messages_left: Option<i64>,
    /// When that was.
    pub at: Option<Millis>,
    /// Why the last question failed, if it did.
    pub failed: Option<Reason>,
}
