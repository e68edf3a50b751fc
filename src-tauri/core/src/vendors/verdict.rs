//! The failure table of `design.md`, idea 2, as functions: what came back, and what it means for a
//! send, a number check, a bind, a release, a query and a poll.

use super::codes::{self, CodeClass};
use super::door::Outcome;
use super::http::HttpReply;
use super::{Access, BindAccepted, CheckAnswer, Reading, RecipientAnswer, SendAccepted, Vendor, VendorCode};
use crate::contract::account::Reason;
use crate::msisdn::mask_in_text;

/// Who has to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Nobody.
    Nothing,
    /// The job.
    Job,
    /// The account, and with it its jobs.
    Account,
}

/// What an attempt at a send came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendVerdict {
    /// The vendor took it. Without its id it is taken all the same, and never offered for resending.
    Accepted {
        /// The vendor's message id for all.
        msg_id: Option<String>,
        /// What it said of each recipient, where it does.
        each: Option<Vec<RecipientAnswer>>,
    },
    /// The vendor refused it.
    Rejected {
        /// Why.
        reason: Reason,
        /// Who has to stop.
        pause: Pause,
    },
    /// It did not leave this computer.
    NotSent {
        /// Why.
        reason: Reason,
        /// Whether it may be tried again now, and whether the account has to stop.
        pause: Pause,
    },
    /// The vendor may have acted or not.
    Unknown {
        /// Why.
        reason: Reason,
    },
}

/// What a query came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryVerdict<T> {
    /// The answer.
    Answer(T),
    /// No answer, and why; asking again later may help.
    Later(Reason),
    /// No answer, and nothing else of this account will pass either.
    Paused(Reason),
}

/// What a poll came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PollVerdict<T> {
    /// Items, perhaps none.
    Items(T),
    /// The vendor cannot have handed anything out.
    NoGap(Reason),
    /// Items may have been handed out and lost.
    Gap(Reason),
    /// Nothing else of this account will pass either; nothing was handed out.
    Paused(Reason),
}

/// Statuses that refuse the request as it is.
const REFUSING: [u16; 8] = [400, 404, 405, 411, 413, 414, 415, 422];

/// Characters of a vendor's own words that are kept beside its code.
const SAID: usize = 200;

/// A vendor's code as a reason, and what it means for us.
pub fn judged(vendor: &dyn Vendor, code: VendorCode) -> (Reason, CodeClass) {
    let class = codes::class_of(vendor, code.table, &code.code);
    let reason = Reason::VendorCode {
        vendor: vendor.id().to_owned(),
        table: code.table.to_owned(),
        code: code.code,
        // A vendor may repeat the number it refuses.
        said: code
            .said
            .map(|said| mask_in_text(&said.chars().take(SAID).collect::<String>())),
    };
    (reason, class)
}

/// The *sends* column.
pub fn send(vendor: &dyn Vendor, path: &str, outcome: &Outcome) -> SendVerdict {
    match costly(vendor, outcome, |reply| vendor.read_send(path, reply)) {
        Costly::Done(SendAccepted { msg_id, each }) => SendVerdict::Accepted { msg_id, each },
        Costly::Rejected { reason, pause } => SendVerdict::Rejected { reason, pause },
        Costly::NotSent { reason, pause } => SendVerdict::NotSent { reason, pause },
        Costly::Unknown { reason } => SendVerdict::Unknown { reason },
    }
}

/// What an attempt at something that costs, and is not safe to repeat, came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Costly<T> {
    /// The vendor did it.
    Done(T),
    /// The vendor refused it.
    Rejected {
        /// Why.
        reason: Reason,
        /// Who has to stop.
        pause: Pause,
    },
    /// It did not leave this computer.
    NotSent {
        /// Why.
        reason: Reason,
        /// Whether the account has to stop.
        pause: Pause,
    },
    /// The vendor may have done it or not.
    Unknown {
        /// Why.
        reason: Reason,
    },
}

