//! Asking the machine what it has.

use std::env;

use crate::invoke;

/// How the presence of something is found out.
#[derive(Clone, Copy, Debug)]
pub enum Probe {
    /// Is on the search path.
    Program(&'static str),
    /// Is on the search path and prints its version when called like this.
    Version(&'static str, &'static [&'static str]),
    /// `pkg-config` knows it.
    Library(&'static str),
    /// `perl` that knows Windows paths; the one that comes with Git does not.
    WindowsPerl,
    /// Microsoft's compiler and linker.
    Msvc,
    /// The web view of Windows.
    WebView2,
}

impl Probe {
    /// The version found, or a word in its place.
    pub fn look(self) -> Option<String> {
        match self {
            Self::Program(name) => on_path(name).then(|| "found".into()),
            Self::Version(name, arguments) => invoke::answer(name, arguments),
            Self::Library(name) => invoke::answer("pkg-config", &["--modversion", name]),
            Self::WindowsPerl => invoke::answer("perl", &["-e", "print qq($^O $^V)"])
                .filter(|told| told.starts_with("MSWin32")),
            Self::Msvc => msvc(),
            Self::WebView2 => web_view2(),
        }
    }
}

pub fn on_path(program: &str) -> bool {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
}

fn msvc() -> Option<String> {
    let programs = env::var("ProgramFiles(x86)").ok()?;
    let vswhere = format!(r"{programs}\Microsoft Visual Studio\Installer\vswhere.exe");
    let tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    let query = [
        "-latest",
        "-products",
        "*",
        "-requires",
        tools,
        "-property",
        "installationVersion",
    ];
    invoke::answer(&vswhere, &query).filter(|version| !version.is_empty())
}

fn web_view2() -> Option<String> {
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    [r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE", r"HKCU\Software"]
        .iter()
        .find_map(|hive| {
            let told = invoke::printed("reg", &["query", &format!(r"{hive}\{CLIENT}"), "/v", "pv"])?;
            registry_value(&told)
        })
}

/// The value in what `reg query` prints; an uninstalled runtime leaves 0.0.0.0 behind.
fn registry_value(told: &str) -> Option<String> {
    let (_, value) = told.split_once("REG_SZ")?;
    let version = value.split_whitespace().next()?;
    (version != "0.0.0.0").then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::registry_value;

    #[test]
    fn a_registry_value_is_read() {
        let told = "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\X\r\n    pv    REG_SZ    120.0.2210.91\r\n\r\n";
        assert_eq!(registry_value(told).as_deref(), Some("120.0.2210.91"));
        assert_eq!(registry_value("    pv    REG_SZ    0.0.0.0\r\n"), None);
        assert_eq!(registry_value(""), None);
    }
}
