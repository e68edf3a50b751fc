//! A file that is there when it is whole, and not before.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use crate::surroundings::Randomness;

/// A file on its way: beside its target under a name of its own, which goes with it unless it is finished.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    /// Begins one for `target`, in its folder.
    pub fn begin(target: &Path, random: &dyn Randomness) -> io::Result<(Self, File)> {
        let mut own = [0; 8];
        random.fill(&mut own);
        let path = target.with_file_name(format!(".switchboard-{}.part", HEXLOWER.encode(&own)));
        let file = File::options().write(true).create_new(true).open(&path)?;
        let unfinished = Self {
            path,
            target: target.to_owned(),
        };
        Ok((unfinished, file))
    }

    /// It is whole: it takes its target's place.
    pub fn finish(self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What was finished is not there any more.
        let _ = fs::remove_file(&self.path);
    }
}