/// A number check stands in the *sends* column.
pub fn check(vendor: &dyn Vendor, path: &str, access: &Access, outcome: &Outcome) -> Costly<CheckAnswer> {
    costly(vendor, outcome, |reply| vendor.read_check(path, reply, access))
}

fn costly<T>(
    vendor: &dyn Vendor,
    outcome: &Outcome,
    read: impl FnOnce(&HttpReply) -> Reading<T>,
) -> Costly<T> {
    let reply = match outcome {
        Outcome::NeverConnected(reason) => {
            return Costly::NotSent {
                reason: reason.clone(),
                pause: Pause::Nothing,
            };
        }
        Outcome::CertificateRefused => {
            return Costly::NotSent {
                reason: Reason::CertificateRefused,
                pause: Pause::Account,
            };
        }
        Outcome::Broken(reason) => {
            return Costly::Unknown {
                reason: reason.clone(),
            };
        }
        Outcome::Reply(reply) => reply,
    };
    match reply.status {
        200..=299 => read_costly(vendor, read(reply)),
        status @ (401 | 403) => Costly::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Account,
        },
        status if REFUSING.contains(&status) => Costly::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Job,
        },
        status => Costly::Unknown {
            reason: Reason::HttpStatus { status },
        },
    }
}

fn read_costly<T>(vendor: &dyn Vendor, reading: Reading<T>) -> Costly<T> {
    match reading {
        Reading::Success(done) => Costly::Done(done),
        Reading::Unreadable { .. } => Costly::Unknown {
            reason: Reason::UnreadableReply,
        },
        Reading::Code(code) => {
            let (reason, class) = judged(vendor, code);
            match class {
                CodeClass::Verdict => Costly::Rejected {
                    reason,
                    pause: Pause::Nothing,
                },
                CodeClass::Account => Costly::Rejected {
                    reason,
                    pause: Pause::Account,
                },
                // "No data" is no answer to a send: nothing in the document says what it would mean.
                CodeClass::Success | CodeClass::NoData | CodeClass::Busy | CodeClass::Open => {
                    Costly::Unknown { reason }
                }
            }
        }
    }
}

/// What an attempt at a bind came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindVerdict {
    /// The vendor bound it.
    Bound(BindAccepted),
    /// The vendor says that this `reqid`, or this pair, is there already: on a retry that is the first attempt.
    AlreadyThere {
        /// Its words.
        reason: Reason,
    },
    /// The vendor refused it.
    Rejected {
        /// Why.
        reason: Reason,
        /// Who has to stop.
        pause: Pause,
    },
    /// It did not leave this computer, and trying again is no use now.
    NotSent {
        /// Why.
        reason: Reason,
        /// Who has to stop.
        pause: Pause,
    },
    /// To be tried again with the same `reqid`.
    Again {
        /// Why.
        reason: Reason,
        /// Whether the vendor may have bound it already.
        uncertain: bool,
    },
}

/// The *AXB / XA bind* column.
pub fn bind(vendor: &dyn Vendor, outcome: &Outcome) -> BindVerdict {
    let reply = match outcome {
        Outcome::NeverConnected(reason) => {
            return BindVerdict::Again {
                reason: reason.clone(),
                uncertain: false,
            };
        }
        Outcome::CertificateRefused => {
            return BindVerdict::NotSent {
                reason: Reason::CertificateRefused,
                pause: Pause::Account,
            };
        }
        Outcome::Broken(reason) => {
            return BindVerdict::Again {
                reason: reason.clone(),
                uncertain: true,
            };
        }
        Outcome::Reply(reply) => reply,
    };
    match decided_by(vendor, reply, |reply| vendor.read_bind(reply)) {
        Decided::Reading(Reading::Success(bound)) => BindVerdict::Bound(bound),
        Decided::Reading(Reading::Unreadable { .. }) => BindVerdict::Again {
            reason: Reason::UnreadableReply,
            uncertain: true,
        },
        Decided::Reading(Reading::Code(code)) => {
            let there = vendor.bind_is_there(&code.code);
            let (reason, class) = judged(vendor, code);
            match class {
                CodeClass::Verdict if there => BindVerdict::AlreadyThere { reason },
                CodeClass::Verdict => BindVerdict::Rejected {
                    reason,
                    pause: Pause::Nothing,
                },
                CodeClass::Account => BindVerdict::Rejected {
                    reason,
                    pause: Pause::Account,
                },
                // The vendor turned it away before looking at it; its own words are no verdict all the same.
                CodeClass::Busy | CodeClass::Open | CodeClass::Success | CodeClass::NoData => {
                    BindVerdict::Again {
                        reason,
                        uncertain: true,
                    }
                }
            }
        }
        Decided::Status(status @ (401 | 403)) => BindVerdict::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Account,
        },
        Decided::Status(status) if REFUSING.contains(&status) => BindVerdict::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Nothing,
        },
        Decided::Status(status) => BindVerdict::Again {
            reason: Reason::HttpStatus { status },
            uncertain: true,
        },
    }
}

