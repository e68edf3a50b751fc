//! The four operations of linkaccount.md.

use axum::routing::MethodFilter;

use super::message::Message;
use super::number::{self, Ask, NAMES};
use crate::clock::Clock;
use crate::faults::Code;
use crate::log::Particulars;
use crate::play::{self, Played, Received, Reply};
use crate::state::{Shared, State};
use crate::vendor::Vendor;

/// An operation of LinkAccount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// 获取用户登录手机号码的接口
    PhoneInfo,
    /// 校验用户登录号码接口
    PhoneVerify,
    /// 短信通知
    TextSend,
    /// 语音通知
    VoiceSend,
}

impl Operation {
    /// Every operation, in the order of the document.
    pub(crate) const ALL: [Operation; 4] = [
        Operation::PhoneInfo,
        Operation::PhoneVerify,
        Operation::TextSend,
        Operation::VoiceSend,
    ];
}

impl play::Operation for Operation {
    const VENDOR: Vendor = Vendor::Linkaccount;

    fn name(self) -> &'static str {
        match self {
            Operation::PhoneInfo => "phone_info",
            Operation::PhoneVerify => "phone_verify",
            Operation::TextSend => "text_send",
            Operation::VoiceSend => "voice_send",
        }
    }

    fn method(self) -> MethodFilter {
        MethodFilter::POST
    }

    /// 请求URL of each chapter.
    fn path(self) -> &'static str {
        match self {
            Operation::PhoneInfo => "/phone/info",
            Operation::PhoneVerify => "/phone/verify",
            Operation::TextSend => "/sms/text/send",
            Operation::VoiceSend => "/sms/voice/send",
        }
    }

    fn play(self, request: &Received, shared: &Shared, state: &mut State, clock: Clock) -> Played {
        let credentials = &shared.linkaccount;
        let account = &mut state.linkaccount;
        let now = clock.now();
        let (played, pushes) = match self.part() {
            Part::Number(ask) => {
                let played = number::play(ask, NAMES, request, credentials, account, now);
                (played, Vec::new())
            }
            Part::Message(message) => message.play(request, credentials, account, now),
        };
        for group in pushes {
            state.pushes.queue(account.outcomes.after, group);
        }
        played
    }

    fn readable(self, request: &Received) -> Particulars {
        match self.part() {
            Part::Number(_) => number::readable(NAMES, request),
            Part::Message(_) => Message::readable(request),
        }
    }

    fn code_reply(self, request: &Received, code: &Code) -> Reply {
        let now = Clock::default().now();
        let reply = match self.part() {
            Part::Number(_) => number::code_reply(code, now),
            Part::Message(message) => message.code_reply(request, code, now),
        };
        reply.into()
    }
}

/// The part of the document that an operation belongs to.
enum Part {
    Number(Ask),
    Message(Message),
}

impl Operation {
    fn part(self) -> Part {
        match self {
            Operation::PhoneInfo => Part::Number(Ask::Info),
            Operation::PhoneVerify => Part::Number(Ask::Verify),
            Operation::TextSend => Part::Message(Message::Text),
            Operation::VoiceSend => Part::Message(Message::Voice),
        }
    }
}
