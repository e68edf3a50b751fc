//! The interface log: every exchange with every vendor, whole, masked, and without anything that lets somebody in.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use switchboard_core::contract::account::{
    AccountDraft, BalanceAmount, ProxyMode, PushKind, Reason, SaveAccountResult, SendMode,
};
use switchboard_core::contract::exchange::{
    ExchangeDetail, ExchangeKind, ExchangeOutcome, ExchangeQuery, ExchangeRef, ExchangeRow,
};
use switchboard_core::contract::profile::ProfileKind;
use switchboard_core::contract::push::PastePush;
use switchboard_core::desk::Desk;
use switchboard_core::desk::profile::ProfileFolder;
use switchboard_core::secrets::MemoryKeychain;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_core::vendors::{self, Vendor};
use switchboard_sandbox::Sandbox;
use switchboard_tests::conformance::{A, B, Bench, Operation, openssl};
use switchboard_tests::headless;
use switchboard_tests::scene::{self, Scene, scene};

fn all() -> ExchangeQuery {
    ExchangeQuery {
        account_id: None,
        kinds: Vec::new(),
        troubled_only: false,
        before: None,
        limit: 200,
    }
}

async fn listed(desk: &Desk, query: ExchangeQuery) -> Vec<ExchangeRow> {
    desk.list_exchanges(query).await.unwrap().rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_exchange_keeps_its_request_and_its_reply() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let at = format!("{} {operation:?}", vendor.id());
            let binding = bench.prepared(vendor, operation).await;
            let before: Vec<_> = bench.exchanges(vendor).await.iter().map(|row| row.of).collect();
            bench.perform(vendor, operation, binding).await;
            // A send is followed by a question for the balance.
            let rows = bench.exchanges(vendor).await;
            let mut own = rows
                .iter()
                .filter(|row| !before.contains(&row.of) && fits(row.kind, operation));
            let row = own.next().unwrap_or_else(|| panic!("{at}"));
            assert!(
                matches!(row.outcome, ExchangeOutcome::Good | ExchangeOutcome::Nothing),
                "{at}: {row:?}"
            );
            assert_eq!((row.status, &row.reason), (Some(200), &None), "{at}");
            assert!(
                row.path.starts_with('/') && row.milliseconds.is_some(),
                "{at}: {row:?}"
            );

            let detail = bench.desk.exchange_detail(row.of).await.unwrap();
            assert_eq!(detail.row, *row, "{at}");
            assert!(
                detail.dispatched_at.is_some() && detail.settled_at >= detail.dispatched_at,
                "{at}"
            );
            assert!(detail.can_copy && !detail.can_diagnose, "{at}");
            assert!(
                detail.url.starts_with("http://127.0.0.1:"),
                "{at}: {}",
                detail.url
            );
            assert!(!detail.headers.is_empty(), "{at}");
            assert_eq!(
                detail.request_body.is_empty(),
                ["GET", "DELETE"].contains(&row.method.as_str()),
                "{at}"
            );
            assert!(detail.reply_body.as_ref().unwrap().starts_with('{'), "{at}");
            assert_eq!(
                detail.message_id.is_some(),
                matches!(operation, Operation::Send(_)),
                "{at}"
            );
            let binds = matches!(operation, Operation::Bind(_) | Operation::Release(_));
            assert_eq!(detail.binding_id.is_some(), binds, "{at}");
            let shown = serde_json::to_string(&detail).unwrap();
            let x = &bench.sandbox.description().vendors.privacy_number.x_numbers;
            for number in [A, B, "13800138000", "14155552671"]
                .into_iter()
                .chain(x.iter().map(String::as_str))
            {
                assert!(!shown.contains(number), "{at} {number}: {shown}");
            }
            bench.cleared(vendor).await;
        }
    }
}

