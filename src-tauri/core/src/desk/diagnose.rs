//! Looking into a refused signature. Nothing is sent: what is known here is compared, and what the account's other
//! settings would have produced is worked out from the very request that was refused.

use secrecy::ExposeSecret;

use super::exchanges::{Looked, shown};
use super::{Desk, DeskError, locked};
use crate::contract::account::{SecretKind, VendorSetting};
use crate::contract::binding::Field;
use crate::contract::exchange::{Advice, Diagnosis, ExchangeRef, Finding, SigningOption};
use crate::contract::key::KeySlot;
use crate::secrets::fingerprint;
use crate::secrets::keys::PublicKey;
use crate::store::key;
use crate::vendors::Settings;
use crate::vendors::http::StoredRequest;
use crate::vendors::signing::Signing;

/// Letters at the ends of a pasted text that are not seen, beside what Unicode calls white space.
const UNSEEN: [char; 6] = [
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}',
];

/// What the account's settings would have made of the request.
struct Candidate {
    settings: Settings,
    signing: Signing,
    differs_in: Vec<(String, String)>,
}

impl Desk {
    /// Looks into a refused signature.
    pub async fn diagnose(&self, of: ExchangeRef) -> Result<Diagnosis, DeskError> {
        let looked = self.look_at(of).await?;
        if !looked.refused_credentials() {
            return Err(DeskError::WrongState("it was not refused for how it was signed"));
        }
        let request = looked
            .whole
            .request
            .as_ref()
            .ok_or(DeskError::Internal("a refusal without its request"))?;
        let known = looked.vendor.capabilities();
        let rsa = known.secrets.contains(&SecretKind::SigningKey);
        let (same, fingerprint, secret_has_spaces) = if rsa {
            self.signing_key(&looked).await?
        } else {
            self.secret(&looked).await
        };
        let skew_seconds = locked(&self.inner.skew).get(&looked.account.id).copied();
        let within = match (looked.vendor.clock_tolerance(), skew_seconds) {
            (Some(tolerance), Some(skew)) => skew.abs() <= tolerance,
            _ => true,
        };
        let spaces = secret_has_spaces || has_spaces(&looked.account.form.vendor_account);
        let candidates = candidates(&looked, request);
        let findings = vec![
            Finding::Key { same, fingerprint },
            Finding::Clock { skew_seconds, within },
            Finding::SignedAsSet {
                same: signed_as_set(&looked, request, &candidates),
            },
            Finding::SpacesAround { found: spaces },
        ];
        let entered_wrong = same == Some(false) || spaces;
        let advice = advice(within, entered_wrong, rsa, &candidates);
        Ok(Diagnosis {
            findings,
            options: options(&looked, candidates),
            advice,
        })
    }

    /// Whether the secret in the keychain is the one whose fingerprint is shown, that fingerprint, and whether
    /// something that is not seen stands at its ends.
    async fn secret(&self, looked: &Looked) -> (Option<bool>, String, bool) {
        let print = looked.account.secret_fingerprint.clone().unwrap_or_default();
        let Some(name) = &looked.account.secret_name else {
            return (Some(false), print, false);
        };
        match self.around().keychain.get(name).await {
            Ok(Some(secret)) => {
                let bytes = secret.expose_secret();
                let same = fingerprint(&self.inner.profile_id, bytes) == print;
                (Some(same), print, str::from_utf8(bytes).is_ok_and(has_spaces))
            }
            Ok(None) => (Some(false), print, false),
            Err(_) => (None, print, false),
        }
    }

    /// The same for the key that signs.
    async fn signing_key(&self, looked: &Looked) -> Result<(Option<bool>, String, bool), DeskError> {
        let account_id = looked.account.id;
        let keys = self
            .store()
            .read(move |connection| key::of_account(connection, account_id))
            .await?;
        let in_use = keys
            .into_iter()
            .find(|key| key.purpose == SecretKind::SigningKey && key.slot == KeySlot::Current);
        let Some(row) = in_use else {
            return Ok((Some(false), String::new(), false));
        };
        let same = match self.private_key(&row.secret_name).await {
            Ok(private) => Some(private.public_der() == row.public_der),
            Err(DeskError::Keychain(_)) => None,
            Err(_) => Some(false),
        };
        let public = PublicKey::from_der(row.public_der);
        Ok((same, public.fingerprint(), false))
    }
}

fn has_spaces(text: &str) -> bool {
    let unseen = |letter: char| letter.is_whitespace() || letter.is_control() || UNSEEN.contains(&letter);
    text.starts_with(unseen) || text.ends_with(unseen)
}

