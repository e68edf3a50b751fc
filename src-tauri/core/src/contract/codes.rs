//! The vendors' code tables as the window shows them. They cross at build time, not at run time: the
//! generator writes them into `ui/src/contract/codes.ts` from the vendors' own folders.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a code means for us (`design.md`, idea 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeClass {
    /// Went well.
    Success,
    /// Final refusal of this operation.
    Verdict,
    /// Credential, signature, IP, permission, money: nothing else will pass either.
    Account,
    /// There is nothing, which is an answer.
    NoData,
    /// Too much at once: later.
    Busy,
    /// No verdict.
    Open,
}

/// Who must act on a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeActor {
    /// Nobody: it went well, or nothing can be done.
    Nobody,
    /// The person at this desk.
    Operator,
    /// Whoever keeps the account's settings, keys and money.
    Administrator,
    /// The vendor.
    Vendor,
    /// The person who was written to or called.
    Recipient,
}

/// What several vendors' codes have in common, so that one explanation serves them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeTopic {
    /// This computer's address is not on the vendor's list.
    AddressNotListed,
    /// The money, or the number of calls, is used up.
    OutOfMoney,
    /// The signature or its key was refused: *diagnose* can help.
    Signature,
}