fn fits(kind: ExchangeKind, operation: Operation) -> bool {
    use switchboard_core::contract::desk::PollKind;
    matches!(
        (kind, operation),
        (ExchangeKind::Send, Operation::Send(_))
            | (ExchangeKind::Check, Operation::Check(_))
            | (ExchangeKind::Bind, Operation::Bind(_))
            | (ExchangeKind::Release, Operation::Release(_))
            | (ExchangeKind::Balance, Operation::Balance)
            | (ExchangeKind::Reports, Operation::Poll(PollKind::Reports))
            | (ExchangeKind::Replies, Operation::Poll(PollKind::Replies))
            | (ExchangeKind::Status, Operation::Poll(PollKind::Status))
    )
}

/// What let the desk in with this very request, worked out from the account's secret by other programs.
fn let_in(bench: &Bench, vendor: &dyn Vendor, detail: &ExchangeDetail, stored: &Value) -> String {
    let vendors = &bench.sandbox.description().vendors;
    let md5 = |text: &str| openssl(&["md5", "-r"], text.as_bytes());
    match vendor.id() {
        "lianjiang" => {
            let body: Value = serde_json::from_str(stored["body"].as_str().unwrap()).unwrap();
            md5(&format!(
                "{}{}",
                vendors.lianjiang.key,
                md5(&body["timestamp"].to_string())
            ))
        }
        "intl_sms" => md5(&vendors.intl_sms.secret).to_uppercase(),
        "privacy_number" => {
            let stamp = detail
                .signed
                .as_ref()
                .unwrap()
                .strip_prefix("{{authKey}}")
                .unwrap();
            let text = format!("{}{stamp}", vendors.privacy_number.auth_key);
            openssl(&["sha256", "-r"], text.as_bytes())[24..40].to_owned()
        }
        own => {
            let known = if own == "linkaccount" {
                &vendors.linkaccount.registered
            } else {
                &vendors.linkaccount_legacy.registered
            };
            let mut key = tempfile::NamedTempFile::new().unwrap();
            key.write_all(known.signing_key.as_bytes()).unwrap();
            let mut text = tempfile::NamedTempFile::new().unwrap();
            text.write_all(stored["signed"].as_str().unwrap().as_bytes())
                .unwrap();
            let signed = Command::new("openssl")
                .args(["dgst", "-sha256", "-hex", "-sign"])
                .args([key.path(), text.path()])
                .output()
                .unwrap();
            let printed = String::from_utf8(signed.stdout).unwrap();
            printed.trim().rsplit(' ').next().unwrap().to_owned()
        }
    }
}

/// Body and signed string of an exchange as they stand in the database.
fn stored(bench: &Bench, of: ExchangeRef) -> Value {
    let (table, id) = match of {
        ExchangeRef::Attempt { id } => ("attempt", id),
        ExchangeRef::Poll { id } => ("poll", id),
        ExchangeRef::Push { id } => panic!("push {id}"),
    };
    let sql = format!("SELECT request_body, signed, url, headers, signed_with FROM {table} WHERE id = ?1");
    bench
        .database()
        .query_row(&sql, [id], |row| {
            let text = |at| row.get::<_, Option<String>>(at);
            Ok(json!({ "body": text(0)?, "signed": text(1)?, "url": text(2)?, "headers": text(3)?, "with": text(4)? }))
        })
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_shows_what_lets_somebody_in() {
    let bench = Bench::new().await;
    let mut looked = 0;
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
        let mut shown = serde_json::to_string(&bench.exchanges(vendor).await).unwrap();
        let mut secrets = bench.secrets(vendor);
        for row in bench.exchanges(vendor).await {
            let detail = bench.desk.exchange_detail(row.of).await.unwrap();
            let kept = stored(&bench, row.of);
            let digest = let_in(&bench, vendor, &detail, &kept);
            assert!(digest.len() >= 16, "{digest}");
            secrets.extend([digest.to_lowercase(), digest.to_uppercase()]);
            shown += &kept.to_string();
            shown += &bench.desk.exchange_curl(row.of).await.unwrap().script;
            if detail.can_diagnose {
                shown += &serde_json::to_string(&bench.desk.diagnose(row.of).await.unwrap()).unwrap();
                looked += 1;
            }
            shown += &serde_json::to_string(&detail).unwrap();
        }
        for secret in secrets {
            assert!(!shown.contains(&secret), "{} shows {secret}", vendor.id());
        }
    }
    assert!(looked > 10, "{looked}");
}