/// What each combination of the settings would have made of the request, the present one first, then those that
/// differ in fewest; one that would have made the same as an earlier one is left out.
fn candidates(looked: &Looked, request: &StoredRequest) -> Vec<Candidate> {
    let known = looked.vendor.signing_settings();
    let account = Settings(looked.account.form.settings.clone());
    let current = account.of(&known);
    let mut all: Vec<Candidate> = combinations(&known)
        .into_iter()
        .filter_map(|settings| {
            let settings = Settings(settings.into_iter().collect());
            let signing = looked.vendor.signing(request, Some(&settings))?;
            let differs = settings
                .0
                .iter()
                .filter(|(name, value)| current.get(*name) != Some(value));
            Some(Candidate {
                differs_in: differs
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect(),
                settings,
                signing,
            })
        })
        .collect();
    all.sort_by_key(|candidate| candidate.differs_in.len());
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in all {
        let (string, written) = (&candidate.signing.string, candidate.signing.written);
        let new = kept
            .iter()
            .all(|known| known.signing.string != *string || known.signing.written != written);
        if new {
            kept.push(candidate);
        }
    }
    kept
}

/// Every way to set these settings.
fn combinations(known: &[VendorSetting]) -> Vec<Vec<(String, String)>> {
    known.iter().fold(vec![Vec::new()], |combinations, setting| {
        let extended = combinations.iter().flat_map(|chosen| {
            setting.values.iter().map(move |value| {
                let mut chosen = chosen.clone();
                chosen.push((setting.name.clone(), value.clone()));
                chosen
            })
        });
        extended.collect()
    })
}

/// Whether what went out was signed as the account is set now.
fn signed_as_set(looked: &Looked, request: &StoredRequest, candidates: &[Candidate]) -> bool {
    let (Some(sent), Some(now)) = (looked.vendor.signing(request, None), candidates.first()) else {
        return true;
    };
    // Rows of versions that did not keep how digits were written are taken at their word.
    let written = request.signed_with.is_none() || sent.written == now.signing.written;
    let string =
        request.signed_with.is_none() && request.signed.is_none() || sent.string == now.signing.string;
    written && string
}

fn options(looked: &Looked, candidates: Vec<Candidate>) -> Vec<SigningOption> {
    let hide = looked.hider();
    // A setting that makes no difference to this request says nothing.
    let first = candidates
        .first()
        .map(|candidate| candidate.settings.clone())
        .unwrap_or_default();
    let tells = |name: &str| {
        candidates
            .iter()
            .any(|candidate| candidate.settings.0.get(name) != first.0.get(name))
    };
    candidates
        .iter()
        .map(|candidate| {
            let (signed, digest) = shown(&candidate.signing, &hide);
            let settings = candidate.settings.0.iter().filter(|(name, _)| tells(name));
            SigningOption {
                settings: settings
                    .map(|(name, value)| Field {
                        name: name.clone(),
                        value: value.clone(),
                    })
                    .collect(),
                current: candidate.differs_in.is_empty(),
                signed,
                digest: Some(digest),
            }
        })
        .collect()
}

/// The likeliest first: a clock explains every refusal by itself, a key that is not the one entered nearly every;
/// whether the vendor has the right public key is seen at once; the settings are unconfirmed, but the defaults are
/// what public clients do.
fn advice(within: bool, entered_wrong: bool, rsa: bool, candidates: &[Candidate]) -> Vec<Advice> {
    let mut advice = Vec::new();
    if !within {
        advice.push(Advice::SetClock);
    }
    if entered_wrong {
        advice.push(Advice::EnterSecretAgain);
    }
    if rsa {
        advice.push(Advice::ComparePublicKey);
    }
    for candidate in candidates {
        if let [(name, value)] = candidate.differs_in.as_slice() {
            advice.push(Advice::TrySetting {
                name: name.clone(),
                value: value.clone(),
            });
        }
    }
    // A secret is what was typed, its fingerprint only says that it was not changed since.
    if !rsa && !entered_wrong {
        advice.push(Advice::EnterSecretAgain);
    }
    advice.push(Advice::AskVendor);
    advice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_at_the_ends_is_found_and_inside_is_not() {
        for text in [
            " a",
            "a ",
            "a\n",
            "\ta",
            "a\u{3000}",
            "\u{feff}a",
            "a\u{200b}",
            "a\u{0}",
        ] {
            assert!(has_spaces(text), "{text:?}");
        }
        for text in ["", "a", "a b", "a\u{200b}b", "钥匙"] {
            assert!(!has_spaces(text), "{text:?}");
        }
    }

    #[test]
    fn every_combination_is_there_once() {
        let setting = |name: &str, values: &[&str]| VendorSetting {
            name: name.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let all = combinations(&[setting("a", &["1", "2"]), setting("b", &["x", "y", "z"])]);
        assert_eq!(all.len(), 6);
        assert_eq!(combinations(&[]), [Vec::new()]);
    }
}
