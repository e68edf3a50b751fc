//! Which operating system this is, as far as the set-up differs.

use std::fs;

use crate::probe;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Debian,
    OtherLinux,
    Windows,
    MacOs,
}

impl System {
    pub fn current() -> Self {
        match std::env::consts::OS {
            "windows" => Self::Windows,
            "macos" => Self::MacOs,
            _ => {
                let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
                // Both, because some derivatives keep the name and leave out the tools.
                if is_debian(&release) && probe::on_path("apt-get") {
                    Self::Debian
                } else {
                    Self::OtherLinux
                }
            }
        }
    }

    pub fn is_linux(self) -> bool {
        matches!(self, Self::Debian | Self::OtherLinux)
    }
}

/// A virtual display is needed where windows are drawn through one and none is there.
pub fn lacks_display(system: System) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    system.is_linux() && !set("DISPLAY") && !set("WAYLAND_DISPLAY")
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE"))
        .flat_map(|(_, value)| value.trim_matches(['"', '\'']).split_whitespace())
        .any(|word| word == "debian")
}

#[cfg(test)]
mod tests {
    use super::is_debian;

    #[test]
    fn debian_and_what_is_made_from_it() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
    }

    #[test]
    fn others_are_not() {
        assert!(!is_debian(
            "NAME=\"Not debian\"\nID=fedora\nHOME_URL=https://debian.example\n"
        ));
        assert!(!is_debian("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"));
        assert!(!is_debian(""));
    }
}
