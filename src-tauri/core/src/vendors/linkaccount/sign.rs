//! The string to sign, its signature, and the decryption of answers; the legacy dialect shares them.
//!
//! Source: `linkaccount.md`, the `sign` row of every request (SHA256withRSA, hexadecimal) and the `body` row of the
//! number operations (RSA). How the string is put together is not said there: `vendors.md`, *String to sign*, has it
//! from public clients, and an account's settings change what is unconfirmed.

use std::collections::BTreeMap;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER};
use secrecy::ExposeSecret;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::contract::account::VendorSetting;
use crate::secrets::keys::PrivateKey;
use crate::vendors::signing::Signing;
use crate::vendors::{Access, RequestError, Settings};

/// `pairs`: `key=value` joined by `&`; `values`: the values alone, one behind the other.
const BASE_STRING: &str = "base_string";
/// How `template_params` stands in the string: `comma` or `json`.
const TEMPLATE_PARAMS: &str = "template_params";
/// Whether an optional parameter without a value is left out or goes out empty: `omit` or `empty`.
const EMPTY_OPTIONAL: &str = "empty_optional";
/// The digits of the signature: `upper` or `lower`.
const HEX_CASE: &str = "hex_case";

/// The settings that both dialects have, each with its default first.
pub fn settings() -> Vec<VendorSetting> {
    [
        (BASE_STRING, ["pairs", "values"]),
        (TEMPLATE_PARAMS, ["comma", "json"]),
        (EMPTY_OPTIONAL, ["omit", "empty"]),
        (HEX_CASE, ["upper", "lower"]),
    ]
    .into_iter()
    .map(|(name, values)| VendorSetting {
        name: name.to_owned(),
        values: values.map(str::to_owned).to_vec(),
    })
    .collect()
}

/// Whether optional parameters without a value go out all the same.
pub fn sends_empty(settings: &Settings) -> bool {
    settings.is(EMPTY_OPTIONAL, "empty")
}

/// The string to sign over everything that is sent but `sign`: keys ascending, values as they are, nothing encoded.
pub fn string_to_sign(fields: &BTreeMap<String, Value>, settings: &Settings) -> String {
    let values_alone = settings.is(BASE_STRING, "values");
    let parts = fields
        .iter()
        .filter(|(name, _)| *name != "sign")
        .map(|(name, value)| {
            let value = in_string(value, settings);
            if values_alone {
                value
            } else {
                format!("{name}={value}")
            }
        });
    parts
        .collect::<Vec<_>>()
        .join(if values_alone { "" } else { "&" })
}

fn in_string(value: &Value, settings: &Settings) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if !settings.is(TEMPLATE_PARAMS, "json") => items
            .iter()
            .map(|item| in_string(item, settings))
            .collect::<Vec<_>>()
            .join(","),
        other => other.to_string(),
    }
}

/// How an account writes the digits of a signature.
pub fn is_lower(settings: &Settings) -> bool {
    settings.is(HEX_CASE, "lower")
}

/// What is signed by this string. Its digest opens nothing: what authenticates is made of it with the private key.
pub fn signing(string: String, settings: &Settings) -> Signing {
    Signing {
        digest: HEXLOWER.encode(&Sha256::digest(string.as_bytes())),
        string,
        holds_numbers: true,
        algorithm: "SHA-256",
        written: if is_lower(settings) { "lower" } else { "upper" },
    }
}

/// The parameters as they are sent and signed where optional ones without a value are left out, or are sent empty.
pub fn with_optional(fields: &mut BTreeMap<String, Value>, optional: &[&str], settings: &Settings) {
    for name in optional {
        if sends_empty(settings) {
            fields
                .entry((*name).to_owned())
                .or_insert_with(|| Value::String(String::new()));
        } else if fields.get(*name).is_some_and(|value| value == "") {
            fields.remove(*name);
        }
    }
}

/// `sign`: SHA256withRSA over the string's UTF-8 bytes, hexadecimal.
pub fn signature(string: &str, access: &Access) -> Result<String, RequestError> {
    let key = access.signing.as_ref().ok_or(RequestError::KeyMissing)?;
    let signed = key.sign(string.as_bytes()).map_err(|_| RequestError::Signature)?;
    Ok(if is_lower(&access.settings) {
        HEXLOWER.encode(&signed)
    } else {
        HEXUPPER.encode(&signed)
    })
}

/// What `understand` makes of an encrypted answer. Every key is tried until one gives something it understands:
/// with PKCS#1 v1.5 a wrong key now and then opens an answer too, to noise.
pub fn opened<T>(
    hexadecimal: &str,
    keys: &[PrivateKey],
    understand: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let hexadecimal = hexadecimal.trim();
    // A digit is missing in front where a number was printed in place of bytes.
    let padded = if hexadecimal.len() % 2 == 1 {
        format!("0{hexadecimal}")
    } else {
        hexadecimal.to_owned()
    };
    let sealed = HEXLOWER_PERMISSIVE.decode(padded.as_bytes()).ok()?;
    keys.iter().find_map(|key| {
        let plain = key.decrypt(&sealed).ok()?;
        str::from_utf8(plain.expose_secret())
            .ok()
            .and_then(|text| understand(text.trim()))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields() -> BTreeMap<String, Value> {
        serde_json::from_value(json!({
            "template_params": ["1224", "你好", "a&b=c"],
            "recipient": "+8613412345678",
            "app_key": "k",
            "sign": "never signed",
            "extend": "",
        }))
        .unwrap()
    }

    fn with(pairs: &[(&str, &str)]) -> Settings {
        Settings(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn the_string_is_pairs_in_the_order_of_their_keys() {
        assert_eq!(
            string_to_sign(&fields(), &Settings::default()),
            "app_key=k&extend=&recipient=+8613412345678&template_params=1224,你好,a&b=c"
        );
    }

    #[test]
    fn the_settings_change_the_string() {
        assert_eq!(
            string_to_sign(&fields(), &with(&[("base_string", "values")])),
            "k+86134123456781224,你好,a&b=c"
        );
        assert_eq!(
            string_to_sign(&fields(), &with(&[("template_params", "json")])),
            r#"app_key=k&extend=&recipient=+8613412345678&template_params=["1224","你好","a&b=c"]"#
        );
        assert_eq!(
            string_to_sign(
                &fields(),
                &with(&[("template_params", "comma"), ("base_string", "pairs")])
            ),
            string_to_sign(&fields(), &Settings::default())
        );
    }

    #[test]
    fn what_no_key_opens_is_not_opened() {
        for body in ["", "zz", "4B36", "4B3", "你好"] {
            assert_eq!(opened(body, &[], |text| Some(text.to_owned())), None, "{body}");
        }
    }
}
