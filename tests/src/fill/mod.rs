//! A desk that has worked for 400 days: fills a database that the product made with as many messages as are wanted,
//! and with what belongs to them. The same seed and time give the same rows.
//!
//! The product writes each row on its own and on the disk; this writes all of them in one transaction, so it
//! knows the tables of `core/src/store/` by name. What a newer version of the schema adds is filled in [`fill`].

mod accounts;
mod batch;
mod dice;
mod ledger;
mod people;
mod privacy;
mod reports;
mod requests;
mod rows;
mod sends;
mod words;

use rusqlite::{Connection, Result};

use dice::Dice;
use ledger::Ledger;
use people::People;
use rows::Rows;
use sends::Sends;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How far back the first message lies.
const DAYS: i64 = 400;
/// How long before now the last one was approved.
const LAST: i64 = 20 * 60 * 1000;
/// Pages that are kept in memory while it is filled, in KiB: writing them once is what makes it fast.
const MEMORY_KIB: u32 = 3_000_000;
/// How often progress is told, in messages.
const TOLD_EVERY: u64 = 50_000;

/// What a database is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Messages.
    pub rows: u64,
    /// Another one gives another history.
    pub seed: u64,
    /// In milliseconds since 1970; the history ends shortly before.
    pub now: i64,
}

/// Fills an empty database of the newest schema that is open in nothing else; `told` hears how many messages there are
/// so far. A failure leaves the file unusable: it is made for one run.
///
/// # Errors
/// What SQLite says.
pub fn fill(connection: &mut Connection, wanted: Wanted, mut told: impl FnMut(u64)) -> Result<()> {
    // Nothing of it has to outlive a crash.
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -{MEMORY_KIB};"
    ))?;
    let since = wanted.now - DAYS * DAY;
    let transaction = connection.transaction()?;
    accounts::fill(&transaction, since, wanted.now)?;
    let mut ledger = Ledger::of(&transaction);
    sends(&mut ledger, wanted, since, &mut told)?;
    others(&transaction, &mut ledger, wanted, since)?;
    ledger.finish()?;
    transaction.commit()?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE);")
}

/// A third of the messages in jobs of one, the rest in jobs of 50 to 500.
fn sends(ledger: &mut Ledger<'_>, wanted: Wanted, since: i64, told: &mut impl FnMut(u64)) -> Result<()> {
    let mut dice = Dice::new(wanted.seed);
    let people = People::of(wanted.rows);
    let span = wanted.now - LAST - since;
    let mut sends = Sends::into(ledger, people, dice.roll(), wanted.now);
    let (mut alone, mut in_bulk, mut next_told) = (0, 0, TOLD_EVERY);
    while alone + in_bulk < wanted.rows {
        let done = alone + in_bulk;
        let recipients = if alone * 2 <= in_bulk {
            alone += 1;
            1
        } else {
            let drawn = dice.between(50, 500).min(wanted.rows - done);
            in_bulk += drawn;
            drawn
        };
        let share = i128::from(span) * i128::from(done) / i128::from(wanted.rows);
        let at = since + i64::try_from(share).unwrap_or(span);
        sends.job(recipients, at, done * 100 >= wanted.rows * 98)?;
        if done >= next_told {
            told(done);
            next_told += TOLD_EVERY;
        }
    }
    told(wanted.rows);
    sends.finish()
}

/// One binding for 200 messages, one number check for 500.
fn others(connection: &Connection, ledger: &mut Ledger<'_>, wanted: Wanted, since: i64) -> Result<()> {
    let mut dice = Dice::new(wanted.seed ^ 1);
    let people = People::of(wanted.rows);
    let rows = i64::try_from(wanted.rows).unwrap_or(i64::MAX);
    let within = (since, wanted.now);
    let mut bindings = Rows::of(connection, "binding", privacy::BINDING);
    let mut calls = Rows::of(connection, "x_call", privacy::X_CALL);
    let tables = (&mut bindings, &mut calls);
    privacy::bindings(ledger, tables, (&mut dice, &people), rows / 200, within)?;
    let mut checks = Rows::of(connection, "number_check", privacy::CHECK);
    privacy::checks(ledger, &mut checks, (&mut dice, &people), rows / 500, within)?;
    [bindings, calls, checks].into_iter().try_for_each(Rows::finish)
}
