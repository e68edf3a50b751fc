//! 短信通知: one template to up to a thousand recipients who share its values.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::account::Account;
use super::codes::TAKEN;
use super::credentials::{Credentials, SIGN_NAME};
use super::fields::{Fields, Given};
use super::outcomes::Answer;
use super::push::{self, Address};
use super::template::{self, Misfit, Template};
use super::{Accepted, Refusal, ids, message, recipients, reply};
use crate::log::Particulars;

/// 消息发送为空. The table has no code for a request that cannot be read: there is no message in it.
pub(super) const NOTHING_TO_SEND: Refusal = Refusal("1100016");
const SIGN_NAME_BLANK: Refusal = Refusal("1100018");
const RECIPIENT_WRONG: Refusal = Refusal("1100020");
const SIGN_NAME_WRONG: Refusal = Refusal("1100021");
const TEMPLATE_WRONG: Refusal = Refusal("1100022");
const VALUE_COUNT: Refusal = Refusal("1100023");
/// 参数值长度超过预设值. For a wrong `extend` too: of the table's codes this one speaks of a value.
const VALUE_LENGTH: Refusal = Refusal("1100024");
const DATE_WRONG: Refusal = Refusal("1100025");
const NUMBER_WRONG: Refusal = Refusal("1100026");
const TEMPLATE_BLANK: Refusal = Refusal("1100030");
const SIGN_NAME_MISSING: Refusal = Refusal("200000");
const TEMPLATE_MISSING: Refusal = Refusal("300005");
const BALANCE: Refusal = Refusal("900019");

/// One recipient and what is answered for it.
struct Recipient<'a> {
    /// As it was sent.
    origin: &'a str,
    /// The bare number, if it is one.
    number: Option<&'a str>,
    answer: Answer,
    id: String,
}

/// Sends.
pub(super) fn send(
    fields: &Fields,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Result<Accepted, Refusal> {
    let signed = message::authenticate(fields, credentials, account, NOTHING_TO_SEND)?;
    let text = |name| fields.text(name).map_err(|_| NOTHING_TO_SEND);
    check_sign_name(text("sign_name")?)?;
    let template = registered(text("template_id")?)?;
    let params = fields.list("template_params").map_err(|_| NOTHING_TO_SEND)?;
    let params = params.ok_or(NOTHING_TO_SEND)?;
    let content = format!("【{SIGN_NAME}】{}", template.fill(&params).map_err(refusal_of)?);
    let segments = template::segments(&content);
    let (extend, callback) = message::optional(fields, VALUE_LENGTH)?;
    let origins = text("recipient")?.text().ok_or(RECIPIENT_WRONG)?;
    let recipients = recipients(&origins, account)?;

    let sent: Vec<(&Recipient, &str)> = recipients
        .iter()
        .filter(|recipient| !matches!(recipient.answer, Answer::Refused(_)))
        .filter_map(|recipient| Some((recipient, recipient.number?)))
        .collect();
    account.charge(segments * sent.len() as u64).ok_or(BALANCE)?;

    let mut pushes = Vec::new();
    if let Some(url) = callback.as_deref() {
        let address = Address {
            url,
            extend: extend.as_deref(),
            format: account.settings.push_format,
        };
        let at = now + account.outcomes.after;
        for (recipient, number) in &sent {
            let codes = account.outcomes.text_reports(number, segments);
            pushes.push(push::text(address, &recipient.id, number, &codes, at));
        }
    }
    let results = recipients.iter().filter_map(|recipient| {
        let status = match &recipient.answer {
            Answer::Taken => TAKEN,
            Answer::Refused(status) => status,
            Answer::Unmentioned => return None,
        };
        Some(reply::result(recipient.origin, &recipient.id, status, now))
    });
    let reply = reply::results(results.collect(), now);
    let origins = sent.iter().map(|(recipient, _)| recipient.origin.to_owned());
    let ids: Vec<&str> = sent.iter().map(|(recipient, _)| recipient.id.as_str()).collect();
    let particulars = Particulars::to(origins.collect())
        .with("msg_ids", ids)
        .with("refused_recipients", refused(&recipients))
        .with("template_id", template.id)
        .with("params", params)
        .with("content", content)
        .with("extend", extend)
        .with("status_callback_url", callback)
        .with("signed", signed);
    Ok(Accepted {
        reply,
        particulars,
        pushes,
    })
}

fn check_sign_name(name: Given) -> Result<(), Refusal> {
    match name {
        Given::Missing => Err(SIGN_NAME_MISSING),
        Given::Blank => Err(SIGN_NAME_BLANK),
        Given::Text(name) if name == SIGN_NAME => Ok(()),
        Given::Text(_) => Err(SIGN_NAME_WRONG),
    }
}

fn registered(id: Given) -> Result<&'static Template, Refusal> {
    match id {
        Given::Missing => Err(TEMPLATE_MISSING),
        Given::Blank => Err(TEMPLATE_BLANK),
        Given::Text(id) => template::text(&id).ok_or(TEMPLATE_WRONG),
    }
}

fn refusal_of(misfit: Misfit) -> Refusal {
    match misfit {
        Misfit::Count => VALUE_COUNT,
        Misfit::Length => VALUE_LENGTH,
        Misfit::Date => DATE_WRONG,
        Misfit::Number => NUMBER_WRONG,
    }
}

/// A wrong number concerns its recipient alone, as long as there is one that is right.
fn recipients<'a>(origins: &'a str, account: &Account) -> Result<Vec<Recipient<'a>>, Refusal> {
    let recipients: Vec<Recipient> = origins
        .split(',')
        .map(|origin| {
            let number = recipients::bare(origin);
            let answer = match number {
                Some(number) => account.outcomes.answer(number),
                None => Answer::Refused(RECIPIENT_WRONG.0.to_owned()),
            };
            Recipient {
                origin,
                number,
                answer,
                id: ids::new_id(),
            }
        })
        .collect();
    let some_number = recipients.iter().any(|recipient| recipient.number.is_some());
    if !some_number || recipients.len() > recipients::MOST {
        return Err(RECIPIENT_WRONG);
    }
    Ok(recipients)
}

/// Recipients that are not sent to, with the status that says why; `None` if there are none.
fn refused(recipients: &[Recipient]) -> Option<Map<String, Value>> {
    let refused: Map<String, Value> = recipients
        .iter()
        .filter_map(|recipient| match &recipient.answer {
            Answer::Refused(status) => Some((recipient.origin.to_owned(), status.clone().into())),
            _ => None,
        })
        .collect();
    (!refused.is_empty()).then_some(refused)
}
