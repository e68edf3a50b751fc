//! The one account that is played: its name, its secret and its registered template.

use crate::description::Lianjiang;
use crate::random::letters;

const TEMPLATE: &str = "【总机】您的验证码是{验证码}，{分钟}分钟内有效，请勿告诉他人。";
const TEMPLATE_ID: &str = "100201";

/// Who may ask, and with which template.
#[derive(Debug)]
pub(crate) struct Credentials {
    pub(crate) account: String,
    pub(crate) key: String,
    pub(crate) template: &'static str,
    pub(crate) template_id: &'static str,
}

impl Credentials {
    /// A new account.
    pub(crate) fn random() -> Credentials {
        Credentials {
            account: format!("lj{}", letters(8).to_lowercase()),
            key: letters(32),
            template: TEMPLATE,
            template_id: TEMPLATE_ID,
        }
    }

    /// What a caller must know.
    pub(crate) fn describe(&self, base_url: String) -> Lianjiang {
        Lianjiang {
            base_url,
            account: self.account.clone(),
            key: self.key.clone(),
            template: self.template.to_owned(),
            template_id: self.template_id.to_owned(),
        }
    }
}
