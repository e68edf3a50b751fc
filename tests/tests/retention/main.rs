//! Retention: what is old goes from the disk, and what is open, in doubt or bound stays, however old.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod alone;
mod gone;
mod scene;
mod stays;
