//! Good requests, one per operation: as a person fills the form, with nothing that is optional.

use switchboard_core::contract::account::{CheckKind, SendMode};
use switchboard_core::contract::binding::{BindDraft, BindingKind};
use switchboard_core::contract::check::CheckDraft;
use switchboard_core::contract::send::{SendBody, SendDraft};
use switchboard_core::contract::template::Template;
use switchboard_core::vendors::Vendor;

use super::bench::Bench;

/// A's number.
pub const A: &str = "13800000001";
/// B's number.
pub const B: &str = "13900000002";

impl Bench {
    /// The account's template, for a text or a call.
    pub async fn template(&self, vendor: &dyn Vendor, voice: bool) -> Template {
        let all = self.desk.list_templates(self.account(vendor)).await.unwrap();
        all.into_iter()
            .find(|template| template.voice == voice)
            .expect("the account's template")
    }

    /// A send to one number.
    pub async fn send_draft(&self, vendor: &dyn Vendor, mode: SendMode) -> SendDraft {
        let signature = self.account_now(vendor).await.signature;
        let (recipients, body) = match mode {
            SendMode::Plain => (
                A.to_owned(),
                SendBody::Plain {
                    signature,
                    content: "您的订单已发货".into(),
                },
            ),
            SendMode::Template => (
                format!("{A}\t4711\t5"),
                SendBody::Template {
                    template_id: self.template(vendor, false).await.id,
                    signature,
                },
            ),
            SendMode::Voice => (
                format!("{A}\t4711\t5"),
                SendBody::Voice {
                    template_id: self.template(vendor, true).await.id,
                },
            ),
            SendMode::International => (
                "+14155552671".to_owned(),
                SendBody::International {
                    content: "【Switch】Your code is 4711".into(),
                    sender_id: String::new(),
                    send_at: None,
                },
            ),
        };
        SendDraft {
            draft_id: self.draft_id(),
            account_id: self.account(vendor),
            recipients,
            body,
            reference: "A-20611".into(),
            echo: String::new(),
            callback_url: String::new(),
        }
    }

    /// A check of the sandbox's own token.
    pub fn check_draft(&self, vendor: &dyn Vendor, kind: CheckKind) -> CheckDraft {
        let vendors = &self.sandbox.description().vendors;
        let known = if vendor.id() == "linkaccount" {
            &vendors.linkaccount.registered
        } else {
            &vendors.linkaccount_legacy.registered
        };
        CheckDraft {
            draft_id: self.draft_id(),
            account_id: self.account(vendor),
            kind,
            channel: "0".into(),
            platform: "1".into(),
            auth_code: String::new(),
            token: known.token.clone(),
            number: match kind {
                CheckKind::PhoneInfo => String::new(),
                CheckKind::PhoneVerify => "13800138000".into(),
            },
            reference: "A-20611".into(),
        }
    }

    /// A bind of the account's X number at `index`, for an hour.
    pub async fn bind_draft(&self, vendor: &dyn Vendor, kind: BindingKind, index: usize) -> BindDraft {
        let account = self.account_now(vendor).await;
        BindDraft {
            draft_id: self.draft_id(),
            account_id: account.id,
            kind,
            appid: account.appids[0].clone(),
            x_number: account.x_numbers[index].clone(),
            a_number: A.into(),
            b_number: match kind {
                BindingKind::Axb => B.into(),
                BindingKind::Xa => String::new(),
            },
            ttl_seconds: Some(3600),
            record: false,
            shows_a_to_b: false,
            shows_caller_to_a: false,
            anucode: String::new(),
            ansanu: String::new(),
            user_text: String::new(),
            reference: "A-20611".into(),
        }
    }
}
