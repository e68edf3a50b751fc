//! Number checks (LinkAccount and its legacy dialect): which number a token belongs to, and whether
//! a token belongs to a number. Each costs, and each is one request.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::{CheckKind, Reason};
use super::message::AttemptDetail;
use super::problem::FieldProblem;
use super::{Id, Millis};

/// What the form holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckDraft {
    /// Made by the form once; the same draft twice makes one check.
    pub draft_id: String,
    /// The account.
    pub account_id: Id,
    /// Which check.
    pub kind: CheckKind,
    /// The carrier (`channel`): `0` mobile, `1` telecom, `2` unicom.
    pub channel: String,
    /// The platform (`platform`): `0` iOS, `1` Android.
    pub platform: String,
    /// The check code (`auth_code`); phone info on channel 1 needs it.
    pub auth_code: String,
    /// The token from the app's log.
    pub token: String,
    /// The number (`phone_num`), for verify only.
    pub number: String,
    /// Ticket or order number, may be empty.
    pub reference: String,
}

/// What became of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum CheckResult {
    /// It was made; see where it stands.
    Made {
        /// The check.
        check: Box<NumberCheck>,
    },
    /// Something has to be mended first; nothing was asked.
    Invalid {
        /// What.
        problems: Vec<FieldProblem>,
    },
}

/// Where a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Its request is on the wire.
    Asking,
    /// Answered.
    Answered,
    /// The vendor refused it.
    Rejected,
    /// It did not reach the vendor.
    NotSent,
    /// It may have been answered (and charged) or not.
    Unknown,
}

/// A number check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberCheck {
    /// Its id; larger is newer.
    pub id: Id,
    /// The account.
    pub account_id: Id,
    /// Which check.
    pub kind: CheckKind,
    /// Where it stands.
    pub state: CheckState,
    /// Why, if there is something to say.
    pub reason: Option<Reason>,
    /// The number that was found (info) or asked about (verify), masked; none if there is none.
    pub number_masked: Option<String>,
    /// Whether the token belongs to the number (verify).
    pub matches: Option<bool>,
    /// When it was asked.
    pub at: Millis,
    /// Who asked.
    pub operator: String,
    /// Ticket or order number, may be empty.
    pub reference: String,
    /// The requests that were made for it, with what authenticates as a placeholder.
    pub attempts: Vec<AttemptDetail>,
}
