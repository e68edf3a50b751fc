//! What the suites of exports, retention and backups share: a clock on which no progress is kept back, something that
//! stops work in the middle, and the pages of a database as they stand on the disk.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use switchboard_core::contract::Id;
use switchboard_core::contract::desk::Topic;
use switchboard_core::contract::keeping::{Work, WorkStarted, WorkState};
use switchboard_core::desk::Desk;
use switchboard_core::surroundings::{Clock, EventSink};

use crate::headless;

/// A clock on which every look takes a second.
#[derive(Debug)]
pub struct Hurried {
    now: Mutex<DateTime<Utc>>,
}

impl Hurried {
    /// A clock at the time of day.
    pub fn now() -> Self {
        Self {
            now: Mutex::new(Utc::now()),
        }
    }

    /// Moves it on.
    pub fn advance(&self, days: i64) {
        *self.now.lock().expect("whole") += TimeDelta::days(days);
    }
}

impl Clock for Hurried {
    fn now(&self) -> DateTime<Utc> {
        let mut now = self.now.lock().expect("whole");
        *now += TimeDelta::seconds(1);
        *now
    }

    fn sleep(&self, _time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// Stops whatever has done something, once it was told of a desk.
#[derive(Default)]
pub struct Stopping {
    /// The desk.
    pub desk: OnceLock<Desk>,
    /// How far each was that it stopped.
    pub stopped: Mutex<Vec<u64>>,
    /// Whether it ends the program, and not only the work.
    pub closes: AtomicBool,
}

impl EventSink for Stopping {
    fn changed(&self, topics: &[Topic]) {
        let Some(desk) = self.desk.get().filter(|_| topics.contains(&Topic::Work)) else {
            return;
        };
        let works = desk.list_work().now_or_never().expect("at once").expect("a list");
        for work in works {
            if work.state == WorkState::Running && work.done > 0 {
                self.stopped.lock().expect("whole").push(work.done);
                if self.closes.load(Ordering::Relaxed) {
                    // Its first step says that the program ends; who tests waits for the rest.
                    assert!(desk.close().now_or_never().is_none());
                    continue;
                }
                let stopped = desk.cancel_work(work.id).now_or_never().expect("at once");
                stopped.expect("it is there");
            }
        }
    }

    fn balance_low(&self, _account_name: &str) {}
}

/// The id of work that began.
pub fn begun(started: WorkStarted) -> Id {
    match started {
        WorkStarted::Started { id } => id,
        WorkStarted::Closed => panic!("nobody was asked"),
    }
}

/// Waits for the end of work.
pub async fn ended(desk: &Desk, id: Id) -> Work {
    headless::until(async || {
        let works = desk.list_work().await.expect("a list");
        let work = works.into_iter().find(|work| work.id == id).expect("it is there");
        (work.state != WorkState::Running).then_some(work)
    })
    .await
}

const PAGE: usize = 4_096;
/// What SQLCipher keeps at the end of each page: the initialisation vector, and the authentication code.
const RESERVED: usize = 80;

/// The pages of a database and of its write-ahead log as they stand on the disk, decrypted by the `openssl` program:
/// what was deleted and not overwritten is there.
pub fn bytes_on_disk(database: &Path, key: &str) -> Vec<u8> {
    let mut chained = Vec::new();
    let mut add = |page: &[u8], first: bool| {
        // The salt stands in front of the first page.
        let begin = if first { 16 } else { 0 };
        // One after the other, each behind its vector: CBC needs no more to be decrypted at once.
        chained.extend_from_slice(&page[PAGE - RESERVED..PAGE - RESERVED + 16]);
        chained.extend_from_slice(&page[begin..PAGE - RESERVED]);
    };
    let file = std::fs::read(database).expect("the database");
    for (at, page) in file.chunks_exact(PAGE).enumerate() {
        add(page, at == 0);
    }
    let log = std::fs::read(database.with_extension("db-wal")).unwrap_or_default();
    for frame in log.get(32..).unwrap_or_default().chunks_exact(24 + PAGE) {
        let number = u32::from_be_bytes(frame[..4].try_into().expect("four bytes"));
        add(&frame[24..], number == 1);
    }
    let mut tool = Command::new("openssl")
        .args(["enc", "-d", "-aes-256-cbc", "-nopad", "-K", key, "-iv"])
        .arg("0".repeat(32))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    let mut input = tool.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || input.write_all(&chained));
    let output = tool.wait_with_output().expect("it ends");
    writer.join().expect("written").expect("written");
    assert!(output.status.success());
    output.stdout
}

/// Whether some bytes hold others.
pub fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}
