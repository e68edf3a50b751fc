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
    /// Lianjiang: domestic SMS.
    pub lianjiang: Lianjiang,
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