fn balances(scene: &Scene) -> Vec<(String, Option<i64>)> {
    let database = headless::database(scene.folder.path());
    let sql = "SELECT outcome, length(raw) FROM poll WHERE kind = 'balance' ORDER BY id";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn outcomes(scene: &Scene) -> Vec<String> {
    balances(scene).into_iter().map(|(outcome, _)| outcome).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_is_kept_raw_and_one_that_says_nothing_new_makes_room_for_the_next() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    for _ in 0..4 {
        scene.desk.refresh_balance(account).await.unwrap();
    }
    assert_eq!(outcomes(&scene), ["applied", "empty"]);
    scene.control.post("balance", json!({ "lianjiang": 5 })).await;
    scene.desk.test_connection(account).await.unwrap();
    scene.desk.refresh_balance(account).await.unwrap();
    assert_eq!(outcomes(&scene), ["applied", "applied", "empty"]);
    assert!(
        balances(&scene)
            .iter()
            .all(|(_, raw)| raw.is_some_and(|bytes| bytes > 10))
    );

    for _ in 0..2 {
        scene
            .fault("balance", json!({ "kind": "code", "code": 49999 }))
            .await;
        scene.desk.refresh_balance(account).await.unwrap();
    }
    scene.fault("balance", json!({ "kind": "drop_after" })).await;
    scene.desk.refresh_balance(account).await.unwrap();
    scene.desk.refresh_balance(account).await.unwrap();
    let kept = outcomes(&scene);
    assert_eq!(
        kept,
        ["applied", "applied", "no_gap", "no_gap", "no_gap", "empty"],
        "failures stay"
    );
    let rows = listed(&scene.desk, all()).await;
    let shown: Vec<_> = rows.iter().map(|row| row.outcome).collect();
    assert_eq!(
        shown,
        [
            ExchangeOutcome::Good,
            ExchangeOutcome::Doubt,
            ExchangeOutcome::Refused,
            ExchangeOutcome::Refused,
            ExchangeOutcome::Good,
            ExchangeOutcome::Good
        ]
    );
    let troubled = listed(
        &scene.desk,
        ExchangeQuery {
            troubled_only: true,
            ..all()
        },
    )
    .await;
    assert_eq!(troubled, rows[1..4]);
    assert!(
        scene.desk.desk_status().await.unwrap().gaps.is_empty(),
        "a question loses nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_test_that_is_refused_is_kept_and_stops_nothing() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    scene
        .fault("balance", json!({ "kind": "code", "code": 40008 }))
        .await;
    scene.desk.test_connection(account).await.unwrap();
    assert!(!scene.account_is_paused().await);
    assert_eq!(scene.desk.list_balances().await.unwrap()[0].failed, None);
    let row = listed(&scene.desk, all()).await.remove(0);
    assert_eq!(
        (row.kind, row.outcome),
        (ExchangeKind::Balance, ExchangeOutcome::Refused)
    );
    scene
        .fault("balance", json!({ "kind": "code", "code": 40008 }))
        .await;
    scene.desk.refresh_balance(account).await.unwrap();
    assert!(
        scene.account_is_paused().await,
        "the desk's own question stops what would not pass"
    );
}

/// A question that was cut off at either point of a crash.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_cut_off_by_a_crash_is_no_gap_and_its_raw_reply_is_taken_or_let_be() {
    let cases = [
        (
            "UPDATE poll SET outcome = 'intent', raw = NULL, fetched_at = NULL, reply_status = NULL",
            None,
        ),
        (
            r#"UPDATE poll SET outcome = 'raw', raw = '{"code":20000,"smsNum":"7"}'"#,
            Some(7),
        ),
        (
            r#"UPDATE poll SET outcome = 'raw', raw = '{"code":40008,"desc":"key error"}'"#,
            None,
        ),
        (
            "UPDATE poll SET outcome = 'raw', raw = 'nothing that can be read'",
            None,
        ),
    ];
    for (sql, left) in cases {
        let scene = scene().await;
        let account = headless::account_id(&scene.desk).await;
        scene.desk.refresh_balance(account).await.unwrap();
        let (sandbox, folder) = (&scene.sandbox, scene.folder.path());
        scene.desk.close().await;
        headless::closed(&folder.join("practice").join("switchboard.db")).await;
        {
            let database = headless::database(folder);
            let sql = sql
                .replace("raw = '", "raw = CAST('")
                .replace("}'", "}' AS BLOB)")
                .replace("read'", "read' AS BLOB)");
            database
                .execute(&format!("{sql} WHERE kind = 'balance'"), [])
                .unwrap();
            database.execute("DELETE FROM balance", []).unwrap();
        }
        let desk = scene::open(folder, sandbox, DoorLimits::default()).await;
        let status = desk.desk_status().await.unwrap();
        assert!(
            status.gaps.is_empty() && status.paused_accounts.is_empty(),
            "{sql}: {status:?}"
        );
        let known = desk.list_balances().await.unwrap().remove(0);
        assert_eq!(
            known.amount,
            left.map(|left| BalanceAmount::Messages { left }),
            "{sql}"
        );
        assert_eq!(known.failed, None, "{sql}");
        let row = listed(&desk, all()).await.remove(0);
        assert_ne!(row.outcome, ExchangeOutcome::UnderWay, "{sql}");
        assert_eq!(row.reason.is_none(), left.is_some(), "{sql}: {:?}", row.reason);
        desk.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_reply_is_cut_and_says_so_and_no_number_is_cut_to_pieces() {
    let scene = scene().await;
    let account = headless::account_id(&scene.desk).await;
    let long = format!(
        "{{\"code\":49999,\"desc\":\"{}13800000001\"}}",
        "字,".repeat(9_986)
    );
    scene
        .fault("balance", json!({ "kind": "reply", "body": long }))
        .await;
    scene.desk.refresh_balance(account).await.unwrap();
    let row = listed(&scene.desk, all()).await.remove(0);
    let detail = scene.desk.exchange_detail(row.of).await.unwrap();
    let shown = detail.reply_body.unwrap();
    assert!(detail.reply_cut);
    assert_eq!(shown.chars().count(), 20_000);
    // The number begins six characters before the end.
    assert!(
        shown.ends_with("字,138***"),
        "{}",
        shown.chars().skip(19_980).collect::<String>()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_read_is_seen_at_the_exchange_it_came_in() {
    let bench = Bench::new().await;
    let vendor = vendors::by_id("lianjiang").unwrap();
    let body = r#"{"code":20000,"list":[{"msgId":"1","mobile":"13900000001","code":"DELIVRD"},{"mobile":"13900000002"}]}"#;
    let fault = json!({ "kind": "reply", "body": body, "times": 1 });
    bench.fault(vendor, "report_poll", &fault).await;
    bench.polled(vendor).await;
    let row = bench.newest(vendor, ExchangeKind::Reports).await;
    assert_eq!((row.outcome, row.items), (ExchangeOutcome::Doubt, 2));
    assert_eq!(row.reason, Some(Reason::UnreadableReply));
    let detail = bench.desk.exchange_detail(row.of).await.unwrap();
    assert!(detail.reply_body.unwrap().contains(r#"{"mobile":"139****0002"}"#));

    let vendor = vendors::by_id("intl_sms").unwrap();
    let pasted = PastePush {
        account_id: bench.account(vendor),
        kind: PushKind::InternationalStatus,
        body: "13900000001 is no push".into(),
    };
    bench.desk.paste_push(pasted).await.unwrap();
    let row = bench.newest(vendor, ExchangeKind::Push).await;
    assert_eq!((row.outcome, row.status), (ExchangeOutcome::Doubt, None));
    let query = ExchangeQuery {
        troubled_only: true,
        kinds: vec![ExchangeKind::Push, ExchangeKind::Reports],
        ..all()
    };
    assert_eq!(listed(&bench.desk, query).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_is_there_whole_but_not_the_path_it_came_by() {
    let bench = Bench::receiving().await;
    let vendor = vendors::by_id("intl_sms").unwrap();
    bench
        .sent(bench.send_draft(vendor, SendMode::International).await)
        .await;
    let row = headless::until(async || {
        let rows = bench.exchanges(vendor).await;
        rows.into_iter()
            .find(|row| row.kind == ExchangeKind::Push && row.outcome != ExchangeOutcome::UnderWay)
    })
    .await;
    assert_eq!(
        (row.outcome, row.items, row.status),
        (ExchangeOutcome::Good, 1, Some(200))
    );
    let detail = bench.desk.exchange_detail(row.of).await.unwrap();
    assert!(
        detail.request_body.contains("141****2671"),
        "{}",
        detail.request_body
    );
    assert_eq!(detail.reply_body.as_deref(), Some(r#"{"code":0,"msg":"ok"}"#));
    assert!(detail.push.is_some());
    let shown = serde_json::to_string(&detail).unwrap();
    for callback in bench.desk.list_callbacks(bench.account(vendor)).await.unwrap() {
        assert!(!shown.contains(&callback.path), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_log_are_the_log() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let binding = bench.prepared(vendor, operation).await;
            bench.perform(vendor, operation, binding).await;
            bench.cleared(vendor).await;
        }
    }
    // Balances that follow sends have come in.
    let whole = headless::until(async || {
        let before = listed(&bench.desk, all()).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let after = listed(&bench.desk, all()).await;
        (before == after).then_some(after)
    })
    .await;
    assert!(whole.len() > 20);
    let mut turned = Vec::new();
    let mut query = ExchangeQuery { limit: 3, ..all() };
    loop {
        let page = bench.desk.list_exchanges(query.clone()).await.unwrap();
        turned.extend(page.rows);
        if page.next.is_none() {
            break;
        }
        query.before = page.next;
    }
    assert_eq!(turned, whole);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_live_send_says_what_it_would_cost_again() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let around = headless::surroundings(keychain, Arc::new(NoPoints), DoorLimits::default());
    let profile = ProfileFolder::new(folder.path(), ProfileKind::Live);
    let desk = Desk::open(&profile, around).await.unwrap();
    headless::identify(&desk).await;
    let vendor = &sandbox.description().vendors.lianjiang;
    let draft = AccountDraft {
        id: None,
        vendor: "lianjiang".into(),
        name: "Support".into(),
        base_url: vendor.base_url.clone(),
        vendor_account: vendor.account.clone(),
        secret: Some(vendor.key.clone().into()),
        extension: String::new(),
        signature: "总机".into(),
        operation_size: 500,
        settings: BTreeMap::new(),
        appids: Vec::new(),
        x_numbers: Vec::new(),
        proxy_mode: ProxyMode::None,
        proxy_url: String::new(),
        proxy_user: String::new(),
        proxy_password: None,
        public_url: String::new(),
        fetches_reports: Some(true),
        http_acknowledged: false,
    };
    let saved = desk.save_account(draft).await.unwrap();
    assert!(matches!(saved, SaveAccountResult::Saved { .. }), "{saved:?}");
    headless::send(
        &desk,
        headless::draft(&desk, "13800000001\n13800000002\n13800000003").await,
    )
    .await;
    headless::submitted(&desk).await;
    let query = ExchangeQuery {
        kinds: vec![ExchangeKind::Send],
        ..all()
    };
    let row = listed(&desk, query).await.remove(0);
    let script = desk.exchange_curl(row.of).await.unwrap();
    assert_eq!(script.repeats, 3);
    assert_eq!(
        script.script.lines().next(),
        Some("# It COSTS: it sends 3 messages again")
    );

    desk.refresh_balance(headless::account_id(&desk).await)
        .await
        .unwrap();
    let query = ExchangeQuery {
        kinds: vec![ExchangeKind::Balance],
        ..all()
    };
    let row = listed(&desk, query).await.remove(0);
    let script = desk.exchange_curl(row.of).await.unwrap();
    assert_eq!(
        script.script.lines().next(),
        Some("# It costs nothing: it asks again")
    );
    desk.close().await;
}
