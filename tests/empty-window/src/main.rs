//! A window with a heading and a button, as Tauri makes it by default: the floor of every start.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
