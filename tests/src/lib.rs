//! What the suites that cross rooms stand on: the real window driven from outside, and private keychains.
//!
//! All of it is test harness: what is not as expected ends the test, with the reason.
#![allow(clippy::expect_used, clippy::unwrap_used)]

pub mod conformance;
pub mod crash;
pub mod fill;
pub mod headless;
pub mod history;
pub mod keeping;
pub mod keychain;
pub mod scene;
pub mod start;
pub mod window;
