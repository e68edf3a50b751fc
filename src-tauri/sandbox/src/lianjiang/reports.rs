//! Status reports: those that sends bring, and those queued through control.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::{Clock, shanghai};
use crate::control::{Misunderstood, parse_value, present};
use crate::faults::LONGEST_MS;

/// One item of a report poll (lianjiang.md, 四.3).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    #[serde(rename = "msgId")]
    pub(crate) msg_id: String,
    pub(crate) mobile: String,
    pub(crate) code: String,
    pub(crate) time: String,
    pub(crate) ext: String,
}

/// A change to what later sends' reports say; what is `None` stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Orders {
    hold: Option<bool>,
    outcomes: Option<HashMap<String, Option<String>>>,
    /// The inner `None` is JSON null: no report ever.
    #[serde(default, deserialize_with = "present")]
    default: Option<Option<String>>,
    after_ms: Option<u64>,
}

/// Reads a change to what later sends' reports say.
pub(crate) fn orders(object: Value) -> Result<Orders, Misunderstood> {
    let orders: Orders = parse_value(object)?;
    if orders.after_ms.is_some_and(|ms| ms > LONGEST_MS) {
        return Err(Misunderstood(format!("\"after_ms\" is at most {LONGEST_MS}.")));
    }
    Ok(orders)
}

/// A report as control writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Queued {
    #[serde(rename = "msgId")]
    msg_id: String,
    mobile: String,
    code: String,
    time: Option<String>,
    ext: Option<String>,
}

/// Reads a report that is to be handed out as it is.
pub(crate) fn queued(item: Value) -> Result<Report, Misunderstood> {
    let report: Queued = parse_value(item)?;
    Ok(Report {
        msg_id: report.msg_id,
        mobile: report.mobile,
        code: report.code,
        time: report.time.unwrap_or_else(|| shanghai(Clock::default().now())),
        ext: report.ext.unwrap_or_default(),
    })
}

/// All reports that were not handed out yet.
#[derive(Debug)]
pub(crate) struct Reports {
    queued: VecDeque<Report>,
    coming: VecDeque<(Instant, Report)>,
    held: bool,
    /// By number; `None` never reports.
    outcomes: HashMap<String, Option<String>>,
    default: Option<String>,
    after: Duration,
}

impl Default for Reports {
    fn default() -> Reports {
        Reports {
            queued: VecDeque::new(),
            coming: VecDeque::new(),
            held: false,
            outcomes: HashMap::new(),
            default: Some("DELIVRD".to_owned()),
            after: Duration::from_secs(1),
        }
    }
}

impl Reports {
    /// Queues a report for the next poll, even while others are held.
    pub(crate) fn queue(&mut self, report: Report) {
        self.queued.push_back(report);
    }

    /// Changes what later sends' reports say, and whether reports of sends are held back.
    pub(crate) fn order(&mut self, orders: Orders) {
        if let Some(hold) = orders.hold {
            self.held = hold;
        }
        self.outcomes.extend(orders.outcomes.into_iter().flatten());
        if let Some(default) = orders.default {
            self.default = default;
        }
        if let Some(ms) = orders.after_ms {
            self.after = Duration::from_millis(ms);
        }
    }

    /// Makes the reports of a send that was just accepted.
    pub(crate) fn expect(&mut self, msg_id: &str, mobiles: &[String], ext: &str, now: DateTime<Utc>) {
        let ready = Instant::now() + self.after;
        let time = shanghai(now + TimeDelta::from_std(self.after).unwrap_or_default());
        for mobile in mobiles {
            let Some(code) = self.outcomes.get(mobile).unwrap_or(&self.default) else {
                continue;
            };
            let report = Report {
                msg_id: msg_id.to_owned(),
                mobile: mobile.clone(),
                code: code.clone(),
                time: time.clone(),
                ext: ext.to_owned(),
            };
            self.coming.push_back((ready, report));
        }
    }

    /// Hands out up to `most` reports; what is handed out is gone.
    pub(crate) fn take(&mut self, most: usize, now: Instant) -> Vec<Report> {
        let mut taken: Vec<Report> = self.queued.drain(..most.min(self.queued.len())).collect();
        if self.held {
            return taken;
        }
        let mut kept = VecDeque::with_capacity(self.coming.len());
        for (ready, report) in self.coming.drain(..) {
            if ready <= now && taken.len() < most {
                taken.push(report);
            } else {
                kept.push_back((ready, report));
            }
        }
        self.coming = kept;
        taken
    }
}
