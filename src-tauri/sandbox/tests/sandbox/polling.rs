//! Reports and replies: what is handed out, and that it is handed out once.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::bench::{Bench, REPLY, REPORT, SMS, TEMPLATE, each, mobiles};

fn no_data() -> Value {
    json!({ "code": 40999, "desc": "no data" })
}

#[tokio::test]
async fn a_fresh_sandbox_has_nothing_pending() {
    let bench = Bench::new().await;
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
    assert_eq!(bench.ask(REPLY, json!({})).await, no_data());
    let log = bench.log("").await;
    assert_eq!(each(&log, "operation"), ["report_poll", "reply_poll"]);
    assert_eq!(each(&log, "items"), [0, 0]);
}

#[tokio::test]
async fn a_send_is_reported_delivered_by_itself() {
    let bench = Bench::new().await;
    let plain = bench.ask(SMS, bench.plain("13800000001")).await;
    let template = bench.ask(TEMPLATE, bench.template(&["13800000002"])).await;
    let mut reports = bench.poll(REPORT).await;
    if reports.len() == 1 {
        reports.extend(bench.poll(REPORT).await);
    }
    for report in &mut reports {
        let time = report["time"].take();
        let time = time.as_str().expect("text");
        assert!(
            chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").is_ok(),
            "{time}"
        );
    }
    let expected = [
        json!({ "msgId": plain["msgId"], "mobile": "13800000001", "code": "DELIVRD", "time": null, "ext": "abc" }),
        json!({ "msgId": template["msgId"], "mobile": "13800000002", "code": "DELIVRD", "time": null, "ext": "t" }),
    ];
    assert_eq!(reports, expected);
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
}

#[tokio::test]
async fn report_times_are_in_shanghai() {
    let bench = Bench::new().await;
    bench.order("/reports", json!({ "after_ms": 0 })).await;
    bench.ask(SMS, bench.plain("13800000001")).await;
    let report = bench.poll(REPORT).await.remove(0);
    let time = report["time"].as_str().expect("text");
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").expect("the format");
    let ahead = time - chrono::Utc::now().naive_utc();
    assert!((7..=8).contains(&ahead.num_hours()), "{ahead}");
}

#[tokio::test]
async fn polls_hand_out_at_most_500_and_each_once() {
    let bench = Bench::new().await;
    bench.order("/reports", json!({ "after_ms": 0 })).await;
    bench.ask(SMS, bench.plain(&mobiles(1200).join(","))).await;
    let mut seen = HashSet::new();
    for expected in [500, 500, 200] {
        let reply = bench.ask(REPORT, json!({})).await;
        let list = reply["list"].as_array().expect("a list");
        assert_eq!(list.len(), expected);
        for report in list {
            assert!(seen.insert(report["mobile"].as_str().expect("text").to_owned()));
        }
    }
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
    assert_eq!(seen, mobiles(1200).into_iter().collect());
}

#[tokio::test]
async fn polls_at_the_same_time_share_what_there_is() {
    let bench = Bench::new().await;
    bench.order("/reports", json!({ "after_ms": 0 })).await;
    bench.ask(SMS, bench.plain(&mobiles(2000).join(","))).await;
    let polls = (0..8).map(|_| bench.ask(REPORT, json!({})));
    let replies = futures::future::join_all(polls).await;
    let lists = replies.iter().filter_map(|reply| reply["list"].as_array());
    let handed_out: Vec<&str> = lists
        .flatten()
        .filter_map(|report| report["mobile"].as_str())
        .collect();
    assert_eq!(handed_out.len(), 2000);
    assert_eq!(handed_out.into_iter().collect::<HashSet<_>>().len(), 2000);
}

#[tokio::test]
async fn outcomes_are_set_by_number() {
    let bench = Bench::new().await;
    let outcomes = json!({
        "outcomes": { "13800000001": "MK:0001", "13800000002": null }, "default": "UNDELIV", "after_ms": 0
    });
    bench.order("/reports", outcomes).await;
    bench
        .ask(SMS, bench.plain("13800000001,13800000002,13800000003"))
        .await;
    let reports = bench.poll(REPORT).await;
    assert_eq!(each(&reports, "mobile"), ["13800000001", "13800000003"]);
    assert_eq!(each(&reports, "code"), ["MK:0001", "UNDELIV"]);

    bench.order("/reports", json!({ "default": null })).await;
    bench.ask(SMS, bench.plain("13800000001,13800000003")).await;
    assert_eq!(each(&bench.poll(REPORT).await, "mobile"), ["13800000001"]);
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
}

#[tokio::test]
async fn held_reports_come_when_they_are_released() {
    let bench = Bench::new().await;
    bench
        .order("/reports", json!({ "hold": true, "after_ms": 0 }))
        .await;
    bench.ask(SMS, bench.plain("13800000001")).await;
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
    bench
        .order("/reports", json!([{ "msgId": "1", "mobile": "2", "code": "X" }]))
        .await;
    assert_eq!(each(&bench.poll(REPORT).await, "mobile"), ["2"]);
    bench.order("/reports", json!({ "hold": false })).await;
    assert_eq!(each(&bench.poll(REPORT).await, "mobile"), ["13800000001"]);
}

#[tokio::test]
async fn queued_reports_are_handed_out_as_they_are() {
    let bench = Bench::new().await;
    let full = json!({
        "msgId": "152881091293916094", "mobile": "13000000000", "code": "MK:0005",
        "time": "2018-06-12 21:41:54", "ext": "x"
    });
    let short = json!({ "msgId": "not an id", "mobile": "?", "code": "" });
    bench.order("/reports", json!([full, short])).await;
    let reports = bench.poll(REPORT).await;
    assert_eq!(reports[0], full);
    assert_eq!(reports[1]["msgId"], "not an id");
    assert_eq!(reports[1]["ext"], "");
    assert!(reports[1]["time"].is_string());
    assert_eq!(bench.ask(REPORT, json!({})).await, no_data());
}

#[tokio::test]
async fn replies_are_handed_out_once() {
    let bench = Bench::new().await;
    let full = json!({
        "mobile": "13000000000", "content": "回复内容", "time": "2018-06-13 00:11:08",
        "expand": "123", "msgId": "152881896974606903"
    });
    bench
        .order(
            "/replies",
            json!([full, { "mobile": "13800000001", "content": "TD" }]),
        )
        .await;
    let replies = bench.poll(REPLY).await;
    assert_eq!(replies[0], full);
    assert_eq!(replies[1]["content"], "TD");
    assert_eq!(replies[1]["expand"], "");
    assert_eq!(replies[1]["msgId"].as_str().map(str::len), Some(18));
    assert_eq!(bench.ask(REPLY, json!({})).await, no_data());

    let many: Vec<Value> = mobiles(501)
        .iter()
        .map(|m| json!({ "mobile": m, "content": "1" }))
        .collect();
    bench.order("/replies", json!(many)).await;
    assert_eq!(bench.poll(REPLY).await.len(), 500);
    assert_eq!(bench.poll(REPLY).await.len(), 1);
    let items = each(&bench.log("").await, "items");
    assert_eq!(items, [2, 0, 500, 1]);
}
