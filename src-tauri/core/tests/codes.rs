//! Every code of every table of the five documents is in its vendor's folder, with the document's own
//! text, and nothing stands there that a document has not.
//!
//! The documents were copied to `fixtures/vendor-docs/` as they are. Their tables differ in form: three
//! columns or two between tabs, Markdown, and indented blocks of a line per cell.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::path::Path;

use switchboard_core::vendors;
use switchboard_core::vendors::codes::{CodeActor, CodeClass, CodeTopic};

/// A code and its Chinese text.
type Row = (String, String);

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/vendor-docs")
        .join(name);
    std::fs::read_to_string(path).expect("the document is there")
}

/// The tables of `text` whose header row is `header`, in order: rows of cells between `separator`s.
/// A table goes on over an empty line where the page broke, and ends at a line that is no row.
fn tables(text: &str, header: &[&str], cells: impl Fn(&str) -> Vec<String>) -> Vec<Vec<Vec<String>>> {
    let mut found: Vec<Vec<Vec<String>>> = Vec::new();
    let mut inside = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row = cells(line);
        if row.iter().map(String::as_str).eq(header.iter().copied()) {
            found.push(Vec::new());
            inside = true;
        } else if row.len() != header.len() {
            inside = false;
        } else if let (true, Some(table)) = (inside, found.last_mut()) {
            table.push(row);
        }
    }
    found
}

/// Cells between tabs.
fn tabbed(line: &str) -> Vec<String> {
    line.split('\t').map(|cell| cell.trim().to_owned()).collect()
}

/// Cells between bars, without Markdown's stars and backslashes. The line under the header is no row.
fn barred(line: &str) -> Vec<String> {
    let Some(inner) = line
        .trim()
        .strip_prefix('|')
        .and_then(|line| line.strip_suffix('|'))
    else {
        return Vec::new();
    };
    if inner
        .chars()
        .all(|letter| matches!(letter, ':' | '-' | '|' | ' '))
    {
        return vec![RULE.to_owned(); 2];
    }
    inner
        .split('|')
        .map(|cell| cell.trim().replace("**", "").replace('\\', ""))
        .collect()
}

const RULE: &str = "---";

/// The `code` and `zh` columns of a table.
fn rows(table: &[Vec<String>], code: usize, zh: usize) -> Vec<Row> {
    table
        .iter()
        .filter(|row| row[code] != RULE)
        .map(|row| (row[code].clone(), row[zh].clone()))
        .collect()
}

/// 第六章: after its heading, blocks of three lines, a line per cell.
fn blocks(text: &str) -> Vec<Row> {
    let (_, chapter) = text.split_once("\n第六章ResultCode定义\n").expect("the chapter");
    let cells: Vec<&str> = chapter
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut rows = cells.chunks(3);
    assert_eq!(rows.next(), Some(&["错误代码", "定义", "说明"][..]));
    rows.map(|row| (row[0].to_owned(), row[2].to_owned())).collect()
}

