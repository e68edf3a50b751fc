//! Node, which cannot be installed for the user: each has their own way to keep it.

use crate::error::Error;
use crate::invoke;
use crate::requirement::Requirement;
use crate::system::System;
use crate::workspace::npm_program;

pub fn check(system: System) -> Result<(), Error> {
    let command = get(system);
    let found = invoke::answer("node", &["--version"]);
    if !found.as_deref().and_then(version).is_some_and(suits) {
        return Err(Error::Node { found, command });
    }
    invoke::answer(npm_program(), &["--version"])
        .map(|_| ())
        .ok_or(Error::Npm { command })
}

pub fn list(system: System) -> Vec<Requirement> {
    let found = invoke::answer("node", &["--version"]);
    let old = found.as_deref().filter(|told| !version(told).is_some_and(suits));
    let name = match old {
        Some(told) => format!("Node 20.19, 22.12 or newer (found {told})"),
        None => "Node 20.19, 22.12 or newer".into(),
    };
    let get = get(system).to_owned();
    vec![
        Requirement {
            name,
            found: found.clone().filter(|_| old.is_none()),
            get: get.clone(),
        },
        Requirement {
            name: "npm".into(),
            found: invoke::answer(npm_program(), &["--version"]),
            get,
        },
    ]
}

fn get(system: System) -> &'static str {
    match system {
        System::Windows => "winget install OpenJS.NodeJS.LTS",
        System::MacOs => "brew install node@22 && brew link --overwrite --force node@22",
        System::Debian | System::OtherLinux if std::env::var_os("NVM_DIR").is_some() => "nvm install 22",
        System::Debian | System::OtherLinux => {
            "curl -fsSL https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.3/install.sh | bash \
             && . ~/.nvm/nvm.sh && nvm install 22"
        }
    }
}

/// Major and minor number of what `node --version` prints.
fn version(told: &str) -> Option<(u32, u32)> {
    let mut numbers = told.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// 21 and the first of 22 lack what Vite needs, though they are newer than 20.19.
fn suits((major, minor): (u32, u32)) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 12,
        _ => major >= 23,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("v23.0.0-nightly2024"), Some((23, 0)));
        for told in ["", "20.19.0", "v20", "vx.y.z"] {
            assert_eq!(version(told), None, "{told}");
        }
    }

    #[test]
    fn the_lowest_that_will_do() {
        for good in [(20, 19), (20, 20), (22, 12), (23, 0), (24, 1)] {
            assert!(suits(good), "{good:?}");
        }
        for bad in [(0, 12), (18, 19), (20, 18), (21, 7), (22, 11)] {
            assert!(!suits(bad), "{bad:?}");
        }
    }
}
