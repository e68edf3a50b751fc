//! What the conformance suite stands on: a desk with an account at every simulated vendor, and the
//! operations of a vendor as data, found by what it can do.
//!
//! The real core, the real encrypted database, real HTTP; nothing leaves this computer.

mod bench;
mod clock;
mod drafts;
mod exchange;
mod expect;
mod operation;
mod perform;

pub use bench::{Bench, practice_accounts};
pub use clock::SteppedClock;
pub use drafts::{A, B};
pub use exchange::{Ran, hinted, openssl};
pub use expect::{Expected, by_class, by_row};
pub use operation::{Column, Operation};
pub use perform::{Ended, State};
