//! The one list of commands.
//!
//! [`switchboard_commands!`] hands the list to another macro. From it follow:
//! the Tauri handlers (`src-tauri/src/commands.rs`), the permissions
//! (`src-tauri/build.rs`) and the TypeScript client (`contract::typescript`).
//! This file stands alone, without imports, because the build script includes it.

/// Calls `$with!` with every command: `name(request) -> reply`.
#[macro_export]
macro_rules! switchboard_commands {
    ($with:ident) => {
        $with! {
            /// Which profile is open, or why none is.
            profile_state(()) -> ProfileState;
            /// Opens the practice profile, made when it does not exist.
            open_practice(()) -> ProfileState;
            /// Opens the live profile, made when it does not exist.
            open_live(()) -> ProfileState;
            /// Tries again to open the profile that failed to open.
            retry_open(()) -> ProfileState;
            /// Closes the open profile and goes back to the first page.
            leave_profile(()) -> ProfileState;
            /// Deletes everything in the practice profile and opens a fresh one.
            wipe_practice(()) -> ProfileState;
            /// Opens a live profile whose key is missing from the keychain.
            restore_key(RestoreKey) -> RestoreKeyResult;
            /// Asks where to save the recovery key and writes it there. The key never reaches the window.
            save_recovery_key(()) -> RecoveryKeySaved;
            /// Puts the question about the recovery key off.
            postpone_recovery_key(()) -> ();
            /// Language and theme: known before any profile is open.
            preferences(()) -> Preferences;
            /// Stores language and theme.
            set_preferences(Preferences) -> ();
            /// Who works at this desk; none until asked once.
            identity(()) -> Option<Identity>;
            /// Stores who works at this desk.
            set_identity(Identity) -> Vec<FieldProblem>;

            /// The vendors this build knows and what each can do.
            list_vendors(()) -> Vec<VendorInfo>;
            /// Every account that was not deleted.
            list_accounts(()) -> Vec<Account>;
            /// Adds an account, or changes one.
            save_account(AccountDraft) -> SaveAccountResult;
            /// Switches an account on or off.
            set_account_enabled(SetAccountEnabled) -> ();
            /// Deletes an account and its secret; its history stays.
            delete_account(Id) -> ();
            /// Asks the vendor for the balance. Sends nothing, costs nothing.
            test_connection(Id) -> ConnectionTest;
            /// Lets a paused account work again.
            resume_account(Id) -> ();

            /// An account's RSA keys: their public halves.
            list_keys(Id) -> Vec<AccountKey>;
            /// Makes a key pair; the private half goes to the keychain.
            generate_key(GenerateKey) -> KeyResult;
            /// Takes a private key that was pasted.
            import_key(ImportKey) -> KeyResult;
            /// Asks for a file with a private key and takes it.
            import_key_file(KeyChoice) -> KeyResult;
            /// The vendor knows the new key: it is used from now on, the old one is deleted.
            use_next_key(KeyChoice) -> ();
            /// Deletes the new key; the old one stays in use.
            drop_next_key(KeyChoice) -> ();
            /// Signs and verifies (or encrypts and decrypts) with the key in use.
            test_key(KeyChoice) -> KeyTest;

            /// Asks which number a token belongs to, or whether it belongs to a number. Costs.
            check_number(CheckDraft) -> CheckResult;
            /// The account's number checks, newest first; at most 100.
            list_checks(Id) -> Vec<NumberCheck>;
            /// The full number of a check. The look is recorded.
            reveal_check_number(Id) -> String;

            /// What a bind would do. Binds nothing.
            plan_bind(BindDraft) -> BindPlan;
            /// Approves exactly the plan whose fingerprint is given.
            approve_bind(ApproveBind) -> ApproveBindResult;
            /// A page of the ledger of bindings, newest first.
            list_bindings(BindingQuery) -> BindingPage;
            /// One binding's whole story.
            binding_story(Id) -> BindingStory;
            /// Releases a binding.
            release_binding(Id) -> Binding;
            /// Decides by hand whether a binding in doubt is bound.
            decide_binding(DecideBinding) -> ();
            /// The full numbers of a binding. The look is recorded.
            reveal_binding(Id) -> BindingNumbers;

            /// Fetches the recording of a call and asks where to save it.
            save_recording(Id) -> RecordingSaved;

            /// The callback receiver inside the app.
            receiver(()) -> Receiver;
            /// Switches the callback receiver on or off.
            set_receiver(SetReceiver) -> Receiver;
            /// Where pushes of an account are received.
            list_callbacks(Id) -> Vec<Callback>;
            /// Takes a push that was pasted in: kept, read and applied like one that arrived.
            paste_push(PastePush) -> Push;
            /// A page of pushes, newest first.
            list_pushes(PushQuery) -> PushPage;

            /// An account's templates.
            list_templates(Id) -> Vec<Template>;
            /// Adds or changes a template.
            save_template(TemplateDraft) -> SaveTemplateResult;
            /// Deletes a template; messages sent with it keep their text.
            delete_template(Id) -> ();
            /// Finds the variables in a template's text, in order.
            read_template(String) -> Vec<TemplateVariable>;

            /// What would be sent: numbers, segments, bad lines, warnings, previews. Sends nothing.
            plan_send(SendDraft) -> SendPlan;
            /// Approves exactly the plan whose fingerprint is given.
            approve_send(ApproveSend) -> ApproveResult;
            /// Jobs that are running or paused, newest first.
            list_open_jobs(()) -> Vec<Job>;
            /// Holds a running job after the operation under way.
            pause_job(Id) -> ();
            /// Goes on with a paused job.
            resume_job(Id) -> ();
            /// Gives up what a paused job has not submitted.
            cancel_job(Id) -> ();

            /// A page of messages, newest first.
            list_messages(MessageQuery) -> MessagePage;
            /// How many messages a filter matches; counting stops at 10,000.
            count_messages(MessageFilter) -> MessageCount;
            /// What the operator and code filters can be set to.
            filter_choices(()) -> FilterChoices;
            /// Filters that were saved, by name.
            list_saved_filters(()) -> Vec<SavedFilter>;
            /// Saves a filter.
            save_filter(SaveFilter) -> SaveFilterResult;
            /// Deletes a saved filter.
            delete_filter(Id) -> ();
            /// One message's whole story.
            message_story(Id) -> MessageStory;
            /// The full number of a message. The look is recorded.
            reveal_number(Id) -> String;
            /// Looks for evidence of what became of an unknown message.
            look_for_evidence(Id) -> Evidence;
            /// Decides by hand what became of a message.
            decide_message(DecideMessage) -> ();
            /// Sends an unknown message again, as an operation linked to the old one.
            send_again(SendAgain) -> ApproveResult;

            /// A page of MO replies, newest first.
            list_replies(ReplyQuery) -> ReplyPage;
            /// The full number of a reply. The look is recorded.
            reveal_reply_number(Id) -> String;
            /// A page of conversations, the one with the newest reply first.
            list_conversations(ConversationQuery) -> ConversationPage;
            /// What was written to and fro in a conversation.
            conversation_story(ConversationStoryQuery) -> ConversationStory;
            /// Marks a conversation's replies as read.
            mark_read(Id) -> ();
            /// Marks a conversation as handled, or opens it again.
            set_handled(SetHandled) -> ();
            /// What an answer would be. Sends nothing.
            plan_answer(AnswerDraft) -> SendPlan;
            /// Approves exactly the answer whose fingerprint is given.
            approve_answer(ApproveAnswer) -> ApproveResult;
            /// Words that ask to stop, as they are set.
            stop_words(()) -> Vec<String>;
            /// Sets the words that ask to stop; gives them as they were taken.
            set_stop_words(Vec<String>) -> Vec<String>;

            /// A page of the suppression list, newest first.
            list_suppressed(SuppressionQuery) -> SuppressionPage;
            /// Puts a number on the suppression list.
            suppress(Suppress) -> SuppressResult;
            /// Takes a number from the suppression list.
            unsuppress(Unsuppress) -> Vec<FieldProblem>;

            /// A page of everything that happened with one number.
            number_view(NumberQuery) -> NumberView;
            /// The full number. The look is recorded.
            reveal_ref(NumberRef) -> String;
            /// Numbers that start or end with typed digits, at most 20.
            find_numbers(String) -> Vec<FoundNumber>;
            /// Who was behind an X number at a time.
            behind_x(BehindXQuery) -> BehindX;

            /// A page of the interface log, newest first.
            list_exchanges(ExchangeQuery) -> ExchangePage;
            /// One exchange in full.
            exchange_detail(ExchangeRef) -> ExchangeDetail;
            /// An exchange as a shell script around curl, without secrets.
            exchange_curl(ExchangeRef) -> CurlScript;
            /// Looks into a refused signature.
            diagnose(ExchangeRef) -> Diagnosis;
            /// How every poll of every account goes.
            list_polls(()) -> Vec<PollStatus>;
            /// Sets how often something is polled while nothing is awaited.
            set_poll_interval(SetPollInterval) -> Vec<FieldProblem>;
            /// What was fetched here for other desks or pushed to this one, or is for nobody known.
            list_foreign(()) -> Vec<ForeignItems>;
            /// Reports with this desk's token that fit no send here.
            list_strays(()) -> StrayReports;
            /// Hands over what came here for another desk, as an encrypted file.
            hand_over(HandOver) -> HandedOver;
            /// Takes in what came to another desk for this one.
            take_in(TakeIn) -> TakenIn;
            /// Items that could not be read, newest first, at most 100.
            list_quarantined(()) -> Vec<Quarantined>;

            /// Asks where to, and exports a list.
            start_export(ExportDraft) -> WorkStarted;
            /// Exports, backups and clean-ups since the program started, newest first.
            list_work(()) -> Vec<Work>;
            /// Stops long work.
            cancel_work(Id) -> ();
            /// Takes finished work off the list.
            dismiss_work(Id) -> ();
            /// Exports and looks at full numbers before a time (none is now), newest first.
            list_disclosures(Option<Millis>) -> DisclosurePage;
            /// How long what is kept, what is due, and what was removed.
            retention(()) -> Retention;
            /// How many rows of each kind would go now if these rules were set.
            count_due(SetRetention) -> Vec<RetentionCount>;
            /// Sets how long what is kept.
            set_retention(SetRetention) -> Vec<FieldProblem>;
            /// Removes what is due now.
            run_retention(()) -> WorkStarted;
            /// The daily backup.
            backup(()) -> Backup;
            /// Asks for the folder backups go to.
            choose_backup_folder(()) -> Backup;
            /// Makes no backups any more.
            stop_backups(()) -> Backup;
            /// Makes a backup now.
            back_up_now(()) -> WorkStarted;
            /// Asks for a backup and brings it back on this computer.
            restore_backup(RestoreBackup) -> RestoreBackupResult;

            /// One balance per account.
            list_balances(()) -> Vec<Balance>;
            /// Asks a vendor for the balance now.
            refresh_balance(Id) -> Balance;
            /// Sets or takes away the balance below which the operator wants to be told.
            set_threshold(SetThreshold) -> Vec<FieldProblem>;

            /// The status bar and the badges of the navigation.
            desk_status(()) -> DeskStatus;
            /// Polls an account's reports and replies now.
            poll_now(Id) -> ();
            /// Marks a gap as seen.
            acknowledge_gap(Id) -> ();
        }
    };
}
