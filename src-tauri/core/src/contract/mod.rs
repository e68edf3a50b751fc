//! What crosses to the window: requests, replies, events and error codes.
//!
//! May enter: plain data that serialises, with its meaning, unit and source.
//! May call: nothing. The TypeScript in `ui/src/contract/` is generated from
//! these types by `cargo xtask contract`; a test fails when the two differ.
//! No secret is ever a field of a reply, and phone numbers leave masked unless
//! the field's name says `number_revealed`.

pub mod account;
pub mod binding;
pub mod check;
pub mod codes;
pub mod commands;
pub mod conversation;
pub mod desk;
pub mod exchange;
pub mod keeping;
pub mod key;
pub mod message;
pub mod number;
pub mod problem;
pub mod profile;
pub mod push;
pub mod send;
pub mod template;
pub mod typescript;

/// A row's id. Never a vendor's id: those are strings, 18 digits do not fit a double.
pub type Id = i64;

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;
