//! A clock that is wrong: the vendor's `Date` tells by how much, a person is told where it matters,
//! and signatures are made by the vendor's clock.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use serde_json::json;
use switchboard_core::contract::account::ConnectionTest;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::Bench;

/// The vendors' clock, an hour ahead of this computer's.
const AHEAD: i64 = 3_600;

async fn skewed(vendor: &str) -> Bench {
    let bench = Bench::new().await;
    let fault =
        json!({ "vendor": vendor, "operation": "*", "kind": "skew_clock", "seconds": AHEAD, "times": null });
    bench.control("faults", fault).await;
    bench
}

fn known(id: &str) -> &'static dyn Vendor {
    vendors::by_id(id).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signatures_that_carry_the_time_are_made_by_the_vendors_clock() {
    for vendor in ["privacy_number", "lianjiang"] {
        let bench = skewed(vendor).await;
        let id = bench.account(known(vendor));
        // The stamp of the first question is an hour off and refused; its reply tells the time.
        let tested = bench.desk.test_connection(id).await.unwrap();
        let ConnectionTest::Works {
            clock_skew_seconds: Some(skew),
            ..
        } = tested
        else {
            panic!("{vendor}: {tested:?}");
        };
        assert!((skew + AHEAD).abs() < 30, "{vendor}: {skew}");
        let told = bench.desk.desk_status().await.unwrap().clock_skew_seconds;
        assert_eq!(told, Some(skew), "{vendor}: it matters, so it is said");
        let account = bench.desk.list_accounts().await.unwrap();
        let account = account.iter().find(|account| account.id == id).unwrap();
        assert_eq!(account.paused, None, "{vendor}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_signature_carries_the_time_nothing_is_said() {
    let bench = skewed("intl_sms").await;
    let tested = bench
        .desk
        .test_connection(bench.account(known("intl_sms")))
        .await
        .unwrap();
    assert!(matches!(tested, ConnectionTest::Works { .. }), "{tested:?}");
    assert_eq!(bench.desk.desk_status().await.unwrap().clock_skew_seconds, None);
}
