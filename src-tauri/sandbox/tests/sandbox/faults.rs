//! Every fault: what the client sees, and whether the request took effect.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bench::{BALANCE, Bench, REPLY, REPORT, SMS, TEMPLATE, each, json_of, key};

const NUMBER: &str = "13800000001";

impl Bench {
    /// Sends a plain message over a bare socket and gives all bytes until the other side closes.
    async fn bytes_of_send(&self) -> Vec<u8> {
        let mut stream = self.connect_and_send().await;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("closed, not reset");
        bytes
    }

    async fn connect_and_send(&self) -> TcpStream {
        let body = self.signed(self.plain(NUMBER)).to_string();
        let head = format!(
            "POST {SMS} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.authority(),
            body.len()
        );
        let mut stream = TcpStream::connect(self.authority()).await.expect("a connection");
        stream.write_all(head.as_bytes()).await.expect("sent");
        stream.write_all(body.as_bytes()).await.expect("sent");
        stream
    }

    async fn fault(&self, fault: Value) {
        self.order("/faults", fault).await;
    }

    /// The accepted sends, and the fault in the full log.
    async fn trace(&self) -> (usize, Vec<Value>) {
        (self.log("").await.len(), each(&self.log("?all=1").await, "fault"))
    }
}

#[tokio::test]
async fn drop_before_closes_without_accepting() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "drop_before" })).await;
    assert_eq!(bench.bytes_of_send().await, b"");
    assert_eq!(bench.trace().await, (0, vec![json!("drop_before")]));
    let all = bench.log("?all=1").await;
    assert_eq!(all[0]["recipients"], json!([NUMBER]));
    assert_eq!(all[0]["accepted"], false);
    assert_eq!(bench.balance().await, 100_000);
}

#[tokio::test]
async fn drop_after_accepts_and_closes() {
    let bench = Bench::new().await;
    bench.order("/reports", json!({ "after_ms": 0 })).await;
    bench.fault(json!({ "kind": "drop_after" })).await;
    assert_eq!(bench.bytes_of_send().await, b"");
    assert_eq!(bench.trace().await, (1, vec![json!("drop_after")]));
    assert_eq!(each(&bench.log("").await, "recipients"), [json!([NUMBER])]);
    assert_eq!(bench.balance().await, 99_999);
    assert_eq!(bench.poll(REPORT).await.len(), 1);
}

#[tokio::test]
async fn truncate_announces_all_and_sends_half() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "truncate" })).await;
    let bytes = bench.bytes_of_send().await;
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .expect("a length");
    let length: usize = length.parse().expect("a number");
    assert_eq!(body.len(), length / 2);
    assert!(!body.is_empty());
    assert_eq!(bench.trace().await, (1, vec![json!("truncate")]));

    bench.fault(json!({ "kind": "truncate" })).await;
    let response = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a head");
    assert!(response.bytes().await.is_err());
}

#[tokio::test]
async fn garble_html_and_empty_accept_and_answer_something_else() {
    let bench = Bench::new().await;
    bench
        .fault(json!([{ "kind": "garble" }, { "kind": "html" }, { "kind": "empty" }]))
        .await;
    let garbled = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(garbled.status(), 200);
    let garbled = garbled.bytes().await.expect("a body");
    assert!(!garbled.is_empty() && serde_json::from_slice::<Value>(&garbled).is_err());

    let page = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(page.status(), 200);
    assert!(
        page.headers()["content-type"]
            .to_str()
            .expect("text")
            .starts_with("text/html")
    );
    assert!(page.text().await.expect("a body").contains("<html>"));

    let empty = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(empty.status(), 200);
    assert!(empty.bytes().await.expect("a body").is_empty());
    assert_eq!(
        bench.trace().await,
        (3, vec![json!("garble"), json!("html"), json!("empty")])
    );
    assert_eq!(bench.balance().await, 99_997);
}

