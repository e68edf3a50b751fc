//! Pages and counts against going through every message.

use super::*;
use crate::contract::account::{Reason, SendMode};
use crate::contract::message::MessageState;
use crate::contract::template::TemplateVariable;
use crate::fold::folded;
use crate::msisdn::Msisdn;
use crate::render::render;
use crate::store::job::{NewJob, SentWay};
use crate::store::message::{Belongs, NewMessage, count_since, insert_all, set_msg_id, set_state};
use crate::store::operation::{self, NewOperation, OperationKind, OperationState};
use crate::store::{in_memory, job, text_index};
use crate::vendors::FrozenBody;

const HOUR: Millis = 60 * 60 * 1000;
const START: Millis = 1_700_000_000_000;
const STATES: [MessageState; 5] = [
    MessageState::Queued,
    MessageState::Delivered,
    MessageState::Failed,
    MessageState::Unknown,
    MessageState::Rejected,
];
const MODES: [SendMode; 3] = [SendMode::Plain, SendMode::Template, SendMode::International];
const OPERATORS: [&str; 3] = ["李敏", "Li Min", "Zhao"];
const TEXTS: [&str; 6] = [
    "【总机】您的订单A-{n}已发货,请保持电话畅通。",
    "Your code is {n}. Never share it: \"NEAR\" OR * AND ( quotes' ; --",
    "退款{n}元\u{200B}已\u{202E}原路退回 👍🏽 <b>HTML</b>",
    "ＦＵＬＬ width {n}\n\nand   spaces",
    "é\u{301} ÀÉ 北京 {n}",
    "短{n}",
];

/// Chance that comes out the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// What is known of a message without the database.
struct Known {
    id: Id,
    account: Id,
    job: Id,
    mode: SendMode,
    state: MessageState,
    operator: String,
    code: String,
    at: Millis,
    changed_at: Millis,
    msisdn: String,
    msg_ids: [String; 2],
    reference: String,
    text: String,
}

fn reason_of(state: MessageState, dice: &mut Dice) -> Option<Reason> {
    match state {
        MessageState::Failed => Some(Reason::ReportCode {
            code: (*dice.pick(&["MK:0001", "EXPIRED", "1"])).to_owned(),
            vendor: String::new(),
            table: String::new(),
        }),
        MessageState::Rejected => Some(match dice.below(2) {
            0 => Reason::HttpStatus { status: 404 },
            _ => Reason::VendorCode {
                vendor: "lianjiang".to_owned(),
                table: String::new(),
                code: "20001".to_owned(),
                said: None,
            },
        }),
        MessageState::Unknown => Some(Reason::ReplyTimeout),
        _ => None,
    }
}

fn code_of(reason: Option<&Reason>) -> String {
    match reason {
        Some(Reason::ReportCode { code, .. } | Reason::VendorCode { code, .. }) => code.clone(),
        Some(Reason::HttpStatus { status }) => status.to_string(),
        _ => String::new(),
    }
}

/// A desk of so many jobs, and everything that is in it, newest first. The clock jumps a year ahead for a while, and
/// back.
fn desk(jobs: usize) -> (Connection, Vec<Known>) {
    let connection = in_memory();
    for id in 1..=3 {
        connection
            .execute(
                "INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
                    fetches_reports, enabled, created_at)
                 VALUES (?1, 'lianjiang', 'A' || ?1, 'http://127.0.0.1:9', 'u', '', '', 500, 1, 1, 0)",
                [id],
            )
            .unwrap();
    }
    let mut dice = Dice(7);
    let mut known = Vec::new();
    for at in 0..jobs {
        let ahead = (jobs / 3..jobs / 2).contains(&at);
        let now = START + Millis::try_from(at).unwrap() * HOUR / 4 + if ahead { 365 * 24 * HOUR } else { 0 };
        let text = *dice.pick(&TEXTS);
        known.extend(send(&connection, &mut dice, at, now, text));
    }
    known.reverse();
    (connection, known)
}

