//! What version 3 keeps about sends beside their rows, made from the rows: the text index and the hours.

use rusqlite::Connection;

use super::super::message_hour::Run;
use super::super::text_index::{self, JobText};
use super::super::{StoreError, unjson};
use crate::contract::{Id, Millis};

/// Rows between two words about how far it is.
const TOLD_EVERY: u64 = 2_000;

/// Fills the text index and the hours, which must be empty, from the jobs and messages that are there. `told` hears how
/// many rows of how many are done.
pub fn carry_over(connection: &Connection, told: &dyn Fn(u64, u64)) -> Result<(), StoreError> {
    let rows = |table| {
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get::<_, i64>(0)
        })
    };
    let of = (rows("job")? + rows("message")?).unsigned_abs();
    let mut done = 0;
    let mut step = || {
        done += 1;
        if done % TOLD_EVERY == 0 {
            told(done, of);
        }
    };
    text_index::in_bulk(connection, || {
        jobs(connection, &mut step)?;
        messages(connection, &mut step)
    })
}

fn jobs(connection: &Connection, step: &mut impl FnMut()) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare("SELECT id, text, variables IS NULL, reference FROM job WHERE kind = 'send' ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        let shared = row.get::<_, bool>(2)?.then_some(text.as_str());
        text_index::add_job(connection, row.get(0)?, shared, &row.get::<_, String>(3)?)?;
        step();
    }
    Ok(())
}

fn messages(connection: &Connection, step: &mut impl FnMut()) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("SELECT id, job_id, approved_at, variables FROM message ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut run: Option<Run> = None;
    let mut text: Option<(Id, JobText)> = None;
    while let Some(row) = rows.next()? {
        let (id, job_id): (Id, Id) = (row.get(0)?, row.get(1)?);
        let one = Run::of((id, id), row.get::<_, Millis>(2)?);
        run = Some(match run {
            None => one,
            Some(before) => match before.and(one) {
                Some(longer) => longer,
                None => {
                    before.write(connection)?;
                    one
                }
            },
        });
        if let Some(values) = row.get::<_, Option<String>>(3)? {
            if text.as_ref().is_none_or(|(job, _)| *job != job_id) {
                text = JobText::of(connection, job_id)?.map(|text| (job_id, text));
            }
            let values: Option<Vec<String>> = unjson(Some(values))?;
            if let Some(own) = text.as_ref().and_then(|(_, text)| text.with(values.as_deref())) {
                text_index::add_message(connection, id, &own)?;
            }
        }
        step();
    }
    run.map_or(Ok(()), |run| run.write(connection))
}
