//! Profiles: a data folder with one encrypted database, opened or not opened for a reason.
//!
//! `profile.json` holds the random id that names the keychain entries, and whether the database
//! was made. In practice it holds the database key too: nothing there is real, and practice has to
//! work without a keychain. Nothing here ever replaces a database that does not open.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder};
use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};

use super::{Desk, DeskError, ledger};
use crate::contract::desk::Topic;
use crate::contract::profile::{ProfileKind, Trouble};
use crate::secrets::recovery::{self, RecoveryError, Sealed};
use crate::secrets::{Keychain, KeychainError};
use crate::store::{self, OpenError, Progress, StoreError, setting};
use crate::surroundings::Surroundings;

const KEY_BYTES: usize = 32;
pub(super) const DATABASE: &str = "switchboard.db";
pub(super) const DESCRIPTION: &str = "profile.json";
pub(super) const RECOVERY: &str = "recovery.json";

/// Why a profile did not open. Nothing was changed or overwritten.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct NotOpened {
    /// What the screen says.
    pub trouble: Trouble,
    /// For the technical details, in English.
    pub detail: String,
}

impl NotOpened {
    fn new(trouble: Trouble, detail: impl ToString) -> Self {
        Self {
            trouble,
            detail: detail.to_string(),
        }
    }
}

impl From<io::Error> for NotOpened {
    fn from(error: io::Error) -> Self {
        let trouble = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Trouble::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            _ => Trouble::Other,
        };
        Self::new(trouble, error)
    }
}

impl From<KeychainError> for NotOpened {
    fn from(error: KeychainError) -> Self {
        let trouble = match error {
            KeychainError::Missing(_) | KeychainError::Other(_) => Trouble::KeychainMissing,
            KeychainError::Locked(_) => Trouble::KeychainLocked,
        };
        Self::new(trouble, error)
    }
}

impl From<OpenError> for NotOpened {
    fn from(error: OpenError) -> Self {
        let trouble = match &error {
            OpenError::Newer { .. } => Trouble::NewerDatabase,
            OpenError::Store(StoreError::DiskFull) => Trouble::DiskFull,
            OpenError::Store(StoreError::ReadOnly) => Trouble::ReadOnly,
            OpenError::Store(StoreError::Damaged(_)) => Trouble::DatabaseDamaged,
            _ => Trouble::Other,
        };
        Self::new(trouble, error)
    }
}

/// What stands in `profile.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Description {
    /// Names the keychain entries.
    pub(super) id: String,
    /// Whether the database was made: from then on a missing file is a loss, not a first start.
    database_made: bool,
    /// Practice only: the database key, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    practice_key: Option<String>,
}

impl Description {
    /// Whether it is of a live profile whose database was made.
    pub(super) fn is_live(&self) -> bool {
        self.database_made && self.practice_key.is_none()
    }
}

/// The folder of a profile.
#[derive(Debug, Clone)]
pub struct ProfileFolder {
    kind: ProfileKind,
    path: PathBuf,
}