fn send(connection: &Connection, dice: &mut Dice, at: usize, now: Millis, text: &str) -> Vec<Known> {
    let mode = *dice.pick(&MODES);
    let account = Id::try_from(1 + dice.below(3)).unwrap();
    let number = |dice: &mut Dice| format!("{:06}", dice.below(1_000_000));
    let places = (mode == SendMode::Template).then(|| {
        vec![TemplateVariable {
            placeholder: "{n}".to_owned(),
            name: "n".to_owned(),
        }]
    });
    let text = match &places {
        Some(_) => text.to_owned(),
        None => text.replace("{n}", &number(dice)),
    };
    let new = NewJob {
        draft_id: format!("d-{at}"),
        account_id: account,
        text,
        variables: places,
        operator: (*dice.pick(&OPERATORS)).to_owned(),
        desk: "P01".to_owned(),
        reference: [String::new(), format!("KF-{}", number(dice)), "Z".to_owned()][dice.below(3)].clone(),
        approved_at: now,
        recipients: 1,
        segments: 1,
        way: SentWay {
            mode,
            template_id: None,
            extension: String::new(),
            signature: String::new(),
            sender_id: String::new(),
            send_time: None,
            callback_url: String::new(),
        },
    };
    let job_id = job::insert(connection, &new).unwrap();
    let operation_id = operation::insert(
        connection,
        &NewOperation {
            job_id,
            account_id: account,
            token: format!("P01{at:09}"),
            frozen: FrozenBody {
                path: String::new(),
                json: String::new(),
            },
            body_hash: String::new(),
            recipients: 1,
            kind: OperationKind::Send,
            binding_id: None,
        },
    )
    .unwrap();
    let operation_msg_id = format!("15{at:05}");
    operation::set_state(
        connection,
        operation_id,
        OperationState::Accepted,
        Some(&operation_msg_id),
    )
    .unwrap();
    let recipients = [1, 1, 2, 7][dice.below(4)];
    let messages: Vec<NewMessage> = (0..recipients)
        .map(|_| NewMessage {
            msisdn: Msisdn::as_given(&match dice.below(4) {
                0 => format!("+44{:07}", dice.below(10_000_000)),
                1 => "13800000001".to_owned(),
                _ => format!("13{:09}", dice.below(1_000_000_000)),
            }),
            variables: new.variables.as_ref().map(|_| vec![number(dice)]),
            text_hash: 0,
            segments: 1,
        })
        .collect();
    let belongs = Belongs {
        job_id,
        operation_id,
        account_id: account,
        approved_at: now,
        sent_again_for: None,
    };
    let last = insert_all(connection, belongs, &messages).unwrap().unwrap();
    let mut id = last - recipients;
    messages
        .iter()
        .map(|message| {
            id += 1;
            let state = *dice.pick(&STATES);
            let reason = reason_of(state, dice);
            let changed_at = now + id % 7 * 3 * HOUR;
            set_state(connection, id, state, reason.as_ref(), false, changed_at).unwrap();
            let own = format!("m{id}");
            set_msg_id(connection, id, &own).unwrap();
            Known {
                id,
                account,
                job: job_id,
                mode,
                state,
                operator: new.operator.clone(),
                code: code_of(reason.as_ref()),
                at: now,
                changed_at,
                msisdn: message.msisdn.reveal().to_owned(),
                msg_ids: [own, operation_msg_id.clone()],
                reference: new.reference.clone(),
                text: match (&new.variables, &message.variables) {
                    (Some(places), Some(values)) => render(&new.text, places, values),
                    _ => new.text.clone(),
                },
            }
        })
        .collect()
}

