//! Status reports: those that sends bring, and those queued through control. They can be asked for again
//! and again (intl-sms.md, 第四章; vendors.md, "may be asked again").

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::settings::{OpenAs, Settings, TimestampDigits};
use crate::clock::Clock;
use crate::control::{Misunderstood, parse_value, present};
use crate::faults::LONGEST_MS;

/// 发送成功
const DELIVERED: i64 = 0;
/// 状态没返回
const OPEN: i64 = 1;
/// 发送失败, in a query
pub(super) const FAILED: i64 = 2;

/// What a report says, by `errorCode`.
const DELIVRD: &str = "DELIVRD";

/// One report.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(super) msg_id: String,
    pub(super) mobile: String,
    /// When it can be asked for.
    pub(super) ready: Instant,
    /// `errorCode`; `None` is never reported.
    error_code: Option<String>,
    /// As a query gives it; by the code if there is none.
    status: Option<i64>,
    desc: String,
    /// When the vendor heard of it, unless control gave the text itself.
    at: DateTime<Utc>,
    timestamp: Option<String>,
}

impl Report {
    /// `status`, as a query gives it.
    pub(super) fn status(&self) -> i64 {
        self.status.unwrap_or(match self.error_code.as_deref() {
            None => OPEN,
            Some(DELIVRD) => DELIVERED,
            Some(_) => FAILED,
        })
    }

    /// The item of a query or the body of a push (4.5, 5.4).
    pub(super) fn item(&self, status: i64, settings: &Settings) -> Value {
        let local = self.at + TimeDelta::minutes(settings.timestamp_zone.into());
        let format = match settings.timestamp_digits {
            TimestampDigits::Seconds => "%Y%m%d%H%M%S",
            TimestampDigits::Minutes => "%Y%m%d%H%M",
        };
        let timestamp = self
            .timestamp
            .clone()
            .unwrap_or_else(|| local.format(format).to_string());
        json!({
            "mobile": self.mobile,
            "msgId": self.msg_id,
            "timestamp": timestamp,
            "status": status,
            "desc": self.desc,
            "errorCode": self.error_code.as_deref().unwrap_or_default(),
        })
    }
}

/// A change to what later sends' reports say; what is `None` stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Orders {
    pub(super) hold: Option<bool>,
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
    #[serde(rename = "errorCode")]
    error_code: String,
    status: Option<i64>,
    timestamp: Option<String>,
    #[serde(default)]
    desc: String,
}

/// Reads a report that is to be there at once, as it is.
pub(crate) fn queued(item: Value) -> Result<Report, Misunderstood> {
    let report: Queued = parse_value(item)?;
    Ok(Report {
        msg_id: report.msg_id,
        mobile: report.mobile,
        ready: Instant::now(),
        error_code: Some(report.error_code),
        status: report.status,
        desc: report.desc,
        at: Clock::default().now(),
        timestamp: report.timestamp,
    })
}

/// What is known of every message that was sent or reported on.
#[derive(Debug)]
pub(crate) struct Reports {
    known: HashMap<(String, String), Report>,
    /// What is to be pushed, in the order it came.
    unpushed: Vec<Report>,
    held: bool,
    /// By number; `None` never reports.
    outcomes: HashMap<String, Option<String>>,
    default: Option<String>,
    after: Duration,
}

impl Default for Reports {
    fn default() -> Reports {
        Reports {
            known: HashMap::new(),
            unpushed: Vec::new(),
            held: false,
            outcomes: HashMap::new(),
            default: Some(DELIVRD.to_owned()),
            after: Duration::from_secs(1),
        }
    }
}

impl Reports {
    /// Adds a report, or puts it in the place of what was known of that message.
    pub(super) fn put(&mut self, report: Report) {
        if report.error_code.is_some() {
            self.unpushed.push(report.clone());
        }
        let key = (report.msg_id.clone(), report.mobile.clone());
        self.known.insert(key, report);
    }

    /// Changes what later sends' reports say, and whether reports of sends are held back.
    pub(super) fn order(&mut self, orders: Orders) {
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

    /// Makes the reports of a send that was just accepted and leaves at `sent`, which is not before `now`.
    pub(super) fn expect(
        &mut self,
        msg_id: &str,
        mobiles: &[String],
        sent: DateTime<Utc>,
        now: DateTime<Utc>,
    ) {
        let wait = (sent - now).to_std().unwrap_or_default() + self.after;
        let ready = Instant::now() + wait;
        let at = now + TimeDelta::from_std(wait).unwrap_or_default();
        for mobile in mobiles {
            let error_code = self.outcomes.get(mobile).unwrap_or(&self.default).clone();
            self.put(Report {
                msg_id: msg_id.to_owned(),
                mobile: mobile.clone(),
                ready,
                error_code,
                status: None,
                desc: String::new(),
                at,
                timestamp: None,
            });
        }
    }

    /// What a query is told of a message.
    pub(super) fn find(&self, msg_id: &str, mobile: &str, settings: &Settings) -> Option<Value> {
        let report = self.known.get(&(msg_id.to_owned(), mobile.to_owned()))?;
        let is_there = report.error_code.is_some() && report.ready <= Instant::now();
        if is_there && !self.held {
            return Some(report.item(report.status(), settings));
        }
        match settings.open_as {
            OpenAs::Absent => None,
            OpenAs::Item => Some(json!({
                "mobile": mobile,
                "msgId": msg_id,
                "timestamp": "",
                "status": OPEN,
                "desc": "",
                "errorCode": "",
            })),
        }
    }

    /// Reports that are to be pushed and were not given to the courier yet; none while they are held.
    pub(super) fn take_unpushed(&mut self) -> Vec<Report> {
        if self.held {
            return Vec::new();
        }
        std::mem::take(&mut self.unpushed)
    }
}
