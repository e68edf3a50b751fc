//! The file a recovery key is saved to. The dialog is opened here and the file written here, so
//! that the key never reaches the page.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// Asks where to save; none when the dialog was closed.
pub(crate) async fn ask(app: &AppHandle) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Switchboard recovery key · 总机恢复密钥")
        .set_file_name("switchboard-recovery-key.txt")
        .save_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    choice.await.ok().flatten()?.into_path().ok()
}

/// Writes the key with what its keeper has to know, readable by nobody else. The file that may
/// stand there is replaced whole: it may hold a key that is still in force.
pub(crate) fn write(path: &Path, key: &SecretString, data_dir: &Path) -> io::Result<()> {
    let beside = path.with_extension("new");
    let written = write_new(&beside, key, data_dir).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // It may not have been made; the error that counts is the first.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, key: &SecretString, data_dir: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    write!(
        file,
        "Switchboard recovery key / 总机恢复密钥\n\n    {}\n\n\
         It opens the message history in {folder} if the keychain loses its key. Print it, keep it in a safe \
         place, and delete this file. Whoever has both this key and that folder can read everything in it.\n\n\
         钥匙串丢失密钥时，用它打开 {folder} 中的消息历史。请打印并妥善保管，然后删除本文件。\
         同时拥有本密钥和该文件夹的人可以读取其中全部内容。\n",
        key.expose_secret(),
        folder = data_dir.display(),
    )?;
    file.sync_all()
}
