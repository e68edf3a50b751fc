//! The interface log: every exchange with a vendor.

use super::{Desk, DeskError};
use crate::contract::exchange::{CurlScript, ExchangeDetail, ExchangePage, ExchangeQuery, ExchangeRef};

impl Desk {
    /// A page of the interface log, newest first.
    pub async fn list_exchanges(&self, _request: ExchangeQuery) -> Result<ExchangePage, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// One exchange in full.
    pub async fn exchange_detail(&self, _request: ExchangeRef) -> Result<ExchangeDetail, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }

    /// An exchange as a shell script around curl, without secrets.
    pub async fn exchange_curl(&self, _request: ExchangeRef) -> Result<CurlScript, DeskError> {
        Err(DeskError::Internal("not built yet"))
    }
}
