//! The file an export is written to: chosen in the system's dialog.

use std::path::PathBuf;

use switchboard_core::contract::keeping::{ExportDraft, ExportFormat, ExportList};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// Asks where to save; none when the dialog was closed.
pub(crate) async fn ask(app: &AppHandle, draft: &ExportDraft) -> Option<PathBuf> {
    let (kind, ending) = match draft.format {
        ExportFormat::Csv => ("CSV", "csv"),
        ExportFormat::Xlsx => ("Excel", "xlsx"),
    };
    let list = match draft.list {
        ExportList::Messages { .. } => "messages",
        ExportList::Replies { .. } => "replies",
        ExportList::Bindings { .. } => "privacy-numbers",
        ExportList::Number { .. } => "number",
        ExportList::Suppression { .. } => "suppression-list",
        ExportList::Exchanges { .. } => "interface-log",
    };
    let name = format!("{list}-{}.{ending}", chrono::Local::now().format("%Y-%m-%d"));
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Export · 导出")
        .set_file_name(name)
        .add_filter(kind, &[ending])
        .save_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    choice.await.ok().flatten()?.into_path().ok()
}
