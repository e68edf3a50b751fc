//! 移动认证: which number a token of a phone's login stands for, and whether it is a given one.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::account::Account;
use super::auth::{self, Signature};
use super::codes::{self, NUMBER};
use super::credentials::Credentials;
use super::fields::{Fields, Given, WrongType};
use super::{Accepted, Refusal, base_string, recipients, reply};
use crate::faults::Code;
use crate::log::{Outcome, Particulars};
use crate::play::{Played, Received};

const CHANNEL_WRONG: Refusal = Refusal("900005");
const PLATFORM_WRONG: Refusal = Refusal("900006");
const AUTH_CODE_WRONG: Refusal = Refusal("900007");
const PHONE_WRONG: Refusal = Refusal("900008");
const APP_WRONG: Refusal = Refusal("900009");
const TOKEN_WRONG: Refusal = Refusal("900010");
const SIGNATURE_WRONG: Refusal = Refusal("900011");
const TOKEN_OVER: Refusal = Refusal("900012");
const MALFORMED: Refusal = Refusal("900015");
const NOT_ENCRYPTED: Refusal = Refusal("900017");
const NO_NUMBER: Refusal = Refusal("900018");
const BALANCE: Refusal = Refusal("900019");

/// 运营商类型： （0：移动），（1：电信），（2：联通）
const CHANNELS: [&str; 3] = ["0", "1", "2"];
/// 当运营商类型为1时，必填
const TELECOM: &str = "1";
/// IOS (0, "ios"), ANDROID (1, "android")
const PLATFORMS: [&str; 2] = ["0", "1"];

/// The parameters whose names the dialects write differently, each name with its counterparts at the same
/// place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    app: &'static [&'static str],
    auth_code: &'static [&'static str],
    phone: &'static [&'static str],
}

/// linkaccount.md
pub(super) const NAMES: Names = Names {
    app: &["app_key"],
    auth_code: &["auth_code"],
    phone: &["phone_num"],
};

/// linkaccount-legacy.md: the tables' names, then those of its examples.
pub(super) const LEGACY_NAMES: Names = Names {
    app: &["appId", "app_id"],
    auth_code: &["authCode", "auth_code"],
    phone: &["phoneNum", "phone_num"],
};

/// What is asked of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// 获取用户登录手机号码
    Info,
    /// 校验用户登录号码
    Verify,
}

fn answer(
    ask: Ask,
    names: Names,
    fields: &Fields,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Result<Accepted, Refusal> {
    let text = |names| one_of(fields, names).map_err(|_| MALFORMED);
    if text(names.app)?.text().ok_or(APP_WRONG)? != credentials.app {
        return Err(APP_WRONG);
    }
    let optional = names.optional(ask, fields);
    let checked = auth::check(fields, &optional, credentials, &account.settings);
    let Signature::Of(signed) = checked.map_err(|_| MALFORMED)? else {
        return Err(SIGNATURE_WRONG);
    };
    let channel = one_among(text(&["channel"])?, &CHANNELS).ok_or(CHANNEL_WRONG)?;
    let platform = one_among(text(&["platform"])?, &PLATFORMS).ok_or(PLATFORM_WRONG)?;
    let auth_code = text(names.auth_code)?.text();
    if ask == Ask::Info && channel == TELECOM && auth_code.is_none() {
        return Err(AUTH_CODE_WRONG);
    }
    let token = text(&["token"])?.text().ok_or(TOKEN_WRONG)?;
    let asked = match ask {
        Ask::Info => None,
        Ask::Verify => Some(
            text(names.phone)?
                .text()
                .filter(|phone| recipients::is_mobile(phone))
                .ok_or(PHONE_WRONG)?,
        ),
    };
    let number = number_behind(&token, credentials, account)?;
    let found = match &asked {
        None => number.clone(),
        Some(asked) => (*asked == number).to_string(),
    };
    let body = credentials
        .decryption
        .encrypt(&found)
        .map_err(|_| NOT_ENCRYPTED)?;
    account.charge(1).ok_or(BALANCE)?;

    let particulars = Particulars::to(asked.map(Cow::into_owned).into_iter().collect())
        .with("channel", channel)
        .with("platform", platform)
        .with("auth_code", auth_code.map(Cow::into_owned))
        .with("token", token.into_owned())
        .with("found", found)
        .with("signed", signed);
    Ok(Accepted {
        reply: json!({ "header": reply::number_done_header(now), "body": body }),
        particulars,
        pushes: Vec::new(),
    })
}

/// Processes a request.
pub(super) fn play(
    ask: Ask,
    names: Names,
    request: &Received,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Played {
    let fields = Fields::parse(request.content_type(), &request.body);
    let result = match &fields {
        Some(fields) => answer(ask, names, fields, credentials, account, now),
        None => Err(MALFORMED),
    };
    let refusal = match result {
        Ok(accepted) => return accepted.split().0,
        Err(refusal) => refusal,
    };
    let mut particulars = readable(names, request);
    if let (SIGNATURE_WRONG, Some(fields)) = (refusal, &fields) {
        let optional = names.optional(ask, fields);
        let expected = base_string::candidates(fields, &optional, &account.settings);
        particulars = particulars.with("expected_signed", expected);
    }
    let text = codes::text_of(NUMBER, refusal.0);
    let header = reply::number_header(reply::code_value(refusal.0), text, now);
    Played {
        reply: json!({ "header": header }).into(),
        outcome: Outcome::Refused(reply::code_value(refusal.0), particulars),
    }
}

/// The number that is asked about, for the log of requests that are not accepted.
pub(super) fn readable(names: Names, request: &Received) -> Particulars {
    let fields = Fields::parse(request.content_type(), &request.body);
    let phone = fields.as_ref().and_then(|fields| {
        let phone = one_of(fields, names.phone).ok()?.text()?;
        Some(phone.into_owned())
    });
    Particulars::to(phone.into_iter().collect())
}

/// The reply that carries nothing but a code.
pub(super) fn code_reply(code: &Code, now: DateTime<Utc>) -> Value {
    let text = reply::header_text(NUMBER, &code.text());
    json!({ "header": reply::number_header(code.value.clone(), text, now) })
}

impl Names {
    /// Parameters that need not be there, in the same style of names as the app's.
    fn optional(self, ask: Ask, fields: &Fields) -> Vec<&'static str> {
        let style = self
            .app
            .iter()
            .position(|name| fields.has(name))
            .unwrap_or_default();
        match ask {
            Ask::Info => self.auth_code.get(style).copied().into_iter().collect(),
            Ask::Verify => Vec::new(),
        }
    }
}

/// A parameter under whichever of its names was sent; under two at once it is nothing that could be read.
fn one_of<'a>(fields: &'a Fields, names: &[&str]) -> Result<Given<'a>, WrongType> {
    let mut sent = names.iter().filter(|name| fields.has(name));
    match (sent.next(), sent.next()) {
        (None, _) => Ok(Given::Missing),
        (Some(name), None) => fields.text(name),
        (Some(_), Some(_)) => Err(WrongType),
    }
}

fn one_among(given: Given, known: &[&'static str]) -> Option<&'static str> {
    let given = given.text()?;
    known.iter().copied().find(|known| *known == given)
}

fn number_behind(token: &str, credentials: &Credentials, account: &Account) -> Result<String, Refusal> {
    match account.tokens.get(token) {
        Some(set) => set.clone().ok_or(NO_NUMBER),
        None => credentials
            .number_behind(token)
            .map(str::to_owned)
            .ok_or(TOKEN_OVER),
    }
}
