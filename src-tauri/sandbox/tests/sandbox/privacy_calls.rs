//! Privacy numbers: calls through bindings, and the pushes that tell of them.

use serde_json::{Value, json};

use crate::bench::{Bench, each};
use crate::privacy_bench::{A, B, read_form, with};
use crate::receiver::Receiver;

impl Bench {
    /// Has both kinds of push go to a receiver.
    async fn listened_to(&self) -> Receiver {
        let receiver = Receiver::new().await;
        let urls = json!({ "privacy_number": {
            "cdr": format!("{}/cdr", receiver.url), "call_start": format!("{}/start", receiver.url),
        } });
        self.order("/push_urls", urls).await;
        receiver
    }
}

#[tokio::test]
async fn a_call_reaches_the_other_party_and_is_told_of_twice() {
    let bench = Bench::new().await;
    let receiver = bench.listened_to().await;
    let recorded = with(&bench.axb("r"), "record", Some("1"));
    let subid = bench.put(&bench.axb_path(0), &recorded).await["subid"].clone();
    for (index, (caller, callee)) in [(A, B), (B, A)].into_iter().enumerate() {
        let call = json!({
            "x_number": bench.x(0), "caller": caller, "duration": 42, "smsContent": "到了 &=",
        });
        let played = bench.play(call).await;
        assert_eq!((&played["callee"], &played["subid"]), (&json!(callee), &subid));
        let arrived = receiver.wait_for(2 * index + 2).await;
        let [start, cdr] = &arrived[2 * index..] else {
            panic!("two pushes")
        };
        assert_eq!((start.path.as_str(), cdr.path.as_str()), ("/start", "/cdr"));
        for push in [start, cdr] {
            let content_type = push.header("content-type");
            assert!(content_type.starts_with("application/x-www-form-urlencoded"));
        }
        let (start, cdr) = (read_form(&start.body), read_form(&cdr.body));
        let number = |fields: &Value, name: &str| -> i64 {
            fields[name].as_str().expect("there").parse().expect("a number")
        };
        let begin = number(&cdr, "beginTime");
        assert!((chrono::Utc::now().timestamp() - 47 - begin).abs() < 10);
        let common = json!({
            "devid": bench.privacy().developer_id, "appid": bench.privacy().appid,
            "taskid": played["taskid"], "subid": subid, "caller": caller, "rcaller": bench.x(0),
            "callee": callee, "userData": "dG9rZW4=",
        });
        let mut expected = common.clone();
        expected["callTime"] = json!(begin.to_string());
        expected["smsContent"] = json!("到了 &=");
        assert_eq!(start, expected);
        let mut expected = common;
        let recording = cdr["recording"].as_str().expect("recorded");
        for (name, value) in [
            ("result", "answered"),
            ("beginTime", &begin.to_string()),
            ("ringTime", &(begin + 1).to_string()),
            ("answerTime", &(begin + 5).to_string()),
            ("releaseTime", &(begin + 47).to_string()),
            ("duration", "42"),
            ("releasedir", "1"),
            ("recording", recording),
        ] {
            expected[name] = json!(value);
        }
        assert_eq!(cdr, expected);
        let file = bench.client.get(recording).send().await.expect("a reply");
        assert_eq!(file.headers()["content-type"], "audio/wav");
        let file = file.bytes().await.expect("a file");
        assert!(file.starts_with(b"RIFF") && file.len() == 844);
    }
    let record = bench.read("/pushes").await;
    assert_eq!(each(&record, "kind"), ["call_start", "cdr", "call_start", "cdr"]);
    assert_eq!(each(&record, "vendor"), ["privacy_number"; 4]);
}

#[tokio::test]
async fn whoever_calls_an_xa_reaches_a() {
    let bench = Bench::new().await;
    let receiver = bench.listened_to().await;
    bench.put(&bench.xa_path(0), &bench.xa("r")).await;
    let call = json!({
        "x_number": bench.x(0), "caller": "13900000000", "result": "17", "releasedir": "0", "pushes": ["cdr"],
    });
    let played = bench.play(call).await;
    let cdr = read_form(&receiver.wait_for(1).await[0].body);
    assert_eq!(cdr["callee"], A);
    assert_eq!(cdr["subid"], played["subid"]);
    assert_eq!((&cdr["result"], &cdr["duration"]), (&json!("17"), &json!("0")));
    assert_eq!(cdr["releasedir"], "0");
    for name in ["answerTime", "recording", "userData"] {
        assert!(cdr[name].is_null(), "{name}");
    }
}

#[tokio::test]
async fn pushes_may_be_json_and_everything_may_be_given() {
    let bench = Bench::new().await;
    let receiver = bench.listened_to().await;
    bench
        .order("/settings", json!({ "privacy_number": { "push_form": "json" } }))
        .await;
    let call = json!({
        "x_number": "17000000000", "caller": A, "callee": B, "subid": "s", "userData": "u", "taskid": "t",
        "recording": "http://127.0.0.1/r.mp3", "duration": 7, "pushes": ["cdr"],
        "cdr": { "beginTime": 1, "extra": "x", "ringTime": null, "devid": "other" },
    });
    assert_eq!(bench.play(call).await["taskid"], "t");
    let push = &receiver.wait_for(1).await[0];
    assert!(push.header("content-type").starts_with("application/json"));
    let cdr = push.json();
    for (name, value) in [
        ("subid", json!("s")),
        ("callee", json!(B)),
        ("userData", json!("u")),
        ("recording", json!("http://127.0.0.1/r.mp3")),
        ("duration", json!(7)),
        ("beginTime", json!(1)),
        ("extra", json!("x")),
        ("devid", json!("other")),
        ("ringTime", Value::Null),
    ] {
        assert_eq!(cdr[name], value, "{name}");
    }
}

#[tokio::test]
async fn a_call_that_leads_nowhere_is_refused() {
    let bench = Bench::new().await;
    let call = |caller: &str| json!({ "x_number": bench.x(0), "caller": caller }).to_string();
    bench.bound(0, "r").await;
    // No URL is set yet.
    assert_eq!(bench.control("/calls", &call(A)).await.0, 400);
    bench.listened_to().await;
    assert_eq!(bench.control("/calls", &call(A)).await.0, 200);
    assert_eq!(bench.control("/calls", &call("13900000000")).await.0, 400);
    assert_eq!(bench.control("/calls", r#"{"caller":"1"}"#).await.0, 400);
    assert_eq!(
        bench
            .control("/calls", r#"{"x_number":"1","caller":"1","what":1}"#)
            .await
            .0,
        400
    );
}
