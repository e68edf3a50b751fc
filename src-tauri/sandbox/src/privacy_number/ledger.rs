//! All bindings, and the rules about which may stand beside which.

use chrono::{DateTime, Utc};
use rand::Rng;

use super::binding::{Binding, Kind, Terms};
use super::codes::Refusal;

/// The bindings since the start or the last reset, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    bindings: Vec<Binding>,
    last_id: u64,
}

/// What came of a bind.
pub(super) struct Bound {
    pub(super) subid: String,
    /// The same request had made it before, and nothing was added.
    pub(super) repeated: bool,
}

impl Ledger {
    /// No bindings; ids go on.
    pub(super) fn renewed(&self) -> Ledger {
        Ledger {
            last_id: self.last_id,
            ..Ledger::default()
        }
    }

    /// Makes a binding once per `reqid` (4.1: 在重试时, 需保持不变).
    pub(super) fn bind(
        &mut self,
        terms: Terms,
        one_pair_per_x: bool,
        now: DateTime<Utc>,
    ) -> Result<Bound, Refusal> {
        if let Some(made) = self.by_reqid(&terms.reqid) {
            if made.terms != terms {
                return Err(Refusal::Repeated);
            }
            return Ok(Bound {
                subid: made.subid.clone(),
                repeated: true,
            });
        }
        self.check(&terms, one_pair_per_x)?;
        let subid = self.next_id(now);
        self.bindings.push(Binding::new(terms, subid.clone(), now));
        Ok(Bound {
            subid,
            repeated: false,
        })
    }

    /// An AXB and an XA exclude each other on an X, as do two XAs; AXBs may not share a number.
    fn check(&self, terms: &Terms, one_pair_per_x: bool) -> Result<(), Refusal> {
        for other in self.live_on(&terms.x_number) {
            if other.terms.kind != terms.kind {
                return Err(Refusal::ResourceConflict);
            }
            let shares = other
                .terms
                .parties()
                .any(|party| terms.parties().any(|wanted| wanted == party));
            if terms.kind == Kind::Xa || shares {
                return Err(Refusal::TaskConflict);
            }
            if one_pair_per_x {
                return Err(Refusal::ResourceConflict);
            }
        }
        Ok(())
    }

    /// Ends an AXB (4.2).
    pub(super) fn release_axb(&mut self, subid: &str) -> Result<&Binding, Refusal> {
        let found = self
            .bindings
            .iter_mut()
            .find(|binding| binding.terms.kind == Kind::Axb && binding.subid == subid && binding.is_live());
        let binding = found.ok_or(Refusal::NoTask)?;
        binding.released = true;
        Ok(binding)
    }

    /// Ends the XA of an X (4.4).
    pub(super) fn release_xa(&mut self, x_number: &str) -> Result<&Binding, Refusal> {
        let found = self.bindings.iter_mut().find(|binding| {
            binding.terms.kind == Kind::Xa && binding.terms.x_number == x_number && binding.is_live()
        });
        let binding = found.ok_or(Refusal::NoResource)?;
        binding.released = true;
        Ok(binding)
    }

    /// The live bindings of an X.
    pub(super) fn live_on(&self, x_number: &str) -> impl Iterator<Item = &Binding> {
        self.bindings
            .iter()
            .filter(move |binding| binding.terms.x_number == x_number && binding.is_live())
    }

    /// The live bindings, or all.
    pub(crate) fn read(&self, all: bool) -> impl Iterator<Item = &Binding> {
        self.bindings
            .iter()
            .filter(move |binding| all || binding.is_live())
    }

    fn by_reqid(&self, reqid: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.terms.reqid == reqid)
    }

    /// An id for a binding or a call that was not given out before.
    pub(super) fn next_id(&mut self, now: DateTime<Utc>) -> String {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let proposed = millis * 100_000 + rand::rng().random_range(0..100_000);
        self.last_id = proposed.max(self.last_id + 1);
        self.last_id.to_string()
    }
}
