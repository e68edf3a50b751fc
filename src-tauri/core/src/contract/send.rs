//! A send: draft, plan, approval, job.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::Reason;
use super::{Id, Millis};

/// What the send form holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SendDraft {
    /// Made by the form once; approving the same draft twice makes one job.
    pub draft_id: String,
    /// The account it goes out by.
    pub account_id: Id,
    /// The pasted recipients: one per line, or separated by commas or semicolons in a plain send.
    /// In a template send each line is a number and its variables, separated by tabs (as pasted
    /// from a spreadsheet) or commas.
    pub recipients: String,
    /// Plain or template.
    pub body: SendBody,
    /// Ticket or order number, may be empty. At most 64 characters.
    pub reference: String,
    /// The operator's own text that the vendor echoes beside the token, may be empty.
    pub echo: String,
    /// `status_callback_url` instead of the one the account fills in, may be empty (LinkAccount only).
    pub callback_url: String,
}

/// What is sent.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum SendBody {
    /// One text for all.
    Plain {
        /// Signature without 【】, may be empty.
        signature: String,
        /// The text after the signature, sent as it is.
        content: String,
    },
    /// A template with variables per recipient.
    Template {
        /// The template's id here.
        template_id: Id,
        /// Signature without 【】, where the vendor takes it apart from the text (`sign_name`).
        signature: String,
    },
    /// A voice template with variables per recipient, read out by a call.
    Voice {
        /// The template's id here.
        template_id: Id,
    },
    /// One text for all, to numbers with their country code.
    International {
        /// The whole text, 【signature】 in front if there is one; sent as it is.
        content: String,
        /// Who it is shown to come from (`senderID`), may be empty.
        sender_id: String,
        /// `2026-01-31T09:30:00` by the clock of the account's zone (`sendTime`); none is now.
        send_at: Option<String>,
    },
}

/// What would be sent. Frozen: approving needs its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendPlan {
    /// Hash over everything that would go out. Changes when anything of it changes.
    pub fingerprint: String,
    /// Numbers that would be sent to; those on the suppression list are not among them.
    pub numbers: u32,
    /// Numbers that stood more than once, and were taken out.
    pub duplicates: u32,
    /// Lines that cannot be used; the first 200.
    pub bad_lines: Vec<BadLine>,
    /// How many lines cannot be used, all of them.
    pub bad_line_count: u32,
    /// Numbers that are skipped because they are on the suppression list.
    pub suppressed: u32,
    /// Their lines, from 1; at most 100.
    pub suppressed_lines: Vec<u32>,
    /// Characters of the text with its signature, in UTF-16 units; the longest in a template send.
    pub characters: u32,
    /// Billed segments of one message, as estimated; the most in a template send.
    pub segments_each: u32,
    /// Billed segments of all, as estimated.
    pub segments_total: u32,
    /// Characters that still fit without one more segment.
    pub characters_left: u32,
    /// How many operations (requests) it is cut into.
    pub operations: u32,
    /// What the first recipients would get; at most 20.
    pub previews: Vec<Preview>,
    /// Why it cannot be sent as it is; empty when it can.
    pub blockers: Vec<Blocker>,
    /// What the operator should know before.
    pub warnings: Vec<Warning>,
    /// What the operator must confirm once more.
    pub confirmations: Vec<Confirmation>,
    /// Messages left on the account when last asked.
    pub messages_left: Option<i64>,
    /// How an international text is encoded, and which character decided it.
    pub encoding: Option<Encoding>,
    /// When it would be sent, if not now.
    pub scheduled: Option<Scheduled>,
    /// `status_callback_url` as it would go out, if it does.
    pub callback_url: Option<String>,
}

/// How a text is encoded on the air.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "alphabet", rename_all = "snake_case")]
pub enum Encoding {
    /// GSM 7-bit: 160 characters, 153 each when there are more.
    Gsm7,
    /// UCS-2: 70 characters, 67 each when there are more.
    Ucs2 {
        /// The first character that is not in GSM 7-bit.
        character: String,
        /// Where it stands, from 1.
        position: u32,
        /// How many segments the text would be without 【】, if those alone decide.
        without_brackets: Option<u32>,
    },
}

/// When a scheduled send leaves the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Scheduled {
    /// As it goes out: `yyyyMMddHHmmss`.
    pub vendor_text: String,
    /// The zone it is read in, a setting of the account.
    pub zone: String,
    /// The same moment, in milliseconds.
    pub at: Millis,
}

/// A line of the recipients that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BadLine {
    /// Its number in the box, from 1.
    pub line: u32,
    /// The piece that cannot be used, cut to 40 characters; masked in the plan of an answer.
    pub text: String,
    /// Why.
    pub reason: BadLineReason,
}

