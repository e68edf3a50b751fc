//! The operations of a vendor, found by what it can do: a vendor that is added is covered by itself.

use switchboard_core::contract::account::{BalanceUnit, CheckKind, SendMode};
use switchboard_core::contract::binding::BindingKind;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::vendors::Vendor;
use switchboard_core::vendors::codes::CodeTable;

/// Something a vendor can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A message to one number.
    Send(SendMode),
    /// A number check.
    Check(CheckKind),
    /// The balance, or the account's state.
    Balance,
    /// Reports, replies, or what became of single messages.
    Poll(PollKind),
    /// A bind.
    Bind(BindingKind),
    /// A release.
    Release(BindingKind),
}

/// A column of the failure table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Sends and number checks.
    Send,
    /// AXB and XA bind.
    Bind,
    /// Releases.
    Release,
    /// Questions that hand nothing out.
    Query,
    /// Polls that hand each item out once.
    Poll,
}

impl Operation {
    /// Every operation of a vendor.
    pub fn of(vendor: &dyn Vendor) -> Vec<Self> {
        let known = vendor.capabilities();
        let mut all: Vec<Self> = known.sends.iter().map(|way| Self::Send(way.mode)).collect();
        all.extend(known.checks.iter().map(|kind| Self::Check(*kind)));
        let others = [
            (known.balance != BalanceUnit::NotOffered, Self::Balance),
            (known.polls_reports, Self::Poll(PollKind::Reports)),
            (known.polls_replies, Self::Poll(PollKind::Replies)),
            (known.queries_reports, Self::Poll(PollKind::Status)),
            (known.bindings, Self::Bind(BindingKind::Axb)),
            (known.bindings, Self::Bind(BindingKind::Xa)),
            (known.bindings, Self::Release(BindingKind::Axb)),
            (known.bindings, Self::Release(BindingKind::Xa)),
        ];
        all.extend(others.into_iter().filter_map(|(there, one)| there.then_some(one)));
        all
    }

    /// Its column of the failure table.
    pub fn column(self) -> Column {
        match self {
            Self::Send(_) | Self::Check(_) => Column::Send,
            Self::Bind(_) => Column::Bind,
            Self::Release(_) => Column::Release,
            Self::Balance | Self::Poll(PollKind::Status | PollKind::Balance) => Column::Query,
            Self::Poll(PollKind::Reports | PollKind::Replies) => Column::Poll,
        }
    }

    /// What the sandbox calls it in faults and in its log.
    pub fn in_sandbox(self, vendor: &dyn Vendor) -> &'static str {
        let known = vendor.capabilities();
        match self {
            Self::Send(SendMode::Plain) => "plain_send",
            Self::Send(SendMode::Template) if known.template_signature => "text_send",
            Self::Send(SendMode::Template) => "template_send",
            Self::Send(SendMode::Voice) => "voice_send",
            Self::Send(SendMode::International) => "send",
            Self::Check(CheckKind::PhoneInfo) => "phone_info",
            Self::Check(CheckKind::PhoneVerify) => "phone_verify",
            Self::Balance | Self::Poll(PollKind::Balance) if known.bindings => "account_status",
            Self::Balance | Self::Poll(PollKind::Balance) => "balance",
            Self::Poll(PollKind::Reports) => "report_poll",
            Self::Poll(PollKind::Replies) => "reply_poll",
            Self::Poll(PollKind::Status) => "status",
            Self::Bind(BindingKind::Axb) => "axb_bind",
            Self::Bind(BindingKind::Xa) => "xa_bind",
            Self::Release(BindingKind::Axb) => "axb_release",
            Self::Release(BindingKind::Xa) => "xa_release",
        }
    }

    /// The vendor's table that its codes stand in: its own one, or the one of the whole document.
    pub fn table(self, vendor: &dyn Vendor) -> &'static CodeTable {
        let own = match self {
            Self::Send(SendMode::Template) => "text",
            Self::Send(SendMode::Voice) => "voice",
            Self::Check(_) => "number_authentication",
            _ => "codes",
        };
        let named = |id| vendor.codes().iter().find(|table| table.id == id);
        named(own)
            .or_else(|| named("codes"))
            .unwrap_or_else(|| panic!("{} has no table for {self:?}", vendor.id()))
    }

    /// Where the sandbox can put a code in its reply; none is where a refusal stands usually.
    pub fn places(self, vendor: &dyn Vendor) -> &'static [Option<&'static str>] {
        match self {
            Self::Send(SendMode::Template) if vendor.capabilities().template_signature => {
                &[None, Some("result")]
            }
            Self::Send(SendMode::Voice) => &[None, Some("body")],
            _ => &[None],
        }
    }

    /// Whether it costs or changes something.
    pub fn acts(self) -> bool {
        matches!(self.column(), Column::Send | Column::Bind | Column::Release)
    }
}
