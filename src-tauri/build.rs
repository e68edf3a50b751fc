//! Gives Tauri its configuration and lists the commands the page may be allowed.

use std::path::Path;
use std::process::ExitCode;

use tauri_build::{AppManifest, Attributes};

#[path = "core/src/contract/commands.rs"]
mod commands;

macro_rules! names {
    ($( #[doc = $doc:literal] $name:ident($request:ty) -> $reply:ty; )*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
crate::switchboard_commands!(names);

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    println!("cargo::rerun-if-changed=src-tauri/core/src/contract/commands.rs");
    // The page is embedded by a macro, which cargo does not follow by itself.
    println!("cargo::rerun-if-changed=ui/dist");

    if !Path::new("ui/dist/index.html").is_file() {
        println!("cargo::error=The page (ui/dist) is not built yet: run cargo xtask run");
        return ExitCode::FAILURE;
    }

    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    match tauri_build::try_build(attributes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={}", format!("{error:#}").replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}
