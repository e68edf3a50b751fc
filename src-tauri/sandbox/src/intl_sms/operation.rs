//! The three operations of intl-sms.md, 第2章 to 第四章.

use axum::routing::MethodFilter;
use chrono::{DateTime, Utc};

use super::account::Account;
use super::codes::Refusal;
use super::{Accepted, auth, codes, fields, query, send};
use crate::clock::Clock;
use crate::faults::Code;
use crate::log::{Outcome, Particulars};
use crate::play::{self, Played, Received, Reply};
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// An operation of International SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// 短信发送接口
    Send,
    /// 余额查询接口
    Balance,
    /// 状态报告接口
    Status,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [Operation; 3] = [Operation::Send, Operation::Balance, Operation::Status];

    fn check(
        self,
        request: &Received,
        account: &mut Account,
        now: DateTime<Utc>,
    ) -> Result<Accepted, Refusal> {
        match self {
            Operation::Send => send::send(&fields::parse(request)?, account, now),
            Operation::Balance => Ok(query::balance(account)),
            Operation::Status => query::status(&fields::parse(request)?, account, now),
        }
    }
}

impl play::Operation for Operation {
    const VENDOR: Vendor = Vendor::IntlSms;

    fn name(self) -> &'static str {
        match self {
            Operation::Send => "send",
            Operation::Balance => "balance",
            Operation::Status => "status",
        }
    }

    fn method(self) -> MethodFilter {
        match self {
            Operation::Balance => MethodFilter::GET,
            Operation::Send | Operation::Status => MethodFilter::POST,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Operation::Send => "/api/v1/international/sms/send",
            Operation::Balance => "/api/v1/international/sms/balance",
            Operation::Status => "/api/v1/international/sms/status",
        }
    }

    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played {
        let account = &mut state.intl_sms;
        let result =
            auth::check(request, &shared.intl_sms).and_then(|()| self.check(request, account, clock.now()));
        match result {
            Ok(accepted) => {
                account.push(&shared.intl_sms, &mut state.pushes);
                Played {
                    reply: codes::success(accepted.data).into(),
                    outcome: Outcome::Accepted(accepted.particulars),
                }
            }
            Err(refusal) => {
                let code = refusal.number();
                Played {
                    reply: codes::reply(&code.into(), &code.to_string()).into(),
                    outcome: Outcome::Refused(code.into(), self.readable(request)),
                }
            }
        }
    }

    fn readable(self, request: &Received) -> Particulars {
        let fields = fields::parse(request);
        let recipients = fields.map(|fields| fields::readable_recipients(&fields));
        Particulars::to(recipients.unwrap_or_default())
    }

    fn code_reply(self, _request: &Received, code: &Code) -> Reply {
        codes::reply(&code.value, &code.text()).into()
    }
}
