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
