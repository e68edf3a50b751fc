//! The interface log: every exchange with a vendor, how fresh each poll is, and what other desks miss.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::Reason;
use super::binding::Field;
use super::desk::PollKind;
use super::message::MessageState;
use super::push::Push;
use super::{Id, Millis};

/// What an exchange was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeKind {
    /// A send.
    Send,
    /// A number check.
    Check,
    /// A bind.
    Bind,
    /// A release.
    Release,
    /// A poll for delivery reports.
    Reports,
    /// A poll for MO replies.
    Replies,
    /// A question about single messages.
    Status,
    /// A question for the balance.
    Balance,
    /// A push by the vendor.
    Push,
}

/// An exchange, named by where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum ExchangeRef {
    /// An attempt at a send, a check, a bind or a release.
    Attempt {
        /// Which.
        id: Id,
    },
    /// A poll or a question.
    Poll {
        /// Which.
        id: Id,
    },
    /// A push.
    Push {
        /// Which.
        id: Id,
    },
}

/// Where the next page of the log begins: the oldest row shown of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExchangeCursor {
    /// Attempts before this one.
    pub attempt: Id,
    /// Polls before this one.
    pub poll: Id,
    /// Pushes before this one.
    pub push: Id,
}

/// Which exchanges are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExchangeQuery {
    /// Only this account.
    pub account_id: Option<Id>,
    /// Only these kinds; empty means all.
    pub kinds: Vec<ExchangeKind>,
    /// Only those that did not go well.
    pub troubled_only: bool,
    /// Where to go on.
    pub before: Option<ExchangeCursor>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of exchanges, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExchangePage {
    /// The rows.
    pub rows: Vec<ExchangeRow>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<ExchangeCursor>,
}

/// An exchange in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExchangeRow {
    /// Which.
    pub of: ExchangeRef,
    /// What for.
    pub kind: ExchangeKind,
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// When it went out, or came in.
    pub at: Millis,
    /// `POST`.
    pub method: String,
    /// The URL's path.
    pub path: String,
    /// The HTTP status of the reply.
    pub status: Option<u16>,
    /// How it ended.
    pub outcome: ExchangeOutcome,
    /// Why, if there is something to say.
    pub reason: Option<Reason>,
    /// What it brought: reports, replies, items of a push; recipients of a send.
    pub items: u32,
    /// How long it took.
    pub milliseconds: Option<i64>,
}

/// How an exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeOutcome {
    /// It is under way.
    UnderWay,
    /// It went well.
    Good,
    /// It went well and brought nothing.
    Nothing,
    /// The vendor refused.
    Refused,
    /// It never reached the vendor.
    NotSent,
    /// What became of it is not known, or something may have been lost.
    Doubt,
}

/// An exchange in full; what authenticates is a placeholder, numbers are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExchangeDetail {
    /// As the list shows it.
    pub row: ExchangeRow,
    /// The whole URL.
    pub url: String,
    /// The request's headers.
    pub headers: Vec<Field>,
    /// The request's body.
    pub request_body: String,
    /// The string that was signed, if there was one.
    pub signed: Option<String>,
    /// The digest of the string that was signed: the algorithm's name and its value, where it reveals nothing.
    pub digest: Option<Field>,
    /// The reply's body, cut to 20,000 characters.
    pub reply_body: Option<String>,
    /// Whether the reply was cut.
    pub reply_cut: bool,
    /// When it went on the wire.
    pub dispatched_at: Option<Millis>,
    /// When it was settled.
    pub settled_at: Option<Millis>,
    /// A message it carried.
    pub message_id: Option<Id>,
    /// The binding it was about.
    pub binding_id: Option<Id>,
    /// The push, if it was one.
    pub push: Option<Push>,
    /// Whether it can be copied as curl.
    pub can_copy: bool,
    /// Whether a refused signature can be looked into.
    pub can_diagnose: bool,
}

/// An exchange as a shell script around curl, without secrets: the shell asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurlScript {
    /// The script.
    pub script: String,
    /// How many messages, calls, checks or binds it would cause again; 0 where it costs nothing.
    pub repeats: u32,
}

/// What a look into a refused signature found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Diagnosis {
    /// What was looked at, in order.
    pub findings: Vec<Finding>,
    /// What each of the account's signing options would have produced, the present one first.
    pub options: Vec<SigningOption>,
    /// What to try, the likeliest first.
    pub advice: Vec<Advice>,
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Whether the key or secret in the keychain is the one whose fingerprint the account shows.
    Key {
        /// Whether it is; none when the keychain did not say.
        same: Option<bool>,
        /// The fingerprint shown.
        fingerprint: String,
    },
    /// This computer's clock against the vendor's.
    Clock {
        /// In seconds; none while the vendor has not told its time.
        skew_seconds: Option<i64>,
        /// Whether that is within what the vendor allows.
        within: bool,
    },
    /// Whether the request that went out was signed as the account's settings say now.
    SignedAsSet {
        /// Whether it was.
        same: bool,
    },
    /// Spaces or line breaks at the ends of the account's name or of the secret.
    SpacesAround {
        /// Whether there are any.
        found: bool,
    },
}

/// What a signing option would have produced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SigningOption {
    /// The settings, by name and value.
    pub settings: Vec<Field>,
    /// Whether the account is set so now.
    pub current: bool,
    /// The string to sign, secrets as placeholders, numbers masked.
    pub signed: String,
    /// Its digest: the algorithm's name and its value, where it reveals nothing.
    pub digest: Option<Field>,
}

