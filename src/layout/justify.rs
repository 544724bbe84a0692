//! Takes out the spaces that justification leaves between characters.
//!
//! `平成13 年` and `平成 13年` are always such; a single space between Japanese and Latin text is one in running
//! text, but a column gap in a printed table row, so that it goes only where the text reads as a sentence.

use crate::source::{Text, TextSlice};

/// The same text without the spaces of justification.
pub(crate) fn close_up(text: TextSlice<'_>) -> Text {
    let string = text.as_str();
    if !string.contains(' ') {
        return text.to_text();
    }
    let sentence = string.contains(['。', '、']);
    let chars: Vec<(char, u32)> = text.places().collect();
    let mut out = Text::new();
    for (i, &(c, at)) in chars.iter().enumerate() {
        let neighbour = |j: Option<usize>| j.and_then(|j| chars.get(j)).map(|(c, _)| *c);
        if c == ' '
            && let (Some(before), Some(after)) =
                (neighbour(i.checked_sub(1)), neighbour(Some(i + 1)))
            && is_justification(before, after, sentence)
        {
            continue;
        }
        out.push(c, at);
    }
    out
}

fn is_justification(before: char, after: char, sentence: bool) -> bool {
    let counter = |c: char| "年月日度名円%件回".contains(c);
    let date = (after.is_ascii_digit() && "成和正治年月".contains(before))
        || (before.is_ascii_digit() && counter(after));
    let mixed = (is_japanese(before) && after.is_ascii_alphanumeric())
        || (before.is_ascii_alphanumeric() && is_japanese(after));
    date || (sentence && mixed)
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '、' | '。' | '々')
}
