//! Privacy numbers: binding AXB and XA, releasing them, and the ledger of bindings.
//!
//! AXB: A calling X reaches B, B calling X reaches A. XA: whoever calls X reaches A.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::Reason;
use super::message::AttemptDetail;
use super::{Id, Millis};

/// The two kinds of bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BindingKind {
    /// A and B meet through X.
    Axb,
    /// Whoever calls X reaches A.
    Xa,
}

/// What the bind form holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindDraft {
    /// Made by the form once; approving the same draft twice makes one binding.
    pub draft_id: String,
    /// The account.
    pub account_id: Id,
    /// Which kind.
    pub kind: BindingKind,
    /// `appid`.
    pub appid: String,
    /// The X number.
    pub x_number: String,
    /// A's real number (`anum`, at most 24 bytes).
    pub a_number: String,
    /// B's real number (`bnum`, at most 24 bytes); empty for XA.
    pub b_number: String,
    /// How long, in seconds (`ttl`); none until chosen. 0 is for ever and offered for XA only.
    pub ttl_seconds: Option<u32>,
    /// Whether calls are recorded (`record`).
    pub record: bool,
    /// What B sees when A calls: the real number of A instead of X (first figure of `display`). AXB only.
    pub shows_a_to_b: bool,
    /// What A sees when B calls (AXB), or when anyone calls (XA): the real number of the caller instead of X.
    pub shows_caller_to_a: bool,
    /// Announcements by number: three for AXB (`B->X,A->X,others->X`), one for XA (`anucode`), may be empty.
    pub anucode: String,
    /// What is played once the call is answered (`ansanu`), AXB only, may be empty.
    pub ansanu: String,
    /// The operator's own text that comes back with call records beside our token (`userData`), may be empty.
    pub user_text: String,
    /// Ticket or order number, may be empty.
    pub reference: String,
}

/// What a bind would do. Frozen: approving needs its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindPlan {
    /// Hash over everything that would go out.
    pub fingerprint: String,
    /// Why it cannot be bound as it is; empty when it can.
    pub blockers: Vec<BindBlocker>,
    /// What must be ticked before.
    pub confirmations: Vec<BindConfirmation>,
    /// Bindings on that X that stand in the way.
    pub conflicts: Vec<Binding>,
    /// When it would end if it were bound now; none while `ttl_seconds` is not chosen or for ever.
    pub ends_at: Option<Millis>,
    /// A's number, as it would be sent. In full: the operator just typed it.
    pub a_number_revealed: String,
    /// B's number, as it would be sent.
    pub b_number_revealed: String,
}

/// Why a bind cannot be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BindBlocker {
    /// The account does not bind numbers.
    NotOffered,
    /// No `appid`.
    AppidMissing,
    /// The X number is not one of the account's list.
    XNotOfAccount,
    /// No number for A.
    AMissing,
    /// No number for B.
    BMissing,
    /// A's number has other characters than digits and one plus in front, or more than 24 bytes.
    ANotANumber,
    /// B's number has other characters than digits and one plus in front, or more than 24 bytes.
    BNotANumber,
    /// A and B are the same, or one of them is X.
    SameNumber,
    /// How long was not chosen.
    TtlMissing,
    /// For ever is offered for XA only.
    TtlZero,
    /// Longer than ten years.
    TtlTooLong,
    /// Announcements are numbers separated by commas, three at most.
    AnnouncementForm,
    /// The operator's own text is too long (100 characters) or has control characters.
    UserTextForm,
    /// The reference is too long or has control characters.
    ReferenceForm,
    /// Something on that X stands in the way.
    Conflict,
    /// The account is switched off.
    AccountOff,
    /// The account is paused.
    AccountPaused,
    /// The account has no secret.
    SecretMissing,
    /// The operator has not said who they are.
    IdentityMissing,
}

/// What must be ticked before a bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BindConfirmation {
    /// B sees A's real number.
    RevealsAToB,
    /// A sees B's real number.
    RevealsBToA,
    /// A sees the real number of everyone who calls X.
    RevealsCallersToA,
    /// It never ends by itself.
    ForEver,
    /// Calls are recorded.
    Recording,
}

/// Approves a bind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApproveBind {
    /// The draft as it stands in the form.
    pub draft: BindDraft,
    /// The fingerprint of the plan that was shown.
    pub fingerprint: String,
    /// What was ticked.
    pub confirmed: Vec<BindConfirmation>,
}

/// What became of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum ApproveBindResult {
    /// In the ledger, and on its way; ask for the binding.
    Approved {
        /// The binding.
        binding_id: Id,
    },
    /// The plan is not the one that was shown, or needs a tick: nothing was bound.
    NotAsShown {
        /// The plan as it is now.
        plan: Box<BindPlan>,
    },
}

/// Where a binding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BindingState {
    /// Approved, its request is on its way or about to be repeated with the same `reqid`.
    Binding,
    /// The vendor bound it.
    Bound,
    /// The vendor says it is bound, but gave no `subid`, or said so only on a retry. X stays reserved.
    Unconfirmed,
    /// It may be bound or not. X stays reserved.
    Unknown,
    /// The vendor refused it.
    Rejected,
    /// It never reached the vendor.
    NotSent,
    /// Its release is on its way.
    Releasing,
    /// A release was refused or is not known to have worked: it is still bound.
    StillBound,
    /// Released.
    Released,
    /// Its time is over.
    Ended,
}

