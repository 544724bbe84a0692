//! Radicals, compatibility ideographs and variation selectors.
//!
//! A radical is an ideograph typed or mapped with the wrong code, and becomes it. A compatibility ideograph
//! (﨑, a name's own character) and 髙 beside 高 are other characters, and stay.

use std::sync::LazyLock;

/// Radicals whose ideograph is written otherwise in Japan. Fonts draw both with one glyph, so that a PDF gives 戸 as the
/// radical; the ideograph that Unicode makes of it is none that a Japanese text has.
const JAPANESE: [(char, char); 4] = [('⼾', '戸'), ('⾭', '青'), ('⿈', '黄'), ('⿊', '黒')];

const FIRST: usize = 0x2e80;
const LAST: usize = 0x2fd5;

static RADICALS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let mut table = vec![None; LAST - FIRST + 1];
    for (radical, ideograph) in rows().chain(JAPANESE) {
        if let Some(slot) = (radical as usize)
            .checked_sub(FIRST)
            .and_then(|at| table.get_mut(at))
        {
            *slot = Some(ideograph);
        }
    }
    table
});

/// The rows of the table of radicals.
fn rows() -> impl Iterator<Item = (char, char)> {
    include_str!("radicals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (radical, ideograph) = line.split_once('\t')?;
            Some((radical.chars().next()?, ideograph.chars().next()?))
        })
}

/// The ideograph that a radical stands for.
pub(super) fn ideograph(c: char) -> Option<char> {
    if !('\u{2e80}'..='\u{2fd5}').contains(&c) {
        return None;
    }
    RADICALS.get(c as usize - FIRST).copied().flatten()
}

/// True for CJK compatibility ideographs, which canonical composition would replace.
pub(super) fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// True for variation selectors: they choose a glyph, never a character.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::{JAPANESE, ideograph, rows};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn radicals_are_sorted_and_each_given_once() {
        let radicals: Vec<char> = rows().map(|(radical, _)| radical).collect();
        assert!(radicals.is_sorted_by(|a, b| a < b));
        assert_eq!(radicals.len(), 114 + 214);
    }

    #[test]
    fn kangxi_radicals_agree_with_their_decomposition() {
        for c in '\u{2f00}'..='\u{2fd5}' {
            if !JAPANESE.iter().any(|(radical, _)| *radical == c) {
                assert_eq!(ideograph(c), std::iter::once(c).nfkc().next(), "{c}");
            }
        }
    }

    #[test]
    fn radicals_become_the_ideographs_that_japan_writes() {
        let read: String = "⼾⿊⿈⾭".chars().filter_map(ideograph).collect();
        assert_eq!(read, "戸黒黄青");
    }
}
