//! The plan: what a draft would send, and everything an operator should know before.

use std::collections::HashMap;

use crate::store::Connection;

use url::Url;

use super::approve::chunks;
use super::body::PlannedBody;
use super::count::{Counted, count};
use super::drafted::{Drafted, drafted, zone_of};
use super::recipients::Recipients;
use super::{gsm7, numbers};
use crate::contract::Millis;
use crate::contract::account::{Capabilities, PushKind, SendMode};
use crate::contract::send::{
    Blocker, Confirmation, Encoding, Preview, Scheduled, SendDraft, SendPlan, Warning,
};
use crate::desk::access::missing_secrets;
use crate::desk::fingerprint::Fingerprint;
use crate::desk::{Desk, DeskError};
use crate::store::account::AccountRow;
use crate::store::job::SentWay;
use crate::store::message::NewMessage;
use crate::store::{StoreError, account, balance, message, push, setting, suppression};
use crate::vendors;

/// More numbers than this are confirmed once more.
const MANY: u32 = 10;
/// More numbers than this are not taken in one send.
const MOST: usize = 100_000;
/// The same text to the same number within this time is asked about.
const REPEAT: Millis = 10 * 60 * 1000;
/// UTF-16 units of one message.
const LONGEST: u32 = 1_000;
const LONGEST_REFERENCE: usize = 64;
const PREVIEWS: usize = 20;

/// A plan with all that approving it would write down.
pub(super) struct Planned {
    pub view: SendPlan,
    pub account: AccountRow,
    pub body: PlannedBody,
    pub way: SentWay,
    pub messages: Vec<NewMessage>,
    pub operation_size: usize,
    pub shared_values: bool,
}

impl Desk {
    /// What a draft would send. Sends nothing.
    pub async fn plan_send(&self, draft: SendDraft) -> Result<SendPlan, DeskError> {
        let now = self.now();
        self.store()
            .read(move |connection| view(connection, &draft, None, now))
            .await?
            .ok_or(DeskError::NotFound("the account"))
    }
}

/// What a draft would send, as it is shown; `None` when its account does not exist.
pub(in crate::desk) fn view(
    connection: &Connection,
    draft: &SendDraft,
    extension: Option<&str>,
    now: Millis,
) -> Result<Option<SendPlan>, StoreError> {
    Ok(plan(connection, draft, extension, now)?.map(|planned| planned.view))
}

