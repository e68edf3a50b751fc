//! The session: which profile the window works in, and why none when none is.
//!
//! One profile at a time, so that practice and live accounts never share a window.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use secrecy::SecretString;
use switchboard_core::contract::desk::{Changed, Topic};
use switchboard_core::contract::problem::{Problem, ProblemCode};
use switchboard_core::contract::profile::{Language, Preferences, ProfileKind, ProfileState, Trouble};
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::{NotOpened, ProfileFolder};
use switchboard_core::desk::restore::{NotRestored, restore_backup};
use switchboard_core::secrets::{Keychain, MemoryKeychain, SystemKeychain};
use switchboard_core::store::Progress;
use switchboard_core::surroundings::{EventSink, NoPoints, Surroundings, SystemClock, SystemRandomness};
use switchboard_core::vendors::door::{DoorLimits, HttpDoor};
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::Mutex;

use crate::notice;
use crate::practice::{self, Practice};
use crate::preferences::{self, Remembered};

/// The event that says what changed.
const CHANGED: &str = "changed";

/// The window is told of an update at most so often.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// The one session of the program.
pub(crate) struct Session {
    app: AppHandle,
    folder: PathBuf,
    stage: RwLock<Stage>,
    remembered: RwLock<Remembered>,
    /// One change of profile at a time.
    changing: Mutex<()>,
}

enum Stage {
    Welcome,
    Opening(ProfileKind),
    Updating(ProfileKind, u8),
    Ready {
        desk: Desk,
        recovery_key_due: bool,
        practice: Box<Option<Practice>>,
    },
    Trouble {
        profile: ProfileKind,
        not_opened: NotOpened,
    },
}

/// Tells the page what changed.
struct Window(AppHandle);

impl EventSink for Window {
    fn changed(&self, topics: &[Topic]) {
        let changed = Changed {
            topics: topics.to_vec(),
        };
        if let Err(error) = self.0.emit(CHANGED, changed) {
            tracing::warn!(%error, "the page was not told of a change");
        }
    }

    fn balance_low(&self, account_name: &str) {
        notice::balance_low(&self.0, account_name);
    }
}

impl Session {
    /// A session on a data folder. Nothing is open yet; what is about to be is said already, so that
    /// the first page does not flash by.
    pub(crate) fn new(app: AppHandle, folder: PathBuf) -> Self {
        let remembered = preferences::read(&folder);
        let session = Self {
            app,
            folder,
            stage: RwLock::new(Stage::Welcome),
            remembered: RwLock::new(remembered),
            changing: Mutex::default(),
        };
        if let Some(kind) = session.last_profile() {
            *session.stage.write().unwrap_or_else(PoisonError::into_inner) = Stage::Opening(kind);
        }
        session
    }

    /// The window.
    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    /// The folder of a profile.
    pub(crate) fn profile(&self, kind: ProfileKind) -> ProfileFolder {
        ProfileFolder::new(&self.folder, kind)
    }

    /// The profile to open at the start: the one last worked in, else live if there is one.
    pub(crate) fn last_profile(&self) -> Option<ProfileKind> {
        let last = self
            .remembered
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .last_profile;
        let live = self
            .profile(ProfileKind::Live)
            .exists()
            .then_some(ProfileKind::Live);
        last.filter(|kind| self.profile(*kind).exists()).or(live)
    }

    /// The open desk.
    pub(crate) fn desk(&self) -> Result<Desk, Problem> {
        match &*self.stage.read().unwrap_or_else(PoisonError::into_inner) {
            Stage::Ready { desk, .. } => Ok(desk.clone()),
            _ => Err(Problem {
                code: ProblemCode::NoProfile,
                message: "no profile is open".to_owned(),
            }),
        }
    }

    /// Language and theme.
    pub(crate) fn preferences(&self) -> Preferences {
        self.remembered
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .preferences
            .clone()
    }

    /// The language the window speaks: the one that was chosen, else the system's.
    pub(crate) fn language(&self) -> Language {
        let system = || match sys_locale::get_locale() {
            Some(locale) if locale.to_lowercase().starts_with("zh") => Language::ZhCn,
            _ => Language::En,
        };
        self.preferences().language.unwrap_or_else(system)
    }

