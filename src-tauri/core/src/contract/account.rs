//! Vendor accounts and what each vendor can do.

use std::collections::BTreeMap;

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
    /// The base URL a new account starts with; empty where the account must name it.
    pub default_base_url: String,
    /// Whether plain http can be used at all (loopback is always allowed).
    pub plain_http: bool,
    /// What the vendor's document calls the account's name: `account`, `app_key`, `appId` …
    pub account_field: String,
    /// What an account needs from the keychain.
    pub secrets: Vec<SecretKind>,
    /// Settings for what the document leaves open.
    pub settings: Vec<VendorSetting>,
    /// The ways to send, the usual one first.
    pub sends: Vec<SendWay>,
    /// Number checks.
    pub checks: Vec<CheckKind>,
    /// Whether it binds privacy numbers.
    pub bindings: bool,
    /// What its balance is counted in.
    pub balance: BalanceUnit,
    /// Whether reports are fetched by polling.
    pub polls_reports: bool,
    /// Whether reports can be asked for message by message.
    pub queries_reports: bool,
    /// Whether MO replies are fetched by polling.
    pub polls_replies: bool,
    /// What it pushes to the customer.
    pub pushes: Vec<PushKind>,
    /// Whether the callback URL goes out with each send (`status_callback_url`); otherwise it is registered at the
    /// vendor once.
    pub callback_in_request: bool,
    /// Whether a template send names its signature apart from the text (`sign_name`).
    pub template_signature: bool,
    /// Whether its signatures carry the time, so that a wrong clock matters.
    pub timed_signature: bool,
    /// Digits an extension number may have; 0 where there is none.
    pub extension_digits: u32,
    /// Characters of the operator's own text that the vendor echoes beside the token.
    pub echo_characters: u32,
    /// Characters that text may not hold.
    pub echo_refuses: String,
}

/// A way to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendWay {
    /// Which.
    pub mode: SendMode,
    /// Recipients in one request.
    pub recipients: u32,
    /// Whether the vendor answers for each recipient alone, so that one says nothing about the others.
    pub answers_each: bool,
    /// Whether the recipients of one request share the template's values.
    pub shared_values: bool,
    /// Fewest values a template takes.
    pub fewest_values: u32,
    /// Most values a template takes; none where the document names no limit.
    pub most_values: Option<u32>,
}

/// A way to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SendMode {
    /// One text for all.
    Plain,
    /// A registered template with variables.
    Template,
    /// A registered voice template, read out by a call.
    Voice,
    /// One text for all, to numbers with their country code.
    International,
}

/// What an account needs from the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// A key or password, as text.
    Secret,
    /// The RSA key that signs requests.
    SigningKey,
    /// The RSA key that decrypts replies.
    DecryptionKey,
}

/// A setting for something that the vendor's document leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VendorSetting {
    /// Its name, `base_string`.
    pub name: String,
    /// What it can be, the default first.
    pub values: Vec<String>,
}

/// A number check (LinkAccount).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Which number a token belongs to (`/phone/info`).
    PhoneInfo,
    /// Whether a token belongs to a number (`/phone/verify`).
    PhoneVerify,
}

/// What a vendor's balance is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BalanceUnit {
    /// It cannot be asked for.
    NotOffered,
    /// Messages.
    Messages,
    /// Money with a currency.
    Money,
    /// Yuan, with an overdraft and the account's state.
    Account,
}

/// What a vendor pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PushKind {
    /// Delivery reports of text messages (LinkAccount).
    SmsStatus,
    /// What became of voice calls (LinkAccount).
    VoiceStatus,
    /// Delivery reports (International SMS).
    InternationalStatus,
    /// Call detail records (privacy numbers).
    CallRecord,
    /// Call starts, with short messages (privacy numbers).
    CallStart,
}

