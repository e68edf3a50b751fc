//! Ids of messages and calls.

use rand::Rng;

/// An id like those of the examples: a UUID of version 4, which no one was given before.
pub(super) fn new_id() -> String {
    let random: u128 = rand::rng().random();
    let id = format!(
        "{:032x}",
        random & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62
    );
    let (a, rest) = id.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("{a}-{b}-{c}-{d}-{e}")
}
