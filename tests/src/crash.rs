//! The kill test's points, the bugs it is seeded with, and what must hold afterwards.

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use switchboard_core::surroundings::Point;
use switchboard_sandbox::Sandbox;
use tokio::process::Command;

use crate::headless::Control;

/// The point with this name.
pub fn point_named(name: &str) -> Option<Point> {
    Point::ALL.into_iter().find(|point| format!("{point:?}") == name)
}

/// A bug the program might have had: each shows that one named point matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bug {
    /// Says *approved* before the job is committed.
    ApprovesBeforeCommit,
    /// Writes `dispatching` down before anything is about to leave.
    DispatchesTooEarly,
    /// Connects before `dispatching` is committed.
    ConnectsBeforeCommit,
    /// Takes what was on the wire for queued after a restart.
    ForgetsDoubt,
    /// Does not commit the outcome.
    LosesOutcome,
    /// Polls without writing the intent down.
    PollsWithoutIntent,
    /// Calls a poll done before its reply is kept.
    CallsPollDone,
    /// Looks at a reply without keeping it.
    DoesNotKeepRaw,
    /// Calls a raw reply applied before it is.
    AppliesTooEarly,
    /// Applies a raw reply again as if it were new.
    AppliesTwice,
}

/// A seeded bug with the point at which, and the time for which it is reached when, the process is
/// killed to show it. The second poll is the one for replies.
pub const BUGS: [(Bug, Point, u32); 10] = [
    (Bug::ApprovesBeforeCommit, Point::SendApproved, 1),
    (Bug::DispatchesTooEarly, Point::SendPrepared, 1),
    (Bug::ConnectsBeforeCommit, Point::SendReplied, 1),
    (Bug::ForgetsDoubt, Point::SendReplied, 1),
    (Bug::LosesOutcome, Point::SendSettled, 1),
    (Bug::PollsWithoutIntent, Point::PollFetched, 1),
    (Bug::CallsPollDone, Point::PollFetched, 1),
    (Bug::DoesNotKeepRaw, Point::PollRaw, 1),
    (Bug::AppliesTooEarly, Point::ApplyWritten, 1),
    (Bug::AppliesTwice, Point::ApplyCommitted, 2),
];

const REQUEUE: &str = "UPDATE attempt SET state = 'prepared' WHERE state = 'dispatching';
    UPDATE message SET state = 'queued' WHERE state = 'sending';
    UPDATE operation SET state = 'queued' WHERE state = 'dispatching';";

/// How a program with the bug would have left the database at `point`.
pub fn bug_sql(bug: Bug, point: Point) -> Option<&'static str> {
    match (bug, point) {
        (Bug::ApprovesBeforeCommit, Point::SendApproved) => {
            Some("DELETE FROM message; DELETE FROM attempt; DELETE FROM operation; DELETE FROM job;")
        }
        (Bug::DispatchesTooEarly, Point::SendPrepared) => Some(
            "UPDATE operation SET state = 'dispatching'
                 WHERE id IN (SELECT operation_id FROM attempt WHERE state = 'prepared');
             UPDATE message SET state = 'sending' WHERE state = 'queued'
                 AND operation_id IN (SELECT operation_id FROM attempt WHERE state = 'prepared');
             UPDATE attempt SET state = 'dispatching' WHERE state = 'prepared';",
        ),
        (Bug::ConnectsBeforeCommit, Point::SendDispatching) => Some(REQUEUE),
        (Bug::LosesOutcome, Point::SendSettled) => Some(
            "UPDATE attempt SET state = 'dispatching' WHERE state = 'accepted';
             UPDATE message SET state = 'sending' WHERE state = 'accepted';
             UPDATE operation SET state = 'dispatching', msg_id = NULL WHERE state = 'accepted';",
        ),
        (Bug::PollsWithoutIntent, Point::PollIntent) => Some("DELETE FROM poll WHERE outcome = 'intent';"),
        (Bug::CallsPollDone, Point::PollIntent) => {
            Some("UPDATE poll SET outcome = 'empty' WHERE outcome = 'intent';")
        }
        (Bug::DoesNotKeepRaw, Point::PollRaw) => {
            Some("UPDATE poll SET outcome = 'empty', raw = NULL WHERE outcome = 'raw';")
        }
        _ => None,
    }
}

/// What a program with the bug would do to the database when it starts again.
pub fn restart_sql(bug: Bug) -> Option<&'static str> {
    match bug {
        Bug::ForgetsDoubt => Some(REQUEUE),
        // As if the poll's end had been committed apart from its items, and before them.
        Bug::AppliesTooEarly => Some("UPDATE poll SET outcome = 'applied' WHERE outcome = 'raw';"),
        // As if nothing told what was applied from what was not, and replies had no key.
        Bug::AppliesTwice => Some(
            "UPDATE reply SET ordinal = ordinal + 1000;
             UPDATE poll SET outcome = 'raw' WHERE outcome = 'applied';",
        ),
        _ => None,
    }
}

/// One run: send, be killed, start again, resume, and compare with the sandbox's own log.
#[derive(Debug, Clone)]
pub struct Run {
    /// Where to be killed; none lets it finish.
    pub point: Option<Point>,
    /// Killed when the point is reached for the n-th time.
    pub nth: u32,
    /// How many recipients.
    pub recipients: u32,
    /// How many per operation.
    pub operation_size: u32,
    /// The seeded bug.
    pub bug: Option<Bug>,
}

/// What was promised and does not hold; empty when all holds.
pub type Broken = Vec<String>;

