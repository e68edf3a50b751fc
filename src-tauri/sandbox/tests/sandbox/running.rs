//! Starting and stopping.

use serde_json::{Value, json};
use switchboard_sandbox::{Sandbox, StartError};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::bench::{BALANCE, Bench, LOCAL};

#[tokio::test]
async fn the_description_says_all_there_is_to_know() {
    let bench = Bench::new().await;
    let description: Value = serde_json::to_value(bench.sandbox.description()).expect("json");
    let lianjiang = bench.lianjiang();
    assert_eq!(description["control"], bench.sandbox.description().control);
    assert_eq!(
        description["vendors"]["lianjiang"],
        json!({
            "base_url": lianjiang.base_url, "account": lianjiang.account, "key": lianjiang.key,
            "template": lianjiang.template, "template_id": lianjiang.template_id,
        })
    );
    assert_eq!(lianjiang.template.matches('{').count(), 2);
    let other = Bench::new().await;
    assert_ne!(other.lianjiang().account, lianjiang.account);
    assert_ne!(other.lianjiang().key, lianjiang.key);
}

#[tokio::test]
async fn a_taken_address_is_an_error() {
    let taken = tokio::net::TcpListener::bind(LOCAL).await.expect("a port");
    let address = taken.local_addr().expect("an address");
    let failed = Sandbox::start(address).await.expect_err("taken");
    let StartError::Listen { address: named, .. } = failed else {
        panic!("{failed}");
    };
    assert_eq!(named, address);
}

#[tokio::test]
async fn stopping_closes_idle_connections_and_the_ports() {
    let bench = Bench::new().await;
    assert_eq!(bench.ask(BALANCE, json!({})).await["code"], 20000);
    let authority = bench.authority().to_owned();
    let control = bench
        .sandbox
        .description()
        .control
        .trim_start_matches("http://")
        .to_owned();
    let mut idle = TcpStream::connect(&authority).await.expect("a connection");
    bench.sandbox.stop().await;
    let mut byte = [0];
    assert!(!matches!(idle.read(&mut byte).await, Ok(count) if count > 0));
    for address in [authority, control] {
        assert!(TcpStream::connect(address).await.is_err());
    }
}

#[tokio::test]
async fn dropping_stops_too() {
    let bench = Bench::new().await;
    let authority = bench.authority().to_owned();
    let mut idle = TcpStream::connect(&authority).await.expect("a connection");
    drop(bench);
    let mut byte = [0];
    assert!(!matches!(idle.read(&mut byte).await, Ok(count) if count > 0));
    while TcpStream::connect(&authority).await.is_ok() {
        tokio::task::yield_now().await;
    }
}
