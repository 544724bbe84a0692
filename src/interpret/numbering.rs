//! Numbers of items and levels, and the names behind them.

use super::value;
use crate::source::{Text, TextSlice};

/// The number in `No.49`, `1位`, `管理№ 3`: without the words around it.
pub(super) fn number_of(value: TextSlice<'_>) -> Text {
    let string = value.as_str();
    let lower = string.to_ascii_lowercase();
    let start = ["no.", "no", "№", "第"]
        .iter()
        .find(|prefix| lower.starts_with(**prefix))
        .map_or(0, |prefix| prefix.len());
    let rest = value.cut_from(start).trim();
    let words = rest.as_str();
    let end = words
        .strip_suffix(['位', '番', '号'])
        .map_or(words.len(), str::len);
    if words[..end].chars().all(|c| c.is_ascii_digit()) && end > 0 {
        rest.cut(0..end).to_text()
    } else {
        rest.to_text()
    }
}

/// A level word without the 名 that some forms put behind it: 部局名 is the level 部局.
pub(super) fn level_word(label: TextSlice<'_>) -> Text {
    let string = label.as_str();
    let bare = string
        .strip_suffix("名称")
        .or_else(|| string.strip_suffix('名'));
    let end = bare.map_or(string.len(), str::len);
    value::closed_up(label.cut(0..end))
}

/// A letter that numbers a level, on a line of its own or before a blank: A over つながる窓口.
pub(super) fn lettered(value: TextSlice<'_>) -> Option<(Option<TextSlice<'_>>, TextSlice<'_>)> {
    let string = value.as_str();
    let parted = string.get(1..)?.starts_with(['\n', ' ', '\u{3000}']);
    let name = value.cut_from(1).trim();
    (string.starts_with(|c: char| c.is_ascii_uppercase()) && parted && !name.is_empty())
        .then(|| (Some(value.cut(0..1)), name))
}

/// The value behind its level's own word, where a number follows that: `改革の柱1 …` under 改革の柱.
pub(super) fn without_level_word<'t>(value: TextSlice<'t>, word: &str) -> TextSlice<'t> {
    let rest = value.as_str().strip_prefix(word).map(str::trim_start);
    rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c)))
        .map_or(value, |rest| {
            value.cut_from(value.as_str().len() - rest.len())
        })
}

/// The number at the end of a label: 2 of `No.2`, 1-2 of `取組1-2`.
pub(super) fn trailing_digits(label: &Text) -> Option<Text> {
    let string = label.as_str().trim_end_matches([':', '：']);
    let counts = |c: char| c.is_ascii_digit() || c == '-';
    let rest = string.trim_end_matches(counts);
    let dashes = string[rest.len()..].chars().take_while(|c| *c == '-');
    let start = rest.len() + dashes.count();
    (start < string.len()).then(|| label.slice().cut(start..string.len()).to_text())
}

/// True for words, as a name has them and what stands behind a number in a code has not.
pub(super) fn names(text: &str) -> bool {
    let word = |c: &char| c.is_alphabetic() && !c.is_ascii();
    text.chars().filter(word).count() >= 3
}

/// Parts the number that leads a name from the name: `2 市民との情報共有`; `1-(2) …` and `Ⅱ …` too.
pub(super) fn split_number(value: TextSlice<'_>) -> (Option<TextSlice<'_>>, TextSlice<'_>) {
    match value::leading_number(value.as_str()) {
        Some((end, start)) => (Some(value.cut(0..end)), value.cut_from(start).trim()),
        None => (None, value),
    }
}
