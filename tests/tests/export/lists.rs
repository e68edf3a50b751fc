//! The suppression list and the interface log as files.

use std::path::Path;

use serde_json::{Value, json};
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::conversation::{Suppress, SuppressResult, SuppressionQuery};
use switchboard_core::contract::exchange::{ExchangeKind, ExchangeQuery, ExchangeRow};
use switchboard_core::contract::keeping::{Disclosed, ExportFormat, ExportList};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::contract::number::NumberRef;
use switchboard_core::desk::Desk;
use switchboard_core::vendors;
use switchboard_tests::conformance::{A, B, Bench, Operation};
use switchboard_tests::headless;
use switchboard_tests::keeping::ended;
use switchboard_tests::scene::{Scene, scene};

use super::cells::{is_dangerous, odd_texts};
use super::table::{FORMATS, begin, bindings, draft, exported, messages, parts, plain, replies};

fn suppression(search: &str) -> SuppressionQuery {
    SuppressionQuery {
        search: search.into(),
        before: None,
        limit: 500,
    }
}

async fn suppress(scene: &Scene, digits: &str, why: &str) -> bool {
    let of = NumberRef::Typed {
        digits: digits.into(),
    };
    let why = why.into();
    let said = scene.desk.suppress(Suppress { of, why }).await.unwrap();
    matches!(said, SuppressResult::Listed { .. })
}

fn log() -> ExchangeQuery {
    ExchangeQuery {
        account_id: None,
        kinds: Vec::new(),
        troubled_only: false,
        before: None,
        limit: 60,
    }
}

