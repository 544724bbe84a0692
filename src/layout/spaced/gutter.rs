//! Parts cells that fill their column to its end, so that a single blank is all that stands before the next: `サイト　広報課`.

use super::FEWEST_COLUMNS;
use super::cut::{self, Metric, Row, Segment};
use std::collections::BTreeMap;

/// A column where so many lines begin a cell is one.
const FEWEST_BEGIN: usize = 3;

/// Parts the cells of neighbouring lines at the blanks before columns where most of the lines begin a cell.
pub(super) fn part_cells(rows: &mut [Option<Row<'_>>], source: &str, metric: Metric) {
    let mut at = 0;
    while at < rows.len() {
        let lines = rows[at..].iter().take_while(|row| row.is_some()).count();
        let run = &mut rows[at..at + lines];
        let begins = beginnings(run);
        if !begins.is_empty() {
            for row in run.iter_mut().flatten() {
                part(row, &begins, source, metric);
            }
        }
        at += lines + 1;
    }
}

/// The columns where most of the lines with cells begin one, and that hardly any runs over.
fn beginnings(rows: &[Option<Row<'_>>]) -> Vec<u32> {
    let wide = || {
        let rows = rows.iter().flatten();
        rows.filter(|row| row.segments.len() >= FEWEST_COLUMNS)
    };
    let mut begins: BTreeMap<u32, usize> = BTreeMap::new();
    for segment in wide().flat_map(|row| row.segments.iter().skip(1)) {
        *begins.entry(segment.from).or_default() += 1;
    }
    let through = |at: u32| {
        let over = |segment: &Segment| segment.from < at && segment.to > at;
        wide().filter(|row| row.segments.iter().any(over)).count()
    };
    begins.retain(|at, lines| *lines >= FEWEST_BEGIN && *lines > through(*at) * 2);
    begins.into_keys().collect()
}

/// Cuts the cells of a line that run over the beginning of a column and have a blank right before it.
fn part(row: &mut Row<'_>, begins: &[u32], source: &str, metric: Metric) {
    let over = |segment: &Segment, at: u32| segment.from < at && segment.to > at;
    let runs_over = |segment: &Segment| begins.iter().any(|at| over(segment, *at));
    if row.segments.len() < FEWEST_COLUMNS || !row.segments.iter().any(runs_over) {
        return;
    }
    let words = cut::words(row.line, source, metric);
    let mut parted = Vec::with_capacity(row.segments.len() + 1);
    for segment in row.segments.drain(..) {
        let mut rest = segment;
        for at in begins {
            if !over(&rest, *at) {
                continue;
            }
            let Some(next) = words.iter().position(|word| word.from == *at) else {
                continue;
            };
            let before = Segment {
                from: rest.from,
                to: words[next - 1].to,
                bytes: rest.bytes.start..words[next - 1].bytes.end,
            };
            rest.bytes.start = words[next].bytes.start;
            rest.from = *at;
            parted.push(before);
        }
        parted.push(rest);
    }
    row.segments = parted;
}
