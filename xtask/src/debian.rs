//! Debian packages: which are needed, which are there, and installing the rest.

use std::io::{IsTerminal, stdin};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::invoke;
use crate::probe::on_path;
use crate::requirement::{Need, Requirement};

const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "cmake",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libxdo-dev",
];
const DISPLAY: &[&str] = &["xvfb", "xauth"];
// The JDK judges signatures as a second tool beside OpenSSL.
const TESTS: &[&str] = &["openssl", "default-jdk-headless"];
const WINDOW: &[&str] = &[
    "webkit2gtk-driver",
    "dbus-x11",
    "gnome-keyring",
    "fonts-noto-cjk",
    "xdotool",
    "locales",
];

pub fn list(need: Need) -> Vec<Requirement> {
    let wanted = wanted(need);
    let mut query = vec!["-W", "-f", "${Package}\t${db:Status-Status}\t${Version}\n"];
    query.extend(&wanted);
    let told = invoke::printed("dpkg-query", &query).unwrap_or_default();
    wanted
        .into_iter()
        .map(|name| Requirement {
            name: name.into(),
            found: installed(&told, name),
            get: format!("sudo apt-get install {name}"),
        })
        .collect()
}

/// Installs what is missing, after saying so.
pub fn install(need: Need) -> Result<(), Error> {
    let missing = missing(need);
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let sudo = on_path("sudo");
    let root = invoke::answer("id", &["-u"]).as_deref() == Some("0");
    let terminal = stdin().is_terminal();
    let prefix: &[&str] = match (root, sudo, terminal) {
        (true, _, _) => &[],
        (false, true, true) => &["sudo"],
        (false, true, false) if invoke::answer("sudo", &["-n", "true"]).is_some() => &["sudo", "-n"],
        (false, _, _) => {
            return Err(Error::NotPermitted {
                command: by_hand(sudo, &names),
            });
        }
    };
    let apt = |arguments: &[&str]| {
        // sudo drops the environment, so it is set behind it.
        let environment = [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=120",
        ];
        let words: Vec<&str> = [prefix, &environment[..], arguments].concat();
        let mut command = Command::new(words.first().copied().unwrap_or("env"));
        command.args(words.iter().skip(1));
        if !terminal {
            command.stdin(Stdio::null());
        }
        command
    };
    let typed = [prefix, &["apt-get"]].concat().join(" ");
    println!("These Debian packages are missing and are installed now with `{typed} install -y`: {names}.");
    if invoke::run_with_input(&mut apt(&["update"])).is_err() {
        eprintln!("`{typed} update` failed; going on with the lists that are there.");
    }
    let install = invoke::run_with_input(&mut apt(&[&["install", "-y"], missing.as_slice()].concat()));
    let left = self::missing(need);
    // What is there counts: apt also fails over packages that have nothing to do with this.
    if left.is_empty() {
        return Ok(());
    }
    if let Err(error) = install {
        eprintln!("{error}");
    }
    let names = left.join(" ");
    Err(Error::NotInstalled {
        command: by_hand(!root, &names),
        names,
    })
}

fn by_hand(sudo: bool, names: &str) -> String {
    if sudo {
        format!("sudo apt-get update && sudo apt-get install {names}")
    } else {
        format!("apt-get update && apt-get install {names}")
    }
}

fn missing(need: Need) -> Vec<&'static str> {
    let there = list(need);
    wanted(need)
        .into_iter()
        .filter(|name| {
            there
                .iter()
                .any(|package| package.name == *name && package.found.is_none())
        })
        .collect()
}

fn wanted(need: Need) -> Vec<&'static str> {
    let mut names = BUILD.to_vec();
    names.extend(DISPLAY.iter().filter(|_| need.virtual_display));
    names.extend(TESTS.iter().filter(|_| need.tests));
    names.extend(WINDOW.iter().filter(|_| need.window_tests));
    names
}

/// The version of a package in what `dpkg-query` printed, one line for each package and
/// architecture. A removed package keeps its line, with another state.
fn installed(told: &str, name: &str) -> Option<String> {
    told.lines().find_map(|line| {
        let mut fields = line.split('\t');
        let (package, state, version) = (fields.next()?, fields.next()?, fields.next()?);
        (package == name && state == "installed").then(|| version.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "perl\tinstalled\t5.36.0-7\n\
        xauth\tconfig-files\t1:1.1.2-1\n\
        librsvg2-dev\tnot-installed\t\n\
        librsvg2-dev\tinstalled\t2.54.7\n\
        libxdo-dev\thalf-installed\t1:3.2\n";

    #[test]
    fn only_an_installed_package_is_there() {
        assert_eq!(installed(TOLD, "perl").as_deref(), Some("5.36.0-7"));
        for name in ["xauth", "libxdo-dev", "cmake", "per", ""] {
            assert_eq!(installed(TOLD, name), None, "{name}");
        }
    }

    #[test]
    fn one_architecture_is_enough() {
        assert_eq!(installed(TOLD, "librsvg2-dev").as_deref(), Some("2.54.7"));
    }

    #[test]
    fn each_purpose_adds_its_own() {
        let plain = Need {
            virtual_display: false,
            tests: false,
            window_tests: false,
        };
        assert_eq!(wanted(plain), BUILD);
        assert!(
            wanted(Need {
                virtual_display: true,
                ..plain
            })
            .contains(&"xauth")
        );
        assert!(wanted(Need { tests: true, ..plain }).contains(&"openssl"));
        assert!(!wanted(Need { tests: true, ..plain }).contains(&"gnome-keyring"));
        assert!(wanted(Need::EVERYTHING).contains(&"gnome-keyring"));
    }
}
