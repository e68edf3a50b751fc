//! What can stop a command, each said in one sentence.

use std::fmt;
use std::io;
use std::path::PathBuf;

#[derive(Debug)]
pub enum Error {
    Usage(String),
    Root,
    Node {
        found: Option<String>,
        command: &'static str,
    },
    Npm {
        command: &'static str,
    },
    Missing {
        names: Vec<String>,
        command: String,
    },
    NotPermitted {
        command: String,
    },
    NotInstalled {
        names: String,
        command: String,
    },
    NotStarted {
        command: String,
        source: io::Error,
    },
    Failed {
        command: String,
    },
    File {
        path: PathBuf,
        source: io::Error,
    },
    Locale {
        name: &'static str,
    },
    LinuxOnly,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => f.write_str(what),
            Self::Root => f.write_str("The project's folder was not found: start this with `cargo xtask`."),
            Self::Node { found: None, command } => {
                write!(
                    f,
                    "Node 20.19, 22.12 or newer is needed and was not found: type `{command}`."
                )
            }
            Self::Node {
                found: Some(found),
                command,
            } => {
                write!(
                    f,
                    "Node 20.19, 22.12 or newer is needed and {found} was found: type `{command}`."
                )
            }
            Self::Npm { command } => write!(f, "Node is there, but npm is not: type `{command}`."),
            Self::Missing { names, command } => {
                write!(
                    f,
                    "These are missing: {}; type `{command}`, then start this again.",
                    names.join(", ")
                )
            }
            Self::NotPermitted { command } => write!(
                f,
                "Debian packages are missing and only root may install them: type `{command}`{} \
                 and start this again.",
                if command.starts_with("sudo") {
                    ""
                } else {
                    " as root"
                }
            ),
            Self::NotInstalled { names, command } => {
                write!(
                    f,
                    "These Debian packages could not be installed: {names}; type `{command}` to see why."
                )
            }
            Self::NotStarted { command, source } => write!(f, "`{command}` could not be started: {source}."),
            Self::Failed { command } => write!(f, "`{command}` failed."),
            Self::File { path, source } => write!(f, "{}: {source}.", path.display()),
            Self::Locale { name } => write!(
                f,
                "The locale {name} could not be made: type `apt-get install locales` (as root), \
                 or your system's counterpart."
            ),
            Self::LinuxOnly => f.write_str(
                "Real windows are driven on Linux only (WebKitWebDriver, Xvfb and gnome-keyring): \
                 type `cargo xtask test --quick` for the suites that need none.",
            ),
        }
    }
}

impl std::error::Error for Error {}
