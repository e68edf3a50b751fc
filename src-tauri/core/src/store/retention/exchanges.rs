//! Raw requests and replies. Their rows stay, with what came of them: when, how it ended, how many items.

use rusqlite::Connection;

use super::super::StoreError;
use super::run_with;
use crate::contract::Id;

/// What may still go out, is in doubt, or holds an X keeps its requests: they are the evidence.
pub(super) const ATTEMPTS_DUE: &str = "attempt.request_body IS NOT NULL
    AND coalesce(attempt.settled_at, attempt.dispatched_at, attempt.prepared_at) < ?1
    AND attempt.state NOT IN ('prepared', 'dispatching')
    AND NOT EXISTS (SELECT 1 FROM operation JOIN job ON job.id = operation.job_id
        WHERE operation.id = attempt.operation_id AND (operation.state IN ('queued', 'dispatching', 'unknown')
            OR job.state = 'paused' OR (job.state = 'running' AND job.kind = 'send')))
    AND NOT EXISTS (SELECT 1 FROM message WHERE message.operation_id = attempt.operation_id
        AND message.state IN ('queued', 'sending', 'unknown'))
    AND NOT EXISTS (SELECT 1 FROM operation JOIN binding ON binding.id = operation.binding_id
        WHERE operation.id = attempt.operation_id
            AND binding.state NOT IN ('rejected', 'not_sent', 'released', 'ended'))";

/// What was not looked at yet is kept, and so is what was not understood where the vendor does not say it again: what was
/// handed out stands nowhere else. A gap somebody has acknowledged is let go of.
pub(super) const POLLS_DUE: &str = "(poll.raw IS NOT NULL OR poll.request_body IS NOT NULL)
    AND coalesce(poll.fetched_at, poll.ended_at, poll.intent_at) < ?1 AND poll.outcome NOT IN ('intent', 'raw')
    AND NOT (poll.outcome IN ('gap', 'no_gap') AND poll.kind IN ('reports', 'replies')
        AND length(coalesce(poll.raw, x'')) > 0
        AND NOT EXISTS (SELECT 1 FROM gap WHERE poll.outcome = 'gap' AND gap.account_id = poll.account_id
            AND gap.kind = poll.kind AND gap.acknowledged_at IS NOT NULL
            AND poll.intent_at BETWEEN gap.from_at AND gap.to_at))";

/// A push with an item that could not be read, or that is another desk's and was not handed over, is kept whole.
pub(super) const PUSHES_DUE: &str = "push.received_at < ?1 AND push.applied = 1 AND length(push.body) > 0
    AND NOT EXISTS (SELECT 1 FROM push_effect WHERE push_effect.push_id = push.id
        AND push_effect.what = 'unreadable')
    AND NOT EXISTS (SELECT 1 FROM push_effect JOIN report ON report.id = push_effect.report_id
        WHERE push_effect.push_id = push.id AND report.fit = 'foreign' AND report.given_id IS NULL)
    AND NOT EXISTS (SELECT 1 FROM push_effect JOIN x_call ON x_call.id = push_effect.x_call_id
        WHERE push_effect.push_id = push.id AND x_call.desk <> '' AND x_call.given_id IS NULL)";

pub(super) fn clear_attempts(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE operation SET body = '' WHERE id IN
            (SELECT operation_id FROM attempt WHERE id IN (SELECT value FROM json_each(?1)))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE attempt SET request_body = NULL, headers = '[]', signed = NULL, signed_with = NULL, reply_body = NULL,
            url = CASE WHEN instr(url, '?') > 0 THEN substr(url, 1, instr(url, '?') - 1) ELSE url END
         WHERE id IN (SELECT value FROM json_each(?1))",
        ids,
    )
}

pub(super) fn clear_polls(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE poll SET raw = NULL, request_body = NULL, headers = '[]', signed = NULL, signed_with = NULL,
            url = CASE WHEN instr(url, '?') > 0 THEN substr(url, 1, instr(url, '?') - 1) ELSE url END
         WHERE id IN (SELECT value FROM json_each(?1))",
        ids,
    )
}

pub(super) fn clear_pushes(connection: &Connection, ids: &[Id]) -> Result<(), StoreError> {
    run_with(
        connection,
        "UPDATE push_effect SET fields = '{}' WHERE push_id IN (SELECT value FROM json_each(?1))",
        ids,
    )?;
    run_with(
        connection,
        "UPDATE push SET body = x'', headers = '[]' WHERE id IN (SELECT value FROM json_each(?1))",
        ids,
    )
}
