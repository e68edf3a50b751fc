//! One binding: what was asked for, and what became of it.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// The two kinds of binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A and B reach each other through X (4.1).
    Axb,
    /// Whoever calls X reaches A (4.3).
    Xa,
}

/// What a bind asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) kind: Kind,
    pub(super) x_number: String,
    pub(super) anum: String,
    /// Of an AXB only.
    pub(super) bnum: Option<String>,
    pub(super) reqid: String,
    /// In seconds; 0 is for ever.
    pub(super) ttl: u32,
    pub(super) records: bool,
    pub(super) display: String,
    pub(super) anucode: Option<String>,
    pub(super) ansanu: Option<String>,
    pub(super) user_data: Option<String>,
}

impl Terms {
    /// The real numbers.
    pub(super) fn parties(&self) -> impl Iterator<Item = &str> {
        [Some(self.anum.as_str()), self.bnum.as_deref()]
            .into_iter()
            .flatten()
    }
}

/// A binding that was made, live or not.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(super) terms: Terms,
    pub(super) subid: String,
    made: Instant,
    made_at: DateTime<Utc>,
    pub(super) released: bool,
}

impl Binding {
    /// Makes it.
    pub(super) fn new(terms: Terms, subid: String, now: DateTime<Utc>) -> Binding {
        Binding {
            terms,
            subid,
            made: Instant::now(),
            made_at: now,
            released: false,
        }
    }

    /// Whether calls go through it.
    pub(super) fn is_live(&self) -> bool {
        !self.released && !self.is_over()
    }

    fn is_over(&self) -> bool {
        let lasts = Duration::from_secs(self.terms.ttl.into());
        self.terms.ttl != 0 && self.made.elapsed() >= lasts
    }

    /// Who is reached when that number calls X.
    pub(super) fn other_party(&self, caller: &str) -> Option<&str> {
        let terms = &self.terms;
        match (terms.kind, terms.bnum.as_deref()) {
            (Kind::Xa, _) => Some(&terms.anum),
            (Kind::Axb, Some(bnum)) if caller == terms.anum => Some(bnum),
            (Kind::Axb, Some(bnum)) if caller == bnum => Some(&terms.anum),
            (Kind::Axb, _) => None,
        }
    }

    /// As control shows it, by the names of the document where it has them.
    pub(crate) fn describe(&self) -> Value {
        let terms = &self.terms;
        let ends = (terms.ttl != 0).then(|| self.made_at + TimeDelta::seconds(terms.ttl.into()));
        json!({
            "kind": match terms.kind { Kind::Axb => "axb", Kind::Xa => "xa" },
            "state": if self.released { "released" } else if self.is_over() { "expired" } else { "live" },
            "x_number": terms.x_number,
            "anum": terms.anum,
            "bnum": terms.bnum,
            "reqid": terms.reqid,
            "subid": self.subid,
            "ttl": terms.ttl,
            "record": u8::from(terms.records),
            "display": terms.display,
            "anucode": terms.anucode,
            "ansanu": terms.ansanu,
            "userData": terms.user_data,
            "made_at": self.made_at.timestamp_millis(),
            "ends_at": ends.map(|at| at.timestamp_millis()),
        })
    }
}