/// What an attempt at a release came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseVerdict {
    /// Nothing is bound any more.
    Gone,
    /// It is still bound.
    StillBound {
        /// Why.
        reason: Reason,
        /// Who has to stop.
        pause: Pause,
    },
    /// To be tried again.
    Again {
        /// Why.
        reason: Reason,
        /// Whether the vendor may have released it already.
        uncertain: bool,
    },
}

/// The *release* column. `by_subid`: an AXB, whose `subid` names it alone.
pub fn release(vendor: &dyn Vendor, by_subid: bool, outcome: &Outcome) -> ReleaseVerdict {
    let reply = match outcome {
        Outcome::NeverConnected(reason) => {
            return ReleaseVerdict::Again {
                reason: reason.clone(),
                uncertain: false,
            };
        }
        Outcome::CertificateRefused => {
            return ReleaseVerdict::StillBound {
                reason: Reason::CertificateRefused,
                pause: Pause::Account,
            };
        }
        Outcome::Broken(reason) => {
            return ReleaseVerdict::Again {
                reason: reason.clone(),
                uncertain: true,
            };
        }
        Outcome::Reply(reply) => reply,
    };
    match decided_by(vendor, reply, |reply| vendor.read_release(reply)) {
        Decided::Reading(Reading::Success(())) => ReleaseVerdict::Gone,
        Decided::Reading(Reading::Unreadable { .. }) => ReleaseVerdict::Again {
            reason: Reason::UnreadableReply,
            uncertain: true,
        },
        Decided::Reading(Reading::Code(code)) => {
            if by_subid && vendor.release_is_gone(&code.code) {
                return ReleaseVerdict::Gone;
            }
            let (reason, class) = judged(vendor, code);
            match class {
                CodeClass::Verdict => ReleaseVerdict::StillBound {
                    reason,
                    pause: Pause::Nothing,
                },
                CodeClass::Account => ReleaseVerdict::StillBound {
                    reason,
                    pause: Pause::Account,
                },
                CodeClass::Busy | CodeClass::Open | CodeClass::Success | CodeClass::NoData => {
                    ReleaseVerdict::Again {
                        reason,
                        uncertain: true,
                    }
                }
            }
        }
        Decided::Status(status @ (401 | 403)) => ReleaseVerdict::StillBound {
            reason: Reason::HttpStatus { status },
            pause: Pause::Account,
        },
        Decided::Status(status) if REFUSING.contains(&status) => ReleaseVerdict::StillBound {
            reason: Reason::HttpStatus { status },
            pause: Pause::Nothing,
        },
        Decided::Status(status) => ReleaseVerdict::Again {
            reason: Reason::HttpStatus { status },
            uncertain: true,
        },
    }
}

/// What decides about a complete answer.
enum Decided<T> {
    /// Its body.
    Reading(Reading<T>),
    /// Its status.
    Status(u16),
}

