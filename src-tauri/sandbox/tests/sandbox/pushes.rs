//! Pushes in general: where they may go, what is kept of them.

use serde_json::{Value, json};

use crate::bench::{Bench, LOCAL, each};
use crate::receiver::Receiver;

#[tokio::test]
async fn any_body_can_be_pushed() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    let url = format!("{}/a/b?c=d", receiver.url);
    let form = json!({
        "vendor": "linkaccount", "kind": "sms_status", "url": url, "content_type": "text/plain",
        "headers": { "appKey": "1", "X-Other": "2" }, "body": "a=b&中=文",
    });
    bench.order("/push", form).await;
    let first = receiver.wait_for(1).await[0].clone();
    assert_eq!(first.path, "/a/b?c=d");
    assert_eq!(first.body, "a=b&中=文");
    assert_eq!(first.header("content-type"), "text/plain");
    assert_eq!((first.header("appkey"), first.header("x-other")), ("1", "2"));
    let json = json!({ "vendor": "intl_sms", "url": url, "body": { "status": "0" } });
    bench.order("/push", json).await;
    let second = receiver.wait_for(2).await[1].clone();
    assert_eq!(second.json(), json!({ "status": "0" }));
    assert!(second.header("content-type").starts_with("application/json"));
    let record = bench.read("/pushes").await;
    assert_eq!(each(&record, "seq"), [1, 2]);
    assert_eq!(each(&record, "vendor"), ["linkaccount", "intl_sms"]);
    assert_eq!(each(&record, "kind"), ["sms_status", "arbitrary"]);
    assert_eq!(each(&record, "body"), ["a=b&中=文", r#"{"status":"0"}"#]);
    assert_eq!(each(&record, "status"), [200, 200]);
    bench.order("/reset", Value::Null).await;
    assert!(bench.read("/pushes").await.is_empty());
}

#[tokio::test]
async fn only_this_machine_is_pushed_to() {
    let bench = Bench::new().await;
    for url in [
        "https://127.0.0.1/",
        "http://192.0.2.1/",
        "http://example.com/",
        "http://127.0.0.1@192.0.2.1/",
        "nowhere",
    ] {
        for (path, body) in [
            ("/push", json!({ "vendor": "intl_sms", "url": url })),
            ("/push_urls", json!({ "intl_sms": url })),
            ("/push_urls", json!({ "privacy_number": { "cdr": url } })),
        ] {
            let (status, reply) = bench.control(path, &body.to_string()).await;
            assert_eq!(status, 400, "{path} {url}");
            assert!(reply["error"].as_str().expect("a sentence").ends_with('.'));
        }
    }
    for body in [
        json!({ "vendor": "other", "url": "http://127.0.0.1/" }),
        json!({ "url": "http://127.0.0.1/" }),
        json!({ "vendor": "intl_sms", "url": "http://127.0.0.1/", "headers": { "a b": "c" } }),
        json!({ "vendor": "intl_sms", "url": "http://127.0.0.1/", "content_type": "a\nb" }),
    ] {
        assert_eq!(bench.control("/push", &body.to_string()).await.0, 400, "{body}");
    }
    assert!(bench.read("/pushes").await.is_empty());
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_an_error_in_the_record() {
    let bench = Bench::new().await;
    let gone = tokio::net::TcpListener::bind(LOCAL).await.expect("a port");
    let url = format!("http://{}/", gone.local_addr().expect("an address"));
    drop(gone);
    bench
        .order("/push", json!({ "vendor": "intl_sms", "url": url }))
        .await;
    loop {
        let record = bench.read("/pushes").await;
        if let [only] = record.as_slice() {
            assert!(only["status"].is_null());
            assert!(only["error"].as_str().expect("a sentence").ends_with('.'));
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_receiver_that_hangs_is_given_up() {
    let bench = Bench::new().await;
    let silent = tokio::net::TcpListener::bind(LOCAL).await.expect("a port");
    let url = format!("http://{}/", silent.local_addr().expect("an address"));
    bench
        .order("/push", json!({ "vendor": "intl_sms", "url": url }))
        .await;
    for _ in 0..100 {
        let record = bench.read("/pushes").await;
        if let [only] = record.as_slice() {
            assert!(only["error"].as_str().expect("a sentence").contains("3 s"));
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it is waited for without end");
}
