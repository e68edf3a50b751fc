//! Privacy numbers over a vendor in memory and a clock that runs as fast as nothing is left to do:
//! the columns *bind* and *release* of the failure table, restarts, conflicts, calls and expiry.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

mod behind;
mod bind;
mod calls;
mod ledger;
mod plan;
mod release;
mod restart;
mod scene;
