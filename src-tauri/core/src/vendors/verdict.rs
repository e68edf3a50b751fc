//! The failure table of `design.md`, idea 2, as functions: what came back, and what it means for a
//! send, a query and a poll. The columns for binds and releases come with the vendor that has them.

use super::door::Outcome;
use super::http::HttpReply;
use super::{CodeClass, Reading, SendAccepted, Vendor};
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
        /// The vendor's message id.
        msg_id: Option<String>,
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

fn vendor_code(vendor: &dyn Vendor, code: &str, said: Option<String>) -> Reason {
    Reason::VendorCode {
        vendor: vendor.id().to_owned(),
        code: code.to_owned(),
        // A vendor may repeat the number it refuses.
        said: said.map(|said| mask_in_text(&said.chars().take(SAID).collect::<String>())),
    }
}

/// The *sends* column.
pub fn send(vendor: &dyn Vendor, outcome: &Outcome) -> SendVerdict {
    let reply = match outcome {
        Outcome::NeverConnected(reason) => {
            return SendVerdict::NotSent {
                reason: reason.clone(),
                pause: Pause::Nothing,
            };
        }
        Outcome::CertificateRefused => {
            return SendVerdict::NotSent {
                reason: Reason::CertificateRefused,
                pause: Pause::Account,
            };
        }
        Outcome::Broken(reason) => {
            return SendVerdict::Unknown {
                reason: reason.clone(),
            };
        }
        Outcome::Reply(reply) => reply,
    };
    match reply.status {
        200..=299 => read_send(vendor, reply),
        status @ (401 | 403) => SendVerdict::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Account,
        },
        status if REFUSING.contains(&status) => SendVerdict::Rejected {
            reason: Reason::HttpStatus { status },
            pause: Pause::Job,
        },
        status => SendVerdict::Unknown {
            reason: Reason::HttpStatus { status },
        },
    }
}

fn read_send(vendor: &dyn Vendor, reply: &HttpReply) -> SendVerdict {
    match vendor.read_send(reply) {
        Reading::Success(SendAccepted { msg_id }) => SendVerdict::Accepted { msg_id },
        Reading::Unreadable { .. } => SendVerdict::Unknown {
            reason: Reason::UnreadableReply,
        },
        Reading::Code { code, said } => {
            let reason = vendor_code(vendor, &code, said);
            match vendor.class_of(&code) {
                CodeClass::Verdict => SendVerdict::Rejected {
                    reason,
                    pause: Pause::Nothing,
                },
                CodeClass::Account => SendVerdict::Rejected {
                    reason,
                    pause: Pause::Account,
                },
                // "No data" is no answer to a send: nothing in the document says what it would mean.
                CodeClass::Success | CodeClass::NoData | CodeClass::Open => SendVerdict::Unknown { reason },
            }
        }
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
    match reply.status {
        200..=299 => match read(reply) {
            Reading::Success(answer) => QueryVerdict::Answer(answer),
            Reading::Unreadable { .. } => QueryVerdict::Later(Reason::UnreadableReply),
            Reading::Code { code, said } => {
                let reason = vendor_code(vendor, &code, said);
                match vendor.class_of(&code) {
                    CodeClass::Account => QueryVerdict::Paused(reason),
                    _ => QueryVerdict::Later(reason),
                }
            }
        },
        status @ (401 | 403) => QueryVerdict::Paused(Reason::HttpStatus { status }),
        status => QueryVerdict::Later(Reason::HttpStatus { status }),
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
            Reading::Code { code, said } => {
                let reason = vendor_code(vendor, &code, said);
                match vendor.class_of(&code) {
                    CodeClass::NoData => PollVerdict::Items(empty),
                    CodeClass::Account => PollVerdict::Paused(reason),
                    CodeClass::Success | CodeClass::Verdict | CodeClass::Open => PollVerdict::NoGap(reason),
                }
            }
        },
        status @ (401 | 403) => PollVerdict::Paused(Reason::HttpStatus { status }),
        status if REFUSING.contains(&status) => PollVerdict::Paused(Reason::HttpStatus { status }),
        status @ (300..=499) => PollVerdict::NoGap(Reason::HttpStatus { status }),
        status => PollVerdict::Gap(Reason::HttpStatus { status }),
    }
}
