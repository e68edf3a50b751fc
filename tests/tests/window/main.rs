//! The real window. One test after the other: `cargo xtask test --only-window [FILTER]`.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod asking;
mod basics;
mod cut_off;
mod doubt;
mod five_accounts;
mod five_balances;
mod five_looks;
mod five_privacy;
mod five_pushes;
mod five_send;
mod history_log;
mod history_looks;
mod history_messages;
mod history_replies;
mod keyboard;
mod keyboard_history;
mod live;
mod looks;
mod past;
mod preferences;
mod recovery;
mod restore;
mod scene;
mod templates;
mod troubles;
mod words;
