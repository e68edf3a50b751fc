//! Exports: every file is read again by other tools, cell by cell, and compared with what the window shows.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod cells;
mod ended;
mod lists;
mod table;
