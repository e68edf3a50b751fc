//! The five operations of privacy-numbers.md, 3.1 and 4.1 to 4.4.

use axum::http::StatusCode;
use axum::routing::MethodFilter;
use serde_json::Value;

use super::binding::Kind;
use super::codes::{self, Refusal};
use super::parameters::{self, Parameters};
use super::{Accepted, auth, bind, release, status};
use crate::clock::Clock;
use crate::faults::Code;
use crate::log::{Outcome, Particulars};
use crate::play::{self, Played, Received, Reply};
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// Where the X number stands in a path.
const BEFORE_X: &str = "/igw/service/uc/interline/";
/// What follows it in the path of a transfer.
const BEHIND_X: &str = "/transfer";

/// An operation of privacy numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// 查询账号状态
    AccountStatus,
    /// 开通中转号码绑定关系
    AxbBind,
    /// 释放中转号码绑定
    AxbRelease,
    /// 开通中转号码转接
    XaBind,
    /// 释放中转号码转接
    XaRelease,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [Operation; 5] = [
        Operation::AccountStatus,
        Operation::AxbBind,
        Operation::AxbRelease,
        Operation::XaBind,
        Operation::XaRelease,
    ];

    fn check(
        self,
        request: &Received,
        shared: &Shared,
        state: &mut State,
        clock: Clock,
    ) -> Result<Accepted, Refusal> {
        let credentials = &shared.privacy_number;
        let account = &mut state.privacy_number;
        let now = clock.now();
        auth::check(request, credentials, now)?;
        if self == Operation::AccountStatus {
            return Ok(status::status(account));
        }
        if account.settings.state.is_stopped() {
            return Err(Refusal::Stopped);
        }
        let x_number = x_number(&request.path);
        let mut bound = |kind| {
            let parameters = Parameters::of_body(request)?;
            bind::bind(kind, &x_number, &parameters, credentials, account, now)
        };
        match self {
            Operation::AccountStatus => Ok(status::status(account)),
            Operation::AxbBind => bound(Kind::Axb),
            Operation::XaBind => bound(Kind::Xa),
            Operation::AxbRelease => release::axb(&Parameters::of_query(request)?, credentials, account),
            Operation::XaRelease => {
                release::xa(&x_number, &Parameters::of_query(request)?, credentials, account)
            }
        }
    }
}

impl play::Operation for Operation {
    const VENDOR: Vendor = Vendor::PrivacyNumber;

    fn name(self) -> &'static str {
        match self {
            Operation::AccountStatus => "account_status",
            Operation::AxbBind => "axb_bind",
            Operation::AxbRelease => "axb_release",
            Operation::XaBind => "xa_bind",
            Operation::XaRelease => "xa_release",
        }
    }

    fn method(self) -> MethodFilter {
        match self {
            Operation::AccountStatus => MethodFilter::GET,
            Operation::AxbBind | Operation::XaBind => MethodFilter::PUT,
            Operation::AxbRelease | Operation::XaRelease => MethodFilter::DELETE,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Operation::AccountStatus => "/api/v1/account/status",
            Operation::AxbBind => "/igw/service/uc/interline/{x}",
            Operation::AxbRelease => "/igw/service/uc/interline",
            Operation::XaBind | Operation::XaRelease => "/igw/service/uc/interline/{x}/transfer",
        }
    }

    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played {
        match self.check(request, shared, state, clock) {
            Ok(accepted) => {
                let mut reply = codes::reply(0);
                for (name, value) in accepted.fields {
                    reply[name] = value;
                }
                Played {
                    reply: reply.into(),
                    outcome: Outcome::Accepted(accepted.particulars),
                }
            }
            Err(refusal) => self.refuse(refusal, request),
        }
    }

    fn readable(self, request: &Received) -> Particulars {
        let parameters = match self {
            Operation::AccountStatus => return Particulars::default(),
            Operation::AxbBind | Operation::XaBind => Parameters::of_body(request),
            Operation::AxbRelease | Operation::XaRelease => Parameters::of_query(request),
        };
        let parameters = parameters.unwrap_or_default();
        let number = |name| parameters.optional(name).map(str::to_owned);
        let x_number = Some(x_number(&request.path)).filter(|x_number| !x_number.is_empty());
        Particulars::to([number("anum"), number("bnum")].into_iter().flatten().collect())
            .with("x_number", x_number)
            .with("reqid", parameters.optional("reqid"))
            .with("subid", parameters.optional("subid"))
    }

    fn code_reply(self, _request: &Received, code: &Code) -> Reply {
        codes::written(&code.value, &code.text()).into()
    }
}

impl Operation {
    /// Whoever is not let in gets an HTTP status; all others an HTTP 200 and a code.
    fn refuse(self, refusal: Refusal, request: &Received) -> Played {
        let mut reply = Reply::from(codes::reply(refusal.number()));
        let code = if refusal == Refusal::Unauthorized {
            reply.status = StatusCode::UNAUTHORIZED;
            codes::UNAUTHORIZED
        } else {
            refusal.number()
        };
        Played {
            reply,
            outcome: Outcome::Refused(Value::from(code), play::Operation::readable(self, request)),
        }
    }
}

/// The X number of a path; empty if it has none.
fn x_number(path: &str) -> String {
    let behind = path.strip_prefix(BEFORE_X).unwrap_or_default();
    let raw = behind.strip_suffix(BEHIND_X).unwrap_or(behind);
    // In a path a plus is a plus, unlike in a form.
    parameters::decode(&raw.replace('+', "%2B")).unwrap_or_default()
}
