//! 语音通知: one call in which a template's text is spoken.

use chrono::{DateTime, Utc};

use super::account::Account;
use super::codes::TAKEN;
use super::credentials::Credentials;
use super::fields::Fields;
use super::push::{self, Address};
use super::{Accepted, Refusal, ids, message, recipients, reply, template};
use crate::log::Particulars;

/// 参数格式不正确: whatever does not fit.
pub(super) const MALFORMED: Refusal = Refusal("300006");
const TEMPLATE_EMPTY: Refusal = Refusal("300007");
const TEMPLATE_WRONG: Refusal = Refusal("300008");
const BALANCE: Refusal = Refusal("900019");
const RECIPIENT_EMPTY: Refusal = Refusal("1100017");
const RECIPIENT_WRONG: Refusal = Refusal("1100020");
const NOTHING_TO_SAY: Refusal = Refusal("110036");

/// String[1-10]
const MOST_PARAMS: usize = 10;

/// Calls.
pub(super) fn send(
    fields: &Fields,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Result<Accepted, Refusal> {
    let signed = message::authenticate(fields, credentials, account, MALFORMED)?;
    let text = |name| fields.text(name).map_err(|_| MALFORMED);
    let template_id = text("template_id")?.text().ok_or(TEMPLATE_EMPTY)?;
    let template = template::voice(&template_id).ok_or(TEMPLATE_WRONG)?;
    let params = fields.list("template_params").map_err(|_| MALFORMED)?;
    let params = params.filter(|params| !params.is_empty()).ok_or(NOTHING_TO_SAY)?;
    if params.len() > MOST_PARAMS {
        return Err(MALFORMED);
    }
    let content = template.fill(&params).map_err(|_| MALFORMED)?;
    let (extend, callback) = message::optional(fields, MALFORMED)?;
    let recipient = text("recipient")?.text().ok_or(RECIPIENT_EMPTY)?;
    let number = recipients::bare(&recipient).ok_or(RECIPIENT_WRONG)?;
    account.charge(1).ok_or(BALANCE)?;

    let id = ids::new_id();
    let mut pushes = Vec::new();
    if let (Some(url), Some(status)) = (callback.as_deref(), account.outcomes.call_report(number)) {
        let address = Address {
            url,
            extend: extend.as_deref(),
            format: account.settings.push_format,
        };
        let ended = now + account.outcomes.after;
        pushes.push(vec![push::call(address, &id, number, status, now, ended)]);
    }
    let particulars = Particulars::to(vec![recipient.to_string()])
        .with_msg_id(id.as_str())
        .with("template_id", template.id)
        .with("params", params)
        .with("content", content)
        .with("extend", extend)
        .with("status_callback_url", callback)
        .with("signed", signed);
    Ok(Accepted {
        reply: reply::call(&id, TAKEN, now),
        particulars,
        pushes,
    })
}
