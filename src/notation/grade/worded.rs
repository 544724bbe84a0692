//! A grade and words for it in one value: `B(概ね順調)`, `A　計画どおり`, `C:遅れている。`, `B評価`, `【A】`.

use super::{GRADE_WORDS, LEGEND_WORDS, Scale, glance, is_sign, read_legend};
use crate::normalize::compare_key;
use crate::source::TextSlice;

/// Longer words behind a sign that may be a bullet (○ 窓口を設けた) are no gloss of it, in characters.
const LONGEST_GLOSS: usize = 14;
/// Words that only say that the sign before them is a grade.
const NOUNS: [&str; 4] = ["評価", "判定", "ランク", "評定"];
/// Brackets that may hold a grade alone.
const AROUND: [(char, char); 6] = [
    ('【', '】'),
    ('「', '」'),
    ('[', ']'),
    ('(', ')'),
    ('〔', '〕'),
    ('《', '》'),
];

/// The grade that a value begins with, and the words for it, which may be none.
///
/// None for a grade alone, for a legend or a set of options, and for a list whose bullets could be grades. A label of the
/// scale that the document prints counts as a letter does: 3 of `3(普通)`.
pub fn in_words<'t>(
    value: TextSlice<'t>,
    scale: Option<&Scale>,
) -> Option<(TextSlice<'t>, Option<TextSlice<'t>>)> {
    let value = value.trim();
    let string = value.as_str();
    let known = |label: &str| is_sign(label) || scale.is_some_and(|scale| scale.has(label));
    if let Some(inner) = inside(string).filter(|inner| known(inner)) {
        let from = string.find(inner)?;
        return Some((value.cut(from..from + inner.len()), None));
    }
    if let Some((words, label)) = at_the_end(string).filter(|(_, label)| known(label)) {
        let from = string.rfind(label)?;
        let words = value.cut(0..words.len());
        return Some((value.cut(from..from + label.len()), Some(words)));
    }
    let end = label_end(string);
    let (label, rest) = string.split_at(end);
    if rest.is_empty() || !known(label) {
        return None;
    }
    let words = words_behind(rest)?;
    let plain = label.chars().all(|c| c.is_ascii_alphanumeric());
    let glossed = plain || !rest.starts_with(char::is_whitespace) || is_gloss(words);
    let lists = glance::has_marked_labels(string) && read_legend(string).is_some()
        || words.split_whitespace().any(is_sign);
    if !glossed || lists {
        return None;
    }
    let from = string.len() - rest.len() + rest.find(words)?;
    let words = (!words.is_empty()).then(|| value.cut(from..from + words.len()));
    Some((value.cut(0..end), words))
}

/// The words before a grade that stands in brackets behind them, and the grade: `目標を達成した。(評価:A)`.
fn at_the_end(string: &str) -> Option<(&str, &str)> {
    let (words, inner) = string.strip_suffix(')')?.rsplit_once('(')?;
    let label = NOUNS
        .iter()
        .find_map(|noun| inner.trim().strip_prefix(noun))?;
    let label = label.trim_start_matches([':', ' ', '\u{3000}']).trim();
    let words = words.trim_end();
    (!words.is_empty()).then_some((words, label))
}

/// What stands in brackets that hold all of a value.
fn inside(string: &str) -> Option<&str> {
    AROUND.iter().find_map(|(open, close)| {
        let inner = string.strip_prefix(*open)?.strip_suffix(*close)?;
        Some(inner.trim())
    })
}

/// Where the letters, the digits or the signs end that a value begins with.
fn label_end(string: &str) -> usize {
    let sort = |c: char| (c.is_ascii_alphabetic(), c.is_ascii_digit());
    let Some(first) = string.chars().next() else {
        return 0;
    };
    let same = |c: char| !c.is_whitespace() && sort(c) == sort(first);
    if first.is_ascii_alphanumeric() {
        string.find(|c| !same(c)).unwrap_or(string.len())
    } else {
        // ★★★ is one grade; of other signs each is its own.
        let star = "★☆".contains(first);
        let end = string.find(|c: char| !"★☆".contains(c));
        if star {
            end.unwrap_or(string.len())
        } else {
            first.len_utf8()
        }
    }
}

