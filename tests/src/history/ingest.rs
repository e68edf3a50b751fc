//! Taking reports in: what the product does with raw replies of polls, beside a bare bulk insert of the same reports.

use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::json;
use switchboard_core::contract::account::SendMode;
use switchboard_core::msisdn::Msisdn;
use switchboard_core::store::job::{self, NewJob, SentWay};
use switchboard_core::store::message::{self, Belongs, NewMessage};
use switchboard_core::store::operation::{self, NewOperation, OperationKind};
use switchboard_core::vendors::FrozenBody;

use super::made::Made;

/// Reports of one poll.
const POLLED: usize = 200;
/// Messages of one operation.
const SENT: usize = 500;

/// How long so many reports took.
#[derive(Debug, Clone, Copy)]
pub struct Ingested {
    /// How many.
    pub reports: usize,
    /// By the product, from raw replies.
    pub product: Duration,
    /// The same rows, written by themselves.
    pub bare: Duration,
}

impl Ingested {
    /// How much of the bare insert's speed is left; 1 is all.
    pub fn ratio(&self) -> f64 {
        self.bare.as_secs_f64() / self.product.as_secs_f64()
    }

    pub(super) fn line(&self) -> String {
        let a_second = |taken: Duration| self.reports as f64 / taken.as_secs_f64();
        format!(
            "{} reports: {:.1} s ({:.0} a second); bare bulk insert: {:.1} s ({:.0} a second); ratio {:.2}",
            self.reports,
            self.product.as_secs_f64(),
            a_second(self.product),
            self.bare.as_secs_f64(),
            a_second(self.bare),
            self.ratio()
        )
    }
}

struct Sent {
    msg_id: String,
    token: String,
    msisdn: String,
}

/// Sends that many messages on paper, and takes in a report about each.
pub async fn ingest(made: &Made, reports: usize) -> Ingested {
    let mut connection = made.connect();
    let sent = submitted(&mut connection, reports);
    let polls = raw_polls(&mut connection, &sent);
    drop(connection);

    // What opening takes by itself: nothing is raw after the second time.
    let begun = Instant::now();
    let desk = made.open().await;
    let with = begun.elapsed();
    made.closed(desk).await;
    let begun = Instant::now();
    let desk = made.open().await;
    let without = begun.elapsed();
    made.closed(desk).await;

    let mut connection = made.connect();
    let taken_in: usize = connection
        .query_row(
            "SELECT count(*) FROM report WHERE poll_id > ?1 AND fit = 'matched' AND decided",
            [polls.0],
            |row| row.get(0),
        )
        .map(|count: i64| usize::try_from(count).expect("a count"))
        .expect("reports");
    assert_eq!(taken_in, reports, "every report decided its message");
    Ingested {
        reports,
        product: with.saturating_sub(without),
        bare: bare(&mut connection, polls),
    }
}

/// Messages the vendor took and nothing was heard of, in operations of 500.
fn submitted(connection: &mut Connection, count: usize) -> Vec<Sent> {
    let transaction = connection.transaction().expect("a transaction");
    let mut sent = Vec::with_capacity(count);
    let now = 1_800_000_000_000;
    for operation in 0..count.div_ceil(SENT) {
        let recipients = SENT.min(count - operation * SENT);
        let job_id = job::insert(
            &transaction,
            &NewJob {
                draft_id: format!("ingest-{operation}"),
                account_id: 1,
                text: "【总机】您的快件已签收".to_owned(),
                variables: None,
                operator: "Li Min".to_owned(),
                desk: "T01".to_owned(),
                reference: String::new(),
                approved_at: now,
                recipients: u32::try_from(recipients).expect("a count"),
                segments: 1,
                way: SentWay {
                    mode: SendMode::Plain,
                    template_id: None,
                    extension: String::new(),
                    signature: String::new(),
                    sender_id: String::new(),
                    send_time: None,
                    callback_url: String::new(),
                },
            },
        )
        .expect("a job");
        let messages: Vec<NewMessage> = (0..recipients)
            .map(|at| NewMessage {
                msisdn: Msisdn::as_given(&format!(
                    "13{:09}",
                    (operation * SENT + at) * 7_919 % 1_000_000_000
                )),
                variables: None,
                text_hash: 0,
                segments: 1,
            })
            .collect();
        let numbers: Vec<&str> = messages.iter().map(|message| message.msisdn.reveal()).collect();
        let token = format!("T01j{operation:08}");
        let operation_id = operation::insert(
            &transaction,
            &NewOperation {
                job_id,
                account_id: 1,
                token: token.clone(),
                frozen: FrozenBody {
                    path: "/api/v1/sms".to_owned(),
                    json: json!({ "content": "【总机】您的快件已签收", "mobile": numbers.join(","), "ext": token }).to_string(),
                },
                body_hash: String::new(),
                recipients: u32::try_from(recipients).expect("a count"),
                kind: OperationKind::Send,
                binding_id: None,
            },
        )
        .expect("an operation");
        let belongs = Belongs {
            job_id,
            operation_id,
            account_id: 1,
            approved_at: now,
            sent_again_for: None,
        };
        message::insert_all(&transaction, belongs, &messages).expect("messages");
        let msg_id = format!("88{operation:016}");
        transaction
            .execute(
                "UPDATE operation SET state = 'accepted', msg_id = ?2 WHERE id = ?1",
                params![operation_id, msg_id],
            )
            .expect("an operation");
        transaction
            .execute("UPDATE job SET state = 'done' WHERE id = ?1", [job_id])
            .expect("a job");
        transaction
            .execute(
                "UPDATE message SET state = 'accepted', submitted_at = ?2 WHERE operation_id = ?1",
                params![operation_id, now],
            )
            .expect("messages");
        sent.extend(messages.iter().map(|message| Sent {
            msg_id: msg_id.clone(),
            token: token.clone(),
            msisdn: message.msisdn.reveal().to_owned(),
        }));
    }
    transaction.commit().expect("everything");
    sent
}

