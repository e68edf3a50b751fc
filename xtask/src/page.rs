//! The page that the window shows: its packages and its build.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::Error;
use crate::invoke;
use crate::workspace::Workspace;

/// Neither is source.
const SKIPPED: &[&str] = &["node_modules", "dist"];

pub fn build(workspace: &Workspace) -> Result<(), Error> {
    let ui = workspace.ui();
    if !is_newer(
        modified(&ui.join("node_modules/.package-lock.json")),
        modified(&ui.join("package-lock.json")),
    ) {
        invoke::run(&mut workspace.npm(["ci", "--no-audit", "--no-fund"]))?;
    }

    // A build that changes nothing would still have the shell compiled again. The stamp
    // carries the time at which the last build began, so that an edit made during it counts.
    let stamp = workspace.target().join("page-built");
    let built = modified(&stamp).filter(|_| ui.join("dist/index.html").is_file());
    if is_newer(built, newest(&ui)) {
        println!("The page is built already.");
        return Ok(());
    }
    let begun = workspace
        .target()
        .join(format!("page-begun-{}", std::process::id()));
    fs::create_dir_all(workspace.target())
        .and_then(|()| fs::write(&begun, ""))
        .map_err(at(&begun))?;
    let done = invoke::run(&mut workspace.npm(["run", "build"]));
    match done {
        Ok(()) => fs::rename(&begun, &stamp).map_err(at(&stamp)),
        Err(error) => {
            // Left behind it would only be an empty file.
            let _ = fs::remove_file(&begun);
            Err(error)
        }
    }
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path: PathBuf = path.into();
    move |source| Error::File {
        path: path.clone(),
        source,
    }
}

fn is_newer(made: Option<SystemTime>, from: Option<SystemTime>) -> bool {
    matches!((made, from), (Some(made), Some(from)) if made >= from)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

/// The time of the latest change below a folder. Folders count: a file that was taken
/// away changes nothing else.
fn newest(folder: &Path) -> Option<SystemTime> {
    fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| !SKIPPED.iter().any(|skipped| entry.file_name() == *skipped))
        .filter_map(|entry| {
            let path = entry.path();
            let own = modified(&path);
            if path.is_dir() {
                own.max(newest(&path))
            } else {
                own
            }
        })
        .max()
}
