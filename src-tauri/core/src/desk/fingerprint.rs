//! A fingerprint over everything that would go out: approving needs the one that was shown.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 over parts, each with its length in front, so that no two different plans read the same.
#[derive(Default)]
pub(super) struct Fingerprint(Sha256);

impl Fingerprint {
    pub fn part(&mut self, text: &str) {
        self.0.update(text.len().to_be_bytes());
        self.0.update(text.as_bytes());
    }

    pub fn parts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        texts.into_iter().for_each(|text| self.part(text));
    }

    /// Hexadecimal, lower case.
    pub fn finish(self) -> String {
        HEXLOWER.encode(&self.0.finalize())
    }
}
