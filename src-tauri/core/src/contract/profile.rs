//! Profiles, preferences and the person at the desk.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which profile is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// Real accounts, real sends.
    Live,
    /// Simulated vendors inside the app.
    Practice,
}

/// What the window shows before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ProfileState {
    /// Nothing is open: the first page.
    Welcome {
        /// Whether a live profile exists in this data folder.
        live_exists: bool,
        /// Whether a practice profile exists in this data folder.
        practice_exists: bool,
    },
    /// A profile is being opened; the keychain may be asking the user.
    Opening {
        /// Which one.
        profile: ProfileKind,
    },
    /// A profile's database is being brought up to date.
    Updating {
        /// Which one.
        profile: ProfileKind,
        /// How far, 0 to 100.
        percent: u8,
    },
    /// A profile is open.
    Ready {
        /// Which one.
        profile: ProfileKind,
        /// Whether the question about the recovery key is still open (live only).
        recovery_key_due: bool,
        /// The data folder, to show and copy.
        data_dir: String,
    },
    /// A profile could not be opened. Nothing was changed or overwritten.
    Trouble {
        /// Which one.
        profile: ProfileKind,
        /// What happened.
        trouble: Trouble,
        /// The data folder, to show and copy.
        data_dir: String,
        /// For the technical details, in English.
        detail: String,
        /// Whether a recovery key was saved once, so that asking for it makes sense.
        recovery_key_exists: bool,
    },
}

/// Why a profile could not be opened. Each has a screen of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The system has no keychain, or it cannot be reached.
    KeychainMissing,
    /// The keychain is locked, or did not answer in time.
    KeychainLocked,
    /// The keychain answers but does not hold this database's key.
    KeyLost,
    /// The database was written by a newer program.
    NewerDatabase,
    /// The database does not open with its key, or fails its check.
    DatabaseDamaged,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// There is no room left on the disk.
    DiskFull,
    /// The database file is gone although the profile says it was there.
    DatabaseMissing,
    /// Anything else; the detail says what.
    Other,
}

/// The recovery key as typed in by its keeper.
#[derive(Debug, Deserialize, TS)]
pub struct RestoreKey {
    /// 52 letters and digits in groups; spaces and dashes are ignored.
    #[ts(type = "string")]
    pub recovery_key: SecretString,
}

/// What became of a recovery key that was typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum RestoreKeyResult {
    /// The database key is back in the keychain and the profile was opened, or the next trouble is told.
    Restored {
        /// The state afterwards.
        state: ProfileState,
    },
    /// Not a recovery key: wrong length or letters.
    Malformed,
    /// A recovery key, but not of this database.
    WrongKey,
}

/// Whether the recovery key was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryKeySaved {
    /// The file it was written to; none if the dialog was closed.
    pub path: Option<String>,
}

/// Language, theme and how much stands on a page. Kept in a plain file: it holds nothing private.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// The language; none follows the system.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Theme,
    /// How close rows stand.
    #[serde(default)]
    pub density: Density,
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// With room.
    #[default]
    Comfortable,
    /// Close.
    Compact,
}

/// The window's languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Language {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// The window's themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Who works at this desk. Stands on everything done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Identity {
    /// The operator's name.
    pub operator: String,
    /// The desk's id: three characters `A`–`Z`, `0`–`9`; begins every token.
    pub desk: String,
}
