//! Sends from approval to report: jobs of one message and bulk jobs mixed, as a desk makes them.

use std::collections::BTreeSet;

use rusqlite::Result;
use rusqlite::types::Value;
use serde_json::json;

use super::accounts::{INTL_SMS, LIANJIANG, LINKACCOUNT};
use super::batch::Batch;
use super::dice::Dice;
use super::ledger::{Ledger, take, text};
use super::people::{People, reversed};
use super::reports::{About, Reports, beijing};
use super::requests::{self, Recipient};
use super::rows::maybe;
use super::words::{self, SIGNATURE, TEMPLATES, Template};

const MINUTE: i64 = 60 * 1000;
/// After this an accepted message counts as one without a report.
const REPORT_WITHIN: i64 = 72 * 60 * MINUTE;

/// How a job is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Plain,
    Template,
    Voice,
    International,
}

impl Mode {
    fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Template => "template",
            Self::Voice => "voice",
            Self::International => "international",
        }
    }
}

/// What became of a job's one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Accepted,
    Rejected,
    NotSent,
    Unknown,
    Queued,
}

impl Fate {
    fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Queued => "queued",
        }
    }
}

/// A job with its one operation.
pub(super) struct Job {
    pub account: i64,
    pub mode: Mode,
    pub template: Option<&'static Template>,
    /// Signature included; a template's text with its places.
    pub text: String,
    pub token: String,
    pub recipients: Vec<Recipient>,
    /// The vendor's id of the whole operation, where it gives one.
    pub msg_id: Option<String>,
    pub at: i64,
    by: (&'static str, &'static str),
    fate: Fate,
}

/// Writes sends.
pub(super) struct Sends<'l, 'c> {
    ledger: &'l mut Ledger<'c>,
    reports: Reports,
    replies: Batch,
    dice: Dice,
    people: People,
    now: i64,
    holds_one: bool,
}

impl<'l, 'c> Sends<'l, 'c> {
    pub fn into(ledger: &'l mut Ledger<'c>, people: People, seed: u64, now: i64) -> Self {
        Self {
            ledger,
            reports: Reports::new(),
            replies: Batch::of(LIANJIANG, "replies"),
            dice: Dice::new(seed),
            people,
            now,
            holds_one: false,
        }
    }

