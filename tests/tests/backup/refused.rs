//! What is not brought back, and leaves nothing behind.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde_json::{Value, json};
use switchboard_core::desk::restore::NotRestored;
use switchboard_core::secrets::recovery::RecoveryError;

use super::scene::{Computer, Scene};

fn copied(backup: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for entry in std::fs::read_dir(backup).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
    }
    (folder, copy)
}

/// Writes the manifest again, as somebody would who knows how.
fn in_manifest(backup: &Path, change: impl FnOnce(&mut Value)) {
    let path = backup.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    change(&mut manifest);
    std::fs::write(path, manifest.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_has_its_own_word_and_leaves_nothing() {
    let scene = Scene::new().await;
    let backup = scene.back_up().await;
    let wrong = SecretString::from("0".repeat(52));
    let malformed = SecretString::from("1234");
    let fits = &scene.recovery_key;
    let new = Computer::new();
    let refused = async |chosen: &Path, key: &SecretString| {
        let refused = new.restore(chosen, key).await.unwrap_err();
        assert!(new.files().is_empty(), "{refused}: {:?}", new.files());
        refused
    };
    let nothing = tempfile::tempdir().unwrap();
    assert!(matches!(
        refused(nothing.path(), fits).await,
        NotRestored::NotABackup(_)
    ));
    assert!(matches!(
        refused(&backup, &wrong).await,
        NotRestored::Key(RecoveryError::WrongKey)
    ));
    assert!(matches!(
        refused(&backup, &malformed).await,
        NotRestored::Key(RecoveryError::Malformed)
    ));

    for name in ["switchboard.db", "profile.json", "recovery.json"] {
        let (_folder, copy) = copied(&backup);
        let mut bytes = std::fs::read(copy.join(name)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(copy.join(name), bytes).unwrap();
        assert!(
            matches!(refused(&copy, fits).await, NotRestored::NotABackup(_)),
            "{name} was changed"
        );
        std::fs::remove_file(copy.join(name)).unwrap();
        assert!(
            matches!(refused(&copy, fits).await, NotRestored::NotABackup(_)),
            "{name} is missing"
        );
    }
    let (_folder, copy) = copied(&backup);
    in_manifest(&copy, |manifest| manifest["schema_version"] = json!(99));
    assert!(matches!(refused(&copy, fits).await, NotRestored::Newer));
    let (_folder, copy) = copied(&backup);
    in_manifest(&copy, |manifest| {
        manifest["files"][0]["name"] = json!("../../elsewhere.db");
    });
    assert!(matches!(refused(&copy, fits).await, NotRestored::NotABackup(_)));
    // Made before there was a recovery key.
    let (_folder, copy) = copied(&backup);
    std::fs::remove_file(copy.join("recovery.json")).unwrap();
    in_manifest(&copy, |manifest| {
        let files = manifest["files"].as_array_mut().unwrap();
        files.retain(|file| file["name"] != "recovery.json");
    });
    assert!(matches!(
        refused(&copy, fits).await,
        NotRestored::Key(RecoveryError::WrongKey)
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_live_profile_is_not_written_over() {
    let scene = Scene::new().await;
    let backup = scene.back_up().await;
    let before = std::fs::read(scene.computer.profile().path().join("profile.json")).unwrap();
    let refused = scene
        .computer
        .restore(&backup, &scene.recovery_key)
        .await
        .unwrap_err();
    assert!(matches!(refused, NotRestored::ProfileExists), "{refused}");
    assert_eq!(
        std::fs::read(scene.computer.profile().path().join("profile.json")).unwrap(),
        before
    );
    // Whatever else stands there is somebody's too.
    let new = Computer::new();
    std::fs::create_dir_all(new.profile().path()).unwrap();
    std::fs::write(new.profile().path().join("switchboard.db"), "a database").unwrap();
    let refused = new.restore(&backup, &scene.recovery_key).await.unwrap_err();
    assert!(matches!(refused, NotRestored::ProfileExists), "{refused}");
    assert_eq!(new.files().len(), 1);
}
