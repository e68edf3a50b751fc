//! What a draft holds: its text, its numbers and what goes out beside them, with what is wrong in the
//! draft itself. What the account allows is the plan's.

use super::body::PlannedBody;
use super::recipients::{self, Recipients};
use super::{numbers, schedule, text};
use crate::contract::account::{Capabilities, SendMode};
use crate::contract::send::{Blocker, SendBody, SendDraft, Warning};
use crate::contract::template::Template;
use crate::contract::{Id, Millis};
use crate::store::account::AccountRow;
use crate::store::job::SentWay;
use crate::store::{Connection, StoreError, template};

const LONGEST_SIGNATURE: usize = 20;
const LONGEST_SENDER_ID: usize = 20;

/// What a draft holds, before it is checked against the account.
pub(super) struct Drafted {
    pub body: PlannedBody,
    pub found: Recipients,
    pub way: SentWay,
}

/// Reads a draft; what cannot be as it is stands in `blockers`.
pub(super) fn drafted(
    connection: &Connection,
    draft: &SendDraft,
    account: &AccountRow,
    capabilities: &Capabilities,
    now: Millis,
    blockers: &mut Vec<Blocker>,
    warnings: &mut Vec<Warning>,
) -> Result<Drafted, StoreError> {
    let way = |mode| SentWay {
        mode,
        template_id: None,
        extension: account.form.extension.clone(),
        signature: String::new(),
        sender_id: String::new(),
        send_time: None,
        callback_url: String::new(),
    };
    Ok(match &draft.body {
        SendBody::Plain { signature, content } => {
            check_plain(signature, content, blockers, warnings);
            Drafted {
                body: PlannedBody {
                    mode: SendMode::Plain,
                    text: text::with_signature(signature, content),
                    variables: None,
                },
                found: recipients::plain(&draft.recipients, numbers::normalise),
                way: way(SendMode::Plain),
            }
        }
        SendBody::Template {
            template_id,
            signature,
        } => {
            let template = template_of(connection, account, *template_id, false, blockers)?;
            let signature = if capabilities.template_signature {
                if signature.trim().is_empty() {
                    blockers.push(Blocker::SignatureMissing);
                } else if signature_is_odd(signature) {
                    blockers.push(Blocker::SignatureForm);
                }
                signature.trim()
            } else {
                ""
            };
            Drafted {
                found: recipients::with_variables(&draft.recipients, &template.variables),
                way: SentWay {
                    template_id: Some(template.template_id),
                    signature: signature.to_owned(),
                    ..way(SendMode::Template)
                },
                body: PlannedBody {
                    mode: SendMode::Template,
                    text: text::with_signature(signature, &template.text),
                    variables: Some(template.variables),
                },
            }
        }
        SendBody::Voice { template_id } => {
            let template = template_of(connection, account, *template_id, true, blockers)?;
            Drafted {
                found: recipients::with_variables(&draft.recipients, &template.variables),
                way: SentWay {
                    template_id: Some(template.template_id),
                    ..way(SendMode::Voice)
                },
                body: PlannedBody {
                    mode: SendMode::Voice,
                    text: template.text,
                    variables: Some(template.variables),
                },
            }
        }
        SendBody::International {
            content,
            sender_id,
            send_at,
        } => {
            check_international(content, sender_id, blockers, warnings);
            let send_time = match send_at.as_deref().map(str::trim).filter(|at| !at.is_empty()) {
                None => None,
                Some(at) => match schedule::read(at, &zone_of(account, capabilities)) {
                    None => {
                        blockers.push(Blocker::SendTimeForm);
                        None
                    }
                    Some((text, at)) => {
                        if at <= now {
                            blockers.push(Blocker::SendTimePassed);
                        }
                        warnings.push(Warning::CannotBeTakenBack);
                        Some((text, at))
                    }
                },
            };
            Drafted {
                body: PlannedBody {
                    mode: SendMode::International,
                    text: content.clone(),
                    variables: None,
                },
                found: recipients::plain(&draft.recipients, numbers::international),
                way: SentWay {
                    sender_id: sender_id.trim().to_owned(),
                    send_time,
                    ..way(SendMode::International)
                },
            }
        }
    })
}

/// The account's template, or an empty one with the reason why it cannot be used.
fn template_of(
    connection: &Connection,
    account: &AccountRow,
    id: Id,
    voice: bool,
    blockers: &mut Vec<Blocker>,
) -> Result<Template, StoreError> {
    let found = template::get(connection, id)?.filter(|found| found.account_id == account.id);
    Ok(match found {
        None => {
            blockers.push(Blocker::TemplateMissing);
            no_template()
        }
        Some(template) => {
            if template.voice != voice {
                blockers.push(Blocker::TemplateKind);
            }
            template
        }
    })
}

/// The zone a scheduled time is read in: the account's setting, or its default.
pub(super) fn zone_of(account: &AccountRow, capabilities: &Capabilities) -> String {
    let set = account.form.settings.get(schedule::ZONE).cloned();
    let default = capabilities
        .settings
        .iter()
        .find(|setting| setting.name == schedule::ZONE)
        .and_then(|setting| setting.values.first().cloned());
    set.or(default).unwrap_or_default()
}

fn no_template() -> Template {
    Template {
        id: 0,
        account_id: 0,
        name: String::new(),
        template_id: String::new(),
        voice: false,
        text: String::new(),
        variables: Vec::new(),
    }
}

fn check_plain(signature: &str, content: &str, blockers: &mut Vec<Blocker>, warnings: &mut Vec<Warning>) {
    if content.trim().is_empty() {
        blockers.push(Blocker::NoContent);
    }
    if signature_is_odd(signature) {
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

fn signature_is_odd(signature: &str) -> bool {
    signature.contains(['【', '】']) || signature.chars().count() > LONGEST_SIGNATURE
}

fn check_international(
    content: &str,
    sender_id: &str,
    blockers: &mut Vec<Blocker>,
    warnings: &mut Vec<Warning>,
) {
    if content.trim().is_empty() {
        blockers.push(Blocker::NoContent);
    } else if !text::begins_with_signature(content) {
        warnings.push(Warning::NoInternationalSignature);
    }
    if content
        .chars()
        .any(|letter| letter.is_control() && letter != '\n')
    {
        blockers.push(Blocker::BadCharacters);
    }
    if sender_id.trim().chars().count() > LONGEST_SENDER_ID || sender_id.chars().any(char::is_control) {
        blockers.push(Blocker::SenderIdForm);
    }
}
