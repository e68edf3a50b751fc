//! `POST /settings` and `POST /balance`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use serde::Deserialize;

use super::call::{Answer, Misunderstood, done, parse, read};
use crate::intl_sms::account::Money;
use crate::intl_sms::settings::Change as IntlSmsChange;
use crate::lianjiang::KeyCase;
use crate::linkaccount::SettingsChange;
use crate::privacy_number::settings::Change as PrivacyNumberChange;
use crate::state::Shared;

/// What is left out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Balances {
    lianjiang: Option<u64>,
    linkaccount: Option<u64>,
    linkaccount_legacy: Option<u64>,
    /// In its currency's unit.
    intl_sms: Option<Money>,
    /// In yuan; less than nothing is an account that is overdrawn.
    privacy_number: Option<f64>,
}

pub(super) async fn balance(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let balances: Balances = parse(&read(body).await?)?;
    let mut state = shared.state();
    let state = &mut *state;
    let mut named = false;
    for (asked, balance) in [
        (balances.lianjiang, &mut state.lianjiang.balance),
        (balances.linkaccount, &mut state.linkaccount.balance),
        (balances.linkaccount_legacy, &mut state.linkaccount_legacy.balance),
    ] {
        if let Some(messages) = asked {
            *balance = messages;
            named = true;
        }
    }
    if let Some(money) = balances.intl_sms {
        state.intl_sms.balance = money;
        named = true;
    }
    if let Some(yuan) = balances.privacy_number {
        state.privacy_number.balance = yuan;
        named = true;
    }
    if named {
        Ok(done())
    } else {
        Err(Misunderstood("No vendor's balance was named.".to_owned()))
    }
}

/// What is left out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Lianjiang's; it was the first.
    key_case: Option<KeyCase>,
    linkaccount: Option<SettingsChange>,
    linkaccount_legacy: Option<SettingsChange>,
    intl_sms: Option<IntlSmsChange>,
    privacy_number: Option<PrivacyNumberChange>,
}

pub(super) async fn settings(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let settings: Settings = parse(&read(body).await?)?;
    let mut state = shared.state();
    if let Some(case) = settings.key_case {
        state.lianjiang.key_case = case;
    }
    if let Some(change) = settings.intl_sms {
        state.intl_sms.settings.change(change);
    }
    if let Some(change) = settings.privacy_number {
        state.privacy_number.settings.change(change);
    }
    if let Some(change) = settings.linkaccount {
        state.linkaccount.change(change);
    }
    if let Some(change) = settings.linkaccount_legacy {
        state.linkaccount_legacy.change(change);
    }
    Ok(done())
}
