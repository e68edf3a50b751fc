//! The five operations of lianjiang.md, chapters 一 to 五.

use axum::routing::MethodFilter;

use super::{auth, codes, fields, query, send};
use crate::clock::Clock;
use crate::faults::Code;
use crate::log::{Outcome, Particulars};
use crate::play::{self, Played, Received, Reply};
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// An operation of Lianjiang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// 普通信息单群发接口
    PlainSend,
    /// 模板信息单群发接口
    TemplateSend,
    /// 余额查询接口
    Balance,
    /// 状态报告接口
    ReportPoll,
    /// 上行回复接口
    ReplyPoll,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [Operation; 5] = [
        Operation::PlainSend,
        Operation::TemplateSend,
        Operation::Balance,
        Operation::ReportPoll,
        Operation::ReplyPoll,
    ];
}

impl play::Operation for Operation {
    const VENDOR: Vendor = Vendor::Lianjiang;

    fn name(self) -> &'static str {
        match self {
            Operation::PlainSend => "plain_send",
            Operation::TemplateSend => "template_send",
            Operation::Balance => "balance",
            Operation::ReportPoll => "report_poll",
            Operation::ReplyPoll => "reply_poll",
        }
    }

    fn method(self) -> MethodFilter {
        MethodFilter::POST
    }

    /// 提交地址 of each chapter.
    fn path(self) -> &'static str {
        match self {
            Operation::PlainSend => "/api/v1/sms",
            Operation::TemplateSend => "/api/v1/smsTp",
            Operation::Balance => "/api/v1/accountNum",
            Operation::ReportPoll => "/api/v1/report",
            Operation::ReplyPoll => "/api/v1/reply",
        }
    }

    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played {
        let account = &mut state.lianjiang;
        let now = clock.now();
        let fields = fields::parse(request.content_type(), &request.body);
        let result = fields.as_ref().map_err(|refusal| *refusal).and_then(|fields| {
            auth::check(fields, &shared.lianjiang, account.key_case, now)?;
            match self {
                Operation::PlainSend => send::plain(fields, account, now),
                Operation::TemplateSend => send::template(fields, &shared.lianjiang, account, now),
                Operation::Balance => Ok(query::balance(account)),
                Operation::ReportPoll => Ok(query::report_poll(account)),
                Operation::ReplyPoll => Ok(query::reply_poll(account)),
            }
        });
        match result {
            Ok(accepted) => Played {
                reply: accepted.reply.into(),
                outcome: Outcome::Accepted(accepted.particulars),
            },
            Err(refusal) => {
                let code = refusal.number();
                Played {
                    reply: codes::reply(code).into(),
                    outcome: Outcome::Refused(code.into(), self.readable(request)),
                }
            }
        }
    }

    fn readable(self, request: &Received) -> Particulars {
        let fields = fields::parse(request.content_type(), &request.body);
        let recipients = fields.map(|fields| fields::readable_recipients(&fields));
        Particulars::to(recipients.unwrap_or_default())
    }

    fn code_reply(self, _request: &Received, code: &Code) -> Reply {
        let mut reply = codes::reply(code.text().parse().unwrap_or_default());
        // A code ordered as a string stays one: some of the document's tables say so.
        reply["code"] = code.value.clone();
        reply.into()
    }
}
