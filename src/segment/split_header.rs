//! A header whose merged cells an export has split: blanks stand right of each, and the row below fills what it spans.

use super::band::is_short;
use super::label::Label;
use super::matrix::Matrix;
use crate::layout::{Grid, Table};
use std::ops::Range;

/// So many cells of both rows are known labels.
const FEWEST_KNOWN: usize = 3;
/// The upper row has so many cells.
const FEWEST_CELLS: usize = 3;

/// True for the upper row of a header of two: `番号 | 補助金の名称 | 補助金額 | | | 終期` over `| | 令和5年度 | 令和6年度 | 令和7年度 |`.
/// The lower one is blank wherever a cell of the upper one heads a column alone, and fills those that it spans.
pub(super) fn begins(table: &Table, matrix: &Matrix, labels: &[Option<Label>], row: u32) -> bool {
    if table.grid != Grid::Delimited || row + 2 >= table.rows {
        return false;
    }
    let (upper, lower) = (filled(table, matrix, row), filled(table, matrix, row + 1));
    let column = |i: &usize| table.cells[*i].column;
    let ends = upper.iter().skip(1).map(column).chain([table.columns]);
    let spans: Vec<Range<u32>> = upper
        .iter()
        .map(column)
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect();
    let below = |span: &Range<u32>| lower.iter().filter(|&i| span.contains(&column(i))).count();
    let is_alone = |span: &Range<u32>| below(span) == 0;
    // The last cell may have blanks behind it that nothing fills.
    let is_split = |span: &Range<u32>| below(span) == span.len() && span.len() > 1;
    let is_named = |span: &Range<u32>| below(span) == span.len();
    let all = || upper.iter().chain(&lower);
    let known = all().filter(|&&i| labels[i].is_some()).count();
    upper.len() >= FEWEST_CELLS
        && upper.first().is_some_and(|first| column(first) == 0)
        && spans.iter().all(|span| is_alone(span) || is_named(span))
        && spans.first().is_some_and(is_alone)
        && spans.iter().any(is_split)
        && known >= FEWEST_KNOWN
        && all().all(|&i| labels[i].is_some() || is_short(&table.cells[i]))
}

fn filled(table: &Table, matrix: &Matrix, row: u32) -> Vec<usize> {
    let starting = matrix.starting(row).iter().copied();
    starting
        .filter(|&i| !table.cells[i].text.is_empty())
        .collect()
}
