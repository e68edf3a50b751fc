//! Asks one URL through the product's door and says what came of it in one line: the trust store
//! is read from the environment when the door is made, so each question has a process of its own.
//!
//! `door_probe URL [PROXY [USER PASSWORD]]`

#![allow(clippy::print_stdout, clippy::expect_used)]
// The reason: what it prints is its answer, and what is not as expected ends it.

use switchboard_core::vendors::door::{Door as _, DoorLimits, HttpDoor, Outcome, Proxy, Route};
use switchboard_core::vendors::http::{HttpRequest, Method, SignedWith};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("a URL");
    let route = match arguments.next() {
        None => Route::System,
        Some(proxy) => Route::Proxy(Proxy {
            url: proxy,
            user: arguments.next().unwrap_or_default(),
            password: arguments.next().unwrap_or_default().into(),
        }),
    };
    let request = HttpRequest {
        method: Method::Post,
        url,
        headers: vec![("content-type", "application/json".to_owned())],
        secret_headers: Vec::new(),
        body: "{}".to_owned().into(),
        shown_body: "{}".to_owned(),
        signed: None,
        signed_with: SignedWith::default(),
    };
    let door = HttpDoor::new(DoorLimits::default(), false).expect("a door");
    match door.send(&request, &route).await {
        Outcome::Reply(reply) => println!("reply {} {}", reply.status, reply.text()),
        Outcome::NeverConnected(reason) => println!("never connected {reason:?}"),
        Outcome::CertificateRefused => println!("certificate refused"),
        Outcome::Broken(reason) => println!("broken {reason:?}"),
    }
}
