//! Bringing a backup back on a computer that has no live profile.
//!
//! Everything is put together in a folder beside the profile's, which takes its name when all of it is right: a restore
//! that fails leaves nothing. Before the profile is ever opened, one transaction sees to it that it sends nothing by
//! itself: jobs are held, what was on its way is in doubt, every account is paused.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder};
use data_encoding::HEXLOWER;
use secrecy::{SecretSlice, SecretString};

use super::backup::bundle::{self, Manifest};
use super::ledger;
use super::profile::{DATABASE, DESCRIPTION, Description, NotOpened, ProfileFolder, RECOVERY, key_name};
use crate::secrets::Keychain;
use crate::secrets::recovery::{self, RecoveryError, Sealed};
use crate::store::account::{self, AccountRow};
use crate::store::{self, OpenError, Progress, Store, StoreError, key, setting};
use crate::surroundings::Surroundings;

/// What the folder is called until it is the profile's.
const UNFINISHED: &str = "restoring";

/// Why a backup was not brought back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotRestored {
    /// The recovery key.
    #[error(transparent)]
    Key(#[from] RecoveryError),
    /// What was chosen is no backup, or was changed.
    #[error("not a backup: {0}")]
    NotABackup(String),
    /// There is a live profile already.
    #[error("there is a live profile already")]
    ProfileExists,
    /// It was made by a newer program.
    #[error("the backup was made by a newer program")]
    Newer,
    /// The folder or the keychain.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
}

impl From<io::Error> for NotRestored {
    fn from(error: io::Error) -> Self {
        Self::NotOpened(error.into())
    }
}

impl From<StoreError> for NotRestored {
    fn from(error: StoreError) -> Self {
        Self::NotOpened(OpenError::from(error).into())
    }
}

/// Whether a backup may be brought back here, before anybody is asked for one.
pub fn may_restore(folder: &ProfileFolder, recovery_key: &SecretString) -> Result<(), NotRestored> {
    if !recovery::is_well_formed(recovery_key) {
        return Err(RecoveryError::Malformed.into());
    }
    // Whatever stands there is not ours to remove, a profile that lost its description among it.
    let taken = folder
        .path()
        .read_dir()
        .is_ok_and(|mut files| files.next().is_some());
    if taken {
        return Err(NotRestored::ProfileExists);
    }
    Ok(())
}

/// Brings the backup in `chosen`, or the newest below it, back as the live profile. `progress` hears how far a database
/// of an older version is brought up to date, 0 to 100.
pub async fn restore_backup(
    folder: &ProfileFolder,
    chosen: &Path,
    recovery_key: &SecretString,
    around: &Surroundings,
    progress: Progress,
) -> Result<(), NotRestored> {
    may_restore(folder, recovery_key)?;
    let (backup, manifest) = bundle::find(chosen)
        .and_then(|backup| bundle::manifest(&backup).map(|manifest| (backup, manifest)))
        .ok_or_else(|| NotRestored::NotABackup("no manifest".to_owned()))?;
    if manifest.schema_version > store::latest_version() {
        return Err(NotRestored::Newer);
    }
    let staged = Staged::begin(folder)?;
    staged.take(backup, manifest).await?;
    let (description, key) = staged.unseal(recovery_key)?;
    let database = staged.path.join(DATABASE);
    store::check(database.clone(), &key).await.map_err(unsound)?;
    let store = store::open(&database, &key, false, progress)
        .await
        .map_err(unsound)?;
    let quiet = quieten(&store, around).await;
    store.close();
    quiet?;
    around
        .keychain
        .set(&key_name(&description.id), &key)
        .await
        .map_err(NotOpened::from)?;
    staged.finish()?;
    Ok(())
}

/// It opens with a key that was sealed with the typed one, so what is wrong with it is the copy.
fn unsound(error: OpenError) -> NotRestored {
    match error {
        OpenError::Newer { .. } => NotRestored::Newer,
        OpenError::Store(StoreError::Damaged(why)) => NotRestored::NotABackup(why),
        error => NotRestored::NotOpened(error.into()),
    }
}

