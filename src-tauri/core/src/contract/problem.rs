//! Errors and results that reach a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error a command ends with. Mistakes of the user are results, not problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// What the window acts on; each has a sentence and a next step in both languages.
    pub code: ProblemCode,
    /// For the log and the technical details, in English, free of secrets and numbers.
    pub message: String,
}

/// Every code the window tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// No profile is open.
    NoProfile,
    /// The row is not there (any more).
    NotFound,
    /// The operator has not said who they are.
    IdentityMissing,
    /// The operating system's keychain did not answer or is not there.
    KeychainUnavailable,
    /// The keychain is locked.
    KeychainLocked,
    /// The account's secret is not in the keychain.
    SecretMissing,
    /// The disk is full.
    DiskFull,
    /// The database could not be read or written.
    Database,
    /// The account does nothing until an operator clears it.
    AccountPaused,
    /// A file could not be read or written.
    FileNotWritten,
    /// Every row of a workbook is taken (1,048,576): narrow the filter, or choose CSV.
    TooManyRows,
    /// Not allowed in the state the thing is in.
    WrongState,
    /// A defect of the program.
    Internal,
}

/// One field of a form that cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    /// The field's name in the draft.
    pub field: String,
    /// Why.
    pub reason: FieldReason,
}

/// Why a field cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldReason {
    /// Nothing was given.
    Required,
    /// Longer than the vendor or the program takes.
    TooLong,
    /// Not a URL, or one with a query, a fragment or a password.
    NotAUrl,
    /// Neither http nor https.
    WrongScheme,
    /// Only digits are allowed (extension number).
    DigitsOnly,
    /// The desk's id is three letters or digits, `A`–`Z`, `0`–`9`.
    DeskForm,
    /// A signature is written without 【】, which are added.
    BracketsInside,
    /// Out of the allowed range.
    OutOfRange,
    /// Another one has this name or id.
    Taken,
    /// Plain http was not acknowledged.
    HttpNotAcknowledged,
    /// Whether another computer polls this account was not answered.
    PollingNotAnswered,
    /// Characters that cannot be sent (control characters).
    BadCharacters,
    /// Not a phone number.
    NotANumber,
    /// Not one of the values offered.
    NotOffered,
    /// It must be https: what goes there must not be readable on the way.
    HttpsOnly,
    /// In practice only simulated vendors on this computer can be reached.
    LoopbackOnly,
    /// Not a decimal number.
    NotADecimal,
}
