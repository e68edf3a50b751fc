use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::PATIENCE;

const PROGRAM: &str = "WebKitWebDriver";

/// A driver of its own for each app, which hands its environment on to it.
pub(super) async fn start(
    env: impl Iterator<Item = (String, String)>,
    binary: &Path,
    said: &Path,
) -> (Child, Client) {
    let port = free_port();
    let output = File::create(said).expect("a file for what driver and app say");
    let mut driver = Command::new(PROGRAM)
        .args(["--host=127.0.0.1", &format!("--port={port}")])
        .envs(env)
        .stdin(Stdio::null())
        .stdout(output.try_clone().expect("a second handle"))
        .stderr(output)
        .spawn()
        .unwrap_or_else(|error| panic!("{PROGRAM} does not start (package webkit2gtk-driver): {error}"));
    match open_session(port, binary).await {
        Ok(client) => (driver, client),
        Err(reason) => {
            let _ = driver.kill();
            let _ = driver.wait();
            panic!(
                "no window: {reason}\n{}",
                std::fs::read_to_string(said).unwrap_or_default()
            );
        }
    }
}

async fn open_session(port: u16, binary: &Path) -> Result<Client, String> {
    let end = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > end {
            return Err(format!("{PROGRAM} does not listen"));
        }
        sleep(Duration::from_millis(20)).await;
    }

    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": binary, "args": [] },
        // A page that asks or tells is a defect here; the default would close it unseen.
        "unhandledPromptBehavior": "ignore",
    });
    let serde_json::Value::Object(capabilities) = capabilities else {
        unreachable!("written as an object")
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(capabilities);
    tokio::time::timeout(PATIENCE * 2, session.connect(&format!("http://127.0.0.1:{port}")))
        .await
        .map_err(|_| "the app did not take up the session in time".to_owned())?
        .map_err(|error| format!("the app did not take up the session: {error}"))
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .expect("a free port")
        .port()
}
