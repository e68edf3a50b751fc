//! The plan of a bind: what would go out, and everything that stands in the way.

use super::list::view;
use super::number::{NotANumber, number};
use crate::contract::Millis;
use crate::contract::binding::{BindBlocker, BindConfirmation, BindDraft, BindPlan, BindingKind};
use crate::desk::access::missing_secrets;
use crate::desk::fingerprint::Fingerprint;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::account::AccountRow;
use crate::store::binding::{self, BindingRow, Terms};
use crate::store::{Connection, StoreError, account, setting};
use crate::vendors::{self, Settings};

/// Ten years, in seconds.
const LONGEST_TTL: u32 = 10 * 365 * 24 * 60 * 60;
const LONGEST_USER_TEXT: usize = 100;
const LONGEST_REFERENCE: usize = 64;
/// The account setting for what the document leaves open: how many pairs one X may carry.
const BINDINGS_PER_X: &str = "bindings_per_x";
const SEVERAL: &str = "several";

/// A plan with all that approving it would write down.
pub(super) struct Planned {
    pub view: BindPlan,
    pub account: AccountRow,
    pub terms: Terms,
    pub user_text: String,
    pub reference: String,
}

impl Desk {
    /// What a bind would do. Binds nothing.
    pub async fn plan_bind(&self, draft: BindDraft) -> Result<BindPlan, DeskError> {
        let now = self.now();
        self.store()
            .read(move |connection| Ok(plan(connection, &draft, now)?.map(|planned| planned.view)))
            .await?
            .ok_or(DeskError::NotFound("the account"))
    }
}

/// Plans a draft; `None` when its account does not exist.
pub(super) fn plan(
    connection: &Connection,
    draft: &BindDraft,
    now: Millis,
) -> Result<Option<Planned>, StoreError> {
    let Some(account) = account::get(connection, draft.account_id)? else {
        return Ok(None);
    };
    let Some(vendor) = vendors::by_id(&account.form.vendor) else {
        return Ok(None);
    };
    let mut blockers = Vec::new();
    if !vendor.capabilities().bindings {
        blockers.push(BindBlocker::NotOffered);
    }
    let terms = terms(draft, &account, &mut blockers);
    check_texts(draft, &mut blockers);
    let conflicts = conflicts(connection, &account, &terms, now)?;
    if !conflicts.is_empty() {
        blockers.push(BindBlocker::Conflict);
    }
    check_account(connection, &account, &mut blockers)?;

    let user_text = draft.user_text.trim().to_owned();
    let reference = draft.reference.trim().to_owned();
    let view = BindPlan {
        fingerprint: fingerprint(draft, &account, &terms, &user_text, &reference),
        blockers,
        confirmations: confirmations(draft, &terms),
        conflicts: conflicts.iter().map(|row| view(row, now)).collect(),
        ends_at: draft.ttl_seconds.and_then(|ttl| end_of(now, ttl)),
        a_number_revealed: terms.a_number.reveal().to_owned(),
        b_number_revealed: terms.b_number.reveal().to_owned(),
    };
    Ok(Some(Planned {
        view,
        account,
        terms,
        user_text,
        reference,
    }))
}

/// When a binding that begins at `at` ends; none for ever.
pub(super) fn end_of(at: Millis, ttl_seconds: u32) -> Option<Millis> {
    (ttl_seconds > 0).then(|| at + Millis::from(ttl_seconds) * 1000)
}

/// The draft as it would go out. What the kind does not have is left out, whatever the form holds.
fn terms(draft: &BindDraft, account: &AccountRow, blockers: &mut Vec<BindBlocker>) -> Terms {
    let axb = draft.kind == BindingKind::Axb;
    let appid = draft.appid.trim();
    if appid.is_empty() || !account.form.appids.iter().any(|known| known == appid) {
        blockers.push(BindBlocker::AppidMissing);
    }
    let x_number = x_of(draft, account);
    if x_number.is_none() {
        blockers.push(BindBlocker::XNotOfAccount);
    }
    let mut real = |text: &str, missing, form| match number(text) {
        Ok(number) => number,
        Err(fault) => {
            blockers.push(match fault {
                NotANumber::Missing => missing,
                NotANumber::Form => form,
            });
            Msisdn::as_given("")
        }
    };
    let a_number = real(&draft.a_number, BindBlocker::AMissing, BindBlocker::ANotANumber);
    let b_number = if axb {
        real(&draft.b_number, BindBlocker::BMissing, BindBlocker::BNotANumber)
    } else {
        Msisdn::as_given("")
    };
    let x_number = x_number.unwrap_or_else(|| Msisdn::as_given(""));
    let same = |one: &Msisdn, other: &Msisdn| !one.reveal().is_empty() && one == other;
    if same(&a_number, &b_number) || same(&a_number, &x_number) || same(&b_number, &x_number) {
        blockers.push(BindBlocker::SameNumber);
    }
    match draft.ttl_seconds {
        None => blockers.push(BindBlocker::TtlMissing),
        Some(0) if axb => blockers.push(BindBlocker::TtlZero),
        Some(ttl) if ttl > LONGEST_TTL => blockers.push(BindBlocker::TtlTooLong),
        Some(_) => {}
    }
    let anucode = draft.anucode.trim();
    let ansanu = if axb { draft.ansanu.trim() } else { "" };
    // `anucode` may leave out one of its three; `ansanu` is a list of one or two.
    let right =
        are_announcements(anucode, if axb { 3 } else { 1 }, true) && are_announcements(ansanu, 2, false);
    if !right {
        blockers.push(BindBlocker::AnnouncementForm);
    }
    Terms {
        kind: draft.kind,
        appid: appid.to_owned(),
        x_number,
        a_number,
        b_number,
        ttl_seconds: draft.ttl_seconds.unwrap_or_default(),
        record: draft.record,
        shows_a_to_b: axb && draft.shows_a_to_b,
        shows_caller_to_a: draft.shows_caller_to_a,
        anucode: anucode.to_owned(),
        ansanu: ansanu.to_owned(),
    }
}

