//! Labels and values on one line: where a label ends, and where the next one begins.

use super::label::{Label, LabelReader};
use crate::lexicon::Concept;
use crate::notation::mark;
use crate::source::TextSlice;
use std::sync::Arc;

/// A longer text in brackets is no label that a lexicon may miss, in characters.
const LONGEST_KEY: usize = 18;
/// What may stand between two pairs of one line.
pub(super) const SEPARATORS: [char; 4] = [' ', '\u{3000}', '/', '／'];
/// Brackets that set a label off from its value.
pub(super) const BRACKETS: [(char, char); 7] = [
    ('【', '】'),
    ('≪', '≫'),
    ('《', '》'),
    ('〈', '〉'),
    ('[', ']'),
    ('<', '>'),
    ('〔', '〕'),
];

/// The mark or bracket that sets a label or a heading off, where a line begins with one.
pub(super) fn decoration(line: &str) -> Option<char> {
    let bracket = || {
        let first = line.chars().next()?;
        BRACKETS
            .iter()
            .any(|(open, _)| *open == first)
            .then_some(first)
    };
    mark::of_heading(line).or_else(bracket)
}

/// A label without the marks and brackets around it and the colon behind it.
pub(crate) fn undecorated(label: TextSlice<'_>) -> TextSlice<'_> {
    let string = label.as_str();
    let is_mark = |c: char| {
        c.is_whitespace()
            || ":：".contains(c)
            || mark::OF_HEADINGS.contains(c)
            || BRACKETS
                .iter()
                .any(|&(open, close)| c == open || c == close)
    };
    let marked = mark::of_heading(string).map_or(0, char::len_utf8);
    let bare = string[marked..].trim_matches(is_mark);
    let start = string.find(bare).unwrap_or(0);
    if bare.is_empty() {
        label
    } else {
        label.cut(start..start + bare.len())
    }
}

/// Who is in charge, as a line in brackets says and nothing else: `(担当課　市民課、税務課)`.
pub(super) fn charge_in_brackets<'t>(
    line: TextSlice<'t>,
    reader: &LabelReader<'_>,
) -> Option<(Label, TextSlice<'t>)> {
    let line = line.trim();
    let inner = line.as_str().strip_prefix('(')?.strip_suffix(')')?;
    let (label, value) = reader.leading(line.cut(1..1 + inner.len()))?;
    let names = label.concept == Some(Concept::Department) && label.sure;
    (names && !value.is_empty()).then_some((label, value))
}

/// Where in a value the next label of its line begins, in bytes: behind a blank, and set off by brackets or by a
/// colon, as in `市民課  【関係課】 税務課`.
///
/// Behind the name of an indicator 目標 and 実績 need no more than a blank: `登録団体数 目標 45団体 実績 48団体`.
pub(super) fn next_label(
    label: &Label,
    value: TextSlice<'_>,
    reader: &LabelReader<'_>,
) -> Option<usize> {
    let string = value.as_str();
    let counts = matches!(label.concept, Some(Concept::Indicator | Concept::Cost));
    let measured = counts || is_side(label);
    let first = measured.then_some(0);
    let behind = string
        .match_indices(SEPARATORS)
        .map(|(at, blank)| at + blank.len());
    first.into_iter().chain(behind).find(|&at| {
        let rest = value.cut_from(at);
        let opens = rest
            .as_str()
            .starts_with(BRACKETS.map(|(open, _)| open).as_slice());
        reader.leading(rest).is_some_and(|(label, _)| {
            let gap = string[..at].ends_with("  ") || string[..at].ends_with("\u{3000}\u{3000}");
            opens
                || gap && label.sure && label.is_item_field()
                || label.text.as_str().ends_with([':', '：'])
                || measured && is_side(&label)
        })
    })
}

/// A short text before a gap and what stands behind it, where no further gap parts that: `主管課　　　市民課`.
pub(super) fn before_gap(line: TextSlice<'_>) -> Option<(TextSlice<'_>, TextSlice<'_>)> {
    const LONGEST: usize = 10;
    let blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\t');
    let line = line.trim();
    let string = line.as_str();
    let gap = |from: usize, wide: bool| {
        string[from..].match_indices(blank).find_map(|(at, c)| {
            let next = string[from + at + c.len()..].chars().next();
            (!wide && c != " " || next.is_some_and(blank)).then_some(from + at)
        })
    };
    let at = gap(0, false)?;
    let (key, value) = (line.cut(0..at).trim(), line.cut_from(at).trim());
    let begins = string.len() - value.as_str().len();
    let wordy = |c: char| c.is_alphabetic() && !c.is_ascii();
    let named = key.as_str().chars().next().is_some_and(wordy);
    let short = (2..=LONGEST).contains(&key.as_str().chars().count());
    (named
        && short
        && !key.as_str().contains(['、', '。'])
        && !value.is_empty()
        && gap(begins, true).is_none())
    .then_some((key, value))
}

/// The words before each colon of a line that begins with such words: 主管 and 開始 of `主管:税務課/開始:R6.10`.
pub(super) fn keys_of_line(line: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let mut keys = Vec::new();
    let mut rest = line;
    while let Some((key, value)) = before_colon(rest) {
        keys.push(undecorated(key));
        let Some((at, sign)) = value.as_str().match_indices(SEPARATORS).next() else {
            break;
        };
        rest = value.cut_from(at + sign.len());
    }
    keys
}

fn is_side(label: &Label) -> bool {
    matches!(
        label.concept,
        Some(
            Concept::Plan
                | Concept::Result
                | Concept::Derived
                | Concept::Baseline
                | Concept::Target
                | Concept::CostPlan
                | Concept::CostResult
        )
    )
}

/// A bracketed head of a line that no lexicon knows, and what stands behind it: `【到達点】 年間1,200時間`.
pub(super) fn unknown_in_brackets<'t>(
    line: TextSlice<'t>,
    reader: &LabelReader<'_>,
) -> Option<(Label, TextSlice<'t>)> {
    let string = line.as_str();
    let (open, close) = BRACKETS
        .into_iter()
        .find(|(open, _)| string.starts_with(*open))?;
    let end = string.find(close)?;
    let inner = line.cut(open.len_utf8()..end);
    let length = inner.as_str().chars().count();
    let after = end + close.len_utf8();
    (1..=LONGEST_KEY).contains(&length).then(|| {
        let label = Label {
            text: Arc::new(line.cut(0..after).to_text()),
            ..reader.guess(inner)
        };
        (label, line.cut_from(after).trim())
    })
}

/// The words of a list's entry, behind its bullet: `- 担当課:総務課`.
pub(super) fn bullet(line: TextSlice<'_>) -> Option<TextSlice<'_>> {
    let string = line.as_str();
    let entry = string.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
    Some(line.cut_from(string.len() - entry.len()))
}

/// A short text before a colon and what stands behind it.
pub(super) fn before_colon(line: TextSlice<'_>) -> Option<(TextSlice<'_>, TextSlice<'_>)> {
    const LONGEST: usize = 12;
    let at = line.as_str().find([':', '：'])?;
    let behind = at + line.as_str()[at..].chars().next().map_or(1, char::len_utf8);
    let key = line.cut(0..at).trim();
    let short = (2..=LONGEST).contains(&key.as_str().chars().count());
    (short && !key.as_str().contains(['、', '。']))
        .then(|| (line.cut(0..behind), line.cut_from(behind).trim()))
}
