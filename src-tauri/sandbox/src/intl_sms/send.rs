//! 短信发送接口 (intl-sms.md, 第2章).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::account::{Account, Money};
use super::codes::Refusal;
use super::fields::{self, Fields};
use super::{Accepted, segments, send_time};
use crate::log::Particulars;

/// 最多1000个接收人号码
const MOST_MOBILES: usize = 1000;

/// Checks everything and, if the money will do, sends.
pub(super) fn send(fields: &Fields, account: &mut Account, now: DateTime<Utc>) -> Result<Accepted, Refusal> {
    let mobile = fields::text(fields, "mobile")?;
    let content = fields::text(fields, "content")?;
    let sender_id = fields::text(fields, "senderID")?;
    let send_at = fields::text(fields, "sendTime")?;

    let mobiles: Vec<&str> = mobile.ok_or(Refusal::Mobile)?.split(',').collect();
    if mobiles.len() > MOST_MOBILES || !mobiles.iter().all(|mobile| fields::is_mobile(mobile)) {
        return Err(Refusal::Mobile);
    }
    let content = content.ok_or(Refusal::Content)?;
    let sent = send_at
        .map(|text| send_time::read(text, account.settings.send_time_zone, now))
        .transpose()?;
    let price = segments::segments(content)
        .saturating_mul(mobiles.len() as u64)
        .saturating_mul(account.settings.price);
    let left = account.balance.0.checked_sub(price);
    account.balance = Money(left.ok_or(Refusal::AmountNotEnough)?);

    let recipients: Vec<String> = mobiles.into_iter().map(str::to_owned).collect();
    let msg_id = account.ids.next(now);
    let leaves = sent.unwrap_or(now).max(now);
    account.reports.expect(&msg_id, &recipients, leaves, now);
    Ok(Accepted {
        data: json!({ "msgId": msg_id }),
        particulars: Particulars::to(recipients)
            .with_msg_id(msg_id)
            .with("content", content)
            .with("sender_id", sender_id)
            .with("send_time", send_at),
    })
}
