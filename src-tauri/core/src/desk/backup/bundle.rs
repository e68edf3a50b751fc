//! What a backup is made of: a folder with the encrypted database, the profile's description, the database key sealed
//! with the recovery key, and a manifest with the SHA-256 of each.
//!
//! A folder and not an archive: the database is copied once, straight to where it stays, and is opened and checked
//! there as it would be brought back. It has another name until it is whole.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::contract::Millis;
use crate::desk::profile::{DATABASE, DESCRIPTION, RECOVERY};

/// What every backup's name begins with.
const PREFIX: &str = "switchboard-backup-";
/// What a backup's name ends with until it is whole.
const UNFINISHED: &str = ".unfinished";
/// The manifest's name.
const MANIFEST: &str = "manifest.json";
/// The layout of a backup; another one is none of ours.
const LAYOUT: u32 = 1;
/// The files a backup may have.
const FILES: [&str; 3] = [DATABASE, DESCRIPTION, RECOVERY];
/// Characters of the desk's mark in a backup's name: several desks may use one folder.
const MARK_LETTERS: usize = 8;
/// Characters of the day in a backup's name.
const DAY_LETTERS: usize = 8;

/// What stands in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`LAYOUT`].
    layout: u32,
    /// When the copy was begun.
    pub made_at: Millis,
    /// The schema's version.
    pub schema_version: i64,
    /// Every file of the backup but this one.
    pub files: Vec<Listed>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
}

/// A backup on its way; what is dropped unfinished is removed.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    /// Begins one in `folder`, which must be there: a disk that is not plugged in must not become a folder of the one it
    /// is plugged into. What an end of the program left behind is removed.
    pub fn begin(folder: &Path, mark: &str, now: DateTime<Utc>) -> io::Result<Self> {
        for left in entries(folder)? {
            if name_of(&left).starts_with(&prefix(mark)) && name_of(&left).ends_with(UNFINISHED) {
                fs::remove_dir_all(left)?;
            }
        }
        let name = format!("{}{}", prefix(mark), now.format("%Y%m%dT%H%M%S%3fZ"));
        let path = folder.join(format!("{name}{UNFINISHED}"));
        fs::create_dir(&path)?;
        Ok(Self {
            path,
            target: folder.join(name),
        })
    }

    /// Where the database's copy goes.
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Adds the profile's other files, writes the manifest and gives it its name. Gives where it is, and its size.
    pub fn finish(self, profile: &Path, made_at: Millis, schema_version: i64) -> io::Result<(PathBuf, u64)> {
        for name in [DESCRIPTION, RECOVERY] {
            let from = profile.join(name);
            // Without a recovery key there is no file with the sealed one; that is said where backups are set up.
            if name == DESCRIPTION || from.exists() {
                fs::copy(from, self.path.join(name))?;
            }
        }
        let mut files = Vec::new();
        for name in FILES {
            let path = self.path.join(name);
            if path.exists() {
                File::options().read(true).write(true).open(&path)?.sync_all()?;
                files.push(listed(&path, name)?);
            }
        }
        let bytes = files.iter().map(|file| file.bytes).sum();
        let manifest = Manifest {
            layout: LAYOUT,
            made_at,
            schema_version,
            files,
        };
        let mut file = File::create_new(self.path.join(MANIFEST))?;
        file.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&self.path, &self.target)?;
        // The name is on the disk with its folder; where folders cannot be written out, it is with the next file.
        if let Some(Ok(folder)) = self.target.parent().map(File::open) {
            let _ = folder.sync_all();
        }
        Ok((self.target.clone(), bytes))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What was finished is not there any more.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes all backups of one mark but the newest of each of the last `keep` days that have one. `made` was just made and
/// stays; those with a later date are a wrong clock's, and take no day from the others.
pub fn prune(made: &Path, mark: &str, keep: usize) -> io::Result<()> {
    let Some(folder) = made.parent() else {
        return Ok(());
    };
    let mut whole = finished(folder, &prefix(mark))?;
    whole.sort();
    let (past, ahead): (Vec<_>, Vec<_>) = whole.into_iter().partition(|path| path.as_path() <= made);
    for backups in [past, ahead] {
        let mut days: Vec<String> = Vec::new();
        for path in backups.into_iter().rev() {
            let name = name_of(&path);
            let time = name.strip_prefix(&prefix(mark)).unwrap_or_default();
            let day: String = time.chars().take(DAY_LETTERS).collect();
            let newest = days.last() != Some(&day);
            if newest {
                days.push(day);
            }
            if !newest || days.len() > keep {
                fs::remove_dir_all(path)?;
            }
        }
    }
    Ok(())
}

/// The backup that was chosen: the folder itself, or the newest in it.
pub fn find(chosen: &Path) -> Option<PathBuf> {
    if chosen.join(MANIFEST).is_file() {
        return Some(chosen.to_owned());
    }
    let whole = finished(chosen, PREFIX).ok()?;
    let made_at = |path: &PathBuf| manifest(path).map_or(Millis::MIN, |manifest| manifest.made_at);
    whole.into_iter().max_by_key(made_at)
}

/// A backup's manifest; `None` where it has none, or one that this program does not write.
pub fn manifest(backup: &Path) -> Option<Manifest> {
    let text = fs::read_to_string(backup.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    let ours = manifest.layout == LAYOUT
        && manifest
            .files
            .iter()
            .all(|file| FILES.contains(&file.name.as_str()))
        && manifest.files.iter().any(|file| file.name == DATABASE)
        && manifest.files.iter().any(|file| file.name == DESCRIPTION);
    ours.then_some(manifest)
}

/// Copies a file of a backup; whether it is what the manifest says.
pub fn take(backup: &Path, file: &Listed, to: &Path) -> io::Result<bool> {
    let mut from = match File::open(backup.join(&file.name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other?,
    };
    let mut into = File::create_new(to.join(&file.name))?;
    let (bytes, sha256) = digest(&mut from, |chunk| into.write_all(chunk))?;
    into.sync_all()?;
    Ok(bytes == file.bytes && sha256 == file.sha256)
}

fn prefix(mark: &str) -> String {
    let own: String = mark.chars().take(MARK_LETTERS).collect();
    format!("{PREFIX}{own}-")
}

/// Whole backups whose names begin so.
fn finished(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| name_of(path).starts_with(prefix) && path.join(MANIFEST).is_file());
    found.retain(|path| !name_of(path).ends_with(UNFINISHED));
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn listed(path: &Path, name: &str) -> io::Result<Listed> {
    let (bytes, sha256) = digest(&mut File::open(path)?, |_| Ok(()))?;
    Ok(Listed {
        name: name.to_owned(),
        bytes,
        sha256,
    })
}

fn digest(file: &mut File, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<(u64, String)> {
    let mut sha256 = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((bytes, HEXLOWER.encode(&sha256.finalize())));
        }
        let part = chunk.get(..read).unwrap_or_default();
        sha256.update(part);
        each(part)?;
        bytes += read as u64;
    }
}
