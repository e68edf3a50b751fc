//! Polling over hours and days in a moment: the clock is an argument, and here it runs as fast as nothing
//! is left to do. What is asserted is the simulated time between polls, never how long it took.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod pace;
mod questions;
mod reports;
mod scene;
