//! What each command does: hands it to the session or to the open desk. One function per command
//! of the list; one that is missing does not compile.

use switchboard_core::contract::account::{
    Account, AccountDraft, Balance, ConnectionTest, SaveAccountResult, SetAccountEnabled, SetThreshold,
    VendorInfo,
};
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindDraft, BindPlan, Binding, BindingNumbers, BindingPage, BindingQuery,
    BindingStory, DecideBinding, RecordingSaved,
};
use switchboard_core::contract::check::{CheckDraft, CheckResult, NumberCheck};
use switchboard_core::contract::conversation::{
    AnswerDraft, ApproveAnswer, ConversationPage, ConversationQuery, ConversationStory,
    ConversationStoryQuery, SetHandled, Suppress, SuppressResult, SuppressionPage, SuppressionQuery,
    Unsuppress,
};
use switchboard_core::contract::desk::DeskStatus;
use switchboard_core::contract::exchange::{
    CurlScript, Diagnosis, ExchangeDetail, ExchangePage, ExchangeQuery, ExchangeRef, ForeignItems, HandOver,
    HandedOver, PollStatus, Quarantined, SetPollInterval, StrayReports, TakeIn, TakenIn,
};
use switchboard_core::contract::keeping::{
    Backup, DisclosurePage, ExportDraft, RestoreBackup, RestoreBackupResult, Retention, RetentionCount,
    SetRetention, Work, WorkStarted,
};
use switchboard_core::contract::key::{AccountKey, GenerateKey, ImportKey, KeyChoice, KeyResult, KeyTest};
use switchboard_core::contract::message::{
    DecideMessage, Evidence, FilterChoices, MessageCount, MessageFilter, MessagePage, MessageQuery,
    MessageStory, ReplyPage, ReplyQuery, SaveFilter, SaveFilterResult, SavedFilter, SendAgain,
};
use switchboard_core::contract::number::{
    BehindX, BehindXQuery, FoundNumber, NumberQuery, NumberRef, NumberView,
};
use switchboard_core::contract::problem::{FieldProblem, Problem, ProblemCode};
use switchboard_core::contract::profile::{
    Identity, Preferences, ProfileKind, ProfileState, RecoveryKeySaved, RestoreKey, RestoreKeyResult, Trouble,
};
use switchboard_core::contract::push::{
    Callback, PastePush, Push, PushPage, PushQuery, Receiver, SetReceiver,
};
use switchboard_core::contract::send::{ApproveResult, ApproveSend, Job, SendDraft, SendPlan};
use switchboard_core::contract::template::{SaveTemplateResult, Template, TemplateDraft, TemplateVariable};
use switchboard_core::contract::{Id, Millis};
use switchboard_core::desk::hand_over::Packed;
use switchboard_core::desk::profile::{NotOpened, NotRestored, restore_key as put_back};
use switchboard_core::desk::recordings::Recording;
use switchboard_core::desk::restore::{NotRestored as NotBroughtBack, may_restore};
use switchboard_core::secrets::SystemKeychain;
use switchboard_core::secrets::recovery::RecoveryError;

use crate::backup_folder;
use crate::export_file;
use crate::hand_over_file;
use crate::key_file;
use crate::recording_file;
use crate::recovery_file;
use crate::session::Session;

type Reply<T> = Result<T, Problem>;

/// Commands that the open desk answers under the same name.
macro_rules! desk {
    (@one $name:ident() -> $reply:ty) => {
        pub(crate) async fn $name(session: &Session, (): ()) -> Reply<$reply> {
            Ok(session.desk()?.$name().await?)
        }
    };
    (@one $name:ident($request:ident: $type:ty) -> $reply:ty) => {
        pub(crate) async fn $name(session: &Session, $request: $type) -> Reply<$reply> {
            Ok(session.desk()?.$name($request).await?)
        }
    };
    ($($name:ident($($request:ident: $type:ty)?) -> $reply:ty;)*) => {
        $(desk! { @one $name($($request: $type)?) -> $reply })*
    };
}

