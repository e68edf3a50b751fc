//! What the systems without Debian packages need, and how to get it there.

use crate::probe::{Probe, on_path};
use crate::requirement::{Need, Requirement};
use crate::system::System;

type Tool = (&'static str, Probe, &'static str);

const MACOS: &[Tool] = &[
    (
        "Xcode command line tools",
        Probe::Version("xcode-select", &["-p"]),
        "xcode-select --install",
    ),
    (
        "Perl",
        Probe::Version("perl", &["-e", "print $^V"]),
        "brew install perl",
    ),
    (
        "CMake",
        Probe::Version("cmake", &["--version"]),
        "brew install cmake",
    ),
];

const WINDOWS: &[Tool] = &[
    (
        "MSVC build tools",
        Probe::Msvc,
        "winget install Microsoft.VisualStudio.2022.BuildTools --override \
         \"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
    ),
    (
        "Perl (Strawberry)",
        Probe::WindowsPerl,
        "winget install StrawberryPerl.StrawberryPerl",
    ),
    (
        "NASM",
        Probe::Version("nasm", &["-v"]),
        "winget install NASM.NASM",
    ),
    (
        "WebView2",
        Probe::WebView2,
        "winget install Microsoft.EdgeWebView2Runtime",
    ),
];

const BUILD: &[(&str, Probe)] = &[
    ("C compiler", Probe::Version("cc", &["--version"])),
    ("make", Probe::Version("make", &["--version"])),
    ("pkg-config", Probe::Version("pkg-config", &["--version"])),
    ("Perl", Probe::Version("perl", &["-e", "print $^V"])),
    ("CMake", Probe::Version("cmake", &["--version"])),
    ("WebKitGTK 4.1", Probe::Library("webkit2gtk-4.1")),
    ("librsvg", Probe::Library("librsvg-2.0")),
];
const DISPLAY: &[(&str, Probe)] = &[
    ("Xvfb", Probe::Program("Xvfb")),
    ("xvfb-run", Probe::Program("xvfb-run")),
    ("xauth", Probe::Program("xauth")),
];
const TESTS: &[(&str, Probe)] = &[
    ("OpenSSL's program", Probe::Version("openssl", &["version"])),
    ("a JDK", Probe::Program("javac")),
];
const WINDOW: &[(&str, Probe)] = &[
    ("WebKitWebDriver", Probe::Program("WebKitWebDriver")),
    ("dbus-run-session", Probe::Program("dbus-run-session")),
    ("gnome-keyring", Probe::Program("gnome-keyring-daemon")),
    ("xdotool", Probe::Program("xdotool")),
    ("localedef", Probe::Program("localedef")),
];

pub fn list(system: System, need: Need) -> Vec<Requirement> {
    match system {
        System::MacOs => MACOS.iter().map(look).collect(),
        System::Windows => WINDOWS.iter().map(look).collect(),
        System::Debian | System::OtherLinux => {
            let get = linux_command();
            let mut wanted = BUILD.to_vec();
            wanted.extend(DISPLAY.iter().filter(|_| need.virtual_display));
            wanted.extend(TESTS.iter().filter(|_| need.tests));
            wanted.extend(WINDOW.iter().filter(|_| need.window_tests));
            wanted
                .iter()
                .map(|(name, probe)| look(&(*name, *probe, get)))
                .collect()
        }
    }
}

/// The commands that bring what is missing, as one line for the system's shell.
pub fn command(system: System, missing: &[&Requirement]) -> String {
    let mut commands: Vec<&str> = missing
        .iter()
        .map(|requirement| requirement.get.as_str())
        .collect();
    commands.dedup();
    // Windows PowerShell does not know `&&`.
    commands.join(if system == System::Windows { "; " } else { " && " })
}

fn look((name, probe, get): &Tool) -> Requirement {
    Requirement {
        name: (*name).into(),
        found: probe.look(),
        get: (*get).into(),
    }
}

fn linux_command() -> &'static str {
    if on_path("dnf") {
        "sudo dnf install gcc gcc-c++ make pkgconf perl cmake webkit2gtk4.1-devel librsvg2-devel libxdo-devel \
         webkitgtk6.0 xorg-x11-server-Xvfb xauth dbus-daemon gnome-keyring google-noto-sans-cjk-fonts xdotool \
         openssl glibc-locale-source java-latest-openjdk-devel"
    } else if on_path("pacman") {
        "sudo pacman -S --needed base-devel perl cmake webkit2gtk-4.1 librsvg xdotool xorg-server-xvfb \
         xorg-xauth dbus gnome-keyring noto-fonts-cjk openssl jdk-openjdk"
    } else if on_path("zypper") {
        "sudo zypper install gcc gcc-c++ make pkgconf perl cmake webkit2gtk3-devel librsvg-devel xdotool-devel \
         xorg-x11-server-Xvfb xauth dbus-1-daemon gnome-keyring google-noto-sans-cjk-fonts xdotool openssl java-21-openjdk-devel"
    } else {
        "your package manager for build tools, pkg-config, perl, cmake, webkit2gtk-4.1, librsvg, libxdo, Xvfb, \
         WebKitWebDriver, dbus, gnome-keyring, xdotool, openssl, a JDK"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(name: &str, get: &str) -> Requirement {
        Requirement {
            name: name.into(),
            found: None,
            get: get.into(),
        }
    }

    #[test]
    fn one_line_to_type() {
        let (a, b) = (missing("A", "get a"), missing("B", "get b"));
        assert_eq!(command(System::MacOs, &[&a, &b]), "get a && get b");
        assert_eq!(command(System::Windows, &[&a, &b]), "get a; get b");
        assert_eq!(command(System::OtherLinux, &[&a, &a]), "get a");
    }
}
