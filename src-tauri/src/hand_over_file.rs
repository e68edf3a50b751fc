//! The file that goes from one desk to another. The dialogs are opened here and the file is read and written here: the
//! page sees neither its path before it is chosen nor its bytes.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use switchboard_core::desk::hand_over::LARGEST;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

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
    let beside = path.with_extension("new");
    let written = write_new(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // It may not have been made; the error that counts is the first.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
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
