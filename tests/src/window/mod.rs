//! The app in a real window, driven the way a person would: by what can be read, and by role and name.
//!
//! Every verb waits for what it needs and, if that does not come, ends the test with the text that
//! was on the page and a screenshot of it.

mod checks;
mod dialog;
mod driver;
mod keys;
mod launch;
mod page;
mod process;
mod verbs;

pub use checks::Finding;
pub use dialog::{choose_folder, save_as};
pub use launch::{Launch, binary};
pub use process::second_start;

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use fantoccini::Client;
use tempfile::TempDir;

/// How long a verb waits: generous, since a loaded machine is no defect of the window.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running Switchboard. Dropping it ends it the hard way.
pub struct App {
    client: Client,
    driver: Child,
    pid: u32,
    data_dir: PathBuf,
    home: TempDir,
}

impl App {
    /// The process id of the app.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// The data folder it was started on.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// What the app and its driver wrote to stdout and stderr.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.home.path().join(launch::SAID)).unwrap_or_default()
    }

    /// The WebDriver session, for what no verb covers.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Whether the process is still there.
    pub fn is_running(&self) -> bool {
        process::is_running(self.pid)
    }

    /// Ends the app as the end of a desktop session does, and waits until it has ended.
    pub async fn quit(self) {
        process::signal(self.pid, "TERM");
        self.wait_for_end("quit").await;
    }

    /// SIGKILL, as a crash or a power cut would; the data folder stays as it was at that moment.
    pub async fn kill(self) {
        process::signal(self.pid, "KILL");
        self.wait_for_end("kill").await;
    }

    /// Waits until the app has ended by itself.
    pub async fn wait_for_end(&self, why: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while process::is_running(self.pid) {
            assert!(
                tokio::time::Instant::now() < end,
                "{why}: the app is still running after {PATIENCE:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if process::is_running(self.pid) {
            process::signal(self.pid, "KILL");
        }
        // The driver was started by us alone; nothing is to be done if it has ended already.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
