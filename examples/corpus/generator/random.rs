//! A small generator with a fixed algorithm, so that a seed gives the same bytes on every machine and for ever.

/// SplitMix64.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice for one purpose: the same seed and words always roll the same.
    pub(crate) fn new(seed: u64, words: &[&str]) -> Self {
        let mut state = seed ^ 0x6b61_696b_616b_7500;
        for byte in words.join("/").bytes() {
            // FNV-1a, so that neighbouring seeds and names do not roll alike.
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `sides` − 1.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len())]
    }

    /// `count` different ones of `choices`, in their order.
    pub(crate) fn sample<'c, T>(&mut self, choices: &'c [T], count: usize) -> Vec<&'c T> {
        let mut open: Vec<usize> = (0..choices.len()).collect();
        let mut drawn: Vec<usize> = (0..count.min(choices.len()))
            .map(|_| open.swap_remove(self.below(open.len())))
            .collect();
        drawn.sort_unstable();
        drawn.into_iter().map(|n| &choices[n]).collect()
    }
}
