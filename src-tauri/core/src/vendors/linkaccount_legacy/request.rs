//! What the parameters are called: `appId`, `authCode`, `phoneNum` in the document's tables, `app_id`, `phone_num` in its
//! examples. Which of them the vendor takes is unconfirmed: a setting of the account. The names that are sent are signed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contract::account::VendorSetting;
use crate::vendors::http::StoredRequest;
use crate::vendors::linkaccount::request::{self, Names};
use crate::vendors::linkaccount::sign;
use crate::vendors::signing::Signing;
use crate::vendors::{CheckOperation, FrozenBody, Settings};

const NAMES: &str = "names";

const CAMEL: Names = Names {
    app: "appId",
    auth_code: "authCode",
    phone_num: "phoneNum",
};

const SNAKE: Names = Names {
    app: "app_id",
    auth_code: "auth_code",
    phone_num: "phone_num",
};

/// The setting, its default first.
pub fn names_setting() -> VendorSetting {
    VendorSetting {
        name: NAMES.to_owned(),
        values: vec!["camel".to_owned(), "snake".to_owned()],
    }
}

fn names(settings: &Settings) -> &'static Names {
    if settings.is(NAMES, "snake") {
        &SNAKE
    } else {
        &CAMEL
    }
}

/// The body of a number check without `sign`.
pub fn freeze_check(check: &CheckOperation, settings: &Settings) -> FrozenBody {
    request::freeze_check(check, names(settings), settings)
}

/// The setting by which a frozen body was made: it may have been changed since.
pub fn names_in(json: &str) -> Option<(String, String)> {
    let fields: BTreeMap<String, Value> = serde_json::from_str(json).ok()?;
    let value = if fields.contains_key(SNAKE.app) {
        "snake"
    } else {
        "camel"
    };
    Some((NAMES.to_owned(), value.to_owned()))
}

/// What a stored request was signed by, or would be with other settings.
pub fn signing(stored: &StoredRequest, settings: Option<&Settings>) -> Option<Signing> {
    let Some(set) = settings else {
        return request::signing(stored, None);
    };
    let to = names(set);
    let mut fields = BTreeMap::new();
    for (name, value) in request::stored(stored)? {
        fields.insert(renamed(&name, to).to_owned(), value);
    }
    sign::with_optional(&mut fields, &request::optional(stored, to), set);
    Some(sign::signing(sign::string_to_sign(&fields, set), set))
}

/// What a parameter is called by these names.
fn renamed<'n>(name: &'n str, to: &'n Names) -> &'n str {
    [&SNAKE, &CAMEL]
        .into_iter()
        .find_map(|from| {
            if name == from.app {
                Some(to.app)
            } else if name == from.auth_code {
                Some(to.auth_code)
            } else if name == from.phone_num {
                Some(to.phone_num)
            } else {
                None
            }
        })
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::account::CheckKind;
    use crate::msisdn::Msisdn;
    use crate::vendors::linkaccount::sign::string_to_sign;

    #[test]
    fn the_names_that_are_sent_are_signed() {
        let check = CheckOperation {
            kind: CheckKind::PhoneVerify,
            channel: "1".into(),
            platform: "0".into(),
            auth_code: "1234".into(),
            token: "nm89".into(),
            msisdn: Msisdn::mainland("18123972798"),
            vendor_account: "10230".into(),
        };
        let info = CheckOperation {
            kind: CheckKind::PhoneInfo,
            ..check.clone()
        };
        let snake = Settings([("names".to_owned(), "snake".to_owned())].into());
        let signed = |check: &CheckOperation, settings: &Settings| {
            let frozen = freeze_check(check, settings);
            let fields: BTreeMap<String, Value> = serde_json::from_str(&frozen.json).unwrap();
            (frozen.path, string_to_sign(&fields, settings))
        };
        let camel = Settings::default();
        let expected = |path: &str, string: &str| (path.to_owned(), string.to_owned());
        assert_eq!(
            signed(&check, &camel),
            expected(
                "/phone/verify",
                "appId=10230&channel=1&phoneNum=18123972798&platform=0&token=nm89"
            )
        );
        assert_eq!(
            signed(&info, &camel),
            expected(
                "/phone/info",
                "appId=10230&authCode=1234&channel=1&platform=0&token=nm89"
            )
        );
        assert_eq!(
            signed(&check, &snake),
            expected(
                "/phone/verify",
                "app_id=10230&channel=1&phone_num=18123972798&platform=0&token=nm89"
            )
        );
        assert_eq!(
            signed(&info, &snake),
            expected(
                "/phone/info",
                "app_id=10230&auth_code=1234&channel=1&platform=0&token=nm89"
            )
        );
    }
}
