//! This computer's clock is wrong: where signatures carry the time, the vendor's `Date` tells.

use std::time::Duration;

use serde_json::json;
use switchboard_core::vendors;
use switchboard_tests::conformance::{Bench, Operation, State};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_is_asked_again_by_the_vendors_clock_and_everything_after_it_passes() {
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().timed_signature)
    {
        let bench = Bench::new().await;
        bench.clock.advance(Duration::from_secs(20 * 60));
        let ended = bench.perform(vendor, Operation::Balance, None).await;
        assert_eq!(ended.state, State::Done, "{}: {:?}", vendor.id(), ended.reason);
        assert_eq!(ended.paused, None);
        let name = Operation::Balance.in_sandbox(vendor);
        let requests = bench.requests(vendor, name).await;
        let taken: Vec<_> = requests.iter().map(|one| one["accepted"] == true).collect();
        assert_eq!(taken, [false, true], "{}", vendor.id());
        let skew = bench
            .desk
            .desk_status()
            .await
            .unwrap()
            .clock_skew_seconds
            .unwrap();
        assert!((1_190..=1_210).contains(&skew), "{skew}");
        for operation in Operation::of(vendor) {
            let binding = bench.prepared(vendor, operation).await;
            let ended = bench.perform(vendor, operation, binding).await;
            assert_eq!(
                ended.state,
                State::Done,
                "{} {operation:?}: {:?}",
                vendor.id(),
                ended.reason
            );
            bench.cleared(vendor).await;
        }
    }
}

/// A vendor that is the one whose clock is wrong is served all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vendors_wrong_clock_is_followed() {
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().timed_signature)
    {
        let bench = Bench::new().await;
        let fault = json!({ "kind": "skew_clock", "seconds": -7_200 });
        bench.fault(vendor, "*", &fault).await;
        for operation in [Operation::Balance].into_iter().chain(Operation::of(vendor)) {
            let binding = bench.prepared(vendor, operation).await;
            let ended = bench.perform(vendor, operation, binding).await;
            assert_eq!(
                ended.state,
                State::Done,
                "{} {operation:?}: {:?}",
                vendor.id(),
                ended.reason
            );
            bench.cleared(vendor).await;
        }
    }
}
