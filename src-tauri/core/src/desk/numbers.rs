//! The number view: one phone number over all vendors.

use super::{Desk, DeskError};
use crate::contract::number::{BehindX, BehindXQuery, FoundNumber, NumberQuery, NumberRef, NumberView};

impl Desk {
    /// A page of everything that happened with one number.
    pub async fn number_view(&self, _request: NumberQuery) -> Result<NumberView, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// The full number. The look is recorded.
    pub async fn reveal_ref(&self, _request: NumberRef) -> Result<String, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Numbers that start or end with typed digits, at most 20.
    pub async fn find_numbers(&self, _request: String) -> Result<Vec<FoundNumber>, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// Who was behind an X number at a time.
    pub async fn behind_x(&self, _request: BehindXQuery) -> Result<BehindX, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
