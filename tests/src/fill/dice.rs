//! Chance that comes out the same every time: everything in a filled database follows from its seed.

/// SplitMix64: small, and good enough for made-up history.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// 0 to `end`, without `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    /// `from` to `to`, both with.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    /// True so many times out of 10,000.
    pub fn in_ten_thousand(&mut self, times: u64) -> bool {
        self.below(10_000) < times
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        &from[at]
    }

    /// Lower-case hexadecimal digits, 16 for each block.
    pub fn hex(&mut self, blocks: usize) -> String {
        (0..blocks).map(|_| format!("{:016x}", self.roll())).collect()
    }

    /// Decimal digits; the first is no zero.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|at| {
                let digit = self.below(if at == 0 { 9 } else { 10 }) + u64::from(at == 0);
                char::from(b'0' + u8::try_from(digit).unwrap_or(0))
            })
            .collect()
    }
}

/// A number that looks like chance and always belongs to `of`.
pub(super) fn mixed(of: u64) -> u64 {
    let of = (of ^ (of >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let of = (of ^ (of >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    of ^ (of >> 31)
}
