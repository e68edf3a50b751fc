//! A home folder for one test run, taken away afterwards.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Error;

/// Programs that a session bus would start on its own. They mount file systems in the home,
/// which then cannot be removed, and a test must not depend on whether they are installed.
const NOT_STARTED: &[&str] = &[
    "org.freedesktop.portal.Desktop",
    "org.freedesktop.portal.Documents",
    "org.gtk.vfs.Daemon",
];

const REMOVAL_TRIES: u32 = 20;

pub struct PrivateHome {
    folder: PathBuf,
}

impl PrivateHome {
    pub fn make() -> Result<Self, Error> {
        let moment = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.subsec_nanos());
        // Short: sockets are made in it, and their paths may have about 100 characters.
        let folder = env::temp_dir().join(format!("swb-{}-{moment:x}", std::process::id()));
        create(&folder)?;
        let home = Self { folder };
        for part in ["run", "home", "data", "config", "cache"] {
            create(&home.folder.join(part))?;
        }
        home.quieten_bus()?;
        Ok(home)
    }

    fn quieten_bus(&self) -> Result<(), Error> {
        // The bus looks here before it looks where the system has its services.
        let folder = self.folder.join("run/dbus-1/services");
        let at = |source| Error::File {
            path: folder.clone(),
            source,
        };
        fs::create_dir_all(&folder).map_err(at)?;
        for name in NOT_STARTED {
            let service = format!("[D-BUS Service]\nName={name}\nExec=/bin/false\n");
            fs::write(folder.join(format!("{name}.service")), service).map_err(at)?;
        }
        Ok(())
    }

    /// Gives the command this home, and the toolchain of the real one.
    pub fn furnish(&self, command: &mut Command) {
        if let Some(real) = env::home_dir() {
            for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
                if env::var_os(name).is_none() {
                    command.env(name, real.join(folder));
                }
            }
        }
        command
            .env("HOME", self.folder.join("home"))
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"));
    }
}

impl Drop for PrivateHome {
    fn drop(&mut self) {
        // The last programs of the session may still be writing while they end.
        for _ in 1..REMOVAL_TRIES {
            if fs::remove_dir_all(&self.folder).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be removed: {error}.", self.folder.display());
        }
    }
}

/// Fails if it is there already, and nobody else may look in: the D-Bus and keyring
/// sockets demand that.
fn create(folder: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| Error::File {
        path: folder.into(),
        source,
    })
}
