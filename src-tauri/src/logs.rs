use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Two weeks: long enough to look into a complaint, short enough to forget.
const KEPT_FILES: usize = 14;

/// Fixed rather than read from the environment: the libraries below say whole requests, secrets
/// included, at their lower levels.
const LEVELS: &str = "warn,switchboard_shell=info,switchboard_core=info,switchboard_sandbox=info";

/// Writes JSON lines to `<folder>/logs/` until the guard is dropped.
///
/// On a full or read-only disk there is no log, which must not keep the window from saying so.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let logs = folder.join("logs");
    // The appender makes the folder too, but complains on stderr that it was not there.
    std::fs::create_dir_all(&logs).ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender(&logs).ok()?);
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::new(LEVELS))
        .with_writer(writer)
        .try_init()
        .ok()?;
    Some(guard)
}

fn appender(logs: &Path) -> Result<RollingFileAppender, InitError> {
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("switchboard")
        .filename_suffix("jsonl")
        .max_log_files(KEPT_FILES)
        .build(logs)
}
