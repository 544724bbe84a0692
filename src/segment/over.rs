//! Headers over headers: 部門, which reaches down beside the years, and 職員数 over all of them.

use super::label::Label;
use super::matrix::Matrix;
use crate::layout::{Grid, Table};

/// So many years or sides in the second row show that the first is a header too.
const FEWEST_AXES: usize = 2;

/// True for a first row whose cells reach down beside the years and sides of the next one, or over several of them.
pub(super) fn heads(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    filled: &[usize],
) -> bool {
    let reaches_down = |i: &&usize| table.cells[**i].row_end() > 1;
    let over = |i: &&usize| table.cells[**i].column_span > 1;
    let below = matrix.starting(1).iter();
    let below = below.filter(|i| !table.cells[**i].text.is_empty());
    let axis = |i: &&usize| labels[**i].as_ref().is_some_and(Label::is_axis);
    table.grid == Grid::Ruled
        && filled.iter().any(|i| reaches_down(&i))
        && filled.iter().any(|i| over(&i) && !reaches_down(&i))
        && filled.iter().all(|i| reaches_down(&i) || over(&i))
        && below.clone().filter(axis).count() >= FEWEST_AXES
        && below.clone().all(|i| axis(&i))
}