#[tokio::test]
async fn status_and_code_answer_with_or_without_accepting() {
    let bench = Bench::new().await;
    let faults = json!([
        { "kind": "status", "status": 503 },
        { "kind": "status", "status": 502, "accepted": true },
        { "kind": "code", "code": 40004 },
        { "kind": "code", "code": 49999, "accepted": true },
        { "kind": "code", "code": 12345 },
    ]);
    bench.fault(faults).await;
    for (status, accepted) in [(503, 0), (502, 1)] {
        let reply = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
        assert_eq!(reply.status(), status);
        assert_eq!(bench.log("").await.len(), accepted);
    }
    assert_eq!(
        bench.ask(SMS, bench.plain(NUMBER)).await,
        json!({ "code": 40004, "desc": "account disabled" })
    );
    assert_eq!(bench.log("").await.len(), 1);
    assert_eq!(
        bench.ask(SMS, bench.plain(NUMBER)).await,
        json!({ "code": 49999, "desc": "system is busy" })
    );
    assert_eq!(bench.log("").await.len(), 2);
    assert_eq!(bench.ask(SMS, bench.plain(NUMBER)).await["code"], 12345);
    assert_eq!(bench.balance().await, 99_998);
}

#[tokio::test]
async fn reply_answers_word_for_word() {
    let bench = Bench::new().await;
    let faults = json!([
        { "kind": "reply", "body": { "code": "20000", "msgId": 123456789012345678_u64 } },
        { "kind": "reply", "body": "{\"code\":", "status": 201, "headers": { "X-A": "b", "content-type": "text/x" } },
        { "kind": "reply", "body_base64": "H4sIAA==", "headers": { "Content-Encoding": "gzip" }, "accepted": true },
        { "kind": "reply" },
    ]);
    bench.fault(faults).await;
    let reply = bench.ask(SMS, bench.plain(NUMBER)).await;
    assert_eq!(reply["msgId"], 123_456_789_012_345_678_u64);
    let reply = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(reply.status(), 201);
    assert_eq!(
        (&reply.headers()["x-a"], &reply.headers()["content-type"]),
        (
            &"b".parse().expect("a value"),
            &"text/x".parse().expect("a value")
        )
    );
    assert_eq!(reply.text().await.expect("a body"), "{\"code\":");
    assert!(bench.log("").await.is_empty());
    let reply = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(reply.headers()["content-encoding"], "gzip");
    assert_eq!(reply.bytes().await.expect("a body").as_ref(), [0x1f, 0x8b, 8, 0]);
    let reply = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a reply");
    assert_eq!(reply.headers()["content-type"], "application/json;charset=UTF-8");
    assert!(reply.bytes().await.expect("a body").is_empty());
    assert_eq!(bench.trace().await, (1, vec![json!("reply"); 4]));
}

#[tokio::test]
async fn delay_processes_even_if_the_client_has_left() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "delay", "ms": 10 })).await;
    assert_eq!(bench.ask(SMS, bench.plain(NUMBER)).await["code"], 20000);
    assert_eq!(bench.trace().await, (1, vec![json!("delay")]));

    bench.fault(json!({ "kind": "delay", "ms": 200 })).await;
    drop(bench.connect_and_send().await);
    while bench.log("").await.len() < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn hang_accepts_and_never_answers() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "hang" })).await;
    let mut stream = bench.connect_and_send().await;
    while bench.log("").await.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut byte = [0];
    let silence = tokio::time::timeout(Duration::from_millis(300), stream.read(&mut byte)).await;
    assert!(silence.is_err());
    assert_eq!(bench.trace().await, (1, vec![json!("hang")]));
    bench.sandbox.stop().await;
    assert_eq!(stream.read(&mut byte).await.expect("closed"), 0);
}

#[tokio::test]
async fn huge_accepts_and_sends_64_mib() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "huge" })).await;
    let mut reply = bench.try_ask(SMS, bench.plain(NUMBER)).await.expect("a head");
    let mut length = 0;
    while let Some(piece) = reply.chunk().await.expect("a piece") {
        length += piece.len();
    }
    assert_eq!(length, 64 * 1024 * 1024);
    assert_eq!(bench.trace().await, (1, vec![json!("huge")]));
}

