//! The simulated vendors, inside the program, on loopback ports.

use std::net::{Ipv4Addr, SocketAddr};

use switchboard_core::contract::account::{PushKind, SecretKind};
use switchboard_core::contract::profile::Language;
use switchboard_core::desk::Desk;
use switchboard_core::desk::DeskError;
use switchboard_core::desk::practice::{PracticeAccount, PracticeTemplate};
use switchboard_sandbox::{PushTo, Registered, Sandbox, StartError};

const SIGNATURE: &str = "总机";

/// The sandbox while the practice profile is open.
pub(crate) struct Practice {
    sandbox: Sandbox,
}

impl Practice {
    /// Starts it on ports of the system's choice.
    pub(crate) async fn start() -> Result<Self, StartError> {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Ok(Self {
            sandbox: Sandbox::start(listen).await?,
        })
    }

    /// Brings the desk's accounts up to date, and lets the vendors push to it.
    pub(crate) async fn introduce(&self, desk: &Desk, language: Language) -> Result<(), DeskError> {
        let mut push_to = PushTo {
            intl_sms: String::new(),
            call_record: String::new(),
            call_start: String::new(),
        };
        let port = desk.receive_practice().await?;
        for account in self.accounts(language) {
            let id = desk.prepare_practice(account, port).await?;
            for callback in desk.list_callbacks(id).await? {
                match callback.kind {
                    PushKind::InternationalStatus => push_to.intl_sms = callback.local_url,
                    PushKind::CallRecord => push_to.call_record = callback.local_url,
                    PushKind::CallStart => push_to.call_start = callback.local_url,
                    PushKind::SmsStatus | PushKind::VoiceStatus => {}
                }
            }
        }
        self.sandbox.push_to(push_to);
        Ok(())
    }

    /// The accounts that reach it, one per vendor.
    fn accounts(&self, language: Language) -> Vec<PracticeAccount> {
        let vendors = &self.sandbox.description().vendors;
        let in_words = |zh: &str, en: &str| match language {
            Language::ZhCn => zh.to_owned(),
            Language::En => en.to_owned(),
        };
        let lianjiang = PracticeAccount {
            vendor_account: vendors.lianjiang.account.clone(),
            secrets: vec![(SecretKind::Secret, vendors.lianjiang.key.clone().into())],
            templates: vec![PracticeTemplate {
                name: in_words("验证码", "Verification code"),
                template_id: vendors.lianjiang.template_id.clone(),
                text: vendors.lianjiang.template.clone(),
                voice: false,
            }],
            ..account(
                "lianjiang",
                in_words("练习账号", "Practice account"),
                &vendors.lianjiang.base_url,
            )
        };
        let keys = |registered: &Registered| {
            vec![
                (SecretKind::SigningKey, registered.signing_key.clone().into()),
                (
                    SecretKind::DecryptionKey,
                    registered.decryption_key.clone().into(),
                ),
            ]
        };
        let registered = &vendors.linkaccount.registered;
        let linkaccount = PracticeAccount {
            vendor_account: vendors.linkaccount.app_key.clone(),
            secrets: keys(registered),
            templates: vec![
                PracticeTemplate {
                    name: in_words("揽收通知", "Parcel picked up"),
                    template_id: registered.template_id.clone(),
                    text: "您的订单{订单号}已由{快递员}揽收，请留意签收。".to_owned(),
                    voice: false,
                },
                PracticeTemplate {
                    name: in_words("语音验证码", "Spoken code"),
                    template_id: registered.voice_template_id.clone(),
                    text: "您的验证码是{验证码}，{分钟}分钟内有效。".to_owned(),
                    voice: true,
                },
            ],
            signature: registered.sign_name.clone(),
            ..account(
                "linkaccount",
                in_words("练习：短信与语音", "Practice: texts and calls"),
                &vendors.linkaccount.base_url,
            )
        };
        let legacy = PracticeAccount {
            vendor_account: vendors.linkaccount_legacy.app_id.clone(),
            secrets: keys(&vendors.linkaccount_legacy.registered),
            ..account(
                "linkaccount_legacy",
                in_words("练习：号码核验", "Practice: number checks"),
                &vendors.linkaccount_legacy.base_url,
            )
        };
        let international = PracticeAccount {
            vendor_account: vendors.intl_sms.app_key.clone(),
            secrets: vec![(SecretKind::Secret, vendors.intl_sms.secret.clone().into())],
            ..account(
                "intl_sms",
                in_words("练习：国际短信", "Practice: international"),
                &vendors.intl_sms.base_url,
            )
        };
        let privacy = PracticeAccount {
            vendor_account: vendors.privacy_number.developer_id.clone(),
            secrets: vec![(SecretKind::Secret, vendors.privacy_number.auth_key.clone().into())],
            appids: vec![vendors.privacy_number.appid.clone()],
            x_numbers: vendors.privacy_number.x_numbers.clone(),
            ..account(
                "privacy_number",
                in_words("练习：隐私号", "Practice: privacy numbers"),
                &vendors.privacy_number.base_url,
            )
        };
        vec![lianjiang, linkaccount, legacy, international, privacy]
    }
}

fn account(vendor: &str, name: String, base_url: &str) -> PracticeAccount {
    PracticeAccount {
        vendor: vendor.to_owned(),
        name,
        base_url: base_url.to_owned(),
        vendor_account: String::new(),
        signature: SIGNATURE.to_owned(),
        secrets: Vec::new(),
        templates: Vec::new(),
        appids: Vec::new(),
        x_numbers: Vec::new(),
    }
}

/// Stops it in the background: nobody waits for a simulated vendor.
pub(crate) fn stop(practice: Option<Practice>) {
    if let Some(practice) = practice {
        tauri::async_runtime::spawn(practice.sandbox.stop());
    }
}