/// Plans a draft; `None` when its account does not exist. `extension` takes the place of the account's own:
/// an answer goes out where its customer wrote to.
pub(super) fn plan(
    connection: &Connection,
    draft: &SendDraft,
    extension: Option<&str>,
    now: Millis,
) -> Result<Option<Planned>, StoreError> {
    let Some(account) = account::get(connection, draft.account_id)? else {
        return Ok(None);
    };
    let Some(vendor) = vendors::by_id(&account.form.vendor) else {
        return Ok(None);
    };
    let capabilities = vendor.capabilities();
    let mut blockers = Vec::new();
    let mut warnings = Vec::new();

    let mut drafted = drafted(
        connection,
        draft,
        &account,
        &capabilities,
        now,
        &mut blockers,
        &mut warnings,
    )?;
    if let Some(extension) = extension {
        extension.clone_into(&mut drafted.way.extension);
    }
    if !suppression::is_empty(connection)? {
        drafted
            .found
            .take_out(|msisdn| Ok::<_, StoreError>(suppression::listed(connection, msisdn)?.is_some()))?;
    }
    let offered = capabilities
        .sends
        .iter()
        .find(|way| way.mode == drafted.body.mode);
    if offered.is_none() {
        blockers.push(Blocker::ModeNotOffered);
    }
    let values = u32::try_from(drafted.body.variables.as_ref().map_or(0, Vec::len)).unwrap_or(u32::MAX);
    let countable = offered
        .is_none_or(|way| values >= way.fewest_values && way.most_values.is_none_or(|most| values <= most));
    if drafted.body.variables.is_some() && !countable && !blockers.contains(&Blocker::TemplateMissing) {
        blockers.push(Blocker::VariableCount);
    }
    let shared_values = offered.is_some_and(|way| way.shared_values);
    if shared_values {
        group_by_values(&mut drafted.found);
    }
    let Drafted { body, found, mut way } = drafted;
    let most = offered.map_or(1, |way| way.recipients);
    let operation_size = account.form.operation_size.clamp(1, most) as usize;
    let counted = count(&body, &found);
    let callback = callback_url(connection, draft, &account, &capabilities, body.mode)?;
    match callback.as_deref().map(Url::parse) {
        Some(Err(_)) => blockers.push(Blocker::CallbackUrlForm),
        Some(Ok(url)) if !matches!(url.scheme(), "http" | "https") => blockers.push(Blocker::CallbackUrlForm),
        Some(Ok(url)) if url.scheme() == "http" => warnings.push(Warning::CallbackPlainHttp),
        _ => {}
    }
    way.callback_url = callback.clone().unwrap_or_default();

    check_account(connection, &account, &mut blockers)?;
    if setting::get(connection, setting::OPERATOR)?.is_none() {
        blockers.push(Blocker::IdentityMissing);
    }
    check_lengths(draft, &counted, &found, &capabilities, &mut blockers);
    let unknown_ranges = in_unknown_ranges(&found);
    if unknown_ranges > 0 {
        warnings.push(Warning::UnknownRange {
            numbers: unknown_ranges,
        });
    }
    let reports_here =
        account.form.fetches_reports || capabilities.queries_reports || account.last_push_at.is_some();
    if !reports_here {
        warnings.push(Warning::NoReportsHere);
    }

    let messages_left = balance::get(connection, account.id)?.messages_left();
    let total = u32::try_from(found.list.len()).unwrap_or(u32::MAX);
    let mut confirmations = Vec::new();
    if total > MANY {
        confirmations.push(Confirmation::ManyNumbers { numbers: total });
    }
    confirmations.extend(sent_before(connection, &counted.messages, now)?);
    if let Some(left) = messages_left
        && left < i64::from(counted.total)
    {
        confirmations.push(Confirmation::BalanceTooLow {
            messages_left: left,
            needed: counted.total,
        });
    }

    let encoding = (body.mode == SendMode::International).then(|| gsm7::count(&body.text).encoding);
    if let Some(Encoding::Ucs2 {
        without_brackets: Some(without),
        ..
    }) = &encoding
        && *without < counted.longest.segments
    {
        warnings.push(Warning::BracketsCost);
    }
    let scheduled = way.send_time.as_ref().map(|(text, at)| Scheduled {
        vendor_text: text.clone(),
        zone: zone_of(&account, &capabilities),
        at: *at,
    });
    let operations = chunks(&counted.messages, operation_size, shared_values).count();
    let view = SendPlan {
        fingerprint: fingerprint(draft, &account, &body, &way, &found, operation_size),
        numbers: total,
        duplicates: found.duplicates,
        bad_line_count: found.bad_count,
        suppressed: found.suppressed,
        characters: counted.longest.units,
        segments_each: counted.longest.segments,
        segments_total: counted.total,
        characters_left: counted.longest.left,
        operations: u32::try_from(operations).unwrap_or(u32::MAX),
        previews: previews(&body, &found),
        bad_lines: found.bad,
        suppressed_lines: found.suppressed_lines,
        blockers,
        warnings,
        confirmations,
        messages_left,
        encoding,
        scheduled,
        callback_url: callback,
    };
    Ok(Some(Planned {
        view,
        account,
        body,
        way,
        messages: counted.messages,
        operation_size,
        shared_values,
    }))
}

/// Recipients with the same values stand together, in the order in which the values came first:
/// they go out in one operation.
fn group_by_values(found: &mut Recipients) {
    let mut order: HashMap<Vec<String>, usize> = HashMap::new();
    for (_, values) in &found.list {
        let next = order.len();
        order.entry(values.clone()).or_insert(next);
    }
    found
        .list
        .sort_by_key(|(_, values)| order.get(values).copied().unwrap_or_default());
}

/// Where the vendor is to push reports to: what the operator gave, or the account's own.
fn callback_url(
    connection: &Connection,
    draft: &SendDraft,
    account: &AccountRow,
    capabilities: &Capabilities,
    mode: SendMode,
) -> Result<Option<String>, StoreError> {
    if !capabilities.callback_in_request {
        return Ok(None);
    }
    let given = draft.callback_url.trim();
    if !given.is_empty() {
        return Ok(Some(given.to_owned()));
    }
    if account.form.public_url.is_empty() {
        return Ok(None);
    }
    let kind = match mode {
        SendMode::Voice => PushKind::VoiceStatus,
        _ => PushKind::SmsStatus,
    };
    let path = push::path(connection, account.id, kind)?;
    Ok(path.map(|path| format!("{}{path}", account.form.public_url)))
}

