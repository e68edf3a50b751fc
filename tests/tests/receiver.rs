//! The callback receiver over real HTTP: what it takes, what it turns away, and that nothing is
//! acknowledged before it is on disk.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use switchboard_core::receiver::{Answer, Arrived, Inbox, Limits, Listening, listen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Takes what arrives and answers as it was told.
struct Taker {
    answer: Mutex<Answer>,
    taken: Mutex<Vec<Arrived>>,
    count: AtomicUsize,
}

#[async_trait]
impl Inbox for Taker {
    async fn take(&self, arrived: Arrived) -> Answer {
        self.count.fetch_add(1, Ordering::SeqCst);
        self.taken.lock().unwrap().push(arrived);
        *self.answer.lock().unwrap()
    }
}

async fn receiver(limits: Limits) -> (Listening, Arc<Taker>) {
    let inbox = Arc::new(Taker {
        answer: Mutex::new(Answer::Kept(r#"{"code":0,"msg":"ok"}"#)),
        taken: Mutex::default(),
        count: AtomicUsize::new(0),
    });
    (listen(0, inbox.clone(), limits).await.unwrap(), inbox)
}

/// Sends bytes, gives everything that comes back until the other side closes.
async fn raw(port: u16, bytes: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    // A reset after the reply is an end like any other.
    let _ = stream.read_to_end(&mut reply).await;
    String::from_utf8_lossy(&reply).into_owned()
}

fn post(path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_is_handed_over_whole_and_answered_as_the_inbox_says() {
    let (listening, inbox) = receiver(Limits::default()).await;
    let port = listening.port();
    let reply = raw(port, &post("/push/abc?x=1", "appKey: 10002\r\n", "a=1&b=%20")).await;
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    assert!(reply.ends_with(r#"{"code":0,"msg":"ok"}"#), "{reply}");
    {
        let taken = inbox.taken.lock().unwrap();
        assert_eq!(taken[0].path, "/push/abc");
        assert_eq!(taken[0].body, b"a=1&b=%20");
        assert!(taken[0].headers.contains(&("appkey".into(), "10002".into())));
    }
    for (answer, status) in [
        (Answer::NoSuchPath, "404"),
        (Answer::NotAuthentic, "401"),
        (Answer::NotKept, "503"),
    ] {
        *inbox.answer.lock().unwrap() = answer;
        let reply = raw(port, &post("/push/abc", "", "{}")).await;
        assert!(reply.starts_with(&format!("HTTP/1.1 {status}")), "{reply}");
        assert!(reply.contains("content-length: 0"), "{reply}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_browser_sends_or_no_vendor_would_is_turned_away() {
    let (listening, inbox) = receiver(Limits::default()).await;
    let port = listening.port();
    for (request, status) in [
        (post("/push/abc", "Origin: https://evil.test\r\n", "{}"), "403"),
        (post("/push/abc", "Origin: null\r\n", "{}"), "403"),
        (post("/push/abc", "Sec-Fetch-Mode: no-cors\r\n", "{}"), "403"),
        (post("/push/abc", "Sec-Fetch-Site: same-origin\r\n", "{}"), "403"),
        (
            "GET /push/abc HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".into(),
            "405",
        ),
        (
            "PUT /push/abc HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".into(),
            "405",
        ),
        (
            "POST /push/abc HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}".into(),
            "505",
        ),
        ("hello\r\n\r\n".into(), "400"),
    ] {
        let reply = raw(port, &request).await;
        let line = reply.lines().next().unwrap_or_default();
        assert!(line.contains(status), "{request:?} got {line:?}");
    }
    assert_eq!(
        inbox.count.load(Ordering::SeqCst),
        0,
        "nothing of it reached the desk"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn size_time_and_number_have_limits() {
    let limits = Limits {
        header_time: Duration::from_millis(200),
        body_time: Duration::from_millis(200),
        body_bytes: 1_000,
        connections: 2,
    };
    let (listening, inbox) = receiver(limits).await;
    let port = listening.port();

    let large = raw(port, &post("/push/abc", "", &"x".repeat(1_001))).await;
    assert!(large.starts_with("HTTP/1.1 413"), "{large}");
    let fits = raw(port, &post("/push/abc", "", &"x".repeat(1_000))).await;
    assert!(fits.starts_with("HTTP/1.1 200"), "{fits}");

    // Headers that never end, and a body that never comes, end by the receiver's own clock.
    let slow_headers = raw(port, "POST /push/abc HTTP/1.1\r\nhost: a\r\n").await;
    assert!(!slow_headers.contains(" 200"), "{slow_headers}");
    let slow_body = raw(
        port,
        "POST /push/abc HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 9\r\n\r\n{",
    )
    .await;
    assert!(slow_body.starts_with("HTTP/1.1 408"), "{slow_body}");
    assert_eq!(
        inbox.count.load(Ordering::SeqCst),
        1,
        "only the one that fits was handed over"
    );

    // Two that say nothing hold both places: a third waits until one of them is let go.
    let held = [
        TcpStream::connect(("127.0.0.1", port)).await.unwrap(),
        TcpStream::connect(("127.0.0.1", port)).await.unwrap(),
    ];
    let waiting = tokio::spawn(async move { raw(port, &post("/push/abc", "", "{}")).await });
    drop(held);
    let reply = waiting.await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_listens_on_this_computer_only_and_lets_the_port_go() {
    let (listening, inbox) = receiver(Limits::default()).await;
    let port = listening.port();
    let taken = listen(port, inbox.clone(), Limits::default()).await.unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
    listening.stop().await;
    let again = listen(port, inbox, Limits::default()).await.unwrap();
    assert_eq!(again.port(), port);
}
