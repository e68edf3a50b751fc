use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use interprocess::local_socket::{GenericNamespaced, ListenerOptions, Name, Stream, prelude::*};
use sha2::{Digest as _, Sha256};

use crate::StartError;

/// Between taking the lock and listening, the first has to open its window.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// Who owns the data folder.
pub(crate) enum Claim {
    /// This process does.
    First(Held),
    /// Another does, and was asked to come to the front.
    AskedTheFirst,
}

/// The claim on a data folder; the system gives it up when the process ends, however it ends.
pub(crate) struct Held {
    /// None where the folder cannot be written: then nothing else can be either, and the window
    /// has to open to say so.
    _lock: Option<File>,
    folder: PathBuf,
}

/// Takes the folder for this process, or calls the one that has it.
pub(crate) fn claim(folder: &Path) -> Result<Claim, StartError> {
    let path = folder.join("lock");
    let refused = |source| StartError::Folder {
        path: path.clone(),
        source,
    };
    let held = |lock| {
        Claim::First(Held {
            _lock: lock,
            folder: folder.to_owned(),
        })
    };
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let lock = match opened {
        Ok(lock) => lock,
        Err(error) if cannot_be_written(&error) => match File::open(&path) {
            Ok(lock) => lock,
            Err(_) => return Ok(held(None)),
        },
        Err(error) => return Err(refused(error)),
    };
    match lock.try_lock() {
        Ok(()) => Ok(held(Some(lock))),
        Err(TryLockError::WouldBlock) => call_the_first(folder),
        Err(TryLockError::Error(source)) => Err(refused(source)),
    }
}

fn cannot_be_written(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull
    )
}

fn call_the_first(folder: &Path) -> Result<Claim, StartError> {
    let end = Instant::now() + PATIENCE;
    loop {
        // To connect is the whole message: nothing is read from whoever calls.
        if name(folder).and_then(Stream::connect).is_ok() {
            return Ok(Claim::AskedTheFirst);
        }
        if Instant::now() >= end {
            return Err(StartError::FirstIsSilent {
                path: folder.to_owned(),
            });
        }
        std::thread::sleep(PAUSE);
    }
}

impl Held {
    /// Calls `called` whenever someone starts the program again on this folder.
    ///
    /// Without a socket the program works all the same, only a second start cannot find it.
    pub(crate) fn listen(&self, called: impl Fn() + Send + 'static) {
        let folder = self.folder.clone();
        let spawned = std::thread::Builder::new()
            .name("instance".into())
            .spawn(move || {
                let listener = name(&folder).and_then(|name| {
                    ListenerOptions::new()
                        .name(name)
                        // The lock is ours, so a socket file that is still there belongs to a dead process.
                        .try_overwrite(true)
                        .create_sync()
                });
                match listener {
                    Ok(listener) => {
                        for _caller in listener.incoming().filter_map(Result::ok) {
                            called();
                        }
                    }
                    Err(error) => tracing::warn!(%error, "a second start cannot bring this one to the front"),
                }
            });
        if let Err(error) = spawned {
            tracing::warn!(%error, "no thread for second starts");
        }
    }
}

/// A hash, because socket names are short and folders are not.
fn name(folder: &Path) -> std::io::Result<Name<'static>> {
    let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let short: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("switchboard-{short}").to_ns_name::<GenericNamespaced>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_second_claim_calls_the_first() {
        let folder = std::env::temp_dir().join(format!("switchboard-instance-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let folder = folder.canonicalize().unwrap();

        let Claim::First(held) = claim(&folder).unwrap() else {
            panic!("the folder was free")
        };
        let (calls, called) = mpsc::channel();
        held.listen(move || calls.send(()).unwrap());

        assert!(matches!(claim(&folder).unwrap(), Claim::AskedTheFirst));
        called.recv_timeout(PATIENCE).unwrap();
    }
}