/// One transaction, before anything else looks at it: nothing of it goes out by itself. What is not in this computer's
/// keychain is not said to be there.
async fn quieten(store: &Store, around: &Surroundings) -> Result<(), NotRestored> {
    let (keychain, now) = (around.keychain.as_ref(), around.now());
    let mut own = [0; 4];
    around.random.fill(&mut own);
    let mark = HEXLOWER.encode(&own);
    // By the one connection that writes: no other is made, so that the database is left as one file.
    let named = store
        .write(|transaction| {
            let named = |row: AccountRow| Ok((key::of_account(transaction, row.id)?, row));
            account::all(transaction)?
                .into_iter()
                .map(named)
                .collect::<Result<Vec<_>, StoreError>>()
        })
        .await?;
    let mut missing = Vec::new();
    for (keys, row) in named {
        let secret = absent(keychain, row.secret_name.as_deref()).await?;
        let proxy = absent(keychain, row.proxy_secret_name.as_deref()).await?;
        let mut lost = Vec::new();
        for key in keys {
            if absent(keychain, Some(&key.secret_name)).await? {
                lost.push((key.purpose, key.slot));
            }
        }
        missing.push((row.id, secret, proxy, lost));
    }
    store
        .write(move |transaction| {
            for (id, secret, proxy, lost) in missing {
                if secret {
                    account::set_secret(transaction, id, None, None)?;
                }
                if proxy {
                    account::set_proxy_secret(transaction, id, None)?;
                }
                for (purpose, slot) in lost {
                    key::remove(transaction, id, purpose, slot)?;
                }
            }
            setting::set(transaction, setting::BACKUP_MARK, &mark)?;
            ledger::restored(transaction, now)
        })
        .await?;
    store.maintain(store::without_log).await?;
    Ok(())
}

async fn absent(keychain: &dyn Keychain, name: Option<&str>) -> Result<bool, NotRestored> {
    match name {
        None => Ok(false),
        Some(name) => Ok(keychain.get(name).await.map_err(NotOpened::from)?.is_none()),
    }
}

/// The profile while it is put together; what is dropped unfinished is removed.
struct Staged {
    path: PathBuf,
    target: PathBuf,
}

impl Staged {
    fn begin(folder: &ProfileFolder) -> io::Result<Self> {
        let path = folder.path().with_extension(UNFINISHED);
        // What an end of the program left behind.
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Self {
            path,
            target: folder.path().to_owned(),
        })
    }

    /// Copies every file, which must be what the manifest says.
    async fn take(&self, backup: PathBuf, manifest: Manifest) -> Result<(), NotRestored> {
        let to = self.path.clone();
        tokio::task::spawn_blocking(move || {
            for file in &manifest.files {
                if !bundle::take(&backup, file, &to)? {
                    return Err(NotRestored::NotABackup(format!("{} was changed", file.name)));
                }
            }
            Ok(())
        })
        .await
        .map_err(|_| io::Error::other("the copy ended before its time"))?
    }

    /// The profile's description, and the database key that the recovery key opens.
    fn unseal(&self, recovery_key: &SecretString) -> Result<(Description, SecretSlice<u8>), NotRestored> {
        let unreadable = |error: serde_json::Error| NotRestored::NotABackup(error.to_string());
        let text = fs::read_to_string(self.path.join(DESCRIPTION))?;
        let description: Description = serde_json::from_str(&text).map_err(unreadable)?;
        if !description.is_live() {
            return Err(NotRestored::NotABackup("not of a live profile".to_owned()));
        }
        // Made before a recovery key was: none fits.
        let Ok(text) = fs::read_to_string(self.path.join(RECOVERY)) else {
            return Err(RecoveryError::WrongKey.into());
        };
        let sealed: Sealed = serde_json::from_str(&text).map_err(unreadable)?;
        let key = recovery::open(&sealed, recovery_key)?;
        Ok((description, key))
    }

    /// It is the profile.
    fn finish(self) -> io::Result<()> {
        if self.target.exists() {
            fs::remove_dir(&self.target)?;
        }
        // Connections close on threads of their own, and a folder with an open file has its name everywhere but on Unix.
        let tries = ConstantBuilder::default()
            .with_delay(Duration::from_millis(100))
            .with_max_times(50);
        (|| fs::rename(&self.path, &self.target)).retry(tries).call()
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What was finished is not there any more.
        let _ = fs::remove_dir_all(&self.path);
    }
}
