//! The accounts that are played, one per dialect: their app, their keys, what is registered for them.

use openssl::error::ErrorStack;
use rand::Rng;

use super::keys::KeyPair;
use super::template;
use crate::description;

/// 签名名称
pub(super) const SIGN_NAME: &str = "总机";
/// The number behind the token of the description.
const PRACTICE_NUMBER: &str = "13800138000";

/// Who may ask, and what is known of them; fixed from start to stop.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// `app_key`, or the legacy `appId`.
    pub(super) app: String,
    pub(super) signing: KeyPair,
    pub(super) decryption: KeyPair,
    token: String,
}

impl Credentials {
    /// A new account; its app is a key of 32 hex digits (linkaccount.md).
    pub(crate) fn random() -> Result<Credentials, ErrorStack> {
        Credentials::of(hex(32))
    }

    /// A new legacy account; its app is a number of five digits (linkaccount-legacy.md).
    pub(crate) fn random_legacy() -> Result<Credentials, ErrorStack> {
        Credentials::of(rand::rng().random_range(10_000..100_000).to_string())
    }

    fn of(app: String) -> Result<Credentials, ErrorStack> {
        Ok(Credentials {
            app,
            signing: KeyPair::new()?,
            decryption: KeyPair::new()?,
            token: format!("nm{}", hex(32)),
        })
    }

    /// The number that a token stands for, as far as it was not set through control.
    pub(super) fn number_behind(&self, token: &str) -> Option<&'static str> {
        (token == self.token).then_some(PRACTICE_NUMBER)
    }

    /// What a caller must know.
    pub(crate) fn describe(&self, base_url: String) -> description::Linkaccount {
        description::Linkaccount {
            base_url,
            app_key: self.app.clone(),
            registered: self.registered(),
        }
    }

    /// What a caller of the legacy dialect must know.
    pub(crate) fn describe_legacy(&self, base_url: String) -> description::LinkaccountLegacy {
        description::LinkaccountLegacy {
            base_url,
            app_id: self.app.clone(),
            registered: self.registered(),
        }
    }

    fn registered(&self) -> description::Registered {
        let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        description::Registered {
            signing_key: self.signing.private_pem().to_owned(),
            decryption_key: self.decryption.private_pem().to_owned(),
            sign_name: SIGN_NAME.to_owned(),
            template_id: template::TEXT.id.to_owned(),
            template_params: texts(&template::TEXT_PARAMS),
            voice_template_id: template::VOICE.id.to_owned(),
            voice_template_params: texts(&template::VOICE_PARAMS),
            token: self.token.clone(),
        }
    }
}

fn hex(digits: usize) -> String {
    let mut random = rand::rng();
    (0..digits)
        .filter_map(|_| char::from_digit(random.random_range(0..16), 16))
        .collect()
}
