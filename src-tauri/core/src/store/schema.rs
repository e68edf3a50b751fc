//! The schema's versions. A version is made of what each table's file says; once released it is
//! never changed, a change is a new version with a test that carries old data over.

use rusqlite::Transaction;
use rusqlite_migration::{HookResult, M, Migrations};

use super::{
    Progress, StoreError, account, act, attempt, balance, binding, check, conversation, decision, exchange,
    export_record, gap, hand_over, job, key, message, message_hour, number, operation, poll, poll_interval,
    push, quarantine, reply, report, retention, reveal, saved_filter, setting, suppression, template,
    text_index, x_call,
};

/// Every version, oldest first. `progress` hears how far the third is, which has to go through every message.
pub fn migrations(progress: Progress) -> Migrations<'static> {
    let third = M::up_with_hook("", move |transaction: &Transaction<'_>| -> HookResult {
        Ok(version_3(transaction, &progress).map_err(StoreError::into_sqlite)?)
    });
    Migrations::new(vec![M::up(VERSION_1), M::up(VERSION_2), third, M::up(VERSION_4)])
}

/// How much of version 3's time its tables and indexes take, as a percentage; the rest is going through the rows.
const TABLES_PERCENT: usize = 40;

fn version_3(transaction: &Transaction<'_>, progress: &Progress) -> Result<(), StoreError> {
    let percent = |done: u64, of: u64| u8::try_from(done * 100 / of.max(1)).unwrap_or(100);
    for (done, table) in VERSION_3.iter().enumerate() {
        progress(u8::try_from(done * TABLES_PERCENT / VERSION_3.len()).unwrap_or_default());
        transaction.execute_batch(table)?;
    }
    let (before, rest) = (TABLES_PERCENT as u64, 100 - TABLES_PERCENT as u64);
    message::carry_over(transaction, &|done, of| {
        progress(percent(before * of + rest * done, 100 * of));
    })?;
    progress(100);
    Ok(())
}

/// An empty database in memory, for tests of what happens inside one transaction.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
// The reason: in a test, what is not as expected ends the test.
pub(crate) fn in_memory() -> rusqlite::Connection {
    let mut connection = crate::store::cipher::in_memory();
    migrations(super::untold()).to_latest(&mut connection).unwrap();
    connection
}

/// The newest version, as it stands in the file's `user_version`.
pub const fn latest_version() -> i64 {
    4
}

const VERSION_1: &str = const_format::concatcp!(
    setting::VERSION_1,
    account::VERSION_1,
    act::VERSION_1,
    template::VERSION_1,
    job::VERSION_1,
    operation::VERSION_1,
    attempt::VERSION_1,
    message::VERSION_1,
    decision::VERSION_1,
    reveal::VERSION_1,
    poll::VERSION_1,
    quarantine::VERSION_1,
    report::VERSION_1,
    reply::VERSION_1,
    gap::VERSION_1,
    balance::VERSION_1,
);

/// The other four vendors: keys, bindings, number checks, pushes, balances in every unit.
const VERSION_2: &str = const_format::concatcp!(
    account::VERSION_2,
    key::VERSION_2,
    template::VERSION_2,
    job::VERSION_2,
    operation::VERSION_2,
    attempt::VERSION_2,
    message::VERSION_2,
    push::VERSION_2,
    binding::VERSION_2,
    x_call::VERSION_2,
    check::VERSION_2,
    report::VERSION_2,
    balance::VERSION_2,
    reveal::VERSION_2,
);

/// History over a million rows: pages by every filter, text search, conversations, the interface log, keeping.
const VERSION_3: [&str; 25] = [
    account::VERSION_3,
    job::VERSION_3,
    message::VERSION_3,
    message_hour::VERSION_3,
    text_index::VERSION_3,
    saved_filter::VERSION_3,
    attempt::VERSION_3,
    poll::VERSION_3,
    push::VERSION_3,
    poll_interval::VERSION_3,
    report::VERSION_3,
    reply::VERSION_3,
    conversation::VERSION_3,
    suppression::VERSION_3,
    hand_over::VERSION_3,
    quarantine::VERSION_3,
    gap::VERSION_3,
    x_call::VERSION_3,
    binding::VERSION_3,
    check::VERSION_3,
    exchange::VERSION_3,
    number::VERSION_3,
    reveal::VERSION_3,
    export_record::VERSION_3,
    retention::VERSION_3,
];

/// What was pushed here for another desk is handed over too.
const VERSION_4: &str = const_format::concatcp!(hand_over::VERSION_4, x_call::VERSION_4);

#[cfg(test)]
mod tests;
