//! A desktop session of its own: a bus, a screen, an open keychain and a home folder, for what drives real windows.

use std::env;
use std::process::Command;

use crate::error::Error;
use crate::invoke;
use crate::locales;
use crate::private_home::PrivateHome;
use crate::workspace::Workspace;

/// Opens the keychain with a password, then runs what follows.
const WITH_KEYRING: &str = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null \
    || { echo 'gnome-keyring could not be unlocked' >&2; exit 1; }; exec \"$@\"";

/// Runs a command in a session of its own, which ends with it.
pub fn run(workspace: &Workspace, inner: &Command) -> Result<(), Error> {
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
    command.arg(inner.get_program()).args(inner.get_args());
    workspace.settle(&mut command);
    home.furnish(&mut command);
    // The developer's own language, screen and keychain must not reach into it.
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
        // Without it nothing there touches a keychain.
        .env("SWITCHBOARD_PRIVATE_KEYRING", "1");
    if env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    if let Some(folder) = locales {
        command.env("LOCPATH", folder);
    }
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    invoke::run(&mut command)
}
