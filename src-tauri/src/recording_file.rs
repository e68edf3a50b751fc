//! The file a recording is saved to: chosen in the system's dialog, written here. The page never
//! sees a sound.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// Asks where to save; none when the dialog was closed.
pub(crate) async fn ask(app: &AppHandle, name: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Recording · 录音")
        .set_file_name(name)
        .save_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    choice.await.ok().flatten()?.into_path().ok()
}