/// Raw replies nobody has looked at; gives the last poll before them and the last of them.
fn raw_polls(connection: &mut Connection, sent: &[Sent]) -> (i64, i64) {
    let transaction = connection.transaction().expect("a transaction");
    let before: i64 = transaction
        .query_row("SELECT coalesce(max(id), 0) FROM poll", [], |row| row.get(0))
        .expect("polls");
    for (at, batch) in sent.chunks(POLLED).enumerate() {
        let items: Vec<_> = batch
            .iter()
            .enumerate()
            .map(|(place, sent)| {
                let code = if place % 20 == 0 { "UNDELIV" } else { "DELIVRD" };
                json!({ "msgId": sent.msg_id, "mobile": sent.msisdn, "code": code, "time": "2026-01-02 03:04:05",
                    "ext": sent.token })
            })
            .collect();
        let raw = json!({ "code": 20000, "list": items }).to_string();
        transaction
            .execute(
                "INSERT INTO poll (account_id, kind, intent_at, fetched_at, reply_status, raw, outcome)
                 VALUES (1, 'reports', ?1, ?1, 200, ?2, 'raw')",
                params![
                    1_800_000_000_000_i64 + i64::try_from(at).expect("a count"),
                    raw.into_bytes()
                ],
            )
            .expect("a poll");
    }
    let last = transaction.last_insert_rowid();
    transaction.commit().expect("everything");
    (before, last)
}

/// The same reports and polls taken out and written again as fast as they can be: one transaction, one statement for
/// each table.
fn bare(connection: &mut Connection, (before, last): (i64, i64)) -> Duration {
    let columns = connection
        .prepare("SELECT group_concat(name, ', ') FROM pragma_table_info('report') WHERE name <> 'id'")
        .and_then(|mut look| look.query_row([], |row| row.get::<_, String>(0)))
        .expect("columns");
    let marks = vec!["?"; columns.split(',').count()].join(", ");
    let rows: Vec<Vec<rusqlite::types::Value>> = connection
        .prepare(&format!(
            "SELECT {columns} FROM report WHERE poll_id > {before} AND poll_id <= {last} ORDER BY id"
        ))
        .and_then(|mut look| {
            let count = look.column_count();
            look.query_map([], |row| (0..count).map(|at| row.get(at)).collect())?
                .collect()
        })
        .expect("reports");
    connection
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF; DELETE FROM report WHERE poll_id > {before}; PRAGMA foreign_keys = ON;
             PRAGMA wal_checkpoint(TRUNCATE);"
        ))
        .expect("room for the same reports");
    let begun = Instant::now();
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut insert = transaction
            .prepare(&format!("INSERT INTO report ({columns}) VALUES ({marks})"))
            .expect("an insert");
        for row in &rows {
            insert.execute(rusqlite::params_from_iter(row)).expect("a report");
        }
    }
    transaction.commit().expect("everything");
    begun.elapsed()
}
