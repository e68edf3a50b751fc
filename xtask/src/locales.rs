//! The two languages of the application as system locales, for the window suite.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::error::Error;
use crate::invoke;
use crate::workspace::Workspace;

const WANTED: &[&str] = &["zh_CN", "en_US"];

/// Where the locales are to be looked for, unless the system has them itself.
pub fn ensure(workspace: &Workspace) -> Result<Option<PathBuf>, Error> {
    let told = invoke::printed("locale", &["-a"]).unwrap_or_default();
    if WANTED.iter().all(|name| has(&told, name)) {
        return Ok(None);
    }
    let folder = workspace.target().join("locales");
    fs::create_dir_all(&folder).map_err(|source| Error::File {
        path: folder.clone(),
        source,
    })?;
    // All of them: LOCPATH hides the system's own. C.UTF-8 is built into the C library
    // since 2.35 and made here for older ones, where it may fail without harm.
    for name in WANTED.iter().chain(&["C"]) {
        // Spelt like this it is found under both `.utf8` and `.UTF-8`.
        let made = folder.join(format!("{name}.utf8"));
        if !made.join("LC_CTYPE").is_file() {
            let done = invoke::run(
                Command::new("localedef")
                    .args(["-i", name, "-f", "UTF-8"])
                    .arg(&made),
            );
            if done.is_err() && *name != "C" {
                return Err(Error::Locale { name });
            }
        }
    }
    Ok(Some(folder))
}

fn has(told: &str, name: &str) -> bool {
    told.lines().any(|line| {
        line.trim()
            .strip_prefix(name)
            .is_some_and(|rest| matches!(rest, ".utf8" | ".UTF-8" | ".utf-8" | ".UTF8"))
    })
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn locales_are_recognised() {
        let told = "C\nC.utf8\nen_US\nen_US.iso88591\nzh_CN.utf8\nPOSIX\n";
        assert!(has(told, "zh_CN"));
        assert!(!has(told, "en_US"));
        assert!(has("en_US.UTF-8", "en_US"));
    }
}
