//! Options of which one is chosen by a mark: `□拡充 ■改善 □縮小`.

use crate::source::TextSlice;

/// Marks of an option that is chosen.
const CHOSEN: &[char] = &['■', '☑', '☒', '✓', '✔', '●', '◉'];
/// Marks of an option that is not.
const OPEN: &[char] = &['□', '☐', '○', '◯'];
/// A longer entry is a sentence of a list and no option, in characters.
const LONGEST_OPTION: usize = 24;

/// Reads a closed set of options. None where the text is no such set; `Some(None)` where nothing, or more than
/// one, is chosen.
///
/// A set has at least two options, each behind its mark, and at least one that is not chosen: a list whose
/// entries all begin with ■ is a list.
pub fn read(text: TextSlice<'_>) -> Option<Option<TextSlice<'_>>> {
    let string = text.as_str();
    let is_mark = |c: char| CHOSEN.contains(&c) || OPEN.contains(&c);
    let marks: Vec<(usize, char)> = string.char_indices().filter(|(_, c)| is_mark(*c)).collect();
    let (&(first, _), open) = (
        marks.first()?,
        marks.iter().filter(|(_, c)| OPEN.contains(c)).count(),
    );
    if marks.len() < 2 || open == 0 || !string[..first].trim().is_empty() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|(i, _)| *i).chain([string.len()]);
    let options: Vec<(char, TextSlice<'_>)> = marks
        .iter()
        .zip(ends)
        .map(|(&(start, mark), end)| (mark, text.cut(start + mark.len_utf8()..end).trim()))
        .collect();
    let is_option = |option: TextSlice<'_>| {
        let words = option.as_str();
        !words.is_empty() && words.chars().count() <= LONGEST_OPTION && !words.contains('。')
    };
    if !options.iter().all(|(_, option)| is_option(*option)) {
        return None;
    }
    let mut chosen = options.iter().filter(|(mark, _)| CHOSEN.contains(mark));
    let first = chosen.next().map(|(_, option)| *option);
    Some(first.filter(|_| chosen.next().is_none()))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::Text;

    #[test]
    fn tells_options_from_lists() {
        let cases: &[(&str, Option<Option<&str>>)] = &[
            ("□拡充 ■改善 □縮小", Some(Some("改善"))),
            ("□拡充\n□改善\n■現行どおり", Some(Some("現行どおり"))),
            ("□拡充 □改善", Some(None)),
            ("■研修の実施 ■会議の開催", None),
            ("○研修を実施した。\n○会議を開いた。", None),
            ("改善する", None),
        ];
        for (string, expected) in cases {
            let mut text = Text::new();
            for (at, c) in (0..).zip(string.chars()) {
                text.push(c, at);
            }
            let found = read(text.slice()).map(|choice| choice.map(|slice| slice.as_str()));
            assert_eq!(found, *expected, "{string}");
        }
    }
}
