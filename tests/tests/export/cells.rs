//! What stands in the cells.

use serde_json::{Value, json};
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindDraft, BindingKind, BindingQuery,
};
use switchboard_core::contract::keeping::{ExportFormat, ExportList};
use switchboard_core::contract::message::{MessageFilter, MessageQuery, MessageState, ReplyQuery};
use switchboard_core::contract::number::NumberRef;
use switchboard_core::contract::send::{SendBody, SendDraft};
use switchboard_core::desk::Desk;
use switchboard_core::vendors;
use switchboard_tests::conformance::{A, B, Bench};
use switchboard_tests::headless;
use switchboard_tests::keeping;
use switchboard_tests::scene::scene;

use super::table::{FORMATS, bindings, draft, exported, messages, plain, replies};

/// What a phone may write, and what is to be read of it: line breaks are one character, what cannot be seen is shown.
pub fn odd_texts() -> Vec<(String, String)> {
    let same = [
        "=HYPERLINK(\"http://evil.test\",\"click\")",
        "+1-1@SUM(1)",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1:A9)",
        "\t=1+1",
        " =1+1",
        "\u{200B}=1+1",
        "\u{202E}txt.exe\u{202C} \u{2066}ab\u{2069}",
        "zero\u{200B}width\u{200D}\u{FEFF}",
        "👨\u{200D}👩\u{200D}👧 🇨🇳 ✂\u{FE0F}",
        "<img src=x onerror=alert(1)><b>&amp;</b>",
        "a,b;c\"d\"\te",
        "_x0041_ is text",
        "'quoted'",
        "13800000001",
        "152880982911993396",
        "0010",
        "2026-11",
        "11月23日",
        "10:52 AM",
        "1-Nov",
        "＝1+1",
        "退订",
        "  both ends  ",
    ];
    let mut texts: Vec<(String, String)> = same.map(|text| (text.to_owned(), text.to_owned())).to_vec();
    texts.push(("\r=1+1".into(), "\n=1+1".into()));
    texts.push(("line\r\nbreak\rand\nmore".into(), "line\nbreak\nand\nmore".into()));
    texts.push(("a\u{0}b\u{1B}[31m\u{7F}".into(), "a␀b␛[31m␡".into()));
    let long = "长😀".repeat(5_000);
    texts.push((long.clone(), long));
    texts
}

/// What begins like a formula for a spreadsheet, however it hides.
pub fn is_dangerous(cell: &str) -> bool {
    let seen = cell.trim_start_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
    });
    seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

