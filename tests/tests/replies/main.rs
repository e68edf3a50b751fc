//! Conversations, answers, stop words and the suppression list: a real desk, real HTTP to the sandbox,
//! whose log is the judge of what was sent.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod answers;
mod conversations;
mod phones;
mod suppression;