    /// A job to so many, approved at `at`. With `late` a bulk job may be one that waits for Resume.
    pub fn job(&mut self, recipients: u64, at: i64, late: bool) -> Result<()> {
        let job = self.draw(recipients, at, late);
        let (job_id, operation_id) = (take(&mut self.ledger.next.job), take(&mut self.ledger.next.operation));
        self.write_job(&job, job_id)?;
        self.write_operation(&job, job_id, operation_id)?;
        for recipient in &job.recipients {
            self.message(&job, job_id, operation_id, recipient)?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<()> {
        self.reports.finish(self.ledger)?;
        self.replies.finish(self.ledger)
    }

    fn draw(&mut self, count: u64, at: i64, late: bool) -> Job {
        let dice = &mut self.dice;
        let (account, mode) = match dice.below(100) {
            0..45 => (LIANJIANG, Mode::Plain),
            45..60 => (LIANJIANG, Mode::Template),
            60..87 if count == 1 && dice.in_ten_thousand(2_000) => (LINKACCOUNT, Mode::Voice),
            60..87 => (LINKACCOUNT, Mode::Template),
            _ => (INTL_SMS, Mode::International),
        };
        let template = match mode {
            Mode::Template => Some(dice.pick(&TEMPLATES[..3])),
            Mode::Voice => Some(&TEMPLATES[3]),
            Mode::Plain | Mode::International => None,
        };
        let text = match template {
            Some(template) => template.text.to_owned(),
            None => {
                let english = mode == Mode::International || dice.in_ten_thousand(2_000);
                format!("【{SIGNATURE}】{}", words::text(dice, english))
            }
        };
        let by = words::operator(dice);
        let fate = match dice.below(10_000) {
            _ if late && count > 1 && !self.holds_one => Fate::Queued,
            0..100 => Fate::Rejected,
            100..130 => Fate::NotSent,
            130..140 if count == 1 => Fate::Unknown,
            _ => Fate::Accepted,
        };
        self.holds_one |= fate == Fate::Queued;
        // Lianjiang's templates take values for each; LinkAccount's recipients share theirs.
        let shared = template.map(|template| template.values(dice));
        let accepted = fate == Fate::Accepted;
        let mut numbers = BTreeSet::new();
        while (numbers.len() as u64) < count {
            numbers.insert(match account {
                INTL_SMS => self.people.abroad(dice),
                _ => self.people.mainland(dice),
            });
        }
        let recipients = numbers
            .into_iter()
            .map(|msisdn| Recipient {
                msisdn,
                values: match template {
                    Some(template) if account == LIANJIANG => Some(template.values(dice)),
                    _ => shared.clone(),
                },
                msg_id: (accepted && account == LINKACCOUNT).then(|| dice.hex(2)),
            })
            .collect();
        Job {
            account,
            mode,
            template,
            text,
            token: token(by.1, dice),
            recipients,
            msg_id: (accepted && account != LINKACCOUNT).then(|| dice.digits(18)),
            by,
            at,
            fate,
        }
    }

    fn write_job(&mut self, job: &Job, id: i64) -> Result<()> {
        let (state, why) = match job.fate {
            Fate::Queued => ("paused", Some(r#"{"kind":"held_by_operator"}"#)),
            Fate::NotSent => ("cancelled", None),
            _ => ("done", None),
        };
        let count = i64::try_from(job.recipients.len()).unwrap_or(i64::MAX);
        self.ledger.job.add([
            id.into(),
            format!("filled-{id}").into(),
            job.account.into(),
            text(&job.text),
            maybe(job.template.map(Template::variables)),
            maybe(job.template.map(|template| template.id.to_owned())),
            text(""),
            text(job.by.0),
            text(job.by.1),
            words::reference(&mut self.dice).into(),
            job.at.into(),
            count.into(),
            (count * words::segments(&job.text)).into(),
            text(state),
            maybe(why.map(str::to_owned)),
            text("send"),
            text(job.mode.word()),
            text(""),
        ])
    }

    fn write_operation(&mut self, job: &Job, job_id: i64, id: i64) -> Result<()> {
        let (path, body) = requests::frozen(job);
        let body_hash = self.dice.hex(4);
        self.ledger.operation.add([
            id.into(),
            job_id.into(),
            job.account.into(),
            text(&job.token),
            text(path),
            text(&body),
            body_hash.into(),
            i64::try_from(job.recipients.len()).unwrap_or(i64::MAX).into(),
            text(job.fate.word()),
            maybe(job.msg_id.clone()),
            text("send"),
            Value::Null,
        ])?;
        if job.fate == Fate::Queued {
            return Ok(());
        }
        // One in a hundred did not connect at first.
        if self.dice.in_ten_thousand(100) {
            self.write_attempt(job, id, Fate::NotSent, path, &body, job.at + 200)?;
        }
        self.write_attempt(job, id, job.fate, path, &body, job.at + 900)
    }

    fn write_attempt(
        &mut self,
        job: &Job,
        operation: i64,
        fate: Fate,
        path: &str,
        body: &str,
        at: i64,
    ) -> Result<()> {
        let reply = match fate {
            Fate::Accepted => Some(requests::accepted(job)),
            Fate::Rejected => Some(requests::rejected(job.account).0.to_owned()),
            _ => None,
        };
        self.ledger.attempt.add([
            take(&mut self.ledger.next.attempt).into(),
            operation.into(),
            text(fate.word()),
            at.into(),
            (at + 3).into(),
            (at + 240).into(),
            text("POST"),
            super::accounts::url(path).into(),
            requests::shown(job.account, body, at).into(),
            maybe(reply.as_ref().map(|_| 200)),
            maybe(reply.map(String::into_bytes)),
            maybe(reason(job, fate)),
            text(requests::headers(job.account)),
            Value::Null,
        ])
    }

    fn message(&mut self, job: &Job, job_id: i64, operation: i64, to: &Recipient) -> Result<()> {
        let id = take(&mut self.ledger.next.message);
        let submitted = matches!(job.fate, Fate::Accepted | Fate::Unknown).then_some(job.at + 1_140);
        let mut state = job.fate.word();
        let mut why = reason(job, job.fate);
        let mut state_at = job.at + 1_140;
        let (mut verdict, mut by_hand) = (None, false);
        match job.fate {
            Fate::Accepted => {
                let reported = state_at + i64::try_from(self.dice.between(1_500, 600_000)).unwrap_or(0);
                let drawn = self.dice.below(10_000);
                let recent = self.now - job.at < REPORT_WITHIN;
                if reported >= self.now || drawn < 120 || (recent && drawn < 1_500) {
                    if !recent {
                        (state, why) = ("no_report", Some(r#"{"kind":"no_report_in_time"}"#.to_owned()));
                        state_at += REPORT_WITHIN;
                    }
                } else {
                    let delivered = drawn >= 560;
                    let code = self.report(job, to, id, delivered, reported)?;
                    state = if delivered { "delivered" } else { "failed" };
                    why = (!delivered).then(|| report_reason(job, code));
                    (state_at, verdict) = (reported, Some(code.0));
                }
            }
            // A person decided most of them.
            Fate::Unknown if self.dice.in_ten_thousand(6_000) => {
                (state, by_hand) = ("delivered", true);
                why = Some(r#"{"kind":"decided_by_hand"}"#.to_owned());
                state_at += 35 * MINUTE;
                let by = words::operator(&mut self.dice);
                self.ledger.decided(id, "delivered", by, state_at)?;
            }
            _ => {}
        }
        if self.dice.in_ten_thousand(50) {
            let by = words::operator(&mut self.dice);
            self.ledger.looked_at(id, by, state_at + 20 * MINUTE)?;
        }
        if job.account == LIANJIANG && state == "delivered" && self.dice.in_ten_thousand(360) {
            self.reply(job, to, id, state_at + 3 * MINUTE)?;
        }
        let shown = job.template.map_or(0, |_| id);
        self.ledger.message.add([
            id.into(),
            job_id.into(),
            operation.into(),
            job.account.into(),
            text(&to.msisdn),
            reversed(&to.msisdn).into(),
            maybe(to.values.as_ref().map(|values| json!(values).to_string())),
            (words::hash(&job.text) ^ shown).into(),
            words::segments(&job.text).into(),
            text(state),
            maybe(why),
            job.at.into(),
            maybe(submitted),
            state_at.into(),
            maybe(verdict.map(str::to_owned)),
            i64::from(by_hand).into(),
            maybe(to.msg_id.clone()),
        ])
    }

    fn report(
        &mut self,
        job: &Job,
        to: &Recipient,
        message: i64,
        delivered: bool,
        at: i64,
    ) -> Result<(&'static str, &'static str)> {
        let about = About {
            message,
            account: job.account,
            voice: job.mode == Mode::Voice,
            msisdn: &to.msisdn,
            msg_id: to.msg_id.as_deref().or(job.msg_id.as_deref()).unwrap_or_default(),
            token: &job.token,
            delivered,
            at,
        };
        self.reports.add(self.ledger, &mut self.dice, &about)
    }

    fn reply(&mut self, job: &Job, to: &Recipient, message: i64, at: i64) -> Result<()> {
        let content = words::reply(&mut self.dice);
        let msg_id = job.msg_id.clone().unwrap_or_default();
        let item = json!({ "msgId": msg_id, "mobile": to.msisdn, "content": content, "time": beijing(at), "code": "" });
        let poll = self.replies.add(self.ledger, item.to_string(), at)?;
        self.ledger.reply.add([
            poll.into(),
            job.account.into(),
            text(&to.msisdn),
            content.into(),
            beijing(at).into(),
            msg_id.into(),
            text(""),
            0.into(),
            at.into(),
            message.into(),
        ])
    }
}

fn reason(job: &Job, fate: Fate) -> Option<String> {
    let reason = match fate {
        Fate::Accepted | Fate::Queued => return None,
        Fate::Rejected => requests::rejected(job.account).1,
        Fate::NotSent => json!({ "kind": "connection_refused" }),
        Fate::Unknown => json!({ "kind": "reply_timeout" }),
    };
    Some(reason.to_string())
}

fn report_reason(job: &Job, (code, table): (&str, &str)) -> String {
    let vendor = if table.is_empty() || job.account != LINKACCOUNT {
        ""
    } else {
        "linkaccount"
    };
    json!({ "kind": "report_code", "code": code, "vendor": vendor, "table": table }).to_string()
}

/// Twelve characters, the desk's id in front.
pub(super) fn token(desk: &str, dice: &mut Dice) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let own = (0..9).map(|_| char::from(*dice.pick(LETTERS)));
    desk.chars().chain(own).collect()
}