fn has(known: &Known, search: &str) -> bool {
    let wanted = folded(search);
    if wanted.is_empty() {
        return true;
    }
    let plain: String = search
        .trim()
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '+'))
        .collect();
    let of_number = plain.chars().all(|letter| letter.is_ascii_digit()) && {
        let bare = known.msisdn.trim_start_matches('+');
        let rest = plain.strip_prefix("0086").or_else(|| plain.strip_prefix("86"));
        let starts = |digits: &str| digits.len() >= 3 && known.msisdn.starts_with(digits);
        starts(&plain)
            || (plain.len() >= 3 && known.msisdn.starts_with('+') && bare.starts_with(&plain))
            || rest.is_some_and(starts)
            || (plain.len() >= 4 && known.msisdn.ends_with(&plain))
    };
    of_number
        || known.msg_ids.iter().any(|id| id == search.trim())
        || known.reference == search.trim()
        || folded(&known.reference).contains(&wanted)
        || folded(&known.text).contains(&wanted)
}

fn matches(known: &Known, filter: &MessageFilter) -> bool {
    (filter.states.is_empty() || filter.states.contains(&known.state))
        && filter.account_id.is_none_or(|id| id == known.account)
        && filter.job_id.is_none_or(|id| id == known.job)
        && (filter.modes.is_empty() || filter.modes.contains(&known.mode))
        && filter.from_at.is_none_or(|at| known.at >= at)
        && filter.to_at.is_none_or(|at| known.at < at)
        && filter.changed_from_at.is_none_or(|at| known.changed_at >= at)
        && (filter.operator.is_empty() || filter.operator == known.operator)
        && (filter.code.is_empty() || filter.code == known.code)
        && has(known, &filter.search)
}

/// Page after page until there is none.
fn listed(connection: &Connection, filter: &MessageFilter, limit: u32) -> Vec<Id> {
    let mut ids = Vec::new();
    let mut before = None;
    loop {
        let query = MessageQuery {
            filter: filter.clone(),
            before,
            limit,
        };
        let page = page(connection, &query).unwrap();
        assert!(page.records.len() <= usize::try_from(limit).unwrap());
        ids.extend(page.records.iter().map(|record| record.id));
        before = ids.last().copied();
        if !page.more {
            return ids;
        }
    }
}

fn agree(connection: &Connection, known: &[Known], filter: &MessageFilter) -> usize {
    let wanted: Vec<Id> = known
        .iter()
        .filter(|known| matches(known, filter))
        .map(|known| known.id)
        .collect();
    for limit in [17, 500] {
        assert_eq!(listed(connection, filter, limit), wanted, "{filter:?}");
    }
    assert_eq!(total(connection, filter).unwrap(), wanted.len(), "{filter:?}");
    wanted.len()
}

fn filters() -> Vec<MessageFilter> {
    let none = MessageFilter::default;
    let year = 365 * 24 * HOUR;
    vec![
        none(),
        MessageFilter {
            states: vec![MessageState::Unknown],
            ..none()
        },
        MessageFilter {
            states: vec![MessageState::Failed, MessageState::Rejected],
            account_id: Some(2),
            ..none()
        },
        MessageFilter {
            account_id: Some(1),
            ..none()
        },
        MessageFilter {
            modes: vec![SendMode::Template, SendMode::International],
            ..none()
        },
        MessageFilter {
            operator: "李敏".to_owned(),
            code: "MK:0001".to_owned(),
            ..none()
        },
        MessageFilter {
            operator: "Zhao".to_owned(),
            account_id: Some(3),
            modes: vec![SendMode::Plain],
            ..none()
        },
        MessageFilter {
            code: "404".to_owned(),
            ..none()
        },
        MessageFilter {
            job_id: Some(9),
            ..none()
        },
        MessageFilter {
            from_at: Some(START + 3 * HOUR + 1),
            to_at: Some(START + 40 * HOUR),
            ..none()
        },
        MessageFilter {
            from_at: Some(START + year),
            states: vec![MessageState::Delivered],
            ..none()
        },
        MessageFilter {
            changed_from_at: Some(START + 20 * HOUR),
            ..none()
        },
        MessageFilter {
            changed_from_at: Some(START + 22 * HOUR),
            states: vec![MessageState::Failed, MessageState::Rejected],
            ..none()
        },
        MessageFilter {
            changed_from_at: Some(START + 5 * HOUR),
            states: vec![MessageState::Delivered],
            from_at: Some(START + 3 * HOUR),
            account_id: Some(1),
            operator: "Li Min".to_owned(),
            ..none()
        },
        MessageFilter {
            to_at: Some(START + 2 * HOUR),
            operator: "Li Min".to_owned(),
            ..none()
        },
    ]
}