/// On the privacy platform a readable code in any reply but a 401 decides before the status;
/// elsewhere a status other than 2xx decides.
fn decided_by<T>(
    vendor: &dyn Vendor,
    reply: &HttpReply,
    read: impl FnOnce(&HttpReply) -> Reading<T>,
) -> Decided<T> {
    let good = (200..=299).contains(&reply.status);
    if reply.status == 401 || !good && !vendor.code_before_status() {
        return Decided::Status(reply.status);
    }
    match read(reply) {
        // A success in words under a status that is none is no success.
        Reading::Unreadable { .. } | Reading::Success(_) if !good => Decided::Status(reply.status),
        reading => Decided::Reading(reading),
    }
}

/// The *query* column.
pub fn query<T>(
    vendor: &dyn Vendor,
    outcome: &Outcome,
    read: impl FnOnce(&HttpReply) -> Reading<T>,
) -> QueryVerdict<T> {
    let reply = match outcome {
        Outcome::NeverConnected(reason) | Outcome::Broken(reason) => {
            return QueryVerdict::Later(reason.clone());
        }
        Outcome::CertificateRefused => return QueryVerdict::Paused(Reason::CertificateRefused),
        Outcome::Reply(reply) => reply,
    };
    match decided_by(vendor, reply, read) {
        Decided::Reading(Reading::Success(answer)) => QueryVerdict::Answer(answer),
        Decided::Reading(Reading::Unreadable { .. }) => QueryVerdict::Later(Reason::UnreadableReply),
        Decided::Reading(Reading::Code(code)) => match judged(vendor, code) {
            (reason, CodeClass::Account) => QueryVerdict::Paused(reason),
            (reason, _) => QueryVerdict::Later(reason),
        },
        Decided::Status(status @ (401 | 403)) => QueryVerdict::Paused(Reason::HttpStatus { status }),
        Decided::Status(status) => QueryVerdict::Later(Reason::HttpStatus { status }),
    }
}

/// The *query* column for a question about single messages: it hands nothing out, so nothing is lost
/// by it. `empty` is what the vendor's "nothing there" reads as.
pub fn ask<T>(
    vendor: &dyn Vendor,
    outcome: &Outcome,
    read: impl FnOnce(&HttpReply) -> Reading<T>,
    empty: T,
) -> PollVerdict<T> {
    let read = |reply: &HttpReply| match read(reply) {
        Reading::Code(code) if codes::class_of(vendor, code.table, &code.code) == CodeClass::NoData => {
            Reading::Success(empty)
        }
        other => other,
    };
    match query(vendor, outcome, read) {
        QueryVerdict::Answer(items) => PollVerdict::Items(items),
        QueryVerdict::Later(reason) => PollVerdict::NoGap(reason),
        QueryVerdict::Paused(reason) => PollVerdict::Paused(reason),
    }
}

/// The *poll* column. `empty` is what a poll without items reads as.
pub fn poll<T>(
    vendor: &dyn Vendor,
    outcome: &Outcome,
    read: impl FnOnce(&HttpReply) -> Reading<T>,
    empty: T,
) -> PollVerdict<T> {
    let reply = match outcome {
        Outcome::NeverConnected(reason) => return PollVerdict::NoGap(reason.clone()),
        Outcome::CertificateRefused => return PollVerdict::Paused(Reason::CertificateRefused),
        Outcome::Broken(reason) => return PollVerdict::Gap(reason.clone()),
        Outcome::Reply(reply) => reply,
    };
    match reply.status {
        200..=299 => match read(reply) {
            Reading::Success(items) => PollVerdict::Items(items),
            Reading::Unreadable { .. } => PollVerdict::Gap(Reason::UnreadableReply),
            Reading::Code(code) => match judged(vendor, code) {
                (_, CodeClass::NoData) => PollVerdict::Items(empty),
                (reason, CodeClass::Account) => PollVerdict::Paused(reason),
                (reason, _) => PollVerdict::NoGap(reason),
            },
        },
        status @ (401 | 403) => PollVerdict::Paused(Reason::HttpStatus { status }),
        status if REFUSING.contains(&status) => PollVerdict::Paused(Reason::HttpStatus { status }),
        status @ (300..=499) => PollVerdict::NoGap(Reason::HttpStatus { status }),
        status => PollVerdict::Gap(Reason::HttpStatus { status }),
    }
}

#[cfg(test)]
mod tests;