impl ProfileFolder {
    /// The folder of a profile below the data folder.
    pub fn new(data_dir: &Path, kind: ProfileKind) -> Self {
        let name = match kind {
            ProfileKind::Live => "live",
            ProfileKind::Practice => "practice",
        };
        Self {
            kind,
            path: data_dir.join(name),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the profile was ever made.
    pub fn exists(&self) -> bool {
        self.path.join(DESCRIPTION).exists()
    }

    /// Whether a recovery key was made for it.
    pub fn has_recovery_key(&self) -> bool {
        self.path.join(RECOVERY).exists()
    }

    /// Deletes everything in it. Practice only.
    pub fn wipe(&self) -> Result<(), NotOpened> {
        if self.kind != ProfileKind::Practice {
            return Err(NotOpened::new(Trouble::Other, "only practice is wiped"));
        }
        if !self.path.exists() {
            return Ok(());
        }
        // Connections close on threads of their own, and an open file cannot be removed everywhere.
        // The description goes last: without it a database that stayed would look damaged.
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if !path.ends_with(DESCRIPTION) {
                remove(&path)?;
            }
        }
        remove(&self.path)
    }

    fn describe(&self) -> Result<Option<Description>, NotOpened> {
        let text = match fs::read_to_string(self.path.join(DESCRIPTION)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let description = serde_json::from_str(&text)
            .map_err(|error| NotOpened::new(Trouble::DatabaseDamaged, format!("{DESCRIPTION}: {error}")))?;
        Ok(Some(description))
    }

    fn write(&self, description: &Description) -> Result<(), NotOpened> {
        let text = serde_json::to_string_pretty(description)
            .map_err(|error| NotOpened::new(Trouble::Other, error))?;
        replace(&self.path.join(DESCRIPTION), &text)?;
        Ok(())
    }
}

/// Removes a file or a folder, with patience for who still holds it open.
fn remove(path: &Path) -> Result<(), NotOpened> {
    let tries = ConstantBuilder::default()
        .with_delay(Duration::from_millis(100))
        .with_max_times(50);
    let attempt = || {
        if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
    };
    attempt
        .retry(tries)
        .when(|error| error.kind() != ErrorKind::NotFound)
        .call()
        .or_else(|error| {
            if error.kind() == ErrorKind::NotFound {
                Ok(())
            } else {
                Err(error)
            }
        })?;
    Ok(())
}

/// Writes a file beside the old one and puts it in its place: a full disk leaves the old one whole.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

impl Desk {
    /// Opens a profile, or makes it when it was never made. Afterwards nothing leaves by itself:
    /// what was cut off is unknown, what had not finished waits for Resume.
    pub async fn open(folder: &ProfileFolder, around: Surroundings) -> Result<Self, NotOpened> {
        Self::open_told(folder, around, store::untold()).await
    }

    /// The same; `progress` hears how far bringing an older database up to date is.
    pub async fn open_told(
        folder: &ProfileFolder,
        around: Surroundings,
        progress: Progress,
    ) -> Result<Self, NotOpened> {
        fs::create_dir_all(&folder.path)?;
        let database = folder.path.join(DATABASE);
        let found = folder.describe()?;
        if found.is_none() && database.exists() {
            let detail = format!("{DATABASE} is there, {DESCRIPTION} is not");
            return Err(NotOpened::new(Trouble::DatabaseDamaged, detail));
        }
        let mut description = match found {
            Some(description) => description,
            None => {
                let description = new_description(folder.kind, &around);
                folder.write(&description)?;
                description
            }
        };
        if description.database_made && !database.exists() {
            return Err(NotOpened::new(
                Trouble::DatabaseMissing,
                format!("{} is gone", database.display()),
            ));
        }
        let key = database_key(&description, database.exists(), &around).await?;
        let store = store::open(&database, &key, !description.database_made, progress).await?;
        if !description.database_made {
            description.database_made = true;
            folder.write(&description)?;
        }
        let desk = Self::new(folder.kind, description.id, folder.path.clone(), store, around);
        desk.recover()
            .await
            .map_err(|error| NotOpened::new(trouble_of(&error), error))?;
        Ok(desk)
    }

    async fn recover(&self) -> Result<(), DeskError> {
        let now = self.now();
        self.store()
            .write(move |transaction| ledger::restart(transaction, now))
            .await?;
        self.apply_raw().await?;
        self.apply_raw_balances().await?;
        // Nothing here depends on it: a disk that does not answer keeps nobody out.
        if let Err(error) = self.clear_exports().await {
            tracing::warn!(%error, "what was left of exports could not be cleared away");
        }
        Ok(())
    }

    /// Whether the question about the recovery key is still open.
    pub async fn recovery_key_due(&self) -> Result<bool, DeskError> {
        if self.inner.kind == ProfileKind::Practice {
            return Ok(false);
        }
        Ok(self
            .store()
            .read(|connection| setting::get(connection, setting::RECOVERY_KEY))
            .await?
            .is_none())
    }

    /// Puts the question about the recovery key off.
    pub async fn postpone_recovery_key(&self) -> Result<(), DeskError> {
        self.answer_recovery_key("later").await
    }

    async fn answer_recovery_key(&self, answer: &'static str) -> Result<(), DeskError> {
        self.store()
            .write(move |transaction| setting::set(transaction, setting::RECOVERY_KEY, answer))
            .await?;
        self.changed(&[Topic::Profile]);
        Ok(())
    }

    /// Makes a recovery key, gives it to `keep`, and once that has it, seals the database key with
    /// it. A key made before opens nothing any more.
    pub async fn make_recovery_key<E>(
        &self,
        folder: &ProfileFolder,
        keep: impl FnOnce(&SecretString) -> Result<(), E>,
    ) -> Result<Result<(), E>, DeskError> {
        let key = self
            .around()
            .keychain
            .get(&key_name(&self.inner.profile_id))
            .await?
            .ok_or(DeskError::SecretMissing)?;
        let (sealed, recovery_key) = recovery::seal(&key, self.around().random.as_ref())
            .map_err(|_| DeskError::Internal("the database key could not be sealed"))?;
        let text = serde_json::to_string_pretty(&sealed).map_err(StoreError::from)?;
        if let Err(error) = keep(&recovery_key) {
            return Ok(Err(error));
        }
        replace(&folder.path.join(RECOVERY), &text)
            .map_err(|_| DeskError::WrongState("the recovery file could not be written"))?;
        self.answer_recovery_key("saved").await?;
        Ok(Ok(()))
    }
}

/// Why a recovery key did not bring the database key back.
#[derive(Debug, thiserror::Error)]
pub enum NotRestored {
    /// The key.
    #[error(transparent)]
    Key(#[from] RecoveryError),
    /// The folder or the keychain.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
}

/// Puts the database key back into the keychain, after the recovery key showed that it fits.
pub async fn restore_key(
    folder: &ProfileFolder,
    keychain: &dyn Keychain,
    recovery_key: &SecretString,
) -> Result<(), NotRestored> {
    let missing = || NotOpened::new(Trouble::Other, format!("{RECOVERY} is not there"));
    let text = fs::read_to_string(folder.path.join(RECOVERY)).map_err(|_| missing())?;
    let sealed: Sealed = serde_json::from_str(&text)
        .map_err(|error| NotOpened::new(Trouble::Other, format!("{RECOVERY}: {error}")))?;
    let key = recovery::open(&sealed, recovery_key)?;
    let description = folder.describe()?.ok_or_else(missing)?;
    keychain
        .set(&key_name(&description.id), &key)
        .await
        .map_err(NotOpened::from)?;
    Ok(())
}

pub(super) fn key_name(profile_id: &str) -> String {
    format!("{profile_id}/database-key")
}

fn new_key(around: &Surroundings) -> SecretSlice<u8> {
    let mut key = vec![0; KEY_BYTES];
    around.random.fill(&mut key);
    key.into()
}

fn new_description(kind: ProfileKind, around: &Surroundings) -> Description {
    let mut id = [0; 16];
    around.random.fill(&mut id);
    let practice_key =
        (kind == ProfileKind::Practice).then(|| HEXLOWER.encode(new_key(around).expose_secret()));
    Description {
        id: HEXLOWER.encode(&id),
        database_made: false,
        practice_key,
    }
}

async fn database_key(
    description: &Description,
    database_exists: bool,
    around: &Surroundings,
) -> Result<SecretSlice<u8>, NotOpened> {
    if let Some(key) = &description.practice_key {
        let bytes = HEXLOWER
            .decode(key.as_bytes())
            .ok()
            .filter(|bytes| bytes.len() == KEY_BYTES);
        return bytes
            .map(SecretSlice::from)
            .ok_or_else(|| NotOpened::new(Trouble::DatabaseDamaged, format!("{DESCRIPTION} holds no key")));
    }
    let name = key_name(&description.id);
    if let Some(key) = around.keychain.get(&name).await? {
        return Ok(key);
    }
    // Where a database already stands its key is lost; a new one would open nothing.
    if description.database_made || database_exists {
        return Err(NotOpened::new(
            Trouble::KeyLost,
            "the keychain is open and does not hold the database key",
        ));
    }
    let key = new_key(around);
    around.keychain.set(&name, &key).await?;
    let kept = around.keychain.get(&name).await?;
    if kept.is_none_or(|kept| kept.expose_secret() != key.expose_secret()) {
        return Err(NotOpened::new(
            Trouble::KeychainMissing,
            "the keychain did not keep what it was given",
        ));
    }
    Ok(key)
}

fn trouble_of(error: &DeskError) -> Trouble {
    match error {
        DeskError::Store(StoreError::DiskFull) => Trouble::DiskFull,
        DeskError::Store(StoreError::ReadOnly) => Trouble::ReadOnly,
        DeskError::Store(StoreError::Damaged(_)) => Trouble::DatabaseDamaged,
        _ => Trouble::Other,
    }
}
