//! Backups, and bringing one back: everything is there, and nothing goes out by itself.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod made;
mod refused;
mod restored;
mod scene;
