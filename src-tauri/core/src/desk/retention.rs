//! Retention: removes what is older than the rules say, once a day and when asked to.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;

use super::account_form::problem;
use super::profile::DATABASE;
use super::work::{Ended, Running};
use super::{Desk, DeskError, locked};
use crate::contract::desk::Topic;
use crate::contract::keeping::{
    Retention, RetentionCount, RetentionKind, RetentionRule, RetentionWait, SetRetention, WorkKind,
    WorkStarted,
};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};
use crate::store::act::{self, Act};
use crate::store::retention::{self, Age, BATCH, KEYS_KEPT, Part};
use crate::store::{self, Connection, StoreError, account, setting, word};

const DAY: Millis = 24 * 60 * 60 * 1000;
/// The shortest and the longest rule, in days.
const DAYS: std::ops::RangeInclusive<u32> = 30..=3_650;
/// A clock that is off by more decides nothing about what is old.
const CLOCK_OFF: i64 = 60 * 60;
/// A vendor that told the time so long ago agrees with this clock no more: it may have jumped since. What it jumped by
/// within that time is no more than what a clock may be off by.
const CLOCK_TOLD: Millis = CLOCK_OFF * 1000;
/// The copy from before an update is kept for so long, unless a clean-up removes something before.
const COPY_KEPT: TimeDelta = TimeDelta::days(30);
/// Between two tries to empty the write-ahead log.
const AGAIN: Duration = Duration::from_secs(1);

/// In the order in which they are removed and shown.
const KINDS: [RetentionKind; 6] = [
    RetentionKind::Messages,
    RetentionKind::Replies,
    RetentionKind::Bindings,
    RetentionKind::Checks,
    RetentionKind::Exchanges,
    RetentionKind::Disclosures,
];

/// Days by kind; a kind that is missing is kept for ever.
type Days = BTreeMap<RetentionKind, u32>;

fn read_days(connection: &Connection) -> Result<Days, StoreError> {
    let text = setting::get(connection, setting::RETENTION)?;
    Ok(text
        .map(|text| serde_json::from_str(&text))
        .transpose()?
        .unwrap_or_default())
}

fn rules(days: &Days) -> Vec<RetentionRule> {
    let rule = |kind| RetentionRule {
        kind,
        days: days.get(&kind).copied(),
    };
    KINDS.into_iter().map(rule).collect()
}

/// How old is old, for each kind that is not kept for ever. Raw requests and replies hold the same numbers and texts as
/// what came of them: they are kept no longer than the shortest of those rules.
fn ages(days: &Days, now: Millis) -> Vec<(RetentionKind, Age)> {
    let same = [
        RetentionKind::Messages,
        RetentionKind::Replies,
        RetentionKind::Bindings,
        RetentionKind::Checks,
        RetentionKind::Exchanges,
    ];
    let shortest = same.iter().filter_map(|kind| days.get(kind)).min().copied();
    let age = |days: u32| Age {
        older_than: now - Millis::from(days) * DAY,
        keys_from: now - KEYS_KEPT,
        now,
    };
    let of = |kind| match kind {
        RetentionKind::Exchanges => shortest,
        kind => days.get(&kind).copied(),
    };
    KINDS
        .into_iter()
        .filter_map(|kind| Some((kind, age(of(kind)?))))
        .collect()
}

/// The rules as they are with others in their place; a kind that is missing stays as it is.
fn with(mut days: Days, rules: &[RetentionRule]) -> Days {
    for rule in rules {
        match rule.days {
            Some(kept) => days.insert(rule.kind, kept),
            None => days.remove(&rule.kind),
        };
    }
    days
}

fn all_counted(connection: &Connection, days: &Days, now: Millis) -> Result<Vec<RetentionCount>, StoreError> {
    ages(days, now)
        .into_iter()
        .map(|(kind, age)| {
            Ok(RetentionCount {
                kind,
                rows: counted(connection, kind, age)?,
            })
        })
        .collect()
}

fn counted(connection: &Connection, kind: RetentionKind, age: Age) -> Result<u64, StoreError> {
    Part::of(kind)
        .iter()
        .map(|part| retention::count(connection, *part, age))
        .sum()
}

/// Why nothing is removed by itself: a clock that jumped ahead would make everything old, so a vendor has to agree with
/// it, and lately.
fn waits(off: bool, told: bool) -> Option<RetentionWait> {
    match (off, told) {
        (true, _) => Some(RetentionWait::ClockOff),
        (false, false) => Some(RetentionWait::ClockNotTold),
        (false, true) => None,
    }
}