#[test]
fn filters_and_searches_together_find_what_is_there_and_nothing_else() {
    let (connection, known) = desk(110);
    let searches = [
        "",
        "订单",
        "退款",
        "A-",
        "a-1",
        "12",
        "123",
        "已1",
        "码",
        "1",
        "的订单A-0",
        "share it",
        "\"NEAR\"",
        "* AND (",
        "' ; --",
        "已原路",
        "👍",
        "👍🏽 <b>",
        "full WIDTH",
        "and spaces",
        "éé",
        "É",
        "kf-",
        "KF-1",
        "Z",
        "没有",
        "m17",
        "1500012",
        "138",
        "+138",
        "1380",
        "86138",
        "0086 138-0000",
        "13800000001",
        "8613800000001",
        "0001",
        "+44",
        "447",
        "4412",
        "\u{200B}",
        "x",
        ":",
        "e is",
    ];
    let filters = filters();
    let mut found = 0;
    for (at, search) in searches.into_iter().enumerate() {
        // Every filter by itself, and every search by itself and with some of them.
        let with = [0, at, at * 5 + 3, at * 7 + 6].map(|at| &filters[at % filters.len()]);
        let with = if search.is_empty() {
            filters.iter().collect()
        } else {
            with.to_vec()
        };
        for filter in with {
            let filter = MessageFilter {
                search: search.to_owned(),
                ..filter.clone()
            };
            found += agree(&connection, &known, &filter);
        }
    }
    assert!(
        found > 3_000,
        "the searches find too little to mean anything: {found}"
    );
}

#[test]
fn a_search_and_a_filter_that_both_stand_close_together_find_what_is_in_both() {
    let (connection, known) = desk(900);
    let states = |states: &[MessageState]| MessageFilter {
        states: states.to_vec(),
        ..MessageFilter::default()
    };
    let mut met = 0;
    for search in ["138", "1380", "订单", "12", "Z", "KF-", "e is", "0001"] {
        for filter in [
            states(&[MessageState::Failed]),
            states(&[MessageState::Failed, MessageState::Unknown]),
            MessageFilter {
                operator: "李敏".to_owned(),
                account_id: Some(2),
                ..states(&[MessageState::Delivered])
            },
        ] {
            let filter = MessageFilter {
                search: search.to_owned(),
                ..filter
            };
            agree(&connection, &known, &filter);
            let plan = Search::of(&connection, &filter).unwrap();
            let plan = plan.plan(&connection, (Id::MIN, Id::MAX)).unwrap();
            met += usize::from(plan.meets.is_some());
        }
    }
    assert!(met > 3, "only {met} were met");
}