/// The words behind a grade, without what parts them from it; none where nothing does.
fn words_behind(rest: &str) -> Option<&str> {
    if let Some(behind) = NOUNS.iter().find_map(|noun| rest.strip_prefix(noun)) {
        return if behind.is_empty() {
            Some("")
        } else {
            words_behind(behind)
        };
    }
    let trimmed = rest.trim_start();
    if let Some(inner) = trimmed.strip_prefix('(') {
        let whole = inner
            .strip_suffix(')')
            .filter(|words| !words.contains(['(', ')']));
        let words = whole.unwrap_or(trimmed).trim();
        return says(words).then_some(words);
    }
    let colon = trimmed.strip_prefix([':', '…', '‥', '、']);
    let parted = colon.is_some() || trimmed.len() < rest.len() || trimmed.starts_with(['【', '「']);
    let words = colon.unwrap_or(trimmed).trim();
    (parted && says(words)).then_some(words)
}

/// True for words, and not for a number or another sign.
fn says(words: &str) -> bool {
    let wordy = |c: char| matches!(c, 'ぁ'..='ヺ' | '一'..='鿿');
    // A sentence may begin with a number; a number alone is no word.
    let begins =
        |c: char| wordy(c) || "([【「".contains(c) || c.is_ascii_digit() && words.contains('。');
    words.chars().any(wordy) && words.starts_with(begins)
}

/// True for short words of judgement.
fn is_gloss(words: &str) -> bool {
    let key = compare_key(words);
    let judges =
        GRADE_WORDS.contains(&key.as_ref()) || LEGEND_WORDS.iter().any(|word| key.contains(word));
    judges && !words.contains('。') && words.chars().count() <= LONGEST_GLOSS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    fn parted(value: &str, scale: Option<&Scale>) -> Option<(String, Option<String>)> {
        let mut text = Text::new();
        text.push_str(value, 0);
        let (label, words) = in_words(text.slice(), scale)?;
        Some((
            label.as_str().to_owned(),
            words.map(|words| words.as_str().to_owned()),
        ))
    }

    #[test]
    fn a_grade_is_parted_from_its_words() {
        for (value, label, words) in [
            ("B(概ね順調)", "B", Some("概ね順調")),
            ("A　計画どおり", "A", Some("計画どおり")),
            (
                "A\n利用者が増え、窓口が混まなくなった。",
                "A",
                Some("利用者が増え、窓口が混まなくなった。"),
            ),
            ("C:一部遅れがあった。", "C", Some("一部遅れがあった。")),
            ("S\n5か所を売却した。", "S", Some("5か所を売却した。")),
            (
                "S(計画以上)窓口を2つ増やした。",
                "S",
                Some("(計画以上)窓口を2つ増やした。"),
            ),
            ("◎ 計画以上", "◎", Some("計画以上")),
            ("〇(概ね達成)", "〇", Some("概ね達成")),
            ("★★☆ 順調", "★★☆", Some("順調")),
            ("B評価", "B", None),
            ("目標を達成した。(評価:A)", "A", Some("目標を達成した。")),
            ("A評価(達成)", "A", Some("達成")),
            ("【C】", "C", None),
            ("( A )", "A", None),
        ] {
            let found = parted(value, None);
            assert_eq!(
                found,
                Some((label.to_owned(), words.map(str::to_owned))),
                "{value}"
            );
        }
    }

    #[test]
    fn what_is_no_grade_with_words_stays_whole() {
        for value in [
            "A",
            "◎",
            "BCP(業務継続計画)を定めた。",
            "A:計画どおり B:やや遅れ",
            "A B C D",
            "○ 窓口を設けた。",
            "○窓口を設けた。",
            "A棟を直した。",
            "B→A",
            "3(普通)",
            "A(3)",
            "5 件を直した。",
            "計画どおり",
            "",
        ] {
            assert_eq!(parted(value, None), None, "{value}");
        }
    }

    #[test]
    fn a_label_of_the_printed_scale_counts() {
        let scale = read_legend("評価 3:良い 2:普通 1:悪い");
        let found = parted("2(普通)", scale.as_ref());
        assert_eq!(found, Some(("2".to_owned(), Some("普通".to_owned()))));
        let roman = read_legend("評価の区分 Ⅰ:目標達成 Ⅱ:一部達成 Ⅲ:未達成");
        let found = parted("届かなかった。(評価:Ⅱ)", roman.as_ref());
        assert_eq!(
            found,
            Some(("Ⅱ".to_owned(), Some("届かなかった。".to_owned())))
        );
    }
}
