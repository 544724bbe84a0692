//! Columns of prose, and how they are told from columns of words.

use super::column::{Gutters, Span};
use super::line::{Line, ink_end, shown};
use crate::source::PaintedPage;

/// A column of prose is at least this many em wide.
const WIDTH: f32 = 9.0;
/// Lines of every column, if they fill it ...
const LINES: usize = 5;
/// ... which is to say this much of its width.
const FILL: f32 = 0.75;
/// Where headings and ends of paragraphs leave lines short: lines of every column, ...
const FEW_LINES: usize = 3;
/// ... lines of all columns together, ...
const ALL_LINES: usize = 10;
/// ... and how many of them are full, ...
const FULL_SHARE: f32 = 0.3;
/// ... which is to say that they end within this many em of the margin.
const FULL: f32 = 2.0;
/// Of the lines of every column, so many have a comma or a full stop: sentences have, words in a list have not.
const MARKED_SHARE: f32 = 0.25;
/// So many entries make a list.
const FEWEST_ENTRIES: usize = 2;
/// A step of this many times the smallest one parts two blocks of a column.
const BLOCK_STEP: f32 = 1.25;
/// Blocks begin at the same height if their first lines are less than this many em apart.
const SAME_HEIGHT: f32 = 0.3;

/// What a line has in one column.
struct Part {
    top: f32,
    end: f32,
    em: f32,
    /// Has a comma or a full stop.
    marked: bool,
    /// Begins with the mark of an entry.
    entry: bool,
}

/// True if the lines are sentences or lists of entries that run in columns, and no table.
pub(super) fn is_prose(
    page: &PaintedPage,
    lines: &[Line],
    spans: &[Vec<Span>],
    gutters: &Gutters,
) -> bool {
    let em = lines.first().map_or(0.0, |line| line.em);
    if gutters
        .columns()
        .any(|reach| reach.to - reach.from < em * WIDTH)
    {
        return false;
    }
    let columns = parts(page, lines, gutters);
    columns.iter().all(|column| is_list(column))
        || columns.iter().all(|column| {
            let marked = column.iter().filter(|part| part.marked).count();
            marked as f32 >= column.len() as f32 * MARKED_SHARE
        }) && (fills(spans, gutters) || runs_in_two(&columns, em))
}

/// The parts of lines, column by column, from the top.
fn parts(page: &PaintedPage, lines: &[Line], gutters: &Gutters) -> Vec<Vec<Part>> {
    let mut columns: Vec<Vec<Part>> = gutters.columns().map(|_| Vec::new()).collect();
    for line in lines {
        let before: Vec<usize> = columns.iter().map(Vec::len).collect();
        for glyph in line.glyphs.iter().map(|&g| &page.glyphs[g as usize]) {
            let index = gutters.column(glyph.rect.x0);
            let (Some(column), Some(&length)) = (columns.get_mut(index), before.get(index)) else {
                continue;
            };
            if glyph.blank {
                continue;
            }
            let part = Part {
                top: glyph.rect.y0,
                end: ink_end(page, glyph),
                em: glyph.em,
                marked: matches!(shown(page, glyph), "。" | "、" | "，"),
                entry: matches!(shown(page, glyph), "・" | "•"),
            };
            match column.get_mut(length) {
                Some(known) => known.join(&part),
                None => column.push(part),
            }
        }
    }
    columns
}

impl Part {
    fn join(&mut self, other: &Self) {
        self.top = self.top.min(other.top);
        self.end = self.end.max(other.end);
        self.em = self.em.max(other.em);
        self.marked |= other.marked;
    }
}

/// True for entries below a heading, as a card has them beside another; a table has heads at the left of its entries.
fn is_list(column: &[Part]) -> bool {
    let entries = column.iter().filter(|part| part.entry).count();
    entries >= FEWEST_ENTRIES && entries * 2 > column.len()
}

/// True if most lines fill their columns from side to side, as prose does and the cells of a table do not.
fn fills(spans: &[Vec<Span>], gutters: &Gutters) -> bool {
    gutters.columns().enumerate().all(|(column, reach)| {
        let width = reach.to - reach.from;
        let text = |line: &Vec<Span>| {
            let inside = line
                .iter()
                .filter(|span| gutters.column(span.from) == column);
            inside.map(|span| span.to - span.from).sum::<f32>()
        };
        let texts: Vec<f32> = spans.iter().map(text).filter(|text| *text > 0.0).collect();
        let full = texts.iter().filter(|text| **text >= width * FILL).count();
        texts.len() >= LINES && full * 3 >= texts.len() * 2
    })
}

/// True if there are two columns in which headings and short lines stand between full ones.
fn runs_in_two(columns: &[Vec<Part>], em: f32) -> bool {
    let [left, right] = columns else {
        return false;
    };
    let all = left.len() + right.len();
    let full = full_lines(left) + full_lines(right);
    left.len().min(right.len()) >= FEW_LINES
        && all >= ALL_LINES
        && full as f32 >= all as f32 * FULL_SHARE
        && !in_step(left, right, em)
}

/// How many lines of a column end at its right margin.
fn full_lines(column: &[Part]) -> usize {
    let ends = column.iter().map(|part| part.end);
    let margin = ends.fold(f32::NEG_INFINITY, f32::max);
    column
        .iter()
        .filter(|part| margin - part.end <= part.em * FULL)
        .count()
}

/// True if the blocks of both columns begin side by side, as the cells of a row do.
fn in_step(left: &[Part], right: &[Part], em: f32) -> bool {
    let (left, right) = (block_starts(left), block_starts(right));
    let begins = |starts: &[f32], y: f32| starts.iter().any(|s| (s - y).abs() < em * SAME_HEIGHT);
    left.len().min(right.len()) > 2
        && left.iter().all(|&y| begins(&right, y))
        && right.iter().all(|&y| begins(&left, y))
}

/// The heights at which the blocks of a column begin: its first line, and lines after a wider step.
fn block_starts(column: &[Part]) -> Vec<f32> {
    let steps = || column.windows(2).map(|pair| pair[1].top - pair[0].top);
    let usual = steps().fold(f32::INFINITY, f32::min);
    let first = column.first().map(|part| part.top);
    let after = column
        .windows(2)
        .filter(|pair| pair[1].top - pair[0].top > usual * BLOCK_STEP)
        .map(|pair| pair[1].top);
    first.into_iter().chain(after).collect()
}