#[test]
fn a_vendors_message_id_is_looked_for_as_that_alone() {
    let (connection, known) = desk(400);
    let id = "88000000013800";
    let quoting = &known[0];
    let others = known.iter().filter(|known| known.job != quoting.job);
    let named: Vec<Id> = others.map(|known| known.id).take(9).collect();
    for about in &named {
        set_msg_id_to(&connection, *about, id);
    }
    connection
        .execute(
            "UPDATE job SET reference = ?2 WHERE id = ?1",
            rusqlite::params![quoting.job, id],
        )
        .unwrap();
    // A filter that leaves few, and far apart: what it gives is looked at.
    let far = [quoting.id, known[known.len() / 2].id, known[known.len() - 1].id];
    let odd = Reason::ReportCode {
        code: "ODD".to_owned(),
        vendor: String::new(),
        table: String::new(),
    };
    for about in far {
        set_state(&connection, about, MessageState::Failed, Some(&odd), false, START).unwrap();
    }
    let filter = |code: &str| MessageFilter {
        search: id.to_owned(),
        code: code.to_owned(),
        ..MessageFilter::default()
    };
    let odd = filter("ODD");
    let plan = Search::of(&connection, &odd).unwrap();
    assert!(plan.plan(&connection, (Id::MIN, Id::MAX)).unwrap().look);
    let found = |code| listed(&connection, &filter(code), 500);
    assert_eq!(found(""), named);
    assert!(found("ODD").is_empty());
    for about in &named {
        set_msg_id_to(&connection, *about, "another");
    }
    assert!(found("").contains(&quoting.id));
    assert_eq!(found("ODD"), [quoting.id]);
}

fn set_msg_id_to(connection: &Connection, id: Id, msg_id: &str) {
    connection
        .execute(
            "UPDATE message SET msg_id = ?2 WHERE id = ?1",
            rusqlite::params![id, msg_id],
        )
        .unwrap();
}

#[test]
fn every_part_of_every_text_finds_it_and_nothing_else() {
    let (connection, known) = desk(24);
    let mut dice = Dice(3);
    for wanted in known.iter().step_by(3) {
        let letters: Vec<char> = wanted.text.chars().collect();
        for _ in 0..12 {
            let from = dice.below(letters.len());
            let to = (from + 1 + dice.below(12)).min(letters.len());
            let filter = MessageFilter {
                search: letters[from..to].iter().collect(),
                ..MessageFilter::default()
            };
            agree(&connection, &known, &filter);
        }
    }
}

#[test]
fn a_term_is_what_the_text_contains_however_long() {
    let (connection, known) = desk(6);
    for search in [
        "号".repeat(10_000),
        "a".repeat(10_000),
        "\"".repeat(999),
        "12".repeat(30),
    ] {
        let filter = MessageFilter {
            search,
            ..MessageFilter::default()
        };
        assert_eq!(agree(&connection, &known, &filter), 0);
    }
    let long = format!("{}{}结束9", "天地玄黄 abc-".repeat(1_000), "9876543210".repeat(5));
    let sent = send(&connection, &mut Dice(1), 1_000, START, &long);
    for (search, wanted) in [
        (long.clone(), 1),
        (long.chars().skip(4_000).collect(), 1),
        ("0结束9".to_owned(), 1),
        (format!("{}8", "天地玄黄 abc-".repeat(20)), 0),
    ] {
        let filter = MessageFilter {
            search,
            job_id: Some(sent[0].job),
            ..MessageFilter::default()
        };
        assert_eq!(
            total(&connection, &filter).unwrap(),
            wanted * sent.len(),
            "{:.40}",
            filter.search
        );
    }
}

#[test]
fn a_single_character_is_looked_for_in_the_newest_only() {
    let (connection, known) = desk(12);
    let all = MessageQuery {
        filter: MessageFilter {
            search: "的".to_owned(),
            ..MessageFilter::default()
        },
        before: None,
        limit: 500,
    };
    assert_eq!(
        page(&connection, &all).unwrap().looked_back_to,
        None,
        "everything was looked at"
    );
    // As if very much had been sent and removed since.
    let newest = known[0].id;
    connection
        .execute(
            "UPDATE message SET id = id + ?1 WHERE id > ?2",
            [LOOKED_BACK, newest - 3],
        )
        .unwrap();
    let page = page(&connection, &all).unwrap();
    assert_eq!(page.looked_back_to, Some(known[2].at));
    assert!(page.records.iter().all(|record| record.id > newest));
}

