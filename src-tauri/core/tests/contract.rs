//! The TypeScript in `ui/src/contract/` says what the Rust types say.
//!
//! `cargo xtask contract` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use switchboard_core::contract::typescript;

fn ui_contract() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/contract")
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| {
            let path = entry.unwrap().path();
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn the_generated_contract_is_current() {
    if std::env::var_os("SWITCHBOARD_WRITE_CONTRACT").is_some() {
        let _ = std::fs::remove_dir_all(ui_contract());
        std::fs::create_dir_all(ui_contract()).unwrap();
        typescript::write(&ui_contract()).unwrap();
    }
    let fresh = tempfile::tempdir().unwrap();
    typescript::write(fresh.path()).unwrap();
    assert_eq!(
        files(&ui_contract()),
        files(fresh.path()),
        "ui/src/contract is out of date: run `cargo xtask contract`"
    );
}