/// The tables of a document that list codes, each with the vendor's and the table's name here.
fn printed() -> Vec<(&'static str, &'static str, Vec<Row>)> {
    let mut all = Vec::new();

    let lianjiang = tables(
        &document("lianjiang.md"),
        &["数字代码(code)", "内容(desc)", "说明"],
        tabbed,
    );
    assert_eq!(lianjiang.len(), 1);
    // Its three columns are the number, an English word and the Chinese text.
    all.push(("lianjiang", "codes", rows(&lianjiang[0], 0, 2)));

    let linkaccount = document("linkaccount.md");
    let found = tables(&linkaccount, &["返回码", "返回描述信息"], barred);
    assert_eq!(found.len(), 1);
    all.push(("linkaccount", "number_authentication", rows(&found[0], 0, 1)));
    let found = tables(&linkaccount, &["返回码", "返回信息描述"], barred);
    let names = ["text", "text_push", "voice", "voice_push"];
    assert_eq!(found.len(), names.len());
    for (name, table) in names.into_iter().zip(&found) {
        all.push(("linkaccount", name, rows(table, 0, 1)));
    }

    let legacy = tables(
        &document("linkaccount-legacy.md"),
        &["返回码", "返回描述信息"],
        barred,
    );
    assert_eq!(legacy.len(), 1);
    all.push((
        "linkaccount_legacy",
        "number_authentication",
        rows(&legacy[0], 0, 1),
    ));

    all.push(("intl_sms", "codes", blocks(&document("intl-sms.md"))));

    let privacy = document("privacy-numbers.md");
    let http = tables(&privacy, &["响应码", "描述"], tabbed);
    let codes = tables(&privacy, &["错误码", "描述"], tabbed);
    let results = tables(&privacy, &["取值", "说明"], tabbed);
    assert_eq!((http.len(), codes.len(), results.len()), (1, 1, 1));
    let mut both = rows(&http[0], 0, 1);
    both.extend(rows(&codes[0], 0, 1));
    all.push(("privacy_number", "codes", both));
    let mut results = rows(&results[0], 0, 1);
    // 其他 is no code: it says that any other result is a carrier's.
    assert_eq!(
        results.pop(),
        Some(("其他".to_owned(), "因后端运营商而变动".to_owned()))
    );
    all.push(("privacy_number", "results", results));
    all
}

/// `status` of the international vendor is explained in a sentence, once per channel: no table of the
/// document, and none of the 202, but looked up like one.
fn explained() -> Vec<(&'static str, &'static str, Vec<Row>)> {
    let text = document("intl-sms.md");
    let sentences: Vec<Vec<Row>> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("状态----"))
        .map(|line| {
            line.split(['，', ' '])
                .filter_map(|part| part.split_once('：'))
                .map(|(code, zh)| (code.to_owned(), zh.to_owned()))
                .collect()
        })
        .collect();
    let [query, push] = sentences.try_into().expect("one sentence per channel");
    vec![
        ("intl_sms", "query_status", query),
        ("intl_sms", "push_status", push),
    ]
}

#[test]
fn the_documents_hold_two_hundred_and_two_codes() {
    let counts: Vec<(&str, &str, usize)> = printed()
        .into_iter()
        .map(|(vendor, table, rows)| (vendor, table, rows.len()))
        .collect();
    assert_eq!(
        counts,
        [
            ("lianjiang", "codes", 22),
            ("linkaccount", "number_authentication", 20),
            ("linkaccount", "text", 27),
            ("linkaccount", "text_push", 13),
            ("linkaccount", "voice", 16),
            ("linkaccount", "voice_push", 3),
            ("linkaccount_legacy", "number_authentication", 20),
            ("intl_sms", "codes", 14),
            ("privacy_number", "codes", 24),
            ("privacy_number", "results", 44),
        ]
    );
    let rows: usize = counts.iter().map(|(_, _, rows)| rows).sum();
    // HTTP's 401 stands in a table of its own: a status of HTTP and no code of the vendor. It is kept
    // with the vendor's codes all the same, since it decides like one.
    let statuses_of_http = 1;
    assert_eq!(rows - statuses_of_http, 202);
}

