//! Keeping: exports, retention, backups; and the long work behind them.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::binding::BindingQuery;
use super::conversation::{ConversationQuery, SuppressionQuery};
use super::exchange::ExchangeQuery;
use super::message::MessageFilter;
use super::number::{NumberKind, NumberRef};
use super::problem::ProblemCode;
use super::profile::ProfileState;
use super::{Id, Millis};

/// Which list is exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum ExportList {
    /// Messages.
    Messages {
        /// Which.
        filter: MessageFilter,
    },
    /// MO replies of conversations.
    Replies {
        /// Which conversations; cursor and limit are left out of account.
        query: ConversationQuery,
    },
    /// Bindings.
    Bindings {
        /// Which; cursor and limit are left out of account.
        query: BindingQuery,
    },
    /// Everything of one number.
    Number {
        /// Which.
        of: NumberRef,
        /// Only these kinds; empty means all.
        kinds: Vec<NumberKind>,
    },
    /// The suppression list.
    Suppression {
        /// Which; cursor and limit are left out of account.
        query: SuppressionQuery,
    },
    /// The interface log, as its list shows it: without headers and bodies.
    Exchanges {
        /// Which; cursor and limit are left out of account.
        query: ExchangeQuery,
    },
}

/// A file's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// UTF-8 with a byte order mark, which Excel needs for Chinese.
    Csv,
    /// A workbook, every number a text.
    Xlsx,
}

/// An export that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportDraft {
    /// Which list.
    pub list: ExportList,
    /// In which format.
    pub format: ExportFormat,
    /// Whether phone numbers stand in full; recorded either way.
    pub full_numbers: bool,
    /// The headings, by column name; the sentences are the window's. What stands in a cell as a word (a state, a reason,
    /// a vendor, `yes`) is another word where one is given by column and word: `state.delivered`.
    pub headings: std::collections::BTreeMap<String, String>,
}

/// What asking for long work came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum WorkStarted {
    /// It runs.
    Started {
        /// Its id, until the program ends.
        id: Id,
    },
    /// The dialog was closed.
    Closed,
}

/// Long work: an export, a backup, a clean-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Work {
    /// Its id, until the program ends.
    pub id: Id,
    /// What it does.
    pub kind: WorkKind,
    /// Rows or pages done.
    pub done: u64,
    /// Of how many; none while it is not known.
    pub total: Option<u64>,
    /// Where it stands.
    pub state: WorkState,
    /// When it began.
    pub started_at: Millis,
    /// The file or folder it writes, if it writes one.
    pub path: Option<String>,
}

/// What long work does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Writes a list to a file.
    Export,
    /// Copies the database to the backup folder.
    Backup,
    /// Removes what is older than the rules say.
    Retention,
}

/// Where long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum WorkState {
    /// Under way.
    Running,
    /// Finished.
    Done,
    /// Stopped by the operator; what was written is removed.
    Cancelled,
    /// It did not go well; what was written is removed.
    Failed {
        /// Why.
        problem: ProblemCode,
    },
}

/// An export or a look at a full number, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Disclosure {
    /// When.
    pub at: Millis,
    /// Who.
    pub operator: String,
    /// At which desk.
    pub desk: String,
    /// What.
    pub what: Disclosed,
}

/// What left the window in full, or left the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Disclosed {
    /// A list was exported.
    Export {
        /// `messages`, `replies`, `bindings`, `number`, `suppression`, `exchanges`.
        list: String,
        /// The file's name, without its folder.
        file: String,
        /// Rows in it.
        rows: u64,
        /// Whether phone numbers stood in full.
        full_numbers: bool,
        /// Whether it was finished.
        finished: bool,
    },
    /// A full number was looked at.
    Reveal {
        /// Where it stands; none when that was removed since.
        of: Option<NumberRef>,
        /// `138****0001`; both numbers of a binding, where both were looked at.
        number_masked: String,
    },
}

/// A page of disclosures, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DisclosurePage {
    /// At most 200 rows.
    pub rows: Vec<Disclosure>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Millis>,
}

/// What retention can remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RetentionKind {
    /// Messages that are settled, with their reports, decisions and attempts.
    Messages,
    /// MO replies and conversations.
    Replies,
    /// Bindings that have ended, with their calls.
    Bindings,
    /// Number checks that were answered.
    Checks,
    /// Raw requests and replies of the interface log; what came of them stays. They hold the same numbers and texts as
    /// messages, replies, bindings and checks, so they are kept no longer than the shortest of those rules.
    Exchanges,
    /// Records of exports and of looks at full numbers.
    Disclosures,
}

/// How long a kind is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetentionRule {
    /// What.
    pub kind: RetentionKind,
    /// Days, 30 to 3,650; none keeps it for ever.
    pub days: Option<u32>,
}

/// The rules, and what they would and did remove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Retention {
    /// One rule per kind.
    pub rules: Vec<RetentionRule>,
    /// What they would remove now.
    pub due: Vec<RetentionCount>,
    /// The last runs, newest first, at most 50.
    pub runs: Vec<RetentionRun>,
    /// Why nothing is removed by itself for now; none where it is, or where nothing is ever to be removed.
    pub waits: Option<RetentionWait>,
}

/// Why the daily clean-up waits: by a wrong clock everything would seem old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RetentionWait {
    /// This computer's clock is off by an hour or more from a vendor's.
    ClockOff,
    /// No vendor told the time within the last hour.
    ClockNotTold,
}

/// A count of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetentionCount {
    /// What.
    pub kind: RetentionKind,
    /// How many rows.
    pub rows: u64,
}

/// A clean-up that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetentionRun {
    /// When.
    pub at: Millis,
    /// Who started it; empty when it ran by itself.
    pub operator: String,
    /// What was removed.
    pub removed: Vec<RetentionCount>,
}

/// What setting the rules came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetRetention {
    /// One rule per kind; a kind that is missing stays as it is.
    pub rules: Vec<RetentionRule>,
}

/// The daily backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// The folder; none while none was chosen.
    pub folder: Option<String>,
    /// Whether a recovery key was saved: without one a backup cannot be opened on another computer.
    pub recovery_key_saved: bool,
    /// When the last one was finished.
    pub last_at: Option<Millis>,
    /// Its size in bytes.
    pub last_bytes: Option<u64>,
    /// Why the last try failed, if it did.
    pub failed: Option<BackupFailed>,
    /// How many are kept.
    pub keep: u32,
}

/// A backup that was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFailed {
    /// When.
    pub at: Millis,
    /// Why.
    pub problem: ProblemCode,
}

/// Brings a backup back on this computer.
#[derive(Debug, Deserialize, TS)]
pub struct RestoreBackup {
    /// The recovery key, as typed.
    #[ts(type = "string")]
    pub recovery_key: SecretString,
}

/// What bringing a backup back came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum RestoreBackupResult {
    /// It is open. Every account is paused and every job is held: nothing goes out by itself.
    Restored {
        /// The profile's state.
        state: ProfileState,
    },
    /// The dialog was closed.
    Closed,
    /// The recovery key is not written as one is.
    Malformed,
    /// The recovery key does not fit this backup.
    WrongKey,
    /// What was chosen is no backup and holds none, or it was changed.
    NotABackup,
    /// There is a live profile on this computer already; it is not overwritten.
    ProfileExists,
    /// It was made by a newer program.
    Newer,
}