desk! {
    identity() -> Option<Identity>;
    set_identity(request: Identity) -> Vec<FieldProblem>;
    list_accounts() -> Vec<Account>;
    save_account(request: AccountDraft) -> SaveAccountResult;
    set_account_enabled(request: SetAccountEnabled) -> ();
    delete_account(request: Id) -> ();
    test_connection(request: Id) -> ConnectionTest;
    resume_account(request: Id) -> ();
    list_keys(request: Id) -> Vec<AccountKey>;
    generate_key(request: GenerateKey) -> KeyResult;
    import_key(request: ImportKey) -> KeyResult;
    use_next_key(request: KeyChoice) -> ();
    drop_next_key(request: KeyChoice) -> ();
    test_key(request: KeyChoice) -> KeyTest;
    check_number(request: CheckDraft) -> CheckResult;
    list_checks(request: Id) -> Vec<NumberCheck>;
    reveal_check_number(request: Id) -> String;
    plan_bind(request: BindDraft) -> BindPlan;
    approve_bind(request: ApproveBind) -> ApproveBindResult;
    list_bindings(request: BindingQuery) -> BindingPage;
    binding_story(request: Id) -> BindingStory;
    release_binding(request: Id) -> Binding;
    decide_binding(request: DecideBinding) -> ();
    reveal_binding(request: Id) -> BindingNumbers;
    receiver() -> Receiver;
    set_receiver(request: SetReceiver) -> Receiver;
    list_callbacks(request: Id) -> Vec<Callback>;
    paste_push(request: PastePush) -> Push;
    list_pushes(request: PushQuery) -> PushPage;
    list_templates(request: Id) -> Vec<Template>;
    save_template(request: TemplateDraft) -> SaveTemplateResult;
    delete_template(request: Id) -> ();
    plan_send(request: SendDraft) -> SendPlan;
    approve_send(request: ApproveSend) -> ApproveResult;
    list_open_jobs() -> Vec<Job>;
    pause_job(request: Id) -> ();
    resume_job(request: Id) -> ();
    cancel_job(request: Id) -> ();
    list_messages(request: MessageQuery) -> MessagePage;
    message_story(request: Id) -> MessageStory;
    reveal_number(request: Id) -> String;
    look_for_evidence(request: Id) -> Evidence;
    decide_message(request: DecideMessage) -> ();
    send_again(request: SendAgain) -> ApproveResult;
    list_replies(request: ReplyQuery) -> ReplyPage;
    reveal_reply_number(request: Id) -> String;
    count_messages(request: MessageFilter) -> MessageCount;
    filter_choices() -> FilterChoices;
    list_saved_filters() -> Vec<SavedFilter>;
    save_filter(request: SaveFilter) -> SaveFilterResult;
    delete_filter(request: Id) -> ();
    list_conversations(request: ConversationQuery) -> ConversationPage;
    conversation_story(request: ConversationStoryQuery) -> ConversationStory;
    mark_read(request: Id) -> ();
    set_handled(request: SetHandled) -> ();
    plan_answer(request: AnswerDraft) -> SendPlan;
    approve_answer(request: ApproveAnswer) -> ApproveResult;
    stop_words() -> Vec<String>;
    set_stop_words(request: Vec<String>) -> Vec<String>;
    list_suppressed(request: SuppressionQuery) -> SuppressionPage;
    suppress(request: Suppress) -> SuppressResult;
    unsuppress(request: Unsuppress) -> Vec<FieldProblem>;
    number_view(request: NumberQuery) -> NumberView;
    reveal_ref(request: NumberRef) -> String;
    find_numbers(request: String) -> Vec<FoundNumber>;
    behind_x(request: BehindXQuery) -> BehindX;
    list_exchanges(request: ExchangeQuery) -> ExchangePage;
    exchange_detail(request: ExchangeRef) -> ExchangeDetail;
    exchange_curl(request: ExchangeRef) -> CurlScript;
    diagnose(request: ExchangeRef) -> Diagnosis;
    list_polls() -> Vec<PollStatus>;
    set_poll_interval(request: SetPollInterval) -> Vec<FieldProblem>;
    list_foreign() -> Vec<ForeignItems>;
    list_strays() -> StrayReports;
    list_quarantined() -> Vec<Quarantined>;
    list_work() -> Vec<Work>;
    cancel_work(request: Id) -> ();
    dismiss_work(request: Id) -> ();
    list_disclosures(request: Option<Millis>) -> DisclosurePage;
    retention() -> Retention;
    count_due(request: SetRetention) -> Vec<RetentionCount>;
    set_retention(request: SetRetention) -> Vec<FieldProblem>;
    run_retention() -> WorkStarted;
    backup() -> Backup;
    stop_backups() -> Backup;
    back_up_now() -> WorkStarted;
    list_balances() -> Vec<Balance>;
    refresh_balance(request: Id) -> Balance;
    set_threshold(request: SetThreshold) -> Vec<FieldProblem>;
    desk_status() -> DeskStatus;
    poll_now(request: Id) -> ();
    acknowledge_gap(request: Id) -> ();
}

