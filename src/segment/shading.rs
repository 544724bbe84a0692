//! What the shades of a ruled table tell: forms shade their labels and leave their values white.

use super::label::Label;
use super::matrix::Matrix;
use crate::layout::{Cell, Grid, Table};

/// Fewer shaded labels than this tell nothing.
const FEWEST: usize = 3;
/// The share of known labels that must be shaded.
const LABELS: f64 = 0.75;
/// A longer cell is no label, in characters.
const LONGEST: usize = 24;

/// Whether the shades of a table tell its labels from its values.
pub(crate) fn tells(table: &Table, labels: &[Option<Label>]) -> bool {
    let filled = || {
        table
            .cells
            .iter()
            .zip(labels)
            .filter(|(cell, _)| !cell.text.is_empty())
    };
    let (mut all, mut shaded) = (0, 0);
    for (cell, label) in filled() {
        // A year may stand in a white cell and head its row all the same.
        let bare = label.as_ref().is_some_and(|label| label.concept.is_none());
        if label.is_some() && (cell.shaded || !bare) {
            all += 1;
            shaded += usize::from(cell.shaded);
        }
    }
    table.grid == Grid::Ruled
        && shaded >= FEWEST
        && shaded as f64 >= LABELS * all as f64
        && filled().any(|(cell, _)| !cell.shaded)
}

/// True for a row of shaded cells over white ones of the same width: labels that stand above their values.
pub(crate) fn heads(table: &Table, matrix: &Matrix, row: u32, filled: &[usize]) -> bool {
    let is_label = |cell: &Cell| {
        cell.shaded
            && cell.text.as_str().chars().count() <= LONGEST
            && !cell.text.as_str().contains('。')
    };
    let over_a_value = |cell: &Cell| {
        matrix
            .at(cell.row_end(), cell.column)
            .map(|below| &table.cells[below])
            .is_some_and(|below| {
                !below.shaded
                    && below.column == cell.column
                    && below.column_span == cell.column_span
            })
    };
    let whole = matrix.starting(row).iter().all(|&i| table.cells[i].shaded);
    // What reaches further down names the rows.
    let end = filled.iter().map(|&i| table.cells[i].row_end()).min();
    let cells = || {
        let all = filled.iter().map(|&i| &table.cells[i]);
        all.filter(|cell| Some(cell.row_end()) == end)
    };
    table.grid == Grid::Ruled
        && whole
        && cells().all(is_label)
        && cells().any(|cell| !cell.text.is_empty())
        && cells().all(over_a_value)
}
