//! The two operations of linkaccount-legacy.md.

use axum::routing::MethodFilter;

use super::number::{self, Ask, LEGACY_NAMES};
use crate::clock::Clock;
use crate::faults::Code;
use crate::log::Particulars;
use crate::play::{self, Played, Received, Reply};
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// An operation of the legacy dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LegacyOperation {
    /// 获取用户登录手机号码的接口
    PhoneInfo,
    /// 校验用户登录号码接口
    PhoneVerify,
}

impl LegacyOperation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [LegacyOperation; 2] = [LegacyOperation::PhoneInfo, LegacyOperation::PhoneVerify];

    fn ask(self) -> Ask {
        match self {
            LegacyOperation::PhoneInfo => Ask::Info,
            LegacyOperation::PhoneVerify => Ask::Verify,
        }
    }
}

impl play::Operation for LegacyOperation {
    const VENDOR: Vendor = Vendor::LinkaccountLegacy;

    fn name(self) -> &'static str {
        match self {
            LegacyOperation::PhoneInfo => "phone_info",
            LegacyOperation::PhoneVerify => "phone_verify",
        }
    }

    fn method(self) -> MethodFilter {
        MethodFilter::POST
    }

    /// 请求URL of each chapter.
    fn path(self) -> &'static str {
        match self {
            LegacyOperation::PhoneInfo => "/phone/info",
            LegacyOperation::PhoneVerify => "/phone/verify",
        }
    }

    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played {
        let account = &mut state.linkaccount_legacy;
        let now = clock.now();
        number::play(
            self.ask(),
            LEGACY_NAMES,
            request,
            &shared.linkaccount_legacy,
            account,
            now,
        )
    }

    fn readable(self, request: &Received) -> Particulars {
        number::readable(LEGACY_NAMES, request)
    }

    fn code_reply(self, _request: &Received, code: &Code) -> Reply {
        number::code_reply(code, Clock::default().now()).into()
    }
}
