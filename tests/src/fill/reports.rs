//! What vendors say became of messages, in each vendor's own form.

use chrono::{DateTime, FixedOffset};
use rusqlite::Result;
use rusqlite::types::Value;
use serde_json::{Value as Json, json};

use super::accounts::{INTL_SMS, LIANJIANG, LINKACCOUNT};
use super::batch::Batch;
use super::dice::Dice;
use super::ledger::{Ledger, take, text};
use super::rows::maybe;

/// Codes of what did not arrive, the frequent ones first.
const CARRIER: [&str; 8] = [
    "UNDELIV", "UNDELIV", "EXPIRED", "MK:0001", "MB:0008", "REJECTD", "MK:0012", "DB:0141",
];
const TEXT_PUSH: [&str; 3] = ["1300004", "1300006", "1300013"];

/// The message a report is about.
pub(super) struct About<'a> {
    pub message: i64,
    pub account: i64,
    pub voice: bool,
    pub msisdn: &'a str,
    pub msg_id: &'a str,
    pub token: &'a str,
    pub delivered: bool,
    pub at: i64,
}

/// A report as the database holds it.
struct Report {
    code: &'static str,
    table: &'static str,
    dedupe: String,
    time: String,
    echo: String,
    fields: Json,
}

/// Writes reports, with the polls and pushes that brought them.
pub(super) struct Reports {
    lianjiang: Batch,
    international: Batch,
}

impl Reports {
    pub fn new() -> Self {
        Self {
            lianjiang: Batch::of(LIANJIANG, "reports"),
            international: Batch::of(INTL_SMS, "status"),
        }
    }

    /// One report; gives its code, and the vendor's table it stands in.
    pub fn add(
        &mut self,
        ledger: &mut Ledger<'_>,
        dice: &mut Dice,
        about: &About<'_>,
    ) -> Result<(&'static str, &'static str)> {
        let queried = about.account == INTL_SMS && about.message % 2 == 0;
        let report = match (about.account, about.voice) {
            (LIANJIANG, _) => lianjiang(about, dice),
            (LINKACCOUNT, false) => linkaccount(about, dice),
            (LINKACCOUNT, true) => voice(about, dice),
            _ => international(about, dice, queried),
        };
        let id = take(&mut ledger.next.report);
        let fields = report.fields.to_string();
        let (poll, push, channel) = if about.account == LIANJIANG {
            let poll = self.lianjiang.add(ledger, fields.clone(), about.at)?;
            (Some(poll), None, "poll")
        } else if queried {
            let poll = self.international.add(ledger, fields.clone(), about.at)?;
            (Some(poll), None, "query")
        } else {
            (None, Some(push(ledger, about, id, &fields)?), "push")
        };
        ledger.report.add([
            id.into(),
            maybe(poll),
            maybe(push),
            about.account.into(),
            text(about.msg_id),
            text(about.msisdn),
            text(report.code),
            text(report.table),
            text(if about.delivered { "delivered" } else { "failed" }),
            report.time.into(),
            report.echo.into(),
            text(channel),
            report.dedupe.into(),
            fields.into(),
            about.at.into(),
            about.message.into(),
            1.into(),
            text("matched"),
        ])?;
        Ok((report.code, report.table))
    }

    pub fn finish(&mut self, ledger: &mut Ledger<'_>) -> Result<()> {
        self.lianjiang.finish(ledger)?;
        self.international.finish(ledger)
    }
}

fn push(ledger: &mut Ledger<'_>, about: &About<'_>, report: i64, fields: &str) -> Result<i64> {
    let id = take(&mut ledger.next.push);
    let kind = match (about.account, about.voice) {
        (INTL_SMS, _) => "international_status",
        (_, true) => "voice_status",
        _ => "sms_status",
    };
    ledger.push.add([
        id.into(),
        about.account.into(),
        text(kind),
        about.at.into(),
        0.into(),
        text("application/json"),
        text(r#"[["host","desk.example"],["content-type","application/json"]]"#),
        Value::Blob(fields.as_bytes().to_vec()),
        1.into(),
    ])?;
    ledger.push_effect.add([
        id.into(),
        0.into(),
        text("report"),
        report.into(),
        Value::Null,
        text(fields),
    ])?;
    Ok(id)
}

fn lianjiang(about: &About<'_>, dice: &mut Dice) -> Report {
    let code = if about.delivered {
        "DELIVRD"
    } else {
        *dice.pick(&CARRIER)
    };
    let time = beijing(about.at - 3_000);
    Report {
        code,
        table: "",
        dedupe: [about.msg_id, about.msisdn, code, &time].join("|"),
        fields: json!({ "msgId": about.msg_id, "mobile": about.msisdn, "code": code, "time": time, "ext": about.token }),
        time,
        echo: about.token.to_owned(),
    }
}

fn linkaccount(about: &About<'_>, dice: &mut Dice) -> Report {
    let code = if about.delivered {
        "1300001"
    } else {
        *dice.pick(&TEXT_PUSH)
    };
    let to = format!("+86{}", about.msisdn);
    let time = beijing(about.at - 2_000);
    Report {
        code,
        table: "text_push",
        dedupe: [about.msg_id, &to, "1", code].join("|"),
        fields: json!({ "smsMsgId": about.msg_id, "total": "1", "sequence": "1", "status": code, "source": "2",
            "updateTime": time, "extend": about.token, "to": to }),
        time,
        echo: about.token.to_owned(),
    }
}

fn voice(about: &About<'_>, dice: &mut Dice) -> Report {
    let code = if about.delivered {
        "0"
    } else {
        *dice.pick(&["1", "2"])
    };
    let (began, time) = (beijing(about.at - 21_000), beijing(about.at - 1_000));
    Report {
        code,
        table: "voice_push",
        dedupe: [about.msg_id, code, &began].join("|"),
        fields: json!({ "msgId": about.msg_id, "status": code, "callerNum": "+8631180985016",
            "to": format!("+86{}", about.msisdn), "callOutStartTime": began, "callEndTime": time,
            "extend": about.token }),
        time,
        echo: about.token.to_owned(),
    }
}

fn international(about: &About<'_>, dice: &mut Dice, queried: bool) -> Report {
    let code = if about.delivered {
        "DELIVRD"
    } else {
        *dice.pick(&CARRIER)
    };
    let status = match (about.delivered, queried) {
        (true, _) => 0,
        (false, true) => 2,
        (false, false) => 1,
    };
    let mobile = about.msisdn.trim_start_matches('+');
    let time: String = beijing(about.at - 5_000)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let channel = if queried { "query" } else { "push" };
    Report {
        code,
        table: "",
        dedupe: [about.msg_id, mobile, channel, &status.to_string(), &time].join("|"),
        fields: json!({ "desc": "", "errorCode": code, "mobile": mobile, "msgId": about.msg_id, "status": status,
            "timestamp": time }),
        time,
        echo: String::new(),
    }
}

/// As the vendors write a time.
pub(super) fn beijing(at: i64) -> String {
    let zone = FixedOffset::east_opt(8 * 3600);
    DateTime::from_timestamp_millis(at)
        .zip(zone)
        .map(|(at, zone)| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}