impl Desk {
    /// How long what is kept, what is due, and what was removed.
    pub async fn retention(&self) -> Result<Retention, DeskError> {
        let now = self.now();
        let (off, told) = (self.clock_is_off(), self.clock_was_told());
        Ok(self
            .store()
            .read(move |connection| {
                let days = read_days(connection)?;
                let asked = account::all(connection)?.iter().any(|row| row.enabled);
                let waits = waits(off, told || !asked);
                Ok(Retention {
                    waits: waits.filter(|_| !days.is_empty()),
                    rules: rules(&days),
                    due: all_counted(connection, &days, now)?,
                    runs: retention::runs(connection)?,
                })
            })
            .await?)
    }

    /// How many rows of each kind would go now if these rules were set. A kind that is kept for ever is missing.
    pub async fn count_due(&self, set: SetRetention) -> Result<Vec<RetentionCount>, DeskError> {
        let now = self.now();
        Ok(self
            .store()
            .read(move |connection| {
                let days = with(read_days(connection)?, &set.rules);
                all_counted(connection, &days, now)
            })
            .await?)
    }

    /// Sets how long what is kept; what is wrong with it otherwise, each rule named by its kind.
    pub async fn set_retention(&self, set: SetRetention) -> Result<Vec<FieldProblem>, DeskError> {
        let mut problems = Vec::new();
        for rule in &set.rules {
            if rule.days.is_some_and(|days| !DAYS.contains(&days)) {
                problems.push(problem(&word(&rule.kind)?, FieldReason::OutOfRange));
            }
        }
        if !problems.is_empty() {
            return Ok(problems);
        }
        let (identity, now) = (self.known_identity().await?, self.now());
        self.store()
            .write(move |transaction| {
                let days = with(read_days(transaction)?, &set.rules);
                setting::set(transaction, setting::RETENTION, &serde_json::to_string(&days)?)?;
                act::insert(transaction, Act::RetentionSet, 0, &identity, now)
            })
            .await?;
        self.changed(&[Topic::Work]);
        Ok(problems)
    }

    /// Removes what is due now. A run that is under way already is it.
    pub async fn run_retention(&self) -> Result<WorkStarted, DeskError> {
        let identity = self.known_identity().await?;
        if self.clock_is_off() {
            return Err(DeskError::WrongState("this computer's clock is wrong"));
        }
        Ok(WorkStarted::Started {
            id: self.begin_clean_up(Some(identity)),
        })
    }

    /// Removes what is due, if it is time for it and the clock can be believed.
    pub(super) async fn clean_up_daily(&self) -> Result<(), DeskError> {
        let now = self.now();
        let (days, last, accounts) = self
            .store()
            .read(|connection| {
                let last = setting::get(connection, setting::RETENTION_AT)?;
                let accounts = account::all(connection)?;
                Ok((
                    read_days(connection)?,
                    last.and_then(|last| last.parse().ok()).unwrap_or(Millis::MIN / 2),
                    accounts.iter().any(|row| row.enabled),
                ))
            })
            .await?;
        // A time in the future: the clock was set back.
        let due = !days.is_empty() && (now - last >= DAY || last > now);
        let waits = waits(self.clock_is_off(), self.clock_was_told() || !accounts);
        if due && waits.is_none() {
            self.store()
                .write(move |transaction| setting::set(transaction, setting::RETENTION_AT, &now.to_string()))
                .await?;
            self.begin_clean_up(None);
        }
        Ok(())
    }

    fn clock_is_off(&self) -> bool {
        locked(&self.inner.skew)
            .values()
            .any(|skew| skew.abs() >= CLOCK_OFF)
    }

    /// Whether a vendor told the time lately.
    fn clock_was_told(&self) -> bool {
        let now = self.now();
        locked(&self.inner.clock_told_at).is_some_and(|at| (now - CLOCK_TOLD..=now).contains(&at))
    }

    /// Begins a run, unless one runs; gives the one that runs.
    fn begin_clean_up(&self, by: Option<Identity>) -> Id {
        let running = match self.begin_only_work(WorkKind::Retention, None) {
            Ok(running) => running,
            Err(id) => return id,
        };
        let id = running.id();
        let desk = self.clone();
        self.spawn(async move {
            let outcome = desk.clean_up(&running, by).await;
            running.end(&outcome);
        });
        id
    }

    async fn clean_up(&self, running: &Running, by: Option<Identity>) -> Result<Ended, DeskError> {
        let now = self.now();
        let (run_id, ages, cut_off) = self
            .store()
            .write(move |transaction| {
                let days = read_days(transaction)?;
                let by = by.map(|by| (by.operator, by.desk)).unwrap_or_default();
                let cut_off = retention::cut_off(transaction)?;
                let run_id = retention::begin(transaction, (&by.0, &by.1), &rules(&days), now)?;
                Ok((run_id, ages(&days, now), cut_off))
            })
            .await?;
        if ages.iter().any(|(kind, _)| *kind == RetentionKind::Messages) {
            self.give_up_waiting(running, now).await?;
        }
        let total = {
            let ages = ages.clone();
            self.store()
                .read(move |connection| {
                    ages.iter()
                        .map(|(kind, age)| counted(connection, *kind, *age))
                        .sum::<Result<u64, _>>()
                })
                .await?
        };
        let mut done = 0;
        let ended = self.remove_old(running, run_id, ages, &mut done, total).await?;
        // A run whose rows still stand on the disk is not over: the next one wipes them.
        if (done == 0 && !cut_off) || self.wipe(running).await? {
            let now = self.now();
            self.store()
                .write(move |transaction| retention::end(transaction, run_id, now))
                .await?;
        }
        self.changed(&[
            Topic::Messages,
            Topic::Jobs,
            Topic::Replies,
            Topic::Bindings,
            Topic::Checks,
            Topic::Exchanges,
            Topic::Status,
        ]);
        Ok(ended)
    }

