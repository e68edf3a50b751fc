//! What goes into a vendor and what comes out, as typed values.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::contract::account::{CheckKind, PushKind, VendorSetting};
use crate::contract::binding::BindingKind;
use crate::contract::desk::PollKind;
use crate::contract::message::ReportChannel;
use crate::msisdn::Msisdn;
use crate::secrets::keys::PrivateKey;

/// An account's settings for what a vendor's document leaves open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(pub BTreeMap<String, String>);

impl Settings {
    /// Whether a setting stands at `value`; one that is missing stands at its default, which no
    /// vendor asks for by this.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.0.get(name).is_some_and(|set| set == value)
    }

    /// These settings alone, each at its value or its default.
    pub fn of(&self, known: &[VendorSetting]) -> BTreeMap<String, String> {
        known
            .iter()
            .filter_map(|setting| {
                let value = self.0.get(&setting.name).or(setting.values.first())?;
                Some((setting.name.clone(), value.clone()))
            })
            .collect()
    }
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
    /// Where the vendor is to push reports to, may be empty.
    pub callback_url: String,
    /// The account's name at the vendor: some sign it, so it is frozen with the rest.
    pub vendor_account: String,
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
        /// The signature, where the vendor takes it apart from the text.
        signature: String,
        /// Each recipient with its values, one per place in the text. Where the vendor's recipients share their
        /// parameters, all values are the same.
        recipients: Vec<(Msisdn, Vec<String>)>,
    },
    /// A registered voice template.
    Voice {
        /// The vendor's id of the template.
        template_id: String,
        /// Who is called.
        recipient: Msisdn,
        /// One value per place.
        values: Vec<String>,
    },
    /// One text for all, abroad.
    International {
        /// The whole text.
        content: String,
        /// The recipients.
        recipients: Vec<Msisdn>,
        /// `senderID`, may be empty.
        sender_id: String,
        /// `sendTime`, `yyyyMMddHHmmss`; none is now.
        send_time: Option<String>,
    },
}

/// A number check, as approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOperation {
    /// Which.
    pub kind: CheckKind,
    /// `channel`: `0`, `1`, `2`.
    pub channel: String,
    /// `platform`: `0`, `1`.
    pub platform: String,
    /// `auth_code`, may be empty.
    pub auth_code: String,
    /// `token`.
    pub token: String,
    /// `phone_num`, bare 11 digits; only to verify.
    pub msisdn: Option<Msisdn>,
    /// The account's name at the vendor.
    pub vendor_account: String,
}

/// A bind, as approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindOperation {
    /// Which kind.
    pub kind: BindingKind,
    /// `appid`.
    pub appid: String,
    /// The X number.
    pub x_number: String,
    /// `anum`.
    pub a_number: String,
    /// `bnum`; empty for XA.
    pub b_number: String,
    /// `reqid`: the same on every retry.
    pub reqid: String,
    /// `ttl` in seconds; 0 is for ever (XA).
    pub ttl_seconds: u32,
    /// `record`.
    pub record: bool,
    /// B sees A's real number (first figure of AXB's `display`).
    pub shows_a_to_b: bool,
    /// A sees the caller's real number (second figure of AXB's `display`, XA's `display`).
    pub shows_caller_to_a: bool,
    /// `anucode`, may be empty.
    pub anucode: String,
    /// `ansanu`, may be empty.
    pub ansanu: String,
    /// What comes back with call records, not yet base64: our token, alone or followed by `.` and the operator's text.
    pub echo: String,
}

/// A release, as approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseOperation {
    /// An AXB, by its `subid`.
    Axb {
        /// `appid`.
        appid: String,
        /// `subid`.
        subid: String,
    },
    /// The XA of an X number.
    Xa {
        /// `appid`.
        appid: String,
        /// The X number.
        x_number: String,
    },
}

/// A request without what authenticates it: path below the base URL and its parameters as canonical JSON.
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
    /// A number check, as frozen.
    Check(&'a FrozenBody),
    /// A bind, as frozen.
    Bind(&'a FrozenBody),
    /// A release, as frozen.
    Release(&'a FrozenBody),
    /// The balance, or the account's state.
    Balance,
    /// Reports or replies.
    Poll(PollKind),
    /// What became of these messages: message id and number.
    Status(&'a [(String, Msisdn)]),
}

/// What it takes to be let in by a vendor.
#[derive(Debug, Default)]
pub struct Access {
    /// Without a trailing slash.
    pub base_url: String,
    /// The account's name at the vendor: `account`, `app_key`, `appId`, `appKey`, developer id.
    pub vendor_account: String,
    /// The account's settings.
    pub settings: Settings,
    /// The secret, from the keychain.
    pub secret: SecretString,
    /// The key that signs.
    pub signing: Option<PrivateKey>,
    /// The keys that may decrypt, the one in use first.
    pub decryption: Vec<PrivateKey>,
}

/// Why a request could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// What was frozen is not a JSON object: the database was changed by something else.
    #[error("the frozen body is not a JSON object")]
    FrozenBody,
    /// The vendor has no such operation.
    #[error("the vendor has no such operation")]
    NotOffered,
    /// A key of the account is missing.
    #[error("a key of the account is missing")]
    KeyMissing,
    /// The key does not sign.
    #[error("the key does not sign")]
    Signature,
}

/// What a reply says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// The operation went well.
    Success(T),
    /// A code that is not success.
    Code(VendorCode),
    /// Not what the document describes.
    Unreadable {
        /// Why, in English, without what the reply held.
        why: &'static str,
    },
}

impl<T> Reading<T> {
    /// What a vendor without the operation reads.
    pub fn not_offered() -> Self {
        Self::Unreadable {
            why: "the vendor has no such operation",
        }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Success(value) => Reading::Success(change(value)),
            Self::Code(code) => Reading::Code(code),
            Self::Unreadable { why } => Reading::Unreadable { why },
        }
    }
}

