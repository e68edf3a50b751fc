//! The failure table (`design.md`, idea 2) once more, written from the page and not from the core.

use switchboard_core::contract::binding::BindingKind;
use switchboard_core::contract::codes::CodeClass;
use switchboard_core::vendors::Vendor;

use super::operation::{Column, Operation};
use super::perform::State;

/// How an operation has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Where it stands.
    pub state: State,
    /// Whether its account is paused.
    pub paused: bool,
    /// Whether items may have been lost.
    pub gap: bool,
    /// How many requests go out while the same thing comes back.
    pub attempts: usize,
}

/// Requests of a bind whose `ttl` is five seconds: at once, after one and after three.
const BINDS: usize = 3;
/// Requests of a release, before a person has to look at it.
const RELEASES: usize = 3;

fn ends(state: State) -> Expected {
    Expected {
        state,
        paused: false,
        gap: false,
        attempts: 1,
    }
}

fn pauses(state: State) -> Expected {
    Expected {
        paused: true,
        ..ends(state)
    }
}

/// What a refusal makes of an operation.
fn refused(column: Column) -> State {
    match column {
        Column::Send | Column::Bind => State::Rejected,
        Column::Release => State::StillBound,
        Column::Query | Column::Poll => State::Unanswered,
    }
}

/// What the lack of an answer makes of it, when it comes again and again.
fn in_doubt(column: Column) -> Expected {
    match column {
        Column::Send => ends(State::Unknown),
        Column::Bind => Expected {
            attempts: BINDS,
            ..ends(State::Unknown)
        },
        Column::Release => Expected {
            attempts: RELEASES,
            ..ends(State::StillBound)
        },
        Column::Query => ends(State::Unanswered),
        Column::Poll => Expected {
            gap: true,
            ..ends(State::Unanswered)
        },
    }
}

/// The rows *code: …*: what comes of a code that is always answered.
pub fn by_class(vendor: &dyn Vendor, operation: Operation, code: &str, class: CodeClass) -> Expected {
    let column = operation.column();
    match class {
        // "AXB 1200, 1300: gone": the vendor's folder says which.
        CodeClass::Verdict
            if operation == Operation::Release(BindingKind::Axb) && vendor.release_is_gone(code) =>
        {
            ends(State::Done)
        }
        CodeClass::Verdict => ends(refused(column)),
        CodeClass::Account => pauses(refused(column)),
        CodeClass::NoData if matches!(operation, Operation::Poll(_)) => ends(State::Done),
        // Later, and nothing is lost: the vendor said so itself.
        CodeClass::Open | CodeClass::Busy | CodeClass::NoData | CodeClass::Success => Expected {
            gap: false,
            ..in_doubt(column)
        },
    }
}

/// The rows about HTTP: what comes of a status (with nothing readable beside it), or of no complete
/// answer at all.
pub fn by_row(operation: Operation, status: Option<u16>) -> Expected {
    let column = operation.column();
    match status {
        None => in_doubt(column),
        Some(401 | 403) => pauses(refused(column)),
        Some(400 | 404 | 405 | 411 | 413 | 414 | 415 | 422) if column == Column::Poll => {
            pauses(State::Unanswered)
        }
        Some(400 | 404 | 405 | 411 | 413 | 414 | 415 | 422) => ends(refused(column)),
        Some(300..500) => Expected {
            gap: false,
            ..in_doubt(column)
        },
        Some(_) => in_doubt(column),
    }
}
