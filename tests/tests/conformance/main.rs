//! One suite for all vendors: every operation that a vendor's capabilities name, against the
//! sandbox, which was written from the same documents by itself.
//!
//! The desk, its encrypted database and HTTP are real; only the keychain is in memory, and the
//! clock of a desk whose retries are to take no time. A vendor that is added to `vendors::all()`
//! is covered by itself as soon as the sandbox plays it. The row *certificate refused* is not here:
//! loopback is plain http (`core/src/vendors/verdict/tests.rs` has it).

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod codes;
mod good;
mod jobs;
mod odd;
mod pushed_codes;
mod pushes;
mod refused;
mod refused_accounts;
mod refused_checks_and_binds;
mod rows;
mod settings;
mod uncertain;
mod wrong_clock;
