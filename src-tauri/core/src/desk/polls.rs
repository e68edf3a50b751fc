//! How each poll goes, and how often it goes out.

use super::account_form::problem;
use super::pace::Pace;
use super::poller::{asked, default_seconds, watched};
use super::{Desk, DeskError};
use crate::contract::Millis;
use crate::contract::desk::{PollKind, Topic};
use crate::contract::exchange::{PollStatus, SetPollInterval};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::store::account::AccountRow;
use crate::store::act::{self, Act};
use crate::store::poll_interval::Brought;
use crate::store::{Connection, StoreError, account, balance, message, poll, poll_interval};

/// What an interval can be set to, in seconds.
const INTERVALS: std::ops::RangeInclusive<u32> = 10..=86_400;
/// Of the items that are counted.
const DAY: Millis = 24 * 60 * 60 * 1000;
/// Open messages are counted up to here.
const MOST_OPEN: u32 = 10_000;

impl Desk {
    /// How every poll of every account goes.
    pub async fn list_polls(&self) -> Result<Vec<PollStatus>, DeskError> {
        let (now, paces) = (self.now(), self.paces());
        Ok(self
            .store()
            .read(move |connection| {
                let intervals = poll_interval::all(connection)?;
                let mut polls = Vec::new();
                for row in account::all(connection)? {
                    for kind in asked(&row) {
                        let pace = paces.get(&(row.id, kind)).cloned().unwrap_or_default();
                        let interval = intervals.get(&(row.id, kind)).copied();
                        polls.push(status(connection, &row, kind, pace, interval, now)?);
                    }
                }
                Ok(polls)
            })
            .await?)
    }

    /// Sets how often something is polled while nothing is awaited.
    pub async fn set_poll_interval(&self, set: SetPollInterval) -> Result<Vec<FieldProblem>, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let SetPollInterval {
            account_id,
            kind,
            seconds,
        } = set;
        if seconds.is_some_and(|seconds| !INTERVALS.contains(&seconds)) {
            return Ok(vec![problem("seconds", FieldReason::OutOfRange)]);
        }
        let offered = self
            .store()
            .write(move |transaction| {
                let row = account::get(transaction, account_id)?.filter(|row| !row.deleted);
                let Some(row) = row else { return Ok(None) };
                if !asked(&row).contains(&kind) {
                    return Ok(Some(false));
                }
                poll_interval::set(transaction, account_id, kind, seconds)?;
                act::insert(transaction, Act::PollIntervalSet, account_id, &identity, now)?;
                Ok(Some(true))
            })
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if !offered {
            return Ok(vec![problem("kind", FieldReason::NotOffered)]);
        }
        self.hurry();
        self.changed(&[Topic::Exchanges]);
        Ok(Vec::new())
    }
}

fn status(
    connection: &Connection,
    row: &AccountRow,
    kind: PollKind,
    pace: Pace,
    interval: Option<u32>,
    now: Millis,
) -> Result<PollStatus, StoreError> {
    // A balance stands in a table of its own, and is no item.
    let (brought, last_success_at, failed) = if kind == PollKind::Balance {
        let known = balance::get(connection, row.id)?;
        let failed = known.failed.map(|(_, reason)| reason);
        (Brought::default(), known.at, failed)
    } else {
        let brought = poll_interval::brought(connection, row.id, kind, now - DAY)?;
        let good = poll::last_good(connection, row.id, kind)?;
        (brought, good.map(|(_, at)| at), None)
    };
    let (last_items_at, last_items, lag_milliseconds) = match brought.last {
        Some((at, items, lag)) => (Some(at), items, lag),
        None => (None, 0, None),
    };
    let open_messages = if kind == PollKind::Status {
        Some(message::open(connection, row.id, now, MOST_OPEN)?)
    } else {
        None
    };
    let paused = !watched(row);
    Ok(PollStatus {
        account_id: row.id,
        vendor: row.form.vendor.clone(),
        account_name: row.form.name.clone(),
        kind,
        last_success_at,
        last_items,
        last_items_at,
        items_day: brought.since,
        lag_milliseconds,
        failing: pace.trouble.or(failed),
        next_at: pace.next_at.filter(|_| !paused),
        in_flight: pace.in_flight,
        paused,
        interval_seconds: interval,
        default_seconds: default_seconds(kind),
        open_messages,
    })
}
