//! Playing a call: who is reached, and the pushes that tell of it (privacy-numbers.md, 5.1 and 5.3).

use std::time::Duration;

use chrono::Utc;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::account::Account;
use super::credentials::Credentials;
use super::{push_form, recording};
use crate::control::Misunderstood;
use crate::faults::LONGEST_MS;
use crate::push::{Push, Pushes, Repeats};
use crate::vendor::Vendor;

/// How long it rings, unless the times are given.
const RINGING_SECONDS: i64 = 5;

/// A call as control writes it. What is left out is made up, or looked up in the binding it goes through.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    x_number: String,
    caller: String,
    callee: Option<String>,
    subid: Option<String>,
    #[serde(rename = "userData")]
    user_data: Option<String>,
    #[serde(default = "answered")]
    result: String,
    duration: Option<u32>,
    #[serde(rename = "smsContent")]
    sms_content: Option<String>,
    recording: Option<String>,
    taskid: Option<String>,
    releasedir: Option<String>,
    #[serde(default = "both")]
    pushes: Vec<Told>,
    #[serde(default)]
    after_ms: u64,
    /// Takes the place of what was made; null takes a field away.
    #[serde(default)]
    call_start: Map<String, Value>,
    /// The same for the call detail record.
    #[serde(default)]
    cdr: Map<String, Value>,
}

/// The two pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Told {
    CallStart,
    Cdr,
}

fn answered() -> String {
    "answered".to_owned()
}

fn both() -> Vec<Told> {
    vec![Told::CallStart, Told::Cdr]
}

/// What both pushes say.
struct Through {
    subid: String,
    callee: String,
    user_data: Option<String>,
    records: bool,
}

/// Plays a call and gives what was made up about it.
pub(crate) fn play(
    call: Call,
    credentials: &Credentials,
    account: &mut Account,
    pushes: &mut Pushes,
) -> Result<Value, Misunderstood> {
    if call.after_ms > LONGEST_MS {
        return Err(Misunderstood(format!("\"after_ms\" is at most {LONGEST_MS}.")));
    }
    let through = call.through(account)?;
    let now = Utc::now();
    let taskid = match &call.taskid {
        Some(taskid) => taskid.clone(),
        None => account.ledger.next_id(now),
    };
    let mut told = Vec::new();
    for kind in &call.pushes {
        let (name, url, fields) = match kind {
            Told::CallStart => (
                "call_start",
                &account.push_urls.call_start,
                call.start(&through, &taskid, credentials, now.timestamp()),
            ),
            Told::Cdr => (
                "cdr",
                &account.push_urls.cdr,
                call.record(&through, &taskid, credentials, now.timestamp()),
            ),
        };
        let Some(url) = url else { continue };
        let (content_type, body) = push_form::write(account.settings.push_form, &fields);
        told.push(Push {
            vendor: Vendor::PrivacyNumber,
            kind: name.to_owned(),
            url: url.clone(),
            content_type,
            headers: Vec::new(),
            body,
            repeats: Repeats::Never,
        });
    }
    if told.is_empty() {
        return Err(Misunderstood(
            "No URL is set for what would be pushed; POST /push_urls sets them.".to_owned(),
        ));
    }
    pushes.queue(Duration::from_millis(call.after_ms), told);
    Ok(json!({
        "ok": true, "taskid": taskid, "subid": through.subid, "callee": through.callee,
    }))
}

impl Call {
    /// The binding it goes through, or what was given in its place.
    fn through(&self, account: &Account) -> Result<Through, Misunderstood> {
        let found = account
            .ledger
            .live_on(&self.x_number)
            .find_map(|binding| Some((binding, binding.other_party(&self.caller)?)));
        let subid = self
            .subid
            .clone()
            .or(found.map(|(binding, _)| binding.subid.clone()));
        let callee = self.callee.clone().or(found.map(|(_, callee)| callee.to_owned()));
        let (Some(subid), Some(callee)) = (subid, callee) else {
            return Err(Misunderstood(format!(
                "No live binding leads from {} through {}; give \"callee\" and \"subid\" to play it all the same.",
                self.caller, self.x_number
            )));
        };
        let bound = found.and_then(|(binding, _)| binding.terms.user_data.clone());
        Ok(Through {
            subid,
            callee,
            user_data: self.user_data.clone().or(bound),
            records: found.is_some_and(|(binding, _)| binding.terms.records),
        })
    }

    /// 始呼回调参数 (5.3)
    fn start(
        &self,
        through: &Through,
        taskid: &str,
        credentials: &Credentials,
        now: i64,
    ) -> Map<String, Value> {
        let mut fields = self.common(through, taskid, credentials);
        fields.insert("callTime".to_owned(), self.begin(now).into());
        insert_some(&mut fields, "smsContent", self.sms_content.as_deref());
        replaced(fields, &self.call_start)
    }

    /// 话单回调参数 (5.1)
    fn record(
        &self,
        through: &Through,
        taskid: &str,
        credentials: &Credentials,
        now: i64,
    ) -> Map<String, Value> {
        let begin = self.begin(now);
        let mut fields = self.common(through, taskid, credentials);
        fields.insert("result".to_owned(), self.result.as_str().into());
        fields.insert("beginTime".to_owned(), begin.into());
        fields.insert("ringTime".to_owned(), (begin + 1).into());
        if self.is_answered() {
            fields.insert("answerTime".to_owned(), (begin + RINGING_SECONDS).into());
        }
        fields.insert("releaseTime".to_owned(), now.into());
        fields.insert("duration".to_owned(), self.seconds().into());
        let releasedir = self.releasedir.as_deref().unwrap_or("1");
        fields.insert("releasedir".to_owned(), releasedir.into());
        let made = recording::url(credentials.base_url(), taskid);
        let made = (through.records && self.is_answered()).then_some(made);
        insert_some(
            &mut fields,
            "recording",
            self.recording.as_deref().or(made.as_deref()),
        );
        replaced(fields, &self.cdr)
    }

    fn common(&self, through: &Through, taskid: &str, credentials: &Credentials) -> Map<String, Value> {
        let mut fields = Map::new();
        for (name, value) in [
            ("devid", credentials.developer_id.as_str()),
            ("appid", &credentials.appid),
            ("taskid", taskid),
            ("subid", &through.subid),
            ("caller", &self.caller),
            ("rcaller", &self.x_number),
            ("callee", &through.callee),
        ] {
            fields.insert(name.to_owned(), value.into());
        }
        insert_some(&mut fields, "userData", through.user_data.as_deref());
        fields
    }

    fn is_answered(&self) -> bool {
        self.result == "answered"
    }

    /// 时长, 缺省 0
    fn seconds(&self) -> u32 {
        self.duration.unwrap_or(if self.is_answered() { 30 } else { 0 })
    }

    /// When it began, if it ended now.
    fn begin(&self, now: i64) -> i64 {
        now - i64::from(self.seconds()) - RINGING_SECONDS
    }
}

fn insert_some(fields: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into());
    }
}

fn replaced(mut fields: Map<String, Value>, by: &Map<String, Value>) -> Map<String, Value> {
    for (name, value) in by {
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
    fields
}
