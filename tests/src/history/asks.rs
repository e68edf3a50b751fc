//! The questions, each with as many variations as runs.

use rusqlite::{Connection, OptionalExtension};
use switchboard_core::contract::account::SendMode;
use switchboard_core::contract::message::{MessageFilter, MessageQuery, MessageState};
use switchboard_core::contract::number::{NumberQuery, NumberRef};

use super::Ask;

/// Rows of a page, as the window asks for them.
const PAGE: u32 = 100;
/// Codes that can be chosen from, as the desk asks for them.
pub const CODES: u32 = 200;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A question with its variations.
pub struct Asked {
    pub name: &'static str,
    pub asks: Vec<Ask>,
}

/// What is known of the database, to ask about what is there.
struct Sample<'c> {
    connection: &'c Connection,
    newest: i64,
    runs: usize,
}

/// Every question.
pub fn all(connection: &Connection, runs: usize) -> Vec<Asked> {
    let newest = connection
        .query_row("SELECT max(id) FROM message", [], |row| row.get(0))
        .expect("messages");
    let sample = Sample {
        connection,
        newest,
        runs,
    };
    let mut all = pages(&sample);
    all.extend(filters(&sample));
    all.extend(combinations(&sample));
    all.extend(numbers(&sample));
    all.extend(texts(&sample));
    all.extend(others(&sample));
    all
}

fn list(filter: MessageFilter, before: Option<i64>) -> Ask {
    Ask::List(MessageQuery {
        filter,
        before,
        limit: PAGE,
    })
}

fn none() -> MessageFilter {
    MessageFilter::default()
}

impl Sample<'_> {
    /// Ids spread over all messages, in no order; from the newest `share` thousandths on.
    fn ids(&self, share: i64) -> impl Iterator<Item = i64> {
        let span = (self.newest * share / 1_000).max(1);
        let newest = self.newest;
        // The golden ratio spreads any number of them evenly.
        (1..=self.runs as i64).map(move |at| newest - (at * 618_034 % 1_000_000) * span / 1_000_000)
    }

    /// One question with a variation for each id.
    fn each(&self, name: &'static str, share: i64, ask: impl Fn(i64) -> Ask) -> Asked {
        Asked {
            name,
            asks: self.ids(share).map(ask).collect(),
        }
    }

    /// A page at the start for half of the runs, and within the newest half for the others.
    fn filtered(&self, name: &'static str, filter: impl Fn(usize) -> MessageFilter) -> Asked {
        let asks = self
            .ids(500)
            .enumerate()
            .map(|(at, id)| list(filter(at), (at % 2 == 1).then_some(id)))
            .collect();
        Asked { name, asks }
    }

    fn text(&self, sql: &str, id: i64) -> String {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut look| look.query_row([id], |row| row.get(0)).optional())
            .expect("a sample")
            .unwrap_or_default()
    }

    fn number(&self, id: i64) -> String {
        self.text(
            "SELECT msisdn FROM message WHERE id <= ?1 AND msisdn LIKE '1%' ORDER BY id DESC LIMIT 1",
            id,
        )
    }

    /// A number that comes back all the time.
    fn regular(&self, id: i64) -> String {
        self.text(
            "SELECT msisdn FROM message WHERE id > ?1 - 3000 AND id <= ?1 AND msisdn LIKE '1%'
             GROUP BY msisdn ORDER BY count(*) DESC LIMIT 1",
            id.max(3_000),
        )
    }

    /// A run of digits in the text somebody got.
    fn digits(&self, id: i64) -> String {
        let text = self.text(
            "SELECT coalesce(message.variables, job.text) FROM message JOIN job ON job.id = message.job_id
             WHERE message.id <= ?1 AND coalesce(message.variables, job.text) GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'
             ORDER BY message.id DESC LIMIT 1",
            id,
        );
        text.split(|letter: char| !letter.is_ascii_digit())
            .max_by_key(|digits| digits.len())
            .unwrap_or_default()
            .to_owned()
    }
}

fn pages(sample: &Sample<'_>) -> Vec<Asked> {
    vec![
        sample.each("first page", 1, |_| list(none(), None)),
        sample.each("next pages", 10, |id| list(none(), Some(id))),
        sample.each("deep page", 900, |id| list(none(), Some(id))),
    ]
}

const STATES: [(MessageState, &str); 8] = [
    (MessageState::Queued, "state queued"),
    (MessageState::Accepted, "state accepted"),
    (MessageState::Delivered, "state delivered"),
    (MessageState::Failed, "state failed"),
    (MessageState::Rejected, "state rejected"),
    (MessageState::NotSent, "state not sent"),
    (MessageState::Unknown, "state unknown"),
    (MessageState::NoReport, "state no report"),
];
const MODES: [(SendMode, &str); 4] = [
    (SendMode::Plain, "mode plain"),
    (SendMode::Template, "mode template"),
    (SendMode::Voice, "mode voice"),
    (SendMode::International, "mode international"),
];
const OPERATORS: [&str; 6] = ["李敏", "Li Min", "王强", "Chen Yu", "赵倩", "Sun Hao"];
const CODES_ASKED: [&str; 4] = ["UNDELIV", "EXPIRED", "MK:0001", "40010"];

