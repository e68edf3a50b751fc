use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{App, driver, process};

/// In the home of the app: what driver and app wrote to their outputs, which is much and mostly about
/// desktop services that a virtual screen does not have.
pub(super) const SAID: &str = "said.log";

/// The program under test: `SWITCHBOARD_BIN`, else the debug build of this workspace.
pub fn binary() -> PathBuf {
    let path = std::env::var_os("SWITCHBOARD_BIN").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/switchboard"),
        PathBuf::from,
    );
    path.canonicalize()
        .unwrap_or_else(|error| panic!("{} is not built: run cargo xtask test ({error})", path.display()))
}

/// How to start the app: on which folder, and with which environment.
pub struct Launch {
    program: Option<PathBuf>,
    data_dir: PathBuf,
    home: TempDir,
    env: Vec<(String, String)>,
}

impl Launch {
    /// On this data folder, in English, with a home of its own.
    pub fn on(data_dir: impl AsRef<Path>) -> Self {
        let launch = Self {
            program: None,
            data_dir: data_dir.as_ref().to_owned(),
            home: tempfile::tempdir().expect("a folder for a home"),
            env: Vec::new(),
        };
        launch.language("en_US.UTF-8")
    }

    /// Another program than [`binary`].
    pub fn program(mut self, path: impl Into<PathBuf>) -> Self {
        self.program = Some(path.into());
        self
    }

    /// With the desktop in this language (`zh_CN.UTF-8`, `en_US.UTF-8`).
    pub fn language(self, locale: &str) -> Self {
        self.env("LANG", locale)
            .env("LC_ALL", locale)
            .env("LANGUAGE", locale)
    }

    /// With one more variable; a later one of the same name wins.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// With several more variables.
    pub fn envs<N: Into<String>, V: Into<String>>(self, more: impl IntoIterator<Item = (N, V)>) -> Self {
        more.into_iter()
            .fold(self, |launch, (name, value)| launch.env(name, value))
    }

    /// Opens the window.
    pub async fn open(self) -> App {
        let home = self.home.path().to_str().expect("a plain path");
        let folder = self.data_dir.to_str().expect("a plain path");
        let env = [
            ("HOME", home),
            ("SWITCHBOARD_DATA_DIR", folder),
            ("TAURI_AUTOMATION", "true"),
            ("TAURI_WEBVIEW_AUTOMATION", "true"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .chain(self.env);

        let program = self.program.unwrap_or_else(binary);
        let (mut driver, client) = driver::start(env, &program, &self.home.path().join(SAID)).await;
        let Some(pid) = process::child_of(driver.id()) else {
            let _ = driver.kill();
            panic!("the driver has a session but no app");
        };
        App {
            client,
            driver,
            pid,
            data_dir: self.data_dir,
            home: self.home,
        }
    }
}
