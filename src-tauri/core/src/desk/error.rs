//! Why a verb of a desk did not do what was asked.

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
    /// A defect.
    #[error("defect: {0}")]
    Internal(&'static str),
}

impl DeskError {
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

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let code = match &error {
            DeskError::NotFound(_) => ProblemCode::NotFound,
            DeskError::IdentityMissing => ProblemCode::IdentityMissing,
            DeskError::SecretMissing => ProblemCode::SecretMissing,
            DeskError::AccountPaused => ProblemCode::AccountPaused,
            DeskError::WrongState(_) => ProblemCode::WrongState,
            DeskError::Keychain(KeychainError::Locked(_)) => ProblemCode::KeychainLocked,
            DeskError::Keychain(_) => ProblemCode::KeychainUnavailable,
            DeskError::Store(StoreError::DiskFull) => ProblemCode::DiskFull,
            DeskError::Store(_) => ProblemCode::Database,
            DeskError::Request(_) | DeskError::Internal(_) => ProblemCode::Internal,
        };
        Self {
            code,
            message: error.to_string(),
        }
    }
}
