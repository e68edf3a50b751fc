//! Making backups: whole, encrypted, seven of them, once a day, and never silently not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::ExposeSecret as _;
use serde_json::Value;
use switchboard_core::contract::keeping::WorkState;
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_tests::headless;
use switchboard_tests::keeping::{begun, ended};

use super::scene::{Computer, Scene};

const HOUR: Duration = Duration::from_secs(3_600);

fn sha256(path: &Path) -> String {
    let output = std::process::Command::new("sha256sum")
        .arg(path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_one_folder_with_nothing_readable_and_no_secret() {
    let scene = Scene::new().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    let before = scene.desk.backup().await.unwrap();
    assert_eq!(
        (before.folder, before.recovery_key_saved, before.keep),
        (None, true, 7)
    );
    let backup = scene.back_up().await;
    let mut names: Vec<String> = std::fs::read_dir(&backup)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["manifest.json", "profile.json", "recovery.json", "switchboard.db"]
    );
    let manifest: Value =
        serde_json::from_str(&std::fs::read_to_string(backup.join("manifest.json")).unwrap()).unwrap();
    let mut bytes = 0;
    for file in manifest["files"].as_array().unwrap() {
        let path = backup.join(file["name"].as_str().unwrap());
        assert_eq!(file["sha256"], sha256(&path), "{}", path.display());
        bytes += path.metadata().unwrap().len();
    }
    let secret = &scene.sandbox.description().vendors.lianjiang.key;
    for name in &names {
        let text = String::from_utf8_lossy(&std::fs::read(backup.join(name)).unwrap()).into_owned();
        for readable in [
            "13800000001",
            "Li Min",
            "SQLite format",
            secret,
            scene.recovery_key.expose_secret(),
        ] {
            assert!(!text.contains(readable), "{readable} is readable in {name}");
        }
    }
    let after = scene.desk.backup().await.unwrap();
    assert_eq!(after.last_bytes, Some(bytes));
    assert!(after.last_at.is_some() && after.failed.is_none());
    assert!(!scene.desk.desk_status().await.unwrap().backup_due);
    assert_eq!(scene.desk.stop_backups().await.unwrap().folder, None);
    assert_eq!(scene.made().len(), 1, "what was made stays");
}

/// This desk's backups that no clock dated ahead, oldest first.
fn own(scene: &Scene, prefix: &str) -> Vec<PathBuf> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut made = scene.made();
    made.retain(|path| name(path).starts_with(prefix) && !name(path).starts_with(&format!("{prefix}2999")));
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_of_each_of_seven_days_is_kept_and_what_was_cut_off_is_cleared_away() {
    let scene = Scene::new().await;
    let first = scene.back_up().await;
    let prefix = first
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .split_at(28)
        .0
        .to_owned();
    let cut_off = scene
        .backups
        .path()
        .join(format!("{prefix}20200101T000000000Z.unfinished"));
    std::fs::create_dir(&cut_off).unwrap();
    let others = ["switchboard-backup-otherone-20200101T000000000Z", "holiday"];
    for other in others {
        let other = scene.backups.path().join(other);
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("manifest.json"), "{}").unwrap();
    }
    // A wrong clock's, which stands before none of the others.
    for day in 1..=9 {
        let ahead = scene
            .backups
            .path()
            .join(format!("{prefix}2999010{day}T000000000Z"));
        std::fs::create_dir(&ahead).unwrap();
        std::fs::write(ahead.join("manifest.json"), "{}").unwrap();
    }
    let mut last = first;
    for day in 0..9 {
        scene.computer.clock.advance(24 * HOUR);
        // However often on one day, the days before keep theirs.
        for _ in 0..=(day % 2) * 8 {
            scene.computer.clock.advance(HOUR / 100);
            let id = begun(scene.desk.back_up_now().await.unwrap());
            assert_eq!(ended(&scene.desk, id).await.state, WorkState::Done);
        }
        let made = own(&scene, &prefix);
        let newest = made.last().unwrap().clone();
        assert!(newest > last, "what was just made is there");
        last = newest;
        assert_eq!(made.len(), (day + 2).min(7), "{made:?}");
    }
    assert!(
        scene
            .backups
            .path()
            .join(format!("{prefix}29990109T000000000Z"))
            .exists()
    );
    assert!(!cut_off.exists());
    for other in others {
        assert!(scene.backups.path().join(other).exists(), "{other} is not ours");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_cannot_be_made_is_told_until_one_is() {
    let scene = Scene::new().await;
    scene.back_up().await;
    let elsewhere = scene.backups.path().with_extension("away");
    std::fs::rename(scene.backups.path(), &elsewhere).unwrap();
    let id = begun(scene.desk.back_up_now().await.unwrap());
    let problem = ProblemCode::FileNotWritten;
    assert_eq!(ended(&scene.desk, id).await.state, WorkState::Failed { problem });
    let standing = scene.desk.backup().await.unwrap();
    assert_eq!(standing.failed.unwrap().problem, problem);
    assert!(standing.last_at.is_some(), "the last good one is still known");
    assert!(scene.desk.desk_status().await.unwrap().backup_due);
    assert!(
        !scene.backups.path().exists(),
        "a disk that is away is not made up"
    );
    std::fs::rename(&elsewhere, scene.backups.path()).unwrap();
    scene.computer.clock.advance(HOUR);
    scene.back_up().await;
    assert!(scene.desk.backup().await.unwrap().failed.is_none());
    assert!(!scene.desk.desk_status().await.unwrap().backup_due);
    scene.computer.clock.advance(47 * HOUR);
    assert!(!scene.desk.desk_status().await.unwrap().backup_due);
    scene.computer.clock.advance(2 * HOUR);
    assert!(
        scene.desk.desk_status().await.unwrap().backup_due,
        "none for two days"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_made_every_day_by_itself() {
    let scene = Scene::new().await;
    scene.back_up().await;
    // This clock runs as fast as nothing is left to do.
    scene.desk.start_polling();
    headless::until(async || (scene.made().len() >= 4).then_some(())).await;
    scene.desk.close().await;
    let mut made: Vec<i64> = scene
        .made()
        .iter()
        .filter_map(|path| std::fs::read_to_string(path.join("manifest.json")).ok())
        .map(|text| {
            serde_json::from_str::<Value>(&text).unwrap()["made_at"]
                .as_i64()
                .unwrap()
        })
        .collect();
    made.sort_unstable();
    for pair in made.windows(2).skip(1) {
        let hours = (pair[1] - pair[0]) / 3_600_000;
        assert!(hours >= 23, "{hours} hours after the one before");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_beside_the_original_nor_of_practice() {
    let scene = Scene::new().await;
    let inside = scene.computer.profile().path().join("backups");
    for folder in [inside, scene.computer.folder.path().to_owned()] {
        let refused = scene.desk.set_backup_folder(folder).await.unwrap_err();
        assert_eq!(Problem::from(refused).code, ProblemCode::WrongState);
    }
    let refused = scene.desk.back_up_now().await.unwrap_err();
    assert_eq!(
        Problem::from(refused).code,
        ProblemCode::WrongState,
        "no folder was chosen"
    );
    let computer = Computer::new();
    let practice = ProfileFolder::new(computer.folder.path(), ProfileKind::Practice);
    let practice = Desk::open(&practice, computer.around()).await.unwrap();
    let refused = practice
        .set_backup_folder(scene.backups.path().to_owned())
        .await
        .unwrap_err();
    assert_eq!(Problem::from(refused).code, ProblemCode::WrongState);
    assert!(scene.made().is_empty());
}
