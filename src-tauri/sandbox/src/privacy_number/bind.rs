//! The two binds (privacy-numbers.md, 4.1 and 4.3).

use chrono::{DateTime, Utc};
use serde_json::{Map, json};

use super::Accepted;
use super::account::Account;
use super::binding::Kind;
use super::codes::Refusal;
use super::credentials::Credentials;
use super::parameters::Parameters;
use super::request;
use super::settings::PairsPerX;
use crate::log::Particulars;

/// 开通中转号码绑定关系 and 开通中转号码转接
pub(super) fn bind(
    kind: Kind,
    x_number: &str,
    parameters: &Parameters,
    credentials: &Credentials,
    account: &mut Account,
    now: DateTime<Utc>,
) -> Result<Accepted, Refusal> {
    let terms = request::read(kind, x_number, parameters)?;
    credentials.check_appid(parameters.required("appid")?)?;
    credentials.check_x_number(x_number)?;
    if account.balance + account.settings.overdraft <= 0.0 {
        return Err(Refusal::NoMoney);
    }
    let particulars = Particulars::to(terms.parties().map(str::to_owned).collect())
        .with("x_number", x_number)
        .with("reqid", terms.reqid.as_str())
        .with("anum", terms.anum.as_str())
        .with("bnum", terms.bnum.as_deref())
        .with("ttl", terms.ttl)
        .with("record", u8::from(terms.records))
        .with("display", terms.display.as_str())
        .with("anucode", terms.anucode.as_deref())
        .with("ansanu", terms.ansanu.as_deref())
        .with("userData", terms.user_data.as_deref());
    let one_pair = account.settings.pairs_per_x == PairsPerX::One;
    let bound = account.ledger.bind(terms, one_pair, now)?;
    account.updated = now;
    let mut fields = Map::new();
    // The table of a transfer's reply has no subid.
    if kind == Kind::Axb && account.settings.gives_subid {
        fields.insert("subid".to_owned(), json!(bound.subid));
    }
    Ok(Accepted {
        fields,
        particulars: particulars
            .with("subid", bound.subid)
            .with("repeated", bound.repeated),
    })
}
