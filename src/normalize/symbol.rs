//! Signs that stand for several characters: ①, ㈱, Ⅱ, ㎡, №.
//!
//! They stay in display form. Compatibility decomposition alone would make `①-1` and `1-1` one label, so a
//! number, letter or kana in a circle is compared as one in brackets: ①, ⑴ and (1) are written for each other.

use unicode_normalization::UnicodeNormalization;

/// Numbers in circles: first, last, value of the first.
const NUMBERS: [(char, char, u32); 9] = [
    ('\u{2460}', '\u{2473}', 1),
    ('\u{24eb}', '\u{24f4}', 11),
    ('\u{24f5}', '\u{24fe}', 1),
    ('\u{24ff}', '\u{24ff}', 0),
    ('\u{2776}', '\u{277f}', 1),
    ('\u{2780}', '\u{2789}', 1),
    ('\u{278a}', '\u{2793}', 1),
    ('\u{1f10b}', '\u{1f10b}', 0),
    ('\u{1f10c}', '\u{1f10c}', 0),
];

/// Other signs in circles, which Unicode decomposes to what stands in the circle: first, last.
const CIRCLED: [(char, char); 6] = [
    ('\u{24b6}', '\u{24ea}'),
    ('\u{3244}', '\u{3247}'),
    ('\u{3251}', '\u{325f}'),
    ('\u{3260}', '\u{327e}'),
    ('\u{3280}', '\u{32bf}'),
    ('\u{32d0}', '\u{32fe}'),
];

/// Writes a number, letter or kana in a circle as one in brackets; false if the character is none.
pub(super) fn write_circled(c: char, out: &mut String) -> bool {
    if !matches!(c, '\u{2460}'..='\u{2793}' | '\u{3244}'..='\u{32fe}' | '\u{1f10b}' | '\u{1f10c}') {
        return false;
    }
    let number = NUMBERS
        .iter()
        .find(|(first, last, _)| (first..=last).contains(&&c));
    if let Some((first, _, value)) = number {
        let value = value + (c as u32 - *first as u32);
        out.push('(');
        out.extend(char::from_digit(value / 10, 10).filter(|&tens| tens != '0'));
        out.extend(char::from_digit(value % 10, 10));
        out.push(')');
        return true;
    }
    let circled = CIRCLED
        .iter()
        .any(|(first, last)| (first..=last).contains(&&c));
    if circled {
        out.push('(');
        out.extend(std::iter::once(c).nfkc());
        out.push(')');
    }
    circled
}

#[cfg(test)]
mod tests {
    use super::{CIRCLED, NUMBERS, write_circled};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn ranges_are_sorted_and_apart() {
        assert!(NUMBERS.is_sorted_by(|a, b| a.1 < b.0));
        assert!(CIRCLED.is_sorted_by(|a, b| a.1 < b.0));
    }

    #[test]
    fn what_stands_in_a_circle_is_put_in_brackets() {
        for (sign, folded) in [
            ('①', "(1)"),
            ('⓪', "(0)"),
            ('⓫', "(11)"),
            ('❿', "(10)"),
            ('㊿', "(50)"),
            ('㋐', "(ア)"),
            ('㊤', "(上)"),
        ] {
            let mut out = String::new();
            assert!(write_circled(sign, &mut out));
            assert_eq!(out, folded);
        }
    }

    #[test]
    fn every_circled_sign_decomposes() {
        for (first, last) in CIRCLED {
            for c in first..=last {
                assert_ne!(std::iter::once(c).nfkc().next(), Some(c), "{c}");
            }
        }
    }
}
