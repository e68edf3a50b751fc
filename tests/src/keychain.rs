//! Keychains that belong to a test alone: the person's own keyring is never touched.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Set by `cargo xtask test` around a suite that runs with a keyring of its own.
pub const MARK: &str = "SWITCHBOARD_PRIVATE_KEYRING";

/// Ends the test unless the keyring of this process is a private one.
pub fn require_private() {
    assert!(
        std::env::var_os(MARK).is_some(),
        "this suite writes to the keyring of its session: run it with cargo xtask test --only-window"
    );
}

/// The environment of a desktop without any keychain.
pub fn none() -> [(&'static str, &'static str); 1] {
    [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")]
}

/// A session bus with a gnome-keyring on it, for one test; both end with it.
pub struct Keyring {
    address: String,
    bus: Child,
    daemon: Option<Child>,
    folder: TempDir,
}

const PASSWORD: &[u8] = b"pw";

impl Keyring {
    /// A bus and an empty, unlocked keyring.
    pub fn unlocked() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a keyring");
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon starts (package dbus-x11)");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("piped"))
            .read_line(&mut address)
            .expect("the address of the bus");
        let mut keyring = Self {
            address: address.trim().to_owned(),
            bus,
            daemon: None,
            folder,
        };
        keyring.start_daemon();
        keyring
    }

    /// The variables that make an app use this keyring.
    pub fn env(&self) -> [(String, String); 1] {
        [("DBUS_SESSION_BUS_ADDRESS".to_owned(), self.address.clone())]
    }

    /// Locks it, as the screen lock of some desktops does.
    pub fn lock(&self) {
        self.call(&["Lock", "array:objpath:/org/freedesktop/secrets/collection/login"]);
    }

    /// Ends the keyring and starts it again unlocked, with what was in it.
    pub fn restart(&mut self) {
        self.stop_daemon();
        self.start_daemon();
    }

    /// Ends the keyring; the bus stays.
    pub fn stop_daemon(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }

    fn start_daemon(&mut self) {
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon starts");
        let mut password = daemon.stdin.take().expect("piped");
        password.write_all(PASSWORD).expect("the password is read");
        drop(password);
        self.daemon = Some(daemon);
        // It answers once it has made its collection.
        self.call(&["ReadAlias", "string:default"]);
    }

    fn call(&self, method_and_arguments: &[&str]) {
        let (method, arguments) = method_and_arguments.split_first().expect("a method");
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            let status = Command::new("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
                .arg("/org/freedesktop/secrets")
                .arg(format!("org.freedesktop.Secret.Service.{method}"))
                .args(arguments)
                .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("dbus-send starts (package dbus)");
            if status.success() {
                return;
            }
            assert!(
                std::time::Instant::now() < end,
                "the keyring does not answer {method}"
            );
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.stop_daemon();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}
