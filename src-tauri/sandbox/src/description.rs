//! What a caller must know to use a running sandbox; as JSON it is the program's first line.

use serde::Serialize;

/// Where a sandbox listens and what its vendors accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description {
    /// URL of the control listener.
    pub control: String,
    /// The vendors that are played.
    pub vendors: Vendors,
}

/// The vendors that are played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vendors {
    /// International SMS.
    pub intl_sms: IntlSms,
    /// Privacy numbers (AXB, XA).
    pub privacy_number: PrivacyNumber,
    /// Lianjiang: domestic SMS.
    pub lianjiang: Lianjiang,
    /// LinkAccount: texts, calls and number checks.
    pub linkaccount: Linkaccount,
    /// LinkAccount's older dialect: number checks.
    pub linkaccount_legacy: LinkaccountLegacy,
}

/// One Lianjiang account, made anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lianjiang {
    /// URL before `/api/v1/…` (lianjiang.md, 提交地址 of each chapter).
    pub base_url: String,
    /// The user name, `account` in every request.
    pub account: String,
    /// The secret that `key` is computed from.
    pub key: String,
    /// The exact text of the registered template, placeholders written `{…}`.
    pub template: String,
    /// The number the template is registered under, `templateId` in a request.
    pub template_id: String,
}

/// One LinkAccount account, made anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Linkaccount {
    /// URL before `/phone/…` and `/sms/…` (linkaccount.md, 请求URL of each chapter).
    pub base_url: String,
    /// `app_key` in every request.
    pub app_key: String,
    /// What is registered for it.
    #[serde(flatten)]
    pub registered: Registered,
}

/// One account of LinkAccount's older dialect, made anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkaccountLegacy {
    /// URL before `/phone/…` (linkaccount-legacy.md, 请求URL of each chapter).
    pub base_url: String,
    /// `appId` or `app_id` in every request.
    pub app_id: String,
    /// What is registered for it.
    #[serde(flatten)]
    pub registered: Registered,
}

/// What an account of LinkAccount has registered; its dialects share all but the name of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registered {
    /// Private half of the key that requests are signed with, PKCS#8 in PEM.
    pub signing_key: String,
    /// Private half of the key that `body` of number checks is encrypted for, PKCS#8 in PEM.
    pub decryption_key: String,
    /// `sign_name` in a request to send a text.
    pub sign_name: String,
    /// `template_id` in a request to send a text.
    pub template_id: String,
    /// Values that fill that template.
    pub template_params: Vec<String>,
    /// `template_id` in a request to call.
    pub voice_template_id: String,
    /// Values that fill that template.
    pub voice_template_params: Vec<String>,
    /// A token that stands for a number and does not expire.
    pub token: String,
}

/// One International SMS account, made anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntlSms {
    /// URL before `/api/v1/international/…` (intl-sms.md, 请求地址 of each chapter).
    pub base_url: String,
    /// The header `appKey` of every request (1.1).
    pub app_key: String,
    /// What the header `appSecret` is computed from (1.1).
    pub secret: String,
}

/// One account for privacy numbers, made anew at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrivacyNumber {
    /// URL before `/api/v1/account/status` and `/igw/…` (privacy-numbers.md, 访问 URI of each section).
    pub base_url: String,
    /// 开发者 ID, in the header `Authorization` (2.1).
    pub developer_id: String,
    /// 开发者认证 key, which the header's tag is computed from (2.1).
    pub auth_key: String,
    /// APP ID, in every request about bindings (4.1).
    pub appid: String,
    /// The X numbers that the account may use.
    pub x_numbers: Vec<String>,
}
