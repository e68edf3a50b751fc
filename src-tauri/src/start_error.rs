use std::path::PathBuf;

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system names no folder for a person's data, and none was given.
    #[error("the system names no folder for data; set SWITCHBOARD_DATA_DIR to one")]
    NoDataFolder,
    /// The data folder, or the lock in it, cannot be made or opened.
    #[error("{path} cannot be used: {source}", path = path.display())]
    Folder {
        /// The folder or file that was tried.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder is in use by a Switchboard that does not answer.
    #[error(
        "{path} is in use by another Switchboard that does not answer; end it and start again",
        path = path.display()
    )]
    FirstIsSilent {
        /// The folder both were started on.
        path: PathBuf,
    },
    /// The window system refused.
    #[error(transparent)]
    Window(#[from] tauri::Error),
}