/// Plays a run with the program at `program`; gives what does not hold, and whether it was killed.
pub async fn play(program: &Path, run: &Run) -> (Broken, bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let sandbox = Sandbox::start("127.0.0.1:0".parse().expect("an address"))
        .await
        .expect("a sandbox");
    let control = Control::new(&sandbox.description().control);
    control
        .post("reports", json!({ "default": "DELIVRD", "after_ms": 0 }))
        .await;
    let numbers: Vec<String> = (0..run.recipients)
        .map(|index| format!("138{index:08}"))
        .collect();
    let replies = json!([
        { "mobile": numbers[0], "content": "收到", "time": "2026-01-01 10:00:00" },
        { "mobile": numbers[0], "content": "收到", "time": "2026-01-01 10:00:00" },
        { "mobile": numbers[0], "content": "T", "time": "2026-01-01 10:00:01" },
    ]);
    control.post("replies", replies).await;

    let vendor = &sandbox.description().vendors.lianjiang;
    let mut orders = json!({
        "phase": "work",
        "folder": folder.path(),
        "base_url": vendor.base_url,
        "account": vendor.account,
        "key": vendor.key,
        "recipients": numbers.join("\n"),
        "operation_size": run.operation_size,
        "point": run.point.map(|point| format!("{point:?}")),
        "nth": run.nth,
        "bug": run.bug,
    });
    let work = lines(program, &orders).await;
    let killed = work.iter().any(|line| line.get("killed_at").is_some());
    let at_kill = control.sent_to().await;
    orders["phase"] = json!("recover");
    let recovered = lines(program, &orders).await;
    let found = recovered.iter().find_map(|line| line.get("found"));
    let ended = recovered.iter().find_map(|line| line.get("ended"));
    let (Some(found), Some(ended)) = (found, ended) else {
        return (
            vec![format!("the second start did not come to its end: {recovered:?}")],
            killed,
        );
    };
    let approved = work
        .iter()
        .any(|line| line.get("approved").is_some() || line.get("killed_at").is_some());
    let facts = Facts {
        run,
        numbers: &numbers,
        approved,
        at_kill,
        after: control.sent_to().await,
    };
    let broken = facts.compare(&State::of(found), &State::of(ended));
    sandbox.stop().await;
    (broken, killed)
}

async fn lines(program: &Path, orders: &Value) -> Vec<Value> {
    let output = Command::new(program)
        .arg(orders.to_string())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .await
        .expect("the program runs");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

struct State {
    messages: HashMap<String, Vec<String>>,
    gaps: Vec<String>,
    replies: Vec<String>,
}

impl State {
    fn of(value: &Value) -> Self {
        let mut messages: HashMap<String, Vec<String>> = HashMap::new();
        for message in value["messages"].as_array().into_iter().flatten() {
            let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
            messages.entry(text("number")).or_default().push(text("state"));
        }
        let texts = |name: &str| -> Vec<String> {
            value[name]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|text| text.as_str().map(str::to_owned))
                .collect()
        };
        Self {
            messages,
            gaps: texts("gaps"),
            replies: texts("replies"),
        }
    }
}

struct Facts<'a> {
    run: &'a Run,
    numbers: &'a [String],
    approved: bool,
    at_kill: Vec<String>,
    after: Vec<String>,
}

impl Facts<'_> {
    fn compare(&self, found: &State, ended: &State) -> Broken {
        let mut broken = Vec::new();
        let reports_gap = ended.gaps.iter().any(|kind| kind == "reports");
        for number in self.numbers {
            let sent = self.after.iter().filter(|sent| *sent == number).count();
            if sent > 1 {
                broken.push(format!("{number} was sent to {sent} times"));
            }
            let states = ended.messages.get(number).map_or(&[][..], Vec::as_slice);
            match states {
                [] if self.approved => broken.push(format!("the ledger lacks {number}")),
                [] => {}
                [state] => self.judge(number, state, sent, reports_gap, &mut broken),
                more => broken.push(format!("the ledger has {number} {} times", more.len())),
            }
            self.judge_found(number, found, &mut broken);
        }
        self.judge_replies(ended, &mut broken);
        broken
    }

    fn judge(&self, number: &str, state: &str, sent: usize, reports_gap: bool, broken: &mut Broken) {
        let fits = match state {
            "delivered" => sent == 1,
            // Its report was handed out and lost, which the gap says.
            "accepted" => sent == 1 && reports_gap,
            // Doubt is allowed only where the process was killed after it said it would connect.
            "unknown" => {
                matches!(self.run.point, Some(Point::SendDispatching)) && sent == 0
                    || sent == 1 && reports_gap
            }
            _ => false,
        };
        if !fits {
            broken.push(format!(
                "{number} ends as {state}, sent {sent} times, gap in reports: {reports_gap}"
            ));
        }
    }

    /// Right after the restart, before anything was asked of the vendor.
    fn judge_found(&self, number: &str, found: &State, broken: &mut Broken) {
        let Some(state) = found.messages.get(number).and_then(|states| states.first()) else {
            return;
        };
        let had = self.at_kill.iter().any(|sent| sent == number);
        let fits = match state.as_str() {
            "queued" => !had,
            "unknown" => match self.run.point {
                Some(Point::SendDispatching) => !had,
                Some(Point::SendReplied) => had,
                _ => false,
            },
            "accepted" | "delivered" => had,
            _ => false,
        };
        if !fits {
            broken.push(format!(
                "{number} is {state} after the restart; the vendor has it: {had}"
            ));
        }
    }

    fn judge_replies(&self, ended: &State, broken: &mut Broken) {
        let lost = ended.gaps.iter().any(|kind| kind == "replies");
        for (content, wanted) in [("收到", 2), ("T", 1)] {
            let here = ended.replies.iter().filter(|reply| *reply == content).count();
            if here > wanted || here < wanted && !lost {
                broken.push(format!(
                    "the reply {content} is here {here} times of {wanted}, gap: {lost}"
                ));
            }
        }
    }
}
