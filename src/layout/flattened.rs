//! The text of a cell that a delimited sheet flattened: line breaks became spaces, and come back where the
//! next word begins an entry or a sentence.

use super::{justify, wrap};
use crate::source::{NOWHERE, Text, TextSlice, WrittenText};

/// Lines narrower than this are a list of words, in half-width characters.
const WRAPPED: u32 = 20;

/// The text of a cell, one clause or paragraph a line.
pub(crate) fn cell_text(lines: &[WrittenText], flattened: bool) -> Text {
    let mut text = Text::new();
    let is_wrapped = is_wrapped(lines);
    for line in lines {
        let line = line.display.slice().trim();
        if line.is_empty() {
            continue;
        }
        if !goes_on(text.as_str(), line.as_str(), is_wrapped) {
            text.push_break();
        }
        if flattened {
            unflatten(line, &mut text);
        } else {
            text.push_slice(justify::close_up(line).slice());
        }
    }
    text
}

/// True if the lines of a cell are as wide as each other but for the last, so that a program wrapped them.
fn is_wrapped(lines: &[WrittenText]) -> bool {
    let widths: Vec<u32> = lines
        .iter()
        .map(|line| wrap::width(line.display.as_str().trim()))
        .collect();
    let Some((last, full)) = widths.split_last() else {
        return false;
    };
    let widest = full.iter().copied().max().unwrap_or(0);
    full.len() >= 2
        && widest >= WRAPPED
        && *last <= widest
        && full.iter().all(|width| width + 2 >= widest)
}

/// True if a line of a cell goes on with the one before it, as the words of both say.
fn goes_on(before: &str, line: &str, is_wrapped: bool) -> bool {
    let before = before.rsplit('\n').next().unwrap_or(before);
    !before.is_empty()
        && !wrap::starts_entry(line)
        && !before.ends_with('。')
        && (is_wrapped || wrap::ends_in_particle(before))
}

fn unflatten(line: TextSlice<'_>, out: &mut Text) {
    let closed = justify::close_up(line);
    let line = closed.slice();
    let string = line.as_str();
    let mut start = 0;
    for (space, _) in string.match_indices([' ', '\u{3000}']) {
        let rest = string[space..].trim_start();
        if space < start || rest.is_empty() || !begins_line(&string[..space], rest) {
            continue;
        }
        out.push_slice(line.cut(start..space).trim());
        out.push('\n', NOWHERE);
        start = string.len() - rest.len();
    }
    out.push_slice(line.cut_from(start).trim());
}

/// True if what follows a space began a line of its own: an entry mark, or a sentence after a full stop. A mark
/// right behind another (`(1) (2)`, `V - 3 - (1)`) is no entry.
fn begins_line(before: &str, after: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    if after.starts_with(['-', '–', '<', '→', '⇒', '*']) {
        return false;
    }
    if wrap::starts_entry(after) {
        return last.is_some_and(|c| !matches!(c, '-' | '–' | ')' | '・' | '•' | '~' | '～'))
            || before.trim_end().chars().count() > 6 && last == Some(')');
    }
    last == Some('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(cell: &str) -> String {
        let mut text = Text::new();
        for (at, c) in (0..).zip(cell.chars()) {
            text.push(c, at);
        }
        let mut out = Text::new();
        unflatten(text.slice(), &mut out);
        out.as_str().to_owned()
    }

    #[test]
    fn entries_and_sentences_begin_lines() {
        let cases = [
            (
                "雨量計の設置 (1)場所の選定 (2)観測",
                "雨量計の設置\n(1)場所の選定\n(2)観測",
            ),
            ("開催した。 今後も続ける。", "開催した。\n今後も続ける。"),
            ("(1) 5月 (2)(3) 6月から", "(1) 5月\n(2)(3) 6月から"),
            ("・ 研修 ・ 会議", "・ 研修\n・ 会議"),
            ("- 1 - (2)", "- 1 - (2)"),
            ("予定通り 進捗", "予定通り 進捗"),
        ];
        for (cell, expected) in cases {
            assert_eq!(lines(cell), expected);
        }
    }
}
