//! Raised references to notes, which are no part of the words that they stand by.

use super::line::{Line, shown};
use crate::source::PaintedPage;

/// A raised glyph is at most this size, measured in the text's (browsers take 0.83 of it, Word 0.65, LibreOffice
/// 0.58).
const SIZE: f32 = 0.86;
/// It stands at least this much higher, em of the text (browsers, Word and LibreOffice raise by a third).
const RAISE: f32 = 0.2;

/// For every glyph of `inked`, a horizontal line's, true if it is part of a raised reference to a note (`協働※1`,
/// `参加者数1)`). Empty where there is none, and where exponents alone are raised: `120m2`.
pub(super) fn references(page: &PaintedPage, line: &Line, inked: &[u32]) -> Vec<bool> {
    let glyph = |i: usize| &page.glyphs[inked[i] as usize];
    let is_small = |i: usize| glyph(i).em <= line.em * SIZE && !glyph(i).blank;
    if line.vertical || !(0..inked.len()).any(is_small) {
        return Vec::new();
    }
    let mut references = Vec::new();
    let mut base = None;
    let mut i = 0;
    while i < inked.len() {
        let is_raised = |i: usize| {
            let height = base.map(|base| glyph(base).origin.y - glyph(i).origin.y);
            is_small(i) && height.is_some_and(|height| height >= line.em * RAISE)
        };
        let end = i + (i..inked.len()).take_while(|&i| is_raised(i)).count();
        if end == i {
            if !is_small(i) && !glyph(i).blank {
                base = Some(i);
            }
            i += 1;
            continue;
        }
        let mark: String = (i..end).map(|i| shown(page, glyph(i))).collect();
        let word = base.map_or("", |base| shown(page, glyph(base)));
        if refers(&mark, word) {
            references.resize(inked.len(), false);
            references[i..end].fill(true);
        }
        i = end;
    }
    references
}

/// True if a raised `mark` behind `word` refers to a note: digits and the signs of notes, but no exponent of a unit.
fn refers(mark: &str, word: &str) -> bool {
    let is_sign = |c: char| {
        c.is_numeric()
            || matches!(
                c,
                '※' | '*' | '†' | '‡' | '#' | '注' | '(' | ')' | ',' | '、' | '・'
            )
    };
    let is_exponent =
        matches!(mark, "2" | "3") && word.ends_with(|c: char| c.is_ascii_alphabetic());
    !is_exponent
        && mark.chars().all(is_sign)
        && mark.chars().any(|c| !matches!(c, ',' | '、' | '・'))
}

#[cfg(test)]
mod tests {
    use super::refers;

    #[test]
    fn exponents_and_words_refer_to_nothing() {
        for (mark, word) in [
            ("※1", "働"),
            ("1)", "数"),
            ("(注2)", "数"),
            ("2", "人"),
            ("1,2", "5"),
            ("*", "A"),
        ] {
            assert!(refers(mark, word), "{word}{mark}");
        }
        for (mark, word) in [
            ("2", "m"),
            ("3", "m"),
            ("th", "4"),
            ("・", "働"),
            ("はさみ", "鋏"),
        ] {
            assert!(!refers(mark, word), "{word}{mark}");
        }
    }
}
