//! The file that goes from one desk to another. The dialogs are opened here and the file is read and written here: the
//! page sees neither its path before it is chosen nor its bytes.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use switchboard_core::desk::hand_over::LARGEST;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// The file's name until it is whole.
const BESIDE: &str = ".switchboard-hand-over.unfinished";

/// Asks where to save; none when the dialog was closed.
pub(crate) async fn ask(app: &AppHandle, name: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Hand over · 移交")
        .set_file_name(name)
        .save_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    choice.await.ok().flatten()?.into_path().ok()
}

/// Writes the file and waits for the disk: only then is it handed over. What stands there is replaced whole.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A name that is this program's own: nobody else's file is written over or removed.
    let beside = path.with_file_name(BESIDE);
    if let Err(error) = std::fs::remove_file(&beside)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let written = write_new(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // It may not have been made; the error that counts is the first.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Asks for a file; none when the dialog was closed. What is too large, or cannot be read, is empty, which no such file
/// is.
pub(crate) async fn choose(app: &AppHandle) -> Option<Vec<u8>> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Take in · 接收移交")
        .pick_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    let path = choice.await.ok().flatten()?.into_path().ok()?;
    Some(read(&path).unwrap_or_default())
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .ok()?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .ok()?;
    (bytes.len() as u64 <= LARGEST).then_some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    // The reason: in a test, what is not as expected ends the test.

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_touched() {
        let folder = std::env::temp_dir().join(format!("switchboard-hand-over-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (path, stranger) = (folder.join("z99.parcel"), folder.join("z99.new"));
        std::fs::write(&stranger, "somebody's own").unwrap();
        // What an end of the program left behind.
        std::fs::write(folder.join(BESIDE), "half").unwrap();
        for bytes in [&b"first"[..], b"second"] {
            write(&path, bytes).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        assert!(write(&folder.join("nowhere/z99.parcel"), b"x").is_err());
        assert_eq!(std::fs::read(&stranger).unwrap(), b"somebody's own");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
