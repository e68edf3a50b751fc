//! Why a verb of a desk did not do what was asked.

use std::io;

use crate::contract::account::Reason;
use crate::contract::problem::{Problem, ProblemCode};
use crate::secrets::KeychainError;
use crate::store::StoreError;
use crate::vendors::RequestError;

/// Why a verb did not do what was asked. A mistake of the user is a result, not one of these.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The row is not there (any more).
    #[error("{0} is not there")]
    NotFound(&'static str),
    /// The operator has not said who they are.
    #[error("nobody has said who works at this desk")]
    IdentityMissing,
    /// The account has no secret in the keychain.
    #[error("the account's secret is not in the keychain")]
    SecretMissing,
    /// Not allowed as the thing stands.
    #[error("not possible now: {0}")]
    WrongState(&'static str),
    /// The account does nothing until an operator clears it.
    #[error("the account is paused")]
    AccountPaused,
    /// The keychain.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A request that cannot be made.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A file or a folder outside of the profile.
    #[error("a file: {0}")]
    File(#[from] io::Error),
    /// A workbook has no more rows.
    #[error("more rows than a workbook has")]
    TooManyRows,
    /// A defect.
    #[error("defect: {0}")]
    Internal(&'static str),
}

impl DeskError {
    /// What the window acts on.
    pub(super) fn code(&self) -> ProblemCode {
        match self {
            Self::NotFound(_) => ProblemCode::NotFound,
            Self::IdentityMissing => ProblemCode::IdentityMissing,
            Self::SecretMissing => ProblemCode::SecretMissing,
            Self::AccountPaused => ProblemCode::AccountPaused,
            Self::WrongState(_) => ProblemCode::WrongState,
            Self::Keychain(KeychainError::Locked(_)) => ProblemCode::KeychainLocked,
            Self::Keychain(_) => ProblemCode::KeychainUnavailable,
            Self::Store(StoreError::DiskFull) => ProblemCode::DiskFull,
            Self::Store(_) => ProblemCode::Database,
            Self::File(error) if is_full(error) => ProblemCode::DiskFull,
            Self::File(_) => ProblemCode::FileNotWritten,
            Self::TooManyRows => ProblemCode::TooManyRows,
            Self::Request(_) | Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// What a person is told when a job or a poll stopped because of it.
    pub(super) fn reason(&self) -> Reason {
        match self {
            Self::Store(StoreError::DiskFull) => Reason::DiskFull,
            Self::SecretMissing | Self::Keychain(_) => Reason::SecretMissing,
            Self::AccountPaused => Reason::AccountPaused,
            Self::WrongState(_) | Self::NotFound(_) => Reason::AccountOff,
            _ => Reason::ProgramFault,
        }
    }
}

/// Whether there is no room left where it was written to.
fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
        }
    }
}
