//! The status bar and the badges of the navigation.

use super::backup;
use super::balances::low;
use super::foreign::strange_before;
use super::polling::polled;
use super::{Desk, DeskError, locked};
use crate::contract::account::Reason;
use crate::contract::desk::{DeskStatus, JobProgress, PausedAccount, PollHealth, PollKind, Topic};
use crate::contract::message::MessageState;
use crate::contract::send::JobState;
use crate::contract::{Id, Millis};
use crate::store::account::AccountRow;
use crate::store::act::{self, Act};
use crate::store::{
    account, balance, binding, conversation, gap, hand_over, job, message, poll, push, quarantine, stray,
};
use crate::vendors;

/// A clock that is off by less is not worth a word.
const SKEW_WORTH_A_WORD: i64 = 60;

/// What was fetched is taken in at once; after so long something keeps it from that.
const TAKEN_IN_WITHIN: Millis = 60_000;

fn is_timed(row: &AccountRow) -> bool {
    vendors::by_id(&row.form.vendor).is_some_and(|vendor| vendor.capabilities().timed_signature)
}

impl Desk {
    /// The status bar and the badges of the navigation.
    pub async fn desk_status(&self) -> Result<DeskStatus, DeskError> {
        let midnight = self.beginning_of_day(0);
        let strange_before = strange_before(self.now());
        let paces = self.paces();
        let skews = locked(&self.inner.skew).clone();
        let (works, now) = (self.works_running(), self.now());
        let status = self
            .store()
            .read(move |connection| {
                let jobs = job::open(connection)?;
                let accounts = account::all(connection)?;
                let mut polls = Vec::new();
                for row in accounts.iter().filter(|row| row.enabled) {
                    let kinds = polled(row);
                    let at = |kind| {
                        Ok::<_, crate::store::StoreError>(if kinds.contains(&kind) {
                            poll::last_good(connection, row.id, kind)?.map(|(_, at)| at)
                        } else {
                            None
                        })
                    };
                    if kinds.is_empty() {
                        continue;
                    }
                    polls.push(PollHealth {
                        account_id: row.id,
                        account_name: row.form.name.clone(),
                        reports_at: at(PollKind::Reports)?.or(at(PollKind::Status)?),
                        replies_at: at(PollKind::Replies)?,
                        failing: match kinds
                            .iter()
                            .find_map(|kind| paces.get(&(row.id, *kind))?.trouble.clone())
                        {
                            None if poll::is_not_taken_in(connection, row.id, now - TAKEN_IN_WITHIN)? => {
                                Some(Reason::ProgramFault)
                            }
                            trouble => trouble,
                        },
                        due: kinds
                            .iter()
                            .filter_map(|kind| paces.get(&(row.id, *kind)))
                            .any(|pace| pace.in_flight || pace.next_at.is_some()),
                    });
                }
                // A wrong clock matters where signatures carry the time.
                let skew = accounts
                    .iter()
                    .filter(|row| row.enabled && is_timed(row))
                    .filter_map(|row| skews.get(&row.id).copied())
                    .max_by_key(|skew| skew.abs())
                    .filter(|skew| skew.abs() >= SKEW_WORTH_A_WORD);
                let mut low_balances = 0;
                for row in accounts.iter().filter(|row| row.enabled) {
                    low_balances += u32::from(low(&balance::get(connection, row.id)?));
                }
                let running = jobs
                    .iter()
                    .find(|job| job.state == JobState::Running)
                    .map(|job| JobProgress {
                        job_id: job.id,
                        settled: job.settled,
                        recipients: job.recipients,
                    });
                let failed = [MessageState::Failed, MessageState::Rejected];
                Ok(DeskStatus {
                    unknown: message::count(connection, MessageState::Unknown)?,
                    failed_today: message::count_since(connection, &failed, midnight)?,
                    paused_jobs: u32::try_from(
                        jobs.iter().filter(|job| job.state == JobState::Paused).count(),
                    )
                    .unwrap_or(u32::MAX),
                    running,
                    polls,
                    gaps: gap::open(connection)?,
                    paused_accounts: accounts
                        .into_iter()
                        .filter_map(|row| {
                            let (_, reason) = row.paused?;
                            Some(PausedAccount {
                                account_id: row.id,
                                account_name: row.form.name,
                                reason,
                            })
                        })
                        .collect(),
                    clock_skew_seconds: skew,
                    foreign_items: hand_over::not_given(connection, None)?,
                    quarantined: quarantine::count(connection)? + push::unreadable_count(connection)?,
                    foreign_ids: hand_over::of_nobody(connection, None, strange_before)?,
                    stray_reports: stray::count(connection, strange_before)?,
                    unread_replies: conversation::unread_replies(connection)?,
                    works,
                    backup_due: backup::is_due(connection, now)?,
                    low_balances,
                    bindings_in_doubt: binding::in_doubt(connection)?,
                })
            })
            .await?;
        Ok(status)
    }

    /// Marks a gap as seen.
    pub async fn acknowledge_gap(&self, id: Id) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        self.store()
            .write(move |transaction| {
                gap::acknowledge(transaction, id, now)?;
                act::insert(transaction, Act::GapSeen, id, &identity, now)
            })
            .await?;
        self.changed(&[Topic::Status]);
        Ok(())
    }
}