pub(crate) async fn list_vendors(session: &Session, (): ()) -> Reply<Vec<VendorInfo>> {
    Ok(session.desk()?.list_vendors())
}

pub(crate) async fn read_template(session: &Session, text: String) -> Reply<Vec<TemplateVariable>> {
    Ok(session.desk()?.read_template(&text))
}

pub(crate) async fn profile_state(session: &Session, (): ()) -> Reply<ProfileState> {
    Ok(session.state())
}

pub(crate) async fn open_practice(session: &Session, (): ()) -> Reply<ProfileState> {
    Ok(session.open(ProfileKind::Practice).await)
}

pub(crate) async fn open_live(session: &Session, (): ()) -> Reply<ProfileState> {
    Ok(session.open(ProfileKind::Live).await)
}

pub(crate) async fn retry_open(session: &Session, (): ()) -> Reply<ProfileState> {
    Ok(session.retry().await)
}

pub(crate) async fn leave_profile(session: &Session, (): ()) -> Reply<ProfileState> {
    Ok(session.leave().await)
}

pub(crate) async fn wipe_practice(session: &Session, (): ()) -> Reply<ProfileState> {
    session.wipe_practice().await
}

pub(crate) async fn preferences(session: &Session, (): ()) -> Reply<Preferences> {
    Ok(session.preferences())
}

pub(crate) async fn set_preferences(session: &Session, preferences: Preferences) -> Reply<()> {
    session.set_preferences(preferences);
    Ok(())
}

pub(crate) async fn restore_key(session: &Session, typed: RestoreKey) -> Reply<RestoreKeyResult> {
    let folder = session.profile(ProfileKind::Live);
    match put_back(&folder, &SystemKeychain::default(), &typed.recovery_key).await {
        Ok(()) => Ok(RestoreKeyResult::Restored {
            state: session.open(ProfileKind::Live).await,
        }),
        Err(NotRestored::Key(RecoveryError::Malformed)) => Ok(RestoreKeyResult::Malformed),
        Err(NotRestored::Key(_)) => Ok(RestoreKeyResult::WrongKey),
        Err(NotRestored::NotOpened(error)) => Err(problem(&error)),
    }
}

/// What the page is told of a file or a keychain that did not do its part.
fn problem(error: &NotOpened) -> Problem {
    let code = match error.trouble {
        Trouble::DiskFull => ProblemCode::DiskFull,
        Trouble::KeychainLocked => ProblemCode::KeychainLocked,
        Trouble::KeychainMissing => ProblemCode::KeychainUnavailable,
        _ => ProblemCode::FileNotWritten,
    };
    Problem {
        code,
        message: error.to_string(),
    }
}

pub(crate) async fn save_recovery_key(session: &Session, (): ()) -> Reply<RecoveryKeySaved> {
    let desk = session.desk()?;
    let Some(path) = recovery_file::ask(session.app()).await else {
        return Ok(RecoveryKeySaved { path: None });
    };
    let folder = session.profile(ProfileKind::Live);
    let written = desk
        .make_recovery_key(&folder, |key| recovery_file::write(&path, key, session.folder()))
        .await?;
    written.map_err(|error| problem(&NotOpened::from(error)))?;
    session.recovery_key_answered();
    Ok(RecoveryKeySaved {
        path: Some(path.display().to_string()),
    })
}

pub(crate) async fn postpone_recovery_key(session: &Session, (): ()) -> Reply<()> {
    session.desk()?.postpone_recovery_key().await?;
    session.recovery_key_answered();
    Ok(())
}

/// Asks for a file with a private key and takes it.
pub(crate) async fn import_key_file(session: &Session, choice: KeyChoice) -> Reply<KeyResult> {
    let desk = session.desk()?;
    let Some(bytes) = key_file::choose(session.app()).await else {
        return Ok(KeyResult::Closed);
    };
    Ok(desk.import_key_bytes(choice, bytes).await?)
}

