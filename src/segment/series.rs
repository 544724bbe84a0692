//! The entries of a value that gives one year after the other: `R3:調査、R4:試行`, `17年度 350千円 18年度 410千円`.

use super::label::{Label, LabelReader};
use crate::lexicon::Concept;
use crate::notation::period;
use crate::record::PeriodKind;
use crate::source::{Text, TextSlice};

/// Fewer entries are no series.
const FEWEST: usize = 2;
/// What parts an entry from the one before it.
const BETWEEN: [char; 8] = ['\n', ' ', '\u{3000}', '、', ',', '，', '；', ';'];
/// What parts a year from what it was planned or done.
const BEHIND: [char; 6] = [':', '：', ' ', '\u{3000}', '\n', '…'];

/// The entries of a value, where its label heads plans, results or a schedule: the year that each stands under, and its
/// text; none where the value is no such series. The first has no year of its own where the label names it: `実績17年度
/// …` over `18年度 …`.
pub(super) fn entries(
    label: &Label,
    value: TextSlice<'_>,
    reader: &LabelReader<'_>,
) -> Option<Vec<(Option<Label>, Text)>> {
    if !(label.is_axis() || is_of_years(label) || tells_the_past(label)) || label.concept.is_none()
    {
        return None;
    }
    let string = value.as_str();
    let begins: Vec<(usize, (period::Reading, usize))> = string
        .char_indices()
        .filter(|(at, _)| begins_entry(&string[..*at]))
        .filter_map(|(at, _)| Some((at, entry(&string[at..], reader)?)))
        .collect();
    let first = begins.first()?.0;
    let dated = label.period.is_some();
    if dated != (first > 0) || begins.len() + usize::from(dated) < FEWEST {
        return None;
    }
    let mut entries = Vec::new();
    let mut before = string[..first].trim_end_matches(BETWEEN).len();
    if dated {
        entries.push((None, value.cut(0..before).trim().to_text()));
    }
    let ends = begins.iter().skip(1).map(|(at, _)| *at);
    for ((at, (reading, length)), end) in begins.iter().zip(ends.chain([string.len()])) {
        // A year with nothing behind it ends where the next begins.
        let from = (at + length).min(end);
        let kept = from + string[from..end].trim_end_matches(BETWEEN).len();
        // What parts two entries belongs to the year behind it.
        let words = value.cut(before..from).trim().to_text();
        let text = value.cut(from..kept).trim().to_text();
        entries.push((Some(reader.period_label(words, reading.clone())), text));
        before = kept;
    }
    Some(entries)
}

/// True if an entry may begin behind these words.
fn begins_entry(before: &str) -> bool {
    before.is_empty() || before.ends_with(BETWEEN) || before.ends_with('。')
}

/// True for a label that asks for what has been done so far, which is a result where it is told year by year: これまでの取組.
pub(super) fn tells_the_past(label: &Label) -> bool {
    label.concept == Some(Concept::Background) && label.text.as_str().contains("取組")
}

/// True for a label under which forms give a value for each year.
fn is_of_years(label: &Label) -> bool {
    matches!(
        label.concept,
        Some(Concept::Schedule | Concept::Progress | Concept::Cost | Concept::Indicator)
    )
}

/// The year that an entry begins with, and the length of what names it with the sign behind it, in bytes.
fn entry(text: &str, reader: &LabelReader<'_>) -> Option<(period::Reading, usize)> {
    if !period::may_begin(text) {
        return None;
    }
    let (reading, rest) = period::read_prefix(text, reader.context())?;
    let named = &text[..text.len() - rest.len()];
    // Where a line was closed up, no blank parts 18年度 from 112件; what goes on with に is a sentence.
    let kana = |c: char| ('\u{3041}'..='\u{309f}').contains(&c);
    let closed_up =
        named.ends_with('度') && rest.starts_with(|c: char| c.is_alphanumeric() && !kana(c));
    let parted = rest.starts_with(BEHIND) || named.ends_with(BEHIND) || closed_up;
    let year = reading.period.kind == PeriodKind::Year && reading.period.fiscal_year.is_some();
    let signs = rest.len() - rest.trim_start_matches(BEHIND).len();
    (parted && year).then_some((reading, named.len() + signs))
}
