use std::ffi::OsString;
use std::fs::DirBuilder;
use std::path::{Path, PathBuf};

use crate::StartError;

/// Names another data folder, for second profiles and tests.
const VARIABLE: &str = "SWITCHBOARD_DATA_DIR";

/// The data folder, made if it was not there, by its one true path.
pub(crate) fn open() -> Result<PathBuf, StartError> {
    let wanted = choose(std::env::var_os(VARIABLE), dirs::data_local_dir())?;
    make(&wanted)
        .and_then(|()| wanted.canonicalize())
        .map_err(|source| StartError::Folder { path: wanted, source })
}

fn choose(named: Option<OsString>, of_platform: Option<PathBuf>) -> Result<PathBuf, StartError> {
    match named.filter(|name| !name.is_empty()) {
        Some(name) => Ok(PathBuf::from(name)),
        None => of_platform
            .map(|folder| folder.join("switchboard"))
            .ok_or(StartError::NoDataFolder),
    }
}

fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_folder_wins() {
        let chosen = choose(Some("/a/b".into()), Some("/home/x".into())).unwrap();
        assert_eq!(chosen, Path::new("/a/b"));
    }

    #[test]
    fn an_empty_name_is_no_name() {
        let chosen = choose(Some("".into()), Some("/home/x".into())).unwrap();
        assert_eq!(chosen, Path::new("/home/x").join("switchboard"));
    }

    #[test]
    fn without_any_folder_it_says_so() {
        assert!(matches!(choose(None, None), Err(StartError::NoDataFolder)));
    }

    #[cfg(unix)]
    #[test]
    fn others_cannot_look_in() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("switchboard-data-dir-{}", std::process::id()));
        make(&folder).unwrap();
        let mode = folder.metadata().unwrap().permissions().mode();
        std::fs::remove_dir(&folder).unwrap();
        assert_eq!(mode & 0o777, 0o700);
    }
}
