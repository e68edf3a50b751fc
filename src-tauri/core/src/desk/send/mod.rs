//! Sending: a draft is planned, the plan is frozen and shown, approved, written into the ledger,
//! and only then dispatched.

mod again;
mod approve;
mod body;
mod count;
mod dispatch;
mod drafted;
mod gsm7;
mod jobs;
pub mod numbers;
mod plan;
pub mod recipients;
pub mod schedule;
mod segments;
pub mod text;

pub(in crate::desk) use approve::{Approval, approve, hash};
pub(in crate::desk) use plan::view;
