//! The five vendors and the names of their operations, as faults, log and control write them.

use serde::{Deserialize, Serialize};

/// A vendor (vendors.md, "Vendor ids").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Vendor {
    /// linkaccount.md
    Linkaccount,
    /// linkaccount-legacy.md
    LinkaccountLegacy,
    /// intl-sms.md
    IntlSms,
    /// privacy-numbers.md
    PrivacyNumber,
    /// lianjiang.md
    Lianjiang,
}

impl Vendor {
    /// Every vendor, in the order of vendors.md.
    pub(crate) const ALL: [Vendor; 5] = [
        Vendor::Linkaccount,
        Vendor::LinkaccountLegacy,
        Vendor::IntlSms,
        Vendor::PrivacyNumber,
        Vendor::Lianjiang,
    ];

    /// Its id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Vendor::Linkaccount => "linkaccount",
            Vendor::LinkaccountLegacy => "linkaccount_legacy",
            Vendor::IntlSms => "intl_sms",
            Vendor::PrivacyNumber => "privacy_number",
            Vendor::Lianjiang => "lianjiang",
        }
    }

    /// The names of its operations, in the order of its document.
    pub(crate) fn operations(self) -> &'static [&'static str] {
        match self {
            Vendor::Linkaccount => &["phone_info", "phone_verify", "text_send", "voice_send"],
            Vendor::LinkaccountLegacy => &["phone_info", "phone_verify"],
            Vendor::IntlSms => &["send", "balance", "status"],
            Vendor::PrivacyNumber => &[
                "account_status",
                "axb_bind",
                "axb_release",
                "xa_bind",
                "xa_release",
            ],
            Vendor::Lianjiang => &[
                "plain_send",
                "template_send",
                "balance",
                "report_poll",
                "reply_poll",
            ],
        }
    }

    /// The vendor with that id; the error is a sentence for the caller.
    pub(crate) fn named(id: &str) -> Result<Vendor, String> {
        let known = Vendor::ALL.into_iter().find(|vendor| vendor.id() == id);
        known.ok_or_else(|| {
            let ids = Vendor::ALL.map(Vendor::id).join(", ");
            format!("There is no vendor {id:?} here; there are {ids}.")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Operation;
    use crate::{intl_sms, lianjiang, linkaccount, privacy_number};

    fn assert_named<O: Operation>(operations: &[O]) {
        let mut names: Vec<&str> = operations.iter().map(|operation| operation.name()).collect();
        let mut listed = O::VENDOR.operations().to_vec();
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed, "{}", O::VENDOR.id());
    }

    #[test]
    fn every_operation_is_listed_by_its_name() {
        assert_named(&lianjiang::Operation::ALL);
        assert_named(&intl_sms::Operation::ALL);
        assert_named(&privacy_number::Operation::ALL);
        assert_named(&linkaccount::Operation::ALL);
        assert_named(&linkaccount::LegacyOperation::ALL);
    }

    #[test]
    fn the_log_writes_a_vendor_by_its_id() {
        for vendor in Vendor::ALL {
            assert_eq!(serde_json::to_value(vendor).ok(), Some(vendor.id().into()));
        }
    }
}
