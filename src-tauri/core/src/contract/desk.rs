//! The status bar, and events.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::Reason;
use super::{Id, Millis};

/// The status bar and the badges of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskStatus {
    /// Messages whose outcome is unknown.
    pub unknown: u32,
    /// Messages that failed or were refused since midnight, this computer's time.
    pub failed_today: u32,
    /// Jobs that wait for Resume.
    pub paused_jobs: u32,
    /// The job being submitted.
    pub running: Option<JobProgress>,
    /// Accounts whose reports are fetched here.
    pub polls: Vec<PollHealth>,
    /// Times in which reports or replies may have been lost, newest first.
    pub gaps: Vec<Gap>,
    /// Accounts that are paused.
    pub paused_accounts: Vec<PausedAccount>,
    /// The largest difference between this computer's clock and a vendor's, in seconds, when 60 or more.
    pub clock_skew_seconds: Option<i64>,
    /// Reports, call records and call starts that carry another desk's token and were not handed over.
    pub foreign_items: u32,
    /// Reports whose message id is not known here, although they came more than ten minutes ago and carry no token.
    pub foreign_ids: u32,
    /// Reports that carry this desk's token although no send here has it, as after a backup was restored, and came more
    /// than ten minutes ago.
    pub stray_reports: u32,
    /// Replies nobody has read.
    pub unread_replies: u32,
    /// Exports, backups and clean-ups that run now.
    pub works: u32,
    /// Whether the last backup failed, or none was made for two days although a folder was chosen.
    pub backup_due: bool,
    /// Items of polls that could not be read and are kept aside.
    pub quarantined: u32,
    /// Balances below their threshold, or out of money.
    pub low_balances: u32,
    /// Bindings whose release was refused or whose bind is not known to have worked.
    pub bindings_in_doubt: u32,
}

/// A running job in the status bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobProgress {
    /// The job.
    pub job_id: Id,
    /// Recipients settled.
    pub settled: u32,
    /// All recipients.
    pub recipients: u32,
}

/// How fresh an account's reports and replies are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PollHealth {
    /// The account.
    pub account_id: Id,
    /// Its name.
    pub account_name: String,
    /// When a poll for reports last went well.
    pub reports_at: Option<Millis>,
    /// When a poll for replies last went well.
    pub replies_at: Option<Millis>,
    /// Why the last poll did not go well, if it did not.
    pub failing: Option<Reason>,
    /// Whether reports or replies are fetched again by themselves; where nothing is due, how long ago they were says
    /// nothing.
    pub due: bool,
}

/// A time in which reports or replies may have been lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    /// Its id.
    pub id: Id,
    /// The account.
    pub account_id: Id,
    /// The account's name.
    pub account_name: String,
    /// Reports or replies.
    pub kind: PollKind,
    /// From the last good poll before.
    pub from_at: Millis,
    /// To the last bad poll.
    pub to_at: Millis,
}

/// What is polled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// Delivery reports.
    Reports,
    /// MO replies.
    Replies,
    /// What became of single messages, asked for one by one (International SMS).
    Status,
    /// The balance.
    Balance,
}

/// An account that does nothing until an operator clears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PausedAccount {
    /// The account.
    pub account_id: Id,
    /// Its name.
    pub account_name: String,
    /// Why.
    pub reason: Reason,
}

/// Says what changed, never how: the window asks again. Sent as the Tauri event `changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changed {
    /// What.
    pub topics: Vec<Topic>,
}

/// What can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The profile's state.
    Profile,
    /// Accounts.
    Accounts,
    /// Templates.
    Templates,
    /// Jobs.
    Jobs,
    /// Messages.
    Messages,
    /// MO replies.
    Replies,
    /// Balances.
    Balances,
    /// Privacy numbers.
    Bindings,
    /// Number checks.
    Checks,
    /// Pushes and the callback receiver.
    Pushes,
    /// The interface log and the polls.
    Exchanges,
    /// The suppression list and the stop words.
    Suppression,
    /// Saved filters.
    Filters,
    /// Exports, backups and clean-ups, and what is recorded of them.
    Work,
    /// The status bar.
    Status,
}