#[tokio::test]
async fn skew_clock_shifts_the_check_and_the_date_header() {
    let bench = Bench::new().await;
    bench
        .fault(json!({ "kind": "skew_clock", "seconds": 3600, "times": 2 }))
        .await;
    let reply = bench.try_ask(BALANCE, json!({})).await.expect("a reply");
    let date = DateTime::parse_from_rfc2822(reply.headers()["date"].to_str().expect("text")).expect("a date");
    let ahead = date.with_timezone(&Utc) - Utc::now();
    assert!((50..=60).contains(&ahead.num_minutes()), "{ahead}");
    assert_eq!(
        json_of(reply).await,
        json!({ "code": 40007, "desc": "timestamp error" })
    );

    let there = (Utc::now().timestamp() + 3600).to_string();
    let right = json!({ "timestamp": there, "key": key(&bench.lianjiang().key, &there) });
    assert_eq!(bench.ask(BALANCE, right).await["code"], 20000);
    assert_eq!(bench.ask(BALANCE, json!({})).await["code"], 20000);
    let all = bench.log("?all=1").await;
    assert_eq!(
        each(&all, "fault"),
        [json!("skew_clock"), json!("skew_clock"), Value::Null]
    );
    assert_eq!(each(&all, "refused"), [json!(40007), Value::Null, Value::Null]);
}

#[tokio::test]
async fn a_poll_whose_reply_is_lost_has_consumed_the_items() {
    let bench = Bench::new().await;
    let report = json!({ "msgId": "1", "mobile": NUMBER, "code": "DELIVRD" });
    let reply = json!({ "mobile": NUMBER, "content": "好" });
    for kind in ["drop_after", "truncate", "garble", "html", "empty"] {
        bench.order("/reports", json!([report])).await;
        bench.order("/replies", json!([reply])).await;
        let faults = ["report_poll", "reply_poll"].map(|poll| json!({ "operation": poll, "kind": kind }));
        bench.fault(json!(faults)).await;
        for path in [REPORT, REPLY] {
            if let Ok(response) = bench.try_ask(path, json!({})).await {
                // How the loss looks is tested above.
                let _ = response.bytes().await;
            }
            assert_eq!(bench.ask(path, json!({})).await["code"], 40999, "{kind} {path}");
        }
    }
    for fault in [
        json!({ "kind": "drop_before" }),
        json!({ "kind": "status", "status": 500 }),
    ] {
        bench.order("/reports", json!([report])).await;
        bench.fault(fault).await;
        let _ = bench.try_ask(REPORT, json!({})).await;
        assert_eq!(bench.poll(REPORT).await.len(), 1);
    }
}

#[tokio::test]
async fn faults_are_taken_in_order_by_the_operation_they_name() {
    let bench = Bench::new().await;
    let faults = json!([
        { "vendor": "lianjiang", "operation": "balance", "kind": "code", "code": 1 },
        { "operation": "*", "kind": "code", "code": 2, "times": 2 },
        { "operation": "template_send", "kind": "code", "code": 3, "times": null },
    ]);
    bench.fault(faults).await;
    let mut codes = Vec::new();
    for path in [SMS, BALANCE, BALANCE, BALANCE, SMS] {
        codes.push(bench.ask(path, bench.plain(NUMBER)).await["code"].clone());
    }
    assert_eq!(codes, [2, 1, 2, 20000, 20000]);
    for _ in 0..4 {
        assert_eq!(bench.ask(TEMPLATE, bench.template(&[NUMBER])).await["code"], 3);
    }
    bench.order("/reset", Value::Null).await;
    assert_eq!(
        bench.ask(TEMPLATE, bench.template(&[NUMBER])).await["code"],
        20000
    );
}

#[tokio::test]
async fn a_refused_request_stays_refused_under_a_fault() {
    let bench = Bench::new().await;
    bench.fault(json!({ "kind": "drop_after" })).await;
    let wrong = json!({ "content": "", "mobile": NUMBER });
    assert!(bench.try_ask(SMS, wrong).await.is_err());
    let all = bench.log("?all=1").await;
    assert_eq!(each(&all, "refused"), [40009]);
    assert_eq!(each(&all, "fault"), ["drop_after"]);
    assert!(bench.log("").await.is_empty());
}
