//! Cuts a line at its gaps into what may be cells.

use super::FEWEST_COLUMNS;
use crate::layout::written;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::period;
use crate::source::{self, Part, WrittenText};
use std::ops::Range;

/// Blanks of this many half-width columns part two cells.
const GAP: u32 = 2;
/// A longer word is no year alone, in characters.
const LONGEST_YEAR: usize = 8;
/// A longer unit is part of a sentence, in characters.
const LONGEST_UNIT: usize = 3;

/// What the columns of a text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    /// The half-width columns of a screen, as an editor shows them.
    Width,
    /// Characters, whatever their width, as `pdftotext -layout` counts them.
    Characters,
}

impl Metric {
    fn width(self, c: char) -> u32 {
        match self {
            Self::Width => source::char_width(c),
            Self::Characters => 1,
        }
    }
}

/// Cells of two lines that begin or end in line, for each line with the one before it that has several.
pub(super) fn agreements(rows: &[Option<Row<'_>>]) -> usize {
    let wide = rows
        .iter()
        .flatten()
        .filter(|row| row.segments.len() >= FEWEST_COLUMNS);
    let wide: Vec<&[Segment]> = wide.map(|row| row.segments.as_slice()).collect();
    let agree = |pair: &[&[Segment]]| {
        let (above, below) = (pair[0], pair[1]);
        let with = |cell: &&Segment| {
            above
                .iter()
                .any(|other| other.from == cell.from || other.to == cell.to)
        };
        below.iter().skip(1).filter(with).count()
    };
    wide.windows(2).map(agree).sum()
}

/// A stretch of a line without a gap: where it begins and ends in half-width columns, and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) bytes: Range<usize>,
}

/// A line cut at its gaps.
pub(super) struct Row<'t> {
    pub(super) line: &'t WrittenText,
    /// It is drawn with dashes.
    pub(super) is_rule: bool,
    pub(super) segments: Vec<Segment>,
}

/// Cuts a line; none for what is no line, no segments for a blank one and one of dashes.
pub(super) fn row<'t>(part: &'t Part, source: &str, metric: Metric) -> Option<Row<'t>> {
    let Part::Line(line) = part else { return None };
    let string = line.display.as_str();
    let is_rule = is_rule(string);
    // The number of a page stands between the lines of a cell that goes on below it.
    let segments = if is_rule || written::is_numbered_page(line) {
        Vec::new()
    } else {
        segments(line, source, metric)
    };
    Some(Row {
        line,
        is_rule,
        segments,
    })
}

/// Cuts headers at single blanks too where the row below has just as many cells: `番号　取組項目    担当課` over `1    窓口の改善    市民課`.
pub(super) fn part_headers(rows: &mut [Option<Row<'_>>], source: &str, metric: Metric) {
    for i in 0..rows.len() {
        let mut below = rows[i + 1..].iter().map_while(Option::as_ref);
        let Some(next) = below.find(|row| !row.is_rule).map(|row| row.segments.len()) else {
            continue;
        };
        let Some(row) = rows[i].as_mut().filter(|row| row.segments.len() < next) else {
            continue;
        };
        if row.segments.len() + 1 < FEWEST_COLUMNS {
            continue;
        }
        let words = words(row.line, source, metric);
        if words.len() == next {
            row.segments = words;
        }
    }
}

/// True for a line that is drawn with dashes and says nothing.
pub(crate) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let drawn = |c: char| "-=─━‐－_+|│┃".contains(c) || c.is_whitespace();
    line.len() >= 4 && line.chars().all(drawn)
}

/// The stretches of a line between its gaps. One full-width space is a blank between words.
fn segments(line: &WrittenText, source: &str, metric: Metric) -> Vec<Segment> {
    let string = line.display.as_str();
    let parted = cut(line, source, metric, |blanks, wide| {
        blanks >= GAP && !(wide == 1 && blanks == 2)
    });
    let run_together = |segment: &Segment| {
        let words = &string[segment.bytes.clone()];
        words.contains(char::is_whitespace) && (are_years(words) || ends_in_figure(words))
    };
    if !parted.iter().any(run_together) {
        return parted;
    }
    let words = words(line, source, metric);
    let mut segments: Vec<Segment> = Vec::new();
    for segment in parted {
        let within = |word: &&Segment| word.from >= segment.from && word.to <= segment.to;
        let mut words = words.iter().filter(within).cloned();
        if !run_together(&segment) {
            segments.push(segment);
        } else if are_years(&string[segment.bytes.clone()]) {
            segments.extend(words);
        } else if let (Some(figure), Some(last)) = (words.next_back(), words.next_back()) {
            segments.push(Segment {
                to: last.to,
                bytes: segment.bytes.start..last.bytes.end,
                ..segment
            });
            segments.push(figure);
        } else {
            segments.push(segment);
        }
    }
    segments
}

/// True for several years with blanks between: 令和3年度　令和4年度 are two headers.
fn are_years(words: &str) -> bool {
    words.split_whitespace().all(is_bare_year)
}

/// True for a side and the figure behind it, with one blank between: `目　標　28,500千円`.
fn ends_in_figure(words: &str) -> bool {
    let mut parts = words.rsplitn(2, char::is_whitespace);
    let (Some(figure), Some(side)) = (parts.next(), parts.next()) else {
        return false;
    };
    is_figure(figure) && is_side(side)
}

