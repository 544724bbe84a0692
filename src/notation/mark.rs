//! Marks at the head of a line: bullets, squares and circles before an entry, a heading or a label.
//!
//! 〇 (U+3007) is the numeral zero, and what many type for ○: at the head of a line it is a mark, unless a fraction
//! goes on behind it (〇.五) or it stands for a name left open (〇〇市). No numeral begins with zero otherwise.

/// Marks of headings and labels.
pub const OF_HEADINGS: &str = "■□●○◯◆◇▼◎";
/// Marks of the entries of a list.
const OF_LISTS: &str = "・･•◦‣●○◯";
/// Marks of other entries and notes.
const OF_NOTES: &str = "▲△▽★☆※＊*►▶➢✓☑";
/// The numeral that is typed for a circle.
const ZERO: char = '〇';

/// The mark of a heading or a label that a line begins with: `■ 窓口の改善`.
pub fn of_heading(line: &str) -> Option<char> {
    first(line, |c| OF_HEADINGS.contains(c))
}

/// The mark of a list's entry that a line begins with: `・会議を開いた`.
pub fn of_list(line: &str) -> Option<char> {
    first(line, |c| OF_LISTS.contains(c))
}

/// The mark of whatever entry a line begins with: one of a heading, of a list or of a note.
pub fn of_entry(line: &str) -> Option<char> {
    first(line, is_mark)
}

/// What stands behind all marks and blanks at the head of a line.
pub fn after(line: &str) -> &str {
    let mut rest = line.trim_start();
    while let Some(mark) = of_entry(rest) {
        rest = rest.get(mark.len_utf8()..).unwrap_or_default().trim_start();
    }
    rest
}

/// True for a character that marks a line wherever it is found at its head.
pub fn is_mark(c: char) -> bool {
    OF_HEADINGS.contains(c) || OF_LISTS.contains(c) || OF_NOTES.contains(c)
}

/// The circle that 〇 is typed for; all other characters as they are.
pub fn circle(c: char) -> char {
    if c == ZERO { '○' } else { c }
}

fn first(line: &str, is_mark: impl Fn(char) -> bool) -> Option<char> {
    let mut chars = line.chars();
    // Most lines begin with a letter or an ideograph.
    let is_sign = |c: &char| !c.is_ascii_alphanumeric() && !matches!(c, 'ぁ'..='ヺ' | '一'..='鿿');
    let mark = chars.next().filter(is_sign)?;
    let goes_on = |c: char| c == ZERO || ".．".contains(c);
    let marks = if mark == ZERO {
        is_mark(circle(mark)) && !chars.next().is_some_and(goes_on)
    } else {
        is_mark(mark)
    };
    marks.then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_a_mark_unless_it_counts_or_stands_for_a_name() {
        for (line, mark) in [
            ("〇 窓口の改善", Some('〇')),
            ("〇窓口の改善", Some('〇')),
            ("〇", Some('〇')),
            ("〇〇市の取組", None),
            ("〇一般会計", Some('〇')),
            ("〇.5人", None),
            ("○ 窓口の改善", Some('○')),
            ("二〇二三年", None),
        ] {
            assert_eq!(of_heading(line), mark, "{line}");
            assert_eq!(of_list(line), mark, "{line}");
        }
    }

    #[test]
    fn each_sort_of_line_has_its_marks() {
        for (line, heading, list, entry) in [
            ("■ 目的", true, false, true),
            ("・会議を開いた", false, true, true),
            ("●窓口の改善", true, true, true),
            ("※1 速報値", false, false, true),
            ("窓口の改善", false, false, false),
            ("", false, false, false),
        ] {
            assert_eq!(of_heading(line).is_some(), heading, "{line}");
            assert_eq!(of_list(line).is_some(), list, "{line}");
            assert_eq!(of_entry(line).is_some(), entry, "{line}");
        }
    }

    #[test]
    fn all_marks_and_blanks_are_passed_over() {
        assert_eq!(after("■ ・ 窓口の改善"), "窓口の改善");
        assert_eq!(after("　〇窓口"), "窓口");
        assert_eq!(after("〇〇市"), "〇〇市");
        assert_eq!(after("※"), "");
    }
}
