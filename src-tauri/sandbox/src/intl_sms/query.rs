//! 余额查询接口 and 状态报告接口 (intl-sms.md, 第三章 and 第四章).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::account::Account;
use super::codes::Refusal;
use super::fields::{self, Fields};
use super::settings::Shape;
use super::{Accepted, message_id};
use crate::log::Particulars;

/// 一次最多取500条状态
const MOST_ITEMS: usize = 500;
/// 此接口只能获取最近30天的状态报告
const OLDEST: TimeDelta = TimeDelta::days(30);

/// 余额查询接口
pub(super) fn balance(account: &Account) -> Accepted {
    let settings = &account.settings;
    let balance = json!({
        "balance": account.balance.as_number(),
        "currencyName": settings.currency_name,
        "currencyCode": settings.currency_code,
    });
    Accepted {
        data: match settings.balance_shape {
            Shape::Object => balance,
            Shape::Array => json!([balance]),
        },
        particulars: Particulars::default(),
    }
}

/// 状态报告接口
pub(super) fn status(fields: &Fields, account: &Account, now: DateTime<Utc>) -> Result<Accepted, Refusal> {
    let asked = match fields.get("data") {
        Some(Value::Array(items)) if !items.is_empty() && items.len() <= MOST_ITEMS => items,
        _ => return Err(Refusal::Param),
    };
    let asked = asked.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
    if !asked.iter().all(|(_, mobile)| fields::is_mobile(mobile)) {
        return Err(Refusal::Mobile);
    }
    let is_too_old = |msg_id: &str| message_id::given_out(msg_id).is_some_and(|at| at < now - OLDEST);
    if asked.iter().any(|(msg_id, _)| is_too_old(msg_id)) {
        return Err(Refusal::TimeSuperRange);
    }
    let found: Vec<Value> = asked
        .iter()
        .filter_map(|(msg_id, mobile)| account.reports.find(msg_id, mobile, &account.settings))
        .collect();
    if found.is_empty() {
        return Err(Refusal::NoReport);
    }
    Ok(Accepted {
        particulars: Particulars::default()
            .with("asked", asked.len())
            .with("items", found.len()),
        data: Value::Array(found),
    })
}

/// `{"msgId": …, "mobile": …}`, both 必选.
fn pair(item: &Value) -> Result<(&str, &str), Refusal> {
    let item = item.as_object().ok_or(Refusal::Param)?;
    let msg_id = fields::text(item, "msgId")?.ok_or(Refusal::Param)?;
    let mobile = fields::text(item, "mobile")?.ok_or(Refusal::Param)?;
    Ok((msg_id, mobile))
}
