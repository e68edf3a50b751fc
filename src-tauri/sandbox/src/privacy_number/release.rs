//! The two releases (privacy-numbers.md, 4.2 and 4.4).

use serde_json::Map;

use super::Accepted;
use super::account::Account;
use super::binding::Binding;
use super::codes::Refusal;
use super::credentials::Credentials;
use super::parameters::Parameters;
use crate::log::Particulars;

/// 释放中转号码绑定
pub(super) fn axb(
    parameters: &Parameters,
    credentials: &Credentials,
    account: &mut Account,
) -> Result<Accepted, Refusal> {
    let appid = parameters.required("appid")?;
    let subid = parameters.required("subid")?;
    credentials.check_appid(appid)?;
    account.ledger.release_axb(subid).map(released)
}

/// 释放中转号码转接
pub(super) fn xa(
    x_number: &str,
    parameters: &Parameters,
    credentials: &Credentials,
    account: &mut Account,
) -> Result<Accepted, Refusal> {
    let appid = parameters.required("appid")?;
    credentials.check_appid(appid)?;
    credentials.check_x_number(x_number)?;
    account.ledger.release_xa(x_number).map(released)
}

fn released(binding: &Binding) -> Accepted {
    Accepted {
        fields: Map::new(),
        particulars: Particulars::default()
            .with("x_number", binding.terms.x_number.as_str())
            .with("subid", binding.subid.as_str())
            .with("reqid", binding.terms.reqid.as_str()),
    }
}

impl Credentials {
    /// Whether it is the account's application.
    pub(super) fn check_appid(&self, appid: &str) -> Result<(), Refusal> {
        if appid == self.appid {
            Ok(())
        } else {
            Err(Refusal::NotAllowed)
        }
    }

    /// Whether it is one of the account's numbers.
    pub(super) fn check_x_number(&self, x_number: &str) -> Result<(), Refusal> {
        if self.x_numbers.iter().any(|own| own == x_number) {
            Ok(())
        } else {
            Err(Refusal::NoResource)
        }
    }
}