/// A code as a vendor printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorCode {
    /// The table it is to be looked up in.
    pub table: &'static str,
    /// As printed.
    pub code: String,
    /// The vendor's own words.
    pub said: Option<String>,
}

/// A send the vendor took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SendAccepted {
    /// The vendor's message id for all; missing is no reason to send again.
    pub msg_id: Option<String>,
    /// What it said of each recipient, where it does; a recipient that is missing here is unknown. `None` where the
    /// vendor answers for all at once.
    pub each: Option<Vec<RecipientAnswer>>,
}

/// What a vendor said of one recipient of a send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientAnswer {
    /// Which.
    pub msisdn: Msisdn,
    /// The vendor's message id.
    pub msg_id: Option<String>,
    /// The code of a refusal; none if it was taken.
    pub refused: Option<VendorCode>,
}

/// A bind the vendor took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindAccepted {
    /// Its id; optional in the reply, and never given for XA.
    pub subid: Option<String>,
}

/// What a number check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckAnswer {
    /// The number a token belongs to.
    Number(Msisdn),
    /// Whether a token belongs to the number.
    Matches(bool),
    /// It was answered, but no key of the account opens the answer.
    NotDecrypted,
}

/// What a poll, a query or a push brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch<T> {
    /// Items that could be read.
    pub items: Vec<T>,
    /// Items that could not: each is kept aside alone.
    pub bad: Vec<BadItem>,
}

impl<T> Default for Batch<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            bad: Vec::new(),
        }
    }
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
    /// The number it is about; none where the vendor does not repeat it.
    pub msisdn: Option<Msisdn>,
    /// The code, as printed.
    pub code: String,
    /// The vendor's table the code stands in; empty for the carriers' codes.
    pub table: &'static str,
    /// What it says.
    pub verdict: ReportVerdict,
    /// The time, as it came.
    pub time: String,
    /// What the vendor echoed.
    pub echo: String,
    /// Which segment of how many, if it is about one of several.
    pub part: Option<(u32, u32)>,
    /// How it came.
    pub channel: ReportChannel,
    /// What makes it the same report when it comes again (`design.md`, idea 3), without the account.
    pub dedupe: String,
    /// Every field, as it came.
    pub fields: Fields,
}

/// Every field of an item as it came, values as text; nested ones as JSON.
pub type Fields = BTreeMap<String, String>;

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

/// What came as a push.
#[derive(Debug, Clone, Copy)]
pub struct PushBody<'a> {
    /// The `Content-Type`, if there was one; the body decides where it is wrong.
    pub content_type: Option<&'a str>,
    /// The bytes.
    pub body: &'a [u8],
}

/// An item of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushItem {
    /// A delivery report.
    Report(ReportItem),
    /// A call detail record or a call start.
    Call(CallItem),
}

/// A call detail record or a call start of the privacy platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallItem {
    /// `CallRecord` or `CallStart`.
    pub kind: PushKind,
    /// The task.
    pub task_id: String,
    /// The binding's id at the vendor.
    pub subid: String,
    /// The caller.
    pub caller: Msisdn,
    /// The X number.
    pub x_number: String,
    /// The callee.
    pub callee: Msisdn,
    /// When it began, epoch seconds.
    pub began: Option<i64>,
    /// How long it was spoken, in seconds.
    pub duration: Option<i64>,
    /// How it ended.
    pub result: Option<String>,
    /// Who ended it.
    pub released_by: Option<String>,
    /// Where the recording is.
    pub recording: Option<String>,
    /// The short message, if it was one.
    pub sms_content: Option<String>,
    /// What the vendor echoed, base64 undone.
    pub echo: String,
    /// What makes it the same item when it comes again.
    pub dedupe: String,
    /// Every field, as it came.
    pub fields: Fields,
}

/// What a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportVerdict {
    /// It arrived.
    Delivered,
    /// It did not.
    Failed,
    /// Says nothing final.
    None,
}
