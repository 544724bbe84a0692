//! Broken PDFs: whatever bits are flipped and wherever the file ends, reading neither panics nor hangs.

use super::drawing::{draw, pdf};
use std::time::{Duration, Instant};

const MUTATIONS: u64 = 300;
/// No mutation of a file of two small pages may take longer.
const LONGEST: Duration = Duration::from_secs(5);

/// A source of numbers that are the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        // No seed may lead to 0, which would stay 0.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// A table, columns of prose, vertical text, shades and an image.
fn sound() -> Vec<u8> {
    let first = draw(|page| {
        page.fill(50.0, 50.0, 150.0, 80.0);
        page.grid(&[50.0, 150.0, 250.0, 350.0], &[50.0, 80.0, 110.0, 550.0]);
        page.line(150.0, 110.0, 250.0, 80.0);
        page.text(60.0, 60.0, "見出し")
            .text(155.0, 60.0, "計画のとおり拡大した。");
        page.vertical(60.0, 120.0, "重点項目");
    });
    let mut second = draw(|page| {
        page.grid(&[50.0, 150.0, 350.0], &[50.0, 80.0]);
        page.text(60.0, 60.0, "続き");
        for i in 0..8 {
            let y = 120.0 + 14.0 * i as f32;
            page.text(50.0, y, "市は、限られた人員と財源").text(
                200.0,
                y,
                "を生かし、仕事を見直す。",
            );
        }
    });
    second.image = true;
    second.rotate = 90;
    pdf(vec![first, second])
}

fn mutated(sound: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut bytes = sound.to_vec();
    for _ in 0..=dice.below(20) {
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
    }
    if seed.is_multiple_of(3) {
        bytes.truncate(dice.below(bytes.len()));
    }
    bytes
}

#[test]
fn broken_files_neither_panic_nor_hang() {
    let sound = sound();
    assert!(kaikaku::lay_out(&sound, "sound.pdf").is_ok());
    for seed in 0..MUTATIONS {
        let bytes = mutated(&sound, seed);
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| kaikaku::lay_out(&bytes, "broken.pdf").is_ok());
        assert!(outcome.is_ok(), "mutation {seed} panics");
        assert!(begun.elapsed() < LONGEST, "mutation {seed} is slow");
    }
}
