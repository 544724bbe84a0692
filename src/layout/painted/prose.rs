//! Columns of prose, and how they are told from columns of words.

use super::column::{self, Gutters, Span};
use super::line::Line;
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
/// A step of this many times the smallest one parts two blocks of a column.
const BLOCK_STEP: f32 = 1.25;
/// Blocks begin at the same height if their first lines are less than this many em apart.
const SAME_HEIGHT: f32 = 0.3;

/// True if the lines are sentences that run in columns, and no table.
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
    let columns = column::columns(page, lines.to_vec(), gutters);
    let marked = |line: &&Line| line.string(page).contains(['。', '、', '，']);
    columns.iter().all(|column| {
        let marked = column.iter().filter(marked).count();
        marked as f32 >= column.len() as f32 * MARKED_SHARE
    }) && (fills(spans, gutters) || runs_in_two(page, &columns, em))
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
fn runs_in_two(page: &PaintedPage, columns: &[Vec<Line>], em: f32) -> bool {
    let [left, right] = columns else {
        return false;
    };
    let all = left.len() + right.len();
    let full = full_lines(page, left) + full_lines(page, right);
    left.len().min(right.len()) >= FEW_LINES
        && all >= ALL_LINES
        && full as f32 >= all as f32 * FULL_SHARE
        && !in_step(left, right, em)
}

/// How many lines of a column end at its right margin.
fn full_lines(page: &PaintedPage, column: &[Line]) -> usize {
    let ends = || column.iter().map(|line| line.end_without_mark(page));
    let margin = ends().fold(f32::NEG_INFINITY, f32::max);
    ends()
        .zip(column)
        .filter(|(end, line)| margin - end <= line.em * FULL)
        .count()
}

/// True if the blocks of both columns begin side by side, as the cells of a row do.
fn in_step(left: &[Line], right: &[Line], em: f32) -> bool {
    let (left, right) = (block_starts(left), block_starts(right));
    let begins = |starts: &[f32], y: f32| starts.iter().any(|s| (s - y).abs() < em * SAME_HEIGHT);
    left.len().min(right.len()) > 2
        && left.iter().all(|&y| begins(&right, y))
        && right.iter().all(|&y| begins(&left, y))
}

/// The heights at which the blocks of a column begin: its first line, and lines after a wider step.
fn block_starts(column: &[Line]) -> Vec<f32> {
    let steps = || {
        column
            .windows(2)
            .map(|pair| pair[1].rect.y0 - pair[0].rect.y0)
    };
    let usual = steps().fold(f32::INFINITY, f32::min);
    let first = column.first().map(|line| line.rect.y0);
    let after = column
        .windows(2)
        .filter(|pair| pair[1].rect.y0 - pair[0].rect.y0 > usual * BLOCK_STEP)
        .map(|pair| pair[1].rect.y0);
    first.into_iter().chain(after).collect()
}