fn filters(sample: &Sample<'_>) -> Vec<Asked> {
    let mut all: Vec<Asked> = STATES
        .map(|(state, name)| {
            sample.filtered(name, move |_| MessageFilter {
                states: vec![state],
                ..none()
            })
        })
        .into();
    all.extend(MODES.map(|(mode, name)| {
        sample.filtered(name, move |_| MessageFilter {
            modes: vec![mode],
            ..none()
        })
    }));
    all.extend([
        sample.filtered("states failed, rejected, unknown", |_| MessageFilter {
            states: vec![
                MessageState::Failed,
                MessageState::Rejected,
                MessageState::Unknown,
            ],
            ..none()
        }),
        sample.filtered("account", |at| MessageFilter {
            account_id: Some([1, 2, 4][at % 3]),
            ..none()
        }),
        sample.filtered("operator", |at| MessageFilter {
            operator: OPERATORS[at % OPERATORS.len()].to_owned(),
            ..none()
        }),
        sample.filtered("code", |at| MessageFilter {
            code: CODES_ASKED[at % CODES_ASKED.len()].to_owned(),
            ..none()
        }),
        sample.each("job", 1_000, |id| {
            let job = sample
                .text(
                    "SELECT CAST(job_id AS TEXT) FROM message WHERE id <= ?1 ORDER BY id DESC LIMIT 1",
                    id,
                )
                .parse()
                .ok();
            list(
                MessageFilter {
                    job_id: job,
                    ..none()
                },
                None,
            )
        }),
        time(sample, "time, thirty days", 30 * DAY),
        time(sample, "time, a day", DAY),
    ]);
    all
}

fn time(sample: &Sample<'_>, name: &'static str, long: i64) -> Asked {
    sample.each(name, 900, |id| {
        let to: i64 = sample
            .text(
                "SELECT CAST(approved_at AS TEXT) FROM message WHERE id <= ?1 ORDER BY id DESC LIMIT 1",
                id,
            )
            .parse()
            .unwrap_or_default();
        list(
            MessageFilter {
                from_at: Some(to - long),
                to_at: Some(to),
                ..none()
            },
            None,
        )
    })
}

fn combinations(sample: &Sample<'_>) -> Vec<Asked> {
    vec![
        sample.filtered("account + state", |at| MessageFilter {
            account_id: Some([1, 2, 4][at % 3]),
            states: vec![MessageState::Failed],
            ..none()
        }),
        sample.filtered("operator + state", |at| MessageFilter {
            operator: OPERATORS[at % OPERATORS.len()].to_owned(),
            states: vec![MessageState::Failed],
            ..none()
        }),
        sample.filtered("operator + account + mode", |at| MessageFilter {
            operator: OPERATORS[at % OPERATORS.len()].to_owned(),
            account_id: Some(1),
            modes: vec![SendMode::Template],
            ..none()
        }),
        sample.filtered("operator + unknown", |at| MessageFilter {
            operator: OPERATORS[at % OPERATORS.len()].to_owned(),
            states: vec![MessageState::Unknown],
            ..none()
        }),
        sample.filtered("code + account", |at| MessageFilter {
            code: CODES_ASKED[at % 3].to_owned(),
            account_id: Some(1),
            ..none()
        }),
        sample.each("time + state + account", 900, |id| {
            let to: i64 = sample
                .text(
                    "SELECT CAST(approved_at AS TEXT) FROM message WHERE id <= ?1 ORDER BY id DESC LIMIT 1",
                    id,
                )
                .parse()
                .unwrap_or_default();
            list(
                MessageFilter {
                    from_at: Some(to - 30 * DAY),
                    to_at: Some(to),
                    states: vec![MessageState::Delivered],
                    account_id: Some(1),
                    ..none()
                },
                None,
            )
        }),
        sample.filtered("text + state + account", |at| MessageFilter {
            search: ["订单", "验证码", "取件码"][at % 3].to_owned(),
            states: vec![MessageState::Failed],
            account_id: Some(1),
            ..none()
        }),
        sample.filtered("text + unknown", |_| MessageFilter {
            search: "订单".to_owned(),
            states: vec![MessageState::Unknown],
            ..none()
        }),
        sample.filtered("prefix + state", |at| MessageFilter {
            search: ["138", "159", "186"][at % 3].to_owned(),
            states: vec![MessageState::Failed],
            ..none()
        }),
    ]
}

