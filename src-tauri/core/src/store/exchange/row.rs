//! Rows of attempts, polls and pushes as rows of one list, and how each ended.

use rusqlite::Row;

use crate::contract::Millis;
use crate::contract::account::Reason;
use crate::contract::exchange::{ExchangeKind, ExchangeOutcome, ExchangeRef};
use crate::store::operation::OperationKind;
use crate::store::poll::PollOutcome;
use crate::store::{StoreError, unjson, unword};

use super::ExchangeRecord;

/// An attempt.
pub(super) fn attempt(row: &Row<'_>) -> Result<ExchangeRecord, StoreError> {
    let kind: OperationKind = unword(row.get(1)?)?;
    let state: String = row.get(9)?;
    let reason: Option<Reason> = unjson(row.get(10)?)?;
    let (dispatched_at, settled_at): (Option<Millis>, Option<Millis>) = (row.get(4)?, row.get(5)?);
    Ok(ExchangeRecord {
        of: ExchangeRef::Attempt { id: row.get(0)? },
        kind: match kind {
            OperationKind::Send => ExchangeKind::Send,
            OperationKind::Check => ExchangeKind::Check,
            OperationKind::Bind => ExchangeKind::Bind,
            OperationKind::Release => ExchangeKind::Release,
        },
        account_id: row.get(2)?,
        at: dispatched_at.map_or_else(|| row.get(3), Ok)?,
        method: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        url: row.get(7)?,
        status: row.get(8)?,
        outcome: match state.as_str() {
            "accepted" => ExchangeOutcome::Good,
            "rejected" => ExchangeOutcome::Refused,
            "not_sent" => ExchangeOutcome::NotSent,
            "unknown" => ExchangeOutcome::Doubt,
            _ => ExchangeOutcome::UnderWay,
        },
        milliseconds: lasted(dispatched_at, settled_at, reason.as_ref()),
        reason,
        items: if kind == OperationKind::Send {
            row.get(11)?
        } else {
            0
        },
    })
}

/// How long a request took; not known where the program ended meanwhile.
fn lasted(from: Option<Millis>, to: Option<Millis>, reason: Option<&Reason>) -> Option<i64> {
    if reason == Some(&Reason::CutOffByExit) {
        return None;
    }
    Some((to? - from?).max(0))
}

/// A poll or a question.
pub(super) fn poll(row: &Row<'_>) -> Result<ExchangeRecord, StoreError> {
    let kind: ExchangeKind = unword(row.get(1)?)?;
    let outcome: PollOutcome = unword(row.get(9)?)?;
    let reason: Option<Reason> = unjson(row.get(10)?)?;
    let (intent_at, fetched_at): (Millis, Option<Millis>) = (row.get(3)?, row.get(4)?);
    let ended_at: Option<Millis> = fetched_at.map_or_else(|| row.get(5), |at| Ok(Some(at)))?;
    let bad: u32 = row.get(12)?;
    let outcome = match outcome {
        PollOutcome::Intent | PollOutcome::Raw => ExchangeOutcome::UnderWay,
        PollOutcome::Applied if bad > 0 => ExchangeOutcome::Doubt,
        // A balance that is what it was is an answer all the same.
        PollOutcome::Empty if kind != ExchangeKind::Balance => ExchangeOutcome::Nothing,
        PollOutcome::Applied | PollOutcome::Empty => ExchangeOutcome::Good,
        PollOutcome::Gap => ExchangeOutcome::Doubt,
        PollOutcome::NoGap => failed(reason.as_ref()),
    };
    Ok(ExchangeRecord {
        of: ExchangeRef::Poll { id: row.get(0)? },
        kind,
        account_id: row.get(2)?,
        at: intent_at,
        method: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        url: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        status: row.get(8)?,
        outcome,
        milliseconds: lasted(Some(intent_at), ended_at, reason.as_ref()),
        reason: reason.or((bad > 0).then_some(Reason::UnreadableReply)),
        items: row.get(11)?,
    })
}

/// What a question that lost nothing came to, by its reason.
fn failed(reason: Option<&Reason>) -> ExchangeOutcome {
    match reason {
        Some(
            Reason::NameNotFound
            | Reason::ConnectionRefused
            | Reason::ConnectTimeout
            | Reason::CertificateRefused,
        ) => ExchangeOutcome::NotSent,
        Some(Reason::VendorCode { .. } | Reason::HttpStatus { .. }) => ExchangeOutcome::Refused,
        _ => ExchangeOutcome::Doubt,
    }
}

/// A push.
pub(super) fn push(row: &Row<'_>) -> Result<ExchangeRecord, StoreError> {
    let (pasted, applied, unreadable): (bool, bool, u32) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let news: u32 = row.get(7)?;
    Ok(ExchangeRecord {
        of: ExchangeRef::Push { id: row.get(0)? },
        kind: ExchangeKind::Push,
        account_id: row.get(1)?,
        at: row.get(2)?,
        method: "POST".to_owned(),
        url: String::new(),
        // It is acknowledged once it is kept; one that was pasted in has nobody to be told.
        status: (!pasted).then_some(200),
        outcome: match (applied, unreadable, news) {
            (false, _, _) => ExchangeOutcome::UnderWay,
            (true, 1.., _) => ExchangeOutcome::Doubt,
            (true, 0, 0) => ExchangeOutcome::Nothing,
            (true, 0, 1..) => ExchangeOutcome::Good,
        },
        reason: (unreadable > 0).then_some(Reason::UnreadableReply),
        items: row.get(6)?,
        milliseconds: None,
    })
}
