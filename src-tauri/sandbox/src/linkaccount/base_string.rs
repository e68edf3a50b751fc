//! The string that a request's signature is made of (`sign` in the parameter table of each operation).

use serde_json::Value;

use super::fields::{Fields, scalar};
use super::settings::{BaseString, Empty, Params, Settings};

/// The field that holds the signature. The legacy document lists it among what is signed, which cannot be.
pub(super) const SIGN: &str = "sign";

/// The strings that a right signature may be made of: one, or two where a program that leaves out what it
/// sent empty is as right as one that does not. `optional` are the parameters that need not be there.
pub(super) fn candidates(fields: &Fields, optional: &[&str], settings: &Settings) -> Vec<String> {
    let with_empty = |absent: &[&str]| joined(&pairs(fields, absent, settings), settings.base_string);
    let without_empty = || {
        let mut pairs = pairs(fields, &[], settings);
        pairs.retain(|(_, value)| !value.is_empty());
        joined(&pairs, settings.base_string)
    };
    let mut strings = match settings.empty {
        Empty::Either => vec![with_empty(&[]), without_empty()],
        Empty::Omit => vec![without_empty()],
        Empty::Keep => vec![with_empty(optional)],
    };
    strings.dedup();
    strings
}

/// Names and values of everything that is signed, by ascending name; those in `absent` that were not sent
/// are there with an empty value.
fn pairs(fields: &Fields, absent: &[&str], settings: &Settings) -> Vec<(String, String)> {
    let sent = fields.ascending().into_iter();
    let mut pairs: Vec<(String, String)> = sent
        .filter(|(name, _)| *name != SIGN)
        .map(|(name, value)| (name.to_owned(), text(value, settings.params)))
        .collect();
    let absent = absent.iter().filter(|name| !fields.has(name));
    pairs.extend(absent.map(|name| ((*name).to_owned(), String::new())));
    pairs.sort_unstable();
    pairs
}

/// A value as it stands in what is signed: as it is, nothing encoded.
fn text(value: &Value, params: Params) -> String {
    match (value, params) {
        (Value::Array(items), Params::Comma) => {
            let items: Vec<String> = items.iter().map(|item| text(item, params)).collect();
            items.join(",")
        }
        _ => scalar(value).map_or_else(|| value.to_string(), Into::into),
    }
}

fn joined(pairs: &[(String, String)], form: BaseString) -> String {
    match form {
        BaseString::Values => pairs.iter().map(|(_, value)| value.as_str()).collect(),
        BaseString::Pairs => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            pairs.join("&")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(json: &str, settings: Settings) -> Vec<String> {
        let fields = Fields::parse(Some("application/json"), json.as_bytes()).expect("an object");
        candidates(&fields, &["extend", "status_callback_url"], &settings)
    }

    /// The document's own request, with the signature taken out of it.
    const TEXT: &str = r#"{"app_key":"7e28","recipient":"+8613412345678","sign_name":"短信","template_id":"45",
        "template_params":["1224","你好","2019/12/12","12:12"],"sign":"AB","extend":"linkedme",
        "status_callback_url":"http://requestbin.fullcontact.com/scvavdsc"}"#;

    #[test]
    fn pairs_are_joined_by_ascending_name() {
        assert_eq!(
            strings(TEXT, Settings::default()),
            [
                "app_key=7e28&extend=linkedme&recipient=+8613412345678&sign_name=短信\
                 &status_callback_url=http://requestbin.fullcontact.com/scvavdsc&template_id=45\
                 &template_params=1224,你好,2019/12/12,12:12"
            ]
        );
    }

    #[test]
    fn values_alone_and_params_as_json_when_set() {
        let settings = Settings {
            base_string: BaseString::Values,
            params: Params::Json,
            ..Settings::default()
        };
        assert_eq!(
            strings(TEXT, settings),
            [
                "7e28linkedme+8613412345678短信http://requestbin.fullcontact.com/scvavdsc45\
                 [\"1224\",\"你好\",\"2019/12/12\",\"12:12\"]"
            ]
        );
    }

    #[test]
    fn what_is_empty_counts_as_it_is_set() {
        let sent = r#"{"b":"1","extend":"","c":null,"a":2}"#;
        let of = |empty| {
            let settings = Settings {
                empty,
                ..Settings::default()
            };
            strings(sent, settings)
        };
        assert_eq!(of(Empty::Either), ["a=2&b=1&extend=", "a=2&b=1"]);
        assert_eq!(of(Empty::Omit), ["a=2&b=1"]);
        assert_eq!(of(Empty::Keep), ["a=2&b=1&extend=&status_callback_url="]);
    }
}