/// True for a fiscal year and nothing else: 令和3年度.
fn is_bare_year(word: &str) -> bool {
    word.ends_with("年度")
        && word.contains(|c: char| c.is_ascii_digit() || c == '元')
        && word.chars().count() <= LONGEST_YEAR
        && period::may_begin(word)
}

/// Cuts a name from the side behind it where the next line begins with a side right below: `時間外勤務手当　目標` over `実績`.
pub(super) fn part_sides(rows: &mut [Option<Row<'_>>]) {
    for i in 1..rows.len() {
        let (above, below) = rows.split_at_mut(i);
        let (Some(Some(above)), Some(Some(below))) = (above.last_mut(), below.first()) else {
            continue;
        };
        let (Some(name), Some(side)) = (above.segments.first(), below.segments.first()) else {
            continue;
        };
        if above.segments.len() < 2 || !(name.from < side.from && side.from < name.to) {
            continue;
        }
        let words = &above.line.display.as_str()[name.bytes.clone()];
        let Some((start, last)) = words.char_indices().rev().find_map(|(at, c)| {
            let next = at + c.len_utf8();
            c.is_whitespace().then(|| (next, &words[next..]))
        }) else {
            continue;
        };
        let below = &below.line.display.as_str()[side.bytes.clone()];
        if !is_side(last) || !is_side(below) {
            continue;
        }
        let behind = Segment {
            from: side.from,
            to: name.to,
            bytes: name.bytes.start + start..name.bytes.end,
        };
        let name = &mut above.segments[0];
        name.bytes.end = name.bytes.start + words[..start].trim_end().len();
        name.to = side.from.saturating_sub(GAP);
        above.segments.insert(1, behind);
    }
}

/// True for a word that says which side of a plan its row gives: 目標, 実績.
pub(super) fn is_side(word: &str) -> bool {
    let concept = LEXICON.exact(&normalize::compare_key(word));
    concept.is_some_and(Concept::is_side)
}

/// True if a cell of a line says which side of a plan it gives.
pub(super) fn has_side(row: &Row<'_>) -> bool {
    let string = row.line.display.as_str();
    let mut cells = row.segments.iter();
    cells.any(|cell| is_side(&string[cell.bytes.clone()]))
}

/// Cuts a line at every blank.
pub(super) fn words(line: &WrittenText, source: &str, metric: Metric) -> Vec<Segment> {
    cut(line, source, metric, |blanks, _| blanks > 0)
}

/// Cuts a line where `parts` says so of the width of a blank and of how many full-width spaces it has. Columns are those of
/// the line as it was written: folding makes half-width brackets of full-width ones.
fn cut(
    line: &WrittenText,
    source: &str,
    metric: Metric,
    parts: impl Fn(u32, u32) -> bool,
) -> Vec<Segment> {
    let written = source.get(line.raw.start as usize..line.raw.end as usize);
    let string = line.display.as_str();
    let mut written = written
        .filter(|written| !written.is_empty() && *written != string)
        .map(|written| written.chars().map(|c| metric.width(c)));
    let mut last = line.display.slice().first_place();
    let mut segments: Vec<Segment> = Vec::new();
    let (mut at, mut blanks, mut wide) = (0, u32::MAX, 0);
    let places = line.display.slice().places().map(|(_, place)| place);
    for ((byte, c), place) in string.char_indices().zip(places) {
        let width = match &mut written {
            None => metric.width(c),
            Some(widths) => {
                // Several characters may come of one, and one of several.
                let passed = last.map_or(0, |last| place.saturating_sub(last));
                let skipped: u32 = widths
                    .by_ref()
                    .take(passed.saturating_sub(1) as usize)
                    .sum();
                at += skipped;
                let fresh = passed > 0 || byte == 0;
                last = Some(place);
                if fresh { widths.next().unwrap_or(0) } else { 0 }
            }
        };
        if c.is_whitespace() {
            blanks = blanks.saturating_add(width);
            wide += u32::from(c == '\u{3000}');
        } else {
            let gap = parts(blanks, wide);
            let end = byte + c.len_utf8();
            match segments.last_mut().filter(|_| !gap) {
                Some(last) => (last.to, last.bytes.end) = (at + width, end),
                None => segments.push(Segment {
                    from: at,
                    to: at + width,
                    bytes: byte..end,
                }),
            }
            (blanks, wide) = (0, 0);
        }
        at += width;
    }
    segments
}

/// How many cells of a line are figures: those of a row, as a text that goes on has none side by side.
pub(super) fn figures(row: &Row<'_>) -> usize {
    let string = row.line.display.as_str();
    let figure = |segment: &&Segment| is_figure(&string[segment.bytes.clone()]);
    row.segments.iter().filter(figure).count()
}

/// True for a number with or without its unit: ▲1,200, 35件.
fn is_figure(words: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || ",.%-▲△".contains(c);
    let unit = words.trim_start_matches(part);
    let counts = |c: char| c.is_alphabetic() && !"年月日度期頃".contains(c);
    words.starts_with(part)
        && words.contains(|c: char| c.is_ascii_digit())
        && unit.chars().count() <= LONGEST_UNIT
        && unit.chars().all(counts)
}

/// How many cells of a line begin with a year: 31年度, R6, 29年度実績.
pub(super) fn years(row: &Row<'_>) -> usize {
    let string = row.line.display.as_str();
    let dated = |segment: &&Segment| {
        let words = &string[segment.bytes.clone()];
        let digits = words.contains(|c: char| c.is_ascii_digit() || c == '元');
        digits && period::may_begin(words)
    };
    row.segments.iter().filter(dated).count()
}
