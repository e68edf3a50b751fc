//! The folder backups go to, and the backup that is brought back: chosen in the system's dialog. A backup is a folder.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// Asks where backups are to go; none when the dialog was closed.
pub(crate) async fn ask_where_to(app: &AppHandle) -> Option<PathBuf> {
    ask(app, "Backup folder · 备份文件夹").await
}

/// Asks for a backup, or the folder it is in; none when the dialog was closed.
pub(crate) async fn ask_which(app: &AppHandle) -> Option<PathBuf> {
    ask(app, "Backup · 备份").await
}

async fn ask(app: &AppHandle, title: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog().file().set_title(title).pick_folder(move |path| {
        // Nobody waits any more only when the program ends.
        let _ = chosen.send(path);
    });
    choice.await.ok().flatten()?.into_path().ok()
}
