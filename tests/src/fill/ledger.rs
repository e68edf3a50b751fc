//! The tables that grow with every send, and the next id of each.

use rusqlite::types::Value;
use rusqlite::{Connection, Result};

use super::rows::Rows;

/// Every table that is filled row by row.
pub(super) struct Ledger<'c> {
    pub job: Rows<'c>,
    pub operation: Rows<'c>,
    pub attempt: Rows<'c>,
    pub message: Rows<'c>,
    pub report: Rows<'c>,
    pub reply: Rows<'c>,
    pub poll: Rows<'c>,
    pub push: Rows<'c>,
    pub push_effect: Rows<'c>,
    pub decision: Rows<'c>,
    pub reveal: Rows<'c>,
    pub next: Next,
}

/// The next id of each table.
#[derive(Debug, Default)]
pub(super) struct Next {
    pub job: i64,
    pub operation: i64,
    pub attempt: i64,
    pub message: i64,
    pub report: i64,
    pub poll: i64,
    pub push: i64,
}

/// Takes an id.
pub(super) fn take(next: &mut i64) -> i64 {
    *next += 1;
    *next
}

impl<'c> Ledger<'c> {
    pub fn of(connection: &'c Connection) -> Self {
        let rows = |table, columns: &str| Rows::of(connection, table, columns);
        Self {
            job: rows("job", JOB),
            operation: rows("operation", OPERATION),
            attempt: rows("attempt", ATTEMPT),
            message: rows("message", MESSAGE),
            report: rows("report", REPORT),
            reply: rows("reply", REPLY),
            poll: rows("poll", POLL),
            push: rows("push", PUSH),
            push_effect: rows("push_effect", PUSH_EFFECT),
            decision: rows("decision", DECISION),
            reveal: rows("reveal", REVEAL),
            next: Next::default(),
        }
    }

    pub fn finish(self) -> Result<()> {
        let all = [
            self.job,
            self.operation,
            self.attempt,
            self.message,
            self.poll,
            self.push,
            self.report,
            self.push_effect,
            self.reply,
            self.decision,
            self.reveal,
        ];
        all.into_iter().try_for_each(Rows::finish)
    }

    /// What a person decided about a message.
    pub fn decided(&mut self, message: i64, kind: &str, by: (&str, &str), at: i64) -> Result<()> {
        let why = "客户来电确认 · asked the customer";
        self.decision
            .add([message.into(), text(kind), text(by.0), text(by.1), text(why), at.into()])
    }

    /// A look at a message's number.
    pub fn looked_at(&mut self, message: i64, by: (&str, &str), at: i64) -> Result<()> {
        self.reveal
            .add([message.into(), text(by.0), text(by.1), at.into()])
    }
}

/// Text as a value.
pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

const JOB: &str = "id, draft_id, account_id, text, variables, template_id, extension, operator, desk, reference, \
    approved_at, recipients, segments, state, paused_reason, kind, mode, signature";
const OPERATION: &str = "id, job_id, account_id, token, path, body, body_hash, recipients, state, msg_id, kind, \
    binding_id";
const ATTEMPT: &str = "id, operation_id, state, prepared_at, dispatched_at, settled_at, method, url, request_body, \
    reply_status, reply_body, reason, headers, signed";
const MESSAGE: &str = "id, job_id, operation_id, account_id, msisdn, msisdn_reversed, variables, text_hash, segments, \
    state, reason, approved_at, submitted_at, state_at, verdict_code, decided_by_hand, msg_id";
const REPORT: &str = "id, poll_id, push_id, account_id, msg_id, msisdn, code, code_table, verdict, vendor_time, echo, \
    channel, dedupe, fields, received_at, message_id, decided, fit";
const REPLY: &str = "poll_id, account_id, msisdn, content, vendor_time, msg_id, extension, ordinal, received_at, \
    message_id";
const POLL: &str = "id, account_id, kind, intent_at, fetched_at, reply_status, raw, outcome, items";
const PUSH: &str = "id, account_id, kind, received_at, pasted, content_type, headers, body, applied";
const PUSH_EFFECT: &str = "push_id, position, what, report_id, x_call_id, fields";
const DECISION: &str = "message_id, kind, operator, desk, why, at";
const REVEAL: &str = "message_id, operator, desk, at";