/// The X number of the account's list that the draft names.
fn x_of(draft: &BindDraft, account: &AccountRow) -> Option<Msisdn> {
    let wanted = number(&draft.x_number).ok()?;
    account
        .form
        .x_numbers
        .iter()
        .any(|known| number(known).is_ok_and(|known| known == wanted))
        .then_some(wanted)
}

fn are_announcements(text: &str, most: usize, gaps: bool) -> bool {
    text.is_empty()
        || text.split(',').count() <= most
            && text
                .split(',')
                .all(|part| (gaps || !part.is_empty()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn check_texts(draft: &BindDraft, blockers: &mut Vec<BindBlocker>) {
    for (text, longest, blocker) in [
        (&draft.user_text, LONGEST_USER_TEXT, BindBlocker::UserTextForm),
        (&draft.reference, LONGEST_REFERENCE, BindBlocker::ReferenceForm),
    ] {
        let text = text.trim();
        if text.chars().count() > longest || text.chars().any(char::is_control) {
            blockers.push(blocker);
        }
    }
}

fn check_account(
    connection: &Connection,
    account: &AccountRow,
    blockers: &mut Vec<BindBlocker>,
) -> Result<(), StoreError> {
    if account.deleted || !account.enabled {
        blockers.push(BindBlocker::AccountOff);
    }
    if account.paused.is_some() {
        blockers.push(BindBlocker::AccountPaused);
    }
    if !missing_secrets(connection, account)?.is_empty() {
        blockers.push(BindBlocker::SecretMissing);
    }
    if setting::get(connection, setting::OPERATOR)?.is_none() {
        blockers.push(BindBlocker::IdentityMissing);
    }
    Ok(())
}

/// What holds the X and stands in the way. An X is one number in the world: another account's
/// binding on it counts too.
fn conflicts(
    connection: &Connection,
    account: &AccountRow,
    terms: &Terms,
    now: Millis,
) -> Result<Vec<BindingRow>, StoreError> {
    if terms.x_number.reveal().is_empty() {
        return Ok(Vec::new());
    }
    let several = Settings(account.form.settings.clone()).is(BINDINGS_PER_X, SEVERAL);
    let mut holding = binding::holding(connection, &terms.x_number, now)?;
    holding.retain(|held| {
        let both_pairs = held.terms.kind == BindingKind::Axb && terms.kind == BindingKind::Axb;
        !(both_pairs && several) || shares_a_number(&held.terms, terms)
    });
    Ok(holding)
}

fn shares_a_number(one: &Terms, other: &Terms) -> bool {
    [&one.a_number, &one.b_number]
        .into_iter()
        .any(|number| *number == other.a_number || *number == other.b_number)
}

fn confirmations(draft: &BindDraft, terms: &Terms) -> Vec<BindConfirmation> {
    let axb = terms.kind == BindingKind::Axb;
    [
        (terms.shows_a_to_b, BindConfirmation::RevealsAToB),
        (axb && terms.shows_caller_to_a, BindConfirmation::RevealsBToA),
        (
            !axb && terms.shows_caller_to_a,
            BindConfirmation::RevealsCallersToA,
        ),
        (!axb && draft.ttl_seconds == Some(0), BindConfirmation::ForEver),
        (terms.record, BindConfirmation::Recording),
    ]
    .into_iter()
    .filter_map(|(needed, confirmation)| needed.then_some(confirmation))
    .collect()
}

/// SHA-256 over everything that would go out, each part with its length in front so that no two
/// different plans read the same.
fn fingerprint(
    draft: &BindDraft,
    account: &AccountRow,
    terms: &Terms,
    user_text: &str,
    reference: &str,
) -> String {
    let mut print = Fingerprint::default();
    print.parts([
        draft.draft_id.as_str(),
        &account.id.to_string(),
        &account.form.base_url,
        &account.form.vendor_account,
        &format!("{:?}", terms.kind),
        &terms.appid,
        terms.x_number.reveal(),
        terms.a_number.reveal(),
        terms.b_number.reveal(),
        &format!("{:?}", draft.ttl_seconds),
        &format!(
            "{} {} {}",
            terms.record, terms.shows_a_to_b, terms.shows_caller_to_a
        ),
        &terms.anucode,
        &terms.ansanu,
        user_text,
        reference,
    ]);
    for (name, value) in &account.form.settings {
        print.part(name);
        print.part(value);
    }
    print.finish()
}