/// Why a line cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BadLineReason {
    /// Fewer digits than a mainland mobile number has.
    TooShort,
    /// More digits than a mainland mobile number has.
    TooLong,
    /// Eleven digits, but not a mainland mobile number.
    NotMobile,
    /// Something else than digits and separators.
    NotANumber,
    /// Fewer variables than the template has.
    VariablesMissing,
    /// More variables than the template has.
    VariablesExtra,
    /// A variable is empty.
    VariableEmpty,
    /// A variable goes over several lines, or its quote is not closed.
    VariableSpansLines,
    /// An international number without its country code.
    CountryCodeMissing,
    /// No numbering plan has such a number.
    NotInPlan,
}

/// What one recipient would get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// The number, as normalised. In full where the operator just typed it; masked in the plan of an answer.
    pub number_revealed: String,
    /// The text.
    pub text: String,
    /// Its billed segments, as estimated.
    pub segments: u32,
}

/// Why a plan cannot be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Blocker {
    /// No number.
    NoRecipients,
    /// Every number is on the suppression list.
    AllSuppressed,
    /// No text.
    NoContent,
    /// Longer than the program sends in one message (1,000 characters).
    ContentTooLong,
    /// Control characters in the text.
    BadCharacters,
    /// The signature is written with 【】 or is longer than 20 characters.
    SignatureForm,
    /// The reference is too long.
    ReferenceTooLong,
    /// The operator's own text is too long for the vendor.
    EchoTooLong,
    /// The account is switched off.
    AccountOff,
    /// The account is paused.
    AccountPaused,
    /// The account has no secret.
    SecretMissing,
    /// More than 100,000 numbers.
    TooManyNumbers,
    /// The operator has not said who they are.
    IdentityMissing,
    /// The account's template is not there any more.
    TemplateMissing,
    /// The account does not send this way.
    ModeNotOffered,
    /// The template is one for text where voice is wanted, or the other way round.
    TemplateKind,
    /// The vendor wants a signature (`sign_name`).
    SignatureMissing,
    /// A voice template has one to ten variables.
    VariableCount,
    /// The operator's own text may not hold `{` or `}`.
    EchoForm,
    /// The sender's id is longer than 20 characters or has control characters.
    SenderIdForm,
    /// Not a time of that form.
    SendTimeForm,
    /// The time it was to be sent at has passed.
    SendTimePassed,
    /// Not a URL.
    CallbackUrlForm,
}

/// What the operator should know before sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// No signature, neither in its field nor at the start of the text.
    NoSignature,
    /// A signature in its field and another at the start of the text.
    TwoSignatures,
    /// Numbers in a range no library knows yet.
    UnknownRange {
        /// How many.
        numbers: u32,
    },
    /// Reports of this account do not arrive at this computer.
    NoReportsHere,
    /// A scheduled send cannot be taken back.
    CannotBeTakenBack,
    /// The vendor asks for 【signature】 in front of an international text.
    NoInternationalSignature,
    /// 【】 alone make it UCS-2: more segments.
    BracketsCost,
    /// The vendor asks for https callback URLs.
    CallbackPlainHttp,
}

/// What must be confirmed once more before the send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Confirmation {
    /// More than 10 numbers.
    ManyNumbers {
        /// How many.
        numbers: u32,
    },
    /// The same text went to the same number within the last 10 minutes.
    SentBefore {
        /// How many numbers.
        numbers: u32,
        /// When last.
        last_at: Millis,
    },
    /// The balance will not do.
    BalanceTooLow {
        /// Messages left when last asked.
        messages_left: i64,
        /// Messages needed, as estimated.
        needed: u32,
    },
}

/// Approves a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApproveSend {
    /// The draft as it stands in the form.
    pub draft: SendDraft,
    /// The fingerprint of the plan that was shown.
    pub fingerprint: String,
    /// What was confirmed once more, as it was shown.
    pub confirmed: Vec<Confirmation>,
}

/// What became of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum ApproveResult {
    /// In the ledger, and on its way.
    Approved {
        /// The job.
        job_id: Id,
    },
    /// The plan is not the one that was shown, or needs a confirmation: nothing was sent.
    NotAsShown {
        /// The plan as it is now.
        plan: Box<SendPlan>,
    },
}

/// What an operator approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Job {
    /// Its id.
    pub id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// When it was approved.
    pub approved_at: Millis,
    /// Who approved it.
    pub operator: String,
    /// Ticket or order number, may be empty.
    pub reference: String,
    /// Running or paused.
    pub state: JobState,
    /// Why it is paused.
    pub paused: Option<Reason>,
    /// All its recipients.
    pub recipients: u32,
    /// Recipients whose operation was settled, whatever came of it.
    pub settled: u32,
    /// Recipients that would go out on Resume.
    pub remaining: u32,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Being submitted.
    Running,
    /// Waits for an operator.
    Paused,
    /// Every operation was settled.
    Done,
    /// Given up before everything was submitted.
    Cancelled,
}
