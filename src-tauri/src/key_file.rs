//! The file a private key is read from. The dialog is opened here and the file read here, so that
//! neither the path nor the key passes through the page.

use std::io::Read as _;
use std::path::Path;

use secrecy::SecretSlice;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

/// No key of 3,072 bits in any form comes near this.
const LARGEST: u64 = 64 * 1024;

/// Asks for a file; none when the dialog was closed. What is too large to be a key, or cannot be
/// read, is empty, which no key is.
pub(crate) async fn choose(app: &AppHandle) -> Option<SecretSlice<u8>> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Private key · 私钥")
        .pick_file(move |path| {
            // Nobody waits any more only when the program ends.
            let _ = chosen.send(path);
        });
    let path = choice.await.ok().flatten()?.into_path().ok()?;
    Some(SecretSlice::from(read(&path).unwrap_or_default()))
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
