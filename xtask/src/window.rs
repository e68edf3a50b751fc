//! The suite that drives the real window, on a screen and with a keychain of its own.

use std::env;
use std::process::Command;

use crate::error::Error;
use crate::invoke;
use crate::locales;
use crate::private_home::PrivateHome;
use crate::system::System;
use crate::workspace::{Workspace, cargo_program};

/// Opens the keychain with a password, then runs what follows.
const WITH_KEYRING: &str = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null \
    || { echo 'gnome-keyring could not be unlocked' >&2; exit 1; }; exec \"$@\"";

const TEST: [&str; 4] = ["test", "--workspace", "--test", "window"];

pub fn run(workspace: &Workspace, filter: Option<&str>) -> Result<(), Error> {
    if !System::current().is_linux() {
        return Err(Error::LinuxOnly);
    }
    invoke::run(&mut workspace.cargo(["build", "--workspace", "--bin", "switchboard"]))?;
    // Outside, where a compile error is easy to read.
    invoke::run(workspace.cargo(TEST).arg("--no-run"))?;
    let locales = locales::ensure(workspace)?;

    let home = PrivateHome::make()?;
    let mut command = Command::new("dbus-run-session");
    command.args([
        "--",
        "xvfb-run",
        "-a",
        "-s",
        "-screen 0 1400x1000x24",
        "sh",
        "-c",
        WITH_KEYRING,
        "_",
    ]);
    command
        .arg(cargo_program())
        .args(TEST)
        .args(filter)
        .args(["--", "--test-threads=1"]);
    workspace.settle(&mut command);
    home.furnish(&mut command);
    // The developer's own language, screen and keychain must not reach into the tests.
    for name in [
        "LC_ALL",
        "LANGUAGE",
        "WAYLAND_DISPLAY",
        "GNOME_KEYRING_CONTROL",
        "SWITCHBOARD_DATA_DIR",
    ] {
        command.env_remove(name);
    }
    command
        .env("LANG", "en_US.UTF-8")
        .env("GDK_BACKEND", "x11")
        .env("GIO_USE_VFS", "local")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // Without it the suite refuses to touch a keychain.
        .env("SWITCHBOARD_PRIVATE_KEYRING", "1")
        .env("SWITCHBOARD_BIN", workspace.app());
    if env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    if let Some(folder) = locales {
        command.env("LOCPATH", folder);
    }
    invoke::run(&mut command)
}
