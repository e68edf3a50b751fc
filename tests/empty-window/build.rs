//! Gives Tauri its configuration.

fn main() {
    tauri_build::build();
}
