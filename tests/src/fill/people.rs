//! Whom messages go to: numbers that come back, so that a number has a story.

use super::dice::{Dice, mixed};

/// How mainland numbers begin.
const PREFIXES: [u64; 42] = [
    130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 145, 147, 150, 151, 152, 153, 155, 156, 157, 158, 159,
    166, 171, 173, 175, 176, 177, 178, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 191, 195, 198, 199,
];
/// Country codes with the digits that follow.
const ABROAD: [(&str, usize); 6] = [("1", 10), ("44", 10), ("65", 8), ("81", 10), ("852", 8), ("234", 10)];
/// One message in ten goes to somebody who is written to all the time.
const REGULARS: u64 = 400;
/// Enough for a bulk job, whose recipients are all different.
const FEWEST: u64 = 3_000;

/// Everybody there is.
pub(super) struct People {
    mainland: u64,
}

impl People {
    /// As many as messages of this number have: a third.
    pub fn of(messages: u64) -> Self {
        Self {
            mainland: (messages / 3).max(FEWEST),
        }
    }

    /// Somebody, as the database holds a number.
    pub fn mainland(&self, dice: &mut Dice) -> String {
        let who = if dice.in_ten_thousand(1_000) {
            dice.below(REGULARS)
        } else {
            dice.below(self.mainland)
        };
        let mixed = mixed(who);
        let prefix = PREFIXES[usize::try_from(mixed % PREFIXES.len() as u64).unwrap_or(0)];
        format!("{prefix}{:08}", (mixed >> 16) % 100_000_000)
    }

    /// Somebody abroad.
    pub fn abroad(&self, dice: &mut Dice) -> String {
        let who = dice.below(self.mainland / 2);
        let mixed = mixed(who ^ 0x00ab_0ad0);
        let (code, digits) = ABROAD[usize::try_from(mixed % ABROAD.len() as u64).unwrap_or(0)];
        let national: String = (0..digits)
            .map(|at| char::from(b'0' + u8::try_from((mixed >> (at * 4)) % 10).unwrap_or(0)))
            .collect();
        format!("+{code}{}", national.replacen('0', "2", 1))
    }
}

/// What the index for last digits holds.
pub(super) fn reversed(number: &str) -> String {
    number.chars().rev().collect()
}