fn number(of: NumberRef) -> Ask {
    Ask::Number(NumberQuery {
        of,
        kinds: Vec::new(),
        before: None,
        limit: PAGE,
    })
}

fn search(search: impl Into<String>) -> Ask {
    list(
        MessageFilter {
            search: search.into(),
            ..none()
        },
        None,
    )
}

fn numbers(sample: &Sample<'_>) -> Vec<Asked> {
    let start = |name, digits: usize| {
        sample.each(name, 1_000, move |id| {
            search(sample.number(id).chars().take(digits).collect::<String>())
        })
    };
    let end = |name, digits: usize| {
        sample.each(name, 1_000, move |id| {
            let number = sample.number(id);
            search(&number[number.len() - digits..])
        })
    };
    vec![
        start("number, first 3 digits", 3),
        start("number, first 4 digits", 4),
        start("number, first 5 digits", 5),
        start("number, first 7 digits", 7),
        start("whole number", 11),
        sample.each("whole number, a regular", 1_000, |id| search(sample.regular(id))),
        end("number, last 4 digits", 4),
        end("number, last 6 digits", 6),
        sample.each("number abroad, country code", 1_000, |id| {
            search(["+44", "+852", "+1", "+81"][usize::try_from(id % 4).unwrap_or(0)])
        }),
        sample.each("message id", 1_000, |id| {
            search(sample.text(
                "SELECT coalesce(message.msg_id, operation.msg_id) FROM message
                 JOIN operation ON operation.id = message.operation_id WHERE message.id <= ?1
                   AND coalesce(message.msg_id, operation.msg_id) IS NOT NULL ORDER BY message.id DESC LIMIT 1",
                id,
            ))
        }),
        sample.each("reference", 1_000, |id| {
            search(sample.text(
                "SELECT job.reference FROM message JOIN job ON job.id = message.job_id
                 WHERE message.id <= ?1 AND job.reference <> '' ORDER BY message.id DESC LIMIT 1",
                id,
            ))
        }),
    ]
}

fn texts(sample: &Sample<'_>) -> Vec<Asked> {
    let one_of = |name, words: &'static [&'static str]| {
        sample.filtered(name, move |at| MessageFilter {
            search: words[at % words.len()].to_owned(),
            ..none()
        })
    };
    vec![
        sample.each("text, rare (a number in it)", 1_000, |id| {
            search(sample.digits(id))
        }),
        sample.each("text, rare (words and a number)", 1_000, |id| {
            let text = sample.text(
                "SELECT job.text FROM job JOIN message ON message.job_id = job.id
                 WHERE message.id <= ?1 AND job.text LIKE '%A-______%' AND job.variables IS NULL
                 ORDER BY message.id DESC LIMIT 1",
                id,
            );
            let from = text.find("A-").unwrap_or_default();
            let before: String = text[..from].chars().rev().take(3).collect();
            let before: String = before.chars().rev().collect();
            search(before + text.get(from..from + 8).unwrap_or_default())
        }),
        one_of(
            "text, two Chinese characters, common",
            &["您的", "订单", "验证", "包裹"],
        ),
        one_of("text, two Chinese characters", &["停电", "会员", "维修", "账单"]),
        one_of(
            "text, Chinese words",
            &["验证码为", "请保持电话畅通", "到达,取件码", "会议时间"],
        ),
        one_of(
            "text, English words",
            &["order", "parcel", "your code is", "refund of CNY"],
        ),
        one_of("text, two letters", &["or", "co", "sf", "12"]),
        one_of("text, not there", &["不存在的字", "zzzzzz", "订单取消", "退货"]),
        one_of("text, one character", &["订", "电", "é"]),
    ]
}

fn others(sample: &Sample<'_>) -> Vec<Asked> {
    let count = |name, filter: fn(usize) -> MessageFilter| Asked {
        name,
        asks: (0..sample.runs).map(|at| Ask::Count(filter(at))).collect(),
    };
    vec![
        sample.each("number view", 1_000, |id| number(NumberRef::Message { id })),
        sample.each("number view, a regular", 1_000, |id| {
            number(NumberRef::Typed {
                digits: sample.regular(id),
            })
        }),
        count("count, all", |_| none()),
        count("count, state", |at| MessageFilter {
            states: vec![STATES[at % STATES.len()].0],
            ..none()
        }),
        count("count, operator", |at| MessageFilter {
            operator: OPERATORS[at % OPERATORS.len()].to_owned(),
            ..none()
        }),
        count("count, last four digits", |at| MessageFilter {
            search: format!("{:04}", at * 37 % 10_000),
            ..none()
        }),
        count("count, text", |at| MessageFilter {
            search: ["停电", "订单", "parcel"][at % 3].to_owned(),
            ..none()
        }),
        Asked {
            name: "choices of the filters",
            asks: vec![Ask::Choices; sample.runs],
        },
    ]
}