#[test]
fn every_code_is_here_as_printed_and_no_other() {
    let expected: Vec<_> = printed().into_iter().chain(explained()).collect();
    let mut wrong = Vec::new();
    for vendor in vendors::all() {
        for table in vendor.codes() {
            let Some((_, _, rows)) = expected
                .iter()
                .find(|(id, name, _)| *id == vendor.id() && *name == table.id)
            else {
                wrong.push(format!("{} {}: in no document", vendor.id(), table.id));
                continue;
            };
            for (number, entry) in table.entries.iter().enumerate() {
                if !rows.iter().any(|(code, _)| code == entry.code) {
                    wrong.push(format!(
                        "{} {} {}: not in the document",
                        vendor.id(),
                        table.id,
                        entry.code
                    ));
                }
                if table.entries[..number]
                    .iter()
                    .any(|other| other.code == entry.code)
                {
                    wrong.push(format!(
                        "{} {} {}: stands there twice",
                        vendor.id(),
                        table.id,
                        entry.code
                    ));
                }
            }
        }
    }
    for (id, name, rows) in &expected {
        let vendor = vendors::by_id(id).expect("the vendor");
        for (code, zh) in rows {
            match vendors::codes::entry(vendor, name, code) {
                None => wrong.push(format!("{id} {name} {code} {zh}: missing")),
                Some(entry) if entry.zh != zh => {
                    wrong.push(format!("{id} {name} {code}: {} instead of {zh}", entry.zh));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_says_what_it_means_and_who_must_act() {
    for vendor in vendors::all() {
        for table in vendor.codes() {
            for entry in table.entries {
                let what = format!("{} {} {}", vendor.id(), table.id, entry.code);
                assert!(entry.en.len() > 3, "{what}: English is missing");
                assert!(
                    entry.en.is_ascii() || entry.en.contains('【'),
                    "{what}: {}",
                    entry.en
                );
                match entry.class {
                    CodeClass::Success => assert!(!entry.again && entry.actor == CodeActor::Nobody, "{what}"),
                    // What stops an account does not pass by itself.
                    CodeClass::Account => assert_ne!(entry.actor, CodeActor::Nobody, "{what}"),
                    CodeClass::Busy | CodeClass::NoData => assert!(entry.again, "{what}"),
                    CodeClass::Verdict | CodeClass::Open => {}
                }
                if entry.topic.is_some() {
                    assert_eq!(entry.class, CodeClass::Account, "{what}");
                }
            }
        }
    }
}

/// The classes that `design.md` (idea 2) and `vendors.md` name one by one.
#[test]
fn the_classes_that_the_design_names() {
    let class = |vendor: &str, table: &str, code: &str| {
        vendors::codes::class_of(vendors::by_id(vendor).expect("the vendor"), table, code)
    };
    for (vendor, table, code) in [
        ("intl_sms", "codes", "9999"),
        ("lianjiang", "codes", "49999"),
        ("linkaccount", "number_authentication", "900020"),
        ("linkaccount_legacy", "number_authentication", "900020"),
        ("privacy_number", "codes", "1000"),
        ("privacy_number", "codes", "1400"),
        ("privacy_number", "codes", "1401"),
        ("privacy_number", "codes", "1500"),
        ("privacy_number", "codes", "1501"),
        ("privacy_number", "codes", "1502"),
        ("privacy_number", "codes", "31415"),
    ] {
        assert_eq!(class(vendor, table, code), CodeClass::Open, "{vendor} {code}");
    }
    assert_eq!(class("privacy_number", "codes", "1105"), CodeClass::Busy);
    assert_eq!(class("intl_sms", "codes", "1012"), CodeClass::NoData);
    assert_eq!(class("lianjiang", "codes", "40999"), CodeClass::NoData);
}

/// One explanation serves all vendors' refusals of an address, and one those of money.
#[test]
fn what_codes_have_in_common_is_marked() {
    let about = |topic: CodeTopic| {
        let mut codes: Vec<String> = vendors::all()
            .into_iter()
            .flat_map(|vendor| vendor.codes().iter().map(move |table| (vendor.id(), table)))
            .flat_map(|(id, table)| {
                table
                    .entries
                    .iter()
                    .filter(|entry| entry.topic == Some(topic))
                    .map(move |entry| format!("{id} {} {}", table.id, entry.code))
            })
            .collect();
        codes.sort();
        codes
    };
    assert_eq!(
        about(CodeTopic::AddressNotListed),
        [
            "intl_sms codes 1004",
            "lianjiang codes 40003",
            "linkaccount number_authentication 900016",
            "linkaccount text -10004",
            "linkaccount text 1100041",
            "linkaccount voice 1100041",
            "linkaccount_legacy number_authentication 900016",
            "privacy_number codes 1104",
        ]
    );
    assert_eq!(
        about(CodeTopic::OutOfMoney),
        [
            "intl_sms codes 1009",
            "linkaccount number_authentication 900019",
            "linkaccount text 900019",
            "linkaccount voice 900019",
            "linkaccount_legacy number_authentication 900019",
            "privacy_number codes 1110",
        ]
    );
}
