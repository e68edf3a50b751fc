//! The plan: what a draft would send, and everything an operator should know before.

use std::collections::HashMap;

use crate::store::Connection;
use sha2::{Digest, Sha256};

use super::recipients::{self, Recipients};
use super::{numbers, segments, text};
use crate::contract::Millis;
use crate::contract::send::{Blocker, Confirmation, Preview, SendBody, SendDraft, SendPlan, Warning};
use crate::contract::template::{Template, TemplateVariable};
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store::account::AccountRow;
use crate::store::message::NewMessage;
use crate::store::{StoreError, account, balance, message, setting, template};
use crate::vendors;

/// More numbers than this are confirmed once more.
const MANY: u32 = 10;
/// More numbers than this are not taken in one send.
const MOST: usize = 100_000;
/// The same text to the same number within this time is asked about.
const REPEAT: Millis = 10 * 60 * 1000;
/// UTF-16 units of one message.
const LONGEST: u32 = 1_000;
const LONGEST_SIGNATURE: usize = 20;
const LONGEST_REFERENCE: usize = 64;
const PREVIEWS: usize = 20;

/// A plan with all that approving it would write down.
pub(super) struct Planned {
    pub view: SendPlan,
    pub account: AccountRow,
    pub body: PlannedBody,
    pub messages: Vec<NewMessage>,
    pub operation_size: usize,
}

/// The text of a planned send.
pub(super) enum PlannedBody {
    Plain { content: String },
    Template(Template),
}

impl PlannedBody {
    pub fn text(&self) -> &str {
        match self {
            Self::Plain { content } => content,
            Self::Template(template) => &template.text,
        }
    }

    pub fn variables(&self) -> Option<&[TemplateVariable]> {
        match self {
            Self::Plain { .. } => None,
            Self::Template(template) => Some(&template.variables),
        }
    }

    fn rendered(&self, values: &[String]) -> String {
        match self {
            Self::Plain { content } => content.clone(),
            Self::Template(template) => text::render(&template.text, &template.variables, values),
        }
    }
}

