//! A file that is there when it is whole, and not before.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use crate::surroundings::Randomness;

/// What the name of a file on its way begins and ends with.
const NAME: (&str, &str) = (".switchboard-", ".part");

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
        let path = target.with_file_name(format!("{}{}{}", NAME.0, HEXLOWER.encode(&own), NAME.1));
        let mut options = File::options();
        options.write(true).create_new(true);
        // Numbers may stand in it: nobody else on this computer reads it, nor what it becomes.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        let unfinished = Self {
            path,
            target: target.to_owned(),
        };
        Ok((unfinished, file))
    }

    /// Where it is until it is whole.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// It is whole: it takes its target's place.
    pub fn finish(self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)
    }
}

/// Removes what an end of the program left of an export; whether it is gone. It is not known to be while its folder is
/// away, as that of a disk that is not plugged in.
pub fn remove_left(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !(name.starts_with(NAME.0) && name.ends_with(NAME.1)) {
        return true;
    }
    match fs::remove_file(path) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir),
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What was finished is not there any more.
        let _ = fs::remove_file(&self.path);
    }
}
