//! What one desk fetched for another, or what was pushed to one for another: it says so, hands it over, and it is taken in
//! there. Two desks over one account of the sandbox, over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod calls;
mod reports;

use switchboard_core::contract::exchange::{TakeIn, TakenIn};
use switchboard_core::contract::profile::Identity;
use switchboard_core::desk::Desk;

const PASSPHRASE: &str = "correct horse 电池";

/// Gives a desk its id.
async fn call(desk: &Desk, id: &str) {
    let identity = Identity {
        operator: "Wang Fang".into(),
        desk: id.into(),
    };
    assert!(desk.set_identity(identity).await.unwrap().is_empty());
}

async fn take(desk: &Desk, passphrase: &str, file: &[u8]) -> TakenIn {
    let request = TakeIn {
        passphrase: passphrase.into(),
    };
    desk.take_in(request, file.to_vec()).await.unwrap()
}
