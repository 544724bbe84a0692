//! What a period can begin with, so that the many texts that are none cost little.

use crate::notation::numeral;

/// True for a label that begins with a letter that no period begins with; it is not even worth folding.
pub(super) fn is_other(label: &str) -> bool {
    // Letters that compare form leaves as they are; of others it is not known here what they become.
    let is_plain = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | 'a'..='z');
    let first = label.trim_start().chars().next();
    first.is_some_and(|c| is_plain(c) && !begins_point(c) && !begins_kind(c))
}

/// The characters that the words for kinds of periods begin with: 最終目標, 現状.
fn begins_kind(c: char) -> bool {
    matches!(
        c,
        '中' | '取' | '基' | '実' | '対' | '推' | '最' | '期' | '現' | '目' | '策' | '計'
    )
}

/// True for the characters, in compare form, that a point in time can begin with.
pub(super) fn begins_point(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, 'f' | 'm' | 't' | 's' | 'h' | 'r' | 'q' | '第' | '元')
        || matches!(
            c,
            '前' | '一' | '昨' | '当' | '本' | '今' | '同' | '翌' | '次' | '来'
        )
        || matches!(c, '上' | '下' | '後' | '明' | '大' | '昭' | '平' | '令')
        || numeral::begins(c)
}

#[cfg(test)]
mod tests {
    use super::super::KINDS;
    use super::super::atom::{HALVES, RELATIVE_CALENDAR, RELATIVE_FISCAL};
    use super::*;
    use crate::notation::era::Era;

    #[test]
    fn every_word_of_the_tables_begins_a_point() {
        let relative = RELATIVE_FISCAL.iter().chain(&RELATIVE_CALENDAR);
        let words = relative
            .map(|(word, _)| *word)
            .chain(HALVES.iter().map(|(word, _)| *word))
            .chain(Era::ALL.iter().map(|era| era.name()))
            .chain(["fy", "第", "q", "元", "十", "h", "r", "s", "t", "m", "2"]);
        for word in words {
            assert!(word.chars().next().is_some_and(begins_point), "{word}");
        }
        assert!(!"実績・取組の状況".chars().any(begins_point));
    }

    #[test]
    fn every_word_for_a_kind_begins_one() {
        for (word, ..) in KINDS {
            assert!(word.chars().next().is_some_and(begins_kind), "{word}");
        }
    }

    #[test]
    fn what_begins_otherwise_is_other() {
        assert!(is_other(" 担当課の状況"));
        assert!(!is_other("目標値") && !is_other("Ｈ27") && !is_other("平成27年度"));
    }
}