/// How many numbers stand in ranges no plan knows. Ranges are told apart by seven digits at most,
/// so each is looked up once, however long the paste.
fn in_unknown_ranges(found: &Recipients) -> u32 {
    let mut ranges: HashMap<&str, bool> = HashMap::new();
    let unknown = found.list.iter().filter(|(msisdn, _)| {
        let range = msisdn.reveal().get(..7).unwrap_or_default();
        *ranges
            .entry(range)
            .or_insert_with(|| numbers::unknown_range(msisdn))
    });
    u32::try_from(unknown.count()).unwrap_or(u32::MAX)
}

fn check_account(
    connection: &Connection,
    account: &AccountRow,
    blockers: &mut Vec<Blocker>,
) -> Result<(), StoreError> {
    if account.deleted || !account.enabled {
        blockers.push(Blocker::AccountOff);
    }
    if account.paused.is_some() {
        blockers.push(Blocker::AccountPaused);
    }
    if !missing_secrets(connection, account)?.is_empty() {
        blockers.push(Blocker::SecretMissing);
    }
    Ok(())
}

fn check_lengths(
    draft: &SendDraft,
    counted: &Counted,
    found: &Recipients,
    capabilities: &Capabilities,
    blockers: &mut Vec<Blocker>,
) {
    if found.list.is_empty() {
        blockers.push(if found.suppressed > 0 {
            Blocker::AllSuppressed
        } else {
            Blocker::NoRecipients
        });
    }
    if found.list.len() > MOST {
        blockers.push(Blocker::TooManyNumbers);
    }
    if counted.longest.units > LONGEST {
        blockers.push(Blocker::ContentTooLong);
    }
    if draft.reference.chars().count() > LONGEST_REFERENCE {
        blockers.push(Blocker::ReferenceTooLong);
    }
    if draft.echo.chars().count() > capabilities.echo_characters as usize {
        blockers.push(Blocker::EchoTooLong);
    }
    if draft
        .echo
        .contains(|letter| capabilities.echo_refuses.contains(letter))
    {
        blockers.push(Blocker::EchoForm);
    }
    if draft
        .reference
        .chars()
        .chain(draft.echo.chars())
        .any(char::is_control)
        && !blockers.contains(&Blocker::BadCharacters)
    {
        blockers.push(Blocker::BadCharacters);
    }
}

fn sent_before(
    connection: &Connection,
    messages: &[NewMessage],
    now: Millis,
) -> Result<Option<Confirmation>, StoreError> {
    let (mut numbers, mut last_at) = (0, None);
    for planned in messages {
        if let Some(at) = message::sent_since(connection, &planned.msisdn, planned.text_hash, now - REPEAT)? {
            numbers += 1;
            last_at = last_at.max(Some(at));
        }
    }
    Ok(last_at.map(|last_at| Confirmation::SentBefore { numbers, last_at }))
}

fn previews(body: &PlannedBody, found: &Recipients) -> Vec<Preview> {
    found
        .list
        .iter()
        .take(PREVIEWS)
        .map(|(msisdn, values)| {
            let text = body.rendered(values);
            Preview {
                number_revealed: msisdn.reveal().to_owned(),
                segments: body.length(&text).segments,
                text,
            }
        })
        .collect()
}

/// SHA-256 over everything that would go out, each part with its length in front so that no two
/// different plans read the same.
fn fingerprint(
    draft: &SendDraft,
    account: &AccountRow,
    body: &PlannedBody,
    way: &SentWay,
    found: &Recipients,
    operation_size: usize,
) -> String {
    let mut print = Fingerprint::default();
    print.parts([
        draft.draft_id.as_str(),
        &account.id.to_string(),
        &account.form.base_url,
        &account.form.vendor_account,
        &way.extension,
        &draft.reference,
        &draft.echo,
        body.text.as_str(),
        &operation_size.to_string(),
        &format!("{:?}", way.mode),
        way.template_id.as_deref().unwrap_or_default(),
        &way.signature,
        &way.sender_id,
        way.send_time.as_ref().map_or("", |(text, _)| text),
        &way.callback_url,
    ]);
    for (name, value) in &account.form.settings {
        print.part(name);
        print.part(value);
    }
    for (msisdn, values) in &found.list {
        print.part(msisdn.reveal());
        for value in values {
            print.part(value);
        }
    }
    print.finish()
}
