//! Sending: a draft is planned, the plan is frozen and shown, approved, written into the ledger,
//! and only then dispatched.

mod again;
mod approve;
mod dispatch;
mod jobs;
pub mod numbers;
mod plan;
pub mod recipients;
pub mod segments;
pub mod text;
