//! Made-up names and secrets.

use rand::Rng;
use rand::distr::Alphanumeric;

/// So many letters and digits.
pub(crate) fn letters(count: usize) -> String {
    rand::rng()
        .sample_iter(Alphanumeric)
        .take(count)
        .map(char::from)
        .collect()
}
