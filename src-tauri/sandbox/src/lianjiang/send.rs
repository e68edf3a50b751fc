//! The two ways to send (lianjiang.md, chapters 一 and 二).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::account::Account;
use super::codes::{self, Refusal};
use super::credentials::Credentials;
use super::fields::{self, Fields};
use super::{Accepted, text};
use crate::log::Particulars;

/// 号码最大2000个
const MOST_MOBILES: usize = 2000;
/// 最大 1000 组
const MOST_GROUPS: usize = 1000;
/// 超过8位自动截取前8位
const EXTENSION_DIGITS: usize = 8;
/// 最大支持 40 位
const LONGEST_EXT: usize = 40;

/// What both ways to send have in common once everything is checked.
struct Send {
    /// Number and text as it reaches the phone.
    messages: Vec<(String, String)>,
    ext: Option<String>,
    extension: Option<String>,
}

/// 普通信息单群发接口
pub(crate) fn plain(fields: &Fields, account: &mut Account, now: DateTime<Utc>) -> Result<Accepted, Refusal> {
    let content = fields::text(fields, "content")?;
    let mobile = fields::text(fields, "mobile")?;
    let extension = extension(fields)?;
    let ext = ext(fields)?;

    let content = content.ok_or(Refusal::ContentEmpty)?;
    text::check(content)?;
    let mobiles: Vec<&str> = mobile.ok_or(Refusal::MobileEmpty)?.split(',').collect();
    if mobiles.len() > MOST_MOBILES {
        return Err(Refusal::MobileOut);
    }
    if !mobiles.iter().all(|mobile| is_mobile(mobile)) {
        return Err(Refusal::MobileEmpty);
    }
    let messages = mobiles
        .iter()
        .map(|mobile| ((*mobile).to_owned(), content.to_owned()))
        .collect();
    let send = Send {
        messages,
        ext: checked_ext(ext)?,
        extension: checked_extension(extension)?,
    };
    let particulars = Particulars::default().with("content", content);
    send.accept(account, now, particulars)
}

/// 模板信息单群发接口
pub(crate) fn template(
    fields: &Fields,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Result<Accepted, Refusal> {
    let template = fields::text(fields, "template")?;
    let template_id = fields::text(fields, "templateId")?;
    let groups = fields::list(fields, "list")?
        .iter()
        .map(group)
        .collect::<Result<Vec<_>, _>>()?;
    let extension = extension(fields)?;
    let ext = ext(fields)?;

    let template = template.ok_or(Refusal::TemplateEmpty)?;
    if template_id != Some(credentials.template_id) || template != credentials.template {
        return Err(Refusal::TemplateError);
    }
    if groups.is_empty() {
        return Err(Refusal::ListEmpty);
    }
    if groups.len() > MOST_GROUPS {
        return Err(Refusal::ListOut);
    }
    let mut messages = Vec::with_capacity(groups.len());
    let mut params = Vec::with_capacity(groups.len());
    for (mobile, values) in groups {
        let mobile = mobile
            .filter(|mobile| is_mobile(mobile))
            .ok_or(Refusal::MobileEmpty)?;
        let content = text::fill(template, &values).ok_or(Refusal::TemplateError)?;
        text::check(&content)?;
        messages.push((mobile.to_owned(), content));
        params.push(values);
    }
    let send = Send {
        messages,
        ext: checked_ext(ext)?,
        extension: checked_extension(extension)?,
    };
    let particulars = Particulars::default()
        .with("template_id", template_id)
        .with("params", params);
    send.accept(account, now, particulars)
}

impl Send {
    fn accept(
        self,
        account: &mut Account,
        now: DateTime<Utc>,
        particulars: Particulars,
    ) -> Result<Accepted, Refusal> {
        let billed = self
            .messages
            .iter()
            .map(|(_, content)| text::segments(content))
            .sum();
        // The table has no code for a balance that will not do; busy is its only general refusal.
        account.balance = account.balance.checked_sub(billed).ok_or(Refusal::SystemBusy)?;
        let msg_id = account.next_id(now);
        let recipients: Vec<String> = self.messages.into_iter().map(|(mobile, _)| mobile).collect();
        account
            .reports
            .expect(&msg_id, &recipients, self.ext.as_deref().unwrap_or_default(), now);
        let mut reply = codes::reply(codes::SUCCESS);
        if let Some(reply) = reply.as_object_mut() {
            reply.insert("msgId".to_owned(), json!(msg_id));
        }
        let particulars = particulars
            .for_recipients(recipients)
            .with_msg_id(msg_id)
            .with("ext", self.ext)
            .with("extension", self.extension);
        Ok(Accepted { reply, particulars })
    }
}

fn extension(fields: &Fields) -> Result<Option<&str>, Refusal> {
    fields::text(fields, "code")
}

/// 扩展号0-9数字,超过8位自动截取前8位
fn checked_extension(extension: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(digits) = extension else { return Ok(None) };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::ExtensionError);
    }
    Ok(Some(digits.chars().take(EXTENSION_DIGITS).collect()))
}

/// Unlike other texts a blank one is kept: it is the customer's, to be echoed as it came.
fn ext(fields: &Fields) -> Result<Option<&str>, Refusal> {
    match fields.get("ext") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(ext)) => Ok(Some(ext)),
        Some(_) => Err(Refusal::JsonError),
    }
}

/// The table has no code for one that is too long.
fn checked_ext(ext: Option<&str>) -> Result<Option<String>, Refusal> {
    match ext {
        Some(ext) if ext.chars().count() > LONGEST_EXT => Err(Refusal::JsonError),
        other => Ok(other.map(str::to_owned)),
    }
}

/// One element of `list`: `{"mobile": …, "content": [替换变量…]}`.
fn group(value: &Value) -> Result<(Option<&str>, Vec<String>), Refusal> {
    let group = value.as_object().ok_or(Refusal::JsonError)?;
    let values = fields::list(group, "content")?
        .iter()
        .map(|value| value.as_str().map(str::to_owned).ok_or(Refusal::JsonError))
        .collect::<Result<_, _>>()?;
    Ok((fields::text(group, "mobile")?, values))
}

/// Mainland mobiles (vendors.md, Counting), bare 11 digits.
fn is_mobile(number: &str) -> bool {
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..]
        if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}