    /// Remembers language and theme.
    pub(crate) fn set_preferences(&self, preferences: Preferences) {
        self.remember(|remembered| remembered.preferences = preferences);
    }

    fn remember(&self, change: impl FnOnce(&mut Remembered)) {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut remembered);
        preferences::write(&self.folder, &remembered);
    }

    /// What the window shows before anything else.
    pub(crate) fn state(&self) -> ProfileState {
        let data_dir = self.folder.display().to_string();
        match &*self.stage.read().unwrap_or_else(PoisonError::into_inner) {
            Stage::Welcome => ProfileState::Welcome {
                live_exists: self.profile(ProfileKind::Live).exists(),
                practice_exists: self.profile(ProfileKind::Practice).exists(),
            },
            Stage::Opening(profile) => ProfileState::Opening { profile: *profile },
            Stage::Updating(profile, percent) => ProfileState::Updating {
                profile: *profile,
                percent: *percent,
            },
            Stage::Ready {
                desk,
                recovery_key_due,
                ..
            } => ProfileState::Ready {
                profile: desk.kind(),
                recovery_key_due: *recovery_key_due,
                data_dir,
            },
            Stage::Trouble { profile, not_opened } => ProfileState::Trouble {
                profile: *profile,
                trouble: not_opened.trouble,
                data_dir,
                detail: not_opened.detail.clone(),
                recovery_key_exists: self.profile(*profile).has_recovery_key(),
            },
        }
    }

    fn set(&self, stage: Stage) {
        *self.stage.write().unwrap_or_else(PoisonError::into_inner) = stage;
        Window(self.app.clone()).changed(&[Topic::Profile]);
    }

    /// Says how far a database of an older version is brought up to date, while its profile is being opened.
    fn updating(&self, kind: ProfileKind, percent: u8) {
        {
            let mut stage = self.stage.write().unwrap_or_else(PoisonError::into_inner);
            if !matches!(*stage, Stage::Opening(_) | Stage::Updating(..)) {
                return;
            }
            *stage = Stage::Updating(kind, percent);
        }
        Window(self.app.clone()).changed(&[Topic::Profile]);
    }

    /// What tells the window of an update, a few times a second at most.
    fn progress(&self, kind: ProfileKind) -> Progress {
        let app = self.app.clone();
        let told: std::sync::Mutex<Option<Instant>> = std::sync::Mutex::default();
        Arc::new(move |percent| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            if percent == 0 || percent == 100 || told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
                *told = Some(Instant::now());
                app.state::<Self>().updating(kind, percent);
            }
        })
    }

    /// Opens a profile, or makes it; whatever was open is closed first.
    pub(crate) async fn open(&self, kind: ProfileKind) -> ProfileState {
        let _changing = self.changing.lock().await;
        self.open_alone(kind).await
    }

    /// Brings a backup back as the live profile and opens it. Nothing else may be open.
    pub(crate) async fn restore(
        &self,
        chosen: &Path,
        recovery_key: &SecretString,
    ) -> Result<Result<ProfileState, NotRestored>, Problem> {
        let _changing = self.changing.lock().await;
        if self.desk().is_ok() {
            return Err(Problem {
                code: ProblemCode::WrongState,
                message: "another profile is open".to_owned(),
            });
        }
        // The first page stays meanwhile: it holds the form, and says there what is wrong with the key or the backup.
        let restored = match self.around(ProfileKind::Live) {
            Ok(around) => {
                let folder = self.profile(ProfileKind::Live);
                let progress = self.progress(ProfileKind::Live);
                restore_backup(&folder, chosen, recovery_key, &around, progress).await
            }
            Err(not_opened) => Err(not_opened.into()),
        };
        if let Err(error) = restored {
            self.set(Stage::Welcome);
            return Ok(Err(error));
        }
        Ok(Ok(self.open_alone(ProfileKind::Live).await))
    }

    /// Called by one at a time.
    async fn open_alone(&self, kind: ProfileKind) -> ProfileState {
        self.close_desk().await;
        self.set(Stage::Opening(kind));
        let stage = match self.try_open(kind).await {
            Ok(stage) => {
                self.remember(|remembered| remembered.last_profile = Some(kind));
                stage
            }
            Err(not_opened) => {
                tracing::warn!(trouble = ?not_opened.trouble, "a profile was not opened");
                Stage::Trouble {
                    profile: kind,
                    not_opened,
                }
            }
        };
        self.set(stage);
        self.state()
    }

    async fn try_open(&self, kind: ProfileKind) -> Result<Stage, NotOpened> {
        let other = |detail: String| NotOpened {
            trouble: Trouble::Other,
            detail,
        };
        let practice = match kind {
            ProfileKind::Live => None,
            ProfileKind::Practice => Some(
                Practice::start()
                    .await
                    .map_err(|error| other(error.to_string()))?,
            ),
        };
        let around = self.around(kind)?;
        let desk = Desk::open_told(&self.profile(kind), around, self.progress(kind)).await?;
        if let Some(practice) = &practice {
            practice
                .introduce(&desk, self.language())
                .await
                .map_err(|error| other(error.to_string()))?;
        }
        let recovery_key_due = desk
            .recovery_key_due()
            .await
            .map_err(|error| other(error.to_string()))?;
        desk.start_polling();
        Ok(Stage::Ready {
            desk,
            recovery_key_due,
            practice: Box::new(practice),
        })
    }

    /// What a profile is given.
    fn around(&self, kind: ProfileKind) -> Result<Surroundings, NotOpened> {
        let keychain: Arc<dyn Keychain> = match kind {
            ProfileKind::Live => Arc::new(SystemKeychain::default()),
            ProfileKind::Practice => Arc::new(MemoryKeychain::default()),
        };
        let loopback_only = kind == ProfileKind::Practice;
        let door = HttpDoor::new(DoorLimits::default(), loopback_only).map_err(|error| NotOpened {
            trouble: Trouble::Other,
            detail: error.to_string(),
        })?;
        Ok(Surroundings {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandomness),
            keychain,
            door: Arc::new(door),
            events: Arc::new(Window(self.app.clone())),
            points: Arc::new(NoPoints),
        })
    }

    /// Opens again what did not open.
    pub(crate) async fn retry(&self) -> ProfileState {
        let failed = match &*self.stage.read().unwrap_or_else(PoisonError::into_inner) {
            Stage::Trouble { profile, .. } => Some(*profile),
            _ => None,
        };
        match failed {
            Some(kind) => self.open(kind).await,
            None => self.state(),
        }
    }

    /// Closes what is open and goes back to the first page.
    pub(crate) async fn leave(&self) -> ProfileState {
        let _changing = self.changing.lock().await;
        self.close_desk().await;
        self.remember(|remembered| remembered.last_profile = None);
        self.set(Stage::Welcome);
        self.state()
    }

    /// Deletes everything in practice and opens a fresh one.
    pub(crate) async fn wipe_practice(&self) -> Result<ProfileState, Problem> {
        {
            let _changing = self.changing.lock().await;
            self.close_desk().await;
            self.set(Stage::Opening(ProfileKind::Practice));
            let wiped = self.profile(ProfileKind::Practice).wipe();
            if let Err(not_opened) = wiped {
                self.set(Stage::Trouble {
                    profile: ProfileKind::Practice,
                    not_opened,
                });
                return Ok(self.state());
            }
        }
        Ok(self.open(ProfileKind::Practice).await)
    }

    /// The question about the recovery key was answered.
    pub(crate) fn recovery_key_answered(&self) {
        if let Stage::Ready { recovery_key_due, .. } =
            &mut *self.stage.write().unwrap_or_else(PoisonError::into_inner)
        {
            *recovery_key_due = false;
        }
        Window(self.app.clone()).changed(&[Topic::Profile]);
    }

    /// Closes what is open, for good.
    pub(crate) async fn end(&self) {
        let _changing = self.changing.lock().await;
        self.close_desk().await;
    }

    async fn close_desk(&self) {
        let old = std::mem::replace(
            &mut *self.stage.write().unwrap_or_else(PoisonError::into_inner),
            Stage::Welcome,
        );
        if let Stage::Ready { desk, practice, .. } = old {
            desk.close().await;
            practice::stop(*practice);
        }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}
