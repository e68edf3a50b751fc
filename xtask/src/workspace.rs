//! Where things are, and cargo and npm started in the right place.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

pub struct Workspace {
    root: PathBuf,
    /// Set only where the caller named one.
    named_target: Option<PathBuf>,
}

impl Workspace {
    pub fn find() -> Result<Self, Error> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest
            .parent()
            .filter(|root| root.join("tauri.conf.json").is_file());
        Ok(Self {
            root: root.ok_or(Error::Root)?.to_owned(),
            // Relative to where the caller stands; what is started from here stands elsewhere.
            named_target: env::var_os("CARGO_TARGET_DIR").and_then(|named| std::path::absolute(named).ok()),
        })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub fn target(&self) -> PathBuf {
        self.named_target
            .clone()
            .unwrap_or_else(|| self.root.join("target"))
    }

    /// The built application.
    pub fn app(&self) -> PathBuf {
        self.built("debug", "switchboard")
    }

    /// A program built for release.
    pub fn released(&self, name: &str) -> PathBuf {
        self.built("release", name)
    }

    fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target()
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    pub fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(cargo_program());
        command.args(arguments);
        self.settle(&mut command);
        command
    }

    /// Makes a command run at the root as if it had been typed there.
    pub fn settle(&self, command: &mut Command) {
        command.current_dir(&self.root);
        // What `cargo run` told this program about itself would look like a change to
        // build scripts that watch these, and cost a rebuild each time.
        for (name, _) in env::vars_os() {
            let told = name.to_string_lossy();
            if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        if let Some(target) = &self.named_target {
            command.env("CARGO_TARGET_DIR", target);
        }
    }

    pub fn npm<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(npm_program());
        command.args(arguments).current_dir(self.ui());
        command
    }
}

/// The cargo that started this, so that both use one toolchain.
pub fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| Path::new("cargo").to_owned(), PathBuf::from)
}

/// On Windows npm is a script, which is found only by its full name.
pub fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
