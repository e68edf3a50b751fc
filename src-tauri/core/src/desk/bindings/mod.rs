//! Privacy numbers: plan, bind, release, and the ledger of bindings.
//!
//! The vendor lists nothing: what is bound is what stands in the ledger. A bind is safe to repeat
//! with its `reqid`, within a limit; a release by X number is not, once something newer is there.

mod approve;
mod behind;
mod bind;
mod calls;
mod decide;
mod expiry;
mod ledger;
mod list;
mod number;
mod plan;
mod release;
mod story;

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

pub(super) use calls::{CallFit, take_call};
pub(super) use ledger::{restart, restored};
pub(super) use list::view;
pub(super) use story::hide;

use crate::contract::desk::Topic;

/// What changes with a binding.
const TOPICS: [Topic; 4] = [Topic::Bindings, Topic::Accounts, Topic::Exchanges, Topic::Status];

/// Pauses between one attempt and the next.
fn waits(longest: Duration) -> impl Iterator<Item = Duration> {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(1))
        .with_max_delay(longest)
        .without_max_times()
        .build()
}