async fn poll(desk: &Desk) {
    let account = headless::account_id(desk).await;
    desk.poll_now(account).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_phone_wrote_is_text_in_both_formats() {
    let scene = scene().await;
    let texts = odd_texts();
    let queued: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, (text, _))| json!({ "mobile": format!("1380000{index:04}"), "content": text }))
        .collect();
    scene.control.post("replies", json!(queued)).await;
    poll(&scene.desk).await;
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let rows = exported(&scene.desk, folder.path(), replies(), format, true).await;
        assert_eq!(rows.len(), texts.len());
        for (index, (written, read)) in texts.iter().enumerate() {
            let number = format!("1380000{index:04}");
            let row = rows.iter().find(|row| plain(&row["number"]) == number).unwrap();
            let cell = &row["text"];
            match format.0 {
                ExportFormat::Xlsx => assert_eq!(cell, read, "{written:?}"),
                ExportFormat::Csv => {
                    assert!(cell == read || plain(cell) == read, "{written:?}: {cell:?}");
                    // A tab keeps digits whole; whoever takes it away has digits.
                    let digits = cell.starts_with('\t') && !read.contains(['=', '@']);
                    assert!(digits || !is_dangerous(cell), "{cell:?}");
                    assert_eq!(row["number"], format!("\t{number}"), "a number is no quantity");
                    let date = ["2026-11", "11月23日", "10:52 AM", "1-Nov"].contains(&read.as_str());
                    assert!(!date || cell.starts_with('\t'), "{cell:?} becomes a date");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_no_cell_takes_is_cut_in_a_workbook_alone() {
    let scene = scene().await;
    let long = "字".repeat(40_000);
    scene
        .control
        .post("replies", json!([{ "mobile": "13800000001", "content": long }]))
        .await;
    poll(&scene.desk).await;
    let folder = tempfile::tempdir().unwrap();
    let csv = exported(&scene.desk, folder.path(), replies(), FORMATS[0], false).await;
    assert_eq!(csv[0]["text"], long);
    let xlsx = exported(&scene.desk, folder.path(), replies(), FORMATS[1], false).await;
    let cut = &xlsx[0]["text"];
    assert_eq!(cut.encode_utf16().count(), 32_767);
    assert!(
        cut.ends_with("✂ 40000") && cut.starts_with("字字字"),
        "it says that it was cut"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_what_the_filter_shows_page_after_page() {
    let scene = scene().await;
    scene
        .control
        .post(
            "reports",
            json!({ "default": "DELIVRD", "outcomes": { "13800000003": "MK:0001" }, "after_ms": 0 }),
        )
        .await;
    let numbers: Vec<String> = (0..1_203).map(|index| format!("1380000{index:04}")).collect();
    let mut many = headless::draft(&scene.desk, &numbers.join("\n")).await;
    many.draft_id = "many".into();
    many.reference = "=1+1".into();
    headless::send(&scene.desk, many).await;
    headless::submitted(&scene.desk).await;
    for _ in 0..6 {
        poll(&scene.desk).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let failed = MessageFilter {
        states: vec![MessageState::Failed],
        ..MessageFilter::default()
    };
    for (filter, count) in [(MessageFilter::default(), 1_203), (failed, 1)] {
        let mut shown = Vec::new();
        let mut before = None;
        loop {
            let query = MessageQuery {
                filter: filter.clone(),
                before,
                limit: 100,
            };
            let page = scene.desk.list_messages(query).await.unwrap();
            shown.extend(page.rows);
            match page.next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        assert_eq!(shown.len(), count);
        for format in FORMATS {
            let rows = exported(
                &scene.desk,
                folder.path(),
                messages(filter.clone()),
                format,
                false,
            )
            .await;
            assert_eq!(rows.len(), shown.len(), "{format:?}");
            for (row, message) in rows.iter().zip(&shown) {
                let same = |name: &str, value: &str| assert_eq!(plain(&row[name]), value, "{name}");
                let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
                same("state", &word(json!(message.state)));
                same("number", &message.number_masked);
                same("text", "【总机】您的订单已发货");
                same("segments", "1");
                same("reference", "=1+1");
                same("operator", "Li Min");
                same("vendor", "lianjiang");
                same("account", "Sandbox");
                same("mode", "plain");
                same("job", &message.job_id.to_string());
                same("decided_by_hand", "no");
                same("reports_here", "yes");
                assert_eq!(plain(&row["msg_id"]).len(), 18, "{row:?}");
                let at = chrono::DateTime::parse_from_rfc3339(&row["approved_at"]).unwrap();
                assert_eq!(at.timestamp(), message.approved_at / 1000);
                if message.state == MessageState::Failed {
                    same("reason", "report_code");
                    same("code", "MK:0001");
                } else {
                    same("reason", "");
                }
                if format.0 == ExportFormat::Csv {
                    assert_eq!(row["reference"], "'=1+1");
                    assert_eq!(
                        row["msg_id"].chars().next(),
                        Some('\t'),
                        "18 digits stay 18 digits"
                    );
                }
            }
        }
    }
    let full = exported(
        &scene.desk,
        folder.path(),
        messages(MessageFilter::default()),
        FORMATS[0],
        true,
    )
    .await;
    let mut found: Vec<&str> = full.iter().map(|row| plain(&row["number"])).collect();
    found.sort_unstable();
    assert_eq!(found, numbers);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headings_and_words_are_the_windows() {
    let scene = scene().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    headless::reported(&scene.desk).await;
    let folder = tempfile::tempdir().unwrap();
    for (format, ending) in FORMATS {
        let mut asked = draft(messages(MessageFilter::default()), format, false);
        for (name, word) in [
            ("state", "状态"),
            ("number", "=号码"),
            ("state.delivered", "已送达"),
            ("vendor.lianjiang", "联江"),
            ("decided_by_hand.no", "否"),
        ] {
            asked.headings.insert(name.into(), word.into());
        }
        let path = folder.path().join(format!("words.{ending}"));
        let id = super::table::begin(&scene.desk, asked, path.clone()).await;
        keeping::ended(&scene.desk, id).await;
        let row = super::table::read(&path).remove(0);
        assert_eq!((row["状态"].as_str(), row["vendor"].as_str()), ("已送达", "联江"));
        assert_eq!(row["decided_by_hand"], "否");
        let heading = if ending == "csv" { "'=号码" } else { "=号码" };
        assert_eq!(plain(&row[heading]), "138****0001");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bindings_and_everything_of_a_number() {
    let bench = Bench::new().await;
    let privacy = vendors::by_id("privacy_number").unwrap();
    let account = bench.account_now(privacy).await;
    let bound = BindDraft {
        draft_id: bench.draft_id(),
        account_id: account.id,
        kind: BindingKind::Axb,
        appid: account.appids[0].clone(),
        x_number: account.x_numbers[0].clone(),
        a_number: A.into(),
        b_number: B.into(),
        ttl_seconds: Some(3_600),
        record: false,
        shows_a_to_b: false,
        shows_caller_to_a: false,
        anucode: String::new(),
        ansanu: String::new(),
        user_text: String::new(),
        reference: "@ticket".into(),
    };
    let plan = bench.desk.plan_bind(bound.clone()).await.unwrap();
    let approved = ApproveBind {
        draft: bound,
        fingerprint: plan.fingerprint,
        confirmed: plan.confirmations,
    };
    let result = bench.desk.approve_bind(approved).await.unwrap();
    assert!(matches!(result, ApproveBindResult::Approved { .. }), "{result:?}");
    let query = BindingQuery {
        live_only: false,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 10,
    };
    let shown = headless::until(async || {
        let shown = bench
            .desk
            .list_bindings(query.clone())
            .await
            .unwrap()
            .rows
            .remove(0);
        shown.subid.is_some().then_some(shown)
    })
    .await;
    let lianjiang = bench.account(vendors::by_id("lianjiang").unwrap());
    let send = SendDraft {
        callback_url: String::new(),
        draft_id: bench.draft_id(),
        account_id: lianjiang,
        recipients: A.into(),
        body: SendBody::Plain {
            signature: "总机".into(),
            content: "长".repeat(300),
        },
        reference: String::new(),
        echo: String::new(),
    };
    headless::send(&bench.desk, send).await;
    headless::submitted(&bench.desk).await;
    bench
        .control("replies", json!([{ "mobile": A, "content": "=1+1" }]))
        .await;
    bench.desk.poll_now(lianjiang).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        for full in [false, true] {
            let masked = |number: &str| {
                let (head, tail) = (&number[..3], &number[number.len() - 4..]);
                if full {
                    number.to_owned()
                } else {
                    format!("{head}****{tail}")
                }
            };
            let row = exported(&bench.desk, folder.path(), bindings(), format, full)
                .await
                .remove(0);
            let cell = |name: &str| plain(&row[name]).to_owned();
            assert_eq!((cell("state"), cell("kind")), ("bound".into(), "axb".into()));
            assert_eq!((cell("a_number"), cell("b_number")), (masked(A), masked(B)));
            assert_eq!(cell("x_number"), account.x_numbers[0]);
            assert_eq!(cell("subid"), shown.subid.clone().unwrap());
            assert_eq!(
                (cell("reference"), cell("ttl_seconds")),
                ("@ticket".into(), "3600".into())
            );

            let of = NumberRef::Typed { digits: A.into() };
            let rows = exported(
                &bench.desk,
                folder.path(),
                ExportList::Number {
                    of,
                    kinds: Vec::new(),
                },
                format,
                full,
            )
            .await;
            let what = |kind: &str| rows.iter().find(|row| row["what"] == kind).unwrap();
            assert_eq!(rows.len(), 3, "{rows:?}");
            assert_eq!(what("message")["text"].chars().count(), 304, "the whole text");
            assert_eq!(plain(&what("message")["number"]), masked(A));
            assert_eq!(plain(&what("reply")["text"]), "=1+1");
            let binding = what("binding");
            assert_eq!(plain(&binding["other_number"]), masked(B));
        }
    }
    let replies = ReplyQuery {
        before: None,
        limit: 10,
    };
    assert_eq!(bench.desk.list_replies(replies).await.unwrap().rows.len(), 1);
}
