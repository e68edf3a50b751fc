//! A desk that is killed on purpose: the program of the kill test.
//!
//! Reads one JSON object from its first argument. In the phase `work` it sends, polls and is
//! killed (with SIGKILL where there is one) when a named point is reached for the n-th time; in the phase `recover` it
//! opens the same folder again, prints what it finds, resumes and prints how it ends.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used)]
// The reason: a test's program, whose output is read by the test and whose failure is the test's.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::Deserialize;
use serde_json::json;
use switchboard_core::contract::message::ReplyQuery;
use switchboard_core::contract::send::SendBody;
use switchboard_core::desk::Desk;
use switchboard_core::surroundings::{NoPoints, Point, Points};
use switchboard_sandbox::Lianjiang;
use switchboard_tests::crash::{Bug, bug_sql, point_named};
use switchboard_tests::headless;

#[derive(Deserialize)]
struct Orders {
    phase: String,
    folder: PathBuf,
    base_url: String,
    account: String,
    key: String,
    recipients: String,
    operation_size: u32,
    point: Option<String>,
    nth: Option<u32>,
    bug: Option<Bug>,
}

/// Ends the process the moment a point is reached, and plays the seeded bug before.
struct Killer {
    folder: PathBuf,
    point: Option<Point>,
    left: AtomicU32,
    bug: Option<Bug>,
}

impl Points for Killer {
    fn reach(&self, point: Point) {
        if let Some(bug) = self.bug
            && let Some(sql) = bug_sql(bug, point)
        {
            spoil(&self.folder, sql);
        }
        if self.point == Some(point) && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            println!("{}", json!({ "killed_at": format!("{point:?}") }));
            end();
        }
    }
}

/// Ends this process at once: nothing is written, closed or unwound any more.
#[cfg(unix)]
fn end() {
    nix::sys::signal::raise(nix::sys::signal::Signal::SIGKILL).expect("killed");
}

/// Ends this process at once: nothing is written, closed or unwound any more.
#[cfg(not(unix))]
fn end() {
    std::process::abort();
}

/// Changes the database from outside, as a program with the bug would have left it.
fn spoil(folder: &Path, sql: &str) {
    let connection = headless::database(folder);
    connection.execute_batch(sql).expect("the seeded bug");
}

#[tokio::main]
async fn main() {
    let orders: Orders =
        serde_json::from_str(&std::env::args().nth(1).expect("orders")).expect("JSON orders");
    let vendor = Lianjiang {
        base_url: orders.base_url.clone(),
        account: orders.account.clone(),
        key: orders.key.clone(),
        template: "【总机】{1}".into(),
        template_id: "1".into(),
    };
    if orders.phase == "work" {
        work(&orders, &vendor).await
    } else {
        recover(&orders, &vendor).await
    }
}

async fn work(orders: &Orders, vendor: &Lianjiang) {
    let killer = Killer {
        folder: orders.folder.clone(),
        point: orders
            .point
            .as_deref()
            .map(|name| point_named(name).expect("a point")),
        left: AtomicU32::new(orders.nth.unwrap_or(1)),
        bug: orders.bug,
    };
    let desk = headless::open(&orders.folder, vendor, Arc::new(killer)).await;
    set_size(&orders.folder, orders.operation_size);
    let mut draft = headless::draft(&desk, &orders.recipients).await;
    draft.body = SendBody::Plain {
        signature: "总机".into(),
        content: "取件码 1224".into(),
    };
    headless::send(&desk, draft).await;
    println!("{}", json!({ "approved": true }));
    headless::submitted(&desk).await;
    headless::reported(&desk).await;
    println!("{}", json!({ "finished": true }));
}

fn set_size(folder: &Path, size: u32) {
    headless::database(folder)
        .execute("UPDATE account SET operation_size = ?1", [size])
        .expect("the size");
}

async fn recover(orders: &Orders, vendor: &Lianjiang) {
    if let Some(bug) = orders.bug
        && let Some(sql) = switchboard_tests::crash::restart_sql(bug)
    {
        spoil(&orders.folder, sql);
    }
    let desk = headless::open(&orders.folder, vendor, Arc::new(NoPoints)).await;
    println!("{}", json!({ "found": report(&desk, &orders.folder).await }));
    for job in desk.list_open_jobs().await.expect("jobs") {
        desk.resume_job(job.id).await.expect("a paused job resumes");
    }
    headless::submitted(&desk).await;
    let account = headless::account_id(&desk).await;
    // The sandbox has every report ready at once: two polls bring all there is.
    for _ in 0..3 {
        desk.poll_now(account).await.expect("a poll");
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    println!("{}", json!({ "ended": report(&desk, &orders.folder).await }));
}

async fn report(desk: &Desk, folder: &Path) -> serde_json::Value {
    let numbers: std::collections::HashMap<i64, String> = {
        let connection = headless::database(folder);
        let mut statement = connection
            .prepare("SELECT id, msisdn FROM message")
            .expect("messages");
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows");
        rows.collect::<Result<_, _>>().expect("numbers")
    };
    let messages: Vec<_> = headless::messages(desk)
        .await
        .into_iter()
        .map(|row| json!({ "number": numbers[&row.id], "state": row.state }))
        .collect();
    let status = desk.desk_status().await.expect("a status");
    let replies = desk
        .list_replies(ReplyQuery {
            before: None,
            limit: 500,
        })
        .await
        .expect("replies");
    let replies: Vec<_> = replies.rows.into_iter().map(|reply| reply.content).collect();
    json!({
        "messages": messages,
        "gaps": status.gaps.iter().map(|gap| gap.kind).collect::<Vec<_>>(),
        "replies": replies,
        "paused_jobs": status.paused_jobs,
    })
}
