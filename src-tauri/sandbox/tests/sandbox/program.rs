//! The program: its first line, its arguments, its end.

use std::process::{Output, Stdio};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchboard-sandbox");

async fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .output()
        .await
        .expect("it runs")
}

/// Starts the program and reads its first line.
async fn start(arguments: &[&str]) -> (tokio::process::Child, Value) {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let line = lines.next_line().await.expect("it speaks").expect("a line");
    (child, serde_json::from_str(&line).expect("one JSON object"))
}

#[tokio::test]
async fn the_first_line_describes_it() {
    for arguments in [
        &[][..],
        &["--listen", "127.0.0.1:0"][..],
        &["--listen=127.0.0.1:0"][..],
    ] {
        let (_child, description) = start(arguments).await;
        let control = description["control"].as_str().expect("a URL");
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let log = client
            .get(format!("{control}/log"))
            .send()
            .await
            .expect("a reply");
        assert_eq!(log.text().await.expect("a body"), "[]");
        let lianjiang = description["vendors"]["lianjiang"]
            .as_object()
            .expect("an object");
        for name in ["base_url", "account", "key", "template", "template_id"] {
            assert!(lianjiang[name].is_string(), "{name}");
        }
        assert_eq!(lianjiang.len(), 5);
        let others = [
            (
                "linkaccount",
                "base_url app_key signing_key decryption_key sign_name template_id token",
            ),
            ("linkaccount", "voice_template_id"),
            (
                "linkaccount_legacy",
                "base_url app_id signing_key decryption_key token",
            ),
            ("intl_sms", "base_url app_key secret"),
            ("privacy_number", "base_url developer_id auth_key appid"),
        ];
        for (vendor, names) in others {
            for name in names.split(' ') {
                assert!(
                    description["vendors"][vendor][name].is_string(),
                    "{vendor} {name}"
                );
            }
        }
        let lists = [
            ("linkaccount", "template_params", 1),
            ("linkaccount", "voice_template_params", 1),
            ("privacy_number", "x_numbers", 4),
        ];
        for (vendor, name, least) in lists {
            let list = description["vendors"][vendor][name].as_array().expect("an array");
            assert!(
                list.len() >= least && list.iter().all(Value::is_string),
                "{vendor} {name}"
            );
        }
    }
}

#[tokio::test]
async fn bad_arguments_are_one_sentence_and_exit_2() {
    for arguments in [
        &["--port", "1"][..],
        &["--listen"],
        &["--listen", "here"],
        &["--listen=127.0.0.1"],
        &["x"],
    ] {
        let output = run(arguments).await;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert_eq!(String::from_utf8(output.stderr).expect("text").lines().count(), 1);
    }
}

#[tokio::test]
async fn a_taken_address_is_one_sentence_and_exit_1() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = run(&["--listen", &address]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).expect("text").contains(&address));
}

#[cfg(unix)]
#[tokio::test]
async fn the_usual_signals_end_it_cleanly() {
    for signal in ["TERM", "INT"] {
        let (mut child, _) = start(&[]).await;
        let id = child.id().expect("running").to_string();
        let sent = Command::new("kill")
            .args(["-s", signal, &id])
            .status()
            .await
            .expect("kill runs");
        assert!(sent.success());
        assert_eq!(child.wait().await.expect("it ends").code(), Some(0), "{signal}");
    }
}
