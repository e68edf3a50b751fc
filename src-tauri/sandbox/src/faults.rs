//! Failures ordered through control, and which request each one hits.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::clock::LARGEST_SKEW;
use crate::dictated::{self, Dictated};
use crate::vendor::Vendor;

/// The longest delay, one day: long enough for any test, short enough to add to a clock.
pub(crate) const LONGEST_MS: u64 = 24 * 3600 * 1000;

/// The vendor whose faults need not name it: it was the first.
const UNNAMED: &str = "lianjiang";

/// A vendor code that is to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    /// A number or a string, as it was ordered: vendors write their codes either way.
    pub(crate) value: Value,
    /// Where in the reply it stands, for vendors whose codes have more than one place.
    pub(crate) place: Option<String>,
}

impl Code {
    /// The code as a table prints it.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// What goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Processed normally, after this many milliseconds.
    Delay(u64),
    /// Read, not accepted, connection closed without a reply.
    DropBefore,
    /// Processed, connection closed without a reply.
    DropAfter,
    /// Answered with an HTTP status.
    Status { status: StatusCode, accepted: bool },
    /// Answered with a vendor code.
    Code { code: Code, accepted: bool },
    /// Answered with whatever control said.
    Reply { reply: Dictated, accepted: bool },
    /// Processed, half of the reply sent.
    Truncate,
    /// Processed, answered with bytes that are not JSON.
    Garble,
    /// Processed, answered with a web page.
    Html,
    /// Processed, answered with an empty body.
    Empty,
    /// Processed normally by a clock that is this many seconds ahead.
    SkewClock(i64),
    /// Processed, answered with 64 MiB.
    Huge,
    /// Processed, never answered.
    Hang,
}

impl Kind {
    /// The name used in the log and in orders.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Kind::Delay(_) => "delay",
            Kind::DropBefore => "drop_before",
            Kind::DropAfter => "drop_after",
            Kind::Status { .. } => "status",
            Kind::Code { .. } => "code",
            Kind::Reply { .. } => "reply",
            Kind::Truncate => "truncate",
            Kind::Garble => "garble",
            Kind::Html => "html",
            Kind::Empty => "empty",
            Kind::SkewClock(_) => "skew_clock",
            Kind::Huge => "huge",
            Kind::Hang => "hang",
        }
    }
}

/// One ordered failure.
#[derive(Debug)]
pub(crate) struct Fault {
    vendor: Vendor,
    /// `None` hits every operation of the vendor.
    operation: Option<&'static str>,
    kind: Kind,
    /// `None` lasts until reset.
    left: Option<u32>,
}

/// The ordered failures, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Vec<Fault>,
}

impl Faults {
    /// Adds failures behind those that wait already.
    pub(crate) fn order(&mut self, faults: Vec<Fault>) {
        self.waiting.extend(faults);
    }

    /// The failure for a request to `operation`: the oldest that fits, at most one.
    pub(crate) fn strike(&mut self, vendor: Vendor, operation: &str) -> Option<Kind> {
        let fits =
            |fault: &Fault| fault.vendor == vendor && fault.operation.is_none_or(|only| only == operation);
        let at = self.waiting.iter().position(fits)?;
        let fault = self.waiting.get_mut(at)?;
        let kind = fault.kind.clone();
        if let Some(left) = &mut fault.left {
            *left -= 1;
            if *left == 0 {
                self.waiting.remove(at);
            }
        }
        Some(kind)
    }
}

/// An order as it is written in JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    kind: String,
    vendor: Option<String>,
    #[serde(default = "every_operation")]
    operation: Value,
    #[serde(default = "once")]
    times: Option<u32>,
    ms: Option<u64>,
    status: Option<u16>,
    code: Option<Value>,
    #[serde(alias = "where")]
    place: Option<String>,
    seconds: Option<i64>,
    #[serde(default)]
    headers: HashMap<String, String>,
    body: Option<Value>,
    body_base64: Option<String>,
    #[serde(default)]
    accepted: bool,
}

const BAD_STATUS: &str =
    "A fault of kind status needs \"status\", 200 to 599; one of kind reply may have it.";

fn status(number: u16) -> Result<StatusCode, String> {
    let known = Some(number).filter(|number| (200..600).contains(number));
    known
        .and_then(|number| StatusCode::from_u16(number).ok())
        .ok_or_else(|| BAD_STATUS.to_owned())
}

fn every_operation() -> Value {
    Value::from("*")
}

fn once() -> Option<u32> {
    Some(1)
}

/// Reads one order or an array of them; the error is a sentence for the caller.
pub(crate) fn parse(body: &[u8]) -> Result<Vec<Fault>, String> {
    let is_array = serde_json::from_slice::<Vec<IgnoredAny>>(body).is_ok();
    let orders = if is_array {
        serde_json::from_slice::<Vec<Order>>(body)
    } else {
        serde_json::from_slice::<Order>(body).map(|order| vec![order])
    };
    orders
        .map_err(|error| format!("A fault cannot be read: {error}."))?
        .into_iter()
        .map(Order::check)
        .collect()
}

impl Order {
    fn check(self) -> Result<Fault, String> {
        let vendor = Vendor::named(self.vendor.as_deref().unwrap_or(UNNAMED))?;
        let operation = match &self.operation {
            Value::String(all) if all == "*" => None,
            named => Some(
                vendor
                    .operations()
                    .iter()
                    .copied()
                    .find(|operation| named == operation)
                    .ok_or_else(|| format!("{} has no operation {named} to go wrong.", vendor.id()))?,
            ),
        };
        if self.times == Some(0) {
            return Err("A fault's \"times\" is at least 1, or null for until reset.".to_owned());
        }
        Ok(Fault {
            vendor,
            operation,
            kind: self.kind()?,
            left: self.times,
        })
    }

    fn kind(&self) -> Result<Kind, String> {
        let accepted = self.accepted;
        Ok(match self.kind.as_str() {
            "delay" => Kind::Delay(
                self.ms
                    .filter(|ms| *ms <= LONGEST_MS)
                    .ok_or_else(|| format!("A delay needs \"ms\", at most {LONGEST_MS}."))?,
            ),
            "drop_before" => Kind::DropBefore,
            "drop_after" => Kind::DropAfter,
            "status" => Kind::Status {
                status: self.status.map_or_else(|| Err(BAD_STATUS.to_owned()), status)?,
                accepted,
            },
            "reply" => Kind::Reply {
                reply: Dictated::new(
                    self.status.map_or(Ok(StatusCode::OK), status)?,
                    &self.headers,
                    dictated::body(self.body.as_ref(), self.body_base64.as_deref())?,
                )?,
                accepted,
            },
            "code" => Kind::Code {
                code: self.code()?,
                accepted,
            },
            "truncate" => Kind::Truncate,
            "garble" => Kind::Garble,
            "html" => Kind::Html,
            "empty" => Kind::Empty,
            "skew_clock" => Kind::SkewClock(
                self.seconds
                    .filter(|seconds| seconds.unsigned_abs() <= LARGEST_SKEW.unsigned_abs())
                    .ok_or("A skewed clock needs \"seconds\", at most ten years either way.")?,
            ),
            "huge" => Kind::Huge,
            "hang" => Kind::Hang,
            unknown => return Err(format!("There is no fault of kind {unknown:?}.")),
        })
    }

    fn code(&self) -> Result<Code, String> {
        match &self.code {
            Some(value @ (Value::Number(_) | Value::String(_))) => Ok(Code {
                value: value.clone(),
                place: self.place.clone(),
            }),
            _ => Err("A fault of kind code needs \"code\", a number or a string.".to_owned()),
        }
    }
}