#[test]
fn what_is_forgotten_leaves_nothing_in_the_index() {
    let (connection, known) = desk(60);
    let own: Vec<Id> = known
        .iter()
        .filter(|known| known.mode == SendMode::Template)
        .map(|known| known.id)
        .collect();
    let shared: Vec<Id> = known.iter().map(|known| known.job).collect();
    assert!(!own.is_empty());
    let words = |table: &str| {
        connection
            .execute_batch(&format!(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab (main, {table}, row)"
            ))
            .unwrap();
        connection
            .query_row(&format!("SELECT count(*) FROM temp.{table}_words"), [], |row| {
                row.get::<_, i64>(0)
            })
            .unwrap()
    };
    assert!(words("message_text") > 0 && words("job_text") > 0);
    text_index::forget_messages(&connection, &own).unwrap();
    let mut jobs = shared.clone();
    jobs.dedup();
    text_index::forget_jobs(&connection, &jobs).unwrap();
    assert_eq!((words("message_text"), words("job_text")), (0, 0));
    for table in ["message_text", "job_text"] {
        let left: Vec<u8> = connection
            .prepare(&format!("SELECT block FROM {table}_data"))
            .unwrap()
            .query_map([], |row| row.get::<_, Vec<u8>>(0))
            .unwrap()
            .flat_map(Result::unwrap)
            .collect();
        for word in ["订单", "退款", "your", "full"] {
            assert!(
                !left.windows(word.len()).any(|part| part == word.as_bytes()),
                "{word} is still in {table}"
            );
        }
    }
}

#[test]
fn what_failed_since_a_time_is_counted_as_it_is_listed() {
    let (connection, known) = desk(60);
    let states = [MessageState::Failed, MessageState::Rejected];
    for hours in [1, 12, 20, 1_000_000] {
        let from = START + hours * HOUR;
        let filter = MessageFilter {
            states: states.to_vec(),
            changed_from_at: Some(from),
            ..MessageFilter::default()
        };
        let found = agree(&connection, &known, &filter);
        let counted = count_since(&connection, &states, from).unwrap();
        assert_eq!(usize::try_from(counted).unwrap(), found, "{hours}");
        assert_eq!(found == 0, hours == 1_000_000, "{hours}");
    }
}

#[test]
fn more_changes_than_are_collected_are_found_all_the_same() {
    let (connection, known) = desk(9);
    let late = START + 900 * 24 * HOUR;
    let many = Id::try_from(changed::COLLECTED + 5).unwrap();
    connection
        .execute(
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT ?2)
             INSERT INTO message (job_id, operation_id, account_id, msisdn, msisdn_reversed, text_hash, segments, state,
                approved_at, state_at)
             SELECT job_id, operation_id, account_id, msisdn, msisdn_reversed, 0, 1, 'delivered', approved_at,
                ?3 + n.x % 3 - 1
             FROM n, message WHERE message.id = ?1",
            (known[0].id, many, late),
        )
        .unwrap();
    let mut filter = MessageFilter {
        states: vec![MessageState::Delivered],
        changed_from_at: Some(late),
        ..MessageFilter::default()
    };
    assert_eq!(total(&connection, &filter).unwrap(), COUNTED + 1);
    let ids = listed(&connection, &filter, 500);
    let two_thirds = (changed::COLLECTED + 5).div_ceil(3) * 2 - 1;
    assert_eq!(ids.len(), two_thirds, "as many as are collected");
    filter.changed_from_at = Some(late - 1);
    let ids_of_all = listed(&connection, &filter, 500);
    assert_eq!(ids_of_all.len(), changed::COLLECTED + 5);
    assert!(ids_of_all.is_sorted_by(|newer, older| newer > older));
    filter.states.clear();
    assert_eq!(listed(&connection, &filter, 500), ids_of_all);
}