/// Fetches the recording of a call and asks where to save it. It never reaches the page.
pub(crate) async fn save_recording(session: &Session, call_id: Id) -> Reply<RecordingSaved> {
    let (bytes, name) = match session.desk()?.fetch_recording(call_id).await? {
        Recording::Fetched { bytes, name } => (bytes, name),
        Recording::NotFetched(reason) => return Ok(RecordingSaved::NotFetched { reason }),
    };
    let Some(path) = recording_file::ask(session.app(), &name).await else {
        return Ok(RecordingSaved::Closed);
    };
    tokio::fs::write(&path, bytes).await.map_err(|error| Problem {
        code: ProblemCode::FileNotWritten,
        message: error.to_string(),
    })?;
    Ok(RecordingSaved::Saved {
        path: path.display().to_string(),
    })
}

/// Asks where to, and writes what was fetched for another desk as an encrypted file.
pub(crate) async fn hand_over(session: &Session, request: HandOver) -> Reply<HandedOver> {
    let desk = session.desk()?;
    let package = match desk.pack(request).await? {
        Packed::Ready(package) => package,
        Packed::PassphraseTooShort => return Ok(HandedOver::PassphraseTooShort),
    };
    let Some(path) = hand_over_file::ask(session.app(), &package.name).await else {
        return Ok(HandedOver::Closed);
    };
    hand_over_file::write(&path, &package.bytes).map_err(|error| Problem {
        code: ProblemCode::FileNotWritten,
        message: error.to_string(),
    })?;
    let (reports, calls) = (package.reports(), package.calls());
    desk.handed_over(package).await?;
    Ok(HandedOver::Saved {
        path: path.display().to_string(),
        reports,
        calls,
    })
}

/// Asks for a file that another desk handed over, and takes it in.
pub(crate) async fn take_in(session: &Session, request: TakeIn) -> Reply<TakenIn> {
    let desk = session.desk()?;
    let Some(file) = hand_over_file::choose(session.app()).await else {
        return Ok(TakenIn::Closed);
    };
    Ok(desk.take_in(request, file).await?)
}

/// Asks where to, and begins the export.
pub(crate) async fn start_export(session: &Session, draft: ExportDraft) -> Reply<WorkStarted> {
    let desk = session.desk()?;
    let Some(path) = export_file::ask(session.app(), &draft).await else {
        return Ok(WorkStarted::Closed);
    };
    Ok(desk.export(draft, path).await?)
}

/// Asks for the folder backups go to; it stays as it is when the dialog is closed.
pub(crate) async fn choose_backup_folder(session: &Session, (): ()) -> Reply<Backup> {
    let desk = session.desk()?;
    desk.may_be_backed_up()?;
    match backup_folder::ask_where_to(session.app()).await {
        Some(folder) => Ok(desk.set_backup_folder(folder).await?),
        None => Ok(desk.backup().await?),
    }
}

/// Asks for a backup and brings it back as the live profile.
pub(crate) async fn restore_backup(session: &Session, typed: RestoreBackup) -> Reply<RestoreBackupResult> {
    // Before anybody looks for a backup in vain.
    if let Err(error) = may_restore(&session.profile(ProfileKind::Live), &typed.recovery_key) {
        return refused(error);
    }
    let Some(chosen) = backup_folder::ask_which(session.app()).await else {
        return Ok(RestoreBackupResult::Closed);
    };
    match session.restore(&chosen, &typed.recovery_key).await? {
        Ok(state) => Ok(RestoreBackupResult::Restored { state }),
        Err(error) => refused(error),
    }
}

fn refused(error: NotBroughtBack) -> Reply<RestoreBackupResult> {
    Ok(match error {
        NotBroughtBack::Key(RecoveryError::Malformed) => RestoreBackupResult::Malformed,
        NotBroughtBack::Key(_) => RestoreBackupResult::WrongKey,
        NotBroughtBack::NotABackup(why) => {
            tracing::warn!(why, "no backup was brought back");
            RestoreBackupResult::NotABackup
        }
        NotBroughtBack::ProfileExists => RestoreBackupResult::ProfileExists,
        NotBroughtBack::Newer => RestoreBackupResult::Newer,
        NotBroughtBack::NotOpened(error) => return Err(problem(&error)),
    })
}
