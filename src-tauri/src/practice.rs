//! The simulated vendors, inside the program, on loopback ports.

use std::net::{Ipv4Addr, SocketAddr};

use switchboard_core::contract::profile::Language;
use switchboard_core::desk::practice::PracticeAccount;
use switchboard_sandbox::{Sandbox, StartError};

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

    /// The account that reaches it.
    pub(crate) fn account(&self, language: Language) -> PracticeAccount {
        let vendor = &self.sandbox.description().vendors.lianjiang;
        let (name, template_name) = match language {
            Language::ZhCn => ("练习账号", "验证码"),
            Language::En => ("Practice account", "Verification code"),
        };
        PracticeAccount {
            vendor: "lianjiang".to_owned(),
            name: name.to_owned(),
            template_name: template_name.to_owned(),
            signature: "总机".to_owned(),
            base_url: vendor.base_url.clone(),
            vendor_account: vendor.account.clone(),
            secret: vendor.key.clone().into(),
            template_id: vendor.template_id.clone(),
            template: vendor.template.clone(),
        }
    }
}

/// Stops it in the background: nobody waits for a simulated vendor.
pub(crate) fn stop(practice: Option<Practice>) {
    if let Some(practice) = practice {
        tauri::async_runtime::spawn(practice.sandbox.stop());
    }
}