/// A binding in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Binding {
    /// Its id; larger is newer.
    pub id: Id,
    /// Which kind.
    pub kind: BindingKind,
    /// Where it stands.
    pub state: BindingState,
    /// The account.
    pub account_id: Id,
    /// The account's vendor id.
    pub vendor: String,
    /// The account's name.
    pub account_name: String,
    /// `appid`.
    pub appid: String,
    /// The X number, in full: it is nobody's own.
    pub x_number: String,
    /// A's number, masked.
    pub a_number_masked: String,
    /// B's number, masked; empty for XA.
    pub b_number_masked: String,
    /// See [`BindDraft::shows_a_to_b`].
    pub shows_a_to_b: bool,
    /// See [`BindDraft::shows_caller_to_a`].
    pub shows_caller_to_a: bool,
    /// Whether calls are recorded.
    pub record: bool,
    /// How long, in seconds; 0 is for ever.
    pub ttl_seconds: u32,
    /// When it ends by itself at the latest; none is never.
    pub ends_at: Option<Millis>,
    /// Until when X is reserved although nothing is known to be bound; none when it is not.
    pub reserved_until: Option<Millis>,
    /// The vendor's id of it, if it gave one.
    pub subid: Option<String>,
    /// Why, if there is something to say.
    pub reason: Option<Reason>,
    /// Ticket or order number, may be empty.
    pub reference: String,
    /// Who approved it.
    pub operator: String,
    /// When it was approved.
    pub approved_at: Millis,
    /// When its state last changed.
    pub state_at: Millis,
    /// Whether it can be released now.
    pub can_release: bool,
}

/// Which bindings are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindingQuery {
    /// Only what holds an X now: binding, bound, unconfirmed, unknown, releasing, still bound.
    pub live_only: bool,
    /// Only this account.
    pub account_id: Option<Id>,
    /// Start (3 or more) or end (4 or more) of A's, B's or X's number, a `subid`, a reference; empty means all.
    pub search: String,
    /// Only rows before this cursor.
    pub before: Option<Id>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A page of bindings, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindingPage {
    /// The rows.
    pub rows: Vec<Binding>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Id>,
    /// How many match in all; counted on the first page only.
    pub total: Option<u32>,
}

/// A binding's whole story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindingStory {
    /// The binding.
    pub binding: Binding,
    /// The id that makes a retry harmless (`reqid`).
    pub reqid: String,
    /// Our token in `userData`.
    pub token: String,
    /// `anucode`, may be empty.
    pub anucode: String,
    /// `ansanu`, may be empty.
    pub ansanu: String,
    /// The desk it was approved at.
    pub desk: String,
    /// What happened, in order.
    pub events: Vec<BindingEvent>,
    /// The calls and short messages through it, newest first.
    pub calls: Vec<XCall>,
    /// The requests that were made for it.
    pub attempts: Vec<AttemptDetail>,
}

/// Something that happened to a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindingEvent {
    /// When, by this computer's clock.
    pub at: Millis,
    /// What.
    pub what: BindingWhat,
}

/// What happened to a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BindingWhat {
    /// An operator approved it.
    Approved {
        /// Who.
        operator: String,
    },
    /// A request to bind ended.
    BindAttempt {
        /// `accepted`, `rejected`, `not_sent` or `unknown`.
        outcome: String,
        /// Why.
        reason: Option<Reason>,
    },
    /// An operator released it.
    ReleaseApproved {
        /// Who.
        operator: String,
    },
    /// A request to release ended.
    ReleaseAttempt {
        /// `accepted`, `rejected`, `not_sent` or `unknown`.
        outcome: String,
        /// Why.
        reason: Option<Reason>,
    },
    /// A call record or call start with our token shows that it is bound.
    Confirmed,
    /// Its time was over.
    Ended,
    /// A person decided by hand.
    Decided {
        /// Who.
        operator: String,
        /// Whether it is bound.
        bound: bool,
        /// Why.
        why: String,
    },
    /// A person looked at the full numbers.
    Revealed {
        /// Who.
        operator: String,
    },
}

/// A call or short message through an X number, from call starts and call detail records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct XCall {
    /// Its id.
    pub id: Id,
    /// `call_record` or `call_start`.
    pub kind: super::account::PushKind,
    /// The caller, masked.
    pub caller_masked: String,
    /// The callee, masked.
    pub callee_masked: String,
    /// The X number.
    pub x_number: String,
    /// When it began, in milliseconds.
    pub began_at: Option<Millis>,
    /// How long it was spoken, in seconds.
    pub duration_seconds: Option<i64>,
    /// `answered`, a cause, or what came; none for a call start.
    pub result: Option<String>,
    /// Who ended it: `1` caller, `2` callee, `0` platform.
    pub released_by: Option<String>,
    /// Whether a recording can be fetched.
    pub has_recording: bool,
    /// The short message, if it was one.
    pub sms_content: Option<String>,
    /// Every field as it came, numbers masked.
    pub fields: Vec<Field>,
    /// When it came here.
    pub received_at: Millis,
}

/// A field as the vendor gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Field {
    /// The vendor's own name.
    pub name: String,
    /// The value as text, numbers masked.
    pub value: String,
}

/// The full numbers of a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BindingNumbers {
    /// A's number.
    pub a_number_revealed: String,
    /// B's number; empty for XA.
    pub b_number_revealed: String,
}

/// What became of a recording that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum RecordingSaved {
    /// It is in this file.
    Saved {
        /// Where.
        path: String,
    },
    /// The file dialog was closed.
    Closed,
    /// It could not be fetched.
    NotFetched {
        /// Why.
        reason: Reason,
    },
}

/// Decides by hand whether a binding in doubt is bound.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DecideBinding {
    /// The binding.
    pub binding_id: Id,
    /// Whether it is bound.
    pub bound: bool,
    /// Why; must not be empty.
    pub why: String,
}
