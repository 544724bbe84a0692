//! Half-width kana and their voicing marks.

use unicode_normalization::char::compose;

/// Full-width forms of U+FF61 to U+FF9D, in order (JIS X 0201, right half).
const WIDE: [char; 61] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー',
    'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ',
    'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ',
    'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
];

/// The full-width form of a half-width kana, mark or punctuation.
///
/// A voicing mark that nothing before it takes up becomes the free-standing one, `゛`, and not the combining
/// one: a second folding would glue that to whatever stands before it.
pub(super) fn widen(c: char) -> Option<char> {
    match c {
        '\u{ff61}'..='\u{ff9d}' => WIDE.get(c as usize - 0xff61).copied(),
        '\u{ff9e}' => Some('゛'),
        '\u{ff9f}' => Some('゜'),
        _ => None,
    }
}

/// The combining mark that a half-width voicing mark is, where the kana before it, of either width, takes it.
pub(super) fn voicing(kana: char, mark: char) -> Option<char> {
    let combining = match mark {
        '\u{ff9e}' => '\u{3099}',
        '\u{ff9f}' => '\u{309a}',
        _ => return None,
    };
    let wide = widen(kana).unwrap_or(kana);
    compose(wide, combining).map(|_| combining)
}

#[cfg(test)]
mod tests {
    use super::{voicing, widen};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_agrees_with_unicode() {
        for c in '\u{ff61}'..='\u{ff9d}' {
            assert_eq!(widen(c), std::iter::once(c).nfkc().next(), "{c}");
        }
    }

    #[test]
    fn a_mark_joins_only_what_can_be_voiced() {
        assert_eq!(voicing('ｶ', 'ﾞ'), Some('\u{3099}'));
        assert_eq!(voicing('カ', 'ﾞ'), Some('\u{3099}'));
        assert_eq!(voicing('ﾊ', 'ﾟ'), Some('\u{309a}'));
        assert_eq!(voicing('ｱ', 'ﾟ'), None);
        assert_eq!(voicing('が', 'ﾞ'), None);
        assert_eq!(voicing('力', 'ﾞ'), None);
    }
}