impl Desk {
    /// What a draft would send. Sends nothing.
    pub async fn plan_send(&self, draft: SendDraft) -> Result<SendPlan, DeskError> {
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
    draft: &SendDraft,
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

    let (body, found, most) = match &draft.body {
        SendBody::Plain { signature, content } => {
            check_plain(signature, content, &mut blockers, &mut warnings);
            let content = text::with_signature(signature, content);
            (
                PlannedBody::Plain { content },
                recipients::plain(&draft.recipients),
                capabilities.plain_recipients,
            )
        }
        SendBody::Template { template_id } => {
            let found =
                template::get(connection, *template_id)?.filter(|found| found.account_id == account.id);
            let template = found.unwrap_or_else(|| {
                blockers.push(Blocker::TemplateMissing);
                no_template()
            });
            let found = recipients::with_variables(&draft.recipients, &template.variables);
            (
                PlannedBody::Template(template),
                found,
                capabilities.template_recipients,
            )
        }
    };
    let operation_size = account.form.operation_size.clamp(1, most) as usize;
    let counted = count(&body, &found);

    check_account(&account, &mut blockers);
    if setting::get(connection, setting::OPERATOR)?.is_none() {
        blockers.push(Blocker::IdentityMissing);
    }
    check_lengths(
        draft,
        &counted,
        &found,
        capabilities.echo_characters,
        &mut blockers,
    );
    let unknown_ranges = in_unknown_ranges(&found);
    if unknown_ranges > 0 {
        warnings.push(Warning::UnknownRange {
            numbers: unknown_ranges,
        });
    }
    if !account.form.fetches_reports {
        warnings.push(Warning::NoReportsHere);
    }

    let messages_left = balance::get(connection, account.id)?.messages_left;
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

    let view = SendPlan {
        fingerprint: fingerprint(draft, &account, &body, &found, operation_size),
        numbers: total,
        duplicates: found.duplicates,
        bad_line_count: found.bad_count,
        characters: counted.longest,
        segments_each: segments::segments(counted.longest),
        segments_total: counted.total,
        characters_left: segments::left(counted.longest),
        operations: u32::try_from(found.list.len().div_ceil(operation_size)).unwrap_or(u32::MAX),
        previews: previews(&body, &found),
        bad_lines: found.bad,
        blockers,
        warnings,
        confirmations,
        messages_left,
    };
    Ok(Some(Planned {
        view,
        account,
        body,
        messages: counted.messages,
        operation_size,
    }))
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

fn no_template() -> Template {
    Template {
        id: 0,
        account_id: 0,
        name: String::new(),
        template_id: String::new(),
        text: String::new(),
        variables: Vec::new(),
    }
}

fn check_plain(signature: &str, content: &str, blockers: &mut Vec<Blocker>, warnings: &mut Vec<Warning>) {
    if content.trim().is_empty() {
        blockers.push(Blocker::NoContent);
    }
    if signature.contains(['【', '】']) || signature.chars().count() > LONGEST_SIGNATURE {
        blockers.push(Blocker::SignatureForm);
    }
    if content
        .chars()
        .chain(signature.chars())
        .any(|letter| letter.is_control() && letter != '\n')
    {
        blockers.push(Blocker::BadCharacters);
    }
    match (signature.is_empty(), text::begins_with_signature(content)) {
        (true, false) if !content.trim().is_empty() => warnings.push(Warning::NoSignature),
        (false, true) => warnings.push(Warning::TwoSignatures),
        _ => {}
    }
}

fn check_account(account: &AccountRow, blockers: &mut Vec<Blocker>) {
    if account.deleted || !account.enabled {
        blockers.push(Blocker::AccountOff);
    }
    if account.paused.is_some() {
        blockers.push(Blocker::AccountPaused);
    }
    if account.secret_name.is_none() {
        blockers.push(Blocker::SecretMissing);
    }
}

fn check_lengths(
    draft: &SendDraft,
    counted: &Counted,
    found: &Recipients,
    echo_characters: u32,
    blockers: &mut Vec<Blocker>,
) {
    if found.list.is_empty() {
        blockers.push(Blocker::NoRecipients);
    }
    if found.list.len() > MOST {
        blockers.push(Blocker::TooManyNumbers);
    }
    if counted.longest > LONGEST {
        blockers.push(Blocker::ContentTooLong);
    }
    if draft.reference.chars().count() > LONGEST_REFERENCE {
        blockers.push(Blocker::ReferenceTooLong);
    }
    if draft.echo.chars().count() > echo_characters as usize {
        blockers.push(Blocker::EchoTooLong);
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

struct Counted {
    messages: Vec<NewMessage>,
    longest: u32,
    total: u32,
}

fn count(body: &PlannedBody, found: &Recipients) -> Counted {
    // Without a number the text alone is counted, so that the count lives while it is typed.
    let mut longest = if found.list.is_empty() {
        segments::units(body.text())
    } else {
        0
    };
    let mut total: u32 = 0;
    let shared = match body {
        PlannedBody::Plain { content } => Some((segments::units(content), text::hash(content))),
        PlannedBody::Template(_) => None,
    };
    let mut messages = Vec::with_capacity(found.list.len());
    for (msisdn, values) in &found.list {
        let (units, text_hash) = shared.unwrap_or_else(|| {
            let rendered = body.rendered(values);
            (segments::units(&rendered), text::hash(&rendered))
        });
        let billed = segments::segments(units);
        longest = longest.max(units);
        total = total.saturating_add(billed);
        messages.push(NewMessage {
            msisdn: msisdn.clone(),
            variables: body.variables().map(|_| values.clone()),
            text_hash,
            segments: billed,
        });
    }
    Counted {
        messages,
        longest,
        total,
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
                segments: segments::segments(segments::units(&text)),
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
    found: &Recipients,
    operation_size: usize,
) -> String {
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update(text.len().to_be_bytes());
        digest.update(text.as_bytes());
    };
    for text in [
        draft.draft_id.as_str(),
        &account.id.to_string(),
        &account.form.base_url,
        &account.form.vendor_account,
        &account.form.extension,
        &draft.reference,
        &draft.echo,
        body.text(),
        &operation_size.to_string(),
    ] {
        part(text);
    }
    if let PlannedBody::Template(template) = body {
        part(&template.template_id);
    }
    for (msisdn, values) in &found.list {
        part(Msisdn::reveal(msisdn));
        for value in values {
            part(value);
        }
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}
