//! Reports that carry this desk's token although no send here has it: the ledger was set back by a restore, or the send
//! was removed since.

use rusqlite::{Connection, params};

use super::{StoreError, unword};
use crate::contract::Millis;
use crate::contract::exchange::StrayReport;
use crate::contract::message::MessageState;
use crate::msisdn::Msisdn;
use crate::vendors::ReportVerdict;

/// They are counted up to so many: more say nothing more.
const MOST_COUNTED: u32 = 10_000;
/// What fits nothing and carries a token carries that of this desk: another's is foreign.
const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM report
    WHERE fit = 'unmatched' AND desk <> '' AND received_at <= ?1 LIMIT ?2)";
const NEWEST: &str =
    "SELECT report.id, report.account_id, account.vendor, account.name, report.msisdn, report.verdict,
        report.code, report.code_table, report.msg_id, report.echo, report.vendor_time, report.received_at
    FROM report JOIN account ON account.id = report.account_id
    WHERE report.fit = 'unmatched' AND report.desk <> '' AND report.received_at <= ?1
    ORDER BY report.received_at DESC LIMIT ?2";

/// How many came before `before`; counting stops at 10,000.
pub fn count(connection: &Connection, before: Millis) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(COUNT)?
        .query_row(params![before, MOST_COUNTED], |row| row.get(0))?)
}

/// The newest that came before `before`.
pub fn newest(connection: &Connection, before: Millis, limit: u32) -> Result<Vec<StrayReport>, StoreError> {
    let mut statement = connection.prepare_cached(NEWEST)?;
    let mut rows = statement.query(params![before, limit])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let msisdn: Option<String> = row.get(4)?;
        reports.push(StrayReport {
            id: row.get(0)?,
            account_id: row.get(1)?,
            vendor: row.get(2)?,
            account_name: row.get(3)?,
            number_masked: msisdn
                .map(|msisdn| Msisdn::as_given(&msisdn).masked())
                .unwrap_or_default(),
            state: match unword(row.get(5)?)? {
                ReportVerdict::Delivered => Some(MessageState::Delivered),
                ReportVerdict::Failed => Some(MessageState::Failed),
                ReportVerdict::None => None,
            },
            code: row.get(6)?,
            table: row.get(7)?,
            msg_id: row.get(8)?,
            token: row.get(9)?,
            vendor_time: row.get(10)?,
            received_at: row.get(11)?,
        });
    }
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use super::super::in_memory;
    use super::*;

    #[test]
    fn they_are_counted_and_listed_by_an_index_of_their_own() {
        let connection = in_memory();
        for sql in [COUNT, NEWEST] {
            let plan: Vec<String> = connection
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap()
                .query_map(params![1, 2], |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            let own = |step: &String| {
                step.starts_with("SEARCH report USING") && step.contains("INDEX report_stray")
            };
            assert!(plan.iter().any(own), "{plan:?}");
            assert!(
                !plan
                    .iter()
                    .any(|step| step.starts_with("SCAN report") || step.contains("TEMP B-TREE")),
                "{plan:?}"
            );
        }
    }
}