/// How an account reaches its vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProxyMode {
    /// As the system says.
    System,
    /// Straight.
    None,
    /// Through the proxy named.
    Manual,
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
    /// The vendor's settings, by name; one that is missing stands at its default.
    pub settings: BTreeMap<String, String>,
    /// Whether this computer fetches reports and replies.
    pub fetches_reports: bool,
    /// Whether reports of its messages can reach this computer: polled or asked for here, or pushed here before.
    pub reports_here: bool,
    /// Whether it may be used.
    pub enabled: bool,
    /// Whether the keychain was given everything it needs.
    pub has_secret: bool,
    /// What it still needs.
    pub missing_secrets: Vec<SecretKind>,
    /// `appid`s at the privacy platform.
    pub appids: Vec<String>,
    /// X numbers at the privacy platform.
    pub x_numbers: Vec<String>,
    /// How it reaches its vendor.
    pub proxy_mode: ProxyMode,
    /// The proxy's URL, without user and password; empty unless `proxy_mode` is manual.
    pub proxy_url: String,
    /// The proxy's user, may be empty.
    pub proxy_user: String,
    /// Whether the keychain holds a password for the proxy.
    pub has_proxy_password: bool,
    /// Under which URL the world reaches this desk's callback receiver, may be empty.
    pub public_url: String,
    /// When a push of this account last arrived.
    pub last_push_at: Option<Millis>,
    /// First eight characters of the SHA-256 of the secret together with a salt, to tell two apart.
    pub secret_fingerprint: Option<String>,
    /// Why it is paused; none when it is not.
    pub paused: Option<AccountPause>,
    /// When a poll or a request last went well.
    pub last_success_at: Option<Millis>,
    /// Reports and calls that came by this account for other desks and were not handed over, and reports about message ids
    /// unknown here.
    pub foreign_items: u32,
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
        /// Which of its code tables; empty in rows of the first version, which had one.
        #[serde(default)]
        table: String,
        /// As printed.
        code: String,
        /// The vendor's own words, if any.
        said: Option<String>,
    },
    /// A carrier's report code.
    ReportCode {
        /// As printed, `MK:0001`.
        code: String,
        /// The vendor's id, where the code stands in one of its tables.
        #[serde(default)]
        vendor: String,
        /// The vendor's table; empty for the carriers' codes.
        #[serde(default)]
        table: String,
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
    /// The time it was to be sent at has passed.
    SendTimePassed,
    /// The number was put on the suppression list after it was approved.
    Suppressed,
    /// The vendor's answer did not name this recipient.
    NotInReply,
    /// A bind is not tried any longer: its time is over.
    RetryTimeOver,
    /// Something newer is bound to that X: the release would remove it.
    NewerBinding,
    /// What came back could not be decrypted with the account's key.
    NotDecrypted,
    /// The profile was restored from a backup: nothing goes out until an operator says so.
    RestoredFromBackup,
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
    /// See [`Account::settings`].
    pub settings: BTreeMap<String, String>,
    /// See [`Account::appids`].
    pub appids: Vec<String>,
    /// See [`Account::x_numbers`].
    pub x_numbers: Vec<String>,
    /// See [`Account::proxy_mode`].
    pub proxy_mode: ProxyMode,
    /// See [`Account::proxy_url`].
    pub proxy_url: String,
    /// See [`Account::proxy_user`].
    pub proxy_user: String,
    /// Goes to the keychain and never comes back. None keeps the one that is there.
    #[ts(type = "string | null")]
    pub proxy_password: Option<SecretString>,
    /// See [`Account::public_url`].
    pub public_url: String,
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
        /// What is left.
        amount: BalanceAmount,
        /// How far this computer's clock is from the vendor's, in seconds, if its reply said.
        clock_skew_seconds: Option<i64>,
    },
    /// The vendor offers no question that costs nothing: the account's keys were tried on this computer instead.
    KeysWork,
    /// A key of the account does not work.
    KeyFails {
        /// Which.
        purpose: SecretKind,
    },
    /// It does not work, and why.
    Fails {
        /// Why.
        reason: Reason,
        /// How far this computer's clock is from the vendor's, in seconds, if its reply said.
        clock_skew_seconds: Option<i64>,
    },
}

/// What is left on an account, in the vendor's own unit. Money is decimal text: no figure is rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "unit", rename_all = "snake_case")]
pub enum BalanceAmount {
    /// Messages.
    Messages {
        /// How many.
        left: i64,
    },
    /// Money (International SMS).
    Money {
        /// How much.
        amount: String,
        /// The currency's name, as the vendor writes it.
        currency_name: String,
        /// The currency's code, `CNY`.
        currency_code: String,
    },
    /// Yuan (privacy numbers).
    Account {
        /// The balance.
        balance: Option<String>,
        /// How far it may go below zero.
        overdraft: Option<String>,
        /// 0 trial, 1 open, 2 suspended, 3 closed.
        state: Option<i64>,
        /// The role, as the vendor writes it.
        role: Option<String>,
        /// When the account was made.
        created_at: Option<Millis>,
        /// When its business last changed.
        updated_at: Option<Millis>,
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
    /// What it is counted in; `not_offered` where the vendor has no such question.
    pub unit: BalanceUnit,
    /// What is left, when last answered.
    pub amount: Option<BalanceAmount>,
    /// When that was.
    pub at: Option<Millis>,
    /// Why the last question failed, if it did.
    pub failed: Option<Reason>,
    /// Below this the operator wants to be told; decimal text in the account's unit.
    pub threshold: Option<String>,
    /// Whether it is below the threshold, or the vendor said that the money is out.
    pub low: bool,
    /// When the vendor last said that the money is out (LinkAccount's 900019 and like).
    pub out_of_money_at: Option<Millis>,
}

/// Sets or takes away an account's threshold.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetThreshold {
    /// The account.
    pub account_id: Id,
    /// Decimal text in the account's unit; none takes it away.
    pub threshold: Option<String>,
}
