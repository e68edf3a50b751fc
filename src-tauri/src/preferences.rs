//! Language, theme and the profile last worked in: known before any profile is open, and nothing
//! private, so they stand in a plain file.

use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use switchboard_core::contract::profile::{Density, Preferences, ProfileKind, Theme};

const FILE: &str = "preferences.json";

/// What stands in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    #[serde(flatten)]
    pub preferences: Preferences,
    #[serde(default)]
    pub last_profile: Option<ProfileKind>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            preferences: Preferences {
                language: None,
                theme: Theme::System,
                density: Density::Comfortable,
            },
            last_profile: None,
        }
    }
}

/// What was remembered; a file that is missing or not ours is as if nothing was.
pub(crate) fn read(folder: &Path) -> Remembered {
    match std::fs::read_to_string(folder.join(FILE)) {
        Ok(text) => serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "the preferences cannot be read");
            Remembered::default()
        }),
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "the preferences cannot be read");
            }
            Remembered::default()
        }
    }
}

/// Remembers; a disk that does not take it costs a preference and nothing else.
pub(crate) fn write(folder: &Path, remembered: &Remembered) {
    let written = serde_json::to_string_pretty(remembered)
        .map_err(std::io::Error::other)
        .and_then(|text| std::fs::write(folder.join(FILE), text));
    if let Err(error) = written {
        tracing::warn!(%error, "the preferences cannot be written");
    }
}
