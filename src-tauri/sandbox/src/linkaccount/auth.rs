//! `sign`: 转16进制,签名算法为:SHA256withRSA (parameter table of each operation).

use super::base_string;
use super::credentials::Credentials;
use super::fields::{Fields, Given, WrongType};
use super::settings::Settings;

/// What was found out about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Signature {
    Missing,
    Wrong,
    /// It is right, and of this string.
    Of(String),
}

/// Checks the signature; `optional` are the parameters of the operation that need not be there.
pub(super) fn check(
    fields: &Fields,
    optional: &[&str],
    credentials: &Credentials,
    settings: &Settings,
) -> Result<Signature, WrongType> {
    let Given::Text(sign) = fields.text(base_string::SIGN)? else {
        return Ok(Signature::Missing);
    };
    let signed = base_string::candidates(fields, optional, settings)
        .into_iter()
        .find(|text| credentials.signing.has_signed(text, &sign, settings.hex));
    Ok(signed.map_or(Signature::Wrong, Signature::Of))
}