/// Every row the window shows, page after page.
async fn shown(desk: &Desk, mut query: ExchangeQuery) -> Vec<ExchangeRow> {
    let mut rows = Vec::new();
    loop {
        let page = desk.list_exchanges(query.clone()).await.unwrap();
        rows.extend(page.rows);
        match page.next {
            Some(next) => query.before = Some(next),
            None => return rows,
        }
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What the newest export was recorded as.
async fn recorded_list(desk: &Desk) -> String {
    match desk.list_disclosures(None).await.unwrap().rows.remove(0).what {
        Disclosed::Export { list, .. } => list,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_given_as_the_reason_for_suppressing_is_text() {
    let scene = scene().await;
    let mut listed = Vec::new();
    for (index, (written, read)) in odd_texts().into_iter().enumerate() {
        let number = format!("1380000{index:04}");
        // What is too long, or holds what nobody can type, the desk itself refuses.
        if suppress(&scene, &number, &written).await {
            listed.push((number, read.trim().to_owned()));
        }
    }
    assert!(listed.len() >= 20, "{}", listed.len());
    let folder = tempfile::tempdir().unwrap();
    let list = || ExportList::Suppression {
        query: suppression(""),
    };
    for format in FORMATS {
        let rows = exported(&scene.desk, folder.path(), list(), format, true).await;
        assert_eq!(recorded_list(&scene.desk).await, "suppression");
        assert_eq!(rows.len(), listed.len());
        for (row, (number, why)) in rows.iter().zip(listed.iter().rev()) {
            assert_eq!(plain(&row["number"]), number);
            let cell = &row["why"];
            match format.0 {
                ExportFormat::Xlsx => assert_eq!(cell, why),
                ExportFormat::Csv => {
                    assert!(cell == why || plain(cell) == why, "{why:?}: {cell:?}");
                    let digits = cell.starts_with('\t') && !why.contains(['=', '@']);
                    assert!(digits || !is_dangerous(cell), "{cell:?}");
                    assert_eq!(row["number"], format!("\t{number}"), "a number is no quantity");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suppression_list_is_what_its_search_shows() {
    let scene = scene().await;
    scene
        .control
        .post("replies", json!([{ "mobile": "13900000009", "content": "TD" }]))
        .await;
    let account = headless::account_id(&scene.desk).await;
    scene.desk.poll_now(account).await.unwrap();
    let id = headless::database(scene.folder.path())
        .query_row("SELECT id FROM conversation", [], |row| row.get(0))
        .unwrap();
    // More than a page, which no hand puts there.
    headless::database(scene.folder.path())
        .execute(
            "INSERT INTO suppression (msisdn, msisdn_reversed, why, operator, desk, at)
             WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 1199)
             SELECT '1380000' || printf('%04d', n), printf('%d', n % 10) || printf('%d', n / 10 % 10)
                || printf('%d', n / 100 % 10) || printf('%d', n / 1000) || '0000831', '=1+1', 'Wang Fang', 'P02', ?1
             FROM number",
            [1_700_000_000_000_i64],
        )
        .unwrap();
    let of = NumberRef::Conversation { id };
    let why = "wrote TD".to_owned();
    scene.desk.suppress(Suppress { of, why }).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    for (search, count) in [("", 1_201), ("0007", 1), ("139", 1), ("no number", 0)] {
        let query = suppression(search);
        for format in FORMATS {
            for full in [false, true] {
                let list = ExportList::Suppression { query: query.clone() };
                let rows = exported(&scene.desk, folder.path(), list, format, full).await;
                assert_eq!(rows.len(), count, "{search:?}");
                let mut numbers: Vec<&str> = rows.iter().map(|row| plain(&row["number"])).collect();
                numbers.sort_unstable();
                numbers.dedup();
                assert_eq!(
                    numbers.iter().any(|number| number.contains('*')),
                    !full && count > 0
                );
                assert_eq!(
                    numbers.iter().any(|number| !number.contains('*')),
                    full && count > 0
                );
                if full {
                    assert_eq!(numbers.len(), count, "each once");
                }
            }
        }
    }
    let list = ExportList::Suppression {
        query: suppression(""),
    };
    let rows = exported(&scene.desk, folder.path(), list, FORMATS[0], false).await;
    let newest = |name: &str| plain(&rows[0][name]);
    assert_eq!(
        (newest("number"), newest("why"), newest("suppressed_by")),
        ("139****0009", "wrote TD", "Li Min")
    );
    assert_eq!(
        (newest("asked_by_reply"), newest("conversation")),
        ("yes", &*id.to_string())
    );
    let older = |name: &str| plain(&rows[1][name]);
    assert_eq!((older("why"), older("suppressed_by")), ("=1+1", "Wang Fang"));
    assert_eq!((older("asked_by_reply"), older("conversation")), ("no", ""));
    let at = chrono::DateTime::parse_from_rfc3339(older("suppressed_at")).unwrap();
    assert_eq!(at.timestamp_millis(), 1_700_000_000_000);
}

/// The rows of a file are those the window shows.
fn same(rows: &[std::collections::BTreeMap<String, String>], shown: &[ExchangeRow]) {
    assert_eq!(rows.len(), shown.len());
    for (row, exchange) in rows.iter().zip(shown) {
        let is = |name: &str, value: &str| assert_eq!(plain(&row[name]), value, "{name} of {exchange:?}");
        let at = chrono::DateTime::parse_from_rfc3339(&row["at"]).unwrap();
        assert_eq!(at.timestamp(), exchange.at.div_euclid(1_000));
        is("exchange", word(&json!(exchange.kind)));
        is("vendor", &exchange.vendor);
        is("account", &exchange.account_name);
        is("method", &exchange.method);
        is("path", &exchange.path);
        is(
            "status",
            &exchange
                .status
                .map(|status| status.to_string())
                .unwrap_or_default(),
        );
        is("outcome", word(&json!(exchange.outcome)));
        is("reason", word(&json!(exchange.reason)["kind"]));
        is("items", &exchange.items.to_string());
        is(
            "milliseconds",
            &exchange.milliseconds.map(|ms| ms.to_string()).unwrap_or_default(),
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_interface_log_is_what_its_filter_shows_and_lets_nobody_in() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            for refused in [false, true] {
                let binding = bench.prepared(vendor, operation).await;
                if refused {
                    let fault = json!({ "kind": "status", "status": 403 });
                    bench.fault(vendor, operation.in_sandbox(vendor), &fault).await;
                }
                bench.perform(vendor, operation, binding).await;
                bench.reset().await;
                bench.cleared(vendor).await;
            }
        }
    }
    let privacy = vendors::by_id("privacy_number").unwrap();
    let queries = [
        log(),
        ExchangeQuery {
            account_id: Some(bench.account(privacy)),
            ..log()
        },
        ExchangeQuery {
            kinds: vec![ExchangeKind::Send, ExchangeKind::Bind],
            ..log()
        },
        ExchangeQuery {
            troubled_only: true,
            ..log()
        },
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut counts = Vec::new();
    for query in &queries {
        let rows = shown(&bench.desk, query.clone()).await;
        counts.push(rows.len());
        for format in FORMATS {
            let list = ExportList::Exchanges { query: query.clone() };
            same(
                &exported(&bench.desk, folder.path(), list, format, false).await,
                &rows,
            );
            assert_eq!(recorded_list(&bench.desk).await, "exchanges");
        }
    }
    assert!(
        counts[1..].iter().all(|count| (1..counts[0]).contains(count)),
        "{counts:?}"
    );

    let secrets: Vec<String> = vendors::all()
        .into_iter()
        .flat_map(|vendor| bench.secrets(vendor))
        .collect();
    assert!(secrets.len() > 5 && secrets.iter().all(|secret| secret.len() >= 8));
    let x_numbers = bench.account_now(privacy).await.x_numbers;
    let everything = [
        ExportList::Exchanges { query: log() },
        ExportList::Suppression {
            query: suppression(""),
        },
        messages(MessageFilter::default()),
        replies(),
        bindings(),
    ];
    for list in everything {
        for format in FORMATS {
            for full in [false, true] {
                let whole = written(&bench.desk, folder.path(), list.clone(), format, full).await;
                for secret in &secrets {
                    assert!(!whole.contains(secret), "{list:?} {format:?} shows {secret}");
                }
                let log = matches!(list, ExportList::Exchanges { .. });
                for number in [A, B].into_iter().filter(|_| !full || log) {
                    assert!(!whole.contains(number), "{list:?} {format:?} shows {number}");
                }
                // An X number stands in paths alone: in full where full numbers are asked for.
                let x_stands = x_numbers.iter().any(|number| whole.contains(number));
                assert!(!log || x_stands == full, "{format:?} {full}");
            }
        }
    }
}

/// All that stands in a file, its archive unpacked.
async fn written(
    desk: &Desk,
    folder: &Path,
    list: ExportList,
    (format, ending): (ExportFormat, &str),
    full: bool,
) -> String {
    let path = folder.join(format!("whole.{ending}"));
    let id = begin(desk, draft(list, format, full), path.clone()).await;
    ended(desk, id).await;
    let whole = parts(&path);
    std::fs::remove_file(path).unwrap();
    whole
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_vendor_said_is_text_in_both_formats() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    for (text, _) in odd_texts() {
        let body = json!({ "code": 31_415, "desc": text });
        scene
            .fault("balance", json!({ "kind": "reply", "body": body }))
            .await;
        scene.desk.refresh_balance(account).await.unwrap();
    }
    headless::database(scene.folder.path())
        .execute(
            "INSERT INTO poll (account_id, kind, intent_at, fetched_at, outcome, method, url)
             WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 450)
             SELECT ?1, 'reports', n, n + 7, 'applied', 'POST', 'https://a.test/poll/13800000001?secret=' || n FROM more",
            [account],
        )
        .unwrap();
    let query = ExchangeQuery {
        kinds: vec![ExchangeKind::Reports, ExchangeKind::Balance],
        ..log()
    };
    let rows = shown(&scene.desk, query.clone()).await;
    assert!(rows.len() > 450 + 20, "more than two pages: {}", rows.len());
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let list = ExportList::Exchanges { query: query.clone() };
        let cells = exported(&scene.desk, folder.path(), list, format, false).await;
        same(&cells, &rows);
        assert_eq!(
            cells
                .iter()
                .filter(|row| row["path"] == "/poll/138****0001")
                .count(),
            450
        );
        let mut looked = 0;
        for (row, exchange) in cells.iter().zip(&rows) {
            let Some(Reason::VendorCode { said: Some(said), .. }) = &exchange.reason else {
                continue;
            };
            // What looks like a number is masked already where it was kept.
            let Some((_, read)) = odd_texts().into_iter().find(|(text, _)| text == said) else {
                continue;
            };
            looked += 1;
            let cell = &row["code_text"];
            match format.0 {
                ExportFormat::Xlsx => assert_eq!(*cell, read),
                ExportFormat::Csv => {
                    assert!(*cell == read || plain(cell) == read, "{read:?}: {cell:?}");
                    let digits = cell.starts_with('\t') && !read.contains(['=', '@']);
                    assert!(digits || !is_dangerous(cell), "{cell:?}");
                }
            }
        }
        assert!(looked >= 20, "{looked}");
    }
}