    /// What waits for a report that does not come any more is open no longer, and is old from here on.
    async fn give_up_waiting(&self, running: &Running, now: Millis) -> Result<(), DeskError> {
        while !running.is_stopped() {
            let given_up = self
                .store()
                .write(move |transaction| retention::give_up_waiting(transaction, now - KEYS_KEPT, now))
                .await?;
            if given_up < BATCH as usize {
                break;
            }
        }
        Ok(())
    }

    async fn remove_old(
        &self,
        running: &Running,
        run_id: Id,
        ages: Vec<(RetentionKind, Age)>,
        done: &mut u64,
        total: u64,
    ) -> Result<Ended, DeskError> {
        for (kind, age) in ages {
            for part in Part::of(kind).iter().copied() {
                let last = self
                    .store()
                    .read(move |connection| retention::limit(connection, part, age))
                    .await?;
                let mut after = Id::MIN;
                loop {
                    if running.is_stopped() {
                        return Ok(Ended::Stopped);
                    }
                    let due = self
                        .store()
                        .read(move |connection| retention::due(connection, part, age, (after, last)))
                        .await?;
                    let Some(newest) = due.last().copied() else { break };
                    after = newest;
                    let whole = due.len() == BATCH as usize;
                    let removed = self
                        .store()
                        .write(move |transaction| {
                            let removed = retention::remove(transaction, part, age, &due)?;
                            retention::note(transaction, run_id, kind, removed)?;
                            Ok(removed)
                        })
                        .await?;
                    *done += removed;
                    running.progress(*done, Some(total.max(*done)));
                    if !whole {
                        break;
                    }
                }
            }
        }
        Ok(Ended::Done)
    }

    /// Removes the copy from before an update when nobody needs to go back to it any more.
    pub(super) async fn remove_old_copies(&self) -> Result<(), DeskError> {
        // By a clock that jumped ahead, one from yesterday would be old.
        if waits(self.clock_is_off(), self.clock_was_told()).is_some() {
            return Ok(());
        }
        let before = self.around().clock.now() - COPY_KEPT;
        self.remove_copies(Some(before.into())).await
    }

    async fn remove_copies(&self, before: Option<SystemTime>) -> Result<(), DeskError> {
        let database = self.inner.folder.join(DATABASE);
        tokio::task::spawn_blocking(move || Ok(store::remove_copies(&database, before)?))
            .await
            .map_err(|_| DeskError::Internal("what removed files ended before its time"))?
    }

    /// Makes sure that what was removed is on the disk no more; not while the program ends, which gives `false`. Whoever
    /// reads an older state is waited for.
    async fn wipe(&self, running: &Running) -> Result<bool, DeskError> {
        if self.is_closing() {
            return Ok(false);
        }
        // The copy from before an update holds it as well.
        self.remove_copies(None).await?;
        self.store().maintain(retention::rewrite).await?;
        while !self.store().maintain(retention::empty_log).await? {
            if running.is_stopped() || self.is_closing() {
                return Err(DeskError::WrongState(
                    "the database's log could not be emptied yet",
                ));
            }
            self.around().clock.sleep(AGAIN).await;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_exchanges_are_kept_no_longer_than_what_came_of_them() {
        let now = 10_000 * DAY;
        let older = |days: &[(RetentionKind, u32)], kind| {
            ages(&days.iter().copied().collect(), now)
                .into_iter()
                .find(|(of, _)| *of == kind)
                .map(|(_, age)| (now - age.older_than) / DAY)
        };
        let (messages, replies) = ((RetentionKind::Messages, 90), (RetentionKind::Replies, 60));
        assert_eq!(older(&[messages, replies], RetentionKind::Exchanges), Some(60));
        let exchanges = (RetentionKind::Exchanges, 30);
        assert_eq!(older(&[messages, exchanges], RetentionKind::Exchanges), Some(30));
        assert_eq!(older(&[exchanges], RetentionKind::Messages), None);
        let disclosures = (RetentionKind::Disclosures, 30);
        assert_eq!(older(&[disclosures], RetentionKind::Exchanges), None);
        assert!(ages(&Days::new(), now).is_empty());
    }
}