/// What to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Advice {
    /// Enter the secret, or import the key, again.
    EnterSecretAgain,
    /// Set this computer's clock.
    SetClock,
    /// Compare the public key at the vendor with the fingerprint here.
    ComparePublicKey,
    /// Try another setting.
    TrySetting {
        /// Its name.
        name: String,
        /// The value to try.
        value: String,
    },
    /// Ask the vendor, with the string to sign and its digest.
    AskVendor,
}

/// How one poll of an account goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PollStatus {
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// What is polled.
    pub kind: PollKind,
    /// When it last went well.
    pub last_success_at: Option<Millis>,
    /// How many items the last one that brought any brought.
    pub last_items: u32,
    /// When that was.
    pub last_items_at: Option<Millis>,
    /// Items of the last 24 hours.
    pub items_day: u32,
    /// Between the vendor's time in the newest report, or reply, and its arrival here.
    pub lag_milliseconds: Option<i64>,
    /// Why the last one did not go well, if it did not.
    pub failing: Option<Reason>,
    /// When the next one goes out; none when nothing is due.
    pub next_at: Option<Millis>,
    /// Whether one is in flight.
    pub in_flight: bool,
    /// Whether the account is paused or switched off.
    pub paused: bool,
    /// Seconds between two while nothing is awaited, as set; none is the default.
    pub interval_seconds: Option<u32>,
    /// The default, in seconds.
    pub default_seconds: u32,
    /// Messages that wait for an answer to a question about them; only for questions.
    pub open_messages: Option<u32>,
}

/// Sets how often something is polled while nothing is awaited.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetPollInterval {
    /// The account.
    pub account_id: Id,
    /// What.
    pub kind: PollKind,
    /// Seconds, 10 to 86,400; none is the default.
    pub seconds: Option<u32>,
}

/// What was fetched here for another desk or pushed to this one, or is for nobody known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForeignItems {
    /// The account it came to.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// The other desk's id; none where the items carry no token: their message id is not known here.
    pub desk: Option<String>,
    /// Reports.
    pub reports: u32,
    /// Call records and call starts.
    pub calls: u32,
    /// Of all these, how many were not yet handed over.
    pub not_handed_over: u32,
    /// When the first came.
    pub first_at: Millis,
    /// When the last came.
    pub last_at: Millis,
}

/// A report that carries this desk's token although no send here has it: of a job from before the profile was restored,
/// or of one that was removed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StrayReport {
    /// Its id.
    pub id: Id,
    /// The account it came to.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// `138****0001`; empty when the report names none.
    pub number_masked: String,
    /// What it says: delivered or failed; none when it says nothing final.
    pub state: Option<MessageState>,
    /// The code, as printed.
    pub code: String,
    /// The vendor's table its code stands in; empty for the carriers' codes.
    pub table: String,
    /// The vendor's message id, may be empty.
    pub msg_id: String,
    /// Our token, as the vendor echoed it.
    pub token: String,
    /// The time the vendor gave, as it came.
    pub vendor_time: String,
    /// When it came here.
    pub received_at: Millis,
}

/// Reports that carry this desk's token although no send here has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StrayReports {
    /// How many; counting stops at 10,000.
    pub count: u32,
    /// The newest, at most 100.
    pub newest: Vec<StrayReport>,
}

/// Hands over what came here for another desk, as an encrypted file.
#[derive(Debug, Deserialize, TS)]
pub struct HandOver {
    /// The account.
    pub account_id: Id,
    /// The other desk.
    pub desk: String,
    /// At least 12 characters; the other desk's operator types the same.
    #[ts(type = "string")]
    pub passphrase: SecretString,
}

/// What handing over came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum HandedOver {
    /// The file is written.
    Saved {
        /// Where.
        path: String,
        /// How many reports are in it.
        reports: u32,
        /// How many call records and call starts are in it.
        calls: u32,
    },
    /// The dialog was closed.
    Closed,
    /// The passphrase is too short.
    PassphraseTooShort,
}

/// Takes in what came to another desk for this one.
#[derive(Debug, Deserialize, TS)]
pub struct TakeIn {
    /// As the other desk's operator typed it.
    #[ts(type = "string")]
    pub passphrase: SecretString,
}

/// What taking in came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum TakenIn {
    /// It was taken in.
    Taken {
        /// Reports and calls that are new here.
        new: u32,
        /// Reports and calls that were here before.
        known: u32,
        /// Of the new ones, how many fit a message or a binding.
        matched: u32,
    },
    /// The dialog was closed.
    Closed,
    /// The passphrase does not fit, or the file was changed.
    WrongPassphrase,
    /// It is no file of this kind.
    NotAHandOver,
    /// It is meant for another desk.
    OtherDesk {
        /// Which.
        desk: String,
    },
    /// No account here is the one it came from.
    NoSuchAccount {
        /// The vendor's id.
        vendor: String,
        /// The account's name at the vendor.
        vendor_account: String,
    },
}

/// An item of a poll or a push that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Quarantined {
    /// Where it stands.
    pub of: ExchangeRef,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// When it came.
    pub at: Millis,
    /// As it came, numbers masked, cut to 1,000 characters.
    pub raw: String,
    /// Why it could not be read, in English.
    pub why: String,
}
